/** How one row changes in the tables: the same few writes serve a command, a replay of the log and what comes from another device. */
import type { SqlValue } from '../../shared/kernel/column.ts';
import { sqlName, type Table } from '../../shared/kernel/table.ts';
import { deletedCell, type PayloadValue } from '../../shared/sync/changeSet.ts';
import { mergeRow } from '../../shared/sync/merge.ts';
import { deleteRegister, type Stamp, stampOf, withStamps } from '../../shared/sync/rowClock.ts';
import type { Bindable, Db, SqlRow } from '../../platform/database.ts';
import { metaOf, type TableMeta } from './tableMeta.ts';

/** The change set that a row write belongs to. */
export type SetStamp = Stamp & { readonly seq: number; readonly recordedAt: number; readonly clock: Uint8Array };

/** Writes a new row, which must not be there; `values` follow `payloadNames`. */
export const insertRow = (db: Db, meta: TableMeta, values: readonly SqlValue[], set: SetStamp): void => {
  db.prepare(meta.insertSql).run([...values, ...engineValues(meta, set)]);
  if (meta.table.name === 'fact_void') settleVoid(db, String(values[1]), String(values[2]));
};

const engineValues = (meta: TableMeta, set: SetStamp): readonly Bindable[] =>
  meta.table.sync === 'lww' ? [set.clock, set.seq] : [set.recordedAt, set.hlc, set.seq];

/** Rows that one statement inserts: 32 at once take a sixth less than one by one, 256 no less than 32. */
const together = 32;

export type RowBuffer = {
  /** Like `insertRow`, but maybe later; not for facts that void others. */
  readonly insert: (meta: TableMeta, values: readonly SqlValue[], set: SetStamp) => void;
  /** Writes what is held back: to be called before anything reads or changes rows. */
  readonly drain: () => void;
};

/** Holds new rows of a long write back until a statement's worth of them is there. */
export const rowBuffer = (db: Db): RowBuffer => {
  const held = new Map<TableMeta, Bindable[]>();
  let isEmpty = true;
  return {
    insert: (meta, values, set) => {
      let flat = held.get(meta);
      if (flat === undefined) held.set(meta, (flat = []));
      for (const value of values) flat.push(value);
      for (const value of engineValues(meta, set)) flat.push(value);
      isEmpty = false;
      if (flat.length < meta.width * together) return;
      db.prepare(meta.insertManySql(together)).run(flat);
      flat.length = 0;
    },
    drain: () => {
      if (isEmpty) return;
      isEmpty = true;
      for (const [meta, flat] of held) {
        for (let at = 0; at < flat.length; at += meta.width) db.prepare(meta.insertSql).run(flat.slice(at, at + meta.width));
        flat.length = 0;
      }
    },
  };
};

/** Whether a void counts against another void: only a later one does, so that no two can take back each other. */
const isLater = '(v.hlc > fact_void.hlc OR (v.hlc = fact_void.hlc AND v.id > fact_void.id))';

/** A void names its table as text, and what came from elsewhere may name anything. */
const isFactTable = (db: Db, name: string): boolean =>
  /^[a-z_]+$/u.test(name) && db.prepare("SELECT 1 FROM pragma_table_info(?) WHERE name = 'voided'").get([name]) !== undefined;

/** Sets a fact's `voided` from the voids that name it; a void that changes sides settles what it pointed at in turn. */
export const settleVoid = (db: Db, firstTable: string, firstId: string): void => {
  let table = firstTable;
  let factId = firstId;
  while (isFactTable(db, table)) {
    const counts = table === 'fact_void' ? ` AND ${isLater}` : '';
    db.prepare(
      `UPDATE ${table} SET voided = EXISTS (SELECT 1 FROM fact_void v WHERE v.fact_id = ? AND v.fact_table = ? AND v.voided = 0${counts}) WHERE id = ?`,
    ).run([factId, table, factId]);
    if (table !== 'fact_void') return;
    const pointsAt = db
      .prepare(
        `SELECT v.fact_table, v.fact_id FROM fact_void v WHERE v.id = ?
           AND (v.fact_table <> 'fact_void' OR EXISTS (SELECT 1 FROM fact_void WHERE fact_void.id = v.fact_id AND ${isLater}))`,
      )
      .get([factId]);
    if (pointsAt === undefined) return;
    table = String(pointsAt['fact_table']);
    factId = String(pointsAt['fact_id']);
  }
};

const ordinalOf = (meta: TableMeta, name: string): number => {
  if (name === deletedCell) return deleteRegister;
  const ordinal = meta.ordinals.get(name);
  if (ordinal === undefined) throw new Error(`${meta.table.name} has no column ${name}`);
  return ordinal;
};

const cellSql = (name: string): string => (name === deletedCell ? 'deleted' : sqlName(name));

/** Writes those cells whose last writer is older than this set (last writer wins, ties by device); returns the names that were written. */
export const writeCells = (
  db: Db,
  table: Table,
  id: string,
  cells: Readonly<Record<string, PayloadValue | SqlValue>>,
  set: SetStamp,
  isNewer: (a: Stamp, b: Stamp) => boolean,
): readonly string[] => {
  const meta = metaOf(table);
  const row = db.prepareExact(`SELECT clock FROM ${table.name} WHERE id = ?`).get([id]);
  if (row === undefined) return [];
  const clock = row['clock'] as Uint8Array;
  const there = { number: null, writtenUnder: (name: string) => stampOf(clock, ordinalOf(meta, name)) };
  const merge = mergeRow<Stamp>(there, { kind: 'changed', cells: Object.keys(cells), stamp: set, number: null }, isNewer);
  if (merge.type !== 'write') return [];
  const winners = merge.cells;
  const assignments = winners.map((name) => `${cellSql(name)} = ?`).join(', ');
  db.prepare(`UPDATE ${table.name} SET ${assignments}, clock = ? WHERE id = ?`).run([
    ...winners.map((name) => cells[name] ?? null),
    withStamps(
      clock,
      winners.map((name) => ordinalOf(meta, name)),
      set,
    ),
    id,
  ]);
  return winners;
};

/** The stored cells, as a payload keeps them. */
export const readCells = (db: Db, table: Table, id: string, names: readonly string[]): SqlRow | undefined =>
  db.prepare(`SELECT ${names.map((name) => `${cellSql(name)} AS "${name}"`).join(', ')} FROM ${table.name} WHERE id = ?`).get([id]);
