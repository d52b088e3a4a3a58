/** Lists as people like to see them, saved under a name. */
import { z } from 'zod';
import { boolean, choice, id, json, ref, text } from '../kernel/column.ts';
import { defineTable, type RowOf } from '../kernel/table.ts';

/** A list as somebody likes to see it: filters, order and columns under a name. */
export const savedView = defineTable(
  'saved_view',
  {
    id: id('SavedView'),
    page: choice(['pipeline']),
    name: text({ max: 80, min: 1 }),
    ownerId: ref('Person'),
    shared: boolean(),
    json: json(z.record(z.string().max(40), z.string().max(500)), { max: 10_000 }),
  },
  { sync: 'lww', named: ['name'], read: 'view.read', write: 'view.edit', owned: { column: 'ownerId', sharedBy: 'shared' } },
);
export type SavedView = RowOf<typeof savedView>;
