/** Backups, restores and examinations in a thread of their own: they read the whole store, and no call may wait for that. */
import type { StoreFailureOf } from '../../../shared/kernel/contract.ts';
import { exhaustive, err, ok, type Result } from '../../../shared/kernel/result.ts';
import type { BackupError, RestoreError } from '../../../shared/sync/backupErrors.ts';
import type { DoctorReport } from '../../../shared/sync/contract.ts';
import type { Backup } from '../../core/backup.ts';
import { examine } from '../../core/doctor.ts';
import { type Staged, swapIn } from '../../core/restore.ts';
import { systemPorts } from '../../../platform/ports.ts';
import { runTask, startTask } from '../../../platform/taskThread.ts';
import { openWorkspaceStore } from '../openWorkspace.ts';
import { makeStoreBackup, stageStoreBackup } from './soundness.ts';

type Work =
  | { readonly work: 'make'; readonly storeDir: string; readonly folder: string | null; readonly now: number }
  | { readonly work: 'stage'; readonly storeDir: string; readonly file: string }
  | { readonly work: 'swap'; readonly storeDir: string; readonly staged: string }
  | { readonly work: 'examine'; readonly storeDir: string };

const start = <R>(work: Work): Promise<R> => startTask<R>(new URL(import.meta.url), work, () => {}).result;

type Examined = Result<DoctorReport, StoreFailureOf<'StoreIoError'>>;

/** `now` is the time by the store's own clock. */
export const makeInThread = (storeDir: string, folder: string | null, now: number): Promise<Result<Backup, BackupError>> =>
  start({ work: 'make', storeDir, folder, now });
export const stageInThread = (storeDir: string, file: string): Promise<Result<Staged, RestoreError>> =>
  start({ work: 'stage', storeDir, file });
export const swapInThread = (storeDir: string, staged: string): Promise<Result<{ readonly kept: string | null }, RestoreError>> =>
  start({ work: 'swap', storeDir, staged });
export const examineInThread = (storeDir: string): Promise<Examined> => start({ work: 'examine', storeDir });

const examineStore = (dir: string): Examined => {
  const opened = openWorkspaceStore({ dir, ports: systemPorts, create: false, readOnly: true });
  if (!opened.ok) return err({ type: 'StoreIoError' });
  try {
    return ok(examine(opened.value));
  } finally {
    opened.value.close();
  }
};

runTask(import.meta.url, (work: Work): unknown => {
  switch (work.work) {
    case 'make': {
      const { storeDir, folder, now } = work;
      const clock = { now: () => now as ReturnType<typeof systemPorts.clock.now> };
      return makeStoreBackup({ storeDir, folder, ports: { ...systemPorts, clock } });
    }
    case 'stage':
      return stageStoreBackup({ storeDir: work.storeDir, file: work.file, ports: systemPorts });
    case 'swap':
      return swapIn(work.storeDir, work.staged, systemPorts);
    case 'examine':
      return examineStore(work.storeDir);
    default:
      return exhaustive(work);
  }
});
