/** Figures of several currencies read in one: what a rate brings there is added up, what has none stays under its own code. */
import type { PublishedRate } from '../admin/rates.ts';
import type { MoneyByCurrency } from '../kernel/money.ts';
import type { Kpi, MonthSum, StageSum } from './contract.ts';
import { inBase } from './currencySums.ts';
import { winRateByValue } from './winRate.ts';

/** The currency that sums are read in, and the rates into it. */
export type Reading = { readonly currency: string; readonly rates: readonly PublishedRate[] };

/** The sum in the reading's currency under its code, and the currencies that no rate brings there; nothing known stays nothing. */
export const sumsIn = (sums: MoneyByCurrency, { currency, rates }: Reading): MoneyByCurrency => {
  const { minor, apart } = inBase(sums, rates, currency);
  return Object.keys(sums).length === Object.keys(apart).length ? apart : { [currency]: minor, ...apart };
};

/** The same figures with every sum in the reading's currency; the win rate by value is then one of all that could be brought there (rule 4). */
export const kpiIn = (kpi: Kpi, reading: Reading): Kpi => {
  const decided = { ...kpi, wonAmount: sumsIn(kpi.wonAmount, reading), lostAmount: sumsIn(kpi.lostAmount, reading) };
  return {
    ...decided,
    openAmount: sumsIn(kpi.openAmount, reading),
    weightedAmount: sumsIn(kpi.weightedAmount, reading),
    winRateByValue: winRateByValue(decided),
  };
};

export const stageIn = (sum: StageSum, reading: Reading): StageSum => ({
  ...sum,
  amount: sumsIn(sum.amount, reading),
  weighted: sumsIn(sum.weighted, reading),
});

export const monthIn = (sum: MonthSum, reading: Reading): MonthSum => ({ ...sum, amount: sumsIn(sum.amount, reading) });

/** How each sum came into the reading's currency: its own currency, and what the rate makes of it; null where there is none. */
export type ReadLine = {
  readonly currency: string;
  readonly minor: bigint;
  readonly rate: PublishedRate | null;
  readonly read: bigint | null;
};

/** One line a currency, the reading's own first; they add up to the sum of `sumsIn`. */
export const readLines = (sums: MoneyByCurrency, reading: Reading): readonly ReadLine[] =>
  Object.entries(sums)
    .toSorted(([a], [b]) => Number(b === reading.currency) - Number(a === reading.currency) || (a < b ? -1 : 1))
    .map(([code, minor]) => {
      const { minor: read, apart } = inBase({ [code]: minor }, reading.rates, reading.currency);
      return {
        currency: code,
        minor,
        rate: code === reading.currency ? null : (reading.rates.find(({ currency }) => currency === code) ?? null),
        read: code in apart ? null : read,
      };
    });
