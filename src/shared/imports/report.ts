/** What an import says about itself: files as they were understood, counts, and everything odd with the choices there are. */
import type { Id } from '../kernel/brand.ts';
import type { Encoding } from '../kernel/spreadsheetText.ts';
import type { ColumnLayout } from './layout.ts';
import type { Delimiter } from './csvRows.ts';
import type { ImportKind, RecordKind } from './kinds.ts';
import type { ProblemKindName } from './problems.ts';

export type FileReport = {
  readonly name: string;
  /** Null: the file was skipped, and `skipped` says why. */
  readonly kind: ImportKind | null;
  readonly skipped: 'notData' | 'unknownLayout' | 'empty' | 'otherKind' | null;
  readonly mapping: 'builtIn' | 'given' | 'saved' | 'proposed' | null;
  readonly encoding: Encoding;
  readonly encodingIsCertain: boolean;
  readonly delimiter: Delimiter;
  readonly hasHeader: boolean;
  readonly rows: number;
  readonly columns: readonly (ColumnLayout & { readonly field: string | null })[];
};

export type RecordCounts = { readonly made: number; readonly changed: number; readonly unchanged: number; readonly linked: number };

export type ProblemValue = {
  readonly original: string;
  readonly count: number;
  /** The known name that it was probably meant to be. */
  readonly suggestion: string | null;
  readonly decision: string | null;
};

export type ProblemGroup = {
  readonly kind: ProblemKindName;
  readonly count: number;
  readonly undecided: number;
  /** `use:NAME` stands for any known name. */
  readonly choices: readonly string[];
  /** The texts, most frequent first, at most 50. */
  readonly values: readonly ProblemValue[];
  readonly moreValues: number;
  readonly examples: readonly { readonly file: string; readonly line: number; readonly column: string; readonly original: string }[];
};

export type ImportReport = {
  readonly mode: 'check' | 'dryRun' | 'commit';
  /** Null where nothing was stored: a check, a dry run, or a commit that changed nothing. */
  readonly batchId: Id<'ImportBatch'> | null;
  readonly source: string;
  readonly files: readonly FileReport[];
  readonly rows: number;
  /** Rows that did not become a record; each is a problem row. */
  readonly heldBack: number;
  readonly counts: Readonly<Partial<Record<RecordKind, RecordCounts>>>;
  readonly problems: readonly ProblemGroup[];
  /** Stages that came with the product and went to the trash, because the files bring a process of their own; a check cannot tell. */
  readonly putAway: readonly { readonly name: string; readonly seedKey: string | null }[];
};

/** What `import_batch.files` holds, as JSON. */
export type BatchFile = { readonly name: string; readonly kind: ImportKind; readonly header: readonly string[] };
