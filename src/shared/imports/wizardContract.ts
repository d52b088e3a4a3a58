/** What the import wizard asks beyond the import itself: a first look at files, and the mappings that were saved. */
import { z } from 'zod';
import type { Id } from '../kernel/brand.ts';
import { errors, output, query, task } from '../kernel/contract.ts';
import type { UnreadablePath } from '../kernel/fileErrors.ts';
import type { Encoding } from '../kernel/spreadsheetText.ts';
import { aCursor, aLimit, aText, type CursorInvalid, type Window } from '../kernel/inputs.ts';
import { type Cancelled, type FileNotGranted, type ImportError, importsSomething } from './contract.ts';
import type { Delimiter } from './csvRows.ts';
import { fileChoicesSchema } from './fileChoices.ts';
import type { ColumnLayout } from './layout.ts';
import type { ImportKind } from './kinds.ts';
import type { Mapping } from './mapping.ts';

/** A file as it was understood, with its first rows. */
export type FileLook = {
  readonly name: string;
  /** Sheets of a workbook in their order; empty for a text file. */
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  readonly encoding: Encoding;
  readonly encodingIsCertain: boolean;
  readonly delimiter: Delimiter;
  readonly hasHeader: boolean;
  readonly rows: number;
  readonly columns: readonly ColumnLayout[];
  /** The first rows below the header; `line` is where the row begins. */
  readonly preview: readonly { readonly line: number; readonly cells: readonly string[] }[];
};
export type Look = { readonly name: string; readonly look: FileLook | null; readonly error: ImportError | null };

/** Reads files as far as showing what they hold; nothing is decided or stored. A file that cannot be read says so by itself. */
export const look = task('imports.look', {
  input: z.strictObject({ grant: aText(200), taskId: aText(64).default('import'), files: fileChoicesSchema.default([]) }),
  output: output<{ readonly files: readonly Look[] }>(),
  errors: errors<UnreadablePath | FileNotGranted | Cancelled>(),
  allow: importsSomething,
});

export type SavedMapping = {
  readonly id: Id<'ImportMapping'>;
  readonly name: string;
  readonly kind: ImportKind;
  readonly mapping: Mapping;
};
/** By name. */
export const mappings = query('imports.mappings', {
  input: z.strictObject({ after: aCursor, limit: aLimit }),
  output: output<Window<SavedMapping>>(),
  errors: errors<CursorInvalid>(),
  allow: importsSomething,
  reads: ['import_mapping'],
});
