/** Fetches the rows that a judgement will ask for, keeps them for the length of a push, and writes back what a set made of them. */
import type { Catalog, Cells, RecordRef, SyncedTable } from '../shared/admin/catalog.ts';
import type { Viewer } from '../shared/admin/policy.ts';
import { asksFor, asksOwner, deepest } from '../shared/admin/rights.ts';
import { factVoid } from '../shared/sync/schema.ts';
import { type Held, type HeldRow, keyOf, rootOf } from './held.ts';
import type { HubRow, Sql } from './hubDb.ts';
import type { RowWrite } from './payload.ts';

/** A row by what it says. */
export type RowLike = { readonly table: SyncedTable; readonly id: string; readonly cells: Cells };

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
  readonly fetchAbout: (rows: readonly RowLike[], asks: (table: SyncedTable, ref: RecordRef) => boolean) => Promise<readonly RowLike[]>;
  /** Fetches who owned these records, and what was taken back of it. */
  readonly fetchOwners: (records: readonly string[]) => Promise<void>;
  readonly save: (rows: readonly HeldRow[]) => Promise<void>;
};

/** Rows of one statement: both databases bind this many places several times over. */
const slice = 400;
export const slices = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / slice) }, (_, at) => all.slice(at * slice, (at + 1) * slice));
export const placeholders = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

const toHeld = (row: HubRow): HeldRow => ({
  table: String(row['tbl']),
  id: String(row['id']),
  cells: JSON.parse(String(row['cells'])) as HeldRow['cells'],
  clocks: JSON.parse(String(row['clocks'])) as HeldRow['clocks'],
  made: String(row['made_hlc']),
  madeBy: String(row['made_by']),
  madeHash: row['made_hash'] === null ? null : String(row['made_hash']),
});

/** Whether the row of a record must be known to say whose it is: where it may stand in several tables, or is about something itself. */
export const needsRow = (catalog: Catalog, { tables }: RecordRef, table: SyncedTable): boolean =>
  tables.length > 1 || !catalog.isScopedByFacts(table) || catalog.aboutOf(table).length > 0;

export const heldRows = (sql: Sql, workspace: string, catalog: Catalog): HeldRows => {
  const rows = new Map<string, HeldRow | null>();
  const roots = new Map<string, Set<string>>();
  const wholes = new Map<string, Set<string>>();

  const keep = (row: HeldRow): void => {
    rows.set(keyOf(row.table, row.id), row);
    const root = rootOf(catalog, row);
    if (root !== null) roots.get(keyOf(row.table, root))?.add(row.id);
    wholes.get(row.table)?.add(row.id);
  };
  /** What this push has written already is newer than what a statement read. */
  const keepRead = (read: readonly HubRow[]): void => {
    for (const row of read) {
      const held = toHeld(row);
      keep(rows.get(keyOf(held.table, held.id)) ?? held);
    }
  };
  const select = (table: string, where: string, params: readonly string[]): Promise<readonly HubRow[]> =>
    sql.all(`SELECT * FROM hub_held WHERE workspace = ? AND tbl = ?${where}`, [workspace, table, ...params]);
  const fetchRows = async (table: string, ids: readonly string[]): Promise<void> => {
    const missing = [...new Set(ids)].filter((id) => !rows.has(keyOf(table, id)));
    for (const part of slices(missing)) {
      for (const id of part) rows.set(keyOf(table, id), null);
      keepRead(await select(table, ` AND id IN (${placeholders(part.length)})`, part));
    }
  };
  const fetchRoots = async (table: string, wanted: readonly string[]): Promise<void> => {
    const missing = [...new Set(wanted)].filter((root) => !roots.has(keyOf(table, root)));
    for (const part of slices(missing)) {
      for (const root of part) roots.set(keyOf(table, root), new Set());
      keepRead(await select(table, ` AND root IN (${placeholders(part.length)})`, part));
    }
  };
  const foundOf = (table: string, ids: Iterable<string>): readonly HeldRow[] => [...ids].flatMap((id) => rows.get(keyOf(table, id)) ?? []);
  const fetchAll = async (table: string): Promise<readonly HeldRow[]> => {
    if (!wholes.has(table)) {
      wholes.set(table, new Set());
      keepRead(await select(table, '', []));
    }
    return foundOf(table, wholes.get(table) ?? []);
  };
  const withRoot = (table: string, root: string): readonly HeldRow[] => {
    const ids = roots.get(keyOf(table, root));
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
    const found = new Map<string, RowLike>();
    let next = first;
    for (let steps = 0; steps <= deepest && next.length > 0; steps += 1) {
      const wanted = new Map<SyncedTable, Set<string>>();
      for (const { table, cells } of next)
        for (const ref of catalog.refsOf(table, cells)) {
          if (!asks(table, ref)) continue;
          for (const of of ref.tables) {
            const ids = wanted.get(of) ?? new Set();
            wanted.set(of, ids.add(ref.id));
          }
        }
      next = [];
      for (const [table, ids] of wanted) {
        await fetchRows(table.name, [...ids]);
        const there = foundOf(table.name, ids).filter(({ id }) => !found.has(keyOf(table.name, id)));
        for (const { id, cells } of there) found.set(keyOf(table.name, id), { table, id, cells });
        next = [...next, ...there.map(({ id, cells }) => ({ table, id, cells }))];
      }
    }
    return [...found.values()];
  };

  /** Whose a record becomes is noted whoever says it: records that facts of ownership name, and records that are made. */
  const notedRecords = (reached: readonly RowLike[], writes: readonly RowWrite[]): readonly string[] => {
    const made = writes.filter(({ kind, table }) => kind === 'made' && catalog.isScopedByFacts(table)).map(({ id }) => id);
    const isNoted = (ref: RecordRef): boolean =>
      ref.tables.some(
        (table) =>
          catalog.isScopedByFacts(table) && (!needsRow(catalog, ref, table) || (rows.get(keyOf(table.name, ref.id)) ?? null) !== null),
      );
    const named = reached.flatMap(({ table, cells }) =>
      table === catalog.ownership?.table ? catalog.refsOf(table, cells).flatMap((ref) => (isNoted(ref) ? [ref.id] : [])) : [],
    );
    return [...made, ...named];
  };

  const fetchFor = async (writes: readonly RowWrite[], viewer: Viewer | null): Promise<void> => {
    for (const [table, of] of Map.groupBy(writes, ({ table }) => table))
      await fetchRows(
        table.name,
        of.map(({ id }) => id),
      );
    const states: RowLike[] = [];
    for (const { table, id, cells } of writes) {
      const before = catalog.aboutOf(table).length === 0 ? null : (rows.get(keyOf(table.name, id)) ?? null);
      if (before === null) states.push({ table, id, cells });
      else states.push({ table, id, cells: before.cells }, { table, id, cells: { ...before.cells, ...cells } });
    }
    /** The tables of a reference are the same for every row of a table. */
    const known = new Map<readonly SyncedTable[], boolean>();
    const asks = (table: SyncedTable, ref: RecordRef): boolean => {
      let isAsked = known.get(ref.tables);
      if (isAsked === undefined) {
        isAsked =
          (viewer !== null && asksFor(catalog, viewer, table, ref)) ||
          ref.tables.some((of) => catalog.hangsOnOwners(of) && needsRow(catalog, ref, of));
        known.set(ref.tables, isAsked);
      }
      return isAsked;
    };
    const reached = [...states, ...(await fetchAbout(states, asks))];
    const judged = viewer === null ? [] : reached.flatMap(({ table, id }) => (asksOwner(viewer, table) ? [id] : []));
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
        `INSERT INTO hub_held (workspace, tbl, id, root, cells, clocks, made_hlc, made_by, made_hash) VALUES ${part.map(() => `(${placeholders(9)})`).join(', ')}
         ON CONFLICT (workspace, tbl, id) DO UPDATE SET root = excluded.root, cells = excluded.cells, clocks = excluded.clocks,
           made_hash = excluded.made_hash`,
        values,
      );
    }
  };

  return {
    catalog,
    row: (table, id) => rows.get(keyOf(table, id)) ?? undefined,
    isMissing: (table, id) => rows.get(keyOf(table, id)) === null,
    withRoot,
    fetchRows,
    fetchRoots,
    fetchAll,
    fetchAbout,
    fetchOwners,
    fetchFor,
    save,
  };
};
