/** What rows are called: by their own name, or by the record that they are about; both follow from what their tables declare. */
import type { Catalog, Cells, SyncedTable } from '../../shared/admin/catalog.ts';
import type { RowRef } from '../../shared/admin/rights.ts';
import { sqlName, type Table } from '../../shared/kernel/table.ts';
import { deletedCell } from '../../shared/sync/changeSet.ts';
import type { NamedRecord } from '../../shared/sync/contract.ts';
import type { GetRow } from './causes.ts';

/** Reads one row of a store of these tables: a transaction does, or a connection. */
export type Reading = { readonly get: GetRow; readonly catalog: Catalog };

/** The cells of a row in whatever state, as they are stored; undefined: there is none. */
export const cellsOf = ({ get }: Pick<Reading, 'get'>, table: Table, id: string): Cells | undefined => {
  const names = Object.keys(table.columns).map((name) => `${sqlName(name)} AS "${name}"`);
  const register = table.sync === 'lww' ? [`deleted AS "${deletedCell}"`] : [];
  return get(`SELECT ${[...names, ...register].join(', ')} FROM ${table.name} WHERE id = ?`, id);
};

/** The table that holds a row of this id, whatever its state. */
export const tableOfRow = ({ get }: Pick<Reading, 'get'>, tables: Iterable<SyncedTable>, id: string): SyncedTable | undefined => {
  for (const table of tables) if (get(`SELECT 1 FROM ${table.name} WHERE id = ?`, id) !== undefined) return table;
  return undefined;
};

/** The name that a row has of its own; empty where it has none. */
export const ownName = ({ facets }: SyncedTable, cells: Cells): string =>
  facets.named
    .map((column) => cells[column])
    .filter((cell) => typeof cell === 'string')
    .join(' ')
    .trim();

type Found = { readonly table: SyncedTable; readonly id: string };

/** The workspace: what could be about one of its records and names none, as a target for everybody, is about all of it. */
const wholeOf = ({ get, catalog }: Reading, { facets }: SyncedTable): Found | null => {
  const table = facets.about === undefined ? undefined : catalog.synced.get('workspace');
  const id = table === undefined ? undefined : get('SELECT id FROM workspace WHERE deleted = 0 ORDER BY id LIMIT 1')?.['id'];
  return table === undefined || typeof id !== 'string' ? null : { table, id };
};

/** The record that a row of these cells is about: the first that it names, where that is here, or the workspace where it names none. */
const recordOf = (reading: Reading, table: SyncedTable, cells: Cells): Found | null => {
  const [first] = reading.catalog.refsOf(table, cells);
  if (first === undefined) return wholeOf(reading, table);
  const of = tableOfRow(reading, first.tables, first.id);
  return of === undefined ? null : { table: of, id: first.id };
};

/** Voids of voids of voids: nobody asks for the name of more. */
const deepest = 10;

/** The name of a row of these cells, in whatever state. */
export const nameOfRow = (reading: Reading, { table, id, cells }: RowRef, depth = 0): NamedRecord => {
  const title = ownName(table, cells);
  const seedKey = cells['seedKey'];
  if (title !== '') return { table: table.name, id, title, seedKey: typeof seedKey === 'string' ? seedKey : null, of: null };
  const about = depth > deepest ? null : recordOf(reading, table, cells);
  const found = about === null ? undefined : cellsOf(reading, about.table, about.id);
  if (about === null || found === undefined) return { table: table.name, id, title: '', seedKey: null, of: null };
  const named = nameOfRow(reading, { ...about, cells: found }, depth + 1);
  return { table: table.name, id, title: named.title, seedKey: named.seedKey, of: named.of ?? { table: named.table, id: named.id } };
};

/** The same by its table and id; null where there is no such row. */
export const nameOf = (reading: Reading, tableName: string, id: string): NamedRecord | null => {
  const table = reading.catalog.synced.get(tableName);
  const cells = table === undefined ? undefined : cellsOf(reading, table, id);
  return table === undefined || cells === undefined ? null : nameOfRow(reading, { table, id, cells });
};
