/** The clocks of a row in one blob: every column is told apart, the delete register too. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hlc } from '../../../../src/shared/sync/hlc.ts';
import { baseClock, deleteRegister, type Stamp, stampOf, withStamps } from '../../../../src/shared/sync/rowClock.ts';

const made: Stamp = { hlc: hlc(1_795_000_000_000, 3), device: 1 };
const later: Stamp = { hlc: hlc(1_795_000_000_001), device: 65_535 };

it('a new row has one clock for all its columns and its register', () => {
  const clock = baseClock(made);
  expect(clock.byteLength).toBe(10);
  expect([0, 7, deleteRegister].map((ordinal) => stampOf(clock, ordinal))).toEqual([made, made, made]);
});

it('a written column has its own, the others keep theirs', () => {
  const clock = withStamps(baseClock(made), [2], later);
  expect(clock.byteLength).toBe(21);
  expect([1, 2, 3, deleteRegister].map((ordinal) => stampOf(clock, ordinal))).toEqual([made, later, made, made]);
});

it('a deleted row keeps the clocks of its columns', () => {
  const clock = withStamps(baseClock(made), [deleteRegister], later);
  expect([stampOf(clock, deleteRegister), stampOf(clock, 0)]).toEqual([later, made]);
});

it('a blob that is part of a larger buffer is read at its own place', () => {
  const buffer = new Uint8Array(64).fill(255);
  buffer.set(withStamps(baseClock(made), [4], later), 13);
  const clock = buffer.subarray(13, 13 + 21);
  expect([stampOf(clock, 4), stampOf(clock, 5)]).toEqual([later, made]);
});

it('remembers the last stamp of every column after any sequence of writes, without changing the older blob', () => {
  const stamp = fc.record({ hlc: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), device: fc.integer({ min: 0, max: 65_535 }) });
  const write = fc.record({ ordinals: fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 6 }), stamp });
  fc.assert(
    fc.property(stamp, fc.array(write, { maxLength: 20 }), (base, writes) => {
      const expected = new Map<number, Stamp>();
      let clock = baseClock(base);
      for (const each of writes) {
        const before = clock.slice();
        const next = withStamps(clock, each.ordinals, each.stamp);
        expect(clock).toEqual(before);
        for (const ordinal of each.ordinals) expected.set(ordinal, each.stamp);
        clock = next;
      }
      for (let ordinal = 0; ordinal < 256; ordinal += 1) expect(stampOf(clock, ordinal)).toEqual(expected.get(ordinal) ?? base);
    }),
    { numRuns: 40 },
  );
});
