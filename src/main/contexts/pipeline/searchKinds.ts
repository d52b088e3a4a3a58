/** What of the pipeline the search finds. */
import { deal } from '../../../shared/pipeline/schema.ts';
import { searchKind } from '../searchKind.ts';

export const pipelineSearchKinds = {
  deal: searchKind('deal', deal, {
    status: 's.status',
    ownerId: 's.owner_id',
    join: 'LEFT JOIN deal_state s ON s.deal_id = x.id',
  }),
};
