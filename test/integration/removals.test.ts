/** Removing much at once, from one device over a real hub to another: asked before, refused and taken back, allowed by an admin, sent again. */
import { expect, it } from 'vitest';
import { syncLog } from '../../src/main/core/syncLog.ts';
import { createAccount, removeAccount } from '../../src/shared/accounts/contract.ts';
import { run as runImport, undoBatch } from '../../src/shared/imports/contract.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { allowRemoval, askedRemovals, confirmRemoval, sendAgain } from '../../src/shared/sync/removalContract.ts';
import { refused, syncNow } from '../../src/shared/sync/statusContract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aHubProcess } from '../support/hubProcess.ts';
import { aDevice, meetAt, publishAt } from '../support/syncDevices.ts';
import { sharedContent } from '../support/syncedStores.ts';

const many = (rows: number, table = 'account') => ({ ok: false, error: { type: 'ManyRemoved', table, rows } });
const gone = (app: TestApp): number => app.rows('SELECT id FROM account WHERE deleted <> 0').length;

const accountsOf = async (app: TestApp, count: number): Promise<readonly Id<'Account'>[]> => {
  const made: Id<'Account'>[] = [];
  for (let n = 0; n < count; n += 1) made.push((await app.run(createAccount, { name: `Company ${n}` })).id);
  return made;
};

it('a device says so before it does it, the hub refuses it, an admin allows it, and it is sent again', async () => {
  const hub = await aHubProcess();
  const admin = await anApp();
  const accounts = await accountsOf(admin, 30);
  const person = await admin.aPerson('Nils', 'manager');
  await publishAt(admin, hub);
  const nils = await aDevice(admin, hub, { name: 'Nils', access: 'manager', person, seed: 31 });
  for (const id of accounts.slice(0, 19)) await nils.run(removeAccount, { id });
  const [twentieth, next] = accounts.slice(19, 21).map((id) => ({ id })) as [{ id: Id<'Account'> }, { id: Id<'Account'> }];
  expect(await nils.attempt(removeAccount, twentieth)).toEqual(many(20));
  // Nothing was done, and a yes to other numbers is none.
  expect(gone(nils)).toBe(19);
  await nils.run(confirmRemoval, { table: 'account', rows: 21 });
  expect(await nils.attempt(removeAccount, twentieth)).toEqual(many(20));
  await nils.run(confirmRemoval, { table: 'account', rows: 20 });
  await nils.run(removeAccount, twentieth);
  expect(await nils.attempt(removeAccount, next)).toEqual(many(21));
  await nils.run(createAccount, { name: 'Written after it' });

  expect(await nils.run(syncNow)).toMatchObject({ refused: 1 });
  expect([gone(nils), syncLog(nils.store).waiting()]).toEqual([19, 0]);
  const [line] = await nils.run(refused);
  expect(line).toMatchObject({ refusal: { reason: 'needsAdmin', table: 'account' }, rows: [{ table: 'account', id: accounts[19] }] });
  await admin.run(syncNow);
  expect(gone(admin)).toBe(19);

  const seq = line?.seq ?? 0;
  expect(await admin.run(askedRemovals)).toMatchObject([{ personName: 'Nils', table: 'account', rows: 1, allowed: null }]);
  expect(await nils.attempt(askedRemovals, {})).toMatchObject({ error: { type: 'NotAllowed' } });
  await admin.run(allowRemoval, { person, table: 'account', rows: 1 });
  expect(await admin.run(askedRemovals)).toMatchObject([{ allowed: { rows: 1 } }]);
  await nils.run(sendAgain, { seq });
  expect(await nils.attempt(sendAgain, { seq })).toEqual({ ok: false, error: { type: 'NotRefused' } });
  expect([gone(nils), await nils.run(refused)]).toEqual([20, []]);
  await meetAt([nils, admin]);
  expect([gone(admin), sharedContent(admin)]).toEqual([20, sharedContent(nils)]);
  expect([...(await nils.findings()), ...(await admin.findings())]).toEqual([]);
});

it('an import is undone after a yes and with an admin’s leave, on every device; without a hub nobody is asked', async () => {
  const csv = ['Company,Industry', ...Array.from({ length: 25 }, (_, n) => `Company ${n},technology`)].join('\n');
  const anImport = async (app: TestApp): Promise<string> => {
    const grant = app.lend({ 'companies.csv': csv });
    const report = await app.run(runImport, { grant, taskId: 'one', dryRun: false });
    return report.batchId ?? '';
  };
  const alone = await anApp();
  const first = await anImport(alone);
  expect(await alone.attempt(undoBatch, { id: first })).toMatchObject({ ok: true, value: { withdrawn: 25 } });
  const hub = await aHubProcess();
  const admin = await anApp();
  const person = await admin.aPerson('Nils', 'admin');
  await publishAt(admin, hub);
  const nils = await aDevice(admin, hub, { name: 'Nils', access: 'admin', person, seed: 41 });
  const id = await anImport(nils);
  expect(await nils.attempt(undoBatch, { id })).toEqual(many(25));
  await nils.run(confirmRemoval, { table: 'account', rows: 25 });
  expect(await nils.attempt(undoBatch, { id })).toMatchObject({ ok: true, value: { withdrawn: 25 } });
  expect(await nils.run(syncNow)).toMatchObject({ refused: 1 });
  expect(nils.rows('SELECT id FROM account WHERE deleted = 0')).toHaveLength(25);
  // Nobody confirms their own on the device that asked.
  expect(await nils.attempt(allowRemoval, { person, table: 'account', rows: 25 })).toEqual({ ok: false, error: { type: 'HubCodeNeeded' } });
  await admin.run(syncNow);
  for (const { table, rows } of await admin.run(askedRemovals)) await admin.run(allowRemoval, { person, table, rows });
  await nils.run(sendAgain, { seq: (await nils.run(refused))[0]?.seq ?? 0 });
  expect(await nils.run(syncNow)).toMatchObject({ refused: 0 });
  await meetAt([nils, admin]);
  expect(admin.rows('SELECT id FROM account WHERE deleted = 0')).toEqual([]);
  expect([sharedContent(admin), await admin.attempt(undoBatch, { id })]).toMatchObject([
    sharedContent(nils),
    { ok: false, error: { type: 'BatchAlreadyUndone' } },
  ]);
});
