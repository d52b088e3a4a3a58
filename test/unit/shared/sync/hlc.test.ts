/** The hybrid logical clock: it never stands still, never goes back and never throws. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hlc, hlcMs, tick } from '../../../../src/shared/sync/hlc.ts';

const monday = Date.parse('2026-11-23T08:00:00Z');

it('takes the time of the machine when it has moved on', () => {
  expect(tick(hlc(monday), monday + 5)).toBe(hlc(monday + 5, 0));
});

it('counts on within a millisecond', () => {
  expect(tick(hlc(monday, 7), monday)).toBe(hlc(monday, 8));
});

it('counts on when the machine’s clock was set back a year', () => {
  expect(tick(hlc(monday, 3), monday - 365 * 86_400_000)).toBe(hlc(monday, 4));
});

it('rolls the milliseconds forward when the counter is full', () => {
  const next = tick(hlc(monday, 65_535), monday);
  expect(next).toBe(hlc(monday + 1, 0));
  expect(hlcMs(next)).toBe(monday + 1);
});

it('takes a machine that believes in a time before 1970', () => {
  expect(tick(0n, -1)).toBe(1n);
});

it('fits in the signed 64 bits of a column until the year 6429', () => {
  expect(hlc(Date.parse('6429-01-01T00:00:00Z'), 65_535) < 2n ** 63n).toBe(true);
});

it('is strictly increasing whatever the machine’s clock does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: -(2 ** 40), max: 2 ** 47 - 2 }), fc.constantFrom(monday, monday + 1)), {
        minLength: 1,
        maxLength: 200,
      }),
      (times) => {
        let last = 0n;
        let latest = 0;
        for (const now of times) {
          const next = tick(last, now);
          expect(next > last).toBe(true);
          latest = Math.max(latest, now);
          // No stamp lies before a time that was seen.
          expect(hlcMs(next) >= latest).toBe(true);
          last = next;
        }
      },
    ),
  );
});

it('stays within the signed integers of the database, whatever the machine believes the year to be', () => {
  const next = tick(tick(0n, Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
  expect(next < 2n ** 63n).toBe(true);
});
