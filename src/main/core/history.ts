/** The history of a record, read from the log: the row itself, and the rows that are about it before any other record. */
import type { AboutColumn, Catalog, SyncedTable } from '../../shared/admin/catalog.ts';
import type { Instant } from '../../shared/kernel/day.ts';
import { sqlName } from '../../shared/kernel/table.ts';
import { deletedCell } from '../../shared/sync/changeSet.ts';
import type { HistoryEntry } from '../../shared/sync/contract.ts';
import type { SqlRow } from '../../platform/database.ts';
import { getIn, localCauseText } from './causes.ts';
import type { LoggedSet } from './changeLog.ts';
import { ownName, tableOfRow } from './rowNames.ts';
import { changesOf, pastOf, setBook } from './rowPast.ts';
import type { Store } from './store.ts';

const registerWords = ['restored', 'removed', 'withdrawn'] as const;

const isEmpty = ({ column }: AboutColumn): string => `(${sqlName(column)} IS NULL OR ${sqlName(column)} = '')`;

type Condition = { readonly where: string; readonly params: readonly string[] };

/** Where rows of a table are about a record before any other: a row stands in one history, that of the first record it names. */
const aboutFirst = (catalog: Catalog, of: SyncedTable, record: SyncedTable, id: string): readonly Condition[] =>
  catalog.aboutOf(of).flatMap(({ column, tables, tableIn }, at, all): readonly Condition[] => {
    const before = all.slice(0, at).map((each) => ` AND ${isEmpty(each)}`);
    if (tableIn !== null)
      return [{ where: `${sqlName(column)} = ? AND ${sqlName(tableIn)} = ?${before.join('')}`, params: [id, record.name] }];
    return tables.includes(record) ? [{ where: `${sqlName(column)} = ?${before.join('')}`, params: [id] }] : [];
  });

/** A row whose entries are wanted; `seq` is the number of the set that made it. */
type Row = {
  readonly table: SyncedTable;
  readonly id: string;
  readonly seq: number;
  readonly name: string | null;
  readonly fact: Pick<HistoryEntry, 'happenedDay' | 'voided'> | null;
};

/** What is asked of the rows of a table: all at once, because a record may have thousands. */
const rowColumns = ({ facets, sync }: SyncedTable): string =>
  [
    'id',
    'seq',
    ...facets.named.map((name) => `${sqlName(name)} AS "${name}"`),
    ...(sync === 'fact' ? ['happened_day AS "#day"', 'voided AS "#voided"'] : []),
  ].join(', ');

const toRow = (table: SyncedTable, row: SqlRow, isRecord: boolean): Row => {
  const name = isRecord ? '' : ownName(table, row);
  const day = row['#day'] ?? null;
  return {
    table,
    id: String(row['id']),
    seq: Number(row['seq']),
    name: name === '' ? null : name,
    fact: table.sync === 'fact' ? { happenedDay: day === null ? null : String(day), voided: Number(row['#voided']) === 1 } : null,
  };
};

/** Everything that happened to a record, newest first; null when no row has this id. `names` tells the name of a person. */
export const historyOf = (
  { db, model }: Pick<Store, 'db' | 'model'>,
  id: string,
  names: (person: string) => string | null,
): readonly HistoryEntry[] | null => {
  const { catalog } = model;
  const get = getIn(db);
  const record = tableOfRow({ get }, catalog.synced.values(), id);
  if (record === undefined) return null;
  const book = setBook(db);
  const isLinked = db.prepare('SELECT 1 FROM hub_link WHERE one = 1').get([]) !== undefined;

  const header = (set: LoggedSet) => ({
    seq: set.seq,
    at: set.knownAt as Instant,
    provisional: isLinked && set.hubSeq === null && set.refused === null,
    actor: { id: set.actor, name: names(set.actor) },
    device: set.deviceName,
    command: set.command,
    cause: localCauseText(get, set.cause, set.hubSeq),
  });
  const entriesOf = ({ table, id: rowId, seq, name, fact }: Row): readonly HistoryEntry[] => {
    const steps = pastOf(db, book, table, rowId, seq);
    const changes = changesOf(table, steps);
    return steps.map(({ set, now, was }, at) => {
      const register = now[deletedCell];
      const what = was === null ? 'made' : register === undefined ? 'changed' : (registerWords[Number(register)] ?? 'changed');
      return { ...header(set), table: table.name, rowId, name, what, voided: false, ...fact, changes: changes[at] ?? [] };
    });
  };

  const rowsOf = (of: SyncedTable, where: string, params: readonly string[], isRecord: boolean): readonly Row[] =>
    db
      .prepare(`SELECT ${rowColumns(of)} FROM ${of.name} WHERE ${where} ORDER BY seq, id`)
      .all([...params])
      .map((row) => toRow(of, row, isRecord));
  const rows = [
    ...rowsOf(record, 'id = ?', [id], true),
    ...[...catalog.synced.values()].flatMap((of) =>
      aboutFirst(catalog, of, record, id).flatMap(({ where, params }) => rowsOf(of, where, params, false)),
    ),
  ];
  // In the order in which they count: what came late from another device stands where it belongs.
  const clock = (entry: HistoryEntry): bigint => book.read(entry.seq)?.effectiveHlc ?? 0n;
  return rows.flatMap(entriesOf).sort((a, b) => {
    const [left, right] = [clock(a), clock(b)];
    if (left !== right) return left < right ? 1 : -1;
    return b.seq - a.seq || (a.rowId < b.rowId ? 1 : -1);
  });
};
