/** A currency rate as it is printed: every decimal that was published, in the reader's own notation. */
import type { Language } from '../../shared/i18n/languages.ts';
import { regions } from '../../shared/i18n/languages.ts';

/** "98.10" is "98,10" in Norwegian; exact at any length, since the text is never made a number. */
export const rateText = (language: Language, rate: string): string => {
  const digits = rate.split('.')[1]?.length ?? 0;
  const format = new Intl.NumberFormat(regions[language], { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return format.format(rate as `${number}`);
};
