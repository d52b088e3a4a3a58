/** Everything that the search finds, by the name of its table. */
import { sqlName, type Table } from '../../../shared/kernel/table.ts';
import { deal } from '../../../shared/pipeline/schema.ts';
import { catalog } from '../../../shared/schema/catalog.ts';
import { searched, type SearchKind } from '../../../shared/search/schema.ts';
import { searchKind, type SearchKindParts, type Shown } from './searchKind.ts';

/** Where a record stands and whose it is, where that is folded already. */
const folded: ReadonlyMap<Table, Shown> = new Map([
  [deal, { status: 's.status', ownerId: 's.owner_id', join: 'LEFT JOIN deal_state s ON s.deal_id = x.id' }],
]);

/** Whose a record is by the facts that say so. */
const byFacts = ({ facets }: Table): Shown => {
  const { ownership } = catalog;
  if (facets?.owned !== 'ownership' || ownership === null) return {};
  const { table, record, person } = ownership;
  const where = Object.entries(table.facets.givesOwner?.where ?? {}).map(
    ([column, value]) => ` AND o.${sqlName(column)} = '${String(value)}'`,
  );
  return {
    ownerId: `(SELECT o.${sqlName(person)} FROM ${table.name} o WHERE o.${sqlName(record)} = x.id${where.join('')} AND o.voided = 0
      ORDER BY o.happened_at DESC, o.hlc DESC, o.id DESC LIMIT 1)`,
  };
};

export const kindsFound: ReadonlyMap<SearchKind, SearchKindParts> = new Map(
  searched.map((table) => [table.name, searchKind(table, folded.get(table) ?? byFacts(table))]),
);
