/** Lists of deals and of what they are worked with, as files. */
import { exportList } from '../kernel/exportList.ts';
import { deals } from './contract.ts';

/** Every deal that the same question to the pipeline lists, in the same order. */
export const exportDeals = exportList('exports.deals', {
  called: 'common.deals',
  question: deals.input.omit({ after: true, limit: true }).shape,
  allow: deals.allow,
});
/** How the credit for deals is shared, a row a person. */
export const exportCredits = exportList('exports.credits', { called: 'exports.credits', question: {}, allow: deals.allow });
export const exportStages = exportList('exports.stages', { called: 'settings.stagesTitle', question: {}, allow: deals.allow });
