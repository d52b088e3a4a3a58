/** What the hub writes down of each set for whoever may not see all of it: the records it touches, and whose a record became by it. */
import { type Catalog, type Cells, sharedBy, type SyncedTable } from '../shared/admin/catalog.ts';
import { deepest, readerOf } from '../shared/admin/rights.ts';
import { factVoid } from '../shared/sync/schema.ts';
import { unpack } from '../platform/compress.ts';
import { madeIn } from './admission.ts';
import { type Held, ownerNow } from './held.ts';
import { type HeldRows, heldRows, type RowLike, rowPlaceholders, slices } from './heldRows.ts';
import type { Sql } from './hubDb.ts';
import type { HubModel } from './model.ts';
import { readPayload, type RowWrite } from './payload.ts';
import { type RowMap, rowMap } from './rowMap.ts';

/** A record whose owner decides who sees it and what is about it. */
export type OwnedRecord = { readonly table: SyncedTable; readonly id: string };

type CellsOf = (table: string, id: string) => Cells | undefined;

/** What is done with each record whose owners decide. */
type TakeRecord = (table: SyncedTable, id: string) => void;

/** Goes through the records whose owners decide who sees a row: itself, and those that it is about, through as many steps as it takes. */
export const eachOwned = (catalog: Catalog, cellsOf: CellsOf, { table, id, cells }: RowLike, take: TakeRecord, depth = 0): void => {
  if (depth > deepest || !catalog.hangsOnOwners(table)) return;
  if (catalog.isScopedByTime(table)) take(table, id);
  for (const about of catalog.aboutOf(table)) {
    const ref = catalog.refIn(about, cells);
    if (ref === null) continue;
    for (const next of ref.tables) {
      if (!catalog.hangsOnOwners(next)) continue;
      if (!catalog.needsRow(ref.tables, next)) take(next, ref.id);
      else {
        const found = cellsOf(next.name, ref.id);
        if (found !== undefined) eachOwned(catalog, cellsOf, { table: next, id: ref.id, cells: found }, take, depth + 1);
      }
    }
  }
};

/** A write as the row that it makes or changes: of a change the row that the hub holds says what it is about, and whose it is. */
export const rowAfter = (held: Held, write: RowWrite): RowLike => {
  const { kind, table, id, cells } = write;
  const saysEnough = held.catalog.aboutOf(table).length === 0 && typeof table.facets.owned !== 'object';
  if (kind === 'made' || saysEnough) return write;
  return { table, id, cells: { ...held.row(table.name, id)?.cells, ...cells } };
};

/** What a set says of scopes: the records that its rows belong to, and those whose owner it may change, with the owners before it. */
export type ScopeNote = {
  readonly records: readonly OwnedRecord[];
  readonly owners: readonly OwnerBefore[];
};

type OwnerBefore = OwnedRecord & { readonly before: string | null };

/** By whom a record is read now: its owner by facts, or by its own cells whoever has not shared it. Null: by all. */
const readerNow = (held: Held, { table, id }: OwnedRecord): string | null => {
  const owner = (record: string): string | null => ownerNow(held, record);
  if (held.catalog.isScopedByFacts(table)) return owner(id);
  return readerOf({ cells: () => undefined, owner }, { table, id, cells: held.row(table.name, id)?.cells ?? {} });
};

const cellsIn =
  (held: Held, made: RowMap<RowWrite>): CellsOf =>
  (table, id) =>
    (held.row(table, id) ?? made.get(table, id))?.cells;

const touchedBy = (held: Held, cellsOf: CellsOf, rows: readonly RowWrite[]): readonly OwnedRecord[] => {
  const { catalog } = held;
  const found = rowMap<OwnedRecord>();
  const take: TakeRecord = (table, id) => {
    if (!found.has(table.name, id)) found.set(table.name, id, { table, id });
  };
  for (const write of rows) if (catalog.hangsOnOwners(write.table)) eachOwned(catalog, cellsOf, rowAfter(held, write), take);
  return found.values();
};

/** What a row takes back in the end, through voids of voids; any other row is its own end. Null: it is not there. */
const endOfVoids = (catalog: Catalog, cellsOf: CellsOf, row: RowLike, depth = 0): RowLike | null => {
  if (row.table.name !== factVoid.name) return row;
  const [ref] = catalog.refsOf(row.table, row.cells);
  const [table] = ref?.tables ?? [];
  if (ref === undefined || table === undefined || depth > deepest) return null;
  const cells = cellsOf(table.name, ref.id);
  return cells === undefined ? null : endOfVoids(catalog, cellsOf, { table, id: ref.id, cells }, depth + 1);
};

/** To be asked before the rows are saved, when everything that judging them needs has been fetched. */
export const scopeNoteOf = (held: Held, rows: readonly RowWrite[]): ScopeNote => {
  const { catalog } = held;
  const cellsOf = cellsIn(held, madeIn(rows));
  const ownership = catalog.ownership?.table;
  const owners = rowMap<OwnerBefore>();
  const changed: TakeRecord = (table, id) => {
    if (!owners.has(table.name, id)) owners.set(table.name, id, { table, id, before: readerNow(held, { table, id }) });
  };
  for (const write of rows) {
    const { table, id, kind, cells } = write;
    const end = table.name === factVoid.name || table === ownership ? endOfVoids(catalog, cellsOf, rowAfter(held, write)) : null;
    if (end !== null && end.table === ownership) eachOwned(catalog, cellsOf, end, changed);
    const shared = sharedBy(table);
    if (kind === 'changed' && shared !== undefined && catalog.isScopedByTime(table) && Object.hasOwn(cells, shared)) changed(table, id);
    // Nobody could see it before it was there.
    if (kind === 'made' && catalog.isScopedByTime(table) && held.row(table.name, id) === undefined)
      owners.set(table.name, id, { table, id, before: null });
  }
  return { records: touchedBy(held, cellsOf, rows), owners: owners.values() };
};

type Touch = readonly [record: OwnedRecord, seq: number];

const noteTouched = async (sql: Sql, workspace: string, touches: readonly Touch[]): Promise<void> => {
  for (const part of slices(touches))
    await sql.run(
      `INSERT INTO hub_touch (workspace, tbl, record, hub_seq) VALUES ${rowPlaceholders(part.length, 4)} ON CONFLICT DO NOTHING`,
      part.flatMap(([{ table, id }, seq]) => [workspace, table.name, id, seq]),
    );
};

type OwnedFrom = readonly [record: OwnedRecord, seq: number, owner: string | null];

const noteOwners = async (sql: Sql, workspace: string, owned: readonly OwnedFrom[]): Promise<void> => {
  for (const part of slices(owned))
    await sql.run(
      `INSERT INTO hub_owner (workspace, tbl, record, hub_seq, owner) VALUES ${rowPlaceholders(part.length, 5)} ON CONFLICT DO NOTHING`,
      part.flatMap(([{ table, id }, seq, owner]) => [workspace, table.name, id, seq, owner]),
    );
};

/** Writes a note down under the number of its set, once the rows of the set are saved. */
export const keepScopeNote = async (sql: Sql, held: HeldRows, workspace: string, seq: number, note: ScopeNote): Promise<void> => {
  await noteTouched(
    sql,
    workspace,
    note.records.map((record) => [record, seq]),
  );
  if (note.owners.length === 0) return;
  await held.fetchOwners(note.owners.filter(({ table }) => held.catalog.isScopedByFacts(table)).map(({ id }) => id));
  const owned = note.owners.flatMap(({ table, id, before }): readonly OwnedFrom[] => {
    const owner = readerNow(held, { table, id });
    return owner === before ? [] : [[{ table, id }, seq, owner]];
  });
  await noteOwners(sql, workspace, owned);
};

const atOnce = 200;

/**
 * Writes down of a log from before what `keepScopeNote` writes of each set that comes, about records of these tables. Owners are those of today:
 * nobody was told of others yet.
 */
export const noteEarlierSets = async (
  sql: Sql,
  workspace: string,
  { catalog }: HubModel,
  isWanted: (table: SyncedTable) => boolean,
): Promise<void> => {
  for (let after = 0; ;) {
    const page = await sql.all(
      `SELECT hub_seq, payload FROM hub_set WHERE workspace = ? AND hub_seq > ? AND refused IS NULL ORDER BY hub_seq LIMIT ${atOnce}`,
      [workspace, after],
    );
    const held = heldRows(sql, workspace, catalog);
    for (const row of page) {
      const seq = Number(row['hub_seq']);
      const read = readPayload(catalog, unpack(row['payload'] as Uint8Array), 'numbered');
      const rows = read.type === 'rows' ? read.rows.filter(({ table }) => isWanted(table)) : [];
      if (rows.length > 0) {
        await held.fetchFor(rows, null);
        await noteTouched(
          sql,
          workspace,
          touchedBy(held, cellsIn(held, madeIn(rows)), rows).map((record) => [record, seq]),
        );
      }
      after = seq;
    }
    if (page.length < atOnce) break;
  }
  for (const table of catalog.synced.values())
    if (catalog.isScopedByTime(table) && isWanted(table)) await noteOwnersToday(sql, workspace, catalog, table);
};

const noteOwnersToday = async (sql: Sql, workspace: string, catalog: Catalog, table: SyncedTable): Promise<void> => {
  for (let after = ''; ;) {
    const page = await sql.all(`SELECT id FROM hub_held WHERE workspace = ? AND tbl = ? AND id > ? ORDER BY id LIMIT ${atOnce}`, [
      workspace,
      table.name,
      after,
    ]);
    const ids = page.map(({ id }) => String(id));
    const held = heldRows(sql, workspace, catalog);
    await held.fetchRows(table.name, ids);
    if (catalog.isScopedByFacts(table)) await held.fetchOwners(ids);
    await noteOwners(
      sql,
      workspace,
      ids.map((id) => [{ table, id }, 0, readerNow(held, { table, id })]),
    );
    after = ids.at(-1) ?? '';
    if (page.length < atOnce) return;
  }
};
