/** What lies ahead for the cockpit's period; for all time, the quarter that the day stands in, since a target has days. */
import type { TextKey } from '../../../shared/i18n/dictionary.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { addDays, addMonths, firstOfQuarter } from '../../../shared/kernel/day.ts';
import { outlook, type Outlook } from '../../../shared/pipeline/cockpitContract.ts';
import type { NoVelocity } from '../../../shared/pipeline/velocity.ts';
import { useQuery } from '../../app/calls.ts';
import type { Period } from './period.ts';

/** The days that coverage is asked for. */
export const outlookRange = ({ range, asOf }: Pick<Period, 'range' | 'asOf'>): { readonly from: Day; readonly to: Day } => {
  if (range !== null) return range;
  const from = firstOfQuarter(asOf);
  return { from, to: addDays(addMonths(from, 3), -1) };
};

/** Whether more must be open than is, to reach the target. */
export const isShort = (outlook: Outlook | undefined): boolean => (outlook?.coverage?.gap ?? 0n) > 0n;

export const useOutlook = (period: Period) => useQuery(outlook, { asOf: period.asOf, ...outlookRange(period) });

/** Why velocity has no number, in words. */
export const velocityReasons: Readonly<Record<NoVelocity, TextKey>> = {
  tooFew: 'cockpit.velocityTooFew',
  noWin: 'cockpit.noWin',
  wonWithoutAmount: 'cockpit.velocityNoAmount',
  mixedCurrencies: 'cockpit.velocityMixed',
  cycleUnknown: 'cockpit.velocityNoCycle',
};

/** What the win rate of coverage is counted by, in words. */
export const basisNames: Readonly<Record<'value' | 'count', TextKey>> = { value: 'cockpit.basisByValue', count: 'cockpit.basisByCount' };
