/** Which of the open conflicts are news: those that were not there when one looked before. */
import type { ConflictView } from './statusContract.ts';

/** Conflicts asked for at once: more than these at a time are told as so many. */
export const newsLimit = 50;

/** Where a field is written twice once more, that is another conflict. */
const nameOf = ({ table, rowId, field, foundAt }: ConflictView): string => [table, rowId, field, foundAt].join(' ');

export type ConflictNews = {
  /** What is open now; the first call of all only learns what is there. Returns what is new. */
  readonly learn: (open: readonly ConflictView[]) => readonly ConflictView[];
};

export const conflictNews = (): ConflictNews => {
  const known = new Set<string>();
  let newest: number | null = null;
  return {
    learn: (open) => {
      const since = newest;
      // An older one comes into view again where a newer one was settled: that is no news.
      const fresh = open.filter((conflict) => since !== null && conflict.foundAt >= since && !known.has(nameOf(conflict)));
      for (const conflict of open) known.add(nameOf(conflict));
      newest = open.reduce((last, { foundAt }) => Math.max(last, foundAt), since ?? 0);
      return fresh;
    },
  };
};
