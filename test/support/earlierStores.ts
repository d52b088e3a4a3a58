/** Stores as earlier versions left them: the migrations up to there, with the rows of a store of today in the columns that there were. */
import { rmSync } from 'node:fs';
import { applicationId } from '../../src/main/core/migrate.ts';
import { type Db, openDb } from '../../src/platform/database.ts';
import { migrations } from '../../src/shared/schema/migrations/list.ts';
import { copyStore, dbPath } from './stores.ts';

const columnsOf = (db: Db, schema: string, table: string): readonly string[] =>
  db
    .prepare(`SELECT name FROM pragma_table_info(?, ?)`)
    .all([table, schema])
    .map(({ name }) => String(name));

/** An empty database of a version, with `more` statements of the next migration: a state in which no store may ever be found. */
export const bareVersion = (path: string, version: number, more = 0): Db => {
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
  const db = openDb(path);
  for (const { statements } of migrations.slice(0, version)) for (const statement of statements) db.exec(statement);
  for (const statement of migrations[version]?.statements.slice(0, more) ?? []) db.exec(statement);
  db.exec(`PRAGMA application_id = ${applicationId}`);
  db.exec(`PRAGMA user_version = ${version}`);
  return db;
};

/** Copies the closed store `from` to `to` as that version would have left it. Derived rows of the search are left to be folded anew. */
export const makeEarlier = (from: string, to: string, version: number): void => {
  copyStore(from, to);
  const db = bareVersion(dbPath(to), version);
  try {
    db.prepare('ATTACH ? AS today').run([dbPath(from)]);
    const tables = db
      .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'search%'")
      .all([])
      .map(({ name }) => String(name));
    db.exec('BEGIN');
    for (const table of tables) {
      const now = new Set(columnsOf(db, 'today', table));
      const both = columnsOf(db, 'main', table)
        .filter((name) => now.has(name))
        .join(', ');
      if (both !== '') db.exec(`INSERT INTO main.${table} (${both}) SELECT ${both} FROM today.${table}`);
    }
    // Folds of an earlier version are not those of today: its derived rows are made anew after the migration. Its settings had no seal.
    db.exec("DELETE FROM setting WHERE key IN ('foldVersion', 'seal')");
    db.exec('COMMIT');
  } finally {
    db.close();
  }
};

const schemaText = (db: Db): string =>
  JSON.stringify(db.prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name").all([]));

/** The version whose schema a database has, table by table and index by index; null where it is that of none. */
export const versionOf = (path: string, scratch: string): number | null => {
  const db = openDb(path, { readOnly: true, mustExist: true });
  const is = schemaText(db);
  const said = Number(db.pragma('user_version'));
  db.close();
  const bare = bareVersion(scratch, said);
  const should = schemaText(bare);
  bare.close();
  return is === should ? said : null;
};
