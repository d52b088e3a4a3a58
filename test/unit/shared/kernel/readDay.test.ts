/** Days as people and programs write them in four languages, on a Friday in November 2026. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, day } from '../../../../src/shared/kernel/day.ts';
import { type DayOrder, readDay } from '../../../../src/shared/kernel/readDay.ts';

const today = day('2026-11-20');

const read = (text: string, order: DayOrder = 'unknown'): string => {
  const reading = readDay(text, { order, today });
  if (reading.kind === 'invalid') return reading.code;
  if (reading.kind === 'ambiguous') return `${reading.dmy} or ${reading.mdy}`;
  return reading.precision === 'week' ? `week of ${reading.day}` : reading.day;
};

const cases: readonly (readonly [text: string, expected: string, order?: DayOrder])[] = [
  ['2026-11-03', '2026-11-03'],
  ['2026/11/03', '2026-11-03'],
  ['2026.11.03', '2026-11-03'],
  ['20261103', '2026-11-03'],
  ['2026-11-03 14:30', '2026-11-03'],
  ['2026-11-03T14:30:00', '2026-11-03'],
  ['2026-11-03T23:30:00Z', 'not_a_day'],
  ['03.11.2026', '2026-11-03'],
  ['3.11.2026', '2026-11-03'],
  ['3. 11. 2026', '2026-11-03'],
  ['3.11.26', '2026-11-03'],
  ['3.11.', '2026-11-03'],
  ['3.11', '2026-11-03'],
  ['03.11.2026', '2026-03-11', 'mdy'],
  ['3/11-26', '2026-11-03'],
  ['3/11-2026', '2026-11-03'],
  ['3/11 - 26', '2026-11-03'],
  ['03/11/2026', '2026-11-03 or 2026-03-11'],
  ['03/11/2026', '2026-11-03', 'dmy'],
  ['03/11/2026', '2026-03-11', 'mdy'],
  ['03-11-2026', '2026-11-03 or 2026-03-11'],
  ['13/11/2026', '2026-11-13'],
  ['11/13/2026', '2026-11-13'],
  ['11/13/2026', 'no_such_day', 'dmy'],
  ['11/11/2026', '2026-11-11'],
  ['26-11-03', '2026-11-03', 'ymd'],
  ['3.11.99', '1999-11-03'],
  ['3.11.46', '2046-11-03'],
  ['3.11.47', '1947-11-03'],
  ['30.02.2026', 'no_such_day'],
  ['2026-02-30', 'no_such_day'],
  ['29.02.2028', '2028-02-29'],
  ['29.02.2027', 'no_such_day'],
  ['2026-W47', 'week of 2026-11-16'],
  ['2026W47', 'week of 2026-11-16'],
  ['2026-W54', 'no_such_day'],
  ['2027-W53', 'no_such_day'],
  ['2026-W53', 'week of 2026-12-28'],
  ['uke 48', 'week of 2026-11-23'],
  ['Uge 48', 'week of 2026-11-23'],
  ['vecka 48', 'week of 2026-11-23'],
  ['v. 48', 'week of 2026-11-23'],
  ['week 47', 'week of 2026-11-16'],
  ['uke 2 2027', 'week of 2027-01-11'],
  ['fre', '2026-11-20'],
  ['fredag', '2026-11-20'],
  ['Friday', '2026-11-20'],
  ['man', '2026-11-23'],
  ['måndag', '2026-11-23'],
  ['ma\u030Andag', '2026-11-23'],
  ['tir.', '2026-11-24'],
  ['tis', '2026-11-24'],
  ['ons', '2026-11-25'],
  ['torsdag', '2026-11-26'],
  ['lør', '2026-11-21'],
  ['lördag', '2026-11-21'],
  ['søndag', '2026-11-22'],
  ['sön', '2026-11-22'],
  ['i dag', '2026-11-20'],
  ['today', '2026-11-20'],
  ['i morgen', '2026-11-21'],
  ['imorgon', '2026-11-21'],
  ['i går', '2026-11-19'],
  ['3. november 2026', '2026-11-03'],
  ['3 nov 2026', '2026-11-03'],
  ['3 nov', '2026-11-03'],
  ['den 3 maj 2026', '2026-05-03'],
  ['3. desember 2026', '2026-12-03'],
  ['Nov 3, 2026', '2026-11-03'],
  ['November 3rd, 2026', '2026-11-03'],
  ['3-Nov-26', '2026-11-03'],
  ['3 foo 2026', 'not_a_day'],
  ['46329', 'not_a_day'],
  ['46329', '2026-11-03', 'excel'],
  ['46329,75', '2026-11-03', 'excel'],
  ['60', 'no_such_day', 'excel'],
  ['61', '1900-03-01', 'excel'],
  ['1', '1900-01-01', 'excel'],
  ['', 'empty'],
  ['soon', 'not_a_day'],
  ['99999999', 'no_such_day'],
  ['0/0/2026', 'no_such_day'],
];

describe('reading a day', () => {
  it.each(cases.map(([text, expected, order = 'unknown']) => [text, expected, order] as const))(
    '%j is %s (order %s)',
    (text, expected, order) => {
      expect(read(text, order)).toBe(expected);
    },
  );

  it('gives back every day it is shown, in every style of a known order', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), (days) => {
        const of = addDays(today, days);
        const [year, month, date] = of.split('-').map(Number);
        expect(read(of)).toBe(of);
        expect(read(`${date}.${month}.${year}`)).toBe(of);
        expect(read(`${date}/${month}/${year}`, 'dmy')).toBe(of);
        expect(read(`${month}/${date}/${year}`, 'mdy')).toBe(of);
      }),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.constantFrom<DayOrder>('dmy', 'mdy', 'ymd', 'excel', 'unknown'),
        (text, order) => {
          expect(['day', 'ambiguous', 'invalid']).toContain(readDay(text, { order, today }).kind);
        },
      ),
    );
  });
});

describe('a day in words', () => {
  const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
  const spoken = ['en-GB', 'nb-NO', 'da-DK', 'sv-SE'];
  const named = (locale: string, options: Intl.DateTimeFormatOptions, at: number): string =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })
      .formatToParts(at)
      .filter(({ type }) => type === 'month' || type === 'weekday')
      .map(({ value }) => value.replace(/\.$/u, ''))
      .join('');

  it('has each month by its name and by its short name, in the four languages', () => {
    for (const locale of spoken)
      for (const month of numbers(12)) {
        const expected = `2026-${String(month + 1).padStart(2, '0')}-03`;
        for (const style of ['long', 'short'] as const) {
          // With its day, as a date has it: some languages bend the name that stands alone.
          const name = named(locale, { month: style, day: 'numeric' }, Date.UTC(2026, month, 3));
          expect(read(`3. ${name} 2026`), `${locale} ${name}`).toBe(expected);
        }
      }
  });

  it('has each weekday by its name and by its short name, as the next one from today', () => {
    for (const locale of spoken)
      for (const ahead of numbers(7)) {
        const expected = addDays(today, ahead);
        for (const style of ['long', 'short'] as const) {
          const name = named(locale, { weekday: style }, Date.parse(`${expected}T12:00:00Z`));
          expect(read(name), `${locale} ${name}`).toBe(expected);
        }
      }
  });

  it.each([
    ...['jan', 'feb', 'mar', 'apr', 'jun', 'jul', 'aug', 'sep', 'oct', 'okt', 'nov', 'dec', 'des'].map(
      (name) => [`3 ${name} 2026`, 'day'] as const,
    ),
    ...['mon', 'tue', 'tues', 'tir', 'tirs', 'wed', 'thu', 'thur', 'thurs', 'tor', 'tors', 'fri', 'fre', 'sat', 'lör', 'sun', 'søn'].map(
      (name) => [name, 'day'] as const,
    ),
    ...['today', 'i dag', 'idag', 'tomorrow', 'i morgen', 'imorgen', 'i morgon', 'imorgon', 'yesterday', 'i går', 'igår'].map(
      (name) => [name, 'day'] as const,
    ),
  ])('%j is a %s', (text, kind) => {
    expect(readDay(text, { order: 'unknown', today })).toMatchObject({ kind });
  });

  it('counts the days of a spreadsheet from its first to the last day of the year 9999', () => {
    expect(read('2958465', 'excel')).toBe('9999-12-31');
    expect(read('2958466', 'excel')).toBe('no_such_day');
    expect([read('59', 'excel'), read('0', 'excel')]).toEqual(['1900-02-28', 'no_such_day']);
  });
});
