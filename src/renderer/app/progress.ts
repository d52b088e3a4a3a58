/** How far the tasks that this window started have come, by their ids. */
import { create } from 'zustand';
import type { Signal } from '../../shared/kernel/signal.ts';

type ProgressSignal = Extract<Signal, { readonly type: 'progress' }>;
/** `since` and `at` are milliseconds of the window's own clock, for an estimate of what is left. */
export type Progress = { readonly done: number; readonly total: number | null; readonly since: number; readonly at: number };

type ProgressState = {
  readonly tasks: Readonly<Record<string, Progress>>;
  readonly put: (signal: ProgressSignal) => void;
};

export const useProgress = create<ProgressState>()((set) => ({
  tasks: {},
  put: ({ task, done, total }) => {
    // The time of the document's own frames: only for telling how long something still takes.
    const at = Number(document.timeline.currentTime ?? 0);
    set(({ tasks }) => {
      const since = tasks[task]?.since ?? at;
      // Only what still runs is of interest.
      const others = Object.entries(tasks).filter(([id, other]) => id !== task && other.done !== other.total);
      return { tasks: { ...Object.fromEntries(others), [task]: { done, total, since, at } } };
    });
  },
}));

/** Seconds left at the pace so far; null before there is one. */
export const secondsLeft = ({ done, total, since, at }: Progress): number | null => {
  const elapsed = at - since;
  return done === 0 || total === null || elapsed < 500 ? null : Math.ceil((elapsed * (total - done)) / done / 1000);
};
