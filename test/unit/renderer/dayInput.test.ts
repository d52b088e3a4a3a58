/** Days as Nordic people type them: the day before the month, always. */
import { expect, test } from 'vitest';
import { readDay } from '../../../src/renderer/app/dayInput.ts';
import { day } from '../../../src/shared/kernel/day.ts';

const near = day('2026-11-21');

test.each([
  ['2026-11-03', '2026-11-03'],
  ['03.11.2026', '2026-11-03'],
  ['3.11.26', '2026-11-03'],
  ['3/11-26', '2026-11-03'],
  ['3.11', '2026-11-03'],
  ['3.11.', '2026-11-03'],
  [' 30 6 2017 ', '2017-06-30'],
  ['29.2.2028', '2028-02-29'],
])('%s means %s', (text, expected) => {
  expect(readDay(text, near)).toBe(expected);
});

test.each(['', '11/21/2026', '31.11.2026', '29.2.2026', '3', 'tomorrow', '2026-W47', '1.2.3.4'])(
  '%s is no day and is not guessed',
  (text) => {
    expect(readDay(text, near)).toBeNull();
  },
);
