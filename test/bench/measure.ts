/** Taking turns and taking medians. */

/** One row of the results; `limit` null where the number only informs. */
export type Line = {
  readonly what: string;
  readonly ours: string;
  readonly bare: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number | null;
};

export const median = (times: readonly number[]): number => {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
};

export const timed = (work: () => void): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};

export const ms = (time: number): string =>
  time >= 100 ? `${time.toFixed(0)} ms` : time >= 1 ? `${time.toFixed(2)} ms` : `${(time * 1000).toFixed(0)} µs`;

export const ratio = (what: string, ours: readonly number[], bare: readonly number[], limit: number | null): Line => ({
  what,
  ours: ms(median(ours)),
  bare: ms(median(bare)),
  value: median(ours) / median(bare),
  unit: '',
  limit,
});
