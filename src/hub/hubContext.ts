/** What every request to a hub works with: its database, its epoch, the world, and refusals as values that HTTP knows a status for. */
import { err, type Result } from '../shared/kernel/result.ts';
import { chunkLimit, type HubError } from '../shared/sync/hubProtocol.ts';
import { sharedBy, type SyncedTable } from '../shared/admin/catalog.ts';
import type { Ports } from '../platform/ports.ts';
import { uuidGenerator } from '../platform/ids.ts';
import { hex } from '../platform/hash.ts';
import type { HubDb, Sql } from './hubDb.ts';
import type { HubModel } from './model.ts';
import { mergeAnew } from './mergeAnew.ts';
import { hubMigrations, hubSchemaVersion, inWordsOf } from './schema.ts';
import { noteEarlierSets } from './scopes.ts';

export type Fault = HubError['error'];
export type Answer<T> = Result<T, Fault>;
export const fault = (error: Fault): Result<never, Fault> => err(error);

/** How much one answer looks through and holds where a scope has changed: sets at a time, sets in all, and bytes. */
export type AmendLimits = { readonly atOnce: number; readonly looked: number; readonly bytes: number };
const usualLimits: AmendLimits = { atOnce: 100, looked: 2_000, bytes: chunkLimit.bytes };

export type HubContext = {
  readonly db: HubDb;
  readonly model: HubModel;
  readonly epoch: string;
  readonly ports: Ports;
  readonly newId: () => string;
  readonly amendLimits: AmendLimits;
  /** Devices that one person may hold. */
  readonly mostDevices: number;
  /** Lets so many ms pass before somebody who guesses is answered. */
  readonly wait: (ms: number) => Promise<void>;
};

export type AnswerBase = { readonly hubTime: number; readonly epoch: string };
export const answerBase = ({ ports, epoch }: HubContext): AnswerBase => ({ hubTime: ports.clock.now(), epoch });

/** The database belongs to a newer program; writing to it could harm it. */
export class HubTooNewError extends Error {}

/** The version before which nothing was written down of scopes. */
const firstWithScopes = 2;
/** The version before which all saw what only its owner sees until it is shared. */
const firstWithSharing = 4;
/** The version before which rows did not merge as they do at devices. */
const firstMergedAlike = 4;

/** Brings the data of an earlier version to this one. */
const bringUp = async (sql: Sql, kind: HubDb['kind'], from: number, model: HubModel): Promise<void> => {
  for (const { since, before, statements } of hubMigrations)
    if (from >= since && from < before) for (const statement of statements) await sql.run(inWordsOf(kind, statement));
  const workspaces = await sql.all('SELECT id FROM hub_workspace ORDER BY id');
  if (from < firstMergedAlike) for (const { id } of workspaces) await mergeAnew(sql, String(id), model);
  const isNew = (table: SyncedTable): boolean => from < firstWithScopes || (from < firstWithSharing && sharedBy(table) !== undefined);
  if (from < firstWithSharing) for (const { id } of workspaces) await noteEarlierSets(sql, String(id), model, isNew);
  await sql.run('UPDATE hub SET version = ? WHERE one = 1', [hubSchemaVersion]);
};

/** What a hub is opened with beside its database. */
export type HubSetting = {
  readonly model: HubModel;
  readonly ports: Ports;
  readonly amendLimits?: AmendLimits;
  readonly mostDevices?: number;
  readonly wait?: HubContext['wait'];
};

const usualDevices = 10;

/** Nobody who is being kept waiting keeps the program from ending. */
const waitByTimer = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

/** Reads the epoch of the hub, or gives an empty one its own. */
export const openHub = async (
  db: HubDb,
  { model, ports, amendLimits = usualLimits, mostDevices = usualDevices, wait = waitByTimer }: HubSetting,
): Promise<HubContext> => {
  const newEpoch = hex(ports.random.bytes(16));
  const found = await db.write(async (sql) => {
    await sql.run('INSERT INTO hub (one, epoch, version, turns) VALUES (1, ?, ?, 0) ON CONFLICT (one) DO NOTHING', [
      newEpoch,
      hubSchemaVersion,
    ]);
    // Held until the transaction ends: of processes that start together one brings the database up to date.
    await takeHubTurn(sql);
    const hub = await sql.all('SELECT epoch, version FROM hub WHERE one = 1');
    const version = Number(hub[0]?.['version']);
    if (version < hubSchemaVersion) await bringUp(sql, db.kind, version, model);
    return hub;
  });
  if (Number(found[0]?.['version']) > hubSchemaVersion) throw new HubTooNewError('the hub’s database is of a newer version');
  return {
    db,
    model,
    epoch: String(found[0]?.['epoch']),
    ports,
    newId: uuidGenerator(ports.clock, ports.random),
    amendLimits,
    mostDevices,
    wait,
  };
};

/** Takes the one turn that all processes share; what follows in the transaction is alone with what others do in their turns. */
export const takeHubTurn = (sql: Sql): Promise<number> => sql.run('UPDATE hub SET turns = turns + 1 WHERE one = 1');

export type WorkspaceRow = {
  readonly id: string;
  readonly name: string;
  readonly seq: number;
  readonly head: string;
  /** The largest stamp up to `seq`. */
  readonly topHlc: string;
  readonly hubDevice: string;
  readonly publisher: string;
  readonly createdAt: number;
  /** The last set from before it was published, as its publisher named it, empty where it named none; null once the hub has all of that. */
  readonly founding: string | null;
  /** Until when an admin brings back what the hub has lost, in ms; null where nobody does. */
  readonly putBackUntil: number | null;
};

const toWorkspace = (row: Readonly<Record<string, unknown>>): WorkspaceRow => ({
  id: String(row['id']),
  name: String(row['name']),
  seq: Number(row['seq']),
  head: String(row['head']),
  topHlc: String(row['top_hlc']),
  hubDevice: String(row['hub_device']),
  publisher: String(row['publisher']),
  createdAt: Number(row['created_at']),
  founding: typeof row['founding'] === 'string' ? row['founding'] : null,
  putBackUntil: typeof row['put_back_until'] === 'number' ? row['put_back_until'] : null,
});

const topHlc = `coalesce((SELECT s.top_hlc FROM hub_set s WHERE s.workspace = hub_workspace.id AND s.hub_seq = hub_workspace.seq), '0') AS top_hlc`;

/** The workspace, with the counter's row held until the transaction ends: numbers are given in the order of commits. */
export const takeTurn = async (sql: Sql, id: string): Promise<WorkspaceRow | undefined> => {
  const rows = await sql.all(`UPDATE hub_workspace SET turns = turns + 1 WHERE id = ? RETURNING *, ${topHlc}`, [id]);
  return rows[0] === undefined ? undefined : toWorkspace(rows[0]);
};

export const workspaceOf = async (sql: Sql, id: string): Promise<WorkspaceRow | undefined> => {
  const rows = await sql.all(`SELECT *, ${topHlc} FROM hub_workspace WHERE id = ?`, [id]);
  return rows[0] === undefined ? undefined : toWorkspace(rows[0]);
};

export const isEmptyHub = async (sql: Sql): Promise<boolean> => (await sql.all('SELECT 1 AS one FROM hub_workspace LIMIT 1')).length === 0;
