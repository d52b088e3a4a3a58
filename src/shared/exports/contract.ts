/** Lists as files that spreadsheets open and the import takes back: each with the filters, the order and the permission of the list itself. */
import { z } from 'zod';
import { accounts, timeline } from '../accounts/contract.ts';
import { rates } from '../admin/ratesContract.ts';
import { revenueTargets } from '../admin/targetsContract.ts';
import { can, errors, output, task } from '../kernel/contract.ts';
import { anId, aText } from '../kernel/inputs.ts';
import { deals } from '../pipeline/contract.ts';

export const exportFormats = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What heads and stages can be written in. */
export const exportLanguages = ['en', 'nb', 'da', 'sv'] as const;

/** More rows than a sheet has. */
export type TooManyForSheet = { readonly type: 'TooManyForSheet'; readonly limit: number };
/** The person stopped it: there is no file. */
export type ExportStopped = { readonly type: 'ExportStopped' };
export type ExportError = TooManyForSheet | ExportStopped | { readonly type: 'DiskFull' } | { readonly type: 'StoreIoError' };

export type MadeFile = { readonly fileId: string; readonly name: string; readonly rows: number };

/** How every list is asked for. */
const asFile = {
  /** Named in the progress signals, and by `exports.cancel`. */
  taskId: aText(64).default('export'),
  format: z.enum(exportFormats),
  language: z.enum(exportLanguages),
};
const madeFile = { output: output<MadeFile>(), errors: errors<ExportError>() };

/** Every deal that the same question to the pipeline lists, in the same order. */
export const exportDeals = task('exports.deals', {
  input: deals.input.omit({ after: true, limit: true }).extend(asFile),
  ...madeFile,
  allow: deals.allow,
});
export const exportAccounts = task('exports.accounts', {
  input: accounts.input.omit({ after: true, limit: true }).extend(asFile),
  ...madeFile,
  allow: accounts.allow,
});
/** Contact persons of one account, or of all, account by account. */
export const exportContacts = task('exports.contacts', {
  input: z.strictObject({ accountId: anId<'Account'>().nullable().default(null), ...asFile }),
  ...madeFile,
  allow: accounts.allow,
});
/** The timeline of one account or deal, newest first; or of all, account by account. */
export const exportActivities = task('exports.activities', {
  input: z.strictObject({
    accountId: anId<'Account'>().nullable().default(null),
    dealId: anId<'Deal'>().nullable().default(null),
    ...asFile,
  }),
  ...madeFile,
  allow: timeline.allow,
});
/** How the credit for deals is shared, a row a person. */
export const exportCredits = task('exports.credits', { input: z.strictObject(asFile), ...madeFile, allow: deals.allow });
export const exportProducts = task('exports.products', { input: z.strictObject(asFile), ...madeFile, allow: can('account.read') });
export const exportStages = task('exports.stages', { input: z.strictObject(asFile), ...madeFile, allow: deals.allow });
/** Everybody, with the roles of today. */
export const exportPeople = task('exports.people', { input: z.strictObject(asFile), ...madeFile, allow: can('account.read') });
export const exportRates = task('exports.rates', { input: z.strictObject(asFile), ...madeFile, allow: rates.allow });
export const exportTargets = task('exports.targets', { input: z.strictObject(asFile), ...madeFile, allow: revenueTargets.allow });

/** Stops a running export; no file is left. */
export const cancelExport = task('exports.cancel', {
  input: z.strictObject({ taskId: aText(64) }),
  output: output<{ readonly wasRunning: boolean }>(),
  allow: can('account.read'),
});
