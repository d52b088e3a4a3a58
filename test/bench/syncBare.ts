/** The same work without a product: rows of twelve columns in a bare table, streamed once as gzipped lines of JSON, and stored bare on the other side. */
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Db } from '../../src/platform/database.ts';

/** The bare table: the same columns and key, and nothing beside them. */
const bareTable = `CREATE TABLE IF NOT EXISTS account (id TEXT PRIMARY KEY NOT NULL, name TEXT, parent_id TEXT, org_number TEXT, sector TEXT,
  founded_year INTEGER, employees INTEGER, revenue_minor INTEGER, revenue_currency TEXT, location TEXT, key_account INTEGER, merged_into TEXT) STRICT, WITHOUT ROWID`;
const bareInsert = `INSERT OR REPLACE INTO account VALUES (${Array.from({ length: 12 }, () => '?').join(', ')})`;

/** Takes rows in transactions of `batch`. */
export const bareWriter = (db: Db, batch: number) => {
  db.exec(bareTable);
  const insert = db.prepare(bareInsert);
  let open = 0;
  const settle = (): void => {
    if (open > 0) db.exec('COMMIT');
    open = 0;
  };
  return {
    add: (row: readonly (string | number | bigint | null)[]): void => {
      if (open === 0) db.exec('BEGIN IMMEDIATE');
      insert.run(row);
      open += 1;
      if (open === batch) settle();
    },
    settle,
  };
};

/** The rows of a bare database as lines of JSON, read a page at a time; `most`: only the first of them. */
export function* bareLines(db: Db, most: number | null): Generator<string> {
  let after = '';
  for (let given = 0; most === null || given < most;) {
    const rows = db
      .prepare('SELECT * FROM account WHERE id > ? ORDER BY id LIMIT ?')
      .all([after, Math.min(1_000, (most ?? 1_000) - (most === null ? 0 : given))]);
    if (rows.length === 0) return;
    given += rows.length;
    after = String(rows.at(-1)?.['id']);
    yield rows.map((row) => `${JSON.stringify(Object.values(row))}\n`).join('');
  }
}

/** Writes what comes as gzipped lines. */
export const takeLines = async (from: Readable, db: Db, batch: number): Promise<void> => {
  const writer = bareWriter(db, batch);
  for await (const line of createInterface({ input: from.pipe(createGunzip()) }))
    writer.add(JSON.parse(line) as readonly (string | number | null)[]);
  writer.settle();
};

/** Sends the rows up once, gzipped; resolves when the other side has stored them. */
export const barePush = (db: Db, hub: string, most: number | null): Promise<void> =>
  new Promise((resolve, reject) => {
    const call = request(hub, { method: 'POST' }, (answer) => answer.on('end', resolve).resume());
    call.on('error', reject);
    pipeline(Readable.from(bareLines(db, most)), createGzip(), call).catch(reject);
  });

/** Fetches all rows and stores them. */
export const barePull = (db: Db, hub: string, batch: number, most: number | null): Promise<void> =>
  new Promise((resolve, reject) => {
    request(`${hub}/?most=${most ?? ''}`, (answer) => {
      takeLines(answer, db, batch).then(resolve, reject);
    })
      .on('error', reject)
      .end();
  });
