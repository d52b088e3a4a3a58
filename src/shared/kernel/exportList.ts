/** A list as a file that spreadsheets open and the import takes back: declared beside the list, with its filters, its order and its permission. */
import { z } from 'zod';
import { type Allow, errors, output, type SheetTask, type StoreFailureOf } from './contract.ts';
import { aText } from './inputs.ts';

export const exportFormats = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What heads and stages can be written in. */
export const exportLanguages = ['en', 'nb', 'da', 'sv'] as const;

/** More rows than a sheet has. */
export type TooManyForSheet = { readonly type: 'TooManyForSheet'; readonly limit: number };
/** The person stopped it: there is no file. */
export type ExportStopped = { readonly type: 'ExportStopped' };
/** The file could not be written whole. */
export type FileNotWritten = StoreFailureOf<'DiskFull' | 'StoreIoError'>;
export type ExportError = TooManyForSheet | ExportStopped | FileNotWritten;

export type MadeFile = { readonly fileId: string; readonly name: string; readonly rows: number };

/** How every list is asked for. */
const asFile = {
  /** Named in the progress signals, and by `exports.cancel`. */
  taskId: aText(64).default('export'),
  format: z.enum(exportFormats),
  language: z.enum(exportLanguages),
};
type AsFile<Q extends z.ZodRawShape> = z.ZodObject<Q & typeof asFile, z.core.$strict>;

export type ExportList<N extends string = string, I extends z.ZodType = z.ZodType, C extends string = string> = SheetTask<
  N,
  I,
  MadeFile,
  ExportError,
  C
>;

/** `question`: what the list is asked with, without the window that a file does not need. */
export const exportList = <const N extends string, Q extends z.ZodRawShape, const C extends string>(
  name: `exports.${N}`,
  parts: { readonly called: C; readonly question: Q; readonly allow: Allow },
): ExportList<`exports.${N}`, AsFile<Q>, C> => ({
  kind: 'task',
  by: 'sheet',
  name,
  called: parts.called,
  input: z.strictObject({ ...parts.question, ...asFile }),
  output: output<MadeFile>(),
  errors: errors<ExportError>(),
  allow: parts.allow,
});
