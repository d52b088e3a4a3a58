/** Files of deals that the import takes. */
import { rowsOf } from '../kernel/importKind.ts';
import { deal } from './schema.ts';

export const pipelineImportKinds = {
  deals: rowsOf(deal, {
    before: [
      'key',
      'title',
      'account',
      'product',
      'contact',
      'owner',
      'stage',
      'createdDay',
      'engageDay',
      'closeDay',
      'expectedClose',
      'amount',
      'currency',
    ],
    after: ['accountKey', 'stageHistory', 'closeReason', 'notALoss', 'estimate', 'monthly', 'termMonths'],
    needs: ['stage'],
  }),
};
