/** A period in words: a year, a quarter, a month by its name, or its first and last day. */
import type { Day } from '../../../shared/kernel/day.ts';
import { formatDayRange, formatMonthInFull } from '../../../shared/i18n/format.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import type { Translate } from '../../app/i18n.ts';
import { periodOfDays } from './periods.ts';

export const periodText = (t: Translate, language: Language, from: Day, to: Day): string => {
  const kind = periodOfDays(from, to)?.kind ?? null;
  const year = from.slice(0, 4);
  if (kind === 'year') return year;
  if (kind === 'quarter') return t('settings.quarterName', { number: Math.ceil(Number(from.slice(5, 7)) / 3), year });
  return kind === 'month' ? formatMonthInFull(language, from) : formatDayRange(language, from, to);
};
