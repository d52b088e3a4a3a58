/** History, trash and doctor for the contract: what the engine knows, with the names that people read. */
import type { Instant } from '../../../shared/kernel/day.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import { sqlName, type Table } from '../../../shared/kernel/table.ts';
import { tableByName, tables } from '../../../shared/schema/tables.ts';
import type * as contract from '../../../shared/sync/contract.ts';
import { hlcMs } from '../../../shared/sync/hlc.ts';
import { deleteRegister, stampOf } from '../../../shared/sync/rowClock.ts';
import { localCauseText } from '../../core/causes.ts';
import { cellsThen, deletedThen } from '../../core/asOf.ts';
import { readSet } from '../../core/changeLog.ts';
import { examine } from '../../core/doctor.ts';
import { historyOf, tableOfRow } from '../../core/history.ts';
import type { Store } from '../../core/store.ts';
import { metaOf } from '../../core/tableMeta.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { CallContext, HandlersOf } from '../handlers.ts';
import { defineFunctions } from '../nameOrder.ts';

/** The column that names a record to a person (the title of a contact is what they do); tables without one are shown by what they belong to, not in lists of records. */
const titleColumn = (table: Table): string | null => ['name', 'title', 'body'].find((name) => table.columns[name] !== undefined) ?? null;

/** The key of a name that came with the product, for tables that have such names. */
const seedColumn = (table: Table): string => (table.columns['seedKey'] === undefined ? 'NULL' : 'seed_key');

const nameOf = (tx: ReadTx, table: Table, id: string): Pick<contract.NamedRecord, 'title' | 'seedKey'> | null => {
  const column = titleColumn(table);
  return column === null
    ? null
    : (tx.get<{ title: string; seedKey: string | null }>(
        `SELECT ${column} AS title, ${seedColumn(table)} AS seedKey FROM ${table.name} WHERE id = ?`,
        id,
      ) ?? null);
};

const personName = (tx: ReadTx, id: string): string | null =>
  tx.get<{ name: string }>('SELECT name FROM person WHERE id = ?', id)?.name ?? null;

/** The record a set of few changes is about: the first row it names, or the record that its first fact is about. */
const subjectOf = (store: Store, tx: ReadTx, seq: number): contract.RecentChange['subject'] => {
  const payload = readSet(store.db, seq)?.payload;
  const made = payload?.i?.[0];
  const written = payload?.u?.[0];
  const first =
    written === undefined
      ? made === undefined
        ? undefined
        : { name: made[0], id: String(made[2][0]?.[0] ?? ''), row: made[2][0] }
      : { name: written[0], id: written[1], row: undefined };
  if (first === undefined) return null;
  const table = tableByName.get(first.name);
  if (table === undefined) return null;
  const id = table.sync === 'fact' ? String(first.row?.[1] ?? '') : first.id;
  const named = table.sync === 'fact' ? tableOfRow(store, tables, id) : table;
  const name = named === undefined ? null : nameOf(tx, named, id);
  return named === undefined || name === null ? null : { table: named.name, id, ...name };
};

/** Who answers for a record by its newest fact: a record in the trash has no derived row that would say so. */
const ownerOf = (tx: ReadTx, id: string): string | null =>
  tx.get<{ owner: string | null }>(
    `SELECT person_id AS owner FROM ownership WHERE record_id = ? AND role = 'owner' AND voided = 0
     ORDER BY happened_at DESC, hlc DESC, id DESC LIMIT 1`,
    id,
  )?.owner ?? null;

/** What is somebody's comes back for whoever may write it, what says who may do what for whoever may say so, and everything else for all who may restore. */
const mayRestore = (tx: ReadTx, may: CallContext['may'], { name, facets }: Table, id: string): boolean => {
  if (facets === null || !may('trash.restore', null)) return false;
  const { owned, givesRights, write } = facets;
  if (owned === undefined && givesRights !== true) return true;
  const owner = typeof owned === 'object' ? cellOf(tx, name, id, owned.column) : owned === 'ownership' ? ownerOf(tx, id) : null;
  return [write].flat().some((action) => may(action, owner));
};

const cellOf = (tx: ReadTx, table: string, id: string, column: string): string | null =>
  tx.get<{ value: string | null }>(`SELECT ${sqlName(column)} AS value FROM ${table} WHERE id = ?`, id)?.value ?? null;

/** Sets of more rows than this are a batch, not a change to one record. */
const fewOps = 8;

export const syncHandlers = (store: Store): HandlersOf<typeof contract> => ({
  history: (tx, { id }) => {
    const entries = historyOf(store, tables, id, (person) => personName(tx, person));
    return entries === null ? err({ type: 'RecordNotFound' }) : ok(entries);
  },
  recordAsOf: (tx, { id, recordedAsOf }) => {
    const table = tableOfRow(store, tables, id);
    if (table === undefined || table.sync !== 'lww') return err({ type: 'RecordNotFound' });
    const row = tx.get<Record<string, string | number | null>>(
      `SELECT ${metaOf(table)
        .names.map((name) => `${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} AS "${name}"`)
        .join(', ')}, deleted AS "#deleted",
         (SELECT recorded_at FROM change_set WHERE local_seq = seq) AS "#made" FROM ${table.name} WHERE id = ?`,
      id,
    );
    if (row === undefined) return err({ type: 'RecordNotFound' });
    const { '#deleted': deleted, '#made': made, ...cells } = row;
    const gone = deletedThen(tx, table.name, recordedAsOf)[id] ?? Number(deleted);
    if (Number(made) > recordedAsOf || gone !== 0) return ok(null);
    const { '#deleted': _register, ...then } = cellsThen(tx, table.name, id, cells, recordedAsOf);
    return ok(then);
  },
  recentChanges: (tx, { before, limit }) => {
    const sets = tx.all<
      Omit<contract.RecentChange, 'actor' | 'tables' | 'subject'> & { actor: string; tables: string; hubSeq: number | null }
    >(
      `SELECT local_seq AS seq, recorded_at AS at, actor, command, cause, op_count AS ops, tables, hub_seq AS hubSeq FROM change_set
       WHERE local_seq < ? AND refused IS NULL AND op_count > 0 ORDER BY local_seq DESC LIMIT ?`,
      before ?? Number.MAX_SAFE_INTEGER,
      limit,
    );
    return ok(
      sets.map(({ hubSeq, ...set }) => ({
        ...set,
        cause: localCauseText((sql, ...params) => tx.get(sql, ...params), set.cause, hubSeq),
        actor: { id: set.actor, name: personName(tx, set.actor) },
        tables: set.tables.split(' '),
        subject: set.ops > fewOps ? null : subjectOf(store, tx, set.seq),
      })),
    );
  },
  trash: (tx, _input, { may }) =>
    ok(
      tables
        .filter((table) => table.sync === 'lww' && titleColumn(table) !== null)
        .flatMap((table) =>
          tx
            .allExact<{ id: string; title: string; seedKey: string | null; clock: Uint8Array }>(
              `SELECT id, ${titleColumn(table)} AS title, ${seedColumn(table)} AS seedKey, clock FROM ${table.name} WHERE deleted = 1 ORDER BY id`,
            )
            .map(({ id, title, seedKey, clock }) => ({
              table: table.name,
              id,
              title,
              seedKey,
              isYours: mayRestore(tx, may, table, id),
              removedAt: hlcMs(stampOf(clock, deleteRegister).hlc) as Instant,
            })),
        )
        .sort((a, b) => b.removedAt - a.removedAt || (a.id < b.id ? -1 : 1)),
    ),
  restore: (tx, { table: name, id }, { may }) => {
    const table = tableByName.get(name);
    if (table === undefined || table.sync !== 'lww') return err({ type: 'RecordNotFound' });
    const row = tx.get<{ deleted: number }>(`SELECT deleted FROM ${table.name} WHERE id = ?`, id);
    if (row?.deleted !== 1) return err({ type: 'RecordNotFound' });
    if (!mayRestore(tx, may, table, id)) return err({ type: table.name === 'deal' ? 'NotYourDeal' : 'NotYourEntry' });
    tx.restore(table, id);
    return ok(null);
  },
  settleLoss: () => {
    store.settleLoss();
    return ok(null);
  },
  doctor: () => ok(examine(store, tableByName, defineFunctions)),
});
