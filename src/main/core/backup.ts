/** Backups: a copy gets its name only after it was examined like a store and found to hold what the log says; until then it does not count. */
import { join } from 'node:path';
import { instant } from '../../shared/kernel/day.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import type { BackupError } from '../../shared/sync/backupErrors.ts';
import { backupName, type BackupTitle, outlived, readBackupName } from '../../shared/sync/backupName.ts';
import type { DoctorFinding } from '../../shared/sync/contract.ts';
import { type Db, dbErrorKind, openDb } from '../../platform/database.ts';
import { bytesOf, isRunning, moveFile, namesIn, removeAll, syncFile } from '../../platform/folderFiles.ts';
import { hex } from '../../platform/hash.ts';
import type { Ports } from '../../platform/ports.ts';
import { ensureFolder, fileExists, storePaths } from '../../platform/storeFiles.ts';
import { NoHeadError, readLogHead } from './changeLog.ts';
import { examineDamage } from './doctor.ts';
import type { Model } from './model.ts';

export type Backup = BackupTitle & { readonly name: string; readonly bytes: number };

const partPrefix = 'samspill-part-';

/** All backups in a folder by their names alone, the newest first; null where the folder is gone. */
export const backupsIn = (folder: string): readonly Backup[] | null => {
  const names = namesIn(folder);
  if (names === null) return null;
  return names
    .flatMap((name): readonly Backup[] => {
      const title = readBackupName(name);
      const bytes = title === null ? null : bytesOf(join(folder, name));
      return title === null || bytes === null ? [] : [{ ...title, name, bytes }];
    })
    .toSorted((a, b) => b.at - a.at || b.seq - a.seq || (a.name < b.name ? 1 : -1));
};

/** The file of a backup by its name, which holds no folder. */
export const backupPath = (folder: string, name: string): string => join(folder, name);

/** What a killed backup left. One that is being made belongs to a process that runs. */
const removeLeftovers = (folder: string): void => {
  for (const name of namesIn(folder) ?? []) {
    const pid = Number(/^samspill-part-(\d+)-/u.exec(name)?.[1] ?? Number.NaN);
    if (Number.isInteger(pid) && pid !== process.pid && !isRunning(pid)) removeAll(join(folder, name));
  }
};

const firstHash = (db: Db): string => {
  const row = db.prepare('SELECT running FROM change_set ORDER BY local_seq LIMIT 1').get([]);
  return row === undefined ? '00000000' : hex(row['running'] as Uint8Array).slice(0, 8);
};

export type LogMark = Omit<BackupTitle, 'at'>;

/** The log of a database by its two ends. Throws `NoHeadError` where there is none. */
export const logMark = (db: Db): LogMark => {
  const { seq, running } = readLogHead(db);
  return { origin: firstHash(db), seq, hash: hex(running).padEnd(64, '0').slice(0, 16) };
};

/** Rows of each table of the log's own making; `upTo` leaves out what later sets added. */
const rowCounts = (db: Db, upTo: number): string =>
  db
    .prepare("SELECT m.name FROM sqlite_schema m WHERE m.type = 'table' AND m.sql IS NOT NULL ORDER BY m.name")
    .all([])
    .map(({ name }) => String(name))
    .filter((name) => db.prepare("SELECT 1 FROM pragma_table_info(?) WHERE name = 'seq'").get([name]) !== undefined)
    .map((name) => `${name} ${Number(db.prepare(`SELECT count(*) AS n FROM ${name} WHERE seq <= ?`).get([upTo])?.['n'] ?? 0)}`)
    .join('\n');

/** Whether the copy is the source as it was at one of its commits: the same running hash there, and as many rows in every table. */
const isOf = (source: Db, copy: Db): boolean => {
  const mark = logMark(copy);
  if (mark.seq === 0) return true;
  const there = source.prepare('SELECT running FROM change_set WHERE local_seq = ?').get([mark.seq]);
  if (there === undefined || !hex(there['running'] as Uint8Array).startsWith(mark.hash)) return false;
  return rowCounts(source, mark.seq) === rowCounts(copy, mark.seq);
};

/** Examines a database that lies by itself, such as a backup. */
export const examineFile = (db: Db, model: Model): readonly DoctorFinding[] =>
  // There is no head file beside it: the name of a backup says what its head must be.
  examineDamage({ db, model, dir: join('no', 'folder'), integrity: { state: 'whole' } }).findings;

export type BackupWanted = {
  readonly storeDir: string;
  /** Left out: the folder inside the store. */
  readonly folder?: string | null;
  readonly ports: Pick<Ports, 'clock' | 'random'>;
  readonly model: Model;
};

/** Makes a backup of a store that may be in use, and removes those that have outlived their days once the new one is there. */
export const makeBackup = (wanted: BackupWanted): Result<Backup, BackupError> => {
  const paths = storePaths(wanted.storeDir);
  const folder = wanted.folder ?? paths.backups;
  const part = join(folder, `${partPrefix}${process.pid}-${hex(wanted.ports.random.bytes(6))}`);
  try {
    if (folder === paths.backups) ensureFolder(folder);
    else if (!fileExists(folder)) return err({ type: 'BackupFolderMissing' });
    removeLeftovers(folder);
    const made = copyAndExamine(paths.db, part, wanted);
    if (!made.ok) return made;
    const title: BackupTitle = { ...made.value, at: instant(Math.floor(wanted.ports.clock.now() / 1000) * 1000) };
    const name = backupName(title);
    syncFile(part);
    moveFile(part, join(folder, name));
    removeOutlived(folder, title);
    return ok({ ...title, name, bytes: bytesOf(join(folder, name)) ?? 0 });
  } catch (error) {
    return err(backupFailure(error, fileExists(folder)));
  } finally {
    removeQuietly(part);
  }
};

/** A folder that is gone has nothing in it that must be removed. */
const removeQuietly = (part: string): void => {
  for (const path of [part, `${part}-journal`, `${part}-wal`, `${part}-shm`]) {
    try {
      removeAll(path);
    } catch {
      // The next backup removes it, once this process has ended.
    }
  }
};

const copyAndExamine = (from: string, part: string, wanted: BackupWanted): Result<LogMark, BackupError> => {
  const source = openDb(from, { readOnly: true, mustExist: true });
  try {
    // A copy made by SQLite from one snapshot: plain copies of the file are torn under load, and this one leaves behind what was deleted.
    source.pragma('query_only = OFF');
    source.prepare('VACUUM INTO ?').run([part]);
    source.pragma('query_only = ON');
    const copy = openDb(part, { readOnly: true, mustExist: true });
    try {
      wanted.model.defineFunctions(copy);
      const findings = examineFile(copy, wanted.model);
      if (findings.length > 0) return err({ type: 'BackupNotSound', findings: findings.length });
      return isOf(source, copy) ? ok(logMark(copy)) : err({ type: 'BackupNotSound', findings: 1 });
    } finally {
      copy.close();
    }
  } finally {
    source.close();
  }
};

const removeOutlived = (folder: string, newest: BackupTitle): void => {
  const own = (backupsIn(folder) ?? []).filter(({ origin }) => origin === newest.origin);
  for (const { name } of outlived(own, newest.at)) removeAll(join(folder, name));
};

const backupFailure = (error: unknown, isFolderThere: boolean): BackupError => {
  const kind = dbErrorKind(error);
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (!isFolderThere) return { type: 'BackupFolderMissing' };
  if (kind === 'full' || code === 'ENOSPC' || code === 'EDQUOT') return { type: 'BackupDiskFull' };
  if (kind === 'busy') return { type: 'StoreBusy' };
  if (kind === 'corrupt' || kind === 'notADatabase' || error instanceof NoHeadError) return { type: 'BackupNotSound', findings: 1 };
  if (kind === 'cannotOpen' || kind === 'readOnly' || ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'ENOENT'].includes(code))
    return { type: 'BackupFolderUnwritable' };
  if (kind === 'io' || code === 'EIO') return { type: 'StoreIoError' };
  throw error;
};
