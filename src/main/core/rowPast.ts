/** What a row went through, read from the log: as it was made, then each write of its cells, in the order in which their sets count. */
import { columnNamed, type Table } from '../../shared/kernel/table.ts';
import { deletedCell, type PayloadValue } from '../../shared/sync/changeSet.ts';
import type { FieldChange } from '../../shared/sync/contract.ts';
import type { Db } from '../platform/database.ts';
import { type LoggedSet, readSet } from './changeLog.ts';
import { cellsOf, type Reading } from './rowNames.ts';

type Cells = Readonly<Record<string, PayloadValue>>;

/** `was` is null for the set that made the row. */
export type PastStep = { readonly set: LoggedSet; readonly now: Cells; readonly was: Cells | null };

/** The sets of a log, each read and looked through once, however many of its rows are asked for. */
export type SetBook = {
  readonly read: (seq: number) => LoggedSet | undefined;
  /** The cells of a row as the set made it. */
  readonly made: (seq: number, table: string, id: string) => Cells | undefined;
};

export const setBook = (db: Db): SetBook => {
  const sets = new Map<number, LoggedSet | undefined>();
  const rows = new Map<number, ReadonlyMap<string, Cells>>();
  const read: SetBook['read'] = (seq) => {
    if (!sets.has(seq)) sets.set(seq, readSet(db, seq));
    return sets.get(seq);
  };
  const rowsOf = (seq: number): ReadonlyMap<string, Cells> => {
    const known = rows.get(seq);
    if (known !== undefined) return known;
    const made = new Map<string, Cells>();
    for (const [table, columns, all] of read(seq)?.payload.i ?? [])
      for (const row of all)
        made.set(`${table} ${String(row[0])}`, Object.fromEntries(columns.map((name, position) => [name, row[position] ?? null])));
    rows.set(seq, made);
    return made;
  };
  return { read, made: (seq, table, id) => rowsOf(seq).get(`${table} ${id}`) };
};

/** In the order in which sets count, which is not that in which they came here. */
export const byClock = (a: LoggedSet, b: LoggedSet): number => {
  if (a.effectiveHlc !== b.effectiveHlc) return a.effectiveHlc < b.effectiveHlc ? -1 : 1;
  return a.deviceName < b.deviceName ? -1 : a.deviceName > b.deviceName ? 1 : a.seq - b.seq;
};

/** The steps of a row that is there, made by the set of this number; none of those that a hub refused. */
export const pastOf = (db: Db, book: SetBook, table: Table, id: string, madeSeq: number): readonly PastStep[] => {
  const set = book.read(madeSeq);
  const first = set === undefined ? [] : [{ set, now: book.made(madeSeq, table.name, id) ?? {}, was: null }];
  const writes = db
    .prepare('SELECT local_seq FROM touch WHERE row_id = ? ORDER BY local_seq')
    .all([id])
    .flatMap(({ local_seq: seq }) => book.read(Number(seq)) ?? [])
    .sort(byClock)
    .flatMap((each) =>
      (each.payload.u ?? []).flatMap(([name, rowId, now, was]): readonly PastStep[] =>
        name === table.name && rowId === id ? [{ set: each, now, was }] : [],
      ),
    );
  return [...first, ...writes];
};

/** The amounts of a table, and the columns that say in which currency they are. */
const amountsOf = (table: Table): readonly (readonly [amount: string, currency: string])[] =>
  Object.entries(table.columns).flatMap(([name, { currency }]) => (currency === undefined ? [] : [[name, currency] as const]));

/** The currency that an amount of a row had with it once a set had counted; null where the field is no amount, or none was known. */
export const currencyAfter = (db: Db, table: Table, id: string, field: string, set: LoggedSet): string | null => {
  const column = columnNamed(table, field)?.currency;
  const row = column === undefined ? undefined : db.prepare(`SELECT seq FROM ${table.name} WHERE id = ?`).get([id]);
  if (column === undefined || row === undefined) return null;
  const said = pastOf(db, setBook(db), table, id, Number(row['seq'])).findLast(
    (step) => Object.hasOwn(step.now, column) && (step.set.seq === set.seq || step.was === null || byClock(step.set, set) < 0),
  );
  return codeIn(said?.now ?? {}, column);
};

const codeIn = (cells: Cells, column: string): string | null => {
  const code = cells[column];
  return typeof code === 'string' && code !== '' ? code : null;
};

/**
 * The steps of one row as changes, each amount with its currency: the one of the row then, where the step did not write it. Another currency under
 * the same figure is a change of the amount.
 */
export const changesOf = (table: Table, steps: readonly Omit<PastStep, 'set'>[]): readonly (readonly FieldChange[])[] => {
  const amounts = amountsOf(table);
  const held: Record<string, PayloadValue> = {};
  return steps.map(({ now, was }) => {
    const before: Cells = { ...held, ...was };
    Object.assign(held, now);
    const change = (field: string, to: PayloadValue): FieldChange => {
      const column = columnNamed(table, field)?.currency;
      const from = was === null ? {} : { from: before[field] ?? null };
      if (column === undefined) return { field, ...from, to };
      const currency = codeIn(held, column);
      return was === null ? { field, to, currency } : { field, ...from, to, currency, fromCurrency: codeIn(before, column) };
    };
    const written = Object.entries(now).filter(([field, to]) => field !== 'id' && field !== deletedCell && (was !== null || to !== null));
    const alsoChanged = amounts.filter(
      ([amount, currency]) =>
        was !== null && Object.hasOwn(now, currency) && !Object.hasOwn(now, amount) && (held[amount] ?? null) !== null,
    );
    return [...written.map(([field, to]) => change(field, to)), ...alsoChanged.map(([amount]) => change(amount, held[amount] ?? null))];
  });
};

export type WrittenRow = { readonly table: string; readonly id: string; readonly changes: readonly FieldChange[] };

/** What a set wrote, row by row, also where the hub refused it: then the rows that it changed are what they were. */
export const writtenBy = (reading: Reading, set: Pick<LoggedSet, 'payload'>): readonly WrittenRow[] => {
  const changed = (set.payload.u ?? []).flatMap(([name, id, now, was]): readonly WrittenRow[] => {
    const table = reading.catalog.synced.get(name);
    if (table === undefined) return [];
    const before = { now: (cellsOf(reading, table, id) ?? {}) as Cells, was: null };
    return [{ table: name, id, changes: changesOf(table, [before, { now, was }])[1] ?? [] }];
  });
  const made = (set.payload.i ?? []).flatMap(([name, columns, rows]): readonly WrittenRow[] => {
    const table = reading.catalog.synced.get(name);
    if (table === undefined) return [];
    return rows.map((row) => {
      const now = Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null]));
      return { table: name, id: String(row[0]), changes: changesOf(table, [{ now, was: null }])[0] ?? [] };
    });
  });
  return [...changed, ...made];
};
