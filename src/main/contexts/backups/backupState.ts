/** Where this device puts its backups and how the last try went: kept beside the database, so that it is known when the database is damaged. */
import type { BackupLine, KeptLine } from '../../../shared/backups/contract.ts';
import { type Instant, instant } from '../../../shared/kernel/day.ts';
import type { BackupError } from '../../../shared/sync/backupErrors.ts';
import { readStamp } from '../../../shared/sync/backupName.ts';
import { type Backup, backupPath, backupsIn } from '../../core/backup.ts';
import { keptPath, keptStores } from '../../core/restore.ts';
import { readTextFile, replaceFile, storePaths } from '../../../platform/storeFiles.ts';

export type Failed = { readonly at: Instant; readonly because: BackupError['type'] };
export type BackupState = {
  /** A folder that was chosen; null: the one inside the store. */
  readonly folder: string | null;
  readonly failed: Failed | null;
};

const usual: BackupState = { folder: null, failed: null };

/** A spoiled file is answered like a missing one: then the backups go into the store's own folder. */
export const readBackupState = (storeDir: string): BackupState => {
  const text = readTextFile(storePaths(storeDir).backup);
  if (text === null) return usual;
  try {
    const { folder, failed } = JSON.parse(text) as Partial<Record<keyof BackupState, unknown>>;
    const { at, because } = (failed ?? {}) as Partial<Record<keyof Failed, unknown>>;
    return {
      folder: typeof folder === 'string' && folder !== '' ? folder : null,
      failed:
        typeof because === 'string' && Number.isSafeInteger(at) ? { at: instant(Number(at)), because: because as Failed['because'] } : null,
    };
  } catch (error) {
    if (error instanceof SyntaxError) return usual;
    throw error;
  }
};

export const writeBackupState = (storeDir: string, state: BackupState): void => {
  replaceFile(storePaths(storeDir).backup, `${JSON.stringify(state, null, 2)}\n`);
};

export const backupFolder = (storeDir: string): string => readBackupState(storeDir).folder ?? storePaths(storeDir).backups;

export const toLine = ({ name, at, seq, bytes }: Backup): BackupLine => ({ id: name, at, changes: seq, bytes });

/** The backups of one workspace, the newest first; of every workspace where it is not known which. */
export const linesOf = (storeDir: string, origin: string | null): readonly BackupLine[] =>
  (backupsIn(backupFolder(storeDir)) ?? []).filter((backup) => origin === null || backup.origin === origin).map(toLine);

const keptPrefix = 'kept:';

export const keptLines = (storeDir: string): readonly KeptLine[] =>
  keptStores(storeDir).flatMap((name) => {
    const at = readStamp(name.replace(/-\d+$/u, ''));
    return at === null ? [] : [{ id: `${keptPrefix}${name}`, at }];
  });

/** The file behind an id of the lists above. Ids hold no separators, so no other folder can be reached. */
export const fileOf = (storeDir: string, id: string): string =>
  id.startsWith(keptPrefix) ? keptPath(storeDir, id.slice(keptPrefix.length)) : backupPath(backupFolder(storeDir), id);
