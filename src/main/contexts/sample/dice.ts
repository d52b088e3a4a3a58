/** Seeded chance in whole numbers: the same seed throws the same dice on every device. */

export type Dice = {
  /** A whole number from `low` to `high`, both included. */
  readonly whole: (low: number, high: number) => number;
  /** True in `percent` of 100 throws. */
  readonly chance: (percent: number) => boolean;
  /** One of a list that is not empty; throws on an empty one. */
  readonly pick: <T>(list: readonly T[]) => T;
  /** An index of `weights`, each as likely as its share of their sum. */
  readonly weighted: (weights: readonly number[]) => number;
};

/** Mulberry32: 32 bits of state, passes the usual tests of small generators, and is exact in JavaScript's integer operations. */
const mulberry32 = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
};

export const seededDice = (seed: number): Dice => {
  const next = mulberry32(seed);
  const whole = (low: number, high: number): number => low + (next() % (high - low + 1));
  return {
    whole,
    chance: (percent) => whole(0, 99) < percent,
    pick: <T>(list: readonly T[]): T => {
      if (list.length === 0) throw new Error('nothing to pick from');
      return list[whole(0, list.length - 1)] as T;
    },
    weighted: (weights) => {
      let left = whole(0, weights.reduce((sum, weight) => sum + weight, 0) - 1);
      return weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
    },
  };
};
