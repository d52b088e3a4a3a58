/** What the system's language says of where somebody works: the region of the data and its currency. */
import type { Region } from '../../../shared/kernel/collation.ts';

export const regionCurrencies: Readonly<Record<Region, string>> = { NO: 'NOK', DK: 'DKK', SE: 'SEK', GB: 'GBP' };

const byLanguage: Readonly<Record<string, Region>> = { nb: 'NO', nn: 'NO', no: 'NO', da: 'DK', sv: 'SE' };

/** The first tag that names a region or a language of one of ours; Norway where none does. */
export const regionOfTags = (tags: readonly string[]): Region => {
  for (const tag of tags) {
    const [language = '', ...parts] = tag.split('-');
    const named = parts.find((part) => part in regionCurrencies);
    if (named === 'NO' || named === 'DK' || named === 'SE' || named === 'GB') return named;
    const known = byLanguage[language.toLowerCase()];
    if (known !== undefined) return known;
  }
  return 'NO';
};
