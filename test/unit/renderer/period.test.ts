/** Which days a period of the cockpit holds, and which earlier ones it is compared with. */
import { expect, test } from 'vitest';
import { periodBefore, periodOf } from '../../../src/renderer/pipeline/cockpit/period.ts';
import { day } from '../../../src/shared/kernel/day.ts';

const today = day('2026-11-21');
const period = (search: string) => periodOf(new URLSearchParams(search), today);

test('without a choice everything up to today counts', () => {
  expect(period('')).toEqual({ kind: 'all', asOf: today, range: null });
});

test('a quarter is whole, so that what should still close in it is in it', () => {
  expect(period('period=quarter').range).toEqual({ from: '2026-10-01', to: '2026-12-31' });
});

test('looking back to a day takes the period around that day', () => {
  expect(period('period=month&asOf=2024-02-10')).toEqual({
    kind: 'month',
    asOf: '2024-02-10',
    range: { from: '2024-02-01', to: '2024-02-29' },
  });
});

test.each(['2026-11-22', '2027-01-01', '2026-02-30', 'soon'])('"as of" %s is not looked forward to', (asOf) => {
  expect(period(`asOf=${asOf}`).asOf).toBe(today);
});

test('a running quarter is compared with as many days of the one before', () => {
  expect(periodBefore(period('period=quarter'))).toEqual({ from: '2026-07-01', to: '2026-08-21' });
});

test('a long month is compared with the whole of a short one', () => {
  expect(periodBefore(period('period=month&asOf=2026-03-31'))).toEqual({ from: '2026-02-01', to: '2026-02-28' });
});

test('all time has nothing before it', () => {
  expect(periodBefore(period('period=all'))).toBeNull();
});
