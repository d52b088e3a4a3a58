/** Finds the known name that an unknown one was probably meant to be. */
import { nameKey } from './cells.ts';

const letters = (text: string): string =>
  nameKey(text)
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Number of single-letter edits (insert, delete, replace, swap of neighbours) between two texts. */
export const editDistance = (a: string, b: string): number => {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const now = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min((last[column] ?? 0) + 1, (now[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      now.push(cost);
    }
    beforeLast = last;
    last = now;
  }
  return last[b.length] ?? 0;
};

/** 1 when the letters and digits are the same, down to 0 when nothing is. */
export const similarity = (a: string, b: string): number => {
  const one = letters(a).slice(0, 100);
  const two = letters(b).slice(0, 100);
  const longest = Math.max(one.length, two.length);
  return longest === 0 ? 0 : 1 - editDistance(one, two) / longest;
};

/** The nearest of the known names when it is near enough (a quarter of its letters may differ); ties go to the first. */
export const nearest = (unknown: string, known: Iterable<string>): string | null => {
  let best: string | null = null;
  let score = 0.75;
  for (const name of known) {
    const of = similarity(unknown, name);
    if (of > score || (of === score && best === null)) {
      best = name;
      score = of;
    }
  }
  return best;
};
