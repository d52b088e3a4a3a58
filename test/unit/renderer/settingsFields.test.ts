/** What the fields of the settings understand: probabilities in per cent, and the periods of a revenue target. */
import { describe, expect, it } from 'vitest';
import { readPercent } from '../../../src/shared/kernel/readAmount.ts';
import { periodOfDays, targetPeriods } from '../../../src/renderer/admin/settings/periods.ts';
import { day } from '../../../src/shared/kernel/day.ts';

describe('a probability', () => {
  it.each([
    ['20', 2_000],
    ['12,5', 1_250],
    ['12.05 %', 1_205],
    ['0', 0],
    ['100', 10_000],
  ])('%s is %i basis points', (typed, basisPoints) => {
    expect(readPercent(typed)).toBe(basisPoints);
  });

  it.each(['', 'x', '100,01', '101', '-1', '1,234', '1e1'])('%s is none', (typed) => {
    expect(readPercent(typed)).toBeNull();
  });
});

describe('the periods of a target', () => {
  const periods = targetPeriods(day('2026-11-21'));

  it('begin with the current quarter and cover this year and the next', () => {
    expect(periods[0]).toEqual({ kind: 'quarter', from: '2026-10-01', to: '2026-12-31' });
    expect(periods.filter(({ kind }) => kind === 'quarter')).toHaveLength(8);
    expect(periods.filter(({ kind }) => kind === 'year').map(({ from, to }) => [from, to])).toEqual([
      ['2026-01-01', '2026-12-31'],
      ['2027-01-01', '2027-12-31'],
    ]);
    expect(periods.filter(({ kind }) => kind === 'month')).toHaveLength(24);
    expect(periods.find(({ from, kind }) => kind === 'month' && from === '2027-02-01')?.to).toBe('2027-02-28');
  });

  it('are known again by their days, and no other days are one', () => {
    for (const { kind, from, to } of periods) expect(periodOfDays(from, to)?.kind).toBe(kind);
    expect(periodOfDays(day('2026-10-01'), day('2026-12-30'))).toBeNull();
    expect(periodOfDays(day('2026-10-02'), day('2026-12-31'))).toBeNull();
  });
});
