/** Days in a field: as they are typed, what was understood of them, and both readings where there are two. */
import { formatLongDay } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import type { Day } from '../../shared/kernel/day.ts';
import { readDay } from '../../shared/kernel/readDay.ts';
import type { Translate } from '../app/i18n.ts';
import type { Echo } from './Editable.tsx';

/** The day that a text means; null: none, or one of two. */
export const readDayText = (text: string, today: Day): Day | null => {
  const read = readDay(text, { order: 'unknown', today });
  return read.kind === 'day' ? read.day : null;
};

/** The line below a field for a day; an empty field means that none is known. */
export const dayEcho =
  (t: Translate, language: Language, today: Day) =>
  (text: string): Echo => {
    if (text.trim() === '') return { isRight: true, text: null };
    const read = readDay(text, { order: 'unknown', today });
    switch (read.kind) {
      case 'day':
        return { isRight: true, text: `= ${formatLongDay(language, read.day)}` };
      case 'ambiguous':
        return {
          isRight: false,
          text: t('deal.twoDays', { a: formatLongDay(language, read.dmy), b: formatLongDay(language, read.mdy) }),
        };
      case 'invalid':
        return { isRight: false, text: t('deal.notADay') };
    }
  };
