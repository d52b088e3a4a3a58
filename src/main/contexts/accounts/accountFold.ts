/** The derived rows of accounts: the keys that lists of them sort by, and how many deals are open. */
import { accountState } from '../../../shared/accounts/schema.ts';
import type { Derivation } from '../../core/derive.ts';
import { sortKeySql } from '../nameOrder.ts';

// Fold order (happenedAt, effective hlc, id), newest first.
const newestFirst = 'ORDER BY x.happened_at DESC, x.hlc DESC, x.id DESC LIMIT 1';

// Read from the deals' own derived rows, which are folded before these: folded once more from the facts, the deals of an import cost half as much again.
const openDeals = "SELECT count(*) FROM deal_state ds WHERE ds.account_id = a.id AND ds.status = 'open'";

// In the order of the columns of `account_state`.
const foldTouchedAccounts = `SELECT a.id, ${sortKeySql('a.name')}, (${openDeals}), o.person_id, nullif(${sortKeySql('p.name')}, ''), nullif(${sortKeySql('a.sector')}, ''),
  nullif(${sortKeySql('a.location')}, '')
FROM scratch.touched t CROSS JOIN account a ON a.id = t.id AND a.deleted = 0 AND a.merged_into IS NULL
LEFT JOIN ownership o ON o.id = (SELECT x.id FROM ownership x WHERE x.record_id = a.id AND x.role = 'owner' AND x.voided = 0 ${newestFirst})
LEFT JOIN person p ON p.id = o.person_id`;

/** To be declared after the derivation of deals. A changed region re-sorts every name. */
export const accountStateDerivation: Derivation = {
  table: accountState,
  version: 1,
  roots: {
    account: {},
    deal: { column: 'accountId' },
    stage_move: { column: 'dealId', find: 'SELECT DISTINCT account_id AS id FROM deal WHERE id IN (SELECT value FROM json_each(?))' },
    ownership: { find: 'SELECT id FROM account WHERE id IN (SELECT value FROM json_each(?))' },
    person: { column: 'id', find: 'SELECT account_id AS id FROM account_state WHERE owner_id IN (SELECT value FROM json_each(?))' },
    workspace: { column: 'id', find: 'SELECT id FROM account WHERE ? IS NOT NULL' },
  },
  fold: { select: foldTouchedAccounts },
  allIds: 'SELECT id FROM account UNION SELECT account_id FROM account_state',
};
