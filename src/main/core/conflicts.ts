/** Conflicts: two devices wrote one field and neither had seen the other. The value that lost stays in the history; here it is kept in sight. */
import type { SqlValue } from '../../shared/kernel/column.ts';
import { sqlName, type Table } from '../../shared/kernel/table.ts';
import { type CellWrite, deletedCell } from '../../shared/sync/changeSet.ts';
import type { Db } from '../../platform/database.ts';
import { type MergeInto, type RowOp, rowOps } from './applySets.ts';
import { type LoggedSet, readSet } from './changeLog.ts';
import { metaOf, type TableMeta } from './tableMeta.ts';

/** The columns by which facts of a table are about one thing: those before the time in the index that their fold reads. */
export const subjectColumns = (table: Table): readonly string[] => {
  const index = table.indexes.find((columns) => columns.includes('happened_at'));
  return table.sync !== 'fact' || index === undefined ? [] : index.slice(0, index.indexOf('happened_at'));
};

type FactOp = { readonly meta: TableMeta; readonly values: readonly SqlValue[] };

const placeOf = ({ payloadNames }: TableMeta, column: string): number => payloadNames.findIndex((name) => sqlName(name) === column);
const valueOf = ({ meta, values }: FactOp, column: string): SqlValue => values[placeOf(meta, column)] ?? null;

/** Where the values stand that say what a fact is about; looked up once a table, because an import asks it of every fact. */
const subjectPlaces = new WeakMap<TableMeta, readonly number[]>();
const subjectPlacesOf = (meta: TableMeta): readonly number[] => {
  const known = subjectPlaces.get(meta);
  if (known !== undefined) return known;
  const places = subjectColumns(meta.table).map((column) => placeOf(meta, column));
  subjectPlaces.set(meta, places);
  return places;
};

/** What a fact is about: the record, and where a record has several kinds of such facts (the roles of its owners), which. */
const subjectOf = ({ meta, values }: FactOp): { readonly id: string; readonly field: string } | null => {
  const [first, ...rest] = subjectPlacesOf(meta);
  if (first === undefined) return null;
  const id = values[first] ?? null;
  const field = [meta.table.name, ...rest.map((place) => String(values[place] ?? null))].join(' ');
  return typeof id === 'string' && id !== '' ? { id, field } : null;
};

/** Whether this store has ever held one: where it has not, none is settled by what is written. */
export const hasConflicts = (db: Db): boolean => db.prepare('SELECT 1 FROM conflict LIMIT 1').get([]) !== undefined;

const settleSql = 'UPDATE conflict SET settled_seq = ?, settled_at = ? WHERE row_id = ? AND settled_at IS NULL';

/** Whoever writes a field on this device has seen both values: what was open about it is settled. */
export const settleByOwnCells = (db: Db, table: string, id: string, fields: readonly string[], seq: number, now: number): void => {
  for (const field of fields) db.prepare(`${settleSql} AND table_name = ? AND field = ?`).run([seq, now, id, table, field]);
};

export const settleByOwnFact = (db: Db, meta: TableMeta, values: readonly SqlValue[], seq: number, now: number): void => {
  const subject = subjectOf({ meta, values });
  if (subject !== null)
    db.prepare(`${settleSql} AND table_name = ? AND field = ?`).run([seq, now, subject.id, meta.table.name, subject.field]);
};

type Key = { readonly table: string; readonly rowId: string; readonly field: string };

/** Sets of other devices that count and that this one had not seen, nor they it; those without a number of the hub get a later one. */
const unseen = 'c.device <> ? AND c.refused IS NULL AND (c.hub_seq IS NULL OR (c.hub_seq > ? AND c.seen_seq < ? AND c.hub_seq <> ?))';

const unseenParams = (set: LoggedSet): readonly SqlValue[] => {
  const number = set.hubSeq ?? Number.MAX_SAFE_INTEGER;
  return [set.device, set.seenSeq, number, number];
};

const open = (db: Db, key: Key, first: number, second: number, now: number): boolean => {
  const { table, rowId, field } = key;
  const known = db
    .prepare('SELECT 1 FROM conflict WHERE table_name = ? AND row_id = ? AND field = ? AND first_seq = ? AND second_seq = ?')
    .get([table, rowId, field, first, second]);
  if (known !== undefined) return false;
  db.prepare('INSERT OR REPLACE INTO conflict (table_name, row_id, field, first_seq, second_seq, found_at) VALUES (?, ?, ?, ?, ?, ?)').run([
    table,
    rowId,
    field,
    first,
    second,
    now,
  ]);
  return true;
};

/** Whether the author of a set had seen another one when it was made. */
export const hadSeen = (db: Db, set: LoggedSet, other: number): boolean => {
  const row = db.prepare('SELECT device, device_seq, hub_seq FROM change_set WHERE local_seq = ?').get([other]);
  if (row === undefined) return false;
  if (row['device'] === set.device) return Number(row['device_seq']) <= set.deviceSeq;
  return row['hub_seq'] !== null && Number(row['hub_seq']) <= set.seenSeq;
};

const settleSeen = (db: Db, set: LoggedSet, key: Key, now: number): void => {
  const row = db
    .prepare('SELECT first_seq, second_seq FROM conflict WHERE table_name = ? AND row_id = ? AND field = ? AND settled_at IS NULL')
    .get([key.table, key.rowId, key.field]);
  if (row === undefined || !hadSeen(db, set, Number(row['first_seq'])) || !hadSeen(db, set, Number(row['second_seq']))) return;
  db.prepare('UPDATE conflict SET settled_seq = ?, settled_at = ? WHERE table_name = ? AND row_id = ? AND field = ?').run([
    set.seq,
    now,
    key.table,
    key.rowId,
    key.field,
  ]);
};

/** The cells of a row that a set wrote. */
export const cellsIn = (set: LoggedSet, table: string, id: string): CellWrite[2] =>
  Object.assign(
    {},
    ...(set.payload.u ?? []).filter(([name, rowId]) => name === table && rowId === id).map(([, , now]) => now),
  ) as CellWrite[2];

type Reader = (seq: number) => LoggedSet | undefined;

const cellConflicts = (db: Db, set: LoggedSet, op: Extract<RowOp, { type: 'write' }>, read: Reader, now: number): number => {
  const table = op.meta.table.name;
  for (const field of Object.keys(op.cells)) settleSeen(db, set, { table, rowId: op.id, field }, now);
  const others = db
    .prepare(
      `SELECT t.local_seq FROM touch t JOIN change_set c ON c.local_seq = t.local_seq WHERE t.row_id = ? AND ${unseen} ORDER BY t.local_seq`,
    )
    .all([op.id, ...unseenParams(set)]);
  let opened = 0;
  for (const { local_seq: seq } of others) {
    const other = read(Number(seq));
    if (other === undefined) continue;
    const theirs = cellsIn(other, table, op.id);
    const mark = (field: string): void => {
      if (open(db, { table, rowId: op.id, field }, other.seq, set.seq, now)) opened += 1;
    };
    for (const [field, value] of Object.entries(op.cells)) if (Object.hasOwn(theirs, field) && theirs[field] !== value) mark(field);
    const removes = (cells: CellWrite[2]): boolean => Number(cells[deletedCell] ?? 0) > 0;
    const edits = (cells: CellWrite[2]): boolean => Object.keys(cells).some((field) => field !== deletedCell);
    if ((removes(op.cells) && edits(theirs)) || (removes(theirs) && edits(op.cells))) mark(deletedCell);
  }
  return opened;
};

const factConflicts = (db: Db, set: LoggedSet, op: Extract<RowOp, { type: 'make' }>, now: number): number => {
  const subject = subjectOf(op);
  if (subject === null) return 0;
  const { meta } = op;
  const key = { table: meta.table.name, rowId: subject.id, field: subject.field };
  settleSeen(db, set, key, now);
  const about = subjectColumns(meta.table);
  const said = meta.names.filter((name) => name !== 'id').map(sqlName);
  const differs = said.map((column) => `f.${column} IS NOT ?`).join(' OR ');
  const others = db
    .prepare(
      `SELECT DISTINCT f.seq FROM ${meta.table.name} f JOIN change_set c ON c.local_seq = f.seq
       WHERE ${about.map((column) => `f.${column} IS ?`).join(' AND ')} AND f.voided = 0 AND ${unseen} AND (${differs}) ORDER BY f.seq`,
    )
    .all([...about.map((column) => valueOf(op, column)), ...unseenParams(set), ...said.map((column) => valueOf(op, column))]);
  return others.filter(({ seq }) => open(db, key, Number(seq), set.seq, now)).length;
};

/** Looks for conflicts of a set that was just applied; returns how many it opened. */
export const findConflicts = ({ db, tables }: MergeInto, set: LoggedSet, now: number): number => {
  const known = new Map<number, LoggedSet | undefined>();
  const read: Reader = (seq) => {
    if (!known.has(seq)) known.set(seq, readSet(db, seq));
    return known.get(seq);
  };
  let opened = 0;
  for (const op of rowOps(set.payload, tables))
    opened += op.type === 'write' ? cellConflicts(db, set, op, read, now) : factConflicts(db, set, op, now);
  return opened;
};

/** What the hub refused is no side of a conflict, and has settled none. */
export const dropConflictsOf = (db: Db, seq: number): void => {
  db.prepare('DELETE FROM conflict WHERE first_seq = ? OR second_seq = ?').run([seq, seq]);
  db.prepare('UPDATE conflict SET settled_seq = NULL, settled_at = NULL WHERE settled_seq = ?').run([seq]);
};

/** What a set wrote in the field of a conflict: the value, or of a fact its columns. */
export const writtenIn = (
  set: LoggedSet,
  { table, rowId, field }: Key,
  known: Table,
): { readonly value: string | number | null; readonly happenedAt: number } => {
  const meta = metaOf(known);
  if (known.sync === 'lww') {
    const cells = cellsIn(set, table, rowId);
    if (field !== deletedCell || Object.hasOwn(cells, deletedCell)) return { value: cells[field] ?? null, happenedAt: 0 };
    return { value: JSON.stringify(cells), happenedAt: 0 };
  }
  const facts = [...rowOps(set.payload, new Map([[table, known]]))].filter((op) => op.type === 'make');
  const mine = facts.filter((op) => {
    const subject = subjectOf(op);
    return subject?.id === rowId && subject.field === field;
  });
  const last = mine.at(-1);
  if (last === undefined) return { value: null, happenedAt: 0 };
  const at = valueOf(last, 'happened_at');
  return {
    value: JSON.stringify(
      Object.fromEntries(meta.payloadNames.slice(1).map((name, position) => [name, last.values[position + 1] ?? null])),
    ),
    // A fact without a day is the oldest of all, as its fold sorts it.
    happenedAt: at === null ? Number.NEGATIVE_INFINITY : Number(at),
  };
};
