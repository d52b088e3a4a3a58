/** Exact sums of money out of SQL, per currency: SQLite's own sum overflows or turns to a float, so high and low parts are added apart. */
import { type MoneyByCurrency, roundHalfEven, roundParts } from '../../../shared/kernel/money.ts';

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

/** Basis points in the whole. */
const whole = 10_000n;

/** Σ amount × basis points per currency, exact. */
const weightsOf = (groups: readonly AmountGroup[]): ReadonlyMap<string, bigint> => {
  const sums = new Map<string, bigint>();
  for (const { currency, hi, lo, bp } of groups)
    if (currency !== null) sums.set(currency, (sums.get(currency) ?? 0n) + exactSum(hi, lo) * bp);
  return sums;
};

/** Σ amount × probability, exact until it is rounded once, half-even, to the minor unit (rules 1 and A1). */
export const weightedOf = (groups: readonly AmountGroup[]): MoneyByCurrency =>
  sorted(new Map([...weightsOf(groups)].map(([code, sum]) => [code, roundHalfEven(sum, whole)])));

/** The same for the parts of a total: they are rounded together, so that they sum to what `weightedOf` says of all of them. */
export const weightedParts = (parts: readonly (readonly AmountGroup[])[]): readonly MoneyByCurrency[] => {
  const weights = parts.map(weightsOf);
  const rounded = parts.map(() => new Map<string, bigint>());
  for (const code of new Set(weights.flatMap((of) => [...of.keys()]))) {
    const amounts = roundParts(
      weights.map((of) => of.get(code) ?? 0n),
      whole,
    );
    for (const [at, of] of weights.entries()) if (of.has(code)) rounded[at]?.set(code, amounts[at] ?? 0n);
  }
  return rounded.map(sorted);
};

const sorted = (sums: ReadonlyMap<string, bigint>): MoneyByCurrency => Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
