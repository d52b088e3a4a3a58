/** A hub on PostgreSQL, which any number of hub processes share: they tell each other by NOTIFY, and none keeps anything in memory. */
import pg from 'pg';
import { type HubDb, type HubRow, HubUnavailableError, type Poke, type Sql, type SqlParam } from './hubDb.ts';
import { hubTables, inWordsOf } from './schema.ts';

const channel = 'samspill_hub';
/** Any number, the same for all: processes that start at once make the tables one after the other. */
const schemaLock = 7_236_771;
const mostConnections = 10;
/** How long to wait before listening again after the database went away, in ms. */
const listenAgainAfter = 500;
const mostAttempts = 4;

/** All whole numbers of a hub are below 2^53 (int8); a sum of them comes back as numeric. */
for (const type of [20, 1700]) pg.types.setTypeParser(type, Number);

const numbered = new Map<string, string>();
/** `?` as PostgreSQL counts them: `$1`, `$2`. */
const withNumberedParams = (sql: string): string => {
  const known = numbered.get(sql);
  if (known !== undefined) return known;
  let number = 0;
  const made = sql.replaceAll('?', () => {
    number += 1;
    return `$${number}`;
  });
  // Statements with many rows differ by their count; nothing grows without end.
  if (numbered.size < 500) numbered.set(sql, made);
  return made;
};

const sqlOver = (client: pg.PoolClient | pg.Client): Sql => {
  const query = (sql: string, params: readonly SqlParam[] = []) => client.query<HubRow>(withNumberedParams(sql), [...params]);
  return {
    all: async (sql, params) => (await query(sql, params)).rows,
    run: async (sql, params) => (await query(sql, params)).rowCount ?? 0,
  };
};

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '');

/** Two transactions stood in each other's way, and one of them may simply come again. */
const isCollision = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error));

/** The server is away, starting, stopping, full, or the line broke: connection exceptions, operator intervention, insufficient resources. */
const isAway = (error: unknown): boolean => {
  const code = codeOf(error);
  if (/^(?:08|57P|53)/u.test(code) || /^E[A-Z]+$/u.test(code)) return true;
  return error instanceof Error && /connection (?:terminated|ended|timeout)|timeout exceeded|not queryable/iu.test(error.message);
};

const isPoke = (value: unknown): value is Poke => typeof value === 'object' && value !== null && 'workspace' in value && 'type' in value;

const readPoke = (text: string): Poke | null => {
  try {
    const value: unknown = JSON.parse(text);
    return isPoke(value) ? value : null;
  } catch {
    return null;
  }
};

/** Connects, and makes the tables where they are missing. */
export const openPostgresHub = async (url: string): Promise<HubDb> => {
  const pool = new pg.Pool({ connectionString: url, max: mostConnections, connectionTimeoutMillis: 5_000 });
  // A connection that breaks while nobody uses it is replaced by the pool; whoever uses one is told by the query.
  pool.on('error', () => {});
  // A connection may also break between two statements of a transaction; the next statement says so, and nobody else needs to hear it.
  pool.on('connect', (client) => client.on('error', () => {}));
  const listeners = new Set<(poke: Poke) => void>();
  let isClosed = false;
  let ear: pg.Client | null = null;
  let again: NodeJS.Timeout | null = null;

  const transaction = async <T>(begin: string, body: (sql: Sql) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      let client: pg.PoolClient | null = null;
      let broken = false;
      try {
        client = await pool.connect();
        const sql = sqlOver(client);
        await client.query(begin);
        const value = await body(sql);
        await client.query('COMMIT');
        return value;
      } catch (error) {
        broken = isAway(error);
        if (client !== null && !broken)
          await client.query('ROLLBACK').catch(() => {
            broken = true;
          });
        if (isCollision(error) && attempt < mostAttempts) continue;
        throw broken || isCollision(error) ? new HubUnavailableError(codeOf(error), { cause: error }) : error;
      } finally {
        client?.release(broken);
      }
    }
  };

  const listen = async (): Promise<void> => {
    if (isClosed) return;
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    const comeAgain = (): void => {
      if (ear !== client || isClosed) return;
      ear = null;
      void client.end().catch(() => {});
      again = setTimeout(() => void listen(), listenAgainAfter);
      again.unref();
    };
    ear = client;
    client.on('error', comeAgain);
    client.on('end', comeAgain);
    client.on('notification', ({ payload }) => {
      const poke = readPoke(payload ?? '');
      if (poke !== null) for (const listener of listeners) listener(poke);
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${channel}`);
    } catch {
      comeAgain();
    }
  };

  await transaction('BEGIN', async (sql) => {
    await sql.all('SELECT pg_advisory_xact_lock(?)', [schemaLock]);
    for (const statement of hubTables) await sql.run(inWordsOf('postgres', statement));
  }).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  await listen();

  return {
    kind: 'postgres',
    read: (body) => transaction('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', body),
    write: (body) =>
      transaction('BEGIN', async (sql) => {
        const pokes: Poke[] = [];
        const value = await body({ ...sql, poke: (poke) => pokes.push(poke) });
        // Sent by the database when the transaction commits, and not at all when it does not.
        for (const poke of pokes) await sql.all('SELECT pg_notify(?, ?)', [channel, JSON.stringify(poke)]);
        return value;
      }),
    onPoke: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      isClosed = true;
      if (again !== null) clearTimeout(again);
      await ear?.end().catch(() => {});
      await pool.end();
    },
  };
};
