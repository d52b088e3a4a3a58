/** What numbered sets hold against rules that hold today: they are never judged again, but whoever looks after the data is told. */
import type { Catalog } from '../../shared/admin/catalog.ts';
import type { Breach } from '../../shared/sync/contract.ts';
import type { Db } from '../../platform/database.ts';
import { rowOps } from './applySets.ts';
import type { LoggedSet } from './changeLog.ts';

export type BreachWatch = {
  /** To be shown every set that counts, in the order in which they count. */
  readonly look: (set: LoggedSet) => void;
  readonly found: () => readonly Breach[];
};

export const breachWatch = (db: Db, catalog: Catalog, most: number): BreachWatch => {
  /** Rows that two sets made, by the sets. */
  const twins = Map.groupBy(db.prepare('SELECT row_id, local_seq FROM touch WHERE made IS NOT 0').all([]), (row) =>
    Number(row['local_seq']),
  );
  /** What each of these rows was made with by the set that counts. */
  const first = new Map<string, string>();
  const found: Breach[] = [];
  const tell = (breach: Breach): void => {
    if (found.length < most) found.push(breach);
  };

  const notWhole = ({ payload, schema, seq }: LoggedSet): void => {
    for (const [name, columns, rows] of payload.i ?? []) {
      const table = catalog.synced.get(name);
      if (table === undefined || catalog.requiredColumns(table, schema).every((column) => columns.includes(column))) continue;
      const idAt = columns.indexOf('id');
      for (const row of rows) tell({ rule: 'notWhole', table: name, rowId: String(row[idAt] ?? ''), seq });
    }
  };
  const madeAgain = ({ payload, seq }: LoggedSet, ids: ReadonlySet<string>): void => {
    for (const op of rowOps(payload, catalog.synced)) {
      if (op.type !== 'make' || !ids.has(op.id)) continue;
      const key = `${op.meta.table.name} ${op.id}`;
      const says = JSON.stringify(op.values, (_name, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
      if ((first.get(key) ?? says) !== says) tell({ rule: 'madeAgain', table: op.meta.table.name, rowId: op.id, seq });
      else first.set(key, says);
    }
  };

  return {
    look: (set) => {
      if (set.hubSeq === null) return;
      notWhole(set);
      const named = twins.get(set.seq);
      if (named !== undefined) madeAgain(set, new Set(named.map((row) => String(row['row_id']))));
    },
    found: () => found,
  };
};
