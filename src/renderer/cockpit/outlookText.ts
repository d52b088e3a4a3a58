/** Why coverage or velocity has no number, in words. */
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import type { NoVelocity } from '../../shared/pipeline/velocity.ts';

export const velocityReasons: Readonly<Record<NoVelocity, TextKey>> = {
  tooFew: 'cockpit.velocityTooFew',
  noWin: 'cockpit.noWin',
  wonWithoutAmount: 'cockpit.velocityNoAmount',
  mixedCurrencies: 'cockpit.velocityMixed',
  cycleUnknown: 'cockpit.velocityNoCycle',
};

export const basisNames: Readonly<Record<'value' | 'count', TextKey>> = { value: 'cockpit.basisByValue', count: 'cockpit.basisByCount' };
