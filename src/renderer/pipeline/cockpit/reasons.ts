/** Why a share has no number, in words. */
import type { TextKey } from '../../../shared/i18n/dictionary.ts';
import type { ExactShare } from '../../../shared/pipeline/contract.ts';

type Reason = Extract<ExactShare, { readonly known: false }>['reason'];

const reasonTexts: Readonly<Record<Reason, TextKey>> = {
  nothingDecided: 'cockpit.reasonNothingDecided',
  lostWithoutAmount: 'cockpit.reasonLostWithoutAmount',
  wonWithoutAmount: 'cockpit.reasonWonWithoutAmount',
  mixedCurrencies: 'cockpit.reasonMixedCurrencies',
};

/** The text of why there is no number; null where there is one. */
export const reasonText = (share: ExactShare): TextKey | null => (share.known ? null : reasonTexts[share.reason]);
