/**
 * Mass removal. What a person puts into the trash or withdraws is counted by kind over a day, whatever the number of sets and devices; more than the
 * limit is taken over only where an admin has allowed it.
 */
import type { z } from 'zod';
import { err, ok } from '../shared/kernel/result.ts';
import { deletedCell } from '../shared/sync/changeSet.ts';
import { stemOf } from '../shared/sync/deviceName.ts';
import { hlc } from '../shared/sync/hlc.ts';
import type { allowRemovalRequest, AskedRemoval } from '../shared/sync/hubProtocol.ts';
import { isMassRemoval } from '../shared/sync/massRemoval.ts';
import { factVoid } from '../shared/sync/schema.ts';
import type { Judged } from './admission.ts';
import { tradeCode } from './codes.ts';
import { type HeldRow, isVoided, rootOf } from './held.ts';
import { type HeldRows, placeholders, rowPlaceholders, slices } from './heldRows.ts';
import { type Answer, type Fault, type HubContext, takeTurn } from './hubContext.ts';
import type { HubRow, Sql } from './hubDb.ts';
import type { Session } from './sessions.ts';

/** For how long an admin allows it, and for how long the hub remembers that somebody asked, in ms. */
export const allowedFor = 7 * 24 * 3_600_000;
const rememberedFor = 30 * 24 * 3_600_000;

const textOf = (cell: unknown): string => (typeof cell === 'string' ? cell : '');
const isLive = ({ cells }: HeldRow): boolean => (cells[deletedCell] ?? 0) === 0;

/** How many facts of a kind a set makes, by what they are about: one that takes the place of another corrects it, and removes nothing. */
const madeInPlace = (held: HeldRows, after: readonly HeldRow[], table: string): Map<string, number> => {
  const made = new Map<string, number>();
  for (const row of after) {
    const root = row.table === table && held.row(table, row.id) === undefined ? rootOf(held.catalog, row) : null;
    if (root !== null) made.set(root, (made.get(root) ?? 0) + 1);
  }
  return made;
};

/** The rows that were live before a set and are not after it, by kind: those put away, and facts that it takes back. */
const removedBy = async (held: HeldRows, after: readonly HeldRow[]): Promise<ReadonlyMap<string, readonly string[]>> => {
  const removed = new Map<string, Set<string>>();
  const add = (table: string, id: string): void => void removed.set(table, (removed.get(table) ?? new Set()).add(id));
  for (const row of after) {
    const before = held.row(row.table, row.id);
    if (before !== undefined && isLive(before) && !isLive(row)) add(row.table, row.id);
  }
  const voids = after.filter(({ table, id }) => table === factVoid.name && held.row(table, id) === undefined);
  for (const [table, of] of Map.groupBy(voids, ({ cells }) => textOf(cells['factTable']))) {
    // To take back what takes a fact back is to bring the fact back.
    if (table === factVoid.name) continue;
    const ids = of.map(({ cells }) => textOf(cells['factId']));
    await held.fetchRows(table, ids);
    await held.fetchVoids(ids);
    const inPlace = madeInPlace(held, after, table);
    for (const id of ids) {
      const fact = held.row(table, id);
      if (fact === undefined || isVoided(held, fact)) continue;
      const root = rootOf(held.catalog, fact);
      const left = root === null ? 0 : (inPlace.get(root) ?? 0);
      if (root !== null && left > 0) inPlace.set(root, left - 1);
      else add(table, id);
    }
  }
  return new Map([...removed].map(([table, ids]) => [table, [...ids]]));
};

type Asking = {
  readonly context: HubContext;
  readonly sql: Sql;
  readonly held: HeldRows;
  readonly workspace: string;
  readonly person: string;
  readonly device: string;
  readonly now: number;
};

/** Those of the rows that are not among what the person has removed within the time already. */
const notCounted = async ({ sql, workspace, person }: Asking, table: string, ids: readonly string[], since: number) => {
  const known = new Set<string>();
  for (const part of slices(ids)) {
    const rows = await sql.all(
      `SELECT id FROM hub_removal WHERE workspace = ? AND person = ? AND tbl = ? AND at > ? AND id IN (${placeholders(part.length)})`,
      [workspace, person, table, since, ...part],
    );
    for (const { id } of rows) known.add(String(id));
  }
  return ids.filter((id) => !known.has(id));
};

/** The live rows of a kind, without those that the person has made within the time: nobody makes a share small by making rows. */
const liveRows = async ({ sql, held, workspace, person }: Asking, table: string, since: number): Promise<number> => {
  const isFact = held.catalog.synced.get(table)?.sync === 'fact';
  // Stamps of our days have one length, so that their texts are in the order of their numbers.
  const counted = `h.workspace = ? AND h.tbl = ? AND NOT (h.made_by = ? AND h.made_hlc >= ?)`;
  const gone = isFact
    ? `EXISTS (SELECT 1 FROM hub_held v WHERE v.workspace = h.workspace AND v.tbl = 'fact_void' AND v.root = h.id AND v.cells LIKE ?
         AND NOT EXISTS (SELECT 1 FROM hub_held w WHERE w.workspace = v.workspace AND w.tbl = 'fact_void' AND w.root = v.id))`
    : `(h.cells LIKE ? OR h.cells LIKE '%"#deleted":2%')`;
  const like = isFact ? `%"factTable":${JSON.stringify(table)}%` : '%"#deleted":1%';
  const rows = await sql.all(`SELECT count(*) AS live FROM hub_held h WHERE ${counted} AND NOT ${gone}`, [
    workspace,
    table,
    person,
    hlc(since).toString(),
    like,
  ]);
  return Number(rows[0]?.['live']);
};

type Counted = { readonly type: 'usual'; readonly ids: readonly string[] } | { readonly type: 'many'; readonly rows: number };

const countKind = async (asking: Asking, table: string, ids: readonly string[]): Promise<Counted> => {
  const { sql, workspace, person, now, context } = asking;
  const limits = context.quotas.removals;
  const since = now - limits.within;
  const fresh = await notCounted(asking, table, ids, since);
  const known = await sql.all('SELECT count(*) AS known FROM hub_removal WHERE workspace = ? AND person = ? AND tbl = ? AND at > ?', [
    workspace,
    person,
    table,
    since,
  ]);
  const before = Number(known[0]?.['known']);
  const usual = { type: 'usual', ids: fresh } as const;
  if (fresh.length === 0 || before + fresh.length < limits.rows) return usual;
  const live = before + (await liveRows(asking, table, since));
  return isMassRemoval(before + fresh.length, live, limits) ? { type: 'many', rows: fresh.length } : usual;
};

const askedBy = async ({ sql, workspace }: Pick<Asking, 'sql' | 'workspace'>, person: string, table: string): Promise<HubRow | undefined> =>
  (await sql.all('SELECT * FROM hub_removal_ask WHERE workspace = ? AND person = ? AND tbl = ?', [workspace, person, table]))[0];

/** How many more rows an admin has allowed. */
const allowedIn = (ask: HubRow | undefined, now: number): number =>
  ask === undefined || Number(ask['allowed_until']) <= now ? 0 : Number(ask['allowed']);

const noteAsk = async (asking: Asking, table: string, rows: number): Promise<void> => {
  const { sql, workspace, person, device, now } = asking;
  await sql.run('DELETE FROM hub_removal_ask WHERE workspace = ? AND asked_at <= ?', [workspace, now - rememberedFor]);
  const ask = await askedBy(asking, person, table);
  // Many small sets that wait for an answer are one question.
  const open = allowedIn(ask, now) === 0 ? Number(ask?.['rows_asked'] ?? 0) : 0;
  await sql.run(
    `INSERT INTO hub_removal_ask (workspace, person, tbl, rows_asked, device, asked_at, allowed, allowed_until) VALUES (?, ?, ?, ?, ?, ?, 0, 0)
     ON CONFLICT (workspace, person, tbl) DO UPDATE SET rows_asked = excluded.rows_asked, device = excluded.device, asked_at = excluded.asked_at`,
    [workspace, person, table, open + rows, device, now],
  );
};

/** What was allowed is used up by what was allowed for. */
const spend = async ({ sql, workspace, person }: Asking, table: string, rows: number): Promise<void> => {
  const key = [workspace, person, table];
  await sql.run(
    `UPDATE hub_removal_ask SET allowed = allowed - ?, rows_asked = CASE WHEN rows_asked > ? THEN rows_asked - ? ELSE 0 END
     WHERE workspace = ? AND person = ? AND tbl = ?`,
    [rows, rows, rows, ...key],
  );
  await sql.run('DELETE FROM hub_removal_ask WHERE workspace = ? AND person = ? AND tbl = ? AND allowed <= 0', key);
};

const count = async ({ sql, workspace, person, now, context }: Asking, table: string, ids: readonly string[]): Promise<void> => {
  await sql.run('DELETE FROM hub_removal WHERE workspace = ? AND at <= ?', [workspace, now - context.quotas.removals.within]);
  for (const part of slices(ids))
    await sql.run(
      `INSERT INTO hub_removal (workspace, person, tbl, id, at) VALUES ${rowPlaceholders(part.length, 5)}`,
      part.flatMap((id) => [workspace, person, table, id, now]),
    );
};

/** Refuses a set that may be taken over but for how much it removes; what is taken over is counted, or spends what was allowed. */
export const heldToRemovals = async (asking: Asking, judged: Judged): Promise<Judged> => {
  if (judged.type === 'refused') return judged;
  const removed = await removedBy(asking.held, judged.rows);
  const usual = new Map<string, readonly string[]>();
  const spent = new Map<string, number>();
  let refused: string | null = null;
  for (const [table, ids] of removed) {
    const counted = await countKind(asking, table, ids);
    if (counted.type === 'usual') usual.set(table, counted.ids);
    else if (allowedIn(await askedBy(asking, asking.person, table), asking.now) >= counted.rows) spent.set(table, counted.rows);
    else {
      await noteAsk(asking, table, counted.rows);
      refused ??= table;
    }
  }
  if (refused !== null) return { type: 'refused', refused: { reason: 'needsAdmin', table: refused, rowId: null, held: {} } };
  for (const [table, ids] of usual) await count(asking, table, ids);
  for (const [table, rows] of spent) await spend(asking, table, rows);
  return judged;
};

/** What waits for an admin's answer, and what was allowed and is not used up, the newest first. */
export const askedRemovals = async ({ db, ports }: HubContext, workspace: string): Promise<readonly AskedRemoval[]> => {
  const now = ports.clock.now();
  const rows = await db.read((sql) =>
    sql.all('SELECT * FROM hub_removal_ask WHERE workspace = ? AND asked_at > ? ORDER BY asked_at DESC, person, tbl LIMIT 500', [
      workspace,
      now - rememberedFor,
    ]),
  );
  return rows.map((row) => ({
    person: String(row['person']),
    table: String(row['tbl']),
    rows: Number(row['rows_asked']),
    askedAt: Number(row['asked_at']),
    allowed: allowedIn(row, now),
    allowedUntil: allowedIn(row, now) === 0 ? null : Number(row['allowed_until']),
  }));
};

/** Whether a device had joined, under whichever name, before that time. */
const isThereSince = async (sql: Sql, { workspace, device }: Session, at: number): Promise<boolean> => {
  const names = await sql.all('SELECT min(joined_at) AS first FROM hub_device WHERE workspace = ? AND substr(device, 1, 16) = ?', [
    workspace,
    stemOf(device),
  ]);
  return Number(names[0]?.['first']) < at;
};

/** `pause`: how long whoever asked is kept waiting for the answer, in ms. */
type Allowing = { readonly why: Fault | null; readonly pause: number };
const allowing = (why: Fault | null, pause = 0): Allowing => ({ why, pause });

/**
 * An admin allows somebody to remove so many rows of a kind. What is one's own is confirmed on another device, which was there before it was asked
 * for, or by a code that only the hub's machine shows.
 */
export const allowRemoval = async (
  context: HubContext,
  session: Session,
  { person, table, rows, code }: z.infer<typeof allowRemovalRequest>,
): Promise<Answer<null>> => {
  const { why, pause } = await context.db.write(async (sql): Promise<Allowing> => {
    const { workspace } = session;
    if ((await takeTurn(sql, workspace)) === undefined) return allowing('notFound');
    const ask = await askedBy({ sql, workspace }, person, table);
    if (ask === undefined) return allowing('notFound');
    const askedAt = Number(ask['asked_at']);
    const isOther = stemOf(String(ask['device'])) !== stemOf(session.device) && (await isThereSince(sql, session, askedAt));
    if (person === session.person && !isOther) {
      if (code === null) return allowing('codeNeeded');
      const key = `${session.device} ${table} ${rows} ${askedAt}`;
      const traded = await tradeCode(context, sql, { code, kind: 'setUp', key, address: session.device });
      if (traded.type === 'bad') return allowing(traded.why, traded.pause);
    }
    await sql.run('UPDATE hub_removal_ask SET allowed = ?, allowed_until = ? WHERE workspace = ? AND person = ? AND tbl = ?', [
      rows,
      context.ports.clock.now() + allowedFor,
      workspace,
      person,
      table,
    ]);
    return allowing(null);
  });
  if (pause > 0) await context.wait(pause);
  return why === null ? ok(null) : err(why);
};
