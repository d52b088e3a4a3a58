/** Backups for the contract: the list, and the work that threads of their own do. */
import type * as contract from '../../../shared/backups/contract.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import { backupDays } from '../../../shared/sync/backupName.ts';
import { logMark } from '../../core/backup.ts';
import type { Store } from '../../core/store.ts';
import { fileExists } from '../../platform/storeFiles.ts';
import type { HandlersOf } from '../handlers.ts';
import type { RunnersOf } from '../tasks.ts';
import { backupFolder, fileOf, keptLines, linesOf, readBackupState, toLine } from './backupState.ts';
import { examineInThread, stageInThread } from './backupWorker.ts';
import { backUpNow, isBackingUp, isDaily } from './keeper.ts';
import { salvageStore } from './salvage.ts';

/** What the list says of a folder, whether its store is open or not. */
export const listOf = (
  storeDir: string,
  origin: string | null,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Pick<contract.BackupsView, 'rows' | 'next' | 'count' | 'folder' | 'isThere' | 'days' | 'newest' | 'failed' | 'kept'> | null => {
  const all = linesOf(storeDir, origin);
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== null && from === 0) return null;
  const rows = all.slice(from, from + limit);
  return {
    rows,
    next: from + limit < all.length ? (rows.at(-1)?.id ?? null) : null,
    count: all.length,
    folder: backupFolder(storeDir),
    // The usual one is made with the first backup.
    isThere: readBackupState(storeDir).folder === null || fileExists(backupFolder(storeDir)),
    days: backupDays,
    newest: all[0] ?? null,
    failed: readBackupState(storeDir).failed,
    kept: keptLines(storeDir),
  };
};

export const backupHandlers = (store: Store): HandlersOf<typeof contract> => ({
  listBackups: (_tx, input) => {
    const { origin, seq } = logMark(store.db);
    const list = listOf(store.dir, origin, input);
    if (list === null) return err({ type: 'CursorInvalid' });
    return ok({
      ...list,
      isDaily: isDaily(store),
      isRunning: isBackingUp(store.dir),
      changesSince: list.newest === null ? null : Math.max(0, seq - list.newest.changes),
      isReadOnly: store.readOnly,
    });
  },
  loss: () => {
    const { integrity } = store;
    return ok({ lost: integrity.state === 'whole' ? null : integrity.state === 'behind' ? integrity.missing : 0 });
  },
});

export const backupTasks: RunnersOf<typeof contract> = {
  makeBackup: async (_input, { store, ports, tell }) => {
    // Nothing of the store changed; what is told is that the list of backups did.
    const made = await backUpNow({ store, ports, onChanged: () => tell({ type: 'changed', tables: [] }) });
    return made.ok ? ok(toLine(made.value)) : made;
  },
  prepareRestore: async ({ id }, { store }) => {
    const staged = await stageInThread(store.dir, fileOf(store.dir, id));
    return staged.ok ? ok({ staged: staged.value.staged }) : staged;
  },
  examineStore: async (_input, { store }) => examineInThread(store.dir),
  salvage: async (_input, { store, files }) => salvageStore(store.dir, files),
};
