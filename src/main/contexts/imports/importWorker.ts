/** The import as a background task: its own thread and connection, so that reads go on while it runs. */
import { importActionOf, reach } from '../../../shared/admin/policy.ts';
import type { Cancelled, ImportError } from '../../../shared/imports/contract.ts';
import type { FileChoice } from '../../../shared/imports/fileChoices.ts';
import type { ImportKind } from '../../../shared/imports/kinds.ts';
import type { ImportReport } from '../../../shared/imports/report.ts';
import type { Look } from '../../../shared/imports/wizardContract.ts';
import type { UnreadablePath } from '../../../shared/kernel/fileErrors.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import { sourceFiles } from '../../../platform/csvFile.ts';
import { uuidGenerator } from '../../../platform/ids.ts';
import { systemPorts } from '../../../platform/ports.ts';
import { type RunningTask, runTask, startTask, TaskEnded } from '../../../platform/taskThread.ts';
import { actorOf } from '../admin/actor.ts';
import { openWorkspaceStore } from '../openWorkspace.ts';
import { lookAtFiles } from './look.ts';
import { type ImportInput, runImport } from './runImport.ts';

/** A file or folder that the host granted, and what the person calls the files in it; no names: those on the disk. */
type Granted = { readonly path: string; readonly names?: Readonly<Record<string, string>> | null };

export type ImportTaskInput = Omit<ImportInput, 'files'> & Granted & { readonly storeDir: string };
export type LookTaskInput = Granted & { readonly mode: 'look'; readonly choices: readonly FileChoice[] };

type Progress = { readonly done: number; readonly total: number };
type OnProgress = (done: number, total: number) => void;
type ImportResult = Result<ImportReport, ImportError>;
type LookResult = Result<readonly Look[], UnreadablePath | Cancelled>;

const start = <T, E>(input: ImportTaskInput | LookTaskInput, onProgress: OnProgress): RunningTask<Result<T, E | Cancelled>> => {
  const { result, cancel } = startTask<Result<T, E | Cancelled>>(new URL(import.meta.url), input, (message) => {
    const { done, total } = message as Progress;
    onProgress(done, total);
  });
  return {
    cancel,
    // A file that somebody else's code reads may keep its thread from looking whether it was stopped.
    result: result.catch((cause: unknown) => {
      if (cause instanceof TaskEnded) return err({ type: 'Cancelled' });
      throw cause;
    }),
  };
};

/** Starts an import in its own thread. `cancel` ends it with nothing stored. */
export const startImport = (input: ImportTaskInput, onProgress: OnProgress): RunningTask<ImportResult> => start(input, onProgress);

/** Looks at files in a thread of its own. */
export const startLook = (input: LookTaskInput, onProgress: OnProgress): RunningTask<LookResult> => start(input, onProgress);

runTask(import.meta.url, (input: ImportTaskInput | LookTaskInput, { post, isCancelled }): ImportResult | LookResult => {
  const files = sourceFiles(input.path, input.names ?? null);
  if (!files.ok) return files;
  const hooks = { isCancelled, onProgress: (done: number, total: number) => post({ done, total }) };
  if (input.mode === 'look') {
    const looks = lookAtFiles(files.value, input.choices, hooks);
    return isCancelled() ? err({ type: 'Cancelled' }) : ok(looks);
  }
  const opened = openWorkspaceStore({ dir: input.storeDir, ports: systemPorts, create: false, readOnly: input.mode === 'check' });
  if (!opened.ok) return err({ type: 'StoreIoError' });
  const store = opened.value;
  try {
    const newId = uuidGenerator(systemPorts.clock, systemPorts.random);
    const actor = store.read((tx) => actorOf(tx, input.actor));
    const mayImport = (kind: ImportKind): boolean => actor !== null && reach(actor, importActionOf(kind)) !== 'none';
    return runImport({ store, newId, mayImport }, { ...input, files: files.value }, hooks);
  } finally {
    store.close();
  }
});
