/** How far the tasks that this window started have come, by their ids. */
import { create } from 'zustand';
import type { Signal } from '../../shared/kernel/signal.ts';

type ProgressSignal = Extract<Signal, { readonly type: 'progress' }>;
/** `since` and `at` are milliseconds of the window's own clock, for an estimate of what is left. */
export type Progress = { readonly done: number; readonly total: number | null; readonly since: number; readonly at: number };

type ProgressState = {
  readonly tasks: Readonly<Record<string, Progress>>;
  readonly put: (signal: ProgressSignal) => void;
  readonly forget: (task: string) => void;
};

export const useProgress = create<ProgressState>()((set) => ({
  tasks: {},
  put: ({ task, done, total }) => {
    const at = performance.now();
    set(({ tasks }) => {
      const before = tasks[task];
      // A task that starts over (the next step of the same work) has a new beginning.
      const since = before === undefined || before.done > done ? at : before.since;
      return { tasks: { ...tasks, [task]: { done, total, since, at } } };
    });
  },
  forget: (task) => {
    set(({ tasks }) => ({ tasks: Object.fromEntries(Object.entries(tasks).filter(([id]) => id !== task)) }));
  },
}));

/** Seconds left at the pace so far; null before there is one. */
export const secondsLeft = ({ done, total, since, at }: Progress): number | null => {
  const elapsed = at - since;
  return done === 0 || total === null || elapsed < 500 ? null : Math.ceil((elapsed * (total - done)) / done / 1000);
};
