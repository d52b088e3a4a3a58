/** A device that is the home hub of its workspace: others join it over TLS by what they see on its screen, and nothing goes to anybody else. */
import { readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { keepHosting, type Hosting } from '../../src/main/contexts/hosting/keeper.ts';
import { readHost, writeHost } from '../../src/main/contexts/hosting/hostFile.ts';
import { linkHub } from '../../src/main/core/hubLink.ts';
import { makeOwnCertificate } from '../../src/platform/certificate.ts';
import type { Lan } from '../../src/platform/lan.ts';
import { workspace } from '../../src/shared/admin/contract.ts';
import { createDeal, deals } from '../../src/shared/pipeline/contract.ts';
import { leave } from '../../src/shared/sync/homeContract.ts';
import { beginHosting, endHosting, followHub, hostStatus } from '../../src/shared/hosting/contract.ts';
import { invite, joinAgain, syncNow, syncStatus } from '../../src/shared/sync/statusContract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, testPorts } from '../support/builders.ts';
import { aHubProcess } from '../support/hubProcess.ts';
import { aDevice, joinWith, publishAt } from '../support/syncDevices.ts';
import { sharedContent } from '../support/syncedStores.ts';
import { makeDir, removeDir } from '../support/tempDir.ts';

/** A meeting room with one machine in it. */
const loopback: Lan = { listenOn: '127.0.0.1', firstPort: 0, addresses: () => ['127.0.0.1'] };
const around = { lan: loopback, thread: new URL('../../src/hub/hosted.ts', import.meta.url), onChanged: () => {} };
const pace = { retry: 500, look: 50 };

type Room = { app: TestApp; hosting: Hosting; readonly nils: TestApp; readonly dir: string };
const ending: (() => Promise<void> | void)[] = [];
let room: Room | null = null;
const theRoom = (): Room => {
  if (room === null) throw new Error('nobody is in the room');
  return room;
};

const keep = (app: TestApp): Hosting => {
  const hosting = keepHosting({ store: app.store, ports: app.ports, ...around }, pace);
  ending.push(hosting.close);
  return hosting;
};

/** What stands on the screen of the host: the address, a code, the fingerprint. */
const shown = async (app: TestApp, person: string) => {
  const { addresses, fingerprint, port } = await app.run(hostStatus);
  const { code } = await app.run(invite, { access: 'manager', name: 'Nils Vik', person });
  return { hub: addresses[0] ?? '', code, fingerprint: fingerprint ?? '', port: port ?? 0 };
};

const until = async (isTrue: () => Promise<boolean>): Promise<void> => {
  await expect.poll(isTrue, { interval: 20 }).toBe(true);
};
const untilOn = (app: TestApp): Promise<void> => until(async () => (await app.run(hostStatus)).state === 'on');

const titles = async (app: TestApp): Promise<readonly string[]> => (await app.run(deals, {})).rows.map(({ title }) => title).toSorted();

/** Both exchange, the host after the other, and then hold the same. */
const meet = async ({ app, nils }: Room): Promise<void> => {
  for (const each of [nils, app, nils]) await each.run(syncNow);
  expect(sharedContent(nils)).toBe(sharedContent(app));
};

/** Each test leaves the room as it found it: the hub runs, both are in. */
describe('a device that is the hub', () => {
  afterAll(async () => {
    for (const end of ending.toReversed()) await end();
  });

  it('lets in who confirms the fingerprint that it shows, and sends nothing to who does not', async () => {
    const app = await anApp({ lasting: true });
    ending.push(() => removeDir(app.dir), app.close);
    const hosting = keep(app);
    const person = await app.aPerson('Nils Vik', 'manager');
    await app.run(createDeal, aDeal({ title: 'Before anybody came' }));
    expect(await app.run(hostStatus)).toMatchObject({ state: 'off', isHome: false, canHost: true, fingerprint: null });
    await app.run(beginHosting);
    const { hub, code, fingerprint, port } = await shown(app, person);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/u);
    expect(hub).toBe(`https://127.0.0.1:${port}`);

    const dir = makeDir('newcomer');
    ending.push(() => removeDir(dir));
    // Neither spends the code: nothing was sent.
    expect((await joinWith({ hub, code }, { seed: 21, dir })).joined).toEqual({ ok: false, error: { type: 'HubUntrusted', fingerprint } });
    const wrong = fingerprint.replaceAll(/./gu, (digit) => (digit === '0' ? '1' : '0'));
    const refused = { ok: false, error: { type: 'HubOtherCertificate', fingerprint } };
    expect((await joinWith({ hub, code, certificate: wrong }, { seed: 21, dir })).joined).toEqual(refused);
    expect((await joinWith({ hub, code, certificate: fingerprint }, { seed: 21, dir })).joined).toMatchObject({ ok: true });

    const nils = await anApp({ dir, ports: testPorts({ seed: 1_021 }), lasting: true });
    ending.push(nils.close);
    room = { app, hosting, nils, dir };
    expect(await nils.run(syncStatus)).toMatchObject({ hub: { url: hub, certificate: fingerprint }, trouble: null });
    await nils.run(createDeal, aDeal({ title: 'Written in the meeting' }));
    await meet(room);
    expect(await titles(app)).toEqual(['Before anybody came', 'Written in the meeting']);
    for (const each of [app, nils]) expect(await each.findings()).toEqual([]);
  });

  it('keeps its key where its owner alone can read it', () => {
    const path = join(theRoom().app.dir, 'hub', 'host.json');
    expect(readFileSync(path, 'utf8')).toContain('PRIVATE KEY');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is back at the same address with the same certificate when its app is opened again, and everybody meets', async () => {
    const { app, hosting, nils } = theRoom();
    const before = await app.run(hostStatus);
    await hosting.close();
    await nils.run(createDeal, aDeal({ title: 'While the lid was closed' }));
    expect(await nils.attempt(syncNow, {})).toMatchObject({ ok: false, error: { because: 'HubUnreachable' } });
    expect(await nils.run(syncStatus)).toMatchObject({ waiting: 1 });

    theRoom().hosting = keep(app);
    await untilOn(app);
    const after = await app.run(hostStatus);
    expect([after.fingerprint, after.port, after.addresses]).toEqual([before.fingerprint, before.port, before.addresses]);
    await meet(theRoom());
    expect(await titles(app)).toHaveLength(3);
  });

  it('stays off once it was stopped, and begins again with all that it had', async () => {
    const { app, hosting } = theRoom();
    await app.run(endHosting);
    // A look that is under way is over after this.
    await hosting.inTurn(async () => {});
    expect(await app.run(hostStatus)).toMatchObject({ state: 'off', isHome: true, canHost: true, addresses: [] });
    await app.run(beginHosting);
    await meet(theRoom());
  });

  it('is followed to another address without a code, for its certificate is known', async () => {
    const { app, nils } = theRoom();
    const { port, addresses } = await app.run(hostStatus);
    const elsewhere = `https://localhost:${port}`;
    expect(await nils.attempt(followHub, { hub: elsewhere })).toMatchObject({ ok: true });
    expect(await nils.run(syncStatus)).toMatchObject({ hub: { url: elsewhere }, trouble: null });
    // Nobody is there: the address that worked stays.
    expect(await nils.attempt(followHub, { hub: 'https://127.0.0.1:1' })).toMatchObject({ ok: false });
    expect(await nils.run(syncStatus)).toMatchObject({ hub: { url: elsewhere } });
    await meet(theRoom());
    await nils.run(followHub, { hub: addresses[0] ?? '' });
  });

  it('takes its own device in again that had left it', async () => {
    const { app, hosting } = theRoom();
    await app.run(leave);
    await until(async () => (await app.run(hostStatus)).state === 'off');
    await app.run(createDeal, aDeal({ title: 'While it was away' }));
    expect(await app.run(hostStatus)).toMatchObject({ isHome: false, canHost: true });
    await app.run(beginHosting);
    await hosting.inTurn(async () => {});
    expect(await app.run(hostStatus)).toMatchObject({ state: 'on', isHome: true });
    await meet(theRoom());
    expect(await titles(app)).toHaveLength(4);
  });

  it('is one at a time, however many programs have the store open', async () => {
    const { app } = theRoom();
    // As another program would: it knows the store, and nothing of the keeper here.
    const second = keepHosting(
      { store: { ...app.store, dir: `${app.dir}/.` }, ports: app.ports, ...around },
      { retry: 60_000, look: 60_000 },
    );
    const file = readHost(app.dir);
    if (file === null) throw new Error('a host keeps a file');
    const started = await second.inTurn(() => second.start({ ...file, port: 0 }, null));
    await second.close();
    expect(started).toEqual({ ok: false, error: { type: 'HostNotStarted', because: 'RunsElsewhere' } });
  });

  it('is refused by everybody once it shows another certificate, until they confirm that one', async () => {
    const { app, hosting, nils } = theRoom();
    await nils.run(createDeal, aDeal({ title: 'Not for a stranger' }));
    await hosting.inTurn(hosting.halt);
    const file = readHost(app.dir);
    if (file === null) throw new Error('a host keeps a file');
    writeHost(app.dir, { ...file, ...makeOwnCertificate(Date.now(), new Uint8Array(8)) });
    // It was halted by hand, and is started again with what it finds.
    await untilOn(app);
    for (const each of [nils, app])
      expect(await each.attempt(syncNow, {})).toEqual({ ok: false, error: { type: 'SyncFailed', because: 'HubOtherCertificate' } });
    expect(await nils.run(syncStatus)).toMatchObject({ waiting: 1 });
    expect(await titles(app)).toHaveLength(4);

    // The host takes its own new certificate when it is asked to begin; the others look at it.
    await app.run(beginHosting);
    const { hub, code, fingerprint } = await shown(app, (await nils.run(workspace)).me?.id ?? '');
    expect(await nils.attempt(joinAgain, { hub, code })).toEqual({ ok: false, error: { type: 'HubOtherCertificate', fingerprint } });
    expect(await nils.attempt(joinAgain, { hub, code, certificate: fingerprint })).toMatchObject({ ok: true });
    await meet(theRoom());
    expect(await titles(app)).toHaveLength(5);
  });

  it('says when another program has its port, and takes another one when asked', async () => {
    const { app, nils } = theRoom();
    const { port } = await app.run(hostStatus);
    await app.run(endHosting);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port ?? 0, '127.0.0.1', resolve));
    ending.push(() => void other.close());
    expect(await app.attempt(beginHosting, {})).toEqual({ ok: false, error: { type: 'HostNotStarted', because: 'PortTaken' } });
    expect(await app.run(hostStatus)).toMatchObject({ state: 'waiting', trouble: 'PortTaken', port });
    await app.run(beginHosting, { otherPort: true });
    const after = await app.run(hostStatus);
    expect(after).toMatchObject({ state: 'on', isHome: true });
    expect(after.port).not.toBe(port);
    await nils.run(followHub, { hub: after.addresses[0] ?? '' });
    await meet(theRoom());
  });

  it('asks a person first where its folder was copied or moved: two copies must not both be the hub', async () => {
    const { app, hosting, nils } = theRoom();
    await nils.run(createDeal, aDeal({ title: 'Before it was carried elsewhere' }));
    await nils.run(syncNow);
    await hosting.close();
    await app.close();
    const moved = `${app.dir}-moved`;
    renameSync(app.dir, moved);
    ending.push(() => removeDir(moved));
    const again = await anApp({ dir: moved, ports: testPorts({ seed: 77 }), lasting: true });
    ending.push(again.close);
    theRoom().app = again;
    theRoom().hosting = keep(again);
    expect(await again.run(hostStatus)).toMatchObject({ state: 'off', isHome: false, wasCopied: true, canHost: true });
    await again.run(beginHosting);
    expect(await again.run(hostStatus)).toMatchObject({ state: 'on', isHome: true, wasCopied: false });
    await meet(theRoom());
    expect(await titles(again)).toContain('Before it was carried elsewhere');
    expect(await again.findings()).toEqual([]);
  });

  it('ends by itself when the workspace has its home elsewhere', async () => {
    const { app } = theRoom();
    const link = app.store.read((tx) => tx.get<{ workspace: string; epoch: string }>('SELECT workspace, epoch FROM hub_link'));
    linkHub(app.store, { workspace: link?.workspace ?? '', epoch: link?.epoch ?? '', url: 'https://hub.example', person: app.me });
    await until(async () => (await app.run(hostStatus)).state === 'off');
    expect(await app.run(hostStatus)).toMatchObject({ isHome: false, canHost: false, addresses: [], fingerprint: null });
    expect(await app.attempt(beginHosting, {})).toEqual({ ok: false, error: { type: 'HomeElsewhere' } });
  });
});

it('takes the home over from another hub, and the others follow with all that they have', async () => {
  const hub = await aHubProcess();
  const app = await anApp();
  const hosting = keepHosting({ store: app.store, ports: app.ports, ...around }, pace);
  onTestFinished(hosting.close);
  await publishAt(app, hub);
  const person = await app.aPerson('Nils Vik', 'manager');
  await app.run(createDeal, aDeal({ title: 'From the office' }));
  await app.run(syncNow);
  const nils = await aDevice(app, hub, { name: 'Nils Vik', access: 'manager', person, seed: 31 });
  await nils.run(createDeal, aDeal({ title: 'At the hub, not yet here' }));
  await nils.run(syncNow);
  await nils.run(createDeal, aDeal({ title: 'Written in the train' }));
  await hub.stop();

  expect(await app.run(hostStatus)).toMatchObject({ isHome: false, canHost: false, canMoveHere: true });
  await app.run(beginHosting, { move: true });
  expect(await app.run(hostStatus)).toMatchObject({ state: 'on', isHome: true, canMoveHere: false });
  const { code, hub: address, fingerprint } = await shown(app, person);
  await nils.run(joinAgain, { hub: address, code, certificate: fingerprint });
  for (const each of [nils, app, nils]) await each.run(syncNow);
  expect(await titles(app)).toEqual(['At the hub, not yet here', 'From the office', 'Written in the train']);
  expect(sharedContent(nils)).toBe(sharedContent(app));
  for (const each of [app, nils]) expect(await each.findings()).toEqual([]);
});

it('a store that no open app keeps cannot be a hub', async () => {
  const app = await anApp();
  expect(await app.attempt(beginHosting, {})).toEqual({ ok: false, error: { type: 'HostNeedsApp' } });
});
