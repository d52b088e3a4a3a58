/** Which tables a query reads, told by SQLite itself: what its entry in the contract says about it is held against this in every test. */
import { actorOf } from '../../src/main/contexts/admin/actor.ts';
import type { Answer } from '../../src/main/contexts/context.ts';
import { derivations } from '../../src/main/contexts/openWorkspace.ts';
import type { CallContext, ErasedHandler } from '../../src/main/contexts/handlers.ts';
import type { Store } from '../../src/main/core/store.ts';
import type { ReadTx, WriteTx } from '../../src/main/core/tx.ts';
import type { Db, Statement } from '../../src/main/platform/database.ts';
import { workspace } from '../../src/shared/admin/schema.ts';
import type { Query } from '../../src/shared/kernel/contract.ts';
import { searchEntry } from '../../src/shared/pipeline/searchSchema.ts';
import { tableByName } from '../../src/shared/schema/tables.ts';

type Params = Parameters<Statement['all']>[0];

const log = 'change_set';

/** Tables of the engine that say nothing of their own: which rows a set of the log touches, who made it, and the words of what can be found. */
const partOf: Readonly<Record<string, readonly string[]>> = {
  touch: [log],
  device: [log],
  search_text: [searchEntry.name],
  // What is still to be folded into a derived table.
  fold_later: derivations.filter(({ mayWait }) => mayWait === true).map(({ table }) => table.name),
};

/** The tables of the store that a statement opens for reading, an index counted as its table, a full-text table as the one that it belongs to. */
export const createTableReader = (db: Db): ((sql: string, params: Params) => readonly string[]) => {
  let version: unknown = null;
  let tableAt: ReadonlyMap<number, string> = new Map();
  let virtualAt: ReadonlyMap<string, string> = new Map();
  const known = new Map<string, readonly string[]>();
  const program = (sql: string, params: Params) => db.prepare(`EXPLAIN ${sql}`).all(params);

  /** Places change with the schema: an index that is made anew lies elsewhere. */
  const lookAround = (): void => {
    const now = db.pragma('schema_version');
    if (now === version) return;
    version = now;
    known.clear();
    const parts = db.prepare('SELECT tbl_name AS name, rootpage AS root, sql FROM sqlite_schema').all([]);
    // A virtual table lies nowhere.
    tableAt = new Map(parts.filter(({ root }) => root !== 0).map(({ name, root }) => [Number(root), String(name)]));
    virtualAt = new Map(
      parts
        .filter(({ sql }) => String(sql).startsWith('CREATE VIRTUAL TABLE'))
        .flatMap(({ name }) => program(`SELECT 1 FROM ${String(name)}`, []).map((step) => [virtualPlace(step), String(name)] as const))
        .flatMap(([place, name]) => (place === null ? [] : [[place, name] as const])),
    );
  };

  return (sql, params) => {
    lookAround();
    const before = known.get(sql);
    if (before !== undefined) return before;
    const found = program(sql, params).flatMap((step) => {
      const virtual = virtualPlace(step);
      // A function that answers rows, such as json_each, has a place too, but is no table of the store.
      const name = virtual === null ? tableAt.get(rootPlace(step) ?? 0) : virtualAt.get(virtual);
      return name === undefined ? [] : (partOf[name] ?? [name]);
    });
    const names = [...new Set(found)];
    known.set(sql, names);
    return names;
  };
};

type Step = ReturnType<Statement['all']>[number];

/** The page where a table or index begins that a step opens; null where it opens none of this database. */
const rootPlace = ({ opcode, p2, p3 }: Step): number | null =>
  ['OpenRead', 'ReopenIdx', 'OpenWrite'].includes(String(opcode)) && p3 === 0 ? Number(p2) : null;

const virtualPlace = ({ opcode, p4 }: Step): string | null => (opcode === 'VOpen' ? String(p4) : null);

/** What has been read for each query, in all tests of a file. */
const readBy = new Map<string, Set<string>>();

/** The tables that were read so far for the answers to a query. */
export const tablesReadBy = (name: string): readonly string[] => [...(readBy.get(name) ?? [])].sort();

/** The log holds the changes of all tables: who looks there for those of some gives their names to the statement. */
const lookedFor = (tables: readonly string[], params: Params): readonly string[] => {
  const named = params.filter((value): value is string => typeof value === 'string' && tableByName.has(value));
  return tables.flatMap((table) => (table === log && named.length > 0 ? named : [table]));
};

type Note = (tables: readonly string[]) => void;

const recordedTx = (tx: ReadTx, tablesOf: (sql: string, params: Params) => readonly string[], note: Note): ReadTx => {
  const looked = <A extends Params, R>(sql: string, params: A, answer: () => R): R => {
    note(lookedFor(tablesOf(sql, params), params));
    return answer();
  };
  return {
    now: tx.now,
    catalog: tx.catalog,
    // The day begins where the workspace says it does.
    get today() {
      note([workspace.name]);
      return tx.today;
    },
    get zone() {
      note([workspace.name]);
      return tx.zone;
    },
    all: (sql, ...params) => looked(sql, params, () => tx.all(sql, ...params)),
    get: (sql, ...params) => looked(sql, params, () => tx.get(sql, ...params)),
    allExact: (sql, ...params) => looked(sql, params, () => tx.allExact(sql, ...params)),
    find: (table, id) => {
      note([table.name]);
      return tx.find(table, id);
    },
  };
};

/** Who acts is known before the query is asked; what they may do follows from tables, which then count as read. */
const recordedContext = (tx: ReadTx, context: CallContext): CallContext => {
  const askRights = (): void => {
    actorOf(tx, context.actor.personId);
  };
  const actor = { ...context.actor };
  for (const [key, value] of Object.entries(actor)) {
    if (key === 'personId') continue;
    Object.defineProperty(actor, key, {
      get: () => {
        askRights();
        return value;
      },
    });
  }
  return {
    actor,
    may: (action, ownerId) => {
      askRights();
      return context.may(action, ownerId);
    },
    seesAllOf: (action) => {
      askRights();
      return context.seesAllOf(action);
    },
  };
};

/** A connection whose statements are noted: for handlers that were given the whole store. */
const recordedDb = (db: Db, noted: (sql: string, params: Params) => void): Db => {
  const recorded = (sql: string, statement: Statement): Statement => ({
    run: statement.run,
    get: (params) => {
      noted(sql, params);
      return statement.get(params);
    },
    all: (params) => {
      noted(sql, params);
      return statement.all(params);
    },
  });
  return {
    ...db,
    prepare: (sql) => recorded(sql, db.prepare(sql)),
    prepareExact: (sql) => recorded(sql, db.prepareExact(sql)),
  };
};

/** A query over the log itself, or over what lies beside the tables, is asked again whatever changed. */
const readsAll = ({ reads }: Pick<Query, 'reads'>): boolean => reads.includes('*');

/**
 * The answers of a store, those of queries recorded. `report` is told, in words, of every query that read a table which its entry does not name.
 * Runners of tasks are left out: nobody asks a task again.
 */
export const recordReads = (
  store: Store,
  answersOf: (store: Store) => ReadonlyMap<string, Answer>,
  report: (fault: string) => void,
): ReadonlyMap<string, Answer> => {
  const tablesOf = createTableReader(store.db);
  let note: Note = () => {};
  const db = recordedDb(store.db, (sql, params) => note(lookedFor(tablesOf(sql, params), params)));
  const read: Store['read'] = (body) => store.read((tx) => body(recordedTx(tx, tablesOf, (tables) => note(tables))));
  // The store answers some of its members anew each time: they stay where they are.
  const watched = Object.create(store, { db: { value: db }, read: { value: read } }) as Store;
  const recorded = (entry: Query, handler: ErasedHandler): ErasedHandler => {
    const seen = readBy.get(entry.name) ?? new Set<string>();
    readBy.set(entry.name, seen);
    return (tx, input, context) => {
      const before = note;
      note = (tables) => {
        for (const table of tables) {
          seen.add(table);
          if (!readsAll(entry) && !entry.reads.includes(table)) report(`${entry.name} reads ${table}, which its entry does not name`);
        }
      };
      try {
        const watchedTx = recordedTx(tx, tablesOf, note);
        return handler(watchedTx as ReadTx & WriteTx, input, recordedContext(watchedTx, context));
      } finally {
        note = before;
      }
    };
  };
  return new Map(
    [...answersOf(watched)].map(([name, answer]) => {
      const { entry } = answer;
      return [name, 'handler' in answer && entry.kind === 'query' ? { entry, handler: recorded(entry, answer.handler) } : answer];
    }),
  );
};
