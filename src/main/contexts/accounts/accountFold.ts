/** The derived rows of accounts: the keys that lists of them sort by. */
import { accountState } from '../../../shared/accounts/schema.ts';
import type { Derivation } from '../../core/derive.ts';
import { sortKeySql } from '../nameOrder.ts';

/** A changed region re-sorts every name. */
export const accountStateDerivation: Derivation = {
  table: accountState,
  roots: {
    account: (row) => (typeof row['id'] === 'string' ? [row['id']] : []),
    workspace: (_row, db) =>
      db
        .prepare('SELECT id FROM account')
        .all([])
        .map(({ id }) => String(id)),
  },
  fold: (db) => {
    db.prepare('DELETE FROM account_state WHERE account_id IN (SELECT id FROM temp.touched)').run([]);
    db.prepare(
      `INSERT INTO account_state (account_id, name_key)
       SELECT a.id, ${sortKeySql('a.name')} FROM temp.touched t CROSS JOIN account a ON a.id = t.id AND a.deleted = 0`,
    ).run([]);
  },
  allIds: 'SELECT id FROM account UNION SELECT account_id FROM account_state',
};
