/** What of accounts the search finds. */
import type { SearchKindParts } from '../searchKind.ts';

export const accountSearchKinds = {
  account: {
    table: 'account',
    words: ['name', 'orgNumber', 'location', 'sector', 'mergedInto'],
    source: `SELECT a.id, 'account' AS kind, a.name AS title,
      coalesce(a.org_number, '') || ' ' || coalesce(a.location, '') || ' ' || coalesce(a.sector, '') AS rest
      FROM account a WHERE a.deleted = 0 AND a.merged_into IS NULL`,
    line: `SELECT x.id, x.name AS title, x.location AS subtitle, NULL AS accountId, NULL AS status, (SELECT o.person_id FROM ownership o WHERE o.record_id = x.id
      AND o.role = 'owner' AND o.voided = 0 ORDER BY o.happened_at DESC, o.hlc DESC, o.id DESC LIMIT 1) AS ownerId,
      json_object('orgNumber', x.org_number, 'sector', x.sector) AS others FROM account x`,
  },
  contact: {
    table: 'contact',
    words: ['name', 'title', 'email', 'phone', 'accountId'],
    under: { account: 'account_id' },
    source: `SELECT c.id, 'contact' AS kind, c.name AS title, coalesce(a.name, '') || ' ' || coalesce(c.title, '') || ' ' || coalesce(c.email, '')
      || ' ' || coalesce(c.phone, '') || ' ' || replace(coalesce(c.phone, ''), ' ', '') AS rest
      FROM contact c LEFT JOIN account a ON a.id = c.account_id AND a.deleted = 0 WHERE c.deleted = 0`,
    line: `SELECT x.id, x.name AS title, a.name AS subtitle, a.id AS accountId, NULL AS status, NULL AS ownerId,
      json_object('title', x.title, 'email', x.email, 'phone', x.phone) AS others FROM contact x
      LEFT JOIN account a ON a.id = x.account_id AND a.deleted = 0`,
  },
  product: {
    table: 'product',
    words: ['name', 'series'],
    source: `SELECT p.id, 'product' AS kind, p.name AS title, coalesce(p.series, '') AS rest FROM product p WHERE p.deleted = 0`,
    line: 'SELECT x.id, x.name AS title, x.series AS subtitle, NULL AS accountId, NULL AS status, NULL AS ownerId, json_object() AS others FROM product x',
  },
} as const satisfies Readonly<Record<string, SearchKindParts>>;
