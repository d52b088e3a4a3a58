/** Two lives of one device: a copied folder, a machine put back, a backup restored. Both go on, each under a name of its own, and nothing goes. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createDeal, deals, editDeal } from '../../src/shared/pipeline/contract.ts';
import { undo } from '../../src/shared/sync/contract.ts';
import { invite, joinAgain, syncNow, syncStatus } from '../../src/shared/sync/statusContract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, testPorts } from '../support/builders.ts';
import { aHubProcess } from '../support/hubProcess.ts';
import { aDevice, joinWith, meetAt, publishAt } from '../support/syncDevices.ts';
import { sharedContent } from '../support/syncedStores.ts';
import { tempDir } from '../support/tempDir.ts';

/** An admin, and a seller who has met them at a hub of their own. */
const twoDevices = async () => {
  const own = await aHubProcess();
  const admin = await anApp();
  const person = await admin.aPerson('Sigrid', 'seller');
  await publishAt(admin, own);
  const seller = await aDevice(admin, own, { name: 'Sigrid', access: 'seller', person, seed: 51 });
  await seller.run(createDeal, aDeal({ title: 'Of both lives' }));
  await meetAt([admin, seller]);
  return { admin, seller, person, hub: own };
};

const reopen = (dir: string, seed: number): Promise<TestApp> => anApp({ dir, ports: testPorts({ seed, at: '2026-11-21T12:00:00Z' }) });

const titles = async (app: TestApp): Promise<readonly string[]> => (await app.run(deals)).rows.map(({ title }) => title).toSorted();

const allAgree = async (apps: readonly TestApp[]): Promise<void> => {
  for (const app of apps) {
    expect(await app.findings()).toEqual([]);
    expect(await app.run(syncStatus)).toMatchObject({ waiting: 0, refused: 0 });
    expect(app.store.integrity).toEqual({ state: 'whole' });
    expect(sharedContent(app)).toBe(sharedContent(apps[0] ?? app));
  }
};

it('a copied folder joins as a device of its own, with what had not been sent when it was copied', async () => {
  const { admin, seller, person, hub: own } = await twoDevices();
  await seller.run(createDeal, aDeal({ title: 'Not sent when it was copied' }));
  const { dir } = seller;
  await seller.close();
  const copied = join(tempDir('copy'), 'store');
  cpSync(dir, copied, { recursive: true });
  const here = await reopen(dir, 61);
  const there = await reopen(copied, 62);
  expect(there.store.device.split('.')[0]).not.toBe(here.store.device.split('.')[0]);
  await there.run(createDeal, aDeal({ title: 'Written in the copy' }));
  await here.run(createDeal, aDeal({ title: 'Written in the first' }));
  expect(await there.attempt(syncNow, {})).toEqual({ ok: false, error: { type: 'SyncFailed', because: 'JoinAgain' } });
  const { code } = await admin.run(invite, { name: 'Sigrid', access: 'seller', person });
  expect(await there.attempt(joinAgain, { hub: own.url, code })).toMatchObject({ ok: true, value: { refused: 0 } });
  await meetAt([here, there, admin]);
  expect(await titles(admin)).toEqual(['Not sent when it was copied', 'Of both lives', 'Written in the copy', 'Written in the first']);
  await allAgree([admin, here, there]);
});

it('a machine that was put back with everything on it goes on under the next name, and what was typed since stays undoable', async () => {
  const { admin, seller } = await twoDevices();
  const { dir } = seller;
  await seller.close();
  const image = join(tempDir('image'), 'store');
  cpSync(dir, image, { recursive: true });
  const first = await reopen(dir, 71);
  await first.run(createDeal, aDeal({ title: 'Of the first life' }));
  await first.run(syncNow);
  await first.close();
  rmSync(dir, { recursive: true });
  cpSync(image, dir, { recursive: true });
  const second = await reopen(dir, 72);
  const { id } = await second.run(createDeal, aDeal({ title: 'Of the second life' }));
  await second.run(editDeal, { id, title: 'A slip' });
  await second.run(undo);
  const before = second.store.device;
  expect(await second.run(syncNow)).toMatchObject({ sent: 3, refused: 0 });
  await meetAt([admin, second]);
  expect(await titles(admin)).toEqual(['Of both lives', 'Of the first life', 'Of the second life']);
  await second.close();
  const third = await reopen(dir, 73);
  expect(third.store.device).not.toBe(before);
  await third.run(editDeal, { id, title: 'Goes on' });
  await meetAt([third, admin]);
  expect(await titles(admin)).toContain('Goes on');
  await allAgree([admin, third]);
  // And once more: the next name is taken by the life before.
  await third.close();
  rmSync(dir, { recursive: true });
  cpSync(image, dir, { recursive: true });
  const fourth = await reopen(dir, 74);
  await fourth.run(createDeal, aDeal({ title: 'Of the last life' }));
  expect(await fourth.run(syncNow)).toMatchObject({ sent: 1, refused: 0 });
  await meetAt([admin, fourth]);
  expect(await titles(admin)).toEqual(['Goes on', 'Of both lives', 'Of the first life', 'Of the last life']);
  await allAgree([admin, fourth]);
});

it('a database that was put back to before goes on under the next name with its own key, and gets back what it had sent', async () => {
  const { admin, seller } = await twoDevices();
  const { dir } = seller;
  await seller.close();
  const image = join(tempDir('image'), 'store');
  cpSync(dir, image, { recursive: true });
  const first = await reopen(dir, 81);
  await first.run(createDeal, aDeal({ title: 'Sent after the backup' }));
  await first.run(syncNow);
  await first.close();
  for (const name of ['store.db', 'store.db-wal', 'store.db-shm']) rmSync(join(dir, name), { force: true });
  cpSync(join(image, 'store.db'), join(dir, 'store.db'));
  const second = await reopen(dir, 82);
  second.store.settleLoss();
  expect(second.store.device).toMatch(/\.2$/u);
  await second.run(createDeal, aDeal({ title: 'After the restore' }));
  expect(await second.run(syncNow)).toMatchObject({ sent: 1, refused: 0, received: 1 });
  await meetAt([admin, second]);
  expect(await titles(second)).toEqual(['After the restore', 'Of both lives', 'Sent after the backup']);
  expect(sharedContent(second)).toBe(sharedContent(admin));
  expect(await second.run(syncStatus)).toMatchObject({ waiting: 0, refused: 0, trouble: null });
});

it('keys that were lost lose nothing: what waits goes out under the next name, once', async () => {
  const { admin, seller, person, hub: own } = await twoDevices();
  await seller.run(createDeal, aDeal({ title: 'Typed before the keys went' }));
  rmSync(join(seller.dir, 'hub.json'));
  expect(await seller.attempt(syncNow, {})).toEqual({ ok: false, error: { type: 'SyncFailed', because: 'JoinAgain' } });
  const { code } = await admin.run(invite, { name: 'Sigrid', access: 'seller', person });
  expect(await seller.attempt(joinAgain, { hub: own.url, code })).toMatchObject({ ok: true, value: { sent: 1, refused: 0 } });
  await meetAt([admin, seller]);
  expect(await titles(admin)).toEqual(['Of both lives', 'Typed before the keys went']);
  await allAgree([admin, seller]);
});

it('a store that was put back before it had a hub is published under both its names', async () => {
  const own = await aHubProcess();
  const alone = await anApp({ ports: testPorts({ seed: 91 }) });
  const { dir } = alone;
  await alone.run(createDeal, aDeal({ title: 'Under the first name' }));
  await alone.close();
  const image = join(tempDir('image'), 'store');
  cpSync(dir, image, { recursive: true });
  const lost = await reopen(dir, 92);
  await lost.run(createDeal, aDeal({ title: 'Lost' }));
  await lost.close();
  for (const name of ['store.db', 'store.db-wal', 'store.db-shm']) rmSync(join(dir, name), { force: true });
  cpSync(join(image, 'store.db'), join(dir, 'store.db'));
  const admin = await reopen(dir, 93);
  await admin.run(createDeal, aDeal({ title: 'Under the second name' }));
  const person = await admin.aPerson('Bo', 'manager');
  await publishAt(admin, own);
  const { code } = await admin.run(invite, { name: 'Bo', access: 'manager', person });
  const { dir: joined, joined: answer } = await joinWith({ hub: own.url, code }, { seed: 94 });
  expect(answer).toMatchObject({ ok: true });
  const other = await reopen(joined, 95);
  expect(await titles(other)).toEqual(['Under the first name', 'Under the second name']);
});
