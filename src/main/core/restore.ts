/** Restoring: a backup is examined beside the store, then takes its place step by step, so that a crash at any point ends with the old store or the new one. */
import { join } from 'node:path';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import type { RestoreError } from '../../shared/sync/backupErrors.ts';
import { readBackupName, stampText } from '../../shared/sync/backupName.ts';
import { dbErrorKind, isInUse, openDb } from '../../platform/database.ts';
import { bytesOf, copyWhole, fileId, isRunning, moveFile, namesIn, removeAll } from '../../platform/folderFiles.ts';
import { hex } from '../../platform/hash.ts';
import type { Ports, Random } from '../../platform/ports.ts';
import { ensureFolder, fileExists, readTextFile, replaceFile, storePaths } from '../../platform/storeFiles.ts';
import { examineFile, type LogMark, logMark } from './backup.ts';
import { asHead, NoHeadError, readLogHead } from './changeLog.ts';
import { prepareDerivations } from './derive.ts';
import { openDevice } from './device.ts';
import { refreshDerived } from './foldKeys.ts';
import { openHeadFile } from './head.ts';
import { lostHeadsName } from './lostHeads.ts';
import { applicationId, migrate } from './migrate.ts';
import { type Model, versionOf } from './model.ts';

/** A backup that was found whole and lies ready in the store's staging folder under this name. */
export type Staged = LogMark & { readonly staged: string };

export type RestoreWanted = {
  readonly storeDir: string;
  /** The backup, or the database of a store that was kept aside. */
  readonly file: string;
  readonly ports: Pick<Ports, 'random'>;
  readonly model: Model;
};

/** What moves into the place of the store, the database last: while it is missing, nobody takes the folder for a store that is whole. */
const parts = ['head.json', 'device.json', 'store.db'] as const;
/** What is set aside, together with what SQLite may have left beside it. */
const oldParts = ['store.db-wal', 'store.db-shm', 'store.db', 'head.json', 'device.json', lostHeadsName] as const;

/** With the process that laid it ready. */
const stagedShape = /^restore-(\d+)-[0-9a-f]{12}$/u;

/** Null where the database cannot tell. */
const originOf = (path: string): string | null => {
  if (!fileExists(path)) return null;
  try {
    const db = openDb(path, { readOnly: true, mustExist: true });
    try {
      const { origin, seq } = logMark(db);
      return seq === 0 ? null : origin;
    } finally {
      db.close();
    }
  } catch (error) {
    if (dbErrorKind(error) === null && !(error instanceof NoHeadError)) throw error;
    return null;
  }
};

const inspect = (path: string, known: number): RestoreError | null => {
  const db = openDb(path, { readOnly: true, mustExist: true });
  try {
    const version = Number(db.pragma('user_version'));
    if (Number(db.pragma('application_id')) !== applicationId) return { type: 'NotABackup' };
    if (version > known) return { type: 'BackupTooNew', version, known };
    return version < 1 ? { type: 'BackupDamaged', findings: 1 } : null;
  } finally {
    db.close();
  }
};

/** What a killed program had laid ready and nobody will fetch; what a begun restore still needs stays. */
const removeAbandoned = (dir: string): void => {
  const paths = storePaths(dir);
  const needed = readJournal(paths.restore)?.staged;
  for (const name of namesIn(paths.staging) ?? []) {
    const [, pid] = stagedShape.exec(name) ?? [];
    if (pid !== undefined && name !== needed && !isRunning(Number(pid))) removeAll(join(paths.staging, name));
  }
};

const newName = (random: Random): string => `restore-${process.pid}-${hex(random.bytes(6))}`;

/** An empty folder beside the store, for one that is to take its place; `staged` is what `swapIn` calls it. */
export const newStaging = (dir: string, random: Random): { readonly staged: string; readonly folder: string } => {
  const staged = newName(random);
  const folder = join(storePaths(dir).staging, staged);
  ensureFolder(folder);
  return { staged, folder };
};

/** Copies a backup beside the store, brings the copy to this version and examines it. The store is not touched, and may be open. */
export const stageBackup = (wanted: RestoreWanted): Result<Staged, RestoreError> => {
  const paths = storePaths(wanted.storeDir);
  const staged = newName(wanted.ports.random);
  const folder = join(paths.staging, staged);
  try {
    if (bytesOf(wanted.file) === null) return err({ type: 'BackupNotFound' });
    const refused = inspect(wanted.file, versionOf(wanted.model));
    if (refused !== null) return err(refused);
    const origin = originOf(paths.db);
    removeAbandoned(wanted.storeDir);
    ensureFolder(folder);
    const prepared = prepare(wanted, folder, origin);
    if (!prepared.ok) removeAll(folder);
    return prepared.ok ? ok({ ...prepared.value, staged }) : prepared;
  } catch (error) {
    removeAll(folder);
    return err(restoreFailure(error));
  }
};

const prepare = (wanted: RestoreWanted, folder: string, origin: string | null): Result<LogMark, RestoreError> => {
  const paths = storePaths(wanted.storeDir);
  const staged = storePaths(folder);
  // A store that was kept aside may still have its newest changes in the log beside it.
  for (const end of ['', '-wal']) if (fileExists(`${wanted.file}${end}`)) copyWhole(`${wanted.file}${end}`, `${staged.db}${end}`);
  const db = openDb(staged.db, { mustExist: true });
  try {
    const { model } = wanted;
    migrate(db, model);
    model.defineFunctions(db);
    prepareDerivations(db);
    refreshDerived(db, model);
    const findings = examineFile(db, model);
    const mark = logMark(db);
    const said = readBackupName(wanted.file.split(/[/\\]/u).at(-1) ?? '');
    const isAsNamed = said === null || (said.seq === mark.seq && said.hash === mark.hash && said.origin === mark.origin);
    if (findings.length > 0 || !isAsNamed) return err({ type: 'BackupDamaged', findings: Math.max(1, findings.length) });
    if (origin !== null && origin !== mark.origin) return err({ type: 'BackupOfAnother' });
    const head = openHeadFile(staged.head);
    head.write(asHead(readLogHead(db)));
    head.close();
    const device = readTextFile(paths.device);
    if (device !== null) replaceFile(staged.device, device);
    // The numbers that this device gave to changes after the backup may be known elsewhere: it goes on as its next incarnation.
    openDevice(staged.device, wanted.storeDir, wanted.ports.random, true);
    return ok(mark);
  } finally {
    db.close();
  }
};

type Journal = {
  readonly staged: string;
  readonly kept: string;
  /** What is set aside, name by name, as the file that it was: another one under the same name has been put there by the restore itself. */
  readonly old: Readonly<Record<string, unknown>>;
};

const readJournal = (path: string): Journal | null => {
  const text = readTextFile(path);
  if (text === null) return null;
  const { staged, kept, old } = JSON.parse(text) as Partial<Record<keyof Journal, unknown>>;
  if (typeof staged !== 'string' || !stagedShape.test(staged) || typeof kept !== 'string' || !/^[\w-]+$/u.test(kept)) return null;
  return typeof old === 'object' && old !== null ? { staged, kept, old: old as Journal['old'] } : null;
};

/** Finishes a restore that was begun and not ended; nothing to do where there is none. Several processes may do it at once. */
export const finishRestore = (dir: string): void => {
  const paths = storePaths(dir);
  const journal = readJournal(paths.restore);
  if (journal === null) return;
  const from = join(paths.staging, journal.staged);
  const to = join(paths.kept, journal.kept);
  ensureFolder(to);
  for (const name of oldParts) {
    const path = join(dir, name);
    const id = fileId(path);
    if (id !== null && id === journal.old[name]) moveFile(path, join(to, name));
  }
  for (const name of parts) moveFile(join(from, name), join(dir, name));
  removeAll(paths.restore);
  removeAll(from);
};

/** A name that no store was kept under yet; empty folders of a restore that found nothing to keep do not count. */
const freeName = (folder: string, wanted: string): string => {
  const taken = new Set(namesIn(folder));
  let name = wanted;
  for (let more = 2; taken.has(name); more += 1) name = `${wanted}-${more}`;
  return name;
};

/** Puts the staged backup in the place of the store, which nobody may have open. The old one is kept under `kept/` by the date, never deleted. */
export const swapIn = (
  dir: string,
  staged: string,
  ports: Pick<Ports, 'clock'>,
): Result<{ readonly kept: string | null }, RestoreError> => {
  const paths = storePaths(dir);
  try {
    if (!stagedShape.test(staged) || bytesOf(join(paths.staging, staged, 'store.db')) === null) return err({ type: 'BackupNotFound' });
    if (fileExists(paths.db) && isInUse(paths.db)) return err({ type: 'StoreInUse' });
    ensureFolder(paths.kept);
    const kept = freeName(paths.kept, stampText(ports.clock.now()));
    const hadOne = fileExists(paths.db);
    const old = Object.fromEntries(oldParts.map((name) => [name, fileId(join(dir, name))]));
    // From here on the restore happens: whoever opens the folder next goes on with it.
    replaceFile(paths.restore, JSON.stringify({ staged, kept, old } satisfies Journal));
    // Somebody may have opened the store while the line above was written.
    if (hadOne && isInUse(paths.db)) {
      removeAll(paths.restore);
      return err({ type: 'StoreInUse' });
    }
    finishRestore(dir);
    return ok({ kept: hadOne ? kept : null });
  } catch (error) {
    return err(restoreFailure(error));
  }
};

/** Throws away what was staged and is not wanted any more. */
export const dropStaged = (dir: string, staged: string): void => {
  if (stagedShape.test(staged)) removeAll(join(storePaths(dir).staging, staged));
};

/** The database of a store that was kept aside. */
export const keptPath = (dir: string, name: string): string => join(storePaths(dir).kept, name, 'store.db');

/** The stores that were kept aside, the newest first: the names of their folders. */
export const keptStores = (dir: string): readonly string[] =>
  (namesIn(storePaths(dir).kept) ?? []).filter((name) => bytesOf(keptPath(dir, name)) !== null).toReversed();

const restoreFailure = (error: unknown): RestoreError => {
  const kind = dbErrorKind(error);
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (kind === 'notADatabase') return { type: 'NotABackup' };
  if (kind === 'corrupt' || kind === 'other' || error instanceof NoHeadError) return { type: 'BackupDamaged', findings: 1 };
  if (kind === 'full' || code === 'ENOSPC' || code === 'EDQUOT') return { type: 'DiskFull' };
  // Windows moves no file that somebody has open.
  if (kind === 'busy' || code === 'EBUSY') return { type: 'StoreInUse' };
  if (kind === 'cannotOpen' || kind === 'readOnly' || ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(code))
    return { type: 'StoreUnwritable' };
  if (kind === 'io' || code === 'EIO' || code === 'ENOENT') return { type: 'StoreIoError' };
  throw error;
};
