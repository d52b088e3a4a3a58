/** The pipeline table as a file that spreadsheets open and the import takes back. */
import { z } from 'zod';
import { can, errors, output, task } from '../kernel/contract.ts';
import { aText } from '../kernel/inputs.ts';
import { deals } from './contract.ts';

export const exportFormats = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What heads and stages can be written in. */
export const exportLanguages = ['en', 'nb', 'da', 'sv'] as const;

/** More rows than a sheet has. */
export type TooManyForSheet = { readonly type: 'TooManyForSheet'; readonly limit: number };
export type ExportError = TooManyForSheet | { readonly type: 'DiskFull' } | { readonly type: 'StoreIoError' };

/** Every deal that the same question to `deals` lists, in the same order; heads and stages in `language`, days and amounts as data. */
export const exportDeals = task('pipeline.exportDeals', {
  input: deals.input.omit({ after: true, limit: true }).extend({
    taskId: aText(64).default('export'),
    format: z.enum(exportFormats),
    language: z.enum(exportLanguages),
  }),
  output: output<{ readonly fileId: string; readonly name: string; readonly rows: number }>(),
  errors: errors<ExportError>(),
  allow: can('deal.read'),
});
