/** Folds derived rows that one query gives: all at once, or, for a few, only the cells that are others than before. */
import { sqlName, type Table } from '../../shared/kernel/table.ts';
import type { Db } from '../../platform/database.ts';

/** A query of the rows whose ids are in `scratch.touched`, in the order of the table's columns; an id without a row has none any more. */
export type RowFold = { readonly select: string };

/** Up to so many rows are compared cell by cell. */
const few = 50;

const columnsOf = (table: Table): readonly string[] => Object.keys(table.columns).map(sqlName);

export const foldRows = (db: Db, table: Table, { select }: RowFold, count: number): void => {
  const columns = columnsOf(table);
  const into = `INSERT INTO ${table.name} (${columns.join(', ')})`;
  const key = columns[0] ?? 'id';
  const isTouched = `${key} IN (SELECT id FROM scratch.touched)`;
  if (count > few) {
    db.prepare(`DELETE FROM ${table.name} WHERE ${isTouched}`).run([]);
    db.prepare(`${into} ${select}`).run([]);
    return;
  }
  // A row that is deleted and made again writes a page of each of its dozen indexes; most changes touch the keys of one or two.
  const before = new Map(
    db
      .prepareExact(`SELECT ${columns.join(', ')} FROM ${table.name} WHERE ${isTouched}`)
      .all([])
      .map((row) => [row[key], row]),
  );
  // Read to the end before anything is written: the query may read the table that is written.
  for (const row of db.prepareExact(select).all([])) {
    const values = Object.values(row);
    const was = before.get(values[0] ?? null);
    before.delete(values[0] ?? null);
    if (was === undefined) {
      db.prepare(`${into} VALUES (${columns.map(() => '?').join(', ')})`).run(values);
      continue;
    }
    const changed = columns.flatMap((name, at) => (was[name] === values[at] ? [] : [at]));
    if (changed.length === 0) continue;
    const cells = changed.map((at) => `${columns[at]} = ?`).join(', ');
    db.prepare(`UPDATE ${table.name} SET ${cells} WHERE ${key} = ?`).run([...changed.map((at) => values[at] ?? null), values[0] ?? null]);
  }
  for (const id of before.keys()) db.prepare(`DELETE FROM ${table.name} WHERE ${key} = ?`).run([id ?? null]);
};
