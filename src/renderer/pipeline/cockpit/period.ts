/** The period and the day that the cockpit looks at, read from the address and written back to it. */
import type { Day } from '../../../shared/kernel/day.ts';
import { addDays, addMonths, daysBetween, firstOfMonth, firstOfQuarter, firstOfYear, parseDay } from '../../../shared/kernel/day.ts';

export const periodKinds = ['month', 'quarter', 'year', 'all'] as const;
export type PeriodKind = (typeof periodKinds)[number];

export type Period = {
  readonly kind: PeriodKind;
  readonly asOf: Day;
  /** First and last day of the whole period, both inclusive; null for all time. */
  readonly range: { readonly from: Day; readonly to: Day } | null;
};

const startOf: Readonly<Record<Exclude<PeriodKind, 'all'>, (of: Day) => Day>> = {
  month: firstOfMonth,
  quarter: firstOfQuarter,
  year: firstOfYear,
};

const monthsIn: Readonly<Record<Exclude<PeriodKind, 'all'>, number>> = { month: 1, quarter: 3, year: 12 };

const rangeAround = (kind: Exclude<PeriodKind, 'all'>, of: Day): { readonly from: Day; readonly to: Day } => {
  const from = startOf[kind](of);
  return { from, to: addDays(addMonths(from, monthsIn[kind]), -1) };
};

const kindOf = (text: string | null, fallback: PeriodKind): PeriodKind => periodKinds.find((kind) => kind === text) ?? fallback;

/** The period around the "as of" day that the address names; a day after today means today. */
export const periodOf = (params: URLSearchParams, today: Day): Period => {
  const wanted = parseDay(params.get('asOf') ?? '');
  const asOf = wanted !== null && wanted < today ? wanted : today;
  const kind = kindOf(params.get('period'), 'all');
  return { kind, asOf, range: kind === 'all' ? null : rangeAround(kind, asOf) };
};

/** The period before, cut to as many days as this one has had so far; null for all time. */
export const periodBefore = ({ kind, asOf, range }: Period): { readonly from: Day; readonly to: Day } | null => {
  if (range === null || kind === 'all') return null;
  const before = rangeAround(kind, addDays(range.from, -1));
  const sameLength = addDays(before.from, daysBetween(range.from, asOf));
  return { from: before.from, to: sameLength < before.to ? sameLength : before.to };
};
