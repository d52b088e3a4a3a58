/** What the search finds, as all contexts declare it; of the pipeline, deals. */
import { joined } from '../../../shared/kernel/unlike.ts';
import type { SearchKind } from '../../../shared/pipeline/searchSchema.ts';
import { accountSearchKinds } from '../accounts/searchKinds.ts';
import { adminSearchKinds } from '../admin/searchKinds.ts';
import type { SearchKindParts } from '../searchKind.ts';

const pipelineSearchKinds = {
  deal: {
    table: 'deal',
    words: ['title', 'nextStep', 'accountId'],
    under: { account: 'account_id' },
    source: `SELECT d.id, 'deal' AS kind, d.title AS title, coalesce(a.name, '') || ' ' || coalesce(d.next_step, '') AS rest
      FROM deal d LEFT JOIN account a ON a.id = d.account_id AND a.deleted = 0 WHERE d.deleted = 0`,
    line: `SELECT x.id, x.title, a.name AS subtitle, a.id AS accountId, s.status, s.owner_id AS ownerId,
      json_object('nextStep', x.next_step) AS others FROM deal x LEFT JOIN deal_state s ON s.deal_id = x.id
      LEFT JOIN account a ON a.id = x.account_id AND a.deleted = 0`,
  },
} as const satisfies Readonly<Record<string, SearchKindParts>>;

export const kindsFound: Readonly<Record<SearchKind, SearchKindParts>> = joined(
  'the kind of search',
  pipelineSearchKinds,
  accountSearchKinds,
  adminSearchKinds,
);
