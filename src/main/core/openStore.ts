/** Opening a store folder: what is ours and not newer is opened, everything else is explained; a new empty store never takes the place of a lost one. */
import type { StoreFailureOf } from '../../shared/kernel/contract.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { type Db, dbErrorKind, openDb } from '../../platform/database.ts';
import { ensureFolder, fileExists, mayWrite, storePaths } from '../../platform/storeFiles.ts';
import { backupsIn } from './backup.ts';
import { NoHeadError, readLogHead } from './changeLog.ts';
import { type Integrity, readHead } from './head.ts';
import { keepLostHead, readLostHeads } from './lostHeads.ts';
import { applicationId, migrate } from './migrate.ts';
import { type Model, versionOf } from './model.ts';
import { finishRestore } from './restore.ts';

export type OpenError =
  /** No store in this folder, and the caller did not ask for a new one. */
  | { readonly type: 'StoreMissing'; readonly dir: string }
  /** The folder holds the traces of a store, but its database is gone. */
  | { readonly type: 'StoreLost'; readonly dir: string; readonly changes: number }
  | { readonly type: 'NotADatabase'; readonly dir: string }
  /** A database, but not one of ours. */
  | { readonly type: 'NotASamspillStore'; readonly dir: string }
  | { readonly type: 'StoreTooNew'; readonly dir: string; readonly version: number; readonly known: number }
  | { readonly type: 'StoreDamaged'; readonly dir: string }
  | { readonly type: 'StoreUnwritable'; readonly dir: string }
  /** A name on the way to the folder, or the whole way, is longer than this machine takes. */
  | { readonly type: 'FolderNameTooLong'; readonly dir: string }
  | StoreFailureOf<'StoreBusy' | 'DiskFull'>;

export type OpenedDb = {
  readonly db: Db;
  readonly readOnly: boolean;
  readonly integrity: Integrity;
  /** The loss is noticed for the first time: the head file says it, and what it says is kept aside now. */
  readonly isNewLoss: boolean;
};

export type OpenDbOptions = { readonly model: Model; readonly create: boolean; readonly readOnly?: boolean; readonly busyTimeout?: number };

/** The longest path of a database that SQLite opens, in bytes, with what it adds to it. */
const longestPath = 500;

/** What a person can do about an error met while opening; a bug is thrown on. */
export const openFailure = (error: unknown, dir: string): OpenError => {
  const kind = dbErrorKind(error);
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENAMETOOLONG' || (kind === 'cannotOpen' && Buffer.byteLength(storePaths(dir).db) > longestPath))
    return { type: 'FolderNameTooLong', dir };
  if (kind === 'notADatabase') return { type: 'NotADatabase', dir };
  // Our own statements do not fit what is there, or SQLite does not know its format.
  if (kind === 'corrupt' || kind === 'other' || error instanceof NoHeadError) return { type: 'StoreDamaged', dir };
  if (kind === 'busy') return { type: 'StoreBusy' };
  if (kind === 'full') return { type: 'DiskFull' };
  if (kind === 'gone' || kind === 'cannotOpen' || kind === 'readOnly' || kind === 'io') return { type: 'StoreUnwritable', dir };
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT', 'ELOOP'].includes(code)) return { type: 'StoreUnwritable', dir };
  if (code === 'ENOSPC') return { type: 'DiskFull' };
  throw error;
};

/** Looks at a database without changing a byte of it: another program's file must not be switched to our journal mode. */
const inspect = (path: string, dir: string, known: number): Result<'ours' | 'empty', OpenError> => {
  const db = openDb(path, { readOnly: true, mustExist: true });
  try {
    const version = Number(db.pragma('user_version'));
    const application = Number(db.pragma('application_id'));
    const objects = Number(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get([])?.['n'] ?? 0);
    if (application === 0 && version === 0 && objects === 0) return ok('empty');
    if (application !== applicationId) return err({ type: 'NotASamspillStore', dir });
    if (version < 1) return err({ type: 'StoreDamaged', dir });
    if (version > known) return err({ type: 'StoreTooNew', dir, version, known });
    return ok('ours');
  } finally {
    db.close();
  }
};

const integrityOf = (db: Db, headPath: string): Integrity => {
  const written = readHead(headPath);
  const head = readLogHead(db);
  if (head.seq < written.seq) return { state: 'behind', missing: written.seq - head.seq };
  if (written.seq === 0) return { state: 'whole' };
  const at = db.prepare('SELECT lower(hex(running)) AS running FROM change_set WHERE local_seq = ?').get([written.seq]);
  return at?.['running'] === written.hash ? { state: 'whole' } : { state: 'different' };
};

/** What earlier losses say that nobody has taken note of yet. */
const rememberedLoss = (dir: string): Integrity => {
  const lost = readLostHeads(dir);
  const missing = lost.reduce((sum, { seq, found }) => sum + Math.max(0, seq - found), 0);
  if (lost.length === 0) return { state: 'whole' };
  return missing > 0 ? { state: 'behind', missing } : { state: 'different' };
};

const opened = (db: Db, readOnly: boolean, dir: string): OpenedDb => {
  const paths = storePaths(dir);
  const now = integrityOf(db, paths.head);
  if (now.state === 'whole') return { db, readOnly, integrity: rememberedLoss(dir), isNewLoss: false };
  if (!readOnly) keepLostHead(dir, { ...readHead(paths.head), found: readLogHead(db).seq });
  return { db, readOnly, integrity: now, isNewLoss: true };
};

/** A store that is refused is let go of: held open, no backup could take its place. */
const closedOnFault = <T>(db: Db, body: () => T): T => {
  try {
    return body();
  } catch (error) {
    db.close();
    throw error;
  }
};

/** How many changes this folder is known to have held, by its head file or by a backup of it. */
const writtenOnce = (dir: string): number =>
  Math.max(readHead(storePaths(dir).head).seq, ...(backupsIn(storePaths(dir).backups) ?? []).map(({ seq }) => seq));

/** Opens `dir`/store.db, migrated. Falls back to reading only where the folder or the file cannot be written. */
export const openStoreDb = (dir: string, options: OpenDbOptions): Result<OpenedDb, OpenError> => {
  const paths = storePaths(dir);
  try {
    finishRestore(dir);
    if (!fileExists(paths.db)) {
      const written = writtenOnce(dir);
      if (written > 0) return err({ type: 'StoreLost', dir, changes: written });
      if (!options.create) return err({ type: 'StoreMissing', dir });
      ensureFolder(dir);
    } else {
      const found = inspect(paths.db, dir, versionOf(options.model));
      if (!found.ok) return found;
      if (found.value === 'empty' && writtenOnce(dir) > 0) return err({ type: 'StoreLost', dir, changes: writtenOnce(dir) });
    }
    const db = options.readOnly === true ? null : openWritable(dir, options);
    if (db !== null) return ok(closedOnFault(db, () => opened(db, false, dir)));
    const reading = openDb(paths.db, { readOnly: true, mustExist: true });
    return ok(closedOnFault(reading, () => opened(reading, true, dir)));
  } catch (error) {
    return err(openFailure(error, dir));
  }
};

/** Null where the store can be read but not written. */
const openWritable = (dir: string, options: OpenDbOptions): Db | null => {
  const paths = storePaths(dir);
  // Asked of the files: SQLite opens one that it may not write without a word and fails at the first change.
  if (fileExists(paths.db) && ![dir, paths.db, `${paths.db}-wal`, `${paths.db}-shm`, paths.head, paths.device].every(mayWrite)) return null;
  let db: Db | null = null;
  try {
    db = openDb(paths.db, options.busyTimeout === undefined ? {} : { busyTimeout: options.busyTimeout });
    migrate(db, options.model);
    for (const folder of paths.folders) ensureFolder(folder);
    return db;
  } catch (error) {
    db?.close();
    const kind = dbErrorKind(error);
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const unwritable = kind === 'readOnly' || kind === 'cannotOpen' || ['EACCES', 'EPERM', 'EROFS'].includes(code);
    if (unwritable && fileExists(paths.db)) return null;
    throw error;
  }
};
