/** Fetches the rows that a judgement will ask for, keeps them for the length of a push, and writes back what a set made of them. */
import type { AboutColumn, Catalog, Cells, RecordRef, SyncedTable } from '../shared/admin/catalog.ts';
import type { Viewer } from '../shared/admin/policy.ts';
import { asksFor, asksOwner, deepest } from '../shared/admin/rights.ts';
import { factVoid } from '../shared/sync/schema.ts';
import { type Held, type HeldRow, rootOf } from './held.ts';
import type { HubRow, Sql } from './hubDb.ts';
import type { RowWrite } from './payload.ts';
import { rowMap } from './rowMap.ts';

/** A row by what it says. */
export type RowLike = { readonly table: SyncedTable; readonly id: string; readonly cells: Cells };

/** Whether records are asked for that rows of a table are about and that stand in one of these tables. */
type Asks = (table: SyncedTable, tables: readonly SyncedTable[]) => boolean;

export type HeldRows = Held & {
  /** Whether it is known that there is no such row. */
  readonly isMissing: (table: string, id: string) => boolean;
  /** Fetches what judging these rows may ask for, as the viewer's (null: they are not judged), and what their scopes are noted by. */
  readonly fetchFor: (rows: readonly RowWrite[], viewer: Viewer | null) => Promise<void>;
  readonly fetchRows: (table: string, ids: readonly string[]) => Promise<void>;
  readonly fetchRoots: (table: string, roots: readonly string[]) => Promise<void>;
  /** Every row of a table that is small in any workspace. */
  readonly fetchAll: (table: string) => Promise<readonly HeldRow[]>;
  /** Fetches records that rows are about, and what those are about in turn, as far as somebody asks; returns what is there. */
  readonly fetchAbout: (rows: readonly RowLike[], asks: Asks) => Promise<readonly RowLike[]>;
  /** Fetches who owned these records, and what was taken back of it. */
  readonly fetchOwners: (records: readonly string[]) => Promise<void>;
  /** Fetches what takes these facts back, and what takes that back. */
  readonly fetchVoids: (facts: readonly string[]) => Promise<void>;
  readonly save: (rows: readonly HeldRow[]) => Promise<void>;
};

/** Rows of one statement: both databases bind this many places several times over. */
const slice = 400;
export const slices = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / slice) }, (_, at) => all.slice(at * slice, (at + 1) * slice));
const listOf = (one: string, count: number): string => `${one}, `.repeat(count).slice(0, -2);
export const placeholders = (count: number): string => listOf('?', count);
/** The places of so many rows of so many values each. */
export const rowPlaceholders = (rows: number, values: number): string => listOf(`(${placeholders(values)})`, rows);

const toHeld = (row: HubRow): HeldRow => ({
  table: String(row['tbl']),
  id: String(row['id']),
  cells: JSON.parse(String(row['cells'])) as HeldRow['cells'],
  clocks: JSON.parse(String(row['clocks'])) as HeldRow['clocks'],
  made: String(row['made_hlc']),
  madeBy: String(row['made_by']),
  madeHash: row['made_hash'] === null ? null : String(row['made_hash']),
});

export const heldRows = (sql: Sql, workspace: string, catalog: Catalog): HeldRows => {
  const rows = rowMap<HeldRow | null>();
  const roots = rowMap<Set<string>>();
  const wholes = new Map<string, Set<string>>();

  const keep = (row: HeldRow): void => {
    rows.set(row.table, row.id, row);
    const root = rootOf(catalog, row);
    if (root !== null) roots.get(row.table, root)?.add(row.id);
    wholes.get(row.table)?.add(row.id);
  };
  /** What this push has written already is newer than what a statement read. */
  const keepRead = (read: readonly HubRow[]): void => {
    for (const row of read) {
      const held = toHeld(row);
      keep(rows.get(held.table, held.id) ?? held);
    }
  };
  const select = (table: string, where: string, params: readonly string[]): Promise<readonly HubRow[]> =>
    sql.all(`SELECT * FROM hub_held WHERE workspace = ? AND tbl = ?${where}`, [workspace, table, ...params]);
  const fetchRows = async (table: string, ids: readonly string[]): Promise<void> => {
    const missing = [...new Set(ids)].filter((id) => !rows.has(table, id));
    for (const part of slices(missing)) {
      for (const id of part) rows.set(table, id, null);
      keepRead(await select(table, ` AND id IN (${placeholders(part.length)})`, part));
    }
  };
  const fetchRoots = async (table: string, wanted: readonly string[]): Promise<void> => {
    const missing = [...new Set(wanted)].filter((root) => !roots.has(table, root));
    for (const part of slices(missing)) {
      for (const root of part) roots.set(table, root, new Set());
      keepRead(await select(table, ` AND root IN (${placeholders(part.length)})`, part));
    }
  };
  const foundOf = (table: string, ids: Iterable<string>): readonly HeldRow[] => {
    const found: HeldRow[] = [];
    for (const id of ids) {
      const row = rows.get(table, id) ?? null;
      if (row !== null) found.push(row);
    }
    return found;
  };
  const fetchAll = async (table: string): Promise<readonly HeldRow[]> => {
    if (!wholes.has(table)) {
      wholes.set(table, new Set());
      keepRead(await select(table, '', []));
    }
    return foundOf(table, wholes.get(table) ?? []);
  };
  const withRoot = (table: string, root: string): readonly HeldRow[] => {
    const ids = roots.get(table, root);
    if (ids === undefined) throw new Error(`${table} of a root was not fetched`);
    return foundOf(table, ids);
  };

  /** Voids of these facts, and voids of those: also of voids that this push has brought itself. */
  const fetchVoids = async (facts: readonly string[]): Promise<void> => {
    const seen = new Set<string>();
    for (let next = facts; next.length > 0;) {
      await fetchRoots(factVoid.name, next);
      for (const id of next) seen.add(id);
      next = next.flatMap((id) => withRoot(factVoid.name, id).map((one) => one.id)).filter((id) => !seen.has(id));
    }
  };
  const fetchOwners = async (records: readonly string[]): Promise<void> => {
    if (catalog.ownership === null) return;
    const { name } = catalog.ownership.table;
    await fetchRoots(name, records);
    await fetchVoids(records.flatMap((record) => withRoot(name, record).map(({ id }) => id)));
  };

  const fetchAbout: HeldRows['fetchAbout'] = async (first, asks) => {
    const found = rowMap<RowLike>();
    const asked = new Map<SyncedTable, readonly AboutColumn[]>();
    const columnsOf = (table: SyncedTable): readonly AboutColumn[] => {
      let columns = asked.get(table);
      if (columns === undefined)
        asked.set(table, (columns = catalog.aboutOf(table).filter(({ tables, tableIn }) => tableIn !== null || asks(table, tables))));
      return columns;
    };
    let next = first;
    for (let steps = 0; steps <= deepest && next.length > 0; steps += 1) {
      const wanted = new Map<SyncedTable, Set<string>>();
      for (const { table, cells } of next)
        for (const column of columnsOf(table)) {
          const ref = catalog.refIn(column, cells);
          if (ref === null || (column.tableIn !== null && !asks(table, ref.tables))) continue;
          for (const of of ref.tables) {
            const ids = wanted.get(of) ?? new Set();
            wanted.set(of, ids.add(ref.id));
          }
        }
      next = [];
      for (const [table, ids] of wanted) {
        await fetchRows(table.name, [...ids]);
        const there = foundOf(table.name, ids).filter(({ id }) => !found.has(table.name, id));
        for (const { id, cells } of there) found.set(table.name, id, { table, id, cells });
        next = [...next, ...there.map(({ id, cells }) => ({ table, id, cells }))];
      }
    }
    return found.values();
  };

  /** Whose a record becomes is noted whoever says it: records that facts of ownership name, and records that are made. */
  const notedRecords = (reached: readonly RowLike[], writes: readonly RowWrite[]): readonly string[] => {
    const made = writes.filter(({ kind, table }) => kind === 'made' && catalog.isScopedByFacts(table)).map(({ id }) => id);
    const isNoted = ({ tables, id }: RecordRef): boolean =>
      tables.some(
        (table) => catalog.isScopedByFacts(table) && (!catalog.needsRow(tables, table) || (rows.get(table.name, id) ?? null) !== null),
      );
    const named = reached
      .filter(({ table }) => table === catalog.ownership?.table)
      .flatMap(({ table, cells }) => catalog.refsOf(table, cells).filter(isNoted))
      .map(({ id }) => id);
    return [...made, ...named];
  };

  const fetchFor = async (writes: readonly RowWrite[], viewer: Viewer | null): Promise<void> => {
    for (const [table, of] of Map.groupBy(writes, ({ table }) => table))
      await fetchRows(
        table.name,
        of.map(({ id }) => id),
      );
    const states: RowLike[] = [];
    for (const write of writes) {
      const { table, id, cells } = write;
      const before = catalog.aboutOf(table).length === 0 ? null : (rows.get(table.name, id) ?? null);
      if (before === null) states.push(write);
      else states.push({ table, id, cells: before.cells }, { table, id, cells: { ...before.cells, ...cells } });
    }
    const asks: Asks = (table, tables) =>
      (viewer !== null && asksFor(catalog, viewer, table, tables)) ||
      tables.some((of) => catalog.hangsOnOwners(of) && catalog.needsRow(tables, of));
    const reached = [...states, ...(await fetchAbout(states, asks))];
    const judged = viewer === null ? [] : reached.filter(({ table }) => asksOwner(catalog, viewer, table)).map(({ id }) => id);
    await fetchOwners([...new Set([...judged, ...notedRecords(reached, writes)])]);
  };

  const save = async (changed: readonly HeldRow[]): Promise<void> => {
    for (const row of changed) keep(row);
    for (const part of slices(changed)) {
      const values = part.flatMap((row) => [
        workspace,
        row.table,
        row.id,
        rootOf(catalog, row),
        JSON.stringify(row.cells),
        JSON.stringify(row.clocks),
        row.made,
        row.madeBy,
        row.madeHash,
      ]);
      await sql.run(
        `INSERT INTO hub_held (workspace, tbl, id, root, cells, clocks, made_hlc, made_by, made_hash) VALUES ${rowPlaceholders(part.length, 9)}
         ON CONFLICT (workspace, tbl, id) DO UPDATE SET root = excluded.root, cells = excluded.cells, clocks = excluded.clocks,
           made_hash = excluded.made_hash`,
        values,
      );
    }
  };

  return {
    catalog,
    row: (table, id) => rows.get(table, id) ?? undefined,
    isMissing: (table, id) => rows.get(table, id) === null,
    withRoot,
    fetchRows,
    fetchRoots,
    fetchAll,
    fetchAbout,
    fetchOwners,
    fetchVoids,
    fetchFor,
    save,
  };
};
