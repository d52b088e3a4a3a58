/** One change set that is far larger than any message: it goes and comes in parts, goes on where it broke off, and is there whole or not at all. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Network, systemNetwork } from '../../src/main/contexts/sync/hubClient.ts';
import { createAccount } from '../../src/shared/accounts/contract.ts';
import { activity } from '../../src/shared/accounts/schema.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { moveHome } from '../../src/shared/sync/homeContract.ts';
import { hubPaths, stageLimit } from '../../src/shared/sync/hubProtocol.ts';
import { invite, syncStatus } from '../../src/shared/sync/statusContract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { testPorts } from '../support/builders.ts';
import { aHubProcess } from '../support/hubProcess.ts';
import { exchangeOver, joinWith, publishAt } from '../support/syncDevices.ts';
import { sharedContent } from '../support/syncedStores.ts';
import { tempDir } from '../support/tempDir.ts';

/** Text that hardly packs. */
const noise = (n: number): string => createHash('shake256', { outputLength: 6_750 }).update(String(n)).digest('base64');

const rows = 2_400;

/** Writes one set of more than 20 MB. */
const writeLarge = async (app: TestApp): Promise<void> => {
  const { id: accountId } = await app.run(createAccount, { name: 'Fjordfisk AS' });
  const written = app.store.write<null>({ actor: app.me, command: 'accounts.logActivity' }, (tx) => {
    for (let n = 0; n < rows; n += 1) {
      const authorId = app.me as Id<'Person'>;
      const about = { accountId, dealId: null, contactId: null, kind: 'note', team: 'sales', authorId } as const;
      tx.insert(activity, { id: tx.newId<'Activity'>(), ...about, body: noise(n), happenedAt: tx.now });
    }
    return ok(null);
  });
  expect(written.ok).toBe(true);
};

/** A way to the hub that breaks off after so many parts, each time anew. */
const breaking = (path: string, after: number) => {
  const told = { parts: 0 };
  const network: Network = {
    ...systemNetwork,
    send: async (call) => {
      if (!call.url.endsWith(path)) return systemNetwork.send(call);
      told.parts += 1;
      return told.parts > after ? { type: 'unreachable' } : systemNetwork.send(call);
    },
  };
  return { network, told };
};

const notes = (app: TestApp): unknown => app.store.read((tx) => tx.get('SELECT count(*) AS n FROM activity'));

const packedSize = (app: TestApp): number =>
  Number(app.store.db.prepare('SELECT max(length(payload)) AS n FROM change_set').get([])?.['n'] ?? 0);

it('a set of more than twenty megabytes goes to the hub, to another device and to another hub, and on from where the way broke off', async () => {
  const hub = await aHubProcess();
  const admin = await anApp();
  const person = await admin.aPerson('Bo', 'manager');
  await publishAt(admin, hub);
  await writeLarge(admin);
  const parts = Math.ceil(packedSize(admin) / stageLimit.part);
  expect(parts).toBeGreaterThan(24);
  expect(await exchangeOver(admin, breaking(hubPaths.stage, 12).network)).toMatchObject({ ok: false, error: { type: 'HubUnreachable' } });
  const rest = breaking(hubPaths.stage, 1_000);
  expect(await exchangeOver(admin, rest.network)).toMatchObject({ ok: true, value: { sent: 1, refused: 0 } });
  // Of twelve calls the first one asked and eleven brought a part; the next try asks once and brings what is missing.
  expect(rest.told.parts).toBe(1 + parts - 11);

  const { code } = await admin.run(invite, { name: 'Bo', access: 'manager', person });
  const dir = tempDir('device');
  const about = { hub: hub.url, code };
  const { joined: broken } = await joinWith(about, { seed: 9, dir, network: breaking(hubPaths.part, 12).network });
  expect(broken).toMatchObject({ ok: false, error: { because: 'HubUnreachable' } });
  const more = breaking(hubPaths.part, 1_000);
  expect(await joinWith(about, { seed: 9, dir, network: more.network })).toMatchObject({ joined: { ok: true } });
  expect(more.told.parts).toBe(parts - 12);
  const bo = await anApp({ dir, ports: testPorts({ seed: 10 }) });
  expect(notes(bo)).toEqual({ n: rows });
  expect(sharedContent(bo)).toBe(sharedContent(admin));
  expect(readdirSync(join(dir, 'staging'))).toEqual([]);

  const next = await aHubProcess();
  expect(await admin.run(moveHome, { hub: next.url, code: next.setUpCode })).toMatchObject({ refused: 0, received: 0 });
  expect(await admin.run(syncStatus)).toMatchObject({ waiting: 0, trouble: null });
});
