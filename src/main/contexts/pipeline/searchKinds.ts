/** What the search finds, as all contexts declare it; of the pipeline, deals. */
import { joined } from '../../../shared/kernel/unlike.ts';
import { deal } from '../../../shared/pipeline/schema.ts';
import type { SearchKind } from '../../../shared/pipeline/searchSchema.ts';
import { accountSearchKinds } from '../accounts/searchKinds.ts';
import { adminSearchKinds } from '../admin/searchKinds.ts';
import { searchKind, type SearchKindParts } from '../searchKind.ts';

const pipelineSearchKinds = {
  deal: searchKind('deal', deal, {
    status: 's.status',
    ownerId: 's.owner_id',
    join: 'LEFT JOIN deal_state s ON s.deal_id = x.id',
  }),
};

export const kindsFound: Readonly<Record<SearchKind, SearchKindParts>> = joined(
  'the kind of search',
  pipelineSearchKinds,
  accountSearchKinds,
  adminSearchKinds,
);
