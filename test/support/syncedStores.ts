/** Several stores of one workspace around a small hub, for tests of what comes out when they meet. */
import { setMe } from '../../src/main/contexts/me.ts';
import { linkHub } from '../../src/main/core/hubLink.ts';
import { syncLog } from '../../src/main/core/syncLog.ts';
import { anApp, type TestApp } from './anApp.ts';
import { testPorts } from './builders.ts';
import { contentOf, type MemberSees, pullAll, pushAll } from './exchange.ts';
import { openAt } from './stores.ts';
import { tempDir } from './tempDir.ts';
import type { TinyHub } from './tinyHub.ts';

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
  const dir = tempDir('joined');
  const ports = testPorts({ seed });
  const store = openAt(dir, { create: true, ports });
  linkHub(store, { workspace: 'workspace', url: 'http://127.0.0.1:1', epoch: 'one', person: me });
  pullAll(syncLog(store), hub);
  setMe(store.db, me);
  store.close();
  return anApp({ dir, ports });
};

/** See `contentOf`. */
export const sharedContent = (app: TestApp): string => contentOf(app.store);

/** The same of what a member may see, in the store of somebody who sees more. */
export const contentSeenBy = (app: TestApp, sees: MemberSees): string => contentOf(app.store, sees);
