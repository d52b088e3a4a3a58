/** Answers about accounts, the shared timeline and products. */
import type * as contract from '../../../shared/accounts/contract.ts';
import { companyKeyOf } from '../../../shared/accounts/companyKey.ts';
import { account, contact, product } from '../../../shared/accounts/schema.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { fieldValues, selectFields } from '../../../shared/kernel/fields.ts';
import { sumByCurrency, type Currency } from '../../../shared/kernel/money.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { ReadTx } from '../../core/tx.ts';
import { readCursor, readWindow } from '../../core/window.ts';
import { sortKeySql } from '../nameOrder.ts';
import type { HandlersOf } from '../handlers.ts';

type Handlers = Pick<HandlersOf<typeof contract>, 'accounts' | 'account' | 'timeline' | 'products'>;

export const sortKeys: Readonly<Record<contract.AccountSort, { readonly keys: readonly string[]; readonly nullable: boolean }>> = {
  name: { keys: ['st.name_key'], nullable: false },
  openDeals: { keys: ['st.open_deals'], nullable: false },
  owner: { keys: ['st.owner_key'], nullable: true },
  sector: { keys: ['st.sector_key'], nullable: true },
  location: { keys: ['st.location_key'], nullable: true },
};
const timelineOrder = { keys: ['e.happened_at'], nullable: false, descending: true } as const;

type LineRow = Omit<contract.AccountLine, 'keyAccount' | 'owner'> & {
  readonly keyAccount: number;
  readonly ownerId: Id<'Person'> | null;
  readonly ownerName: string | null;
};

const accountList: Handlers['accounts'] = (tx, { sort, descending, after, limit }) => {
  const order = { ...sortKeys[sort], descending };
  const cursor = readCursor(after, order);
  if (cursor === null) return err({ type: 'CursorInvalid' });
  const { rows, next } = readWindow<LineRow>(
    tx,
    [
      {
        from: 'account_state st JOIN account a ON a.id = st.account_id LEFT JOIN person p ON p.id = st.owner_id',
        select:
          'a.id, a.name, a.sector, a.location, a.key_account AS keyAccount, st.open_deals AS openDeals, p.id AS ownerId, p.name AS ownerName',
        where: '1',
        params: [],
        ...order,
        id: 'st.account_id',
        limit,
      },
    ],
    cursor,
  );
  const count = tx.get<{ n: number }>('SELECT count(*) AS n FROM account_state')?.n ?? 0;
  return ok({
    rows: rows.map(({ ownerId, ownerName, keyAccount, ...row }) => ({
      ...row,
      keyAccount: keyAccount === 1,
      owner: ownerId === null || ownerName === null ? null : { id: ownerId, name: ownerName },
    })),
    next,
    count,
  });
};

type Named = { readonly id: Id<'Account'>; readonly name: string };

/** SQL that leaves of a text what can be part of an organisation number. */
const bare = (column: string): string => `replace(replace(replace(replace(${column}, ' ', ''), '-', ''), '.', ''), char(160), '')`;

/** Accounts that carry the same number. Only a number whose check digit is right proves anything. */
const duplicatesOf = (tx: ReadTx, id: Id<'Account'>, orgNumber: string | null): readonly Named[] => {
  const key = orgNumber === null ? null : companyKeyOf(orgNumber);
  if (key === null) return [];
  return tx
    .all<Named & { orgNumber: string }>(
      `SELECT id, name, org_number AS orgNumber FROM account
       WHERE ${bare('org_number')} LIKE ? AND id <> ? AND deleted = 0 AND merged_into IS NULL ORDER BY id`,
      `%${key.number}%`,
      id,
    )
    .filter((other) => {
      const found = companyKeyOf(other.orgNumber);
      return found?.country === key.country && found.number === key.number;
    })
    .map(({ id: otherId, name }) => ({ id: otherId, name }));
};

const accountView = (tx: ReadTx, id: Id<'Account'>): contract.AccountView | null => {
  const row = tx.find(account, id);
  if (row === undefined) return null;
  const parent = row.parentId === null ? undefined : tx.find(account, row.parentId);
  const kept = row.mergedInto === null ? undefined : tx.find(account, row.mergedInto);
  const states = tx.all<{ status: 'open' | 'won' | 'lost'; amount: number | null; currency: Currency | null }>(
    'SELECT status, amount_minor AS amount, currency FROM deal_state WHERE account_id = ?',
    id,
  );
  const count = (status: string): number => states.filter((state) => state.status === status).length;
  const wonAmounts = states.flatMap(({ status, amount, currency }) =>
    status === 'won' && amount !== null && currency !== null ? [{ minor: BigInt(amount), currency }] : [],
  );
  return {
    id,
    ...fieldValues(account, row),
    parent: parent === undefined ? null : { id: parent.id, name: parent.name },
    subsidiaries: tx.all(
      `SELECT id, name FROM account WHERE parent_id = ? AND deleted = 0 AND merged_into IS NULL ORDER BY ${sortKeySql('name')}, id`,
      id,
    ),
    owners: tx.all<{ personId: Id<'Person'> | null; name: string | null; from: Day | null }>(
      `SELECT o.person_id AS personId, p.name, o.happened_day AS "from" FROM ownership o LEFT JOIN person p ON p.id = o.person_id
       WHERE o.record_id = ? AND o.role = 'owner' AND o.voided = 0 ORDER BY o.happened_at, o.hlc, o.id`,
      id,
    ),
    contacts: tx
      .all<{ id: Id<'Contact'> }>(
        `SELECT c.id, ${selectFields(contact, 'c')} FROM contact c WHERE c.account_id = ? AND c.deleted = 0 ORDER BY ${sortKeySql('c.name')}, c.id`,
        id,
      )
      .map((line) => ({ id: line.id, ...fieldValues(contact, line) })),
    deals: { open: count('open'), won: count('won'), lost: count('lost'), wonAmount: sumByCurrency(wonAmounts) },
    duplicates: row.mergedInto === null ? duplicatesOf(tx, id, row.orgNumber) : [],
    mergedInto: kept === undefined ? null : { id: kept.id, name: kept.name },
    absorbed: tx.all(
      `SELECT a.id, a.name, (SELECT max(t.local_seq) FROM touch t JOIN change_set c ON c.local_seq = t.local_seq
         WHERE t.row_id = a.id AND c.command = 'accounts.merge') AS seq
       FROM account a WHERE a.merged_into = ? AND a.deleted = 0 ORDER BY ${sortKeySql('a.name')}, a.id`,
      id,
    ),
  };
};

type EntryRow = Omit<contract.TimelineEntry, 'deal'> & { readonly dealId: Id<'Deal'> | null; readonly dealTitle: string | null };

const timeline: Handlers['timeline'] = (tx, { accountId, dealId, after, limit }) => {
  // What was noted about a deal is read on the deal's page also while its account lies in the trash.
  const isThere =
    dealId === null ? tx.find(account, accountId) !== undefined : tx.get('SELECT 1 FROM account WHERE id = ?', accountId) !== undefined;
  if (!isThere) return err({ type: 'AccountNotFound' });
  const cursor = readCursor(after, timelineOrder);
  if (cursor === null) return err({ type: 'CursorInvalid' });
  const ofDeal = dealId === null ? '' : ' AND e.deal_id = ?';
  const params = dealId === null ? [accountId] : [accountId, dealId];
  const { rows, next } = readWindow<EntryRow>(
    tx,
    [
      {
        from: 'activity e LEFT JOIN person p ON p.id = e.author_id LEFT JOIN deal d ON d.id = e.deal_id',
        select:
          'e.id, e.kind, e.team, p.name AS author, e.author_id AS authorId, e.body, e.happened_at AS happenedAt, e.deal_id AS dealId, d.title AS dealTitle',
        where: `e.account_id = ? AND e.deleted = 0${ofDeal}`,
        params,
        ...timelineOrder,
        id: 'e.id',
        limit,
      },
    ],
    cursor,
  );
  const count =
    tx.get<{ n: number }>(`SELECT count(*) AS n FROM activity e WHERE e.account_id = ? AND e.deleted = 0${ofDeal}`, ...params)?.n ?? 0;
  return ok({
    rows: rows.map(({ dealId, dealTitle, ...entry }) => ({
      ...entry,
      deal: dealId === null || dealTitle === null ? null : { id: dealId, title: dealTitle },
    })),
    next,
    count,
  });
};

export const accountQueries: Handlers = {
  accounts: accountList,
  account: (tx, { id }) => {
    const view = accountView(tx, id);
    return view === null ? err({ type: 'AccountNotFound' }) : ok(view);
  },
  timeline,
  products: (tx, { on }) =>
    ok(
      tx
        .all<{ id: Id<'Product'>; amount: number | null; currency: string | null }>(
          `SELECT pr.id, ${selectFields(product, 'pr')}, pp.amount_minor AS amount, pp.currency FROM product pr LEFT JOIN product_price pp ON pp.id =
             (SELECT x.id FROM product_price x WHERE x.product_id = pr.id AND x.voided = 0 AND (x.happened_day IS NULL OR x.happened_day <= ?)
              ORDER BY x.happened_at DESC, x.hlc DESC, x.id DESC LIMIT 1)
           WHERE pr.deleted = 0 ORDER BY ${sortKeySql('pr.name')}, pr.id`,
          on ?? tx.today,
        )
        .map(({ id, amount, currency, ...line }) => ({
          id,
          ...fieldValues(product, line),
          price: amount === null || currency === null ? null : { minor: BigInt(amount), currency },
        })),
    ),
};
