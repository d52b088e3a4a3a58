/** A hub on one SQLite file of its own: transactions take turns, and what is answered as stored has been flushed. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dbErrorKind, type Db, openDb } from '../platform/database.ts';
import { type HubDb, type HubRow, HubUnavailableError, type Poke, type Sql } from './hubDb.ts';
import { hubTables, inWordsOf } from './schema.ts';

export const hubFile = (dir: string): string => join(dir, 'hub.db');

const sqlOver = (db: Db): Sql => ({
  all: async (sql, params = []) => db.prepare(sql).all(params) as readonly HubRow[],
  run: async (sql, params = []) => db.prepare(sql).run(params),
});

/** Opens the hub's file in a folder, which is made where it is missing. */
export const openSqliteHub = (dir: string): HubDb => {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const db = openDb(hubFile(dir));
  const sql = sqlOver(db);
  const listeners = new Set<(poke: Poke) => void>();
  for (const statement of hubTables) db.exec(inWordsOf('sqlite', statement));

  // One connection has one transaction at a time; who comes meanwhile waits for it.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(body: () => Promise<T>): Promise<T> => {
    const mine = turn.then(body);
    turn = mine.then(
      () => null,
      () => null,
    );
    return mine;
  };
  const transaction = async <T>(begin: string, body: () => Promise<T>): Promise<T> => {
    try {
      db.exec(begin);
      const value = await body();
      db.exec('COMMIT');
      return value;
    } catch (error) {
      if (db.inTransaction()) db.exec('ROLLBACK');
      const kind = dbErrorKind(error);
      throw kind === 'busy' || kind === 'full' || kind === 'io' || kind === 'gone'
        ? new HubUnavailableError(kind, { cause: error })
        : error;
    }
  };

  return {
    kind: 'sqlite',
    read: (body) => inTurn(() => transaction('BEGIN', () => body(sql))),
    write: (body) =>
      inTurn(async () => {
        const pokes: Poke[] = [];
        const value = await transaction('BEGIN IMMEDIATE', () => body({ ...sql, poke: (poke) => pokes.push(poke) }));
        for (const poke of pokes) for (const listener of listeners) listener(poke);
        return value;
      }),
    onPoke: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () =>
      inTurn(async () => {
        db.close();
      }),
  };
};
