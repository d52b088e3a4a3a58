/** A task that was asked to stop ends, also where it never looks: nothing that a file holds can keep it going. */
import { expect, it } from 'vitest';
import { startTask, TaskEnded } from '../../src/platform/taskThread.ts';

it.each([
  ['looks', 'result'],
  ['never looks', 'ended'],
] as const)('a task that %s', async (how, ends) => {
  const heard: unknown[] = [];
  const task = startTask<string>(new URL('taskProgram.ts', import.meta.url), how, (message) => heard.push(message), 200);
  await expect.poll(() => heard).toEqual(['begun']);
  task.cancel();
  task.cancel();
  if (ends === 'result') expect(await task.result).toBe('stopped');
  else await expect(task.result).rejects.toBeInstanceOf(TaskEnded);
});
