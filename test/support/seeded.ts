/** Randomness that a seed repeats exactly: for faults, generated data and anything else that must happen again as it happened. */
import { createHash } from 'node:crypto';
import type { Random } from '../../src/platform/ports.ts';

export type Seeded = {
  /** A whole number from 0 up to, but not including, `below`. */
  readonly below: (below: number) => number;
  readonly pick: <T>(from: readonly [T, ...T[]]) => T;
  readonly bytes: Random['bytes'];
};

/** A generator (xoshiro128**) whose state is the SHA-256 of the seed's text. */
export const seeded = (seed: string): Seeded => {
  const state = new Uint32Array(createHash('sha256').update(seed).digest().buffer.slice(0, 16));
  const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
  const next = (): number => {
    const [a = 0, b = 0, c = 0, d = 0] = state;
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const e = c ^ a;
    const f = d ^ b;
    state.set([a ^ f, b ^ e, e ^ (b << 9), rotate(f, 11)]);
    return result;
  };
  // 53 bits, so that offsets in large files are reached too.
  const below = (limit: number): number => Math.floor(((next() * 2 ** 21 + (next() >>> 11)) / 2 ** 53) * limit);
  return {
    below,
    pick: <T>(from: readonly [T, ...T[]]): T => from[below(from.length)] ?? from[0],
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
  };
};
