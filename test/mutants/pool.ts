/** The programs that run the tests: each is asked one thing at a time, and one that does not come back is ended with all that it started. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Change } from './changes.ts';

export type Start = { readonly root: string; readonly config: string; readonly paths: readonly string[]; readonly isCovering: boolean };

export type Task =
  | { readonly type: 'cover'; readonly file: string }
  | {
      readonly type: 'try';
      readonly mutant: Pick<Change, 'start' | 'end' | 'text'> & { readonly path: string };
      readonly tests: readonly { readonly file: string; readonly ids: readonly string[] }[];
    };

export type CoveredTest = { readonly id: string; readonly ms: number; readonly passed: readonly number[] };

export type Answer =
  | { readonly type: 'ready' }
  | {
      readonly type: 'covered';
      readonly tests: readonly CoveredTest[];
      readonly outside: readonly number[];
      readonly failed: readonly string[];
    }
  | { readonly type: 'tried'; readonly by: string | null }
  | { readonly type: 'broken'; readonly reason: string }
  /** It did not come back in its time. */
  | { readonly type: 'late' };

/** Milliseconds in which a program reads its configuration, also on a busy machine. */
const startTime = 180_000;

type Worker = { readonly ask: (task: Task, ms: number) => Promise<Answer>; readonly end: () => void };

const startWorker = (start: Start): Worker => {
  let child: ChildProcess | null = null;
  const end = (): void => {
    const pid = child?.pid;
    child = null;
    if (pid === undefined) return;
    try {
      // It leads a group of its own: a test that never ends goes with it.
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  const answer = (from: ChildProcess, ms: number): Promise<Answer> =>
    new Promise((resolve) => {
      const done = (message: Answer): void => {
        clearTimeout(timer);
        from.removeAllListeners('message');
        from.removeAllListeners('exit');
        if (message.type === 'late' || message.type === 'broken') end();
        resolve(message);
      };
      const timer = setTimeout(() => done({ type: 'late' }), ms);
      from.once('message', done);
      from.once('exit', (code) => done({ type: 'broken', reason: `the program ended with ${String(code)}` }));
    });
  const ask = async (task: Task, ms: number): Promise<Answer> => {
    if (child === null) {
      child = fork(join(import.meta.dirname, 'worker.ts'), [JSON.stringify(start)], {
        cwd: start.root,
        detached: true,
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      const ready = await answer(child, startTime);
      if (ready.type !== 'ready') return ready;
    }
    const told = answer(child, ms);
    child.send(task);
    return told;
  };
  return { ask, end };
};

/** Asks all of them, so many at once; each answer is told when it comes. A program that ends badly is asked once more. */
export const askAll = async <T>(
  start: Start,
  workers: number,
  asks: readonly { readonly about: T; readonly task: Task; readonly ms: number }[],
  told: (about: T, answer: Answer, ms: number) => void,
): Promise<void> => {
  const left = [...asks];
  await Promise.all(
    Array.from({ length: Math.min(workers, asks.length) }, async () => {
      const worker = startWorker(start);
      const end = (): void => worker.end();
      process.once('exit', end);
      try {
        for (let next = left.shift(); next !== undefined; next = left.shift()) {
          const began = performance.now();
          const answer = await worker.ask(next.task, next.ms);
          const again = answer.type === 'broken' ? await worker.ask(next.task, next.ms) : answer;
          told(next.about, again, Math.round(performance.now() - began));
        }
      } finally {
        end();
        process.off('exit', end);
      }
    }),
  );
};
