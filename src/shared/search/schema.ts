/** What the search finds: one derived row for each live record that has a name, and the number of its words in the full-text index. */
import { type Column, id, integer, text } from '../kernel/column.ts';
import { defineTable } from '../kernel/table.ts';
import { recordContexts } from '../records/list.ts';

/** The tables whose rows are found. */
export const searched = recordContexts.flatMap(({ tables }) => tables.filter(({ facets }) => facets?.found !== undefined));
/** The name of such a table. */
export type SearchKind = string;
export const searchKinds: readonly SearchKind[] = searched.map(({ name }) => name);

/** Every entry names its kind; what SQL fills in where none is named stays as the first migration had it. */
const kind: Column<SearchKind> = { ...text({ max: 64 }), neutral: 'deal' };

/** The words themselves are in the full-text table `search_text`, which only a migration can declare. */
export const searchEntry = defineTable(
  'search_entry',
  {
    recordId: id('Searched'),
    kind,
    /** Row of `search_text`; the latest in a store has the highest. Local to the store: two stores number alike records differently. */
    no: integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  },
  { sync: 'derived', indexes: [['no']] },
);
