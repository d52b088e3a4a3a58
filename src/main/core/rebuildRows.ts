/** Makes single rows anew from the log: what a refused set did is taken back by it, and what the hub stamped anew is merged under its new clock. */
import type { Catalog } from '../../shared/admin/catalog.ts';
import type { Db } from '../../platform/database.ts';
import { isNumberedBefore } from '../../shared/sync/merge.ts';
import { type Applied, applyOp, isBeyond, type MergeInto, removeRow, type RowAt, type RowOp, rowOps, stampOfSet } from './applySets.ts';
import { type LoggedSet, readSet } from './changeLog.ts';
import type { Touched } from './derive.ts';

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
  numberOf: (seq) => {
    const number = db.prepare('SELECT hub_seq FROM change_set WHERE local_seq = ?').get([seq])?.['hub_seq'] ?? null;
    return number === null ? null : Number(number);
  },
  touched,
});

export const rowKey = ({ meta, id }: RowAt): string => `${meta.table.name} ${id}`;

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

const setsOf = (into: MergeInto, { meta, id }: RowAt): readonly number[] => {
  const made = into.db.prepare(`SELECT seq FROM ${meta.table.name} WHERE id = ?`).get([id]);
  const touched = into.db.prepare('SELECT local_seq FROM touch WHERE row_id = ?').all([id]);
  return [...(made === undefined ? [] : [Number(made['seq'])]), ...touched.map((row) => Number(row['local_seq']))];
};

/** Rows by their keys, each with the numbers of all sets that write to it. */
type WantedRows = ReadonlyMap<string, RowAt & { readonly seqs: ReadonlySet<number> }>;

/** The rows that these sets name, or those of them that are wanted. */
export const rowsNamed = (into: MergeInto, sets: readonly (Applied & { readonly isWanted?: (key: string) => boolean })[]): WantedRows => {
  const wanted = new Map<string, RowAt & { readonly seqs: Set<number> }>();
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

/** In the order in which sets count as makers of rows: by the numbers of the hub, and what has none yet after all that have one. */
export const byNumber = (a: LoggedSet, b: LoggedSet): number =>
  isNumberedBefore(a.hubSeq, b.hubSeq) ? -1 : isNumberedBefore(b.hubSeq, a.hubSeq) ? 1 : a.seq - b.seq;

/** Makes rows anew from all sets that count; in the caller's transaction. Returns the tables they are in. */
export const remakeRows = (into: MergeInto, wanted: WantedRows): ReadonlySet<string> => {
  const read = setReader(into);
  for (const row of wanted.values()) {
    removeRow(into, row.meta, row.id);
    into.db.prepare('DELETE FROM touch WHERE row_id = ? AND made IS NOT 0').run([row.id]);
    const found = [...row.seqs].flatMap((seq) => read(seq) ?? []).toSorted((a, b) => byNumber(a.set, b.set));
    for (const { set, ops } of found) for (const op of ops.get(rowKey(row)) ?? []) applyOp(into, op, stampOfSet(set));
  }
  return new Set([...wanted.values()].map(({ meta }) => meta.table.name));
};

/** Makes single rows anew. */
export const remakeThese = (into: MergeInto, rows: readonly RowAt[]): void => {
  remakeRows(into, new Map(rows.map((row) => [rowKey(row), { ...row, seqs: new Set(setsOf(into, row)) }])));
};

/** Makes the rows that these sets name anew. */
export const rebuildRowsOf = (into: MergeInto, sets: readonly Applied[]): ReadonlySet<string> => remakeRows(into, rowsNamed(into, sets));

/** Whether a set made a row that another had made: only then it matters for rows which number it gets. */
export const isOfTwins = ({ db }: MergeInto, seq: number): boolean =>
  db.prepare('SELECT 1 FROM touch WHERE local_seq = ? AND made IS NOT 0 LIMIT 1').get([seq]) !== undefined;

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

const unreadSql = 'SELECT DISTINCT local_seq AS seq FROM touch WHERE made IS NOT 0 AND made IS NULL';

export const hasUnread = (db: Db): boolean => db.prepare(`${unreadSql} LIMIT 1`).get([]) !== undefined;

/**
 * After an upgrade: finds the rows that two sets made, of which an earlier version kept another than the one that counts, and makes them anew.
 * Returns whether there were any.
 */
export const settleEarlierTwins = (into: MergeInto): boolean => {
  const { db } = into;
  const again: RowAt[] = [];
  for (const { seq } of db.prepare(unreadSql).all([])) {
    const named = new Set(
      db
        .prepare('SELECT row_id FROM touch WHERE local_seq = ? AND made IS NULL')
        .all([seq ?? 0])
        .map((row) => String(row['row_id'])),
    );
    for (const op of rowOps(readSet(db, Number(seq))?.payload ?? {}, into.tables))
      if (op.type === 'make' && named.has(op.id)) again.push({ meta: op.meta, id: op.id });
  }
  db.exec('UPDATE touch SET made = 0 WHERE made IS NULL');
  remakeThese(into, again);
  return again.length > 0;
};
