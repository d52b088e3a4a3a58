/** Devices of one workspace at a real hub: published, invited, joined, each a store folder and an application of its own. */
import { type Network, systemNetwork } from '../../src/main/contexts/sync/hubClient.ts';
import { type HubCode, joinStore } from '../../src/main/contexts/sync/joining.ts';
import { leaseName, type RoundResult, syncRound } from '../../src/main/contexts/sync/round.ts';
import { secretFile } from '../../src/main/contexts/sync/secrets.ts';
import type { SyncWorld } from '../../src/main/contexts/sync/session.ts';
import type { AccessRole } from '../../src/shared/admin/schema.ts';
import type { Result } from '../../src/shared/kernel/result.ts';
import { invite, publish, syncNow } from '../../src/shared/sync/statusContract.ts';
import { anApp, type TestApp } from './anApp.ts';
import { testPorts } from './builders.ts';
import type { HubProcess } from './hubProcess.ts';
import { openAt } from './stores.ts';
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

type Joining = {
  readonly seed: number;
  /** Left out: a new one. It keeps what came, also of a way that broke off. */
  readonly dir?: string;
  readonly network?: Network;
};

/** Joins with a folder in which nothing has been begun; the answer of the joining, and the folder. */
export const joinWith = async (
  given: HubCode,
  { seed, dir = tempDir('device'), network = systemNetwork }: Joining,
): Promise<{ readonly dir: string; readonly joined: Result<unknown, { readonly type: string }> }> => {
  const ports = testPorts({ seed });
  const store = openAt(dir, { create: true, ports });
  try {
    return { dir, joined: await joinStore({ store, ports, secrets: secretFile(dir), network }, given, noEnd()) };
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
  const { dir, joined } = await joinWith({ hub: hub.url, code }, { seed: who.seed });
  if (!joined.ok) throw new Error(`${who.name} did not join: ${JSON.stringify(joined.error)}`);
  return anApp({ dir, ports: testPorts({ seed: who.seed + 1_000 }) });
};

/** Everybody exchanges twice: what the first brings to the hub, the second brings to those who came before. */
export const meetAt = async (apps: readonly TestApp[]): Promise<void> => {
  for (let round = 0; round < 2; round += 1) for (const app of apps) await app.run(syncNow);
};
