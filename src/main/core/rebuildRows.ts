/** Makes single rows anew from the log: what a refused set did is taken back by it, and what the hub stamped anew is merged under its new clock. */
import type { Catalog } from '../../shared/admin/catalog.ts';
import type { Db } from '../platform/database.ts';
import { type Applied, applyOp, isBeyond, type MergeInto, removeRow, type RowOp, rowOps, stampOfSet } from './applySets.ts';
import { type LoggedSet, readSet } from './changeLog.ts';
import type { Touched } from './derive.ts';
import type { TableMeta } from './tableMeta.ts';

/** The name of a device by its number in the log of this database. */
export const deviceNameIn =
  (db: Db) =>
  (no: number): string =>
    String(db.prepare('SELECT id FROM device WHERE no = ?').get([no])?.['id'] ?? '');

/** The tables of a database, with the devices and sets of its own log. */
export const mergeInto = (db: Db, { synced }: Pick<Catalog, 'synced'>, touched: Touched | null): MergeInto => ({
  db,
  tables: synced,
  deviceName: deviceNameIn(db),
  deviceOf: (seq) => Number(db.prepare('SELECT device FROM change_set WHERE local_seq = ?').get([seq])?.['device'] ?? 0),
  touched,
});

type Wanted = { readonly meta: TableMeta; readonly id: string };

export const rowKey = ({ meta, id }: Wanted): string => `${meta.table.name} ${id}`;

/** What each set does to each row, read once however many rows are made anew. */
const setReader = (into: MergeInto) => {
  const known = new Map<number, { readonly set: LoggedSet; readonly ops: ReadonlyMap<string, readonly RowOp[]> } | null>();
  return (seq: number) => {
    const kept = known.get(seq);
    if (kept !== undefined) return kept;
    const set = readSet(into.db, seq);
    const ops = new Map<string, RowOp[]>();
    for (const op of rowOps(set?.payload ?? {}, into.tables)) {
      const some = ops.get(rowKey(op));
      if (some === undefined) ops.set(rowKey(op), [op]);
      else some.push(op);
    }
    const read = set === undefined || set.refused !== null ? null : { set, ops };
    known.set(seq, read);
    return read;
  };
};

const setsOf = (into: MergeInto, { meta, id }: Wanted): readonly number[] => {
  const made = into.db.prepare(`SELECT seq FROM ${meta.table.name} WHERE id = ?`).get([id]);
  const touched = into.db.prepare('SELECT local_seq FROM touch WHERE row_id = ?').all([id]);
  return [...(made === undefined ? [] : [Number(made['seq'])]), ...touched.map((row) => Number(row['local_seq']))];
};

/** Rows by their keys, each with the numbers of all sets that write to it. */
type WantedRows = ReadonlyMap<string, Wanted & { readonly seqs: ReadonlySet<number> }>;

/** The rows that these sets name, or those of them that are wanted. */
export const rowsNamed = (into: MergeInto, sets: readonly (Applied & { readonly isWanted?: (key: string) => boolean })[]): WantedRows => {
  const wanted = new Map<string, Wanted & { readonly seqs: Set<number> }>();
  for (const { seq, payload, isWanted } of sets) {
    for (const { meta, id } of rowOps(payload, into.tables)) {
      const row = { meta, id };
      if (isWanted?.(rowKey(row)) === false) continue;
      const known = wanted.get(rowKey(row));
      if (known === undefined) wanted.set(rowKey(row), { ...row, seqs: new Set([...setsOf(into, row), seq]) });
      else known.seqs.add(seq);
    }
  }
  return wanted;
};

/** Makes rows anew from all sets that count; in the caller's transaction. Returns the tables they are in. */
export const remakeRows = (into: MergeInto, wanted: WantedRows): ReadonlySet<string> => {
  const read = setReader(into);
  for (const row of wanted.values()) {
    removeRow(into, row.meta, row.id);
    // In the order of the log, as every replay of it goes.
    for (const seq of [...row.seqs].sort((a, b) => a - b)) {
      const found = read(seq);
      if (found === null) continue;
      for (const op of found.ops.get(rowKey(row)) ?? []) applyOp(into, op, stampOfSet(found.set));
    }
  }
  return new Set([...wanted.values()].map(({ meta }) => meta.table.name));
};

/** Makes the rows that these sets name anew. */
export const rebuildRowsOf = (into: MergeInto, sets: readonly Applied[]): ReadonlySet<string> => remakeRows(into, rowsNamed(into, sets));

/** After an upgrade: applies what an older version had no place for, and what this one has now. Returns whether anything changed. */
export const applyParked = (into: MergeInto): boolean => {
  const parked = into.db
    .prepare('SELECT local_seq FROM change_set WHERE parked = 1 ORDER BY local_seq')
    .all([])
    .flatMap((row) => readSet(into.db, Number(row['local_seq'])) ?? [])
    .filter(({ payload }) => !isBeyond(payload, into.tables));
  if (parked.length === 0) return false;
  rebuildRowsOf(into, parked);
  for (const { seq } of parked) into.db.prepare('UPDATE change_set SET parked = 0 WHERE local_seq = ?').run([seq]);
  return true;
};
