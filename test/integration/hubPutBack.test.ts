/** A hub that was put back to an older copy, or set up anew: nothing of what anybody wrote goes, and all come to the same again. */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openSqliteHub } from '../../src/hub/sqliteDb.ts';
import { syncLog } from '../../src/main/core/syncLog.ts';
import { createAccount } from '../../src/shared/accounts/contract.ts';
import { createTeam, joinTeam } from '../../src/shared/admin/contract.ts';
import { bulkEdit } from '../../src/shared/pipeline/bulkContract.ts';
import { createDeal, deals, editDeal, setDealOwner } from '../../src/shared/pipeline/contract.ts';
import { leave, moveHome, pushAgain } from '../../src/shared/sync/homeContract.ts';
import { invite, joinAgain, revoke, syncNow, syncStatus } from '../../src/shared/sync/statusContract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal } from '../support/builders.ts';
import { type HubProcess, aHubProcess, startHub } from '../support/hubProcess.ts';
import { aDevice, meetAt, publishAt } from '../support/syncDevices.ts';
import { contentSeenBy, sharedContent } from '../support/syncedStores.ts';
import { makeDir, removeDir, tempDir } from '../support/tempDir.ts';

const failed = (because: string) => ({ ok: false, error: { type: 'SyncFailed', because } });

type Company = {
  hub: HubProcess;
  readonly persons: Readonly<Record<'anna' | 'bo', string>>;
  readonly dir: string;
  readonly admin: TestApp;
  readonly anna: TestApp;
  readonly bo: TestApp;
};

/** An admin, a manager and a seller who have met at a hub: one team, in which everybody sees every deal, or no team at all. */
const aCompany = async (areOneTeam = true): Promise<Company> => {
  const dir = makeDir('hub');
  const hub = await startHub(dir);
  const admin = await anApp();
  const persons = { anna: await admin.aPerson('Anna', 'manager'), bo: await admin.aPerson('Bo', 'seller') };
  if (areOneTeam) {
    const { id: teamId } = await admin.run(createTeam, { name: 'All of us' });
    for (const personId of [admin.me, persons.anna, persons.bo]) await admin.run(joinTeam, { teamId, personId });
  }
  const company: Company = { hub, persons, dir, admin, anna: admin, bo: admin };
  onTestFinished(async () => {
    await company.hub.stop();
    removeDir(dir);
  });
  await publishAt(admin, hub);
  const anna = await aDevice(admin, hub, { name: 'Anna', access: 'manager', person: persons.anna, seed: 31 });
  const bo = await aDevice(admin, hub, { name: 'Bo', access: 'seller', person: persons.bo, seed: 41 });
  await anna.run(createDeal, aDeal({ title: 'Before the copy' }));
  await meetAt([admin, anna, bo]);
  return Object.assign(company, { anna, bo });
};

/** Stops the hub, puts its file of `copied` back, and starts it again. */
const putBackTo = async (company: Company, copied: string): Promise<void> => {
  await company.hub.stop();
  for (const end of ['-wal', '-shm']) rmSync(join(company.dir, `hub.db${end}`), { force: true });
  copyFileSync(copied, join(company.dir, 'hub.db'));
  company.hub = await startHub(company.dir, company.hub.port);
};

const copyOf = async (company: Company): Promise<string> => {
  const copied = join(tempDir('copy'), 'hub.db');
  await company.hub.stop();
  copyFileSync(join(company.dir, 'hub.db'), copied);
  company.hub = await startHub(company.dir, company.hub.port);
  return copied;
};

const titles = async (app: TestApp): Promise<readonly string[]> => (await app.run(deals)).rows.map(({ title }) => title).toSorted();

const allAgree = async (apps: readonly TestApp[]): Promise<void> => {
  for (const app of apps) {
    expect(await app.findings()).toEqual([]);
    expect(await app.run(syncStatus)).toMatchObject({ waiting: 0, refused: 0 });
    expect(sharedContent(app)).toBe(sharedContent(apps[0] ?? app));
  }
};

it('an admin brings a hub that was put back everything it had, and the others go on by one exchange', async () => {
  const company = await aCompany();
  const { admin, anna, bo } = company;
  const copied = await copyOf(company);
  const after = await anna.run(createDeal, aDeal({ title: 'After the copy' }));
  const { id } = await bo.run(createDeal, aDeal({ title: 'Of a seller' }));
  await meetAt([admin, anna, bo]);
  await bo.run(editDeal, { id, title: 'Not sent yet' });
  // Sent to the hub that was put back it would be refused: that one knows no such deal.
  await admin.run(editDeal, { id: after.id, title: 'After the copy, edited' });
  await putBackTo(company, copied);
  for (const app of [admin, anna, bo]) expect(await app.attempt(syncNow, {})).toEqual(failed('HubReplaced'));
  expect(await titles(bo)).toEqual(['After the copy', 'Before the copy', 'Not sent yet']);
  expect(await admin.run(syncStatus)).toMatchObject({ waiting: 1, refused: 0 });

  expect(await admin.run(pushAgain)).toMatchObject({ refused: 0, received: 0 });
  await meetAt([anna, bo, admin, anna]);
  for (const app of [admin, anna, bo]) expect(await titles(app)).toEqual(['After the copy, edited', 'Before the copy', 'Not sent yet']);
  await allAgree([admin, anna, bo]);
});

it('a seller who holds a part of it goes on with that part, and nothing waits that is not the seller’s to bring', async () => {
  const company = await aCompany(false);
  const { admin, anna, bo, persons } = company;
  const copied = await copyOf(company);
  const { id } = await bo.run(createDeal, aDeal({ title: 'Of a seller' }));
  const { id: given } = await bo.run(createDeal, aDeal({ title: 'Given away' }));
  await bo.run(setDealOwner, { id: given, personId: persons.anna });
  await anna.run(createDeal, aDeal({ title: 'After the copy' }));
  await meetAt([admin, anna, bo]);
  await bo.run(editDeal, { id, title: 'Not sent yet' });
  await putBackTo(company, copied);
  for (const app of [admin, anna, bo]) expect(await app.attempt(syncNow, {})).toEqual(failed('HubReplaced'));
  // The seller is the first to decide: everything of the own goes out, also what is here in part only; what is others' waits for who has all of it.
  expect(await bo.run(pushAgain)).toMatchObject({ refused: 0 });
  expect(await titles(bo)).toEqual(['Not sent yet']);
  expect(await bo.findings()).toEqual([]);
  expect([await bo.run(syncStatus), syncLog(bo.store).partedDevice()]).toMatchObject([{ waiting: 0, trouble: null }, null]);
  expect(await admin.run(pushAgain)).toMatchObject({ refused: 0 });
  for (const app of [anna, admin]) await app.attempt(pushAgain, {});
  await meetAt([admin, anna, bo, admin]);
  for (const app of [admin, anna]) expect(await titles(app)).toEqual(['After the copy', 'Before the copy', 'Given away', 'Not sent yet']);
  expect(await titles(bo)).toEqual(['Not sent yet']);
  await allAgree([admin, anna]);
  expect(await bo.findings()).toEqual([]);
  expect(await bo.run(syncStatus)).toMatchObject({ waiting: 0, trouble: null });
  expect(sharedContent(bo)).toBe(contentSeenBy(admin, [persons.bo]));
});

it('what a seller wrote and sees in part only goes out as that part where nobody brings the whole', async () => {
  const company = await aCompany(false);
  const { admin, anna, bo, persons } = company;
  const copied = await copyOf(company);
  const { id: kept } = await bo.run(createDeal, aDeal({ title: 'Kept' }));
  const { id: given } = await bo.run(createDeal, aDeal({ title: 'Given away' }));
  await bo.run(bulkEdit, { which: { ids: [kept, given] }, change: { nextStep: 'Call them both' } });
  await bo.run(setDealOwner, { id: given, personId: persons.anna });
  await meetAt([admin, anna, bo]);
  await putBackTo(company, copied);
  expect(await bo.attempt(syncNow, {})).toEqual(failed('HubReplaced'));
  // Nothing new was written: what the hub has lost is all that goes out.
  expect(await bo.run(pushAgain)).toMatchObject({ refused: 0 });
  expect(syncLog(bo.store).partedDevice()).toBeNull();
  await company.hub.stop();
  const db = openSqliteHub(company.dir);
  const rows = await db.read((sql) => sql.all("SELECT cells FROM hub_held WHERE tbl = 'deal' AND id IN (?, ?)", [kept, given]));
  await db.close();
  company.hub = await startHub(company.dir, company.hub.port);
  expect(rows.map(({ cells }) => JSON.parse(String(cells)) as unknown)).toMatchObject([{ title: 'Kept', nextStep: 'Call them both' }]);
  // Who has the whole brings it, and all is as it was.
  expect(await admin.run(pushAgain)).toMatchObject({ refused: 0 });
  await anna.attempt(pushAgain, {});
  await meetAt([admin, anna, bo, admin]);
  await allAgree([admin, anna]);
  expect(sharedContent(bo)).toBe(contentSeenBy(admin, [persons.bo]));
  expect(await bo.findings()).toEqual([]);
});

it('what somebody had seen that the admin had not comes back by them, also where the hub has grown since', async () => {
  const company = await aCompany();
  const { admin, anna, bo } = company;
  const copied = await copyOf(company);
  const { id } = await anna.run(createDeal, aDeal({ title: 'Seen by Bo' }));
  await anna.run(syncNow);
  await bo.run(createDeal, aDeal({ title: 'Sent by Bo' }));
  await bo.run(syncNow);
  await putBackTo(company, copied);
  // The admin knows nothing of it and writes on; the hub grows past the number that Bo remembers.
  for (const name of ['Fjordfisk AS', 'Havbruk AS', 'Nordlaks AS']) await admin.run(createAccount, { name });
  await admin.run(syncNow);
  expect(await bo.attempt(syncNow, {})).toEqual(failed('HubReplaced'));
  // Anna's device is gone for good: what she had sent is at Bo's.
  expect(await bo.run(pushAgain)).toMatchObject({ refused: 0 });
  await meetAt([admin, bo]);
  expect(await titles(admin)).toEqual(['Before the copy', 'Seen by Bo', 'Sent by Bo']);
  await allAgree([admin, bo]);
  // And if she comes after all, nothing is there twice.
  await anna.run(editDeal, { id, title: 'Seen by Bo and back' });
  expect(await anna.attempt(syncNow, {})).toEqual(failed('HubReplaced'));
  await anna.run(pushAgain);
  await meetAt([admin, bo, anna]);
  expect(await titles(bo)).toEqual(['Before the copy', 'Seen by Bo and back', 'Sent by Bo']);
  await allAgree([admin, anna, bo]);
});

it('a workspace moves to another hub with all its numbers, and the others follow by an invitation with what they have not sent', async () => {
  const company = await aCompany();
  const { admin, anna, bo } = company;
  const next = await aHubProcess();
  await bo.run(createDeal, aDeal({ title: 'Written on the way' }));
  // Sent to the old home when the admin has left it already.
  const wrong = { hub: next.url, code: 'AAAAA-AAAAA-AAAAA-AAAAA' };
  expect(await admin.attempt(moveHome, wrong)).toEqual({ ok: false, error: { type: 'HubCodeWrong' } });
  expect(await admin.run(syncNow)).toMatchObject({ sent: 0 });
  await admin.run(moveHome, { hub: next.url, code: next.setUpCode });
  expect(await admin.run(syncStatus)).toMatchObject({ hub: { url: next.url }, trouble: null, waiting: 0 });
  await anna.run(createDeal, aDeal({ title: 'Sent to the old home' }));
  await anna.run(syncNow);
  for (const [app, person] of [
    [anna, company.persons.anna],
    [bo, company.persons.bo],
  ] as const) {
    const { code } = await admin.run(invite, { name: 'The same', access: app === anna ? 'manager' : 'seller', person });
    expect(await app.attempt(joinAgain, { hub: next.url, code })).toMatchObject({ ok: true });
  }
  await meetAt([admin, anna, bo]);
  expect(await titles(admin)).toEqual(['Before the copy', 'Sent to the old home', 'Written on the way']);
  await allAgree([admin, anna, bo]);
});

it('a device that was shut out comes back by a new invitation, and what it had not sent goes out', async () => {
  const { admin, bo, hub, persons } = await aCompany();
  await bo.run(createDeal, aDeal({ title: 'Typed while shut out' }));
  await admin.run(revoke, { device: bo.store.device });
  expect(await bo.attempt(syncNow, {})).toEqual(failed('JoinAgain'));
  const { code } = await admin.run(invite, { name: 'Bo', access: 'seller', person: persons.bo });
  expect(await bo.attempt(joinAgain, { hub: hub.url, code })).toMatchObject({ ok: true, value: { refused: 0 } });
  await meetAt([admin, bo]);
  expect(await titles(admin)).toEqual(['Before the copy', 'Typed while shut out']);
  expect(sharedContent(bo)).toBe(sharedContent(admin));
  expect(await bo.findings()).toEqual([]);
});

it('a hub that lost everything is filled again from an admin’s device under the address it had', async () => {
  const company = await aCompany();
  const { admin, anna, persons } = company;
  const before = sharedContent(admin);
  await company.hub.stop();
  rmSync(join(company.dir, 'hub.db'));
  for (const end of ['-wal', '-shm']) rmSync(join(company.dir, `hub.db${end}`), { force: true });
  company.hub = await startHub(company.dir, company.hub.port);
  await anna.run(createDeal, aDeal({ title: 'While it was gone' }));
  expect(await admin.attempt(syncNow, {})).toEqual(failed('HubReplaced'));
  expect(await admin.attempt(pushAgain, {})).toEqual(failed('HubReplaced'));
  expect(sharedContent(admin)).toBe(before);
  await admin.run(moveHome, { hub: company.hub.url, code: company.hub.setUpCode });
  const { code } = await admin.run(invite, { name: 'Anna', access: 'manager', person: persons.anna });
  expect(await anna.attempt(joinAgain, { hub: company.hub.url, code })).toMatchObject({ ok: true });
  await meetAt([admin, anna]);
  expect(await titles(admin)).toEqual(['Before the copy', 'While it was gone']);
  await allAgree([admin, anna]);
});

it('a device that left keeps everything, works on alone, and comes back with what it wrote meanwhile', async () => {
  const { admin, bo, hub, persons } = await aCompany();
  await bo.run(createDeal, aDeal({ title: 'Not sent when he left' }));
  expect(await bo.run(leave)).toEqual({ waiting: 1 });
  expect(await bo.run(syncStatus)).toMatchObject({ hub: null, state: 'alone', wasLinked: true });
  expect(await bo.attempt(leave, {})).toEqual({ ok: false, error: { type: 'NotLinked' } });
  expect(await bo.attempt(syncNow, {})).toEqual(failed('NotLinked'));
  await bo.run(createDeal, aDeal({ title: 'Written alone' }));
  await admin.run(createDeal, aDeal({ title: 'Meanwhile' }));
  await admin.run(syncNow);
  expect(await bo.findings()).toEqual([]);
  const { code } = await admin.run(invite, { name: 'Bo', access: 'seller', person: persons.bo });
  expect(await bo.attempt(joinAgain, { hub: hub.url, code })).toMatchObject({ ok: true, value: { sent: 2, refused: 0 } });
  await meetAt([admin, bo]);
  expect(await titles(admin)).toEqual(['Before the copy', 'Meanwhile', 'Not sent when he left', 'Written alone']);
  expect(sharedContent(bo)).toBe(sharedContent(admin));
});
