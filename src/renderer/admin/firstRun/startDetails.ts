/** What the first questions are answered with: proposed from the system, then whatever was chosen. */
import type { SetupRole } from '../../../shared/admin/setupRoles.ts';
import type { Region } from '../../../shared/kernel/collation.ts';

export type StartDetails = {
  readonly name: string;
  readonly personName: string;
  readonly region: Region;
  readonly currency: string;
  readonly role: SetupRole;
};

/** What the system's language says of where somebody works: the region of the data and its currency. */
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

/** Proposed from the language tags of the system. */
export const startDetails = (tags: readonly string[]): StartDetails => {
  const region = regionOfTags(tags);
  return { name: '', personName: '', region, currency: regionCurrencies[region], role: 'both' };
};

/** Another region proposes its own currency, unless another one was chosen before. */
export const inRegion = (details: StartDetails, region: Region): Pick<StartDetails, 'region' | 'currency'> => ({
  region,
  currency: details.currency === regionCurrencies[details.region] ? regionCurrencies[region] : details.currency,
});

/** Whether this browser has been let into the sample company once already, so that the first questions are not asked again. */
const keyOf = (workspaceId: string): string => `samspill.explored.${workspaceId}`;

export const hasExplored = (workspaceId: string): boolean => localStorage.getItem(keyOf(workspaceId)) !== null;

export const markExplored = (workspaceId: string): void => {
  localStorage.setItem(keyOf(workspaceId), '1');
};
