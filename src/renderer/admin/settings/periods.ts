/** The periods that a revenue target is set for: months, quarters and years, this one and the next. */
import { addDays, addMonths, type Day, firstOfMonth, firstOfQuarter, firstOfYear } from '../../../shared/kernel/day.ts';

export type TargetPeriod = { readonly kind: 'month' | 'quarter' | 'year'; readonly from: Day; readonly to: Day };

const spans = { month: 1, quarter: 3, year: 12 } as const;

const periodFrom = (kind: TargetPeriod['kind'], from: Day): TargetPeriod => ({ kind, from, to: addDays(addMonths(from, spans[kind]), -1) });

/** Quarters first, since most targets are theirs, beginning with the current one; then both years, then the months of both. */
export const targetPeriods = (today: Day): readonly TargetPeriod[] => {
  const year = firstOfYear(today);
  const run = (kind: TargetPeriod['kind'], count: number): readonly TargetPeriod[] =>
    Array.from({ length: count }, (_, at) => periodFrom(kind, addMonths(year, at * spans[kind])));
  const quarters = run('quarter', 8);
  const current = firstOfQuarter(today);
  return [
    ...quarters.filter(({ from }) => from >= current),
    ...run('year', 2),
    ...run('month', 24),
    ...quarters.filter(({ from }) => from < current),
  ];
};

/** What kind of period the days are, or null where they are none of the three. */
export const periodOfDays = (from: Day, to: Day): TargetPeriod | null => {
  const starts = { year: firstOfYear(from), quarter: firstOfQuarter(from), month: firstOfMonth(from) } as const;
  for (const kind of ['year', 'quarter', 'month'] as const) {
    const period = periodFrom(kind, from);
    if (starts[kind] === from && period.to === to) return period;
  }
  return null;
};
