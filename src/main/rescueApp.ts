/** What a host does without an open store: swaps it for a backup, or answers in its place while it does not open. Loaded only when that is needed. */
import * as backups from '../shared/backups/contract.ts';
import type { CallError, InputOf } from '../shared/kernel/contract.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import type { RestoreError } from '../shared/sync/backupErrors.ts';
import { fileOf, linesOf } from './contexts/backups/backupState.ts';
import { stageInThread, swapInThread } from './contexts/backups/backupWorker.ts';
import { listOf } from './contexts/backups/handlers.ts';
import { salvageStore } from './contexts/backups/salvage.ts';
import { createFileDesk } from './core/fileDesk.ts';
import { dropStaged } from './core/restore.ts';
import type { Random } from '../platform/ports.ts';
import { fileExists, storePaths } from '../platform/storeFiles.ts';

export type Problem = 'StoreDamaged' | 'StoreLost' | 'NotADatabase' | 'StoreGone';

/** A store of ours that is spoiled, told from a file that never was one: traces of it lie beside the database. */
export const problemOf = (dir: string, error: { readonly type: string }): Problem | null => {
  if (error.type === 'StoreDamaged' || error.type === 'StoreLost') return error.type;
  const isOurs = error.type === 'NotADatabase' && (fileExists(storePaths(dir).device) || linesOf(dir, null).length > 0);
  return isOurs ? 'NotADatabase' : null;
};

/** Whether a store lies in the folder. */
export const isThere = (dir: string): boolean => fileExists(storePaths(dir).db);

/** Lays a backup ready. Nobody can be asked who may: the store that would know is the one that is damaged. */
export const stageById = (dir: string, id: string): ReturnType<typeof stageInThread> => stageInThread(dir, fileOf(dir, id));

/** Swaps the stores; what was laid ready and is refused is thrown away. */
export const swapStores = async (dir: string, staged: string): Promise<Result<{ readonly kept: string | null }, RestoreError>> => {
  const swapped = await swapInThread(dir, staged);
  if (!swapped.ok) dropStaged(dir, staged);
  return swapped;
};

/** What can be asked while no store is open: nothing here touches the damaged file. */
export const rescueApp = (dir: string, problem: Problem, random: Random) => {
  const desk = createFileDesk(dir, random);
  const needsHelp: CallError = { type: 'StoreNeedsHelp', problem };
  const list = (input: InputOf<typeof backups.listBackups>): Result<unknown, CallError> => {
    const found = listOf(dir, null, input);
    if (found === null) return err({ type: 'CursorInvalid' });
    return ok({
      ...found,
      isDaily: false,
      isRunning: false,
      changesSince: null,

      isReadOnly: true,
    } satisfies backups.BackupsView);
  };
  return {
    desk,
    call: async (name: string, input: unknown): Promise<Result<unknown, CallError>> => {
      if (name === backups.salvage.name) {
        return backups.salvage.input.safeParse(input).success ? salvageStore(dir, desk) : err({ type: 'InvalidInput', issues: [] });
      }
      if (name !== backups.listBackups.name) return err(needsHelp);
      const decoded = backups.listBackups.input.safeParse(input);
      return decoded.success ? list(decoded.data) : err({ type: 'InvalidInput', issues: [] });
    },
  };
};
