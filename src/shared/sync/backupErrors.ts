/** Why a backup was not made, or not brought back: the words of the engine, which the contract of backups answers in. */
import type { StoreFailureOf } from '../kernel/contract.ts';

export type BackupError =
  /** The chosen folder is not there: a drive that was unplugged, a share that is gone. It is never made anew. */
  | { readonly type: 'BackupFolderMissing' }
  | { readonly type: 'BackupFolderUnwritable' }
  | { readonly type: 'BackupDiskFull' }
  /** The copy does not hold what the log says, so it was thrown away: the store itself needs to be examined. */
  | { readonly type: 'BackupNotSound'; readonly findings: number }
  | StoreFailureOf<'StoreBusy' | 'StoreIoError'>;

export type RestoreError =
  | { readonly type: 'BackupNotFound' }
  /** No database, or another program's. */
  | { readonly type: 'NotABackup' }
  | { readonly type: 'BackupTooNew'; readonly version: number; readonly known: number }
  /** The backup does not hold what its own log says. */
  | { readonly type: 'BackupDamaged'; readonly findings: number }
  /** The backup is of another workspace than the store in whose place it would go. */
  | { readonly type: 'BackupOfAnother' }
  /** Another window, program or terminal has the store open. */
  | { readonly type: 'StoreInUse' }
  | { readonly type: 'StoreUnwritable' }
  | StoreFailureOf<'StoreIoError' | 'DiskFull'>;
