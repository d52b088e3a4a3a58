/** The hand-written migrations make exactly the schema that the tables declare: columns, types, defaults, keys, options and indexes. */
import { describe, expect, it } from 'vitest';
import { migrate } from '../src/main/core/migrate.ts';
import { type Db, openDb } from '../src/main/platform/database.ts';
import { ddl } from '../src/shared/kernel/table.ts';
import { migrations } from '../src/shared/schema/migrations/list.ts';
import { tables } from '../src/shared/schema/tables.ts';

/** Tables of the engine itself, which no context declares. */
const engineTables = ['change_set', 'conflict', 'touch', 'device', 'fold_later', 'head', 'hub_link', 'setting'];

type Described = Readonly<Record<string, unknown>>;

const all = (db: Db, sql: string, ...params: readonly string[]): readonly Described[] => db.prepare(sql).all(params);

/** Everything that SQLite knows of a table, by its own pragmas, so that spelling and line breaks do not matter; columns by name, as migrations append them. */
const describeTable = (db: Db, name: string): Described => ({
  options: all(db, 'SELECT wr AS withoutRowid, strict FROM pragma_table_list(?) WHERE schema = ?', name, 'main'),
  columns: all(
    db,
    'SELECT name, type, "notnull" AS required, dflt_value AS standard, pk, hidden FROM pragma_table_xinfo(?) ORDER BY name',
    name,
  ),
  indexes: all(db, 'SELECT name, "unique", origin, partial FROM pragma_index_list(?) WHERE origin <> \'pk\' ORDER BY name', name).map(
    (index) => ({
      ...index,
      columns: all(db, 'SELECT name, "desc", coll FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno', String(index['name'])),
    }),
  ),
  foreignKeys: all(db, 'SELECT "table", "from", "to" FROM pragma_foreign_key_list(?)', name),
  triggers: all(db, "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", name),
});

const inMemory = (fill: (db: Db) => void): Db => {
  const db = openDb(':memory:');
  fill(db);
  return db;
};

const declared = (): Db =>
  inMemory((db) => {
    for (const table of tables) for (const statement of ddl(table)) db.exec(statement);
  });
const migrated = (): Db => inMemory((db) => migrate(db, { migrations }));

/** Names of the tables that the two differ in. */
const differing = (is: Db): readonly string[] => {
  const should = declared();
  const differ = tables.filter(({ name }) => JSON.stringify(describeTable(is, name)) !== JSON.stringify(describeTable(should, name)));
  should.close();
  return differ.map(({ name }) => name);
};

describe('the migrations', () => {
  it.each(tables.map((table) => [table.name] as const))('make %s as it is declared', (name) => {
    const is = migrated();
    const should = declared();
    expect(describeTable(is, name)).toEqual(describeTable(should, name));
    is.close();
    should.close();
  });

  it('make no table but the declared ones and those of the engine', () => {
    const db = migrated();
    const names = all(
      db,
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    ).map((row) => String(row['name']));
    expect(names).toEqual([...tables.map(({ name }) => name), ...engineTables].sort());
    db.close();
  });

  it('make tables that are all strict, the engine’s own included', () => {
    const db = migrated();
    expect(
      all(db, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'"),
    ).toEqual([]);
    db.close();
  });

  it('declare no foreign key and nothing unique but primary keys on what travels between devices', () => {
    const db = migrated();
    const unique = tables.flatMap(({ name }) =>
      all(db, 'SELECT name FROM pragma_index_list(?) WHERE "unique" = 1 AND origin <> \'pk\'', name),
    );
    const keys = tables.flatMap(({ name }) => all(db, 'SELECT "table" FROM pragma_foreign_key_list(?)', name));
    expect([...unique, ...keys]).toEqual([]);
    db.close();
  });

  it('run a second time change nothing', () => {
    const db = migrated();
    const before = all(db, 'SELECT name, sql FROM sqlite_schema ORDER BY name');
    migrate(db, { migrations });
    expect(all(db, 'SELECT name, sql FROM sqlite_schema ORDER BY name')).toEqual(before);
    db.close();
  });
});

describe('the comparison itself', () => {
  /** The migrations with one statement rewritten. */
  const changed = (rewrite: (statement: string) => string): Db => {
    const rewritten = migrations.map(({ statements }) => statements.map(rewrite));
    expect(rewritten).not.toEqual(migrations.map(({ statements }) => statements));
    return inMemory((db) => {
      for (const statement of rewritten.flat()) if (statement !== '') db.exec(statement);
    });
  };
  const indexOf = (table: string): string => `CREATE INDEX ${table}_by_`;

  it('finds nothing in the migrations as they are', () => {
    expect(differing(migrated())).toEqual([]);
  });

  it.each([
    [
      'a column missing from a migration',
      'deal',
      (sql: string) => sql.replace('  contact_id TEXT,\n  next_step TEXT,', '  next_step TEXT,'),
    ],
    [
      'another default',
      'stage',
      (sql: string) =>
        sql.replace("kind TEXT NOT NULL DEFAULT 'open',\n  probability_bp", "kind TEXT NOT NULL DEFAULT 'won',\n  probability_bp"),
    ],
    [
      'a column that may be empty',
      'team',
      (sql: string) => (sql.startsWith('CREATE TABLE team (') ? sql.replace("name TEXT NOT NULL DEFAULT ''", 'name TEXT') : sql),
    ],
    ['another type', 'import_problem', (sql: string) => sql.replace('line INTEGER NOT NULL DEFAULT 0', "line TEXT NOT NULL DEFAULT ''")],
    ['an index missing', 'contact', (sql: string) => (sql.startsWith(indexOf('contact')) ? '' : sql)],
    [
      'an index over its columns in another order',
      'deal_value',
      (sql: string) =>
        sql.startsWith(indexOf('deal_value')) ? sql.replace('(deal_id, happened_at, hlc, id)', '(deal_id, hlc, happened_at, id)') : sql,
    ],
    [
      'a unique index',
      'membership',
      (sql: string) => (sql.startsWith(indexOf('membership')) ? sql.replace('CREATE INDEX', 'CREATE UNIQUE INDEX') : sql),
    ],
    [
      'a table that is not strict',
      'person',
      (sql: string) => (sql.startsWith('CREATE TABLE person (') ? sql.replace('STRICT, ', '') : sql),
    ],
    [
      'a table with row ids',
      'product',
      (sql: string) => (sql.startsWith('CREATE TABLE product (') ? sql.replace(', WITHOUT ROWID', '') : sql),
    ],
    [
      'a foreign key',
      'stage_move',
      (sql: string) =>
        sql.startsWith('CREATE TABLE stage_move (')
          ? sql.replace("deal_id TEXT NOT NULL DEFAULT ''", "deal_id TEXT NOT NULL DEFAULT '' REFERENCES deal (id)")
          : sql,
    ],
  ])('notices %s', (_what, table, rewrite) => {
    expect(differing(changed(rewrite))).toEqual([table]);
  });
});
