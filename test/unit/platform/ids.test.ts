/** Ids: in the order of their making, well formed, and never twice. */
import { expect, it } from 'vitest';
import { uuidGenerator } from '../../../src/platform/ids.ts';
import { systemRandom } from '../../../src/platform/ports.ts';
import { instant } from '../../../src/shared/kernel/day.ts';

/** A clock that shows these times one after another, and then the last of them for ever. */
const clockOf = (...times: readonly number[]) => {
  let turn = -1;
  return {
    now: () => {
      turn += 1;
      return instant(times[Math.min(turn, times.length - 1)] ?? 0);
    },
  };
};

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it('many ids of one millisecond are well formed, all different, and in the order of their making', () => {
  const next = uuidGenerator(clockOf(1_790_000_000_000), systemRandom);
  const ids = Array.from({ length: 20_000 }, next);
  expect(ids.filter((id) => !shape.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual([...ids].sort());
});

it('the time of an id is that of the clock, in its first 48 bits', () => {
  const id = uuidGenerator(clockOf(1_790_000_000_123), systemRandom)();
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(1_790_000_000_123);
});

it('ids stay in order when the clock steps back', () => {
  const next = uuidGenerator(clockOf(2_000, 1_000, 1_500, 3_000), systemRandom);
  const ids = [next(), next(), next(), next()];
  expect(ids).toEqual([...ids].sort());
});

it('all four variants and all digits of the random part are used', () => {
  const ids = Array.from({ length: 2_000 }, uuidGenerator(clockOf(1), systemRandom));
  expect(new Set(ids.map((id) => id[19])).size).toBe(4);
  for (let at = 20; at < 36; at += 1) if (at !== 23) expect(new Set(ids.map((id) => id[at])).size).toBe(16);
});

it('two generators with the same randomness and time make the same ids, so that a run can be repeated', () => {
  const fixed = { bytes: (count: number) => Uint8Array.from({ length: count }, (_, at) => at % 251) };
  const one = uuidGenerator(clockOf(5), fixed);
  const other = uuidGenerator(clockOf(5), fixed);
  expect(Array.from({ length: 500 }, one)).toEqual(Array.from({ length: 500 }, other));
});
