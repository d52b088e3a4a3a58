/** What the search finds: one derived row for each live record that has a name, and the number of its words in the full-text index. */
import { choice, id, integer } from '../kernel/column.ts';
import { defineTable } from '../kernel/table.ts';

export const searchKinds = ['deal', 'account', 'contact', 'person', 'product'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** The words themselves are in the full-text table `search_text`, which only a migration can declare. */
export const searchEntry = defineTable(
  'search_entry',
  {
    recordId: id('Searched'),
    kind: choice(searchKinds),
    /** Row of `search_text`; the latest in a store has the highest. Local to the store: two stores number alike records differently. */
    no: integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  },
  { sync: 'derived', indexes: [['no']] },
);
