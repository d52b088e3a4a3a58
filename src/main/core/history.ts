/** The history of a record, read from the log: the row itself, and the facts that are about it. */
import type { Instant } from '../../shared/kernel/day.ts';
import { sqlName, type Table } from '../../shared/kernel/table.ts';
import { deletedCell } from '../../shared/sync/changeSet.ts';
import type { FieldChange, HistoryEntry } from '../../shared/sync/contract.ts';
import { type GetRow, localCauseText } from './causes.ts';
import { type LoggedSet, readSet } from './changeLog.ts';
import type { Store } from './store.ts';
import { metaOf } from './tableMeta.ts';

/** Finds which table holds a row with this id, whatever its state. */
export const tableOfRow = (store: Pick<Store, 'db'>, tables: readonly Table[], id: string): Table | undefined =>
  tables.find((table) => table.sync !== 'derived' && store.db.prepare(`SELECT 1 FROM ${table.name} WHERE id = ?`).get([id]) !== undefined);

/** Facts whose first column after the id is a reference are about that record (`deal_value.deal_id`); the column is indexed. */
const rootColumn = (table: Table): string | undefined => {
  const [, second] = Object.entries(table.columns);
  return table.sync === 'fact' && second !== undefined && second[1].kind === 'ref' ? second[0] : undefined;
};

/** A set, and its cause in the numbers of this store. */
type InHistory = { readonly set: LoggedSet; readonly cause: string | null };

type Names = (id: string) => string | null;

const header = ({ set, cause }: InHistory, names: Names) => ({
  seq: set.seq,
  at: set.recordedAt as Instant,
  actor: { id: set.actor, name: names(set.actor) },
  device: set.deviceName,
  command: set.command,
  cause,
});

const madeIn = (set: LoggedSet, table: Table, id: string): readonly FieldChange[] => {
  for (const [name, columns, rows] of set.payload.i ?? []) {
    if (name !== table.name) continue;
    const row = rows.find((values) => values[0] === id);
    if (row !== undefined)
      return columns
        .slice(1)
        .flatMap((field, at) => (row[at + 1] === null || row[at + 1] === undefined ? [] : [{ field, to: row[at + 1] ?? null }]));
  }
  return [];
};

const registerWords = ['restored', 'removed', 'withdrawn'] as const;

const writesIn = (logged: InHistory, table: Table, id: string, names: Names): readonly HistoryEntry[] =>
  (logged.set.payload.u ?? [])
    .filter(([name, rowId]) => name === table.name && rowId === id)
    .map(([, , now, was]): HistoryEntry => {
      const register = now[deletedCell];
      return {
        ...header(logged, names),
        table: table.name,
        rowId: id,
        what: register === undefined ? 'changed' : (registerWords[Number(register)] ?? 'changed'),
        voided: false,
        changes: Object.entries(now).flatMap(([field, to]) => (field === deletedCell ? [] : [{ field, from: was[field] ?? null, to }])),
      };
    });

/** Everything that happened to a record, newest first; null when no row has this id. `names` tells the name of a person. */
export const historyOf = (store: Pick<Store, 'db'>, tables: readonly Table[], id: string, names: Names): readonly HistoryEntry[] | null => {
  const { db } = store;
  const table = tableOfRow(store, tables, id);
  if (table === undefined) return null;
  const sets = new Map<number, InHistory | undefined>();
  const setAt = (seq: number): InHistory | undefined => {
    if (!sets.has(seq)) {
      const set = readSet(db, seq);
      const get: GetRow = (sql, ...params) => db.prepare(sql).get(params);
      sets.set(seq, set === undefined ? undefined : { set, cause: localCauseText(get, set.cause, set.hubSeq) });
    }
    return sets.get(seq);
  };
  const entries: HistoryEntry[] = [];
  const addMade = (of: Table, rowId: string, seq: number, extra: Partial<HistoryEntry>): void => {
    const set = setAt(seq);
    if (set !== undefined)
      entries.push({
        ...header(set, names),
        table: of.name,
        rowId,
        what: 'made',
        voided: false,
        changes: madeIn(set.set, of, rowId),
        ...extra,
      });
  };
  const own = db.prepare(`SELECT seq FROM ${table.name} WHERE id = ?`).get([id]);
  addMade(table, id, Number(own?.['seq']), {});
  for (const { local_seq } of db.prepare('SELECT local_seq FROM touch WHERE row_id = ? ORDER BY local_seq').all([id])) {
    const set = setAt(Number(local_seq));
    if (set !== undefined) entries.push(...writesIn(set, table, id, names));
  }
  for (const fact of tables) {
    const column = rootColumn(fact);
    if (column === undefined || metaOf(fact).ordinals.get(column) === undefined) continue;
    for (const row of db
      .prepare(`SELECT id, seq, happened_day, voided FROM ${fact.name} WHERE ${sqlName(column)} = ? ORDER BY seq, id`)
      .all([id])) {
      addMade(fact, String(row['id']), Number(row['seq']), {
        happenedDay: row['happened_day'] === null ? null : String(row['happened_day']),
        voided: Number(row['voided']) === 1,
      });
    }
  }
  // In the order in which they count: what came late from another device stands where it belongs.
  const clock = (entry: HistoryEntry): bigint => setAt(entry.seq)?.set.effectiveHlc ?? 0n;
  return entries.sort((a, b) => {
    const [left, right] = [clock(a), clock(b)];
    if (left !== right) return left < right ? 1 : -1;
    return b.seq - a.seq || (a.rowId < b.rowId ? 1 : -1);
  });
};
