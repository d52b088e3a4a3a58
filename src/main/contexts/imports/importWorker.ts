/** The import as a background task: its own thread and connection, so that reads go on while it runs. */
import type { ImportError } from '../../../shared/imports/contract.ts';
import type { ImportReport } from '../../../shared/imports/report.ts';
import { err, type Result } from '../../../shared/kernel/result.ts';
import { sourceFiles } from '../../platform/csvFile.ts';
import { uuidGenerator } from '../../platform/ids.ts';
import { systemPorts } from '../../platform/ports.ts';
import { type RunningTask, runTask, startTask } from '../../platform/taskThread.ts';
import { openWorkspaceStore } from '../openWorkspace.ts';
import { type ImportInput, runImport } from './runImport.ts';

export type ImportTaskInput = Omit<ImportInput, 'files'> & {
  readonly storeDir: string;
  /** A file or folder that the host granted. */
  readonly path: string;
};

type Progress = { readonly done: number; readonly total: number };
type ImportResult = Result<ImportReport, ImportError>;

/** Starts an import in its own thread. `cancel` ends it with nothing stored. */
export const startImport = (input: ImportTaskInput, onProgress: (done: number, total: number) => void): RunningTask<ImportResult> =>
  startTask<ImportResult>(new URL(import.meta.url), input, (message) => {
    const { done, total } = message as Progress;
    onProgress(done, total);
  });

runTask(import.meta.url, (input: ImportTaskInput, { post, isCancelled }): ImportResult => {
  const files = sourceFiles(input.path);
  if (!files.ok) return files;
  const opened = openWorkspaceStore({ dir: input.storeDir, ports: systemPorts, create: false, readOnly: input.mode === 'check' });
  if (!opened.ok) return err({ type: 'StoreIoError' });
  const store = opened.value;
  try {
    const newId = uuidGenerator(systemPorts.clock, systemPorts.random);
    return runImport(
      { store, newId },
      { ...input, files: files.value },
      { isCancelled, onProgress: (done, total) => post({ done, total }) },
    );
  } finally {
    store.close();
  }
});
