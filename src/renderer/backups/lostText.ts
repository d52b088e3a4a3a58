/** What the data lacks, in one sentence. */
import type { Say } from '../../shared/i18n/dictionary.ts';

/** `lost` confirmed changes are gone; zero where nobody knows how many. */
export const lostText = (t: Say, lost: number): string => (lost === 0 ? t('backup.lostUnknown') : t('backup.lost', { count: lost }));
