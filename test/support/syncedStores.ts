/** Several stores of one workspace around a small hub, for tests of what comes out when they meet. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkspaceStore } from '../../src/main/contexts/openWorkspace.ts';
import { setMe } from '../../src/main/contexts/me.ts';
import { linkHub } from '../../src/main/core/hubLink.ts';
import { type SyncLog, syncLog } from '../../src/main/core/syncLog.ts';
import { sqlName } from '../../src/shared/kernel/table.ts';
import { tables } from '../../src/shared/schema/tables.ts';
import { openTestApp, type TestApp, testPorts } from './builders.ts';
import type { TinyHub } from './tinyHub.ts';

const noSignature = (): string => '';

const expectOk = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly type: string } },
): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

/** Everything that waits goes up; what the hub says comes back (unless `isLost`). */
export const pushAll = (log: SyncLog, hub: TinyHub, isLost = false): void => {
  for (;;) {
    const sets = log.pending(noSignature);
    if (sets.length === 0) return;
    const results = hub.push(sets);
    if (isLost) return;
    expectOk(log.acknowledge(sets, results));
    if (results.some(({ type }) => type === 'retry' || type === 'forked')) return;
  }
};

export const pullAll = (log: SyncLog, hub: TinyHub, limit = 100): void => {
  for (;;) {
    const page = hub.pull(log.cursor().seq, limit);
    expectOk(log.receive(page));
    if (!page.more) return;
  }
};

export const meet = (apps: readonly TestApp[], hub: TinyHub): void => {
  for (let round = 0; round < 2; round += 1) {
    for (const app of apps) {
      const log = syncLog(app.store);
      pushAll(log, hub);
      pullAll(log, hub);
    }
  }
};

/** Ties a store to the small hub. */
export const tie = (app: TestApp): void => {
  const row = app.store.read((tx) => tx.get<{ id: string }>('SELECT id FROM workspace'));
  linkHub(app.store, { workspace: row?.id ?? 'workspace', url: 'http://127.0.0.1:1', epoch: 'one', person: app.me });
};

/** A store that gets everything from the hub, with a seed of its own. */
export const joined = async (hub: TinyHub, seed: number, me: string): Promise<TestApp> => {
  const dir = mkdtempSync(join(tmpdir(), 'samspill-joined-'));
  const ports = testPorts({ seed });
  const opened = openWorkspaceStore({ dir, ports, create: true });
  if (!opened.ok) throw new Error(opened.error.type);
  const store = opened.value;
  linkHub(store, { workspace: 'workspace', url: 'http://127.0.0.1:1', epoch: 'one', person: me });
  pullAll(syncLog(store), hub);
  setMe(store.db, me);
  store.close();
  return openTestApp({ dir, ports });
};

export const leave = async (apps: readonly TestApp[]): Promise<void> => {
  for (const app of apps) {
    await app.close();
    rmSync(app.dir, { recursive: true, force: true });
  }
};

/** A hash of everything that travels, without what is a store's own: numbers of sets and devices. */
export const sharedContent = (app: TestApp): string => {
  const hash = createHash('sha256');
  for (const table of tables) {
    if (table.sync === 'derived') continue;
    const engine = table.sync === 'lww' ? ['deleted'] : ['happened_at', 'happened_day', 'recorded_at', 'hlc', 'voided'];
    const columns = [...Object.keys(table.columns).map(sqlName), ...engine];
    const line = columns.map((column) => `quote(${column})`).join(" || ',' || ");
    for (const row of app.store.db.prepare(`SELECT ${line} AS line FROM ${table.name} ORDER BY id`).all([]))
      hash.update(`${table.name} ${String(row['line'])}\n`);
  }
  return hash.digest('hex');
};
