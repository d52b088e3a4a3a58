/** The derived rows of accounts: the keys that lists of them sort by, and how many deals are open. */
import { accountState } from '../../../shared/accounts/schema.ts';
import type { Derivation } from '../../core/derive.ts';
import type { Db } from '../../platform/database.ts';
import { sortKeySql } from '../nameOrder.ts';

// Fold order (happenedAt, effective hlc, id), newest first.
const newestFirst = 'ORDER BY x.happened_at DESC, x.hlc DESC, x.id DESC LIMIT 1';

// Counted from the facts and not from `deal_state`: the order in which derived rows are folded must not matter.
const openDeals = `SELECT count(*) FROM deal d WHERE d.account_id = a.id AND d.deleted = 0 AND coalesce((SELECT s.kind FROM stage s WHERE s.id =
  (SELECT x.to_stage_id FROM stage_move x WHERE x.deal_id = d.id AND x.voided = 0 ${newestFirst})), 'open') = 'open'`;

const foldTouchedAccounts = `INSERT INTO account_state (account_id, name_key, open_deals, owner_id, owner_key, sector_key, location_key)
SELECT a.id, ${sortKeySql('a.name')}, (${openDeals}), o.person_id, nullif(${sortKeySql('p.name')}, ''), nullif(${sortKeySql('a.sector')}, ''),
  nullif(${sortKeySql('a.location')}, '')
FROM temp.touched t CROSS JOIN account a ON a.id = t.id AND a.deleted = 0 AND a.merged_into IS NULL
LEFT JOIN ownership o ON o.id = (SELECT x.id FROM ownership x WHERE x.record_id = a.id AND x.role = 'owner' AND x.voided = 0 ${newestFirst})
LEFT JOIN person p ON p.id = o.person_id`;

const one = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : []);

const idsOf = (db: Db, sql: string, params: readonly string[]): readonly string[] =>
  db
    .prepare(sql)
    .all(params)
    .flatMap(({ id }) => one(id));

/** A changed region re-sorts every name. */
export const accountStateDerivation: Derivation = {
  table: accountState,
  roots: {
    account: (row) => one(row['id']),
    deal: (row) => one(row['accountId']),
    stage_move: (row, db) => idsOf(db, 'SELECT account_id AS id FROM deal WHERE id = ?', one(row['dealId'])),
    ownership: (row, db) => idsOf(db, 'SELECT id FROM account WHERE id = ?', one(row['recordId'])),
    person: (row, db) => idsOf(db, 'SELECT account_id AS id FROM account_state WHERE owner_id = ?', one(row['id'])),
    workspace: (_row, db) => idsOf(db, 'SELECT id FROM account', []),
  },
  fold: (db) => {
    db.prepare('DELETE FROM account_state WHERE account_id IN (SELECT id FROM temp.touched)').run([]);
    db.prepare(foldTouchedAccounts).run([]);
  },
  allIds: 'SELECT id FROM account UNION SELECT account_id FROM account_state',
};
