/** The periods that a revenue target is set for: months, quarters and years, this one and the next. */
import { formatDayRange, formatMonthInFull } from '../../../shared/i18n/format.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import type { Translate } from '../../app/i18n.ts';
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

/** A period in words: a year, a quarter, a month by its name, or its first and last day. */
export const periodText = (t: Translate, language: Language, from: Day, to: Day): string => {
  const kind = periodOfDays(from, to)?.kind ?? null;
  const year = from.slice(0, 4);
  if (kind === 'year') return year;
  if (kind === 'quarter') return t('settings.quarterName', { number: Math.ceil(Number(from.slice(5, 7)) / 3), year });
  return kind === 'month' ? formatMonthInFull(language, from) : formatDayRange(language, from, to);
};
