/** Why a rate has no number, in words. */
import type { TextKey } from '../../../shared/i18n/dictionary.ts';
import type { Rate } from '../../../shared/pipeline/contract.ts';

type Reason = Extract<Rate, { readonly known: false }>['reason'];

const reasonTexts: Readonly<Record<Reason, TextKey>> = {
  nothingDecided: 'cockpit.reasonNothingDecided',
  lostWithoutAmount: 'cockpit.reasonLostWithoutAmount',
  wonWithoutAmount: 'cockpit.reasonWonWithoutAmount',
  mixedCurrencies: 'cockpit.reasonMixedCurrencies',
};

/** The text of why there is no number; null where there is one. */
export const reasonText = (rate: Rate): TextKey | null => (rate.known ? null : reasonTexts[rate.reason]);
