/** What the hub writes down of each set for whoever may not see all of it: the records it touches, and whose a deal became by it. */
import { dealColumnOf } from '../shared/admin/readScope.ts';
import { unpack } from '../main/platform/compress.ts';
import { voidedFact } from './admission.ts';
import { type Held, ownershipOf } from './held.ts';
import { type HeldRows, heldRows, places, slices } from './heldRows.ts';
import type { Sql } from './hubDb.ts';
import { readPayload, type RowWrite } from './payload.ts';

const textOf = (cell: unknown): string | null => (typeof cell === 'string' ? cell : null);

/** The records whose owner decides who sees a row; what was written later finds them by the row that the hub holds. */
export const recordsOf = (held: Held, made: ReadonlyMap<string, RowWrite>, write: RowWrite): readonly string[] => {
  const fact = write.table === 'fact_void' ? voidedFact(held, made, write.cells) : write;
  const column = fact === null ? null : dealColumnOf(fact.table);
  if (fact === null || column === null) return [];
  if (column === 'id') return [fact.id];
  const cells = [fact.cells[column], held.row(fact.table, fact.id)?.cells[column]];
  return [...new Set(cells.flatMap((cell) => textOf(cell) ?? []))];
};

export const madeIn = (rows: readonly RowWrite[]): ReadonlyMap<string, RowWrite> =>
  new Map(rows.filter(({ kind }) => kind === 'made').map((row) => [`${row.table} ${row.id}`, row]));

/** What a set says of scopes: the records that its rows belong to, and those whose owner it may change, with the owners before it. */
export type ScopeNote = {
  readonly records: ReadonlySet<string>;
  readonly owners: ReadonlyMap<string, string | null>;
};

/** To be asked before the rows are saved, when everything that judging them needs has been fetched. */
export const scopeNoteOf = (held: Held, rows: readonly RowWrite[]): ScopeNote => {
  const made = madeIn(rows);
  const records = new Set<string>();
  const owners = new Map<string, string | null>();
  for (const write of rows) {
    const of = recordsOf(held, made, write);
    for (const record of of) records.add(record);
    const fact = write.table === 'fact_void' ? voidedFact(held, made, write.cells) : write;
    if (fact?.table === 'ownership') for (const record of of) owners.set(record, ownershipOf(held, record)?.personId ?? null);
    // Nobody could see it before it was there.
    if (write.table === 'deal' && write.kind === 'made' && held.row('deal', write.id) === undefined) owners.set(write.id, null);
  }
  return { records, owners };
};

const noteTouched = async (sql: Sql, workspace: string, pairs: readonly (readonly [record: string, seq: number])[]): Promise<void> => {
  for (const part of slices(pairs))
    await sql.run(
      `INSERT INTO hub_touch (workspace, record, hub_seq) VALUES ${part.map(() => `(${places(3)})`).join(', ')} ON CONFLICT DO NOTHING`,
      part.flatMap(([record, seq]) => [workspace, record, seq]),
    );
};

type Owned = readonly [deal: string, seq: number, owner: string | null];

const noteOwners = async (sql: Sql, workspace: string, owned: readonly Owned[]): Promise<void> => {
  for (const part of slices(owned))
    await sql.run(
      `INSERT INTO hub_owner (workspace, deal, hub_seq, owner) VALUES ${part.map(() => `(${places(4)})`).join(', ')} ON CONFLICT DO NOTHING`,
      part.flatMap(([deal, seq, owner]) => [workspace, deal, seq, owner]),
    );
};

/** Writes a note down under the number of its set, once the rows of the set are saved. */
export const keepScopeNote = async (sql: Sql, held: HeldRows, workspace: string, seq: number, note: ScopeNote): Promise<void> => {
  await noteTouched(
    sql,
    workspace,
    [...note.records].map((record) => [record, seq]),
  );
  const asked = [...note.owners.keys()];
  if (asked.length === 0) return;
  await held.fetchOwners(asked);
  const owned = asked.flatMap((record): readonly Owned[] => {
    if (held.row('deal', record) === undefined) return [];
    const owner = ownershipOf(held, record)?.personId ?? null;
    return owner === note.owners.get(record) ? [] : [[record, seq, owner]];
  });
  await noteOwners(sql, workspace, owned);
};

const atOnce = 200;

/** Writes down of a log from before what `keepScopeNote` writes of each set that comes. Owners are those of today: nobody was told of others yet. */
export const noteEarlierSets = async (sql: Sql, workspace: string): Promise<void> => {
  for (let after = 0; ;) {
    const page = await sql.all(
      `SELECT hub_seq, payload FROM hub_set WHERE workspace = ? AND hub_seq > ? AND refused IS NULL ORDER BY hub_seq LIMIT ${atOnce}`,
      [workspace, after],
    );
    const held = heldRows(sql, workspace);
    for (const row of page) {
      const seq = Number(row['hub_seq']);
      const read = readPayload(unpack(row['payload'] as Uint8Array));
      if (read.type === 'rows') {
        await held.fetchFor(read.rows, false);
        const made = madeIn(read.rows);
        const records = new Set(read.rows.flatMap((write) => recordsOf(held, made, write)));
        await noteTouched(
          sql,
          workspace,
          [...records].map((record) => [record, seq]),
        );
      }
      after = seq;
    }
    if (page.length < atOnce) break;
  }
  for (let after = ''; ;) {
    const page = await sql.all(`SELECT id FROM hub_held WHERE workspace = ? AND tbl = 'deal' AND id > ? ORDER BY id LIMIT ${atOnce}`, [
      workspace,
      after,
    ]);
    const ids = page.map(({ id }) => String(id));
    const held = heldRows(sql, workspace);
    await held.fetchOwners(ids);
    await noteOwners(
      sql,
      workspace,
      ids.map((id) => [id, 0, ownershipOf(held, id)?.personId ?? null]),
    );
    after = ids.at(-1) ?? '';
    if (page.length < atOnce) return;
  }
};
