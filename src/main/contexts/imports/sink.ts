/** Where an import writes: into a transaction, or (for a check) nowhere; either way what would change is counted. */
import type { InsertOf, PatchOf, Table } from '../../../shared/kernel/table.ts';
import type { Happened, ReadTx, WriteTx } from '../../core/tx.ts';

export type Sink = {
  readonly tx: ReadTx;
  readonly newId: () => string;
  readonly insert: <T extends Table>(table: T, row: InsertOf<T>) => void;
  readonly update: <T extends Table>(table: T, id: string, patch: PatchOf<T>) => void;
  /** Puts a record into the trash; taking the batch back brings it out again. */
  readonly remove: (table: Table, id: string) => void;
  readonly restore: (table: Table, id: string) => void;
  readonly record: <T extends Table>(table: T, row: InsertOf<T>, happened: Happened) => void;
  readonly voidFact: (table: Table, id: string) => void;
  /** Rows written so far; 0 means that the import changes nothing. */
  readonly changes: () => number;
  /** True for ids of records that a check pretends to have made: the store knows nothing of them. */
  readonly isPretended: (id: string) => boolean;
};

export const writingSink = (tx: WriteTx): Sink => {
  let changes = 0;
  return {
    tx,
    newId: tx.newId,
    insert: (table, row) => {
      changes++;
      tx.insert(table, row);
    },
    update: (table, id, patch) => {
      changes++;
      tx.update(table, id, patch);
    },
    remove: (table, id) => {
      changes++;
      tx.remove(table, id);
    },
    restore: (table, id) => {
      changes++;
      tx.restore(table, id);
    },
    record: (table, row, happened) => {
      changes++;
      tx.record(table, row, happened);
    },
    voidFact: (table, id) => {
      changes++;
      tx.voidFact(table, id);
    },
    changes: () => changes,
    isPretended: () => false,
  };
};

/** Holds an import to the tables that its kinds of files may fill: that another was written is a fault of a resolver. */
export const filling = (sink: Sink, tables: ReadonlySet<string>): Sink => {
  const mayFill = ({ name }: Table): void => {
    if (!tables.has(name)) throw new Error(`none of the kinds of this import may fill ${name}`);
  };
  return {
    ...sink,
    insert: (table, row) => {
      mayFill(table);
      sink.insert(table, row);
    },
    update: (table, id, patch) => {
      mayFill(table);
      sink.update(table, id, patch);
    },
    remove: (table, id) => {
      mayFill(table);
      sink.remove(table, id);
    },
    restore: (table, id) => {
      mayFill(table);
      sink.restore(table, id);
    },
    record: (table, row, happened) => {
      mayFill(table);
      sink.record(table, row, happened);
    },
    voidFact: (table, id) => {
      mayFill(table);
      sink.voidFact(table, id);
    },
  };
};

/** Counts and forgets; ids are made up and never leave the import. */
export const checkingSink = (tx: ReadTx): Sink => {
  const prefix = 'check-';
  let changes = 0;
  let ids = 0;
  const count = (): void => {
    changes++;
  };
  return {
    tx,
    newId: () => `${prefix}${ids++}`,
    insert: count,
    update: count,
    remove: count,
    restore: count,
    record: count,
    voidFact: count,
    changes: () => changes,
    isPretended: (id) => id.startsWith(prefix),
  };
};
