/** The two capabilities: a transaction that can only read, and one that can also write; nothing else reaches the tables. */
import type { Catalog } from '../../shared/admin/catalog.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import type { SqlValue } from '../../shared/kernel/column.ts';
import type { Day, Instant, Zone } from '../../shared/kernel/day.ts';
import type { InsertOf, PatchOf, RowOf, Table } from '../../shared/kernel/table.ts';

/** When a fact happened: a day in the workspace's zone, with the instant where it is known; null when not even the day is known. */
export type Happened = { readonly day: Day; readonly at?: Instant } | null;

export type ReadTx = {
  /** The tables that the store is of. */
  readonly catalog: Catalog;
  readonly now: Instant;
  readonly today: Day;
  readonly zone: Zone;
  /** Rows of a statement; column names as in the SQL. Integers are plain numbers. */
  readonly all: <R>(sql: string, ...params: readonly SqlValue[]) => readonly R[];
  readonly get: <R>(sql: string, ...params: readonly SqlValue[]) => R | undefined;
  /** The same with every integer a bigint: for sums of money. */
  readonly allExact: <R>(sql: string, ...params: readonly SqlValue[]) => readonly R[];
  /** A live row by its id; undefined when there is none, when it is in the trash, or (a fact) when it is voided. */
  readonly find: <T extends Table>(table: T, id: string) => RowOf<T> | undefined;
};

export type WriteTx = ReadTx & {
  readonly newId: <E extends string>() => Id<E>;
  readonly actor: string;
  /** Makes a descriptive row. */
  readonly insert: <T extends Table>(table: T, row: InsertOf<T>) => void;
  /** Writes the cells that differ from what is stored; no difference, no change. The row must exist. */
  readonly update: <T extends Table>(table: T, id: string, patch: PatchOf<T>) => void;
  /** Into the trash, back from it, or out of sight for good because what made the row was undone. */
  readonly remove: (table: Table, id: string) => void;
  readonly restore: (table: Table, id: string) => void;
  readonly withdraw: (table: Table, id: string) => void;
  /** Appends a dated fact. */
  readonly record: <T extends Table>(table: T, row: InsertOf<T>, happened: Happened) => void;
  /** Takes a fact back; voiding the void brings it back. */
  readonly voidFact: (table: Table, factId: string) => void;
};
