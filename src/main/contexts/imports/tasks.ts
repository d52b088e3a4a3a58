/** Imports as background tasks of the application: check, run, and cancel what runs. */
import type * as contract from '../../../shared/imports/contract.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { RunnersOf, TaskContext } from '../tasks.ts';
import { startImport } from './importWorker.ts';
import type { ImportInput } from './runImport.ts';

type Runners = RunnersOf<typeof contract>;
type Input = Parameters<Runners['check']>[0];

/** Running imports by the id their caller gave them, for cancelling. */
const running = new Map<string, () => void>();

const start = async (input: Input, mode: ImportInput['mode'], context: TaskContext) => {
  const path = context.files.lent(input.grant);
  if (path === null) return err({ type: 'FileNotGranted' } as const);
  const { taskId, kind, mapping, decisions } = input;
  const task = startImport(
    { storeDir: context.store.dir, path, actor: context.actor.personId, mode, kind, mapping, decisions },
    (done, total) => context.tell({ type: 'progress', task: taskId, done, total }),
  );
  running.set(taskId, task.cancel);
  try {
    return await task.result;
  } finally {
    running.delete(taskId);
    // The import wrote through a connection of its own: tell this one's listeners at once.
    context.store.pollOthers();
  }
};

export const importTasks: Runners = {
  check: (input, context) => start(input, 'check', context),
  run: (input, context) => start(input, input.dryRun ? 'dryRun' : 'commit', context),
  cancel: async ({ taskId }) => {
    const stop = running.get(taskId);
    stop?.();
    return ok({ wasRunning: stop !== undefined });
  },
};
