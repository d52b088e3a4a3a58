/** Lists of what the workspace has agreed on, as files. */
import { can } from '../kernel/contract.ts';
import { exportList } from '../kernel/exportList.ts';
import { rates } from './ratesContract.ts';
import { revenueTargets } from './targetsContract.ts';

/** Everybody, with the roles of today. */
export const exportPeople = exportList('exports.people', { called: 'settings.peopleTitle', question: {}, allow: can('account.read') });
export const exportRates = exportList('exports.rates', { called: 'common.rates', question: {}, allow: rates.allow });
export const exportTargets = exportList('exports.targets', {
  called: 'settings.targetsTitle',
  question: {},
  allow: revenueTargets.allow,
});
