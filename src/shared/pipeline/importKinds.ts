/** Files of deals that the import takes. */
import { importKind } from '../kernel/importKind.ts';

export const pipelineImportKinds = {
  deals: importKind({
    fields: [
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
      'nextStep',
      'accountKey',
      'stageHistory',
      'closeReason',
      'notALoss',
      'estimate',
      'monthly',
      'termMonths',
      'nextStepDay',
    ],
    needs: ['stage'],
    fills: ['deal', 'stage_move', 'deal_value', 'ownership', 'stage', 'close_reason', 'account', 'product', 'person'],
    action: 'import.run',
  }),
};
