/** What of administration the search finds. */
import type { SearchKindParts } from '../searchKind.ts';

export const adminSearchKinds = {
  person: {
    table: 'person',
    words: ['name', 'email'],
    source: `SELECT p.id, 'person' AS kind, p.name AS title, coalesce(p.email, '') AS rest FROM person p WHERE p.deleted = 0`,
    line: 'SELECT x.id, x.name AS title, x.email AS subtitle, NULL AS accountId, NULL AS status, NULL AS ownerId, json_object() AS others FROM person x',
  },
} as const satisfies Readonly<Record<string, SearchKindParts>>;
