/** Applies change sets to the tables, whoever made them: what comes from the hub, what is replayed, and what doctor compares with go one way. */
import { holds, type SqlValue } from '../../shared/kernel/column.ts';
import { columnNamed, type Table } from '../../shared/kernel/table.ts';
import { deletedCell, type Payload, type PayloadValue } from '../../shared/sync/changeSet.ts';
import { mergeRow, type HubNumber, replaces } from '../../shared/sync/merge.ts';
import { baseClock, type Stamp } from '../../shared/sync/rowClock.ts';
import { factVoid } from '../../shared/sync/schema.ts';
import type { Db } from '../../platform/database.ts';
import { getIn } from './causes.ts';
import type { LoggedSet } from './changeLog.ts';
import { noteStored, type Touched } from './derive.ts';
import { insertRow, type SetStamp, settleVoid, writeCells } from './rows.ts';
import { metaOf, type TableMeta } from './tableMeta.ts';
import { chainOf } from './voids.ts';

export type Tables = ReadonlyMap<string, Table>;

/** Where sets are applied: the store itself, or a replica of it, whose devices and sets have the numbers that they have in the store. */
export type MergeInto = {
  readonly db: Db;
  readonly tables: Tables;
  readonly deviceName: (no: number) => string;
  /** The hub's number of the set that has this one here. */
  readonly numberOf: (seq: number) => HubNumber;
  /** Told of every row, as it was and as it is; null where no derived rows are kept. */
  readonly touched: Touched | null;
};

export type Applied = Pick<LoggedSet, 'seq' | 'device' | 'effectiveHlc' | 'knownAt' | 'payload'>;

/** A row by its table. */
export type RowAt = { readonly meta: TableMeta; readonly id: string };

/** One row made, or cells of a row written; `values` follow `payloadNames`. */
export type RowOp =
  | { readonly type: 'make'; readonly meta: TableMeta; readonly id: string; readonly values: readonly SqlValue[] }
  | { readonly type: 'write'; readonly meta: TableMeta; readonly id: string; readonly cells: Readonly<Record<string, PayloadValue>> };

/** Undefined: this version has no place for the value. It is left out, and the set is applied again by a version that has. */
const kept = ({ table }: TableMeta, name: string, value: PayloadValue): SqlValue | undefined => {
  const column = columnNamed(table, name);
  return column !== undefined && holds(column, value) ? value : undefined;
};

const neutralOf = ({ table }: TableMeta, name: string): SqlValue => {
  const column = columnNamed(table, name);
  return column === undefined || column.optional ? null : column.neutral;
};

const cellFits = (meta: TableMeta, name: string, value: PayloadValue): boolean => {
  if (name === deletedCell) return value === 0 || value === 1 || value === 2;
  return columnNamed(meta.table, name)?.kind !== 'id' && kept(meta, name, value) !== undefined;
};

/** The tables that a set can write. */
const writable = (tables: Tables, name: string): TableMeta | null => {
  const table = tables.get(name);
  return table === undefined || table.sync === 'derived' ? null : metaOf(table);
};

/** What a payload does row by row, in order, as far as this version understands it. */
export function* rowOps(payload: Payload, tables: Tables): Generator<RowOp> {
  for (const [name, columns, rows] of payload.i ?? []) {
    const meta = writable(tables, name);
    if (meta === null) continue;
    const order = meta.payloadNames.map((column) => [column, columns.indexOf(column)] as const);
    const idAt = columns.indexOf('id');
    for (const row of rows) {
      const id = row[idAt];
      if (typeof id !== 'string' || id === '') continue;
      const values = order.map(([column, at]) => kept(meta, column, row[at] ?? null) ?? neutralOf(meta, column));
      yield { type: 'make', meta, id, values };
    }
  }
  for (const [name, id, now] of payload.u ?? []) {
    const meta = writable(tables, name);
    if (meta?.table.sync !== 'lww') continue;
    const entries = Object.entries(now).filter(([column, value]) => cellFits(meta, column, value));
    if (entries.length > 0) yield { type: 'write', meta, id, cells: Object.fromEntries(entries) };
  }
}

/** Whether a payload holds something that this version has no place for. */
export const isBeyond = (payload: Payload, tables: Tables): boolean =>
  (payload.i ?? []).some(([name, columns, rows]) => {
    const meta = writable(tables, name);
    if (meta === null) return true;
    return columns.some(
      (column, at) =>
        !meta.payloadNames.includes(column) ||
        rows.some((row) => (row[at] ?? null) !== null && kept(meta, column, row[at] ?? null) === undefined),
    );
  }) ||
  (payload.u ?? []).some(([name, , now]) => {
    const meta = writable(tables, name);
    return meta === null || Object.entries(now).some(([column, value]) => !cellFits(meta, column, value));
  });

export const stampOfSet = (set: Applied): SetStamp => {
  const stamp = { hlc: set.effectiveHlc, device: set.device };
  return { ...stamp, seq: set.seq, recordedAt: set.knownAt, clock: baseClock(stamp) };
};

/** Which of two stamps wins; of equal ones it goes by the names of the devices, because numbers differ from store to store. */
export const newerBy =
  (deviceName: (no: number) => string) =>
  (a: Stamp, b: Stamp): boolean =>
    // Names are looked up for a tie alone.
    a.hlc === b.hlc && a.device !== b.device
      ? replaces({ hlc: a.hlc, device: deviceName(a.device) }, { hlc: b.hlc, device: deviceName(b.device) })
      : replaces({ hlc: a.hlc, device: '' }, { hlc: b.hlc, device: '' });

/** Tells the folds of a row as it is now. */
export const noteRow = ({ db, touched }: MergeInto, meta: TableMeta, id: string, changed?: readonly string[]): void => {
  if (touched !== null) noteStored(db, touched, meta.table.name, id, changed);
};

/** Tells the folds of the facts that a void speaks of. */
export const noteVoided = (into: MergeInto, voidId: string): void => {
  for (const { table, id } of chainOf({ get: getIn(into.db) }, factVoid.name, voidId)) {
    const meta = id === voidId ? null : writable(into.tables, table);
    if (meta !== null) noteRow(into, meta, id);
  }
};

const noteTouch = (db: Db, id: string, seq: number): void => {
  db.prepare('INSERT OR IGNORE INTO touch (row_id, local_seq, made) VALUES (?, ?, 0)').run([id, seq]);
};

/** A row that two sets make is named by both, so that it can be made anew when the hub has put them in order. */
const noteTwin = (db: Db, id: string, seq: number): void => {
  db.prepare('INSERT INTO touch (row_id, local_seq, made) VALUES (?, ?, 1) ON CONFLICT (row_id, local_seq) DO UPDATE SET made = 1').run([
    id,
    seq,
  ]);
};

const addRow = (into: MergeInto, op: Extract<RowOp, { type: 'make' }>, at: SetStamp): void => {
  const { db } = into;
  insertRow(db, op.meta, op.values, at);
  if (op.meta.table.sync === 'fact' && db.prepare('SELECT 1 FROM fact_void WHERE fact_id = ?').get([op.id]) !== undefined)
    settleVoid(db, op.meta.table.name, op.id);
  noteRow(into, op.meta, op.id);
  if (op.meta.table.name === factVoid.name) noteVoided(into, op.id);
};

/** Takes a row out of its table, as if no set had made it. */
export const removeRow = (into: MergeInto, meta: TableMeta, id: string): void => {
  noteRow(into, meta, id);
  const isVoid = meta.table.name === factVoid.name;
  const voided = isVoid ? into.db.prepare('SELECT fact_table, fact_id FROM fact_void WHERE id = ?').get([id]) : undefined;
  if (isVoid) noteVoided(into, id);
  into.db.prepare(`DELETE FROM ${meta.table.name} WHERE id = ?`).run([id]);
  if (voided !== undefined) settleVoid(into.db, String(voided['fact_table']), String(voided['fact_id']));
};

/** Returns whether the row has to be made anew: another set had made it, and this one comes before that. */
const make = (into: MergeInto, op: Extract<RowOp, { type: 'make' }>, at: SetStamp): boolean => {
  const { db } = into;
  const made = db.prepareExact(`SELECT seq FROM ${op.meta.table.name} WHERE id = ?`).get([op.id]);
  if (made === undefined) {
    addRow(into, op, at);
    return false;
  }
  const seq = Number(made['seq']);
  if (seq === at.seq) return false;
  noteTwin(db, op.id, seq);
  noteTwin(db, op.id, at.seq);
  const there = { number: into.numberOf(seq), writtenUnder: () => at };
  const write = { kind: 'made', cells: [], stamp: at, number: into.numberOf(at.seq) } as const;
  return mergeRow(there, write, newerBy(into.deviceName)).type === 'makeAnew';
};

const writeInto = (into: MergeInto, meta: TableMeta, id: string, cells: Readonly<Record<string, SqlValue>>, at: SetStamp): void => {
  const named = Object.keys(cells);
  noteRow(into, meta, id, named);
  writeCells(into.db, meta.table, id, cells, at, newerBy(into.deviceName));
  noteTouch(into.db, id, at.seq);
  noteRow(into, meta, id, named);
};

/** Returns whether the row has to be made anew from the log. */
export const applyOp = (into: MergeInto, op: RowOp, at: SetStamp): boolean => {
  if (op.type === 'make') return make(into, op, at);
  writeInto(into, op.meta, op.id, op.cells, at);
  return false;
};

/** Applies a set in the caller's transaction; what this version has no place for is left out. Returns rows that have to be made anew from the log. */
export const applySet = (into: MergeInto, set: Applied): readonly RowAt[] => {
  const at = stampOfSet(set);
  const again: RowAt[] = [];
  for (const op of rowOps(set.payload, into.tables)) if (applyOp(into, op, at)) again.push(op);
  return again;
};
