/** What the first questions are answered with: proposed from the system, then whatever was chosen. */
import type { SetupRole } from '../../../shared/admin/setupRoles.ts';
import type { Region } from '../../../shared/kernel/collation.ts';
import { regionCurrencies, regionOfTags } from './region.ts';

export type StartDetails = {
  readonly name: string;
  readonly personName: string;
  readonly region: Region;
  readonly currency: string;
  readonly role: SetupRole;
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
