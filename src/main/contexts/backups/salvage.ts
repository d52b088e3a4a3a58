/** What can still be read of a damaged store, as tables: from the front until it breaks, then from the end until it breaks. */
import type { salvage } from '../../../shared/backups/contract.ts';
import type { ResultOf } from '../../../shared/kernel/contract.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import { csvCell } from '../../../shared/kernel/spreadsheetText.ts';
import { sqlName, type Table } from '../../../shared/kernel/table.ts';
import { tables } from '../../../shared/schema/tables.ts';
import type { FileDesk } from '../../core/fileDesk.ts';
import { type Db, dbErrorKind, openDb, type SqlRow } from '../../../platform/database.ts';
import { storePaths } from '../../../platform/storeFiles.ts';
import { openZip, type ZipOut } from '../../../platform/zipOut.ts';

/** Rows asked for at a time; where that meets damage, one by one as far as it goes. */
const steps = [200, 1] as const;

type Direction = { readonly order: 'ASC' | 'DESC'; readonly past: '>' | '<' };
const forward: Direction = { order: 'ASC', past: '>' };
const backward: Direction = { order: 'DESC', past: '<' };

/** Gives rows to `take` until the end, the damage, or a row that `take` knows already; true at the end. */
const readOn = (db: Db, table: string, direction: Direction, take: (row: SqlRow) => boolean): boolean => {
  let after: string | null = null;
  for (const step of steps) {
    try {
      for (;;) {
        const past: string = after === null ? '' : `WHERE id ${direction.past} ?`;
        const rows = db
          .prepareExact(`SELECT * FROM ${table} ${past} ORDER BY id ${direction.order} LIMIT ${step}`)
          .all(after === null ? [] : [after]);
        for (const row of rows) if (!take(row)) return true;
        const last = rows.at(-1);
        if (last === undefined || rows.length < step) return true;
        after = String(last['id']);
      }
    } catch (error) {
      if (dbErrorKind(error) === null) throw error;
    }
  }
  return false;
};

const cellText = (value: SqlRow[string] | undefined): string => (value === null || value === undefined ? '' : csvCell(String(value)));

/** Writes a table; how many rows, and whether it could be read to its end. */
const writeTable = (db: Db, table: Table, zip: ZipOut): { readonly rows: number; readonly isWhole: boolean } => {
  const names = Object.keys(table.columns).map(sqlName);
  const extra = table.sync === 'lww' ? ['deleted'] : ['happened_day', 'voided'];
  const columns = [...names, ...extra];
  const seen = new Set<string>();
  zip.part(`${table.name}.csv`);
  zip.write(`\uFEFF${columns.join(';')}\r\n`);
  const take = (row: SqlRow): boolean => {
    const id = String(row['id']);
    if (seen.has(id)) return false;
    seen.add(id);
    zip.write(`${columns.map((column) => cellText(row[column])).join(';')}\r\n`);
    return true;
  };
  const isWhole = readOn(db, table.name, forward, take);
  if (!isWhole) readOn(db, table.name, backward, take);
  return { rows: seen.size, isWhole };
};

export const salvageStore = (storeDir: string, files: Pick<FileDesk, 'produce'>): ResultOf<typeof salvage> => {
  let db: Db;
  try {
    db = openDb(storePaths(storeDir).db, { readOnly: true, mustExist: true });
  } catch (error) {
    if (dbErrorKind(error) === null) throw error;
    return err({ type: 'NothingReadable' });
  }
  const file = files.produce('samspill-tables.zip', 'application/zip');
  const zip = openZip(file.path);
  try {
    let rows = 0;
    const lost: string[] = [];
    for (const table of tables) {
      if (table.sync === 'derived') continue;
      const written = writeTable(db, table, zip);
      rows += written.rows;
      if (!written.isWhole) lost.push(table.name);
    }
    zip.finish();
    return rows === 0 ? err({ type: 'NothingReadable' }) : ok({ fileId: file.id, name: file.name, rows, lost });
  } finally {
    zip.close();
    db.close();
  }
};
