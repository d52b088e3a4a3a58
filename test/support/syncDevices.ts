/** Devices of one workspace at a real hub: published, invited, joined, each a store folder and an application of its own. */
import { openWorkspaceStore } from '../../src/main/contexts/openWorkspace.ts';
import { type Network, systemNetwork } from '../../src/main/contexts/sync/hubClient.ts';
import { joinStore } from '../../src/main/contexts/sync/joining.ts';
import { leaseName, type RoundResult, syncRound } from '../../src/main/contexts/sync/round.ts';
import { secretFile } from '../../src/main/contexts/sync/secrets.ts';
import type { SyncWorld } from '../../src/main/contexts/sync/session.ts';
import type { AccessRole } from '../../src/shared/admin/schema.ts';
import type { Result } from '../../src/shared/kernel/result.ts';
import { invite, publish, syncNow } from '../../src/shared/sync/statusContract.ts';
import { anApp, type TestApp } from './anApp.ts';
import { testPorts } from './builders.ts';
import type { HubProcess } from './hubProcess.ts';
import { tempDir } from './tempDir.ts';

/** Calls that nothing ends early. */
export const noEnd = (): AbortSignal => new AbortController().signal;

export const worldOf = (app: TestApp, network: Network = systemNetwork): SyncWorld => ({
  store: app.store,
  ports: app.ports,
  secrets: secretFile(app.dir),
  network,
});

/** One exchange over a network of the test's own. */
export const exchangeOver = (app: TestApp, network: Network): Promise<RoundResult> =>
  syncRound(worldOf(app, network), leaseName(worldOf(app)), noEnd());

export const publishAt = (app: TestApp, hub: HubProcess): Promise<unknown> => app.run(publish, { hub: hub.url, code: hub.setUpCode });

/** Joins with a new folder; the answer of the joining, and the folder. */
export const joinWith = async (
  hub: Pick<HubProcess, 'url'>,
  code: string,
  seed: number,
): Promise<{ readonly dir: string; readonly joined: Result<unknown, { readonly type: string }> }> => {
  const dir = tempDir('device');
  const ports = testPorts({ seed });
  const opened = openWorkspaceStore({ dir, ports, create: true });
  if (!opened.ok) throw new Error(opened.error.type);
  const store = opened.value;
  try {
    const world = { store, ports, secrets: secretFile(dir), network: systemNetwork };
    return { dir, joined: await joinStore(world, { hub: hub.url, code }, noEnd()) };
  } finally {
    store.close();
  }
};

/** A device of a person whom the admin invites; `person` is one who is there already. */
export const aDevice = async (
  admin: TestApp,
  hub: Pick<HubProcess, 'url'>,
  who: { readonly name: string; readonly access: AccessRole; readonly person: string | null; readonly seed: number },
): Promise<TestApp> => {
  const { code } = await admin.run(invite, { name: who.name, access: who.access, person: who.person });
  const { dir, joined } = await joinWith(hub, code, who.seed);
  if (!joined.ok) throw new Error(`${who.name} did not join: ${JSON.stringify(joined.error)}`);
  return anApp({ dir, ports: testPorts({ seed: who.seed + 1_000 }) });
};

/** Everybody exchanges twice: what the first brings to the hub, the second brings to those who came before. */
export const meetAt = async (apps: readonly TestApp[]): Promise<void> => {
  for (let round = 0; round < 2; round += 1) for (const app of apps) await app.run(syncNow);
};
