/** Writing: every change goes to the tables and into the change set at once, so that the log cannot say less than the tables. */
import { type Column, fits, type SqlValue } from '../../shared/kernel/column.ts';
import { startOfDay } from '../../shared/kernel/day.ts';
import { columnNamed, type Table } from '../../shared/kernel/table.ts';
import { deletedCell, type PayloadValue, readCause, toPayloadValue } from '../../shared/sync/changeSet.ts';
import { factVoid } from '../../shared/sync/schema.ts';
import type { Stamp } from '../../shared/sync/rowClock.ts';
import type { Db } from '../../platform/database.ts';
import type { Random } from '../../platform/ports.ts';
import type { LogHead } from './changeLog.ts';
import { hasConflicts, settleByOwnCells, settleByOwnFact } from './conflicts.ts';
import { foldTouched, noteStored, noTouched } from './derive.ts';
import { type Model, versionOf } from './model.ts';
import type { Changes } from './reactions.ts';
import { noteRemovals, type Removals } from './removals.ts';
import { insertRow, readCells, rowBuffer, writeCells } from './rows.ts';
import { openSets, type WriteMeta } from './setWriter.ts';
import { bind, metaOf } from './tableMeta.ts';
import type { Happened, ReadTx, WriteTx } from './tx.ts';
import { chainOf, isSealed } from './voids.ts';

export type WriteContext = {
  readonly db: Db;
  readonly read: ReadTx;
  readonly newId: () => string;
  readonly random: Random;
  readonly model: Model;
  readonly device: { readonly no: number; readonly name: string };
  readonly isNewer: (a: Stamp, b: Stamp) => boolean;
  /** Takes down what is changed, where something may follow from it. */
  readonly changes: Changes | null;
};

export type OpenWrite = {
  readonly tx: WriteTx;
  /** Names the set that is being written, the same in every store. */
  readonly set: () => string;
  /** Folds everything derived from what was written since it was last called. */
  readonly fold: () => void;
  /** Appends what is pending; returns the head and the tables that the transaction changed. */
  readonly finish: () => { readonly head: LogHead; readonly tables: readonly string[] };
  readonly close: () => void;
} & Pick<Removals, 'question'>;

const happenedNames = ['happenedAt', 'happenedDay'] as const;
const fitsIn = (table: Table, name: string, value: SqlValue): boolean => {
  const column = columnNamed(table, name);
  return column !== undefined && fits(column, value);
};

/** Starts collecting a change set inside a transaction that holds the write lock. */
export const openWrite = (context: WriteContext, meta: WriteMeta, before: LogHead): OpenWrite => {
  const { db, read, device, model, isNewer, changes } = context;
  let touched = noTouched(model, db);
  const changedTables = new Set<string>();
  const removals = noteRemovals(db, model);
  const sets = openSets({ db, now: read.now, random: context.random, device, schema: versionOf(model) }, meta, before);
  // A command reads between its writes; a long write seldom does, and there rows are worth gathering.
  const buffer = meta.splitAfterOps === undefined ? null : rowBuffer(db);
  const drain = (): void => buffer?.drain();
  // Conflicts come with what is received, never while something is written here.
  let conflicts: boolean | null = null;
  const mayConflict = (): boolean => (conflicts ??= hasConflicts(db));

  const addRow = (table: Table, row: Readonly<Record<string, unknown>>, happened: readonly SqlValue[]): void => {
    const described = metaOf(table);
    for (const name in row) if (!described.ordinals.has(name)) throw new Error(`${table.name} has no column ${name}`);
    const values: SqlValue[] = described.names.map((name, at) =>
      bind(described, name, described.columns[at] as Column<unknown>, row[name]),
    );
    values.push(...happened);
    if (buffer === null || table.name === factVoid.name) {
      drain();
      insertRow(db, described, values, sets.current());
    } else buffer.insert(described, values, sets.current());
    touched.note(table.name, row);
    changes?.made(table.name, row['id']);
    changedTables.add(table.name);
    if (mayConflict()) settleByOwnFact(db, described, values, sets.current().seq, read.now);
    sets.addRow(described, values);
  };

  const write = (table: Table, id: string, wanted: Readonly<Record<string, SqlValue>>): void => {
    const names = Object.keys(wanted);
    // A patch that names no column asks for no change.
    if (names.length === 0) return;
    drain();
    const was = readCells(db, table, id, names);
    if (was === undefined) throw new Error(`${table.name} has no row ${id}`);
    const changed = names.filter((name) => was[name] !== toPayloadValue(wanted[name] ?? null));
    if (changed.length === 0) return;
    const now: Record<string, PayloadValue> = Object.fromEntries(changed.map((name) => [name, toPayloadValue(wanted[name] ?? null)]));
    noteRow(table, id, changed);
    if (was[deletedCell] === 0 && (now[deletedCell] ?? 0) !== 0) removals.removed(table.name, id);
    const set = sets.current();
    writeCells(db, table, id, now, set, isNewer);
    db.prepare('INSERT OR IGNORE INTO touch (row_id, local_seq, made) VALUES (?, ?, 0)').run([id, set.seq]);
    noteRow(table, id, changed);
    changes?.changed(table.name, id, changed);
    changedTables.add(table.name);
    if (mayConflict()) settleByOwnCells(db, table.name, id, changed, set.seq, read.now);
    sets.addCells([table.name, id, now, Object.fromEntries(changed.map((name) => [name, was[name] as PayloadValue]))]);
  };

  // Both the old and the new row name derived rows: a deal that changes account touches the lists of both.
  const noteRow = (table: Table, id: string, changed?: readonly string[]): void => noteStored(db, touched, table.name, id, changed);

  const happenedValues = (table: Table, happened: Happened): readonly SqlValue[] => {
    const values = happened === null ? [null, null] : [happened.at ?? startOfDay(happened.day, read.zone), happened.day];
    if (!happenedNames.every((name, at) => fitsIn(table, name, values[at] ?? null)))
      throw new Error(`no fact of ${table.name} can have happened then`);
    return values;
  };

  /** What is sealed is made by the person whom it names, never by an import; and a void is written by `voidFact` alone, which asks what it reaches. */
  const checkSeal = (table: Table, row: Readonly<Record<string, unknown>>): void => {
    if (table.name === factVoid.name) throw new Error('a fact is taken back by voidFact');
    const sealed = table.facets?.sealed;
    if (sealed === undefined) return;
    if (readCause(meta.cause ?? null)?.kind === 'batch') throw new Error(`no import makes a fact of ${table.name}: it is sealed`);
    if (row[sealed.by] !== meta.actor) throw new Error(`a fact of ${table.name} is made in one's own name`);
  };

  const tx: WriteTx = {
    ...read,
    ...(buffer === null ? {} : readingDrained(read, drain)),
    actor: meta.actor,
    newId: <E extends string>() => context.newId() as ReturnType<typeof tx.newId<E>>,
    insert: (table, row) => {
      if (table.sync !== 'lww') throw new Error(`${table.name} is not a table of descriptive rows`);
      addRow(table, row, []);
    },
    update: (table, id, patch) => {
      const described = metaOf(table);
      const values = Object.entries(patch).map(([name, value]): [string, SqlValue] => {
        const column = table.columns[name];
        if (column === undefined || column.kind === 'id') throw new Error(`${table.name}.${name} cannot be written`);
        return [name, bind(described, name, column, value)];
      });
      write(table, id, Object.fromEntries(values));
    },
    remove: (table, id) => {
      write(table, id, { [deletedCell]: 1 });
    },
    restore: (table, id) => {
      write(table, id, { [deletedCell]: 0 });
    },
    withdraw: (table, id) => {
      write(table, id, { [deletedCell]: 2 });
    },
    record: (table, row, happened) => {
      if (table.sync !== 'fact') throw new Error(`${table.name} is not a table of facts`);
      checkSeal(table, row);
      removals.recorded(table.name, row);
      addRow(table, row, happenedValues(table, happened));
    },
    voidFact: (table, factId) => {
      drain();
      if (isSealed(read, table.name, factId)) throw new Error(`a fact of ${table.name} is sealed: nothing takes it back`);
      removals.voided(table.name, factId);
      for (const fact of chainOf(read, table.name, factId)) noteStored(db, touched, fact.table, fact.id);
      addRow(factVoid, { id: context.newId(), factTable: table.name, factId }, [read.now, read.today]);
    },
  };

  return {
    tx,
    set: () => `${sets.current().hlc}@${device.name}`,
    fold: () => {
      drain();
      foldTouched(db, touched);
      touched = noTouched(model, db);
    },
    finish: () => {
      drain();
      return { head: sets.finish(), tables: [...changedTables] };
    },
    close: sets.close,
    question: (actor, now) => {
      drain();
      return removals.question(actor, now);
    },
  };
};

/** Reads that see the rows held back. */
const readingDrained = (read: ReadTx, drain: () => void): Pick<ReadTx, 'all' | 'get' | 'allExact' | 'find'> => ({
  all: (sql, ...params) => {
    drain();
    return read.all(sql, ...params);
  },
  get: (sql, ...params) => {
    drain();
    return read.get(sql, ...params);
  },
  allExact: (sql, ...params) => {
    drain();
    return read.allExact(sql, ...params);
  },
  find: (table, id) => {
    drain();
    return read.find(table, id);
  },
});
