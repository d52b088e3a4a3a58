/** The bare work that the engine is held against: the same rows into the same tables by prepared statements, with the same pragmas and indexes. */
import { type Db, openDb } from '../../src/platform/database.ts';
import { ddl, type Table } from '../../src/shared/kernel/table.ts';

/** A database with these tables as declared, their indexes included, and nothing else. */
export const bareDb = (path: string, tables: readonly Table[]): Db => {
  const db = openDb(path);
  for (const table of tables) for (const statement of ddl(table)) db.exec(statement);
  return db;
};

export type TableRows = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | bigint | Uint8Array | null)[])[];
};

/** Every row of a table as it is stored, to be inserted again. */
export const rowsOf = (db: Db, table: string): TableRows => {
  const columns = db
    .prepare('SELECT name FROM pragma_table_info(?)')
    .all([table])
    .map((row) => String(row['name']));
  const rows = db
    .prepareExact(`SELECT ${columns.join(', ')} FROM ${table}`)
    .all([])
    .map((row) => columns.map((name) => row[name] ?? null));
  return { table, columns, rows };
};

/** One durable transaction; `order` gives the rows as they arrive, table by table for each deal, not sorted by key. */
export const insertBare = (db: Db, all: readonly TableRows[]): void => {
  db.exec('BEGIN IMMEDIATE');
  for (const { table, columns, rows } of all) {
    const statement = db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
    for (const row of rows) statement.run(row);
  }
  db.exec('COMMIT');
};
