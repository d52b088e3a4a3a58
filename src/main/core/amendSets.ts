/** Sets of which this person sees more or less than before: their part in the log is replaced, and the rows they touch are made anew from it. */
import { opCount, readPayload, tablesOf } from '../../shared/sync/changeSet.ts';
import { pack } from '../../platform/compress.ts';
import type { Db } from '../../platform/database.ts';
import { isBeyond, type MergeInto, type RowOp, rowOps } from './applySets.ts';
import { partHash, readSet } from './changeLog.ts';
import { remakeRows, rowKey, rowsNamed } from './rebuildRows.ts';

/** The payload of a set of this log as it is seen now, and its salt; `isPartial`: rows were left out of it. */
export type Amendment = { readonly seq: number; readonly payload: string; readonly isPartial: boolean; readonly salt: Uint8Array };

/** What a payload does, by row. */
const byRow = (payload: string, tables: MergeInto['tables']): ReadonlyMap<string, string> => {
  const ops = new Map<string, RowOp[]>();
  for (const op of rowOps(readPayload(payload), tables)) ops.set(rowKey(op), [...(ops.get(rowKey(op)) ?? []), op]);
  return new Map([...ops].map(([key, some]) => [key, JSON.stringify(some.map(({ meta: _meta, ...what }) => what))]));
};

const writePart = (db: Db, { seq, payload, isPartial, salt }: Amendment, isParked: boolean): void => {
  const before = db.prepare('SELECT op_count FROM change_set WHERE local_seq = ?').get([seq]);
  const read = readPayload(payload);
  const ops = opCount(read);
  db.prepare('UPDATE change_set SET payload = ?, salt = ?, part_hash = ?, op_count = ?, tables = ?, parked = ? WHERE local_seq = ?').run([
    pack(Buffer.from(payload, 'utf8')),
    salt,
    isPartial ? partHash(salt, payload) : null,
    ops,
    tablesOf(read).join(' '),
    isParked ? 1 : 0,
    seq,
  ]);
  db.prepare('UPDATE head SET op_count = op_count + ? WHERE one = 1').run([ops - Number(before?.['op_count'])]);
};

/**
 * Replaces what the log holds of sets that have a number of the hub and were not refused, in the caller's transaction. Rows of which nothing is
 * left are gone, with what was open about them; rows that come back are what the log says. Sets that wait to be sent are never among them.
 * Returns the tables that changed.
 */
export const amendSets = (into: MergeInto, amendments: readonly Amendment[]): ReadonlySet<string> => {
  const { db, tables } = into;
  const changed = amendments.flatMap((amendment) => {
    const set = readSet(db, amendment.seq);
    if (set === undefined || set.hubSeq === null || set.refused !== null) return [];
    const was = JSON.stringify(set.payload);
    if (was === amendment.payload && set.isPartial === amendment.isPartial) {
      // Nothing of it is seen otherwise; what is told of its salt may be.
      writePart(db, amendment, isBeyond(set.payload, tables));
      return [];
    }
    const [before, after] = [byRow(was, tables), byRow(amendment.payload, tables)];
    const differs = (key: string): boolean => before.get(key) !== after.get(key);
    return [{ amendment, named: [set, { ...set, payload: readPayload(amendment.payload) }], differs }];
  });
  if (changed.length === 0) return new Set();
  // Asked before anything is written: afterwards the log would not name the rows that are to go.
  const wanted = rowsNamed(
    into,
    changed.flatMap(({ named, differs }) => named.map((set) => ({ ...set, isWanted: differs }))),
  );
  for (const { amendment } of changed) writePart(db, amendment, isBeyond(readPayload(amendment.payload), tables));
  for (const { id } of wanted.values()) db.prepare('DELETE FROM touch WHERE row_id = ?').run([id]);
  const names = remakeRows(into, wanted);
  for (const { meta, id } of wanted.values())
    if (db.prepare(`SELECT 1 FROM ${meta.table.name} WHERE id = ?`).get([id]) === undefined)
      db.prepare('DELETE FROM conflict WHERE row_id = ?').run([id]);
  return new Set([...names, 'change_set', 'conflict']);
};
