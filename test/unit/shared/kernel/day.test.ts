/** A day is the calendar day in the workspace's zone (rule A3), across summer time and the year's edge. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  addDays,
  addMonths,
  type Day,
  day,
  dayFromParts,
  dayOf,
  daysBetween,
  firstOfMonth,
  firstOfQuarter,
  firstOfYear,
  instant,
  isoWeek,
  isZone,
  mondayOfWeek,
  parseDay,
  startOfDay,
  type Zone,
} from '../../../../src/shared/kernel/day.ts';

const oslo = 'Europe/Oslo' as Zone;
const helsinki = 'Europe/Helsinki' as Zone;
const utc = (iso: string) => instant(Date.parse(iso));

const someDay = fc.integer({ min: -700_000, max: 2_000_000 }).map((days) => addDays(day('2026-01-01'), Math.trunc(days / 10)));

describe('the day of an instant', () => {
  it('is that of its own minute where a zone sets its clocks back at a minute past midnight', () => {
    // St. John's, 4 November 2007: 00:01 became 23:01 of the day before.
    const stJohns = 'America/St_Johns' as Zone;
    const days = ['02:29:00', '02:30:30', '02:31:30', '03:29:30', '03:31:00'].map((time) => dayOf(utc(`2007-11-04T${time}Z`), stJohns));
    expect(days).toEqual(['2007-11-03', '2007-11-04', '2007-11-03', '2007-11-03', '2007-11-04']);
  });

  it('won in Helsinki on 1 July 2026 at 00:30 is 30 June in Oslo, so it belongs to the first half', () => {
    const won = utc('2026-06-30T21:30:00Z');
    expect(dayOf(won, helsinki)).toBe('2026-07-01');
    expect(dayOf(won, oslo)).toBe('2026-06-30');
  });

  it('starts at local midnight on both sides of summer time', () => {
    expect(startOfDay(day('2026-03-29'), oslo)).toBe(utc('2026-03-28T23:00:00Z'));
    expect(startOfDay(day('2026-03-30'), oslo)).toBe(utc('2026-03-29T22:00:00Z'));
    expect(startOfDay(day('2026-10-26'), oslo)).toBe(utc('2026-10-25T23:00:00Z'));
  });

  it('has 23 hours when the clock springs forward and 25 when it falls back', () => {
    const length = (of: string) => (startOfDay(addDays(day(of), 1), oslo) - startOfDay(day(of), oslo)) / 3_600_000;
    expect(['2026-03-28', '2026-03-29', '2026-10-25'].map(length)).toEqual([24, 23, 25]);
  });

  it('starts at one o’clock where midnight is skipped', () => {
    // Beirut springs forward at midnight: the day has no 00:00.
    expect(startOfDay(day('2026-03-29'), 'Asia/Beirut' as Zone)).toBe(utc('2026-03-28T22:00:00Z'));
  });

  it('is the day whose start is the latest before it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000_000 }),
        fc.constantFrom(oslo, helsinki, 'America/New_York' as Zone),
        (ms, zone) => {
          const of = dayOf(instant(ms), zone);
          expect(startOfDay(of, zone) <= ms && ms < startOfDay(addDays(of, 1), zone)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('days in text', () => {
  it('are strict: a day that no calendar has is none', () => {
    expect(
      [
        '2026-02-29',
        '2028-02-29',
        '1900-02-29',
        '2000-02-29',
        '2026-13-01',
        '2026-04-31',
        '2026-4-3',
        '0000-01-01',
        '2026-11-21T00:00',
      ].map(parseDay),
    ).toEqual([null, '2028-02-29', null, '2000-02-29', null, null, null, null, null]);
    expect(dayFromParts(2026, 1.5, 1)).toBeNull();
    expect(() => day('2026-02-30')).toThrow('not a day');
  });

  it('sort as text in the order of time', () => {
    fc.assert(fc.property(someDay, someDay, (a, b) => Math.sign(daysBetween(a, b)) === (a < b ? 1 : a > b ? -1 : 0)));
  });
});

describe('counting days', () => {
  it('counts whole days over summer time', () => {
    expect(daysBetween(day('2026-03-28'), day('2026-03-30'))).toBe(2);
    expect(daysBetween(day('2026-10-26'), day('2026-10-24'))).toBe(-2);
  });

  it('finds the first half of 2026 to be 181 days long, both ends counted', () => {
    expect(daysBetween(day('2026-01-01'), day('2026-06-30')) + 1).toBe(181);
  });

  it('gets back what it added', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: -20_000, max: 20_000 }), (from, days) => daysBetween(from, addDays(from, days)) === days),
    );
  });

  it('ends a month early where the month is short', () => {
    expect(addMonths(day('2026-01-31'), 1)).toBe('2026-02-28');
    expect(addMonths(day('2026-06-30'), 6)).toBe('2026-12-30');
  });

  it('knows the first day of month, quarter and year', () => {
    const all = (of: Day) => [firstOfMonth(of), firstOfQuarter(of), firstOfYear(of)];
    expect(all(day('2026-11-21'))).toEqual(['2026-11-01', '2026-10-01', '2026-01-01']);
    expect(all(day('2026-03-31'))).toEqual(['2026-03-01', '2026-01-01', '2026-01-01']);
  });
});

describe('ISO weeks', () => {
  it('2026 has a week 53 that reaches into January 2027', () => {
    expect(mondayOfWeek(2026, 53)).toBe('2026-12-28');
    expect(isoWeek(day('2027-01-03'))).toEqual({ year: 2026, week: 53 });
    expect(isoWeek(day('2027-01-04'))).toEqual({ year: 2027, week: 1 });
  });

  it('the first week of 2026 starts in December 2025', () => {
    expect(mondayOfWeek(2026, 1)).toBe('2025-12-29');
    expect(isoWeek(day('2025-12-29'))).toEqual({ year: 2026, week: 1 });
  });

  it('a year without a week 53 has none', () => {
    expect([mondayOfWeek(2025, 53), mondayOfWeek(2026, 0), mondayOfWeek(2026, 54), mondayOfWeek(2026, 2.5)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(mondayOfWeek(2026, 47)).toBe('2026-11-16');
  });

  it('every day lies in the week of its Monday', () => {
    fc.assert(
      fc.property(someDay, (of) => {
        const { year, week } = isoWeek(of);
        const monday = mondayOfWeek(year, week);
        expect(monday).not.toBeNull();
        const off = daysBetween(monday ?? of, of);
        expect(off >= 0 && off < 7).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

test('a zone is a name that the calendar knows', () => {
  expect(['Europe/Oslo', 'Europe/Christiania', ''].map(isZone)).toEqual([true, false, false]);
});

it('the days of nine years are those of the calendar, with two leap days among them', () => {
  let at = Date.UTC(2023, 0, 1);
  for (let of: Day = day('2023-01-01'); of < '2032-01-01'; of = addDays(of, 1)) {
    expect(of).toBe(new Date(at).toISOString().slice(0, 10));
    const [year = 0, month = 0, date = 0] = of.split('-').map(Number);
    expect(dayFromParts(year, month, date)).toBe(of);
    at += 86_400_000;
  }
  expect(dayFromParts(900, 3, 1)).toBe('0900-03-01');
  for (let month = 1; month <= 12; month += 1) {
    const last = new Date(Date.UTC(2026, month, 0)).getUTCDate();
    expect([dayFromParts(2026, month, last) === null, dayFromParts(2026, month, last + 1)]).toEqual([false, null]);
  }
});
