/** A store and its hub, the hub a program of its own: publishing, joining, exchanging, and everything that can go wrong on the way. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openApp } from '../../src/main/openApp.ts';
import type { Network } from '../../src/main/contexts/sync/hubClient.ts';
import { systemNetwork } from '../../src/main/contexts/sync/hubClient.ts';
import { keepSync } from '../../src/main/contexts/sync/keeper.ts';
import { takeLease } from '../../src/main/core/hubLink.ts';
import { workspace } from '../../src/shared/admin/contract.ts';
import { createAccount } from '../../src/shared/accounts/contract.ts';
import { createDeal, deal, deals, editDeal } from '../../src/shared/pipeline/contract.ts';
import { hubPaths } from '../../src/shared/sync/hubProtocol.ts';
import { devices, invite, joinAgain, publish, revoke, syncNow, syncStatus } from '../../src/shared/sync/statusContract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, testPorts } from '../support/builders.ts';
import { type HubProcess, aHubProcess, startHub } from '../support/hubProcess.ts';
import { aDevice, exchangeOver, joinWith, meetAt, publishAt, worldOf } from '../support/syncDevices.ts';
import { sharedContent } from '../support/syncedStores.ts';
import { makeDir, removeDir, tempDir } from '../support/tempDir.ts';

const failed = (because: string) => ({ ok: false, error: { type: 'SyncFailed', because } });

/** An admin's store, published, and a seller's that has joined. */
const twoDevices = async (hub: HubProcess): Promise<{ readonly admin: TestApp; readonly seller: TestApp }> => {
  const admin = await anApp();
  const person = await admin.aPerson('Sigrid Berg', 'seller');
  await publishAt(admin, hub);
  const seller = await aDevice(admin, hub, { name: 'Sigrid Berg', access: 'seller', person, seed: 11 });
  return { admin, seller };
};

describe('two devices', () => {
  it('hold the same after each has worked alone and both have exchanged', async () => {
    const { admin, seller } = await twoDevices(await aHubProcess());
    expect((await seller.run(workspace)).me).toMatchObject({ name: 'Sigrid Berg', access: 'seller' });
    const { id } = await seller.run(createDeal, aDeal({ title: 'From the train' }));
    await admin.run(createAccount, { name: 'Fjordfisk AS' });
    expect(await seller.run(syncStatus)).toMatchObject({
      state: 'waiting',
      waiting: 1,
      queue: [{ command: 'pipeline.createDeal', sets: 1 }],
    });
    expect(await seller.run(syncNow)).toEqual({ sent: 1, refused: 0, received: 0, conflicts: 0 });
    expect(await admin.run(syncNow)).toMatchObject({ sent: 1, received: 1 });
    await seller.run(syncNow);
    expect((await admin.run(deal, { id })).owner).toMatchObject({ name: 'Sigrid Berg' });
    expect(sharedContent(seller)).toBe(sharedContent(admin));
    for (const app of [admin, seller]) {
      expect(await app.findings()).toEqual([]);
      expect(await app.run(syncStatus)).toMatchObject({ state: 'upToDate', waiting: 0, refused: 0, conflicts: 0, trouble: null });
    }
    const known = await admin.run(devices);
    expect(known.map(({ personName, isThis }) => `${personName} ${isThis ? 'here' : 'there'}`).toSorted()).toEqual([
      'Admin here',
      'Sigrid Berg there',
    ]);
  });

  it('keep nothing of what lets them in but in one file that its owner alone may read', async () => {
    const { seller } = await twoDevices(await aHubProcess());
    const file = join(seller.dir, 'hub.json');
    const { tokens, keys } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly tokens: { readonly access: string; readonly refresh: string };
      readonly keys: Readonly<Record<string, string>>;
    };
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const secrets = [tokens.access, tokens.refresh, ...Object.values(keys)];
    for (const name of readdirSync(seller.dir).filter((entry) => entry !== 'hub.json' && statSync(join(seller.dir, entry)).isFile()))
      for (const secret of secrets) expect(readFileSync(join(seller.dir, name)).includes(secret), name).toBe(false);
  });

  it('lose and double nothing when every second answer is lost on the way', async () => {
    const { admin, seller } = await twoDevices(await aHubProcess());
    let calls = 0;
    const lossy: Network = {
      ...systemNetwork,
      send: async (call) => {
        const answer = await systemNetwork.send(call);
        calls += 1;
        return calls % 2 === 1 ? { type: 'unreachable' } : answer;
      },
    };
    for (let n = 0; n < 5; n += 1) {
      await seller.run(createDeal, aDeal({ title: `Deal ${n}` }));
      for (let tries = 0; !(await exchangeOver(seller, lossy)).ok && tries < 10; tries += 1);
    }
    expect(calls).toBeGreaterThan(10);
    await meetAt([admin, seller]);
    expect((await admin.run(deals)).rows.map(({ title }) => title).toSorted()).toEqual([0, 1, 2, 3, 4].map((n) => `Deal ${n}`));
    expect(sharedContent(seller)).toBe(sharedContent(admin));
  });

  it('renew a token that has run out without a word', async () => {
    const { seller } = await twoDevices(await aHubProcess());
    const before = readFileSync(join(seller.dir, 'hub.json'), 'utf8');
    let refused = 0;
    const expired: Network = {
      ...systemNetwork,
      send: async (call) => {
        if (refused > 0 || !call.url.endsWith(hubPaths.pull)) return systemNetwork.send(call);
        refused += 1;
        return { type: 'answered', status: 401, body: { error: 'unauthorised', hubTime: 1, epoch: 'x' } };
      },
    };
    expect(await exchangeOver(seller, expired)).toMatchObject({ ok: true });
    expect(readFileSync(join(seller.dir, 'hub.json'), 'utf8')).not.toBe(before);
    expect(await seller.run(syncNow)).toMatchObject({ sent: 0 });
  });

  it('stop at a hub whose numbers do not fit together, and use nothing of it', async () => {
    const { admin, seller } = await twoDevices(await aHubProcess());
    await admin.run(createAccount, { name: 'Fjordfisk AS' });
    await admin.run(syncNow);
    const before = sharedContent(seller);
    const lying: Network = {
      ...systemNetwork,
      send: async (call) => {
        const answer = await systemNetwork.send(call);
        if (answer.type !== 'answered' || !call.url.endsWith(hubPaths.pull)) return answer;
        const text = JSON.stringify(answer.body).replaceAll('Fjordfisk', 'Fjordlaks');
        return { ...answer, body: JSON.parse(text) as unknown };
      },
    };
    expect(await exchangeOver(seller, lying)).toMatchObject({ ok: false, error: { type: 'HubLies' } });
    expect(sharedContent(seller)).toBe(before);
    expect(await seller.run(syncNow)).toMatchObject({ received: 1 });
  });

  it('are not at it both when two programs have one store open', async () => {
    const { seller } = await twoDevices(await aHubProcess());
    takeLease(seller.store, 'another program', seller.clock.now(), 60_000);
    expect(await seller.attempt(syncNow, {})).toEqual(failed('SyncingElsewhere'));
    // A program that died holds it no longer than its time.
    seller.clock.advance(61_000);
    expect(await seller.run(syncNow)).toMatchObject({ sent: 0 });
  });

  it('show in an open window what the hub told another program of the same store', async () => {
    const { seller } = await twoDevices(await aHubProcess());
    await seller.run(createDeal, aDeal({ title: 'Sent from the terminal' }));
    const known = seller.signals.length;
    expect(await exchangeOver(seller, systemNetwork)).toMatchObject({ ok: true, value: { sent: 1, received: 0 } });
    const told = (): boolean => seller.signals.slice(known).some((signal) => signal.type === 'changed' && signal.tables.includes('deal'));
    await expect.poll(told).toBe(true);
  });

  it('go on alone without the hub, and meet by themselves when it is back', async () => {
    const dir = makeDir('hub');
    let hub = await startHub(dir);
    onTestFinished(async () => {
      await hub.stop();
      removeDir(dir);
    });
    const { admin, seller } = await twoDevices(hub);
    await hub.kill();
    // No regular look falls into the test: what comes in, comes because the hub said so.
    const pace = { settle: 10, look: 3_600_000, firstRetry: 50, lastRetry: 200 };
    const keeper = keepSync({ ...worldOf(seller), onChanged: () => {}, pace });
    onTestFinished(keeper.stop);
    expect(await keeper.now()).toMatchObject({ ok: false, error: { type: 'HubUnreachable' } });
    await seller.run(createDeal, aDeal({ title: 'In the tunnel' }));
    await admin.run(createAccount, { name: 'Fjordfisk AS' });
    expect(keeper.trouble()).toBe('HubUnreachable');
    expect(keeper.nextTryAt()).not.toBeNull();
    hub = await startHub(dir, hub.port);
    await expect.poll(() => keeper.trouble()).toBeNull();
    await admin.run(syncNow);
    expect((await admin.run(deals)).rows.map(({ title }) => title)).toEqual(['In the tunnel']);
    // The hub says that something came: nobody asks for it here.
    await expect.poll(() => sharedContent(seller)).toBe(sharedContent(admin));
  });
});

describe('a store', () => {
  let hub: HubProcess;
  const dir = makeDir('hub');
  let admin: TestApp;
  beforeAll(async () => {
    hub = await startHub(dir);
  });
  afterAll(async () => {
    await hub.stop();
    removeDir(dir);
  });

  it('is published with the code that an empty hub printed, and once', async () => {
    admin = await anApp();
    const wrong = { hub: hub.url, code: 'AAAAA-AAAAA-AAAAA-AAAAA' };
    expect(await admin.attempt(publish, wrong)).toEqual({ ok: false, error: { type: 'HubCodeWrong' } });
    expect(await admin.run(syncStatus)).toMatchObject({ hub: null, state: 'alone', canPublish: true });
    await publishAt(admin, hub);
    expect(await admin.attempt(publish, { hub: hub.url, code: hub.setUpCode })).toEqual({ ok: false, error: { type: 'AlreadyLinked' } });
    const other = await anApp({ ports: testPorts({ seed: 5 }) });
    expect(await other.attempt(publish, { hub: hub.url, code: hub.setUpCode })).toMatchObject({ ok: false });
    expect(await other.run(syncStatus)).toMatchObject({ hub: null });
  });

  it('joins with one invitation once, and only where it holds nothing of its own', async () => {
    const publisher = await anApp();
    const own = await aHubProcess();
    await publishAt(publisher, own);
    const { code } = await publisher.run(invite, { name: 'Bo Lind', access: 'manager' });
    const withData = await anApp({ ports: testPorts({ seed: 6 }) });
    const before = sharedContent(withData);
    expect(await withData.attempt(joinAgain, { hub: own.url, code })).toEqual({ ok: false, error: { type: 'OwnDataHere' } });
    expect(sharedContent(withData)).toBe(before);
    const first = await joinWith({ hub: own.url, code }, { seed: 21 });
    const second = await joinWith({ hub: own.url, code }, { seed: 22 });
    expect(first.joined).toMatchObject({ ok: true, value: { sent: 0 } });
    expect(second.joined).toMatchObject({ ok: false, error: { type: 'HubCodeWrong' } });
  });

  it('invites no guest, whose device would hold what a guest may not read', async () => {
    const publisher = await anApp({ hub: await aHubProcess() });
    expect(await publisher.attempt(invite, { name: 'Gjest', access: 'guest' })).toEqual({ ok: false, error: { type: 'HubNoGuests' } });
  });

  it('of the sample company goes to no hub', async () => {
    const app = await anApp({ sample: true });
    const answer = await app.attempt(publish, { hub: hub.url, code: 'AAAAA-AAAAA-AAAAA-AAAAA' });
    expect(answer).toEqual({ ok: false, error: { type: 'SampleStays' } });
  });

  it('keeps everything when its device is shut out, and says that it has to join again', async () => {
    const { admin: boss, seller } = await twoDevices(await aHubProcess());
    const { id } = await seller.run(createDeal, aDeal({ title: 'Mine' }));
    await boss.run(revoke, { device: seller.store.device });
    expect(await seller.attempt(syncNow, {})).toEqual(failed('JoinAgain'));
    await seller.run(editDeal, { id, title: 'Still mine' });
    expect(await seller.run(syncStatus)).toMatchObject({ waiting: 2 });
    expect((await seller.run(deal, { id })).title).toBe('Still mine');
  });

  it('touches nothing when another, empty hub answers at its address', async () => {
    const first = await startHub(tempDir('hub'));
    const boss = await anApp({ hub: first });
    await boss.run(createDeal, aDeal({ title: 'Waiting' }));
    await first.stop();
    const second = await startHub(tempDir('hub'), first.port);
    onTestFinished(second.stop);
    const before = sharedContent(boss);
    const answer = await boss.attempt(syncNow, {});
    expect(answer).toEqual(failed('HubReplaced'));
    // Somebody has to decide first: no further try comes by itself.
    const keeper = keepSync({ ...worldOf(boss), onChanged: () => {} });
    onTestFinished(keeper.stop);
    await keeper.now();
    expect(keeper.nextTryAt()).toBeNull();
    expect(sharedContent(boss)).toBe(before);
    expect(await boss.run(syncStatus)).toMatchObject({ waiting: 1 });
  });
});

describe('a program that is open on a store nobody has begun with', () => {
  it('joins a workspace, sets its empty store aside, and keeps in step from then on', async () => {
    const hub = await aHubProcess();
    const boss = await anApp();
    await boss.run(createAccount, { name: 'Fjordfisk AS' });
    await publishAt(boss, hub);
    const { code } = await boss.run(invite, { name: 'Bo Lind', access: 'manager' });
    const dir = tempDir('open');
    const opened = await openApp({ storeDir: dir, language: 'en', sample: false });
    if (!opened.ok) throw new Error(opened.error.type);
    const app = opened.value;
    onTestFinished(app.close);
    const wrong = await app.call(joinAgain.name, { hub: hub.url, code: 'AAAAA-AAAAA-AAAAA-AAAAA' });
    expect(wrong).toEqual({ ok: false, error: { type: 'HubCodeWrong' } });
    expect(await app.call(joinAgain.name, { hub: hub.url, code })).toMatchObject({ ok: true, value: { sent: 0 } });
    expect(await app.call(workspace.name, {})).toMatchObject({ ok: true, value: { me: { name: 'Bo Lind', access: 'manager' } } });
    expect(readdirSync(join(dir, 'kept'))).toHaveLength(1);
    expect(await app.call(createDeal.name, aDeal({ title: 'By itself' }))).toMatchObject({ ok: true });
    await expect
      .poll(
        async () => {
          await boss.run(syncNow);
          return (await boss.run(deals)).rows.map(({ title }) => title);
        },
        { interval: 100 },
      )
      .toEqual(['By itself']);
    // And what the others do comes in by itself.
    await boss.run(createDeal, aDeal({ title: 'From the other side' }));
    await boss.run(syncNow);
    const count = async (): Promise<unknown> => {
      const answer = await app.call(deals.name, {});
      return answer.ok ? (answer.value as { readonly count: number }).count : answer;
    };
    await expect.poll(count, { interval: 50 }).toBe(2);
    expect(await app.call(syncStatus.name, {})).toMatchObject({ ok: true, value: { state: 'upToDate', trouble: null } });
  });
});

describe('an address', () => {
  const refused = async (hub: string): Promise<unknown> => {
    const app = await anApp();
    const answer = await app.attempt(publish, { hub, code: 'AAAAA-AAAAA-AAAAA-AAAAA' });
    expect(await app.run(syncStatus)).toMatchObject({ hub: null, state: 'alone' });
    return answer.ok ? 'let in' : answer.error.type;
  };

  it.each(['', 'nonsense', 'ftp://127.0.0.1', 'http://hub.example', 'https://name:word@hub.example', 'https://hub.example/?token=1'])(
    'is called only where secrets are safe: not %s',
    async (hub) => {
      expect(await refused(hub)).toMatch(/^(HubAddressInvalid|InvalidInput)$/);
    },
  );

  it('where nobody answers is told from one where somebody else does', async () => {
    const server = createServer((_request, response) => response.end('<!doctype html><title>Not a hub</title>'));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await refused(url)).toBe('NotAHub');
    await new Promise((resolve) => {
      server.close(resolve);
    });
    expect(await refused(url)).toBe('HubUnreachable');
  });
});
