/** The key of each derivation: what its rows follow from. A store whose rows were folded under another key folds them again when it opens. */
import { ddl, sqlName, type Table } from '../../shared/kernel/table.ts';
import type { Db } from '../platform/database.ts';
import { hex, sha256 } from '../platform/hash.ts';
import { type Derivation, foldAll } from './derive.ts';
import type { Model } from './model.ts';
import { readSetting, writeSetting } from './settings.ts';

type Folds = Pick<Model, 'catalog' | 'derivations'>;

const sqlOf = ({ fold, roots, allIds }: Derivation): readonly string[] => [
  ...('select' in fold ? [fold.select] : fold.sql),
  ...Object.values(roots).flatMap(({ find }) => find ?? []),
  allIds,
];

/** What is declared of the columns that a text names: another column of the table changes nothing in the fold. */
const declaredOf = ({ name, columns, sync }: Table, words: ReadonlySet<string>) => [
  name,
  sync,
  Object.entries(columns).flatMap(([column, { kind, sql, optional, neutral, choices }]) =>
    words.has(sqlName(column)) ? [[column, kind, sql, optional, neutral, choices ?? null]] : [],
  ),
];

/** By the name of the derived table. A fold that reads the rows of another has its key in its own: they are folded after them. */
export const foldKeys = ({ catalog, derivations }: Folds): ReadonlyMap<string, string> => {
  const keys = new Map<string, string>();
  for (const derivation of derivations) {
    const { table, version, roots } = derivation;
    const sql = sqlOf(derivation);
    const words = new Set(sql.join(' ').match(/[a-z0-9_]+/gu));
    const read = catalog.tables.filter(({ name }) => name !== table.name && (words.has(name) || Object.hasOwn(roots, name)));
    const declared = read.map((of) => (of.sync === 'derived' ? [of.name, keys.get(of.name) ?? null] : declaredOf(of, words)));
    const text = JSON.stringify([version, ddl(table), roots, sql, declared]);
    keys.set(table.name, hex(sha256(text)).slice(0, 16));
  }
  return keys;
};

/** The keys under which the rows of this store were folded. Before there were keys one number of all folds stood here. */
const foldsKey = 'foldVersion';

const storedKeys = (db: Db): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(readSetting(db, foldsKey) ?? 'null');
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
};

/** Folds again what was folded under another key, as after a migration that made a derived table anew. */
export const refreshDerived = (db: Db, model: Folds): void => {
  const keys = foldKeys(model);
  const stale = (): readonly Derivation[] => {
    const stored = storedKeys(db);
    return model.derivations.filter(({ table }) => stored[table.name] !== keys.get(table.name));
  };
  if (stale().length === 0) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have done it while this one waited for the lock.
    const others = stale();
    for (const derivation of others) foldAll(db, derivation);
    if (others.length > 0) writeSetting(db, foldsKey, JSON.stringify(Object.fromEntries(keys)));
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction()) db.exec('ROLLBACK');
    throw error;
  }
};
