/** What can be asked and done about imports. Files are named by grants that the host hands out for what a person picked, never by paths. */
import { z } from 'zod';
import type { Id } from '../kernel/brand.ts';
import { importActionOf } from '../admin/policy.ts';
import { can, command, errors, output, query, task, type StoreFailure } from '../kernel/contract.ts';
import type { Instant } from '../kernel/day.ts';
import type { UnreadablePath, WorkbookError } from '../kernel/fileErrors.ts';
import { aCursor, aLimit, anId, aText, aTextFor, type CursorInvalid, type Window } from '../kernel/inputs.ts';
import type { NamedRecord } from '../sync/contract.ts';
import type { CsvError } from './csvRows.ts';
import { fileChoicesSchema } from './fileChoices.ts';
import { type ImportKind, importKinds, type RecordKind } from './kinds.ts';
import { type InvalidMapping, mappingSchema } from './mapping.ts';
import type { InvalidDecisions } from './problems.ts';
import type { ImportReport, RecordCounts } from './report.ts';
import { importBatch, importDecision, importMapping, importProblem } from './schema.ts';

export type { CsvError } from './csvRows.ts';
/** The host handed out no such grant. */
export type FileNotGranted = { readonly type: 'FileNotGranted' };
export type NothingToImport = { readonly type: 'NothingToImport'; readonly files: readonly string[] };
/** A single file whose columns say nothing that we know; a mapping is needed. */
export type LayoutUnknown = { readonly type: 'LayoutUnknown'; readonly file: string; readonly header: readonly string[] };
export type ColumnMissing = { readonly type: 'ColumnMissing'; readonly file: string; readonly column: string };
/** The person stopped it: nothing is stored. */
export type Cancelled = { readonly type: 'Cancelled' };
export type MappingNotFound = { readonly type: 'MappingNotFound'; readonly name: string };
/** The file is of a kind that the person's role does not import. */
export type ImportKindNotAllowed = { readonly type: 'ImportKindNotAllowed'; readonly file: string; readonly kind: ImportKind };
export type ImportError =
  | ImportKindNotAllowed
  | (WorkbookError & { readonly file: string })
  | UnreadablePath
  | (CsvError & { readonly file: string })
  | NothingToImport
  | LayoutUnknown
  | ColumnMissing
  | Cancelled
  | MappingNotFound
  | InvalidMapping
  | InvalidDecisions
  | StoreFailure;

/** Whoever may import any kind of file may begin; each kind is asked for when it is known which files there are. */
const [firstAction = '', ...otherActions] = new Set(importKinds.map(importActionOf));
export const importsSomething = can(firstAction, ...otherActions);

const importInput = {
  grant: aText(200),
  /** Named in the progress signals, and by `cancel`. */
  taskId: aText(64).default('import'),
  kind: z.enum(importKinds).nullable().default(null),
  /** A whole mapping, or the name of a saved one. */
  mapping: z.union([mappingSchema, importMapping.columns.name.schema]).nullable().default(null),
  /** A list of decisions; validated with all its faults at once, so the shape is open here. */
  decisions: z.array(z.unknown()).max(10_000).default([]),
  /** Choices for single files, by their names. */
  files: fileChoicesSchema.default([]),
  /** Names the system that the files came from, where their mapping does not. */
  source: importBatch.columns.source.schema.nullable().default(null),
};

/** What would come: everything but the writing. */
export const check = task('imports.check', {
  input: z.strictObject({ ...importInput }),
  output: output<ImportReport>(),
  errors: errors<ImportError | FileNotGranted>(),
  allow: importsSomething,
});
export const run = task('imports.run', {
  input: z.strictObject({ ...importInput, dryRun: z.boolean().default(false) }),
  output: output<ImportReport>(),
  errors: errors<ImportError | FileNotGranted>(),
  allow: importsSomething,
});

/** Stops a running check or import; nothing of it is stored. */
export const cancel = task('imports.cancel', {
  input: z.strictObject({ taskId: aText(64) }),
  output: output<{ readonly wasRunning: boolean }>(),
  allow: importsSomething,
});

export type BatchNotFound = { readonly type: 'BatchNotFound' };
export type BatchAlreadyUndone = { readonly type: 'BatchAlreadyUndone' };
/** It came here from another device with changes of others in between, which an undo here could not tell apart. */
export type BatchMadeElsewhere = { readonly type: 'BatchMadeElsewhere' };
export type KeptRecord = {
  readonly table: string;
  readonly id: string;
  /** As `NamedRecord` has it: its own, or that of the record that it is about, which `of` then is. */
  readonly name: string;
  readonly seedKey: string | null;
  readonly of: NamedRecord['of'];
  /**
   * `edited`: a person changed it since; `used`: something that stays refers to it; `sealed`: nobody takes it back; `unfitting`: what it held before
   * may not be written any more.
   */
  readonly because: 'edited' | 'used' | 'sealed' | 'unfitting';
};
export type Undone = {
  readonly withdrawn: number;
  readonly voided: number;
  readonly reverted: number;
  readonly kept: readonly KeptRecord[];
};
/** Takes a whole import back, but for what people edited since and what that refers to. */
export const undoBatch = command('imports.undoBatch', {
  input: z.strictObject({ id: anId<'ImportBatch'>() }),
  output: output<Undone>(),
  errors: errors<BatchNotFound | BatchAlreadyUndone | BatchMadeElsewhere | ImportKindNotAllowed>(),
  allow: importsSomething,
  by: 'task',
});

export type BatchLine = {
  readonly id: Id<'ImportBatch'>;
  readonly source: string;
  readonly files: readonly string[];
  readonly startedAt: Instant;
  readonly counts: Readonly<Partial<Record<RecordKind, RecordCounts>>>;
  readonly status: 'committed' | 'undone';
  readonly problems: number;
  readonly undecided: number;
  /** What is stored of its files or counts cannot be read. */
  readonly isUnreadable: boolean;
};
/** Newest first. */
export const batches = query('imports.batches', {
  input: z.strictObject({ after: aCursor, limit: aLimit }),
  output: output<Window<BatchLine>>(),
  errors: errors<CursorInvalid>(),
  allow: importsSomething,
  reads: ['import_batch', 'import_problem'],
});

export type ProblemLine = {
  readonly id: Id<'ImportProblem'>;
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly column: string;
  readonly original: string;
  readonly recordId: string | null;
  readonly decision: string | null;
};
export const problems = query('imports.problems', {
  input: z.strictObject({
    batchId: anId<'ImportBatch'>().nullable().default(null),
    kind: aTextFor(importProblem.columns.kind).nullable().default(null),
    undecidedOnly: z.boolean().default(false),
    after: aCursor,
    limit: aLimit,
  }),
  output: output<Window<ProblemLine>>(),
  errors: errors<CursorInvalid>(),
  allow: importsSomething,
  reads: ['import_problem'],
});
/** The odd rows as they came, with what was odd in further columns: text of a CSV file that no spreadsheet will run. */
export const problemsCsv = query('imports.problemsCsv', {
  input: z.strictObject({ batchId: anId<'ImportBatch'>() }),
  output: output<{ readonly csv: string }>(),
  errors: errors<BatchNotFound>(),
  allow: importsSomething,
  reads: ['import_problem', 'import_batch'],
});

export const saveMapping = command('imports.saveMapping', {
  input: z.strictObject({ name: importMapping.columns.name.schema, mapping: mappingSchema }),
  output: output<{ readonly id: Id<'ImportMapping'> }>(),
  errors: errors<ImportKindNotAllowed>(),
  allow: importsSomething,
});
/** Remembers answers for a source; the next import of its files applies them. */
export const decide = command('imports.decide', {
  input: z.strictObject({ source: aTextFor(importDecision.columns.source), decisions: z.array(z.unknown()).max(10_000) }),
  output: output<{ readonly remembered: number }>(),
  errors: errors<InvalidDecisions>(),
  allow: importsSomething,
});
