/** Facts that take back facts: what a void speaks of in the end, and what may never be taken back. */
import { factVoid } from '../../shared/sync/schema.ts';
import type { Reading } from './rowNames.ts';

export type FactRef = { readonly table: string; readonly id: string };

/** A fact, and where it is a void what it speaks of, and so on to the end: voids may speak of voids. What came from elsewhere may go in a circle. */
export function* chainOf({ get }: Pick<Reading, 'get'>, table: string, id: string): Generator<FactRef> {
  const seen = new Set<string>();
  for (let at: FactRef = { table, id }; ;) {
    yield at;
    if (at.table !== factVoid.name || seen.has(at.id)) return;
    seen.add(at.id);
    const row = get('SELECT fact_table, fact_id FROM fact_void WHERE id = ?', at.id);
    if (row === undefined) return;
    at = { table: String(row['fact_table']), id: String(row['fact_id']) };
  }
}

/** Whether a void of this fact would reach one that nothing takes back. */
export const isSealed = (reading: Reading, table: string, id: string): boolean => {
  for (const fact of chainOf(reading, table, id)) if (reading.catalog.synced.get(fact.table)?.facets.sealed !== undefined) return true;
  return false;
};
