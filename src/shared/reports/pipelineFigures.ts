/** What the rows of a pipeline report add up to; the rules are those of the cockpit's figures. */
import { addMonths, type Day, daysBetween, firstOfMonth } from '../kernel/day.ts';
import { type Money, type MoneyByCurrency, roundHalfEven, roundParts, sumByCurrency } from '../kernel/money.ts';
import type { MonthSum, StageSum } from '../pipeline/contract.ts';
import type { StageKind } from '../pipeline/schema.ts';
import type { DealSums } from './pipelineContract.ts';

/** A deal as it stood on the day. */
export type Standing = {
  readonly status: StageKind;
  readonly stageId: string | null;
  readonly amount: Money | null;
  readonly probabilityBp: number;
  readonly expectedClose: Day | null;
  readonly closedDay: Day | null;
  /** Closed for a reason that is agreed not to be a loss (rule B5). */
  readonly notALoss: boolean;
};
type Period = { readonly from: Day | null; readonly to: Day | null };

/** Closed deals count in the period of their closing, open ones in that of their expected close (rules 4, B1). */
export const isIn = ({ from, to }: Period, deal: Standing): boolean => {
  if (from === null && to === null) return true;
  const day = deal.status === 'open' ? deal.expectedClose : deal.closedDay;
  return day !== null && (from === null || day >= from) && (to === null || day <= to);
};

const amountsOf = (deals: readonly Standing[]): readonly Money[] => deals.flatMap(({ amount }) => (amount === null ? [] : [amount]));

export const sumsOf = (deals: readonly Standing[]): DealSums => ({
  count: deals.length,
  withoutAmount: deals.filter(({ amount }) => amount === null).length,
  amount: sumByCurrency(amountsOf(deals)),
});

/** Basis points in the whole. */
const whole = 10_000n;

const weightsOf = (deals: readonly Standing[]): ReadonlyMap<string, bigint> => {
  const sums = new Map<string, bigint>();
  for (const { amount, probabilityBp } of deals) {
    if (amount === null) continue;
    sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + amount.minor * BigInt(probabilityBp));
  }
  return sums;
};

const sorted = (sums: ReadonlyMap<string, bigint>): MoneyByCurrency =>
  Object.fromEntries([...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Σ amount × probability of the open deals per currency, exact until it is rounded once, half-even (rules 1 and A1). */
export const weightedOf = (deals: readonly Standing[]): MoneyByCurrency =>
  sorted(new Map([...weightsOf(deals.filter(({ status }) => status === 'open'))].map(([code, sum]) => [code, roundHalfEven(sum, whole)])));

/** Open deals by stage; the stages' weighted sums are rounded together, so that they add up to `weightedOf` of all of them. */
export const byStage = (stages: readonly StageSum['stage'][], open: readonly Standing[]): readonly StageSum[] => {
  const groups = Map.groupBy(open, ({ stageId }) => stageId);
  const parts = stages.map(({ id }) => groups.get(id) ?? []);
  const weights = parts.map(weightsOf);
  const weighted = parts.map(() => new Map<string, bigint>());
  for (const code of new Set(weights.flatMap((of) => [...of.keys()]))) {
    const rounded = roundParts(
      weights.map((of) => of.get(code) ?? 0n),
      whole,
    );
    for (const [at, of] of weights.entries()) if (of.has(code)) weighted[at]?.set(code, rounded[at] ?? 0n);
  }
  return stages.map((stage, at) => ({ stage, ...sumsOf(parts[at] ?? []), weighted: sorted(weighted[at] ?? new Map()) }));
};

/** Months shown: a year back from the day, its own month last. */
const monthsShown = 12;

/** Won deals by the month of their closing, months without a win included. */
export const wonByMonth = (won: readonly Standing[], asOf: Day): readonly MonthSum[] => {
  const months = Map.groupBy(won, ({ closedDay }) => (closedDay === null ? null : firstOfMonth(closedDay)));
  const first = addMonths(firstOfMonth(asOf), 1 - monthsShown);
  return Array.from({ length: monthsShown }, (_, at): MonthSum => {
    const month = addMonths(first, at);
    const { count, amount } = sumsOf(months.get(month) ?? []);
    return { month, count, amount, partial: at === monthsShown - 1 && daysBetween(asOf, addMonths(month, 1)) > 1 };
  });
};
