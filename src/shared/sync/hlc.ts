/** Hybrid logical clock: 48 bits of milliseconds and a 16-bit counter in one integer, so that order survives clocks that stand still or jump back. */

/** ms × 65,536 + counter; as a bigint because it does not fit in 53 bits. */
export type Hlc = bigint;

export const hlc = (ms: number, counter = 0): Hlc => BigInt(ms) * 65_536n + BigInt(counter);
export const hlcMs = (clock: Hlc): number => Number(clock >> 16n);

/** SQLite's integers are signed: 47 bits of milliseconds fit, which is the year 6429. A machine clock beyond it counts as that. */
const latestMs = 2 ** 47 - 2;

/** The next stamp after everything seen. A counter overflow rolls the milliseconds forward; it never throws (decision 4). */
export const tick = (last: Hlc, nowMs: number): Hlc => {
  const now = hlc(Math.min(Math.max(0, nowMs), latestMs));
  return now > last ? now : last + 1n;
};
