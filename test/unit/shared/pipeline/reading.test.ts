/** Figures of several currencies read in one: nothing guessed, nothing lost. */
import { describe, expect, it } from 'vitest';
import { day } from '../../../../src/shared/kernel/day.ts';
import type { Kpi, MonthSum, StageSum } from '../../../../src/shared/pipeline/contract.ts';
import { kpiIn, monthIn, readLines, stageIn, sumsIn } from '../../../../src/shared/pipeline/reading.ts';

const rate = (currency: string, text: string) => ({ currency, rate: text, perUnits: 100, day: day('2026-11-20'), source: 'Norges Bank' });
const reading = { currency: 'NOK', rates: [rate('SEK', '104.86'), rate('DKK', '157.32')] };

describe('sums read in the base currency', () => {
  it('are one sum where every currency has a rate', () => {
    expect(sumsIn({ NOK: 100_00n, SEK: 100_00n, DKK: 100_00n }, reading)).toEqual({ NOK: 362_18n });
  });

  it('leave what has no rate under its own code, and do not make an amount of nothing', () => {
    expect(sumsIn({ SEK: 100_00n, USD: 5_00n }, reading)).toEqual({ NOK: 104_86n, USD: 5_00n });
    expect(sumsIn({ USD: 5_00n }, reading)).toEqual({ USD: 5_00n });
    expect(sumsIn({}, reading)).toEqual({});
  });

  it('are explained by one line a currency that adds up to them', () => {
    const sums = { SEK: 333_33n, NOK: 10_01n, USD: 5_00n, DKK: 77_77n };
    const lines = readLines(sums, reading);
    expect(lines.map(({ currency }) => currency)).toEqual(['NOK', 'DKK', 'SEK', 'USD']);
    expect(lines.reduce((sum, { read }) => sum + (read ?? 0n), 0n)).toBe(sumsIn(sums, reading)['NOK']);
    expect(lines.find(({ currency }) => currency === 'USD')).toMatchObject({ rate: null, read: null });
    expect(lines.find(({ currency }) => currency === 'SEK')?.rate?.rate).toBe('104.86');
  });
});

it('a stage and a month are read with all their sums, and keep the rest', () => {
  const stage = { id: 'x' as StageSum['stage']['id'], name: 'Meeting', seedKey: null, probabilityBp: 5_000 };
  const sums = { stage, count: 2, withoutAmount: 1, amount: { SEK: 100_00n, NOK: 1n }, weighted: { SEK: 50_00n } };
  expect(stageIn(sums, reading)).toEqual({ ...sums, amount: { NOK: 104_87n }, weighted: { NOK: 52_43n } });
  const month: MonthSum = { month: day('2026-11-01'), count: 3, amount: { DKK: 100_00n }, partial: true };
  expect(monthIn(month, reading)).toEqual({ ...month, amount: { NOK: 157_32n } });
});

describe('the win rate by value', () => {
  const kpi = (wonAmount: Kpi['wonAmount'], lostAmount: Kpi['lostAmount']): Kpi => ({
    asOf: day('2026-11-22'),
    from: null,
    provisional: 0,
    to: null,
    wonCount: 2,
    lostCount: 1,
    notALossCount: 0,
    openCount: 0,
    dayUnknown: 0,
    openWithoutDate: 0,
    wonAmount,
    lostAmount,
    openAmount: {},
    weightedAmount: {},
    withoutAmount: 0,
    wonWithoutAmount: 0,
    lostWithoutAmount: 0,
    winRateByCount: { known: true, n: 2n, d: 3n },
    winRateByValue: { known: false, reason: 'mixedCurrencies' },
  });

  it('is read together with every other sum', () => {
    const sek = { SEK: 100_00n };
    const read = kpiIn({ ...kpi(sek, sek), openAmount: sek, weightedAmount: sek }, reading);
    for (const sum of [read.wonAmount, read.lostAmount, read.openAmount, read.weightedAmount]) expect(sum).toEqual({ NOK: 104_86n });
  });

  it('is known across currencies once rates bring them together', () => {
    expect(kpiIn(kpi({ NOK: 100_00n, SEK: 100_00n }, { NOK: 100_00n }), reading).winRateByValue).toEqual({
      known: true,
      n: 204_86n,
      d: 304_86n,
    });
  });

  it('stays unknown where one of them has no rate', () => {
    expect(kpiIn(kpi({ NOK: 100_00n, USD: 1n }, { NOK: 100_00n }), reading).winRateByValue).toEqual({
      known: false,
      reason: 'mixedCurrencies',
    });
  });
});
