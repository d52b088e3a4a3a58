/** What a column of the board adds up to, now and with a deal moved in or out, so that a drag can show the change before the drop. */
import { type Money, type MoneyByCurrency, roundHalfEven } from '../kernel/money.ts';

export type ColumnSums = { readonly count: number; readonly withoutAmount: number; readonly amount: MoneyByCurrency };

/** Σ amount × the stage's probability, per currency; one stage has one probability, so each sum is rounded once, half-even (rules 1, A1). */
export const weightedSums = (amount: MoneyByCurrency, probabilityBp: number): MoneyByCurrency =>
  Object.fromEntries(Object.entries(amount).map(([code, sum]) => [code, roundHalfEven(sum * BigInt(probabilityBp), 10_000n)]));

/** Sums of several columns together, per currency. */
export const addedSums = (sums: readonly MoneyByCurrency[]): MoneyByCurrency => {
  const total: Record<string, bigint> = {};
  for (const each of sums) for (const [code, sum] of Object.entries(each)) total[code] = (total[code] ?? 0n) + sum;
  return total;
};

/** The sums with a deal put in (1) or taken out (−1). A currency stays listed at 0, so that lines do not jump while a deal is dragged. */
export const withDeal = (sums: ColumnSums, amount: Money | null, sign: 1 | -1): ColumnSums => {
  if (amount === null) return { ...sums, count: sums.count + sign, withoutAmount: sums.withoutAmount + sign };
  const { currency, minor } = amount;
  const changed = { ...sums.amount, [currency]: (sums.amount[currency] ?? 0n) + minor * BigInt(sign) };
  return {
    count: sums.count + sign,
    withoutAmount: sums.withoutAmount,
    amount: Object.fromEntries(Object.entries(changed).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
};
