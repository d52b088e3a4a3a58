/** What the data lacks, in one sentence. */
import type { TextKey, TextParams } from '../../shared/i18n/dictionary.ts';
import { formatCount } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';

/** `lost` confirmed changes are gone; zero where nobody knows how many. */
export const lostText = (t: (key: TextKey, params?: TextParams) => string, language: Language, lost: number): string =>
  lost === 0 ? t('backup.lostUnknown') : t('backup.lost', { count: lost, n: formatCount(language, lost) });
