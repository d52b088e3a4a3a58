/** Imports as background tasks of the application: look, check, run, and cancel what runs. */
import { importActionOf, reach } from '../../../shared/admin/policy.ts';
import * as contract from '../../../shared/imports/contract.ts';
import type * as wizard from '../../../shared/imports/wizardContract.ts';
import type { BatchFile } from '../../../shared/imports/report.ts';
import { importBatch } from '../../../shared/imports/schema.ts';
import { readCell } from '../../../shared/kernel/column.ts';
import type { ErrorOf } from '../../../shared/kernel/contract.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import type { RunningTask } from '../../../platform/taskThread.ts';
import type { RunnersOf, TaskContext } from '../tasks.ts';
import { startImport, startLook } from './importWorker.ts';
import type { ImportInput } from './runImport.ts';
import { undoBatch } from './undoBatch.ts';

type Runners = RunnersOf<typeof contract>;
type Input = Parameters<Runners['check']>[0];

/** Running imports by the id their caller gave them, for cancelling. */
const running = new Map<string, () => void>();

const untilDone = async <R>(taskId: string, task: RunningTask<R>): Promise<R> => {
  running.set(taskId, task.cancel);
  try {
    return await task.result;
  } finally {
    running.delete(taskId);
  }
};

const tellOf =
  (context: TaskContext, task: string) =>
  (done: number, total: number): void =>
    context.tell({ type: 'progress', task, done, total });

const start = async (input: Input, mode: ImportInput['mode'], context: TaskContext) => {
  const path = context.files.lent(input.grant);
  if (path === null) return err({ type: 'FileNotGranted' } as const);
  const { taskId, kind, mapping, decisions, source } = input;
  const names = context.files.lentNames(input.grant);
  const given = { kind, mapping, decisions, source, choices: input.files };
  const task = startImport(
    { storeDir: context.store.dir, path, names, actor: context.actor.personId, mode, ...given },
    tellOf(context, taskId),
  );
  try {
    return await untilDone(taskId, task);
  } finally {
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
  // What is taken back is written without what would follow from it, were it done for the first time.
  undoBatch: async ({ id }, { store, actor }) =>
    store.writeAsked(
      { actor: actor.personId, command: contract.undoBatch.name },
      (tx): Result<contract.Undone, ErrorOf<typeof contract.undoBatch>> => {
        const files = readCell<readonly BatchFile[]>(importBatch.columns.files, tx.find(importBatch, id)?.files ?? null) ?? [];
        const others = files.find(({ kind }) => reach(actor, importActionOf(kind)) === 'none');
        if (others !== undefined) return err({ type: 'ImportKindNotAllowed', file: others.name, kind: others.kind });
        return undoBatch(tx, id);
      },
    ),
};

export const wizardTasks: RunnersOf<typeof wizard> = {
  look: async ({ grant, taskId, files }, context) => {
    const path = context.files.lent(grant);
    if (path === null) return err({ type: 'FileNotGranted' });
    const names = context.files.lentNames(grant);
    const looks = await untilDone(taskId, startLook({ mode: 'look', path, names, choices: files }, tellOf(context, taskId)));
    return looks.ok ? ok({ files: looks.value }) : looks;
  },
};
