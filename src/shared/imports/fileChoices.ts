/** What a person says about single files of an import, where the guess about them was wrong or nothing was known. */
import { z } from 'zod';
import { encodings } from '../kernel/spreadsheetText.ts';
import { delimiters } from './csvRows.ts';
import { mappingSchema } from './mapping.ts';

/** One file by its name; what is left out is found from the file as ever. */
export const fileChoiceSchema = z.strictObject({
  name: z.string().min(1).max(200),
  encoding: z.enum(encodings).optional(),
  delimiter: z.enum(delimiters).optional(),
  hasHeader: z.boolean().optional(),
  /** Which sheet of a workbook; left out: the first one that holds anything. */
  sheet: z.string().min(1).max(100).optional(),
  mapping: mappingSchema.optional(),
  /** The file stays out. */
  skip: z.boolean().optional(),
});
export type FileChoice = z.output<typeof fileChoiceSchema>;

export const fileChoicesSchema = z.array(fileChoiceSchema).max(200);

/** What decides how the bytes of a file become rows. */
export type ReadingChoice = Omit<FileChoice, 'mapping' | 'skip'>;
