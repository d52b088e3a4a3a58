/** Since which version of the schema a column is there, read from the migrations, which are proven to make the tables as they are declared. */
import { sqlName, type Table } from '../kernel/table.ts';
import type { Migration } from './migrations/list.ts';

/** The number of the migration that brought a column; 1 for what no migration names. */
export type Since = (table: Table, column: string) => number;

const created = /^CREATE TABLE (\w+) \(([\s\S]*)\)/u;
const added = /^ALTER TABLE (\w+) ADD COLUMN (\w+)/u;

const columnsIn = (statement: string): readonly (readonly [table: string, column: string])[] => {
  const [, grown, one] = added.exec(statement) ?? [];
  if (grown !== undefined && one !== undefined) return [[grown, one]];
  const [, table, body] = created.exec(statement) ?? [];
  if (table === undefined || body === undefined) return [];
  return [...body.matchAll(/^\s*(\w+)/gmu)].map(([, column = '']) => [table, column]);
};

export const sinceOf = (migrations: readonly Migration[]): Since => {
  const since = new Map<string, number>();
  for (const [at, { statements }] of migrations.entries())
    for (const statement of statements)
      for (const [table, column] of columnsIn(statement)) {
        const key = `${table} ${column}`;
        if (!since.has(key)) since.set(key, at + 1);
      }
  return (table, column) => since.get(`${table.name} ${sqlName(column)}`) ?? 1;
};
