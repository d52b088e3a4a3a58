/** Makes a backup when one is due and when somebody asks, one at a time, and remembers why one was not made. */
import type { Result } from '../../../shared/kernel/result.ts';
import type { BackupError } from '../../../shared/sync/backupErrors.ts';
import { isBackupDue } from '../../../shared/sync/backupName.ts';
import { type Backup, backupsIn, logMark } from '../../core/backup.ts';
import type { Store } from '../../core/store.ts';
import { defectId, type Ports } from '../../../platform/ports.ts';
import { backupFolder, readBackupState, writeBackupState } from './backupState.ts';
import { makeInThread } from './backupWorker.ts';

type Made = Result<Backup, BackupError>;
export type MakeBackup = (storeDir: string, folder: string | null, now: number) => Promise<Made>;

/** After a try that failed, the next one comes by itself no sooner, in ms. */
const againAfter = 3_600_000;

/** Backups being made by this process, by the folder of their store. */
const running = new Map<string, Promise<Made>>();

export const isBackingUp = (storeDir: string): boolean => running.has(storeDir);

export type Keeping = { readonly store: Store; readonly ports: Ports; readonly onChanged: () => void; readonly make?: MakeBackup };

/** Makes a backup now, or waits for the one that is being made. */
export const backUpNow = async ({ store, ports, onChanged, make = makeInThread }: Keeping): Promise<Made> => {
  const { dir } = store;
  const already = running.get(dir);
  if (already !== undefined) return already;
  const work = make(dir, readBackupState(dir).folder, ports.clock.now());
  running.set(dir, work);
  onChanged();
  try {
    const made = await work;
    const { folder } = readBackupState(dir);
    if (!made.ok) ports.log.warn('backupFailed', { because: made.error.type });
    if (!store.readOnly) writeBackupState(dir, { folder, failed: made.ok ? null : { at: ports.clock.now(), because: made.error.type } });
    return made;
  } finally {
    running.delete(dir);
    onChanged();
  }
};

const isSample = (store: Store): boolean => store.read((tx) => tx.get('SELECT 1 FROM workspace WHERE sample = 1 LIMIT 1') !== undefined);

/** The sample company can be made again at any time, and what can only be read does not change. */
export const isDaily = (store: Store): boolean => !store.readOnly && !isSample(store);

/** One look of the day: makes a backup when the newest is a day old. Null where nothing was due. */
export const backUpWhenDue = async (keeping: Keeping): Promise<Made | null> => {
  const { store, ports } = keeping;
  if (!isDaily(store) || isBackingUp(store.dir)) return null;
  const now = ports.clock.now();
  const { failed } = readBackupState(store.dir);
  if (failed !== null && now >= failed.at && now - failed.at < againAfter) return null;
  const { origin, seq } = logMark(store.db);
  const newest = (backupsIn(backupFolder(store.dir)) ?? []).find((backup) => backup.origin === origin);
  if (seq === 0 || !isBackupDue(newest?.at ?? null, now)) return null;
  return backUpNow(keeping);
};

/** The first look comes when the windows have been drawn, the others now and then: a day begins while the program is open. */
const firstLook = 20_000;
const lookEvery = 60_000;

/** Looks for as long as the store is open; returns what ends it. */
export const keepBackups = (keeping: Keeping): (() => void) => {
  const look = (): void => {
    // Nobody waits for an answer: what breaks is logged, and the next look tries again.
    backUpWhenDue(keeping).catch((error: unknown) => {
      keeping.ports.log.defect(defectId(), error);
    });
  };
  const first = setTimeout(look, firstLook);
  const every = setInterval(look, lookEvery);
  first.unref();
  every.unref();
  return () => {
    clearTimeout(first);
    clearInterval(every);
  };
};
