/** What of a change set a person may see: its payload without the rows that are not theirs to read, as the owners were at a number of the hub. */
import type { Catalog } from '../shared/admin/catalog.ts';
import type { Viewer } from '../shared/admin/policy.ts';
import { holdsWholeSets, type Lookup, mayRead } from '../shared/admin/rights.ts';
import type { Payload } from '../shared/sync/changeSet.ts';
import { madeIn } from './admission.ts';
import { type HeldRows, heldRows, placeholders, slices } from './heldRows.ts';
import type { Sql } from './hubDb.ts';
import { readPayload, type ReadPayload, type RowWrite } from './payload.ts';
import type { RowMap } from './rowMap.ts';
import { eachOwned, rowAfter } from './scopes.ts';

/** Somebody who looks, and the number of the hub whose owners count. */
export type Lens = { readonly viewer: Viewer; readonly at: number };

/** A payload as it is seen through a lens. */
export type Seen = { readonly payload: string; readonly partial: boolean };

/** Payloads made ready to be looked at; through several lenses at once what all of them let through is seen. */
export type Look = (payload: string, ...lenses: readonly Lens[]) => Seen;

type OwnerAt = (record: string, at: number) => string | null;

const ownersOf = async (sql: Sql, workspace: string, records: readonly string[]): Promise<OwnerAt> => {
  const owners = new Map<string, { readonly from: number; readonly owner: string | null }[]>();
  for (const part of slices(records)) {
    const rows = await sql.all(
      `SELECT record, hub_seq, owner FROM hub_owner WHERE workspace = ? AND record IN (${placeholders(part.length)}) ORDER BY record, hub_seq`,
      [workspace, ...part],
    );
    for (const row of rows) {
      const record = String(row['record']);
      const known = owners.get(record) ?? [];
      known.push({ from: Number(row['hub_seq']), owner: row['owner'] === null ? null : String(row['owner']) });
      owners.set(record, known);
    }
  }
  return (record, at) => owners.get(record)?.findLast(({ from }) => from <= at)?.owner ?? null;
};

/** Fetches the rows by which it is known whose records the rows of payloads are about. A record that is only owned is known by its owners. */
const fetchFor = async (held: HeldRows, rows: readonly RowWrite[]): Promise<void> => {
  const { catalog } = held;
  const changed = rows.filter(({ kind, table }) => kind === 'changed' && catalog.hangsOnOwners(table) && catalog.needsRow([table], table));
  for (const [table, of] of Map.groupBy(changed, ({ table }) => table))
    await held.fetchRows(
      table.name,
      of.map(({ id }) => id),
    );
  await held.fetchAbout(
    rows.filter(({ table }) => catalog.hangsOnOwners(table)).map((write) => rowAfter(held, write)),
    (_table, tables) => tables.some((next) => catalog.hangsOnOwners(next) && catalog.needsRow(tables, next)),
  );
};

/** Fetches what looking at these payloads needs. */
export const lookAt = async (sql: Sql, workspace: string, catalog: Catalog, payloads: readonly string[]): Promise<Look> => {
  const read = new Map<string, Extract<ReadPayload, { readonly type: 'rows' }>>();
  for (const payload of payloads) {
    const found = readPayload(catalog, payload, 'numbered');
    if (found.type === 'rows') read.set(payload, found);
  }
  const held = heldRows(sql, workspace, catalog);
  const all = [...read.values()].flatMap(({ rows }) => rows);
  await fetchFor(held, all);

  /** What is known of a row when this payload is looked at. A record that was not fetched is one that is known by its owners alone. */
  const cellsOf =
    (made: RowMap<RowWrite>): Lookup['cells'] =>
    (table, id) => {
      const known = (held.row(table, id) ?? made.get(table, id))?.cells;
      if (known !== undefined || held.isMissing(table, id)) return known;
      const declared = catalog.synced.get(table);
      return declared !== undefined && catalog.isScopedByFacts(declared) ? {} : undefined;
    };
  const ready = new Map(
    [...read].map(([payload, { rows, said }]) => [
      payload,
      { said, rows: rows.map((write) => rowAfter(held, write)), cells: cellsOf(madeIn(rows)) },
    ]),
  );
  const records = new Set<string>();
  for (const { rows, cells } of ready.values()) for (const row of rows) eachOwned(catalog, cells, row, (_table, id) => records.add(id));
  const ownerAt = await ownersOf(sql, workspace, [...records]);

  const lookupAt = (cells: Lookup['cells'], at: number): Lookup => {
    const owner = (record: string): string | null => ownerAt(record, at);
    return { cells, owner, reader: owner };
  };

  return (payload, ...lenses) => {
    const limited = lenses.filter(({ viewer }) => !holdsWholeSets(catalog, viewer));
    if (limited.length === 0) return { payload, partial: false };
    const about = ready.get(payload);
    // What a newer hub took over and this one cannot read is nobody's to see but theirs who see everything.
    if (about === undefined) return { payload: '{}', partial: true };
    const { said, rows, cells } = about;
    const through = limited.map(({ viewer, at }) => ({ viewer, lookup: lookupAt(cells, at) }));
    const seen = rows.map((row) => through.every(({ viewer, lookup }) => mayRead(catalog, viewer, lookup, row)));
    return seen.every(Boolean) ? { payload, partial: false } : { payload: without(said, seen), partial: true };
  };
};

/** The payload with those rows alone that are seen; `seen` follows the order in which rows are read. */
const without = ({ i = [], u = [] }: Payload, seen: readonly boolean[]): string => {
  let at = 0;
  const isNext = (): boolean => {
    at += 1;
    return seen[at - 1] === true;
  };
  const made = i.map(([table, columns, rows]) => [table, columns, rows.filter(isNext)] as const).filter(([, , rows]) => rows.length > 0);
  const changed = u.filter(isNext);
  return JSON.stringify({ ...(made.length > 0 ? { i: made } : {}), ...(changed.length > 0 ? { u: changed } : {}) });
};
