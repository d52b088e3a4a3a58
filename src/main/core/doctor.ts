/** Doctor: does the log hold what was hashed, do the tables hold what the log adds up to, and do derived rows hold what they are folded from. */
import type { Table } from '../../shared/kernel/table.ts';
import { sqlName } from '../../shared/kernel/table.ts';
import type { DoctorFinding, DoctorReport } from '../../shared/sync/contract.ts';
import { type Db, dbErrorKind, openDb } from '../../platform/database.ts';
import { hex } from '../../platform/hash.ts';
import { storePaths } from '../../platform/storeFiles.ts';
import { applySet, type MergeInto } from './applySets.ts';
import { type BreachWatch, breachWatch } from './breaches.ts';
import { checkChain, readLogHead, setsInOrder } from './changeLog.ts';
import { foldAll, prepareDerivations, waitingIds } from './derive.ts';
import { type Integrity, readHead } from './head.ts';
import { migrate } from './migrate.ts';
import type { Model } from './model.ts';
import { mergeInto } from './rebuildRows.ts';
import { settingFaults } from './settings.ts';
import { unreadableValues } from './unreadable.ts';

/** What an examination needs of a store; a backup is examined without being opened as one. */
export type Examined = {
  readonly db: Db;
  readonly dir: string;
  readonly integrity: Integrity;
  readonly model: Model;
  readonly isHeadLagging?: () => boolean;
};

/** Findings shown at most, of each kind: a store that is wrong everywhere need not say so row by row. */
const longest = 1_000;

/** Replays the whole log into an empty database, without what the hub refused: what the tables should be. The caller closes it. */
const replayLog = ({ db, model }: Pick<Examined, 'db' | 'model'>, watch: BreachWatch): Db => {
  const replica = openDb(':memory:');
  migrate(replica, model);
  replica.exec('BEGIN');
  const into: MergeInto = { ...mergeInto(db, model.catalog, null), db: replica };
  for (const set of setsInOrder(db)) {
    if (set.refused !== null) continue;
    watch.look(set);
    applySet(into, set);
  }
  replica.exec('COMMIT');
  return replica;
};

/** Everything of a row that the log decides, the engine's own columns included. */
const contentSql = (table: Table): string => {
  const engine =
    table.sync === 'lww'
      ? ['clock', 'deleted', 'seq']
      : table.sync === 'fact'
        ? ['happened_at', 'happened_day', 'recorded_at', 'hlc', 'voided', 'seq']
        : [];
  const columns = [...Object.keys(table.columns).map(sqlName), ...engine];
  const key = columns[0] ?? 'id';
  // quote() gives NULL, text, numbers and blobs apart, so that no two different rows look alike.
  return `SELECT ${key} AS id, ${columns.map((column) => `quote(${column})`).join(" || ',' || ")} AS content FROM ${table.name} ORDER BY ${key}`;
};

type Difference = { readonly id: string; readonly difference: 'missing' | 'extra' | 'changed' };

const differences = (should: Db, is: Db, table: Table): readonly Difference[] => differencesOf(should, is, contentSql(table));

/** Compares what a query of `id` and `content` gives here and there. */
const differencesOf = (should: Db, is: Db, sql: string): readonly Difference[] => {
  const wanted = new Map(
    should
      .prepare(sql)
      .all([])
      .map((row) => [String(row['id']), String(row['content'])]),
  );
  const found: Difference[] = [];
  for (const row of is.prepare(sql).all([])) {
    const id = String(row['id']);
    const content = wanted.get(id);
    if (content === undefined) found.push({ id, difference: 'extra' });
    else if (content !== String(row['content'])) found.push({ id, difference: 'changed' });
    wanted.delete(id);
  }
  for (const id of wanted.keys()) found.push({ id, difference: 'missing' });
  return found.slice(0, longest);
};

/**
 * A full-text index is checked by what a connection remembers of it: what another process has written since is noticed by a search alone, and
 * unnoticed it looks like damage.
 */
const lookIntoIndexes = (db: Db): void => {
  for (const { name } of db
    .prepare("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE % USING fts5%' ORDER BY name")
    .all([]))
    db.prepare(`SELECT rowid FROM ${String(name)} WHERE ${String(name)} MATCH 'a' LIMIT 1`).all([]);
};

const sqliteFindings = (db: Db): readonly DoctorFinding[] => {
  try {
    lookIntoIndexes(db);
    const lines = db
      .prepare('PRAGMA integrity_check(100)')
      .all([])
      .map((row) => String(row['integrity_check']));
    return lines.filter((line) => line !== 'ok').map((detail) => ({ type: 'SqliteDamage', detail }));
  } catch (error) {
    if (dbErrorKind(error) === null) throw error;
    return [{ type: 'SqliteDamage', detail: 'the check itself cannot run' }];
  }
};

/** The index by which a record's history is found. */
const touchSql = "SELECT row_id || '#' || local_seq AS id, made AS content FROM touch ORDER BY row_id, local_seq";

const touchFindings = (store: Examined, replica: Db): readonly DoctorFinding[] =>
  differencesOf(replica, store.db, touchSql).map(({ id, difference }) => ({
    type: 'RowDiffers',
    table: 'touch',
    rowId: id.split('#')[0] ?? id,
    difference,
  }));

/** Tables and indexes are those of this version; planner statistics and SQLite's own are left out. */
const schemaSql =
  "SELECT type || ' ' || name AS id, tbl_name || ' ' || coalesce(sql, '') AS content FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name";

const schemaFindings = (store: Examined, replica: Db): readonly DoctorFinding[] =>
  differencesOf(replica, store.db, schemaSql).map(({ id, difference }) => ({
    type: 'SqliteDamage',
    detail: `schema: ${id} ${difference}`,
  }));

const headFindings = (store: Examined): readonly DoctorFinding[] => {
  const { integrity } = store;
  if (integrity.state === 'behind') return [{ type: 'HeadBehind', missing: integrity.missing }];
  if (integrity.state === 'different') return [{ type: 'HeadDiffers' }];
  const written = readHead(storePaths(store.dir).head);
  const head = readLogHead(store.db);
  if (store.isHeadLagging?.() === true) return [{ type: 'HeadNotWritten', changes: Math.max(0, head.seq - written.seq) }];
  if (written.seq > head.seq) return [{ type: 'HeadBehind', missing: written.seq - head.seq }];
  return written.seq === head.seq && head.seq > 0 && written.hash !== hex(head.running) ? [{ type: 'HeadDiffers' }] : [];
};

const settingFindings = (store: Examined): readonly DoctorFinding[] =>
  settingFaults(store.db).map(({ key, difference }) => ({ type: 'RowDiffers', table: 'setting', rowId: key, difference }));

/** Derived rows, compared with a fresh fold over the same tables in the replica. */
const derivedFindings = (store: Examined, replica: Db): readonly DoctorFinding[] => {
  prepareDerivations(replica);
  return store.model.derivations.flatMap((derivation) => {
    foldAll(replica, derivation);
    const waiting = waitingIds(store.db, derivation);
    const found = differencesOf(replica, store.db, derivation.compareSql ?? contentSql(derivation.table));
    return found
      .filter(({ id }) => !waiting.has(id))
      .map(({ id, difference }): DoctorFinding => ({
        type: 'DerivedDiffers',
        table: derivation.table.name,
        rowId: id,
        difference,
      }));
  });
};

/**
 * Runs one part of the examination. What a damaged file makes SQLite or our own reading stumble over is a finding, not the end of the
 * examination; in a file that SQLite finds sound it is a bug and is thrown on.
 */
const examined = (damage: readonly DoctorFinding[], part: string, body: () => readonly DoctorFinding[]): readonly DoctorFinding[] => {
  try {
    return body();
  } catch (error) {
    if (damage.length === 0 && dbErrorKind(error) === null) throw error;
    return [{ type: 'SqliteDamage', detail: `${part} cannot be read` }];
  }
};

const rowFindings = (store: Examined, replica: Db): readonly DoctorFinding[] =>
  [...store.model.catalog.synced.values()].flatMap((table) =>
    differences(replica, store.db, table).map(({ id, difference }) => ({ type: 'RowDiffers', table: table.name, rowId: id, difference })),
  );

/** What only a replay of the log can tell. */
const replayFindings = (store: Examined, watch: BreachWatch): readonly DoctorFinding[] => {
  const replica = replayLog(store, watch);
  try {
    store.model.defineFunctions(replica);
    return [
      ...schemaFindings(store, replica),
      ...rowFindings(store, replica),
      ...touchFindings(store, replica),
      ...derivedFindings(store, replica),
    ];
  } finally {
    replica.close();
  }
};

/** Whether a store is whole: what it was given is there, whatever it was. Never changes it. */
export const examineDamage = (store: Examined): DoctorReport => {
  const damage = sqliteFindings(store.db);
  const head = readLogHead(store.db);
  const watch = breachWatch(store.db, store.model.catalog, longest);
  const findings = [
    ...damage,
    ...examined(damage, 'the log', () =>
      checkChain(store.db)
        .slice(0, longest)
        .map((fault) => ({ type: 'LogFault', ...fault })),
    ),
    ...examined(damage, 'the head', () => headFindings(store)),
    ...examined(damage, 'a setting', () => settingFindings(store)),
    ...examined(damage, 'a table', () => replayFindings(store, watch)),
  ];
  return { sets: head.seq, ops: head.ops, head: hex(head.running), findings, breaches: watch.found() };
};

/** Checks everything: whether it is whole, and whether all that it was given can be read. */
export const examine = (store: Examined): DoctorReport => {
  const report = examineDamage(store);
  const unreadable = examined(report.findings, 'a value', () => unreadableValues(store, longest));
  return { ...report, findings: [...report.findings, ...unreadable] };
};
