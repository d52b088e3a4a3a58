/** Tables, each declared once: row types, STRICT DDL, validation, form fields and sync policy all follow from `defineTable`. */
import { type Column, dayColumn, instantColumn, optional } from './column.ts';

export type Columns = Readonly<Record<string, Column<unknown>>>;

/**
 * lww: descriptive rows, last writer wins per column, with a delete register.
 * fact: append-only rows dated by what happened; never changed, only voided by a `fact_void` row.
 * derived: local, unsynced, rebuilt from the others by a fold; never written by a command.
 */
export type SyncPolicy = 'lww' | 'fact' | 'derived';

/**
 * A column that names a record which a row is about: a reference, whose entity says of which table, or a text beside which another column (`tableIn`)
 * names the table. `ref('Owned')` may name a row of any table that has owners.
 */
export type About<N extends string = string> = N | { readonly column: N; readonly tableIn: N };

/**
 * Whose a row is: by dated `ownership` facts, or by a column that never changes. `isAuthor`: only made in one's own name, except by an import;
 * `sharedBy`: a column with which its owner opens it to all who read any, and closes it again.
 */
export type Owned<N extends string = string> = 'ownership' | { readonly column: N; readonly isAuthor?: true; readonly sharedBy?: N };

/** A cell that needs more than the rest of its row. `wholeRow`: so does every write to a row in which it is not neutral. */
export type CellRight = { readonly action: string; readonly wholeRow?: true };

/**
 * What a table is to its readers and writers, said once for device, hub, history and trash. Actions are those of the policy; `about` in the place of an
 * action: what reading (or writing) the records needs that the row is about. Every record that a row names must in any case be one that may be read.
 */
export type Facets<N extends string = string> = {
  /** The records a row is about; the first that is set names the row in a history. */
  readonly about?: readonly About<N>[];
  /** The columns that name a row; none: it is named by its record and its kind. */
  readonly named: readonly N[];
  readonly read: string;
  /** Any one of these is enough. */
  readonly write: string | readonly string[];
  readonly cells?: { readonly [K in N]?: CellRight };
  readonly owned?: Owned<N>;
  /** Its rows say who may do what: none of them comes out of the trash by the right that everybody has to bring things back. */
  readonly givesRights?: true;
  /** Its facts say whose a record is: this person's, of those rows that hold `where`. One table of all says so. */
  readonly givesOwner?: { readonly record: N; readonly person: N; readonly where: { readonly [K in N]?: string } };
  /** That the search finds its rows. */
  readonly found?: Found<N>;
  /** A fact that is made once, by the person whom this column names, and never taken back. */
  readonly sealed?: { readonly by: N };
};

/** How the search finds and shows the records of a table: by its name, its account, and the fields that say that they are searchable. */
export type Found<N extends string = string> = {
  /** The column that tells it from others of its name, where it belongs to no account. */
  readonly subtitle?: N;
  /** A column that takes a record out of the search while it holds anything. */
  readonly hiddenBy?: N;
};

export type Table<N extends string = string, C extends Columns = Columns> = {
  readonly name: N;
  readonly columns: C;
  readonly sync: SyncPolicy;
  /** Columns of each secondary index, as SQL names; `unique` never (uniqueness is a claim settled by the hub, not by a device). */
  readonly indexes: readonly (readonly string[])[];
  /** Null for derived tables: they are seen with what they are folded from, and written by nobody. */
  readonly facets: Facets | null;
};

export type RowOf<T extends Table> = { readonly [K in keyof T['columns']]: T['columns'][K] extends Column<infer V> ? V : never };

type OptionalKeys<C extends Columns> = { [K in keyof C]: C[K] extends Column<infer V> ? (null extends V ? K : never) : never }[keyof C];
/** What an insert takes: columns that may be unknown can be left out. */
export type InsertOf<T extends Table> = Omit<RowOf<T>, OptionalKeys<T['columns']>> & Partial<Pick<RowOf<T>, OptionalKeys<T['columns']>>>;
export type PatchOf<T extends Table> = Partial<Omit<RowOf<T>, 'id'>>;

type Indexes = { readonly indexes?: readonly (readonly string[])[] };
export const defineTable = <const N extends string, const C extends Columns>(
  name: N,
  columns: C,
  options: Indexes & ({ readonly sync: 'derived' } | ({ readonly sync: 'lww' | 'fact' } & Facets<keyof C & string>)),
): Table<N, C> => {
  if (options.sync === 'derived') return { name, columns, sync: 'derived', indexes: options.indexes ?? [], facets: null };
  const { sync, indexes = [], ...facets } = options;
  return { name, columns, sync, indexes, facets };
};

/** When a fact happened, which the engine keeps beside the declared columns; null: the day is not known. */
const happened: Columns = { happenedAt: optional(instantColumn()), happenedDay: optional(dayColumn()) };

/** The column that a cell of a synced row belongs to; a name from outside may be one that every object inherits. */
export const columnNamed = (table: Table, name: string): Column<unknown> | undefined => {
  if (Object.hasOwn(table.columns, name)) return table.columns[name];
  return table.sync === 'fact' && Object.hasOwn(happened, name) ? happened[name] : undefined;
};

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
