/** The one fact that takes back another: append-only rows are never deleted, they are voided. */
import { id, text } from '../kernel/column.ts';
import { defineTable, type RowOf } from '../kernel/table.ts';

/** Excludes a fact from every fold; a void that is itself voided excludes nothing (redo). */
export const factVoid = defineTable(
  'fact_void',
  { id: id('FactVoid'), factTable: text({ max: 60 }), factId: text({ max: 64 }) },
  {
    sync: 'fact',
    // What a void needs is what the fact needs that it takes back.
    about: [{ column: 'factId', tableIn: 'factTable' }],
    named: [],
    read: 'about',
    write: 'about',
    indexes: [['fact_id']],
  },
);
export type FactVoid = RowOf<typeof factVoid>;
