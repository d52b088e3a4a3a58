/** Why coverage or velocity has no number, in words. */
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import type { NoVelocity } from '../../shared/pipeline/velocity.ts';

export const velocityReasons: Readonly<Record<NoVelocity, TextKey>> = {
  tooFew: 'cockpit2.velocityTooFew',
  noWin: 'cockpit2.noWin',
  wonWithoutAmount: 'cockpit2.velocityNoAmount',
  mixedCurrencies: 'cockpit2.velocityMixed',
  cycleUnknown: 'cockpit2.velocityNoCycle',
};

export const basisNames: Readonly<Record<'value' | 'count', TextKey>> = { value: 'cockpit2.byValue', count: 'cockpit2.byCount' };
