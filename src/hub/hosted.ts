/** The hub inside the app: a thread of its own that serves the one workspace whose home it is, until it is asked to end. */
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { dbErrorKind, type Db, openDb } from '../platform/database.ts';
import { describeError } from '../platform/describeError.ts';
import { systemPorts } from '../platform/ports.ts';
import { ensureFolder } from '../platform/storeFiles.ts';
import { runTask, type TaskHooks } from '../platform/taskThread.ts';
import type { HostedCode, HostedData, HostedEnd, HostedSaid, OwnCode } from '../shared/sync/hosted.ts';
import { makeSetUpCode } from './codes.ts';
import { type HubContext, HubTooNewError, openHub, takeTurn } from './hubContext.ts';
import { HubUnavailableError } from './hubDb.ts';
import { inviteTo } from './joining.ts';
import { productModel } from './productModel.ts';
import { hubServer } from './server.ts';
import { openSqliteHub } from './sqliteDb.ts';

/** How often it looks whether it is asked to end, in ms. */
const lookEvery = 100;

const lockName = 'lock.db';

/** Held as long as this hub runs; the system lets go of it however the program ends. Null where another program holds it. */
const takeLock = (dir: string): Db | null => {
  const db = openDb(join(dir, lockName), { busyTimeout: 0 });
  try {
    db.exec('BEGIN IMMEDIATE');
    return db;
  } catch (error) {
    db.close();
    if (dbErrorKind(error) === 'busy') return null;
    throw error;
  }
};

/** A publication that broke off before anything was sent left a name and nothing else: the next one must be able to begin. */
const dropUnfinished = (context: HubContext): Promise<void> =>
  context.db.write(async (sql) => {
    const empty = await sql.all(
      'SELECT id FROM hub_workspace WHERE NOT EXISTS (SELECT 1 FROM hub_set WHERE hub_set.workspace = hub_workspace.id)',
    );
    for (const { id = null } of empty) {
      for (const table of ['hub_device', 'hub_session', 'hub_spent', 'hub_code'])
        await sql.run(`DELETE FROM ${table} WHERE workspace = ?`, [id]);
      await sql.run('DELETE FROM hub_workspace WHERE id = ?', [id]);
    }
  });

/** Whoever runs the hub has its data in hand, and so may let the own device in. Null where the hub does not know the person. */
const codeFor = async (context: HubContext, { workspace: id, person }: HostedCode): Promise<OwnCode | null> => {
  await dropUnfinished(context);
  const invited = await context.db.write(async (sql) => {
    const workspace = await takeTurn(sql, id);
    if (workspace === undefined) return null;
    const by = { actor: person, givesPositions: false };
    const own = { access: 'admin', function: null, position: null, person, name: person, team: null, validHours: 1 } as const;
    return inviteTo(context, sql, workspace, by, own);
  });
  if (invited === null) return { type: 'setUp', code: await makeSetUpCode(context) };
  return invited.ok ? { type: 'invitation', code: invited.value.code } : null;
};

const asked = ({ isCancelled }: TaskHooks): Promise<void> =>
  new Promise((resolve) => {
    const look = setInterval(() => {
      if (!isCancelled()) return;
      clearInterval(look);
      resolve();
    }, lookEvery);
  });

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const endOf = (error: unknown): HostedEnd['type'] => {
  if (error instanceof HubTooNewError) return 'TooNew';
  const kind = error instanceof HubUnavailableError ? error.message : dbErrorKind(error);
  if (kind === 'full' || codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT') return 'DiskFull';
  if (kind === 'busy') return 'RunsElsewhere';
  return 'Broke';
};

const serve = async (data: HostedData, hooks: TaskHooks, say: (said: HostedSaid) => void): Promise<HostedEnd> => {
  const db = openSqliteHub(data.dir);
  try {
    const log = {
      defect: (id: string, error: unknown) => say({ type: 'defect', id, described: describeError(error) }),
      warn: (event: string, detail: Readonly<Record<string, unknown>>) => say({ type: 'warning', event, detail }),
    };
    const context = await openHub(db, { model: productModel, ports: { ...systemPorts, log } });
    const server = hubServer({ context, log: null, tls: { cert: data.cert, key: data.key }, behindProxy: false });
    try {
      await server.listen({ host: data.host, port: data.port });
    } catch (error) {
      await server.close();
      return { type: codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES' ? 'PortTaken' : 'Broke' };
    }
    try {
      const code = data.wants === null ? null : await codeFor(context, data.wants);
      say({ type: 'listening', port: (server.server.address() as AddressInfo).port, code });
      await asked(hooks);
    } finally {
      // What is on its way is answered; live streams are told to come again.
      await server.close();
    }
    return { type: 'Stopped' };
  } finally {
    await db.close();
  }
};

runTask<HostedData, HostedEnd>(import.meta.url, async (data, hooks) => {
  const say = (said: HostedSaid): void => hooks.post(said);
  let lock: Db | null = null;
  try {
    ensureFolder(data.dir);
    lock = takeLock(data.dir);
    return lock === null ? { type: 'RunsElsewhere' } : await serve(data, hooks, say);
  } catch (error) {
    const type = endOf(error);
    if (type === 'Broke') say({ type: 'defect', id: 'hub', described: describeError(error) });
    return { type };
  } finally {
    lock?.close();
  }
});
