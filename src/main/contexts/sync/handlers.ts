/** History, trash and doctor for the contract: what the engine knows, with the names that people read. */
import type { Instant } from '../../../shared/kernel/day.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import { sqlName, type Table } from '../../../shared/kernel/table.ts';
import { deletedCell } from '../../../shared/sync/changeSet.ts';
import type * as contract from '../../../shared/sync/contract.ts';
import { hlcMs } from '../../../shared/sync/hlc.ts';
import { deleteRegister, stampOf } from '../../../shared/sync/rowClock.ts';
import { localCauseText } from '../../core/causes.ts';
import { cellsThen, deletedThen } from '../../core/asOf.ts';
import { readSet } from '../../core/changeLog.ts';
import { examine } from '../../core/doctor.ts';
import { historyOf } from '../../core/history.ts';
import { provisionalSql } from '../../core/recorded.ts';
import { nameOf, tableOfRow } from '../../core/rowNames.ts';
import type { Store } from '../../core/store.ts';
import { metaOf } from '../../core/tableMeta.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { CallContext, HandlersOf } from '../handlers.ts';
import { mayWrite, personName } from '../rowRights.ts';

/** What a set of few changes is about: the first row that it names, or the record that its first fact is about. */
const subjectOf = (store: Store, tx: ReadTx, seq: number): contract.RecentChange['subject'] => {
  const payload = readSet(store.db, seq)?.payload;
  const [made] = payload?.i ?? [];
  const [written] = payload?.u ?? [];
  const [name, id] = written ?? [made?.[0] ?? '', String(made?.[2][0]?.[0] ?? '')];
  const named = nameOf(tx, name, id);
  if (named === null || named.title === '') return null;
  return tx.catalog.synced.get(name)?.sync === 'fact' && named.of !== null ? { ...named, ...named.of, of: null } : named;
};

/** Why somebody may not bring a row back from the trash. */
const restoring = (tx: ReadTx, { actor }: CallContext, table: string, id: string): ReturnType<typeof mayWrite> =>
  mayWrite(tx, actor, table, { kind: 'changed', id, cells: { [deletedCell]: 0 } });

/** What a row without a name of its own says first: one entry of a timeline is known from the next by it. */
const wordsOf = ({ facets, columns }: Table): string => {
  const [text] = facets === null || facets.named.length > 0 ? [] : Object.keys(columns).filter((name) => columns[name]?.kind === 'text');
  return text === undefined ? 'NULL' : `nullif(substr(${sqlName(text)}, 1, ${mostWords}), '')`;
};
const mostWords = 200;

const trashOf = (tx: ReadTx, context: CallContext, table: Table): readonly contract.TrashLine[] =>
  tx
    .allExact<{ id: string; says: string | null; clock: Uint8Array }>(
      `SELECT id, ${wordsOf(table)} AS says, clock FROM ${table.name} WHERE deleted = 1 ORDER BY id`,
    )
    .flatMap(({ id, says, clock }): readonly contract.TrashLine[] => {
      const named = nameOf(tx, table.name, id);
      if (named === null) return [];
      const removedAt = hlcMs(stampOf(clock, deleteRegister).hlc) as Instant;
      return [{ ...named, says, isYours: restoring(tx, context, table.name, id).ok, removedAt }];
    });

/** Sets of more rows than this are a batch, not a change to one record. */
const fewOps = 8;

export const syncHandlers = (store: Store): HandlersOf<typeof contract> => ({
  history: (tx, { id }) => {
    const entries = historyOf(store, id, (person) => personName(tx, person));
    return entries === null ? err({ type: 'RecordNotFound' }) : ok(entries);
  },
  names: (tx, { ids }) =>
    ok(
      [...new Set(ids)].flatMap((id) => {
        const table = tableOfRow(tx, tx.catalog.synced.values(), id);
        return table === undefined ? [] : (nameOf(tx, table.name, id) ?? []);
      }),
    ),
  recordAsOf: (tx, { id, recordedAsOf }) => {
    const table = tableOfRow(tx, tx.catalog.synced.values(), id);
    if (table === undefined || table.sync !== 'lww') return err({ type: 'RecordNotFound' });
    const row = tx.get<Record<string, string | number | null>>(
      `SELECT ${metaOf(table)
        .names.map((name) => `${sqlName(name)} AS "${name}"`)
        .join(', ')}, deleted AS "#deleted",
         (SELECT known_at FROM change_set WHERE local_seq = seq) AS "#made" FROM ${table.name} WHERE id = ?`,
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
      Omit<contract.RecentChange, 'actor' | 'tables' | 'subject' | 'provisional'> & {
        actor: string;
        tables: string;
        hubSeq: number | null;
        provisional: number;
      }
    >(
      `SELECT local_seq AS seq, known_at AS at, ${provisionalSql} AS provisional, actor, command, cause, op_count AS ops, tables, hub_seq AS hubSeq FROM change_set
       WHERE local_seq < ? AND refused IS NULL AND op_count > 0 ORDER BY local_seq DESC LIMIT ?`,
      before ?? Number.MAX_SAFE_INTEGER,
      limit,
    );
    return ok(
      sets.map(({ hubSeq, ...set }) => ({
        ...set,
        provisional: set.provisional === 1,
        cause: localCauseText((sql, ...params) => tx.get(sql, ...params), set.cause, hubSeq),
        actor: { id: set.actor, name: personName(tx, set.actor) },
        tables: set.tables.split(' '),
        subject: set.ops > fewOps ? null : subjectOf(store, tx, set.seq),
      })),
    );
  },
  trash: (tx, _input, context) =>
    ok(
      [...tx.catalog.synced.values()]
        .filter(({ sync }) => sync === 'lww')
        .flatMap((table) => trashOf(tx, context, table))
        .sort((a, b) => b.removedAt - a.removedAt || (a.id < b.id ? -1 : 1)),
    ),
  restore: (tx, { table: name, id }, context) => {
    const table = tx.catalog.synced.get(name);
    if (table === undefined || table.sync !== 'lww') return err({ type: 'RecordNotFound' });
    const row = tx.get<{ deleted: number }>(`SELECT deleted FROM ${table.name} WHERE id = ?`, id);
    if (row?.deleted !== 1) return err({ type: 'RecordNotFound' });
    const may = restoring(tx, context, name, id);
    // Only facts are sealed, and they are never in the trash.
    if (!may.ok) return err(may.error.type === 'Sealed' ? { type: 'RecordNotFound' } : may.error);
    tx.restore(table, id);
    return ok(null);
  },
  settleLoss: () => {
    store.settleLoss();
    return ok(null);
  },
  doctor: () => ok(examine(store)),
});
