/** What of a change set a person may see: its payload without the rows that are not theirs to read, as the owners were at a number of the hub. */
import { mayReadDeal, mayReadTable, seesAll, type Viewer } from '../shared/admin/readScope.ts';
import { readPayload as readWire } from '../shared/sync/changeSet.ts';
import { voidedFact } from './admission.ts';
import type { Held } from './held.ts';
import { heldRows, places, slices } from './heldRows.ts';
import type { Sql } from './hubDb.ts';
import { readPayload, type RowWrite } from './payload.ts';
import { madeIn, recordsOf } from './scopes.ts';

/** Somebody who looks, and the number of the hub whose owners count. */
export type Lens = { readonly viewer: Viewer; readonly at: number };

/** A payload as it is seen through a lens. */
export type Seen = { readonly payload: string; readonly partial: boolean };

/** Payloads made ready to be looked at; through several lenses at once what all of them let through is seen. */
export type Look = (payload: string, ...lenses: readonly Lens[]) => Seen;

type Owners = ReadonlyMap<string, readonly { readonly from: number; readonly owner: string | null }[]>;

const ownersOf = async (sql: Sql, workspace: string, records: readonly string[]): Promise<Owners> => {
  const owners = new Map<string, { readonly from: number; readonly owner: string | null }[]>();
  for (const part of slices(records)) {
    const rows = await sql.all(
      `SELECT deal, hub_seq, owner FROM hub_owner WHERE workspace = ? AND deal IN (${places(part.length)}) ORDER BY deal, hub_seq`,
      [workspace, ...part],
    );
    for (const row of rows) {
      const deal = String(row['deal']);
      const known = owners.get(deal) ?? [];
      known.push({ from: Number(row['hub_seq']), owner: row['owner'] === null ? null : String(row['owner']) });
      owners.set(deal, known);
    }
  }
  return owners;
};

/** The rows of a payload in its order, each with the records whose owners decide about it. */
type RowKeys = { readonly table: string; readonly records: readonly string[] };

const keysOf = (held: Held, rows: readonly RowWrite[]): readonly RowKeys[] => {
  const made = madeIn(rows);
  return rows.map((write) => ({ table: tableOf(held, made, write), records: recordsOf(held, made, write) }));
};

/** A void is read by whoever reads what it takes back. */
const tableOf = (held: Held, made: ReadonlyMap<string, RowWrite>, write: RowWrite): string =>
  write.table === 'fact_void' ? (voidedFact(held, made, write.cells)?.table ?? '') : write.table;

/** Fetches what looking at these payloads needs. */
export const lookAt = async (sql: Sql, workspace: string, payloads: readonly string[]): Promise<Look> => {
  const read = new Map<string, readonly RowWrite[]>();
  for (const payload of payloads) {
    const rows = readPayload(payload);
    if (rows.type === 'rows') read.set(payload, rows.rows);
  }
  const held = heldRows(sql, workspace);
  const all = [...read.values()].flat();
  await held.fetchRows(
    'activity',
    all.flatMap(({ table, kind, id }) => (table === 'activity' && kind === 'changed' ? [id] : [])),
  );
  await held.fetchVoided(all.flatMap(({ table, cells }) => (table === 'fact_void' ? [cells] : [])));
  const keys = new Map([...read].map(([payload, rows]) => [payload, keysOf(held, rows)]));
  const records = new Set([...keys.values()].flat().flatMap((row) => row.records));
  const owners = await ownersOf(sql, workspace, [...records]);

  const ownerAt = (record: string, at: number): string | null => owners.get(record)?.findLast(({ from }) => from <= at)?.owner ?? null;
  const isSeen = ({ table, records: of }: RowKeys, { viewer, at }: Lens): boolean =>
    mayReadTable(viewer, table) && of.every((record) => mayReadDeal(viewer, ownerAt(record, at)));

  return (payload, ...lenses) => {
    const limited = lenses.filter(({ viewer }) => !seesAll(viewer));
    if (limited.length === 0) return { payload, partial: false };
    const rows = keys.get(payload);
    // What a newer hub took over and this one cannot read is nobody's to see but theirs who see everything.
    if (rows === undefined) return { payload: '{}', partial: true };
    const seen = rows.map((row) => limited.every((lens) => isSeen(row, lens)));
    return seen.every(Boolean) ? { payload, partial: false } : { payload: without(payload, seen), partial: true };
  };
};

/** The payload with those rows alone that are seen; `seen` follows the order in which rows are read. */
const without = (payload: string, seen: readonly boolean[]): string => {
  const { i = [], u = [] } = readWire(payload);
  let at = 0;
  const isNext = (): boolean => {
    at += 1;
    return seen[at - 1] === true;
  };
  const made = i.map(([table, columns, rows]) => [table, columns, rows.filter(isNext)] as const).filter(([, , rows]) => rows.length > 0);
  const changed = u.filter(isNext);
  return JSON.stringify({ ...(made.length > 0 ? { i: made } : {}), ...(changed.length > 0 ? { u: changed } : {}) });
};
