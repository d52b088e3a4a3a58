/** Stored values that are not what their columns hold: numbered before a hub asked, or by a program that asked less. Shown as unreadable, and named here. */
import { type Column, fits, type SqlValue } from '../../shared/kernel/column.ts';
import { columnNamed, sqlName, type Table } from '../../shared/kernel/table.ts';
import type { DoctorFinding } from '../../shared/sync/contract.ts';
import type { Db, SqlRow } from '../../platform/database.ts';
import type { Model } from './model.ts';
import { pastOf, setBook } from './rowPast.ts';
import { metaOf } from './tableMeta.ts';

type Cell = { readonly name: string; readonly column: Column<unknown> };

/** What counts of a table, in pages by their ids: what was taken back, or put away, needs no correction. */
const liveSql = (table: Table, cells: readonly Cell[]): string =>
  `SELECT seq AS "#seq", ${cells.map(({ name }) => `${sqlName(name)} AS "${name}"`).join(', ')} FROM ${table.name}
   WHERE id > ? AND ${table.sync === 'fact' ? 'voided' : 'deleted'} = 0 ORDER BY id LIMIT 1000`;

function* liveRows(db: Db, sql: string): Generator<SqlRow> {
  let after = '';
  for (;;) {
    const page = db.prepare(sql).all([after]);
    if (page.length === 0) return;
    yield* page;
    after = String(page.at(-1)?.['id']);
  }
}

/** Every such value of what counts, with the set that wrote it last. */
export const unreadableValues = ({ db, model }: { readonly db: Db; readonly model: Model }, most: number): readonly DoctorFinding[] => {
  const found: DoctorFinding[] = [];
  const book = setBook(db);
  for (const table of model.catalog.synced.values()) {
    const cells = metaOf(table).payloadNames.flatMap((name): readonly Cell[] => {
      const column = columnNamed(table, name);
      return column === undefined ? [] : [{ name, column }];
    });
    for (const row of liveRows(db, liveSql(table, cells)))
      for (const { name, column } of cells) {
        const value = row[name] as SqlValue;
        if (fits(column, value)) continue;
        const id = String(row['id']);
        const step = pastOf(db, book, table, id, Number(row['#seq'])).findLast(({ now }) => Object.hasOwn(now, name));
        const set = step === undefined ? '' : `${step.set.deviceName}#${step.set.deviceSeq}`;
        found.push({ type: 'UnreadableValue', table: table.name, rowId: id, column: name, set, isFact: table.sync === 'fact' });
        if (found.length >= most) return found;
      }
  }
  return found;
};
