/** What the engine works out once per declared table: SQL texts, column order, and how values are checked and bound. */
import { type Column, fits, fromSql, type SqlValue, toSql } from '../../shared/kernel/column.ts';
import { sqlName, type Table } from '../../shared/kernel/table.ts';
import { deletedCell, type PayloadValue } from '../../shared/sync/changeSet.ts';
import type { SqlRow } from '../platform/database.ts';

export type TableMeta = {
  readonly table: Table;
  readonly names: readonly string[];
  readonly columns: readonly Column<unknown>[];
  /** Columns of a payload row: the declared ones, and for facts when they happened. */
  readonly payloadNames: readonly string[];
  readonly ordinals: ReadonlyMap<string, number>;
  /** Columns that an insert binds: those of a payload row and the engine's. */
  readonly width: number;
  readonly insertSql: string;
  readonly insertManySql: (rows: number) => string;
  readonly selectSql: string;
  readonly decode: (row: SqlRow) => Readonly<Record<string, unknown>>;
};

const metas = new WeakMap<Table, TableMeta>();

export const metaOf = (table: Table): TableMeta => {
  const known = metas.get(table);
  if (known !== undefined) return known;
  const made = describe(table);
  metas.set(table, made);
  return made;
};

const describe = (table: Table): TableMeta => {
  const names = Object.keys(table.columns);
  const columns = Object.values(table.columns);
  const sqlNames = names.map(sqlName);
  const engine =
    table.sync === 'lww' ? ['clock', 'seq'] : table.sync === 'fact' ? ['happened_at', 'happened_day', 'recorded_at', 'hlc', 'seq'] : [];
  const all = [...sqlNames, ...engine];
  const into = `INSERT INTO ${table.name} (${all.join(', ')}) VALUES `;
  const places = `(${all.map(() => '?').join(', ')})`;
  const many = new Map<number, string>();
  return {
    table,
    names,
    columns,
    payloadNames: table.sync === 'fact' ? [...names, 'happenedAt', 'happenedDay'] : names,
    ordinals: new Map(names.map((name, ordinal) => [name, ordinal])),
    width: all.length,
    insertSql: `${into}${places}`,
    insertManySql: (rows) => {
      const known = many.get(rows) ?? `${into}${Array.from({ length: rows }, () => places).join(', ')}`;
      many.set(rows, known);
      return known;
    },
    selectSql: `SELECT ${sqlNames.join(', ')} FROM ${table.name}`,
    decode: (row) =>
      Object.fromEntries(names.map((name, at) => [name, fromSql(columns[at] as Column<unknown>, row[sqlNames[at] ?? ''] ?? null)])),
  };
};

/** The value as SQLite stores it. Input is validated at the contract's edge and by the importer: what is wrong here is a bug, so it throws. */
export const bind = (meta: TableMeta, name: string, column: Column<unknown>, value: unknown): SqlValue => {
  const stored = toSql(value);
  // A number where an amount belongs has lost its øre somewhere on the way here.
  const isOfKind = stored === null || (column.kind === 'minor') === (typeof value === 'bigint');
  if (isOfKind && fits(column, stored)) return stored;
  throw new Error(stored === null ? `${meta.table.name}.${name} is required` : `${meta.table.name}.${name} cannot hold this value`);
};

/** Whether a value that a field held may be written again: what a field may hold has become narrower since. */
export const mayHold = (table: Table, field: string, value: PayloadValue): boolean => {
  const column = table.columns[field];
  return column === undefined ? field === deletedCell : fits(column, value);
};

/** A value out of the log as the type of its column. */
export const revived = (table: Table, field: string, value: PayloadValue): unknown => {
  const column = table.columns[field];
  if (column === undefined) throw new Error(`${table.name} has no column ${field}`);
  return fromSql(column, value);
};
