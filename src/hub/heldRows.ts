/** Fetches the rows that a judgement will ask for, keeps them for the length of a push, and writes back what a set made of them. */
import { type Actor, mayTouch, reach } from '../shared/admin/policy.ts';
import { type AccessRole, accessRoles } from '../shared/admin/schema.ts';
import { dayOf, instant, isZone, type Zone } from '../shared/kernel/day.ts';
import { deletedCell } from '../shared/sync/changeSet.ts';
import { type Held, type HeldRow, rootOf } from './held.ts';
import type { HubRow, Sql } from './hubDb.ts';
import type { RowWrite } from './payload.ts';

export type HeldRows = Held & {
  /** Fetches what judging these rows may ask for. */
  readonly fetchFor: (rows: readonly RowWrite[], needsOwners: boolean) => Promise<void>;
  readonly fetchRows: (table: string, ids: readonly string[]) => Promise<void>;
  readonly fetchRoots: (table: string, roots: readonly string[]) => Promise<void>;
  /** Fetches the facts at which voids end, by the cells of the voids; returns those that are there. */
  readonly fetchVoided: (voids: readonly RowWrite['cells'][]) => Promise<readonly HeldRow[]>;
  /** Fetches who owned these records, and what was taken back of it. */
  readonly fetchOwners: (records: readonly string[]) => Promise<void>;
  readonly save: (rows: readonly HeldRow[]) => Promise<void>;
};

/** Rows of one statement: both databases bind this many places several times over. */
const slice = 400;
export const slices = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / slice) }, (_, at) => all.slice(at * slice, (at + 1) * slice));
export const places = (count: number): string => Array.from({ length: count }, () => '?').join(', ');
const keyOf = (table: string, id: string): string => `${table} ${id}`;

const toHeld = (row: HubRow): HeldRow => ({
  table: String(row['tbl']),
  id: String(row['id']),
  cells: JSON.parse(String(row['cells'])) as HeldRow['cells'],
  clocks: JSON.parse(String(row['clocks'])) as HeldRow['clocks'],
  made: String(row['made_hlc']),
  madeBy: String(row['made_by']),
});

export const heldRows = (sql: Sql, workspace: string): HeldRows => {
  const rows = new Map<string, HeldRow | null>();
  const roots = new Map<string, Set<string>>();

  const keep = (row: HeldRow): void => {
    rows.set(keyOf(row.table, row.id), row);
    const root = rootOf(row);
    if (root !== null) roots.get(keyOf(row.table, root))?.add(row.id);
  };
  const fetchRows = async (table: string, ids: readonly string[]): Promise<void> => {
    const missing = [...new Set(ids)].filter((id) => !rows.has(keyOf(table, id)));
    for (const part of slices(missing)) {
      for (const id of part) rows.set(keyOf(table, id), null);
      const found = await sql.all(`SELECT * FROM hub_held WHERE workspace = ? AND tbl = ? AND id IN (${places(part.length)})`, [
        workspace,
        table,
        ...part,
      ]);
      for (const row of found) keep(toHeld(row));
    }
  };
  const fetchRoots = async (table: string, wanted: readonly string[]): Promise<void> => {
    const missing = [...new Set(wanted)].filter((root) => !roots.has(keyOf(table, root)));
    for (const part of slices(missing)) {
      for (const root of part) roots.set(keyOf(table, root), new Set());
      const found = await sql.all(`SELECT * FROM hub_held WHERE workspace = ? AND tbl = ? AND root IN (${places(part.length)})`, [
        workspace,
        table,
        ...part,
      ]);
      for (const row of found) {
        const held = toHeld(row);
        // What this push has written already is newer than what the statement read.
        keep(rows.get(keyOf(held.table, held.id)) ?? held);
      }
    }
  };
  const withRoot = (table: string, root: string): readonly HeldRow[] => {
    const ids = roots.get(keyOf(table, root));
    if (ids === undefined) throw new Error(`${table} of a root was not fetched`);
    return [...ids].flatMap((id) => rows.get(keyOf(table, id)) ?? []);
  };

  /** Voids of these facts, and voids of those: also of voids that this push has brought itself. */
  const fetchVoids = async (facts: readonly string[]): Promise<void> => {
    const seen = new Set<string>();
    for (let next = facts; next.length > 0;) {
      await fetchRoots('fact_void', next);
      for (const id of next) seen.add(id);
      next = next.flatMap((id) => withRoot('fact_void', id).map((one) => one.id)).filter((id) => !seen.has(id));
    }
  };

  const fetchVoided = async (first: readonly RowWrite['cells'][]): Promise<readonly HeldRow[]> => {
    const facts: HeldRow[] = [];
    let voids = first;
    for (let steps = 0; steps < 20 && voids.length > 0; steps += 1) {
      const targets = voids.map((cells) => ({ table: String(cells['factTable']), id: String(cells['factId']) }));
      for (const [table, of] of Map.groupBy(targets, ({ table }) => table))
        await fetchRows(
          table,
          of.map(({ id }) => id),
        );
      const found = targets.flatMap(({ table, id }) => rows.get(keyOf(table, id)) ?? []);
      facts.push(...found.filter(({ table }) => table !== 'fact_void'));
      voids = found.filter(({ table }) => table === 'fact_void').map(({ cells }) => cells);
    }
    return facts;
  };

  const fetchOwners = async (records: readonly string[]): Promise<void> => {
    await fetchRoots('ownership', records);
    await fetchVoids(records.flatMap((record) => withRoot('ownership', record).map(({ id }) => id)));
  };

  const fetchFor = async (writes: readonly RowWrite[], needsOwners: boolean): Promise<void> => {
    const byTable = Map.groupBy(writes, ({ table }) => table);
    for (const [table, of] of byTable)
      await fetchRows(
        table,
        of.map(({ id }) => id),
      );
    const facts = await fetchVoided((byTable.get('fact_void') ?? []).map(({ cells }) => cells));
    // Of an entry of the timeline that is written again only the row that is held says which deal it is about.
    const entries = (byTable.get('activity') ?? []).flatMap(({ table, id }) => rows.get(keyOf(table, id)) ?? []);
    const all = [...writes, ...facts, ...entries];
    const records = all.filter(({ table }) => table === 'ownership').map(({ cells }) => String(cells['recordId']));
    await fetchRows('account', records);
    const made = writes.filter(({ table, kind }) => table === 'deal' && kind === 'made').map(({ id }) => id);
    const deals = [
      ...records,
      ...all.flatMap(({ table, id, cells }) => (table === 'deal' ? [id] : typeof cells['dealId'] === 'string' ? [cells['dealId']] : [])),
    ];
    await fetchRows('deal', deals);
    // Whose a deal becomes is noted whoever says it; whose the others are is asked only where it decides.
    await fetchOwners(needsOwners ? deals : [...records, ...made]);
  };

  const save = async (changed: readonly HeldRow[]): Promise<void> => {
    for (const row of changed) keep(row);
    for (const part of slices(changed)) {
      const values = part.flatMap((row) => [
        workspace,
        row.table,
        row.id,
        rootOf(row),
        JSON.stringify(row.cells),
        JSON.stringify(row.clocks),
        row.made,
        row.madeBy,
      ]);
      await sql.run(
        `INSERT INTO hub_held (workspace, tbl, id, root, cells, clocks, made_hlc, made_by) VALUES ${part.map(() => `(${places(8)})`).join(', ')}
         ON CONFLICT (workspace, tbl, id) DO UPDATE SET root = excluded.root, cells = excluded.cells, clocks = excluded.clocks`,
        values,
      );
    }
  };

  return {
    row: (table, id) => rows.get(keyOf(table, id)) ?? undefined,
    withRoot,
    fetchRows,
    fetchRoots,
    fetchVoided,
    fetchOwners,
    fetchFor,
    save,
  };
};

/** The zone that the workspace counts its days in; UTC until the hub holds it. */
export const zoneOf = async (sql: Sql, workspace: string): Promise<Zone> => {
  const found = await sql.all("SELECT cells FROM hub_held WHERE workspace = ? AND tbl = 'workspace' ORDER BY id LIMIT 1", [workspace]);
  const zone = found[0] === undefined ? null : (JSON.parse(String(found[0]['cells'])) as { readonly zone?: unknown }).zone;
  return typeof zone === 'string' && isZone(zone) ? zone : ('UTC' as Zone);
};

const isHeldOn = (today: string, cells: HeldRow['cells']): boolean => {
  const { fromDay = null, toDay = null } = cells;
  return (fromDay === null || fromDay <= today) && (toDay === null || toDay >= today) && (cells[deletedCell] ?? 0) === 0;
};

/** Persons of the teams that somebody belongs to on a day, this one included, in order. */
const teammatesOf = async (sql: Sql, workspace: string, personId: string, today: string): Promise<readonly string[]> => {
  const found = await sql.all("SELECT cells FROM hub_held WHERE workspace = ? AND tbl = 'team_member'", [workspace]);
  const places = found.map((row) => JSON.parse(String(row['cells'])) as HeldRow['cells']).filter((cells) => isHeldOn(today, cells));
  const teams = new Set(places.filter((cells) => cells['personId'] === personId).map((cells) => cells['teamId']));
  const mates = places.filter((cells) => teams.has(cells['teamId'])).map((cells) => String(cells['personId']));
  return [...new Set([personId, ...mates])].toSorted();
};

/** Who a person is today by the memberships that the hub holds; null where it knows of none at all, not even one that has ended. */
export const actorAt = async (sql: Sql, held: HeldRows, workspace: string, personId: string, now: number): Promise<Actor | null> => {
  await held.fetchRoots('membership', [personId]);
  const memberships = held.withRoot('membership', personId);
  if (memberships.length === 0) return null;
  const today = dayOf(instant(now), await zoneOf(sql, workspace));
  const roles = memberships
    .map(({ cells }) => cells)
    .filter((cells) => isHeldOn(today, cells))
    .map(({ access }) => access);
  const access: AccessRole = accessRoles.find((role) => roles.includes(role)) ?? 'guest';
  const isInTeam = reach({ personId, name: '', access, teammates: [] }, 'deal.read') === 'team';
  return { personId, name: '', access, teammates: isInTeam ? await teammatesOf(sql, workspace, personId, today) : [personId] };
};

export const needsOwners = (actor: Actor): boolean => !mayTouch(actor, 'deal.edit', '');
