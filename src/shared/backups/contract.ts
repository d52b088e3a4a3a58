/** Backups and the health of a store: what there is, making one, bringing one back, and what a person can do about a store that does not open. */
import { z } from 'zod';
import type { CursorInvalid, Window } from '../kernel/inputs.ts';
import { aCursor, aLimit } from '../kernel/inputs.ts';
import { can, errors, hostTask, output, query, task, type StoreFailureOf } from '../kernel/contract.ts';
import type { Instant } from '../kernel/day.ts';
import type { BackupError, RestoreError } from '../sync/backupErrors.ts';
import type { DoctorReport } from '../sync/contract.ts';

/** `changes` are those of the log up to the backup. Only what was examined and found whole is listed. */
export type BackupLine = { readonly id: string; readonly at: Instant; readonly changes: number; readonly bytes: number };
/** A store that was set aside when another took its place. */
export type KeptLine = { readonly id: string; readonly at: Instant };
export type BackupsView = Window<BackupLine> & {
  /** Where the backups lie, as the system writes it. */
  readonly folder: string;
  /** Whether that folder is there now. */
  readonly isThere: boolean;
  /** Whether a backup is made every day: not of the sample company, and not of a store that can only be read. */
  readonly isDaily: boolean;
  /** Days for which a backup is kept. */
  readonly days: number;
  readonly isRunning: boolean;
  /** The newest backup, and how many changes were made since; null where there is none. */
  readonly newest: BackupLine | null;
  readonly changesSince: number | null;
  /** Why the last try did not end in a backup; null when it did. */
  readonly failed: { readonly at: Instant; readonly because: BackupError['type'] } | null;
  readonly kept: readonly KeptLine[];
  readonly isReadOnly: boolean;
};
/** The backups of this store, the newest first, and how it is with them. */
export const listBackups = query('backups.list', {
  input: z.strictObject({ after: aCursor, limit: aLimit }),
  output: output<BackupsView>(),
  errors: errors<CursorInvalid>(),
  allow: can('store.check'),
  reads: ['*'],
});

/** Acknowledged changes that the store has lost and nobody has seen to; null: none. Zero where it is not known how many. */
export const loss = query('backups.loss', {
  input: z.strictObject({}),
  output: output<{ readonly lost: number | null }>(),
  allow: can('store.check'),
  reads: ['*'],
});

/** Makes a backup now. */
export const makeBackup = task('backups.make', {
  input: z.strictObject({}),
  output: output<BackupLine>(),
  errors: errors<BackupError>(),
  allow: can('store.backup'),
});

/** The name of a backup, or of a store that was kept aside; never a path. */
const backupId = z.string().regex(/^(?:kept:)?[\w-][\w.-]{0,119}$/u);

/** Only a host that can close the store and open it again brings a backup back. */
export type NoRestore = { readonly type: 'NoRestore' };
/** Examines a backup, sets the store aside and puts the backup in its place; all windows show it from then on. */
export const restoreBackup = hostTask('backups.restore', {
  input: z.strictObject({ id: backupId }),
  /** Under which date the store that was there is kept; null where there was none. */
  output: output<{ readonly kept: string | null }>(),
  errors: errors<RestoreError | NoRestore>(),
  allow: can('store.restore'),
  otherwise: { type: 'NoRestore' },
});
/** Examines a backup and lays it ready, for the host that swaps the stores. */
export const prepareRestore = task('backups.prepareRestore', {
  input: z.strictObject({ id: backupId }),
  output: output<{ readonly staged: string }>(),
  errors: errors<RestoreError>(),
  allow: can('store.restore'),
});

/** Examines the whole store in a thread of its own, as `store.doctor` does in the terminal. */
export const examineStore = task('backups.examine', {
  input: z.strictObject({}),
  output: output<DoctorReport>(),
  errors: errors<StoreFailureOf<'StoreIoError'>>(),
  allow: can('store.check'),
});

/** The store is open as usual: there is nothing to rescue. */
export type NotNeeded = { readonly type: 'NotNeeded' };
/** Opens a store that does not open for writing, so that what is whole in it can be read. */
export const openForReading = hostTask('backups.openForReading', {
  input: z.strictObject({}),
  output: output<null>(),
  errors: errors<NotNeeded>(),
  allow: can('store.check'),
  otherwise: { type: 'NotNeeded' },
});

/** Opens what lies in the folder now, after the store was gone from it; never a new one. */
export const openAgain = hostTask('backups.openAgain', {
  input: z.strictObject({}),
  output: output<null>(),
  errors: errors<NotNeeded | StoreFailureOf<'StoreGone'>>(),
  allow: can('store.check'),
  otherwise: { type: 'NotNeeded' },
});

/** Writes every row that can be read into tables in one file, however damaged the store is; `lost` tables broke off before their end. */
export const salvage = task('backups.salvage', {
  input: z.strictObject({}),
  output: output<{ readonly fileId: string; readonly name: string; readonly rows: number; readonly lost: readonly string[] }>(),
  errors: errors<{ readonly type: 'NothingReadable' }>(),
  allow: can('store.restore'),
});
