/** One row of every table that devices exchange, in which each column says where it stands: for tests of what follows from any declaration. */
import type { WriteTx } from '../../src/main/core/tx.ts';
import { type Column, fits } from '../../src/shared/kernel/column.ts';
import { currency } from '../../src/shared/kernel/money.ts';
import { day } from '../../src/shared/kernel/day.ts';
import type { Table } from '../../src/shared/kernel/table.ts';
import { tables } from '../../src/shared/schema/tables.ts';
import { factVoid } from '../../src/shared/sync/schema.ts';

export type EveryRow = ReadonlyMap<string, string>;

const when = Date.parse('2026-11-20T10:00:00Z');

/** A value that the column takes; `ids` are those of the rows by what they are. Nothing points to itself. */
const valueFor = (table: Table, name: string, column: Column<unknown>, ids: ReadonlyMap<string, string>): unknown => {
  const own = table.columns['id']?.to;
  switch (column.kind) {
    case 'id':
      return ids.get(column.to ?? '');
    case 'ref':
      return column.to === own ? null : (ids.get(column.to === 'Owned' ? 'Deal' : (column.to ?? '')) ?? null);
    case 'text':
      return [`${name} of ${table.name}`.slice(0, column.max), 'Europe/Oslo', '1.5'].find((text) => fits(column, text));
    case 'json':
      return ['[]', '{}'].find((text) => fits(column, text));
    case 'choice':
      return column.choices?.at(-1);
    case 'integer':
      return Math.max(column.min ?? 0, 7);
    case 'boolean':
      return true;
    case 'minor':
      return 12_300n;
    case 'currency':
      return currency('SEK');
    case 'day':
      return day('2026-11-20');
    case 'instant':
      return when;
    default:
      throw new Error(`no value for ${table.name}.${name}`);
  }
};

/** Their ids by the names of the tables. */
export const makeEveryRow = (tx: WriteTx, isWanted: (table: Table) => boolean = () => true): EveryRow => {
  const wanted = tables.filter((table) => table.sync !== 'derived' && table.name !== factVoid.name && isWanted(table));
  const ids = new Map(wanted.map(({ columns }) => [columns['id']?.to ?? '', tx.newId() as string]));
  for (const table of wanted) {
    const row = Object.fromEntries(Object.entries(table.columns).map(([name, column]) => [name, valueFor(table, name, column, ids)]));
    if (table.sync === 'lww') tx.insert(table, row);
    else tx.record(table, row, { day: day('2026-11-20') });
  }
  return new Map(wanted.map(({ name, columns }) => [name, ids.get(columns['id']?.to ?? '') ?? '']));
};
