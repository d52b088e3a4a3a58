/** Tables, each declared once: row types, STRICT DDL, validation, form fields and sync policy all follow from `defineTable`. */
import { z } from 'zod';
import type { Column } from './column.ts';

export type Columns = Readonly<Record<string, Column<unknown>>>;

/**
 * lww: descriptive rows, last writer wins per column, with a delete register.
 * fact: append-only rows dated by what happened; never changed, only voided by a `fact_void` row.
 * derived: local, unsynced, rebuilt from the others by a fold; never written by a command.
 */
export type SyncPolicy = 'lww' | 'fact' | 'derived';

export type Table<N extends string = string, C extends Columns = Columns> = {
  readonly name: N;
  readonly columns: C;
  readonly sync: SyncPolicy;
  /** Columns of each secondary index, as SQL names; `unique` never (uniqueness is a claim settled by the hub, not by a device). */
  readonly indexes: readonly (readonly string[])[];
};

export type RowOf<T extends Table> = { readonly [K in keyof T['columns']]: T['columns'][K] extends Column<infer V> ? V : never };

type OptionalKeys<C extends Columns> = { [K in keyof C]: C[K] extends Column<infer V> ? (null extends V ? K : never) : never }[keyof C];
/** What an insert takes: columns that may be unknown can be left out. */
export type InsertOf<T extends Table> = Omit<RowOf<T>, OptionalKeys<T['columns']>> & Partial<Pick<RowOf<T>, OptionalKeys<T['columns']>>>;
export type PatchOf<T extends Table> = Partial<Omit<RowOf<T>, 'id'>>;

export const defineTable = <const N extends string, const C extends Columns>(
  name: N,
  columns: C,
  options: { readonly sync: SyncPolicy; readonly indexes?: readonly (readonly string[])[] },
): Table<N, C> => ({ name, columns, sync: options.sync, indexes: options.indexes ?? [] });

/** camelCase to the snake_case that SQL uses. */
export const sqlName = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Columns that the engine keeps on every row of a policy, beside the declared ones. */
const engineColumns: Readonly<Record<SyncPolicy, readonly string[]>> = {
  // `clock`: per-column clocks of the row; `deleted`: 0 live, 1 in the trash, 2 withdrawn by an undo; `seq`: local_seq of the set that made the row.
  lww: ["clock BLOB NOT NULL DEFAULT x''", 'deleted INTEGER NOT NULL DEFAULT 0', 'seq INTEGER NOT NULL DEFAULT 0'],
  // `happened_at`/`happened_day` null: the day is not known. `hlc`: effective clock of the set. `voided`: 1 while a live `fact_void` names the row.
  fact: [
    'happened_at INTEGER',
    'happened_day TEXT',
    'recorded_at INTEGER NOT NULL DEFAULT 0',
    'hlc INTEGER NOT NULL DEFAULT 0',
    'voided INTEGER NOT NULL DEFAULT 0',
    'seq INTEGER NOT NULL DEFAULT 0',
  ],
  derived: [],
};

const columnDdl = (name: string, column: Column<unknown>): string => {
  if (column.kind === 'id') return `${sqlName(name)} TEXT PRIMARY KEY NOT NULL`;
  if (column.optional) return `${sqlName(name)} ${column.sql}`;
  const neutral = typeof column.neutral === 'number' ? String(column.neutral) : `'${column.neutral.replaceAll("'", "''")}'`;
  return `${sqlName(name)} ${column.sql} NOT NULL DEFAULT ${neutral}`;
};

/** The statements that make the table and its indexes, as declared. Migrations are proven equal to these. */
export const ddl = (table: Table): readonly string[] => {
  const columns = [...Object.entries(table.columns).map(([name, column]) => columnDdl(name, column)), ...engineColumns[table.sync]];
  return [
    `CREATE TABLE ${table.name} (\n  ${columns.join(',\n  ')}\n) STRICT, WITHOUT ROWID`,
    ...table.indexes.map((columnsOf) => `CREATE INDEX ${table.name}_by_${columnsOf.join('_')} ON ${table.name} (${columnsOf.join(', ')})`),
  ];
};

/** Validates what an insert is given; unknown keys are refused. */
export const insertSchema = (table: Table): z.ZodType<Readonly<Record<string, unknown>>> =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(table.columns).map(([name, column]) => [name, column.optional ? column.schema.optional() : column.schema]),
    ),
  );

export type FormField = {
  readonly name: string;
  readonly kind: Column<unknown>['kind'];
  readonly required: boolean;
  readonly max?: number;
  readonly choices?: readonly string[];
  readonly to?: string;
};

/** What a form needs to know of each column that a person may fill in. */
export const formFields = (table: Table): readonly FormField[] =>
  Object.entries(table.columns)
    .filter(([, column]) => column.kind !== 'id')
    .map(([name, column]) => ({
      name,
      kind: column.kind,
      required: !column.optional,
      ...(column.max === undefined ? {} : { max: column.max }),
      ...(column.choices === undefined ? {} : { choices: column.choices }),
      ...(column.to === undefined ? {} : { to: column.to }),
    }));
