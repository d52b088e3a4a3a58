/** What the search finds, as all contexts declare it. */
import { joined } from '../../../shared/kernel/unlike.ts';
import type { SearchKind } from '../../../shared/search/schema.ts';
import { accountSearchKinds } from '../accounts/searchKinds.ts';
import { adminSearchKinds } from '../admin/searchKinds.ts';
import { pipelineSearchKinds } from '../pipeline/searchKinds.ts';
import type { SearchKindParts } from '../searchKind.ts';

export const kindsFound: Readonly<Record<SearchKind, SearchKindParts>> = joined(
  'the kind of search',
  pipelineSearchKinds,
  accountSearchKinds,
  adminSearchKinds,
);
