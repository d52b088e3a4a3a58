/** Exact sums of money out of SQL, per currency: SQLite's own sum overflows or turns to a float, so high and low parts are added apart. */
import { type MoneyByCurrency, roundHalfEven } from '../../../shared/kernel/money.ts';

const half = 1_000_000_000n;

/** SQL for an exact sum of an integer expression, as the columns `hi` and `lo`. */
export const sumSql = (expression: string): string =>
  `coalesce(sum(${expression} / ${half}), 0) AS hi, coalesce(sum(${expression} % ${half}), 0) AS lo`;

export const exactSum = (hi: bigint, lo: bigint): bigint => hi * half + lo;

export type AmountGroup = { readonly currency: string | null; readonly bp: bigint; readonly hi: bigint; readonly lo: bigint };

/** Adds groups per currency, currencies in code order. */
export const amountOf = (groups: readonly AmountGroup[]): MoneyByCurrency => {
  const sums = new Map<string, bigint>();
  for (const { currency, hi, lo } of groups) if (currency !== null) sums.set(currency, (sums.get(currency) ?? 0n) + exactSum(hi, lo));
  return sorted(sums);
};

/** Σ amount × probability, exact until it is rounded once, half-even, to the minor unit (rules 1 and A1). */
export const weightedOf = (groups: readonly AmountGroup[]): MoneyByCurrency => {
  const sums = new Map<string, bigint>();
  for (const { currency, hi, lo, bp } of groups)
    if (currency !== null) sums.set(currency, (sums.get(currency) ?? 0n) + exactSum(hi, lo) * bp);
  return sorted(new Map([...sums].map(([code, sum]) => [code, roundHalfEven(sum, 10_000n)])));
};

const sorted = (sums: ReadonlyMap<string, bigint>): MoneyByCurrency => Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
