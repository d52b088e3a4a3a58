/** Derived rows: what they are folded from, and when they are folded again; a context declares them, the engine keeps them true. */
import type { Catalog } from '../../shared/admin/catalog.ts';
import { sqlName, type Table } from '../../shared/kernel/table.ts';
import { deletedCell } from '../../shared/sync/changeSet.ts';
import type { Db } from '../platform/database.ts';
import { foldRows, type RowFold } from './foldRows.ts';
import type { Model } from './model.ts';

export type RowValues = Readonly<Record<string, unknown>>;

/**
 * Which derived rows a changed row of a source table affects: the ids that a column of it names (left out: the column by which it is about such a
 * record, or its own id), or those that a query finds. The query is asked once a transaction, before anything is folded, with a JSON list of all
 * those values of the column: asked row by row, it would cost a big import more than its folds. `when`: of a row that is there, only a change of
 * one of these columns counts, or its removal and return.
 */
export type Root = { readonly column?: string; readonly find?: string; readonly when?: readonly string[] };

/** A fold that does work of its own; `sql` are the statements that decide what it writes. */
export type WorkFold = { readonly sql: readonly string[]; readonly work: (db: Db) => void };

export type Derivation = {
  readonly table: Table;
  /** Raised when the fold writes other rows though its SQL is the same, as where a function that it calls has changed (see foldKeys.ts). */
  readonly version: number;
  readonly roots: Readonly<Record<string, Root>>;
  /** Folds again the rows whose ids are in the scratch table `touched (id)`: a query of these rows, or work of its own. */
  readonly fold: RowFold | WorkFold;
  /** All ids that can have a derived row, for a rebuild. */
  readonly allIds: string;
  /** For doctor, where rows hold numbers of this store alone or words in a table of another kind: a query of `id` and `content` that must agree. */
  readonly compareSql?: string;
  /** A search that is seconds behind a big import does no harm, numbers and lists may never be: its rows may wait for `foldWaiting`. */
  readonly mayWait?: true;
};

/** Past this many rows it is cheaper to build the indexes of the derived table anew than to keep them row by row. */
const bulk = 5_000;

/** Past this many rows the keys of an index are sorted in files: in memory they would take as much of it as they are many. */
const sortedInMemory = 100_000;

/** Past this many rows what may wait does. */
const waitingFrom = 2_000;

/** What a transaction has touched so far. */
export type Touched = {
  /** Notes a row of a source table; of a changed one both what it was and what it is. `changed`: the columns that changed; left out: all. */
  readonly note: (table: string, row: RowValues, changed?: readonly string[]) => void;
  /** The columns of a table that name derived rows; none where nothing is folded from it. */
  readonly columns: (table: string) => readonly string[];
  /** The ids of derived rows to fold again, in the order in which the derivations are declared; to be asked once, when the transaction ends. */
  readonly ids: () => readonly TouchedIds[];
};

/** `aside`: how many ids were put by in `fold_later`, because they became too many to hold. */
export type TouchedIds = { readonly derivation: Derivation; readonly ids: ReadonlySet<string>; readonly aside: number };

/**
 * Values that were noted for one question: those held and, under `name` in `fold_later`, how many were put by. `last` spares a look into the set
 * for the many facts of one record that come in a row.
 */
type Noted = { readonly name: string; readonly find: string | null; readonly keys: Set<string>; last: string; aside: number };

type Source = { readonly column: string; readonly when: ReadonlySet<string> | null; readonly into: Noted };

/** Ids of one question that are held; a change of more puts them by in the store, in the same transaction, so that memory does not grow with it. */
const heldIds = 20_000;

const holdAtMost = (db: Db, { name, keys }: Pick<Noted, 'name' | 'keys'>, most: number): number => {
  const count = keys.size;
  if (count < most) return 0;
  putBy(db, name, keys);
  keys.clear();
  return count;
};

/** The column of a source that names rows of the derived table. */
const rootColumn = (catalog: Catalog, { table }: Derivation, source: string, { column }: Root): string => {
  if (column !== undefined) return column;
  const entity = Object.values(table.columns)[0]?.to;
  const of = catalog.byName.get(source);
  if (of !== undefined && of.columns['id']?.to === entity) return 'id';
  const about = of === undefined ? [] : catalog.aboutOf(of);
  const found = about.find(({ tables }) => tables.some(({ columns }) => columns['id']?.to === entity));
  if (found === undefined) throw new Error(`no column of ${source} names rows of ${table.name}`);
  return found.column;
};

export const noTouched = ({ catalog, derivations }: Pick<Model, 'catalog' | 'derivations'>, db: Db): Touched => {
  const noted = new Map<Derivation, Map<string, Noted>>(derivations.map((derivation) => [derivation, new Map<string, Noted>()]));
  const sources = new Map<string, readonly Source[]>();
  const columns = new Map<string, readonly string[]>();
  const notedFor = (derivation: Derivation, find: string | null): Noted => {
    const questions = noted.get(derivation);
    const { name: table } = derivation.table;
    const name = find === null ? table : `${table}?${questions?.size ?? 0}`;
    const known = questions?.get(find ?? '') ?? { name, find, keys: new Set<string>(), last: '', aside: 0 };
    questions?.set(find ?? '', known);
    return known;
  };
  const of = (table: string): readonly Source[] => {
    const known = sources.get(table);
    if (known !== undefined) return known;
    const made = derivations.flatMap((derivation): readonly Source[] => {
      const root = derivation.roots[table];
      if (root === undefined) return [];
      const when = root.when === undefined ? null : new Set([...root.when, deletedCell]);
      return [{ column: rootColumn(catalog, derivation, table, root), when, into: notedFor(derivation, root.find ?? null) }];
    });
    sources.set(table, made);
    return made;
  };
  return {
    note: (table, row, changed) => {
      for (const { column, when, into } of of(table)) {
        const key = row[column];
        if (changed !== undefined && when !== null && !changed.some((name) => when.has(name))) continue;
        if (typeof key !== 'string' || key === into.last) continue;
        into.last = key;
        into.keys.add(key);
        into.aside += holdAtMost(db, into, heldIds);
      }
    },
    columns: (table) => {
      const known = columns.get(table);
      if (known !== undefined) return known;
      const made = [...new Set(of(table).map(({ column }) => column))];
      columns.set(table, made);
      return made;
    },
    ids: () =>
      [...noted].map(([derivation, questions]) => {
        // What was noted by its id is the answer itself.
        const ids = questions.get('')?.keys ?? new Set<string>();
        let aside = questions.get('')?.aside ?? 0;
        for (const { name, find, keys, aside: keysAside } of questions.values()) {
          if (find === null) continue;
          for (const some of both(parts(keys), keysAside === 0 ? [] : putAside(db, name))) {
            for (const { id } of db.prepare(find).all([JSON.stringify(some)])) if (typeof id === 'string') ids.add(id);
            aside += holdAtMost(db, { name: derivation.table.name, keys: ids }, heldIds);
          }
        }
        return { derivation, ids, aside };
      }),
  };
};

export const prepareDerivations = (db: Db): void => {
  if (db.prepare("SELECT 1 FROM pragma_database_list WHERE name = 'scratch'").get([]) === undefined)
    db.exec("ATTACH ':memory:' AS scratch");
  db.exec('CREATE TABLE IF NOT EXISTS scratch.touched (id TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID');
};

/** Notes a row as it stands. Only the columns that name derived rows are read, and nothing where that is its id alone. */
export const noteStored = (db: Db, touched: Touched, table: string, id: string, changed?: readonly string[]): void => {
  const columns = touched.columns(table);
  if (columns.length === 0) return;
  if (columns.length === 1 && columns[0] === 'id') {
    touched.note(table, { id }, changed);
    return;
  }
  const row = db
    .prepare(`SELECT ${columns.map((name) => `${sqlName(name)} AS "${name}"`).join(', ')} FROM ${table} WHERE id = ?`)
    .get([id]);
  if (row !== undefined) touched.note(table, row, changed);
};

/** Brings every touched derived row up to date, inside the transaction that touched it. */
export const foldTouched = (db: Db, touched: Touched): void => {
  for (const { derivation, ids, aside } of touched.ids()) {
    if (derivation.mayWait === true && ids.size + aside > waitingFrom) putBy(db, derivation.table.name, ids);
    else if (ids.size + aside > 0) foldIds(db, derivation, ids, aside);
  }
};

const putBy = (db: Db, name: string, ids: ReadonlySet<string>): void => {
  const later = db.prepare('INSERT OR IGNORE INTO fold_later (derived, id) SELECT ?, value FROM json_each(?)');
  for (const some of parts(ids)) later.run([name, JSON.stringify(some)]);
};

/** What was put by, part by part; each part is gone from there once the next is asked for. */
function* putAside(db: Db, name: string): Generator<readonly string[]> {
  for (;;) {
    const some = db
      .prepare('SELECT id FROM fold_later WHERE derived = ? ORDER BY id LIMIT ?')
      .all([name, foldedAtOnce])
      .map((row) => String(row['id']));
    if (some.length === 0) return;
    yield some;
    db.prepare('DELETE FROM fold_later WHERE derived = ? AND id <= ?').run([name, some.at(-1) ?? '']);
  }
}

/** Ids folded at a time: what is gathered for a fold is held in memory. */
const foldedAtOnce = 20_000;

function* parts(ids: ReadonlySet<string>): Generator<readonly string[]> {
  let some: string[] = [];
  for (const id of ids) {
    some.push(id);
    if (some.length < foldedAtOnce) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

function* both<T>(first: Iterable<T>, second: Iterable<T>): Generator<T> {
  yield* first;
  yield* second;
}

const foldIds = (db: Db, derivation: Derivation, ids: ReadonlySet<string>, aside = 0): void => {
  foldInto(db, derivation, ids.size + aside, () => {
    for (const some of aside === 0 ? parts(ids) : both(parts(ids), putAside(db, derivation.table.name))) {
      db.prepare('DELETE FROM scratch.touched').run([]);
      // One statement for all of a part: a call for each id takes longer than some of the folds.
      db.prepare('INSERT INTO scratch.touched (id) SELECT value FROM json_each(?)').run([JSON.stringify(some)]);
      foldParts(db, derivation, some.length);
    }
    db.prepare('DELETE FROM scratch.touched').run([]);
  });
};

/** Ids whose derived rows wait to be folded. */
export const waitingIds = (db: Db, derivation: Derivation): ReadonlySet<string> =>
  new Set(
    db
      .prepare('SELECT id FROM fold_later WHERE derived = ?')
      .all([derivation.table.name])
      .map((row) => String(row['id'])),
  );

/** Folds at most `limit` of what waits, in the caller's transaction; the tables that it brought forward. */
export const foldWaiting = (db: Db, derivations: readonly Derivation[], limit: number): readonly string[] => {
  const waiting = db.prepare('SELECT derived, id FROM fold_later ORDER BY derived, id LIMIT ?').all([limit]);
  const brought: string[] = [];
  for (const derivation of derivations) {
    const ids = new Set(waiting.filter((row) => row['derived'] === derivation.table.name).map((row) => String(row['id'])));
    if (ids.size === 0) continue;
    foldIds(db, derivation, ids);
    const done = db.prepare('DELETE FROM fold_later WHERE derived = ? AND id = ?');
    for (const id of ids) done.run([derivation.table.name, id]);
    brought.push(derivation.table.name);
  }
  return brought;
};

/** Folds every derived row from nothing, as doctor does to compare. */
export const foldAll = (db: Db, derivation: Derivation): void => {
  db.prepare('DELETE FROM scratch.touched').run([]);
  db.prepare(`INSERT INTO scratch.touched (id) ${derivation.allIds}`).run([]);
  const count = Number(db.prepare('SELECT count(*) AS n FROM scratch.touched').get([])?.['n'] ?? 0);
  foldInto(db, derivation, count, () => {
    foldParts(db, derivation, count);
  });
};

/** Folds what is in `scratch.touched`, `count` rows. */
const foldParts = (db: Db, { table, fold }: Derivation, count: number): void => {
  if ('select' in fold) foldRows(db, table, fold, count);
  else fold.work(db);
};

const foldInto = (db: Db, { table }: Derivation, count: number, fold: () => void): void => {
  const present = Number(db.prepare(`SELECT count(*) AS n FROM (SELECT 1 FROM ${table.name} LIMIT ${count * 2})`).get([])?.['n'] ?? 0);
  const rebuildIndexes = count > bulk && present < count * 2;
  if (!rebuildIndexes) {
    fold();
    return;
  }
  const indexes = table.indexes.map((columns) => ({ name: `${table.name}_by_${columns.join('_')}`, columns: columns.join(', ') }));
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`);
  fold();
  const create = (): void => {
    for (const { name, columns } of indexes) db.exec(`CREATE INDEX ${name} ON ${table.name} (${columns})`);
  };
  if (count + present > sortedInMemory) db.sortingInFiles(create);
  else create();
};
