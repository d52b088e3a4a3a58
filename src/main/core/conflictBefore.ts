/** What a field held before the two edits of a conflict: the last that both of their authors had seen. */
import { sqlName, type Table } from '../../shared/kernel/table.ts';
import { deletedCell } from '../../shared/sync/changeSet.ts';
import type { Db } from '../platform/database.ts';
import { type LoggedSet, readSet } from './changeLog.ts';
import { cellsIn, hadSeen, subjectColumns, writtenIn } from './conflicts.ts';
import { currencyAfter } from './rowPast.ts';
import type { ConflictKey, ConflictSide } from './syncLog.ts';

export type Before = Pick<ConflictSide, 'value' | 'currency'>;

/** In the order in which sets count, the last first. */
const lastFirst = 'c.effective_hlc DESC, c.local_seq DESC';

const cellBefore = (db: Db, { rowId, field }: ConflictKey, table: Table, haveBothSeen: (seq: number) => boolean): Before | null => {
  const beforeIn = (set: LoggedSet, value: Before['value']): Before => ({ value, currency: currencyAfter(db, table, rowId, field, set) });
  const written = db
    .prepare(
      `SELECT c.local_seq AS seq FROM touch t JOIN change_set c ON c.local_seq = t.local_seq
       WHERE t.row_id = ? AND c.refused IS NULL ORDER BY ${lastFirst}`,
    )
    .all([rowId]);
  for (const { seq } of written) {
    const set = haveBothSeen(Number(seq)) ? readSet(db, Number(seq)) : undefined;
    const cells = set === undefined ? {} : cellsIn(set, table.name, rowId);
    if (set !== undefined && Object.hasOwn(cells, field)) return beforeIn(set, cells[field] ?? null);
  }
  const made = db.prepare(`SELECT seq FROM ${table.name} WHERE id = ?`).get([rowId]);
  const set = made === undefined || !haveBothSeen(Number(made['seq'])) ? undefined : readSet(db, Number(made['seq']));
  for (const [name, columns, rows] of set?.payload.i ?? []) {
    const row = name === table.name ? rows.find(([id]) => id === rowId) : undefined;
    if (set !== undefined && row !== undefined) return beforeIn(set, row[columns.indexOf(field)] ?? null);
  }
  return null;
};

const factBefore = (db: Db, key: ConflictKey, table: Table, haveBothSeen: (seq: number) => boolean): Before | null => {
  const about = subjectColumns(table).map((column) => `f.${column} IS ?`);
  const facts = db
    .prepare(
      `SELECT f.seq FROM ${table.name} f JOIN change_set c ON c.local_seq = f.seq
       WHERE ${about.join(' AND ')} AND f.voided = 0 ORDER BY f.${sqlName('happenedAt')} DESC, ${lastFirst}`,
    )
    .all([key.rowId, ...key.field.split(' ').slice(1)]);
  const last = facts.find(({ seq }) => haveBothSeen(Number(seq)));
  const set = last === undefined ? undefined : readSet(db, Number(last['seq']));
  return set === undefined ? null : { value: writtenIn(set, key, table).value, currency: null };
};

/** Null where neither had seen the field before: the record is younger, or it is about the record as a whole. */
export const heldBefore = (db: Db, key: ConflictKey, table: Table, sides: readonly LoggedSet[]): Before | null => {
  if (key.field === deletedCell) return null;
  const haveBothSeen = (seq: number): boolean => sides.every((set) => hadSeen(db, set, seq));
  return table.sync === 'fact' ? factBefore(db, key, table, haveBothSeen) : cellBefore(db, key, table, haveBothSeen);
};
