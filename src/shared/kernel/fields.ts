/** The fields of a record: the columns that people fill in, one by one, but an amount and its currency as the one thing that they are. */
import type { z } from 'zod';
import { type Column, type Field, fromSql } from './column.ts';
import { anId, someMoney } from './inputs.ts';
import type { Money } from './money.ts';
import { type PatchOf, sqlName, type Table } from './table.ts';

type ColumnName<T extends Table> = keyof T['columns'] & string;
type ValueOf<T extends Table, K extends ColumnName<T>> = T['columns'][K] extends Column<infer V> ? V : never;
type ColumnsWith<T extends Table, F> = {
  [K in ColumnName<T>]: T['columns'][K] extends { readonly field: F } ? K : never;
}[ColumnName<T>];

/** An amount goes by what it is, without the unit that its column names: `revenueMinor` holds the revenue. */
type NameOf<K extends string> = K extends `${infer Name}Minor` ? Name : K;
/** What forms, commands and views call the fields of a table. */
export type FieldName<T extends Table> = NameOf<ColumnsWith<T, Field>>;
/** Those that an import takes. */
export type ImportedName<T extends Table> = NameOf<ColumnsWith<T, { readonly heads: readonly string[] }>>;

/** The fields with their values. */
export type FieldValues<T extends Table> = {
  readonly [K in ColumnsWith<T, Field> as NameOf<K>]: K extends `${string}Minor` ? Money | null : ValueOf<T, K>;
};

export type FieldKind = 'text' | 'integer' | 'boolean' | 'money' | 'day' | 'ref';

export type RecordField<N extends string = string> = {
  readonly table: string;
  readonly name: N;
  readonly kind: FieldKind;
  /** The name of its column; of an amount that of the minor units. */
  readonly column: string;
  readonly of: Column<unknown>;
  readonly facets: Field;
};

/** Nobody can be made to know a day, an amount or another record: only texts, numbers, yes and no may be required. */
const fieldKind = (table: Table, name: string, { kind, optional }: Column<unknown>): FieldKind => {
  if (kind === 'text' || kind === 'integer' || kind === 'boolean') return kind;
  if (optional && (kind === 'day' || kind === 'ref')) return kind;
  if (optional && kind === 'minor') return 'money';
  throw new Error(`${table.name}.${name} cannot be filled in: ${kind}`);
};

const nameOf = (column: string, kind: FieldKind): string => (kind === 'money' ? column.replace(/Minor$/u, '') : column);

/** The fields of a table in the order in which they are declared. */
export const fieldsIn = <T extends Table>(table: T): readonly RecordField<FieldName<T>>[] =>
  Object.entries(table.columns).flatMap(([column, of]) => {
    if (of.field === undefined) return [];
    const kind = fieldKind(table, column, of);
    return [{ table: table.name, name: nameOf(column, kind) as FieldName<T>, kind, column, of, facets: of.field }];
  });

/** One field of a table. */
export const fieldNamed = <T extends Table>(table: T, name: FieldName<T>): RecordField<FieldName<T>> => {
  const found = fieldsIn(table).find((each) => each.name === name);
  if (found === undefined) throw new Error(`${table.name} has no field ${name}`);
  return found;
};

/** The fields that an import takes and an export gives. */
export const importedIn = <T extends Table>(table: T): readonly RecordField<ImportedName<T>>[] =>
  fieldsIn<Table>(table).filter(({ facets }) => facets.heads !== undefined) as readonly RecordField[] as readonly RecordField<
    ImportedName<T>
  >[];

/** What a new record holds of the fields that cannot be unknown, but those that somebody has to fill in. */
export const fieldDefaults = (table: Table): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    fieldsIn(table).flatMap(({ column, of }) =>
      of.optional || (of.kind === 'text' && (of.min ?? 0) > 0) ? [] : [[column, fromSql(of, of.neutral)]],
    ),
  );

/** The columns in which a field is kept. */
export const columnsOf = ({ column, of }: RecordField): readonly string[] => (of.currency === undefined ? [column] : [column, of.currency]);

const inputOf = (column: Column<unknown>): z.ZodType => {
  if (column.kind !== 'ref') return column.schema;
  return column.optional ? anId().nullable() : anId();
};

/** What a command takes for some columns of a table. */
export const columnInputs = <T extends Table, const N extends ColumnName<T>>(
  table: T,
  names: readonly N[],
): { readonly [K in N]: z.ZodType<ValueOf<T, K>> } =>
  Object.fromEntries(names.flatMap((name) => (table.columns[name] === undefined ? [] : [[name, inputOf(table.columns[name])]]))) as {
    readonly [K in N]: z.ZodType<ValueOf<T, K>>;
  };

/** What a command takes for the fields of a table. */
export const fieldInputs = <T extends Table>(table: T): { readonly [N in keyof FieldValues<T>]: z.ZodType<FieldValues<T>[N]> } =>
  Object.fromEntries(
    fieldsIn<Table>(table).map(({ name, kind, of }) => [name, kind === 'money' ? someMoney.nullable() : inputOf(of)]),
  ) as unknown as { readonly [N in keyof FieldValues<T>]: z.ZodType<FieldValues<T>[N]> };

type Given<T extends Table> = { readonly [N in keyof FieldValues<T>]?: FieldValues<T>[N] | undefined };

/** Some fields as the cells that hold them; what was left out stays out. */
export const toCells = <T extends Table>(table: T, values: Given<T>): PatchOf<T> => {
  const given = values as Readonly<Record<string, unknown>>;
  const cells: Record<string, unknown> = {};
  for (const { name, kind, column, of } of fieldsIn<Table>(table)) {
    const value = given[name];
    if (value === undefined) continue;
    const money = kind === 'money' ? (value as Money | null) : null;
    cells[column] = kind === 'money' ? (money?.minor ?? null) : value;
    if (of.currency !== undefined) cells[of.currency] = money?.currency ?? null;
  }
  return cells as PatchOf<T>;
};

/** The fields of a row; its cells may be as SQLite gives them. */
export const fieldValues = <T extends Table>(table: T, row: object): FieldValues<T> => {
  const cells = row as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    fieldsIn<Table>(table).map(({ name, column, of }) => {
      const value = fromSql(of, cells[column] ?? null);
      if (of.currency === undefined) return [name, value];
      const currency = cells[of.currency] ?? null;
      return [name, value === null || currency === null ? null : { minor: value, currency }];
    }),
  ) as FieldValues<T>;
};

/** The cells of all fields for a query, each under the name of its column. */
export const selectFields = (table: Table, alias: string): string =>
  fieldsIn(table)
    .flatMap(columnsOf)
    .map((column) => (sqlName(column) === column ? `${alias}.${column}` : `${alias}.${sqlName(column)} AS ${column}`))
    .join(', ');
