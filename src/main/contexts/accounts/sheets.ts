/** Accounts, their contact persons, what was done with them, and what is sold, as files that the import takes back. */
import { account, type ActivityKind, contact, product } from '../../../shared/accounts/schema.ts';
import { exportAccounts, exportActivities, exportContacts, exportProducts } from '../../../shared/accounts/exportContract.ts';
import type { TextKey } from '../../../shared/i18n/dictionary.ts';
import { sectorText } from './sectorText.ts';
import { translate } from '../../../shared/i18n/translate.ts';
import type { InputOf } from '../../../shared/kernel/contract.ts';
import { type Day, dayOf, type Instant, type Zone } from '../../../shared/kernel/day.ts';
import type { SqlValue } from '../../../shared/kernel/column.ts';
import { selectFields } from '../../../shared/kernel/fields.ts';
import { sortKeys } from './queries.ts';
import { fieldColumns } from '../fieldColumns.ts';
import { sortKeySql } from '../nameOrder.ts';
import { amount, type AnySheet, count, day, rowsAtOnce, type Sheet, sheetOf, text } from '../sheet.ts';

type AccountRow = {
  readonly id: string;
  readonly parent: string | null;
  readonly owner: string | null;
  readonly ownerDay: Day | null;
  readonly openDeals: number;
};

const accountFields = fieldColumns(account, {
  name: { head: 'wizard.fieldAccount' },
  sector: { words: (sector, language) => sectorText(language, sector) },
  revenue: { head: 'wizard.fieldRevenue' },
});

const accountSheet: Sheet<InputOf<typeof exportAccounts>, AccountRow> = {
  windows: (_tx, { sort, descending }) => [
    {
      from: `account_state st JOIN account a ON a.id = st.account_id LEFT JOIN person p ON p.id = st.owner_id LEFT JOIN account up ON up.id = a.parent_id`,
      select: `a.id, ${selectFields(account, 'a')}, up.name AS parent, p.name AS owner, st.open_deals AS openDeals,
        (SELECT x.happened_day FROM ownership x WHERE x.record_id = a.id AND x.role = 'owner' AND x.voided = 0
          ORDER BY x.happened_at DESC, x.hlc DESC, x.id DESC LIMIT 1) AS ownerDay`,
      where: '1',
      params: [],
      ...sortKeys[sort],
      descending,
      id: 'st.account_id',
      limit: rowsAtOnce,
    },
  ],
  columns: [
    { head: 'wizard.fieldAccountKey', width: 38, cell: ({ id }) => text(id) },
    ...accountFields.only('name'),
    { head: 'wizard.fieldParent', width: 30, cell: ({ parent }) => text(parent) },
    ...accountFields.besides('name'),
    { head: 'wizard.fieldOwner', width: 24, cell: ({ owner }) => text(owner) },
    { head: 'wizard.fieldOwnerDay', width: 14, cell: ({ ownerDay, owner }) => day(owner === null ? null : ownerDay) },
    { head: 'definitions.openCountName', width: 12, cell: ({ openDeals }) => count(openDeals) },
  ],
};

type ContactRow = { readonly id: string; readonly account: string; readonly accountId: string };

const contactFields = fieldColumns(contact, { name: { head: 'wizard.fieldContact' }, title: { head: 'exports.jobTitle' } });

/** Conditions with their parameters, of those whose value is asked for. */
const where = (always: string, asked: readonly (readonly [string, SqlValue])[]) => {
  const used = asked.filter(([, value]) => value !== null);
  return { where: [always, ...used.map(([sql]) => sql)].join(' AND '), params: used.map(([, value]) => value) };
};

const contactSheet: Sheet<InputOf<typeof exportContacts>, ContactRow> = {
  windows: (_tx, { accountId }) => [
    {
      from: 'contact c JOIN account a ON a.id = c.account_id',
      select: `c.id, ${selectFields(contact, 'c')}, a.name AS account, c.account_id AS accountId`,
      ...where('c.deleted = 0 AND a.deleted = 0', [['c.account_id = ?', accountId]]),
      keys: ['c.account_id'],
      id: 'c.id',
      nullable: false,
      descending: false,
      limit: rowsAtOnce,
    },
  ],
  columns: [
    { head: 'exports.contactId', width: 38, cell: ({ id }) => text(id) },
    ...contactFields.only('name'),
    { head: 'wizard.fieldAccount', width: 30, cell: ({ account: name }) => text(name) },
    { head: 'wizard.fieldAccountKey', width: 38, cell: ({ accountId }) => text(accountId) },
    ...contactFields.besides('name'),
  ],
};

type ActivityRow = {
  readonly id: string;
  readonly account: string;
  readonly accountId: string;
  readonly deal: string | null;
  readonly dealId: string | null;
  readonly contact: string | null;
  readonly kind: ActivityKind;
  readonly team: 'sales' | 'marketing' | 'service';
  readonly author: string | null;
  readonly body: string;
  readonly happenedAt: Instant;
  readonly zone: Zone;
};

const kindTexts: Readonly<Record<ActivityKind, TextKey>> = {
  call: 'account.kindCall',
  meeting: 'account.kindMeeting',
  email: 'account.kindEmail',
  visit: 'account.kindVisit',
  event: 'account.kindEvent',
  note: 'account.kindNote',
};
const teamTexts: Readonly<Record<ActivityRow['team'], TextKey>> = {
  sales: 'common.sales',
  marketing: 'common.marketing',
  service: 'account.teamService',
};

const activitySheet: Sheet<InputOf<typeof exportActivities>, ActivityRow> = {
  windows: (_tx, { accountId, dealId }) => {
    const asked = where('e.deleted = 0 AND a.deleted = 0', [
      ['e.account_id = ?', accountId],
      ['e.deal_id = ?', dealId],
    ]);
    return [
      {
        from: `activity e JOIN account a ON a.id = e.account_id LEFT JOIN person p ON p.id = e.author_id LEFT JOIN deal d ON d.id = e.deal_id
          LEFT JOIN contact c ON c.id = e.contact_id`,
        select: `e.id, a.name AS account, e.account_id AS accountId, d.title AS deal, e.deal_id AS dealId, c.name AS contact, e.kind, e.team, p.name AS author,
          e.body, e.happened_at AS happenedAt, (SELECT zone FROM workspace WHERE deleted = 0 ORDER BY id LIMIT 1) AS zone`,
        ...asked,
        // The walk of the timeline's own index; the days are turned into those of the workspace one by one.
        keys: ['e.account_id', 'e.happened_at'],
        id: 'e.id',
        nullable: false,
        descending: true,
        limit: rowsAtOnce,
      },
    ];
  },
  columns: [
    { head: 'exports.activityId', width: 38, cell: ({ id }) => text(id) },
    { head: 'wizard.fieldDay', width: 12, cell: ({ happenedAt, zone }) => day(dayOf(happenedAt, zone)) },
    { head: 'wizard.fieldAccount', width: 30, cell: ({ account: name }) => text(name) },
    { head: 'wizard.fieldAccountKey', width: 38, cell: ({ accountId }) => text(accountId) },
    { head: 'exports.activityKind', width: 16, cell: ({ kind }, language) => text(translate(language, kindTexts[kind])) },
    { head: 'wizard.fieldTeam', width: 14, cell: ({ team }, language) => text(translate(language, teamTexts[team])) },
    { head: 'wizard.fieldAuthor', width: 24, cell: ({ author }) => text(author) },
    { head: 'wizard.fieldBody', width: 60, cell: ({ body }) => text(body) },
    { head: 'wizard.fieldContact', width: 24, cell: ({ contact }) => text(contact) },
    { head: 'exports.dealId', width: 38, cell: ({ dealId }) => text(dealId) },
    { head: 'exports.dealTitle', width: 40, cell: ({ deal }) => text(deal) },
  ],
};

type ProductRow = { readonly id: string; readonly price: number | null; readonly currency: string | null };

const productFields = fieldColumns(product, { name: { head: 'wizard.fieldProduct' } });

const productSheet: Sheet<InputOf<typeof exportProducts>, ProductRow> = {
  windows: (tx) => [
    {
      from: `product pr LEFT JOIN product_price pp ON pp.id = (SELECT x.id FROM product_price x WHERE x.product_id = pr.id AND x.voided = 0
        AND (x.happened_day IS NULL OR x.happened_day <= '${tx.today}') ORDER BY x.happened_at DESC, x.hlc DESC, x.id DESC LIMIT 1)`,
      select: `pr.id, ${selectFields(product, 'pr')}, pp.amount_minor AS price, pp.currency`,
      where: 'pr.deleted = 0',
      params: [],
      keys: [sortKeySql('pr.name')],
      id: 'pr.id',
      nullable: false,
      descending: false,
      limit: rowsAtOnce,
    },
  ],
  columns: [
    { head: 'exports.productId', width: 38, cell: ({ id }) => text(id) },
    ...productFields.all,
    { head: 'wizard.fieldPrice', width: 16, cell: ({ price, currency }) => amount(price, currency) },
    { head: 'wizard.fieldCurrency', width: 10, cell: ({ currency }) => text(currency) },
  ],
};

export const accountSheets: readonly AnySheet[] = [
  sheetOf(exportAccounts, accountSheet),
  sheetOf(exportContacts, contactSheet),
  sheetOf(exportActivities, activitySheet),
  sheetOf(exportProducts, productSheet),
];
