/** A device and its standing at the hub, as a store meets it: shut out, let in again, and told why it is not. */
import { expect, it } from 'vitest';
import { systemNetwork } from '../../src/main/contexts/sync/hubClient.ts';
import { joinStore } from '../../src/main/contexts/sync/joining.ts';
import { readSeenDevices } from '../../src/main/contexts/sync/seenDevices.ts';
import { syncLog } from '../../src/main/core/syncLog.ts';
import { createDeal } from '../../src/shared/pipeline/contract.ts';
import { devices, invite, openCodes, revoke, syncNow } from '../../src/shared/sync/statusContract.ts';
import { stemOf } from '../../src/shared/sync/deviceName.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal } from '../support/builders.ts';
import { aHubProcess } from '../support/hubProcess.ts';
import type { HubProcess } from '../support/hubProcess.ts';
import { aDevice, exchangeOver, joinWith, meetAt, noEnd, publishAt, worldOf } from '../support/syncDevices.ts';
import { sharedContent } from '../support/syncedStores.ts';

const twoDevices = async (): Promise<{
  readonly hub: HubProcess;
  readonly admin: TestApp;
  readonly nils: TestApp;
  readonly person: string;
}> => {
  const hub = await aHubProcess();
  const admin = await anApp();
  const person = await admin.aPerson('Nils Berg', 'admin');
  await publishAt(admin, hub);
  const nils = await aDevice(admin, hub, { name: 'Nils Berg', access: 'admin', person, seed: 31 });
  return { hub, admin, nils, person };
};

const settled = async (admin: TestApp, other: TestApp): Promise<void> => {
  await meetAt([admin, other]);
  expect(sharedContent(admin)).toBe(sharedContent(other));
  for (const app of [admin, other]) expect([await app.findings(), syncLog(app.store).waiting()]).toEqual([[], 0]);
};

it('a person who was revoked is out with everything, and comes back with what was written meanwhile by a new invitation', async () => {
  const { hub, admin, nils, person } = await twoDevices();
  const { code: open } = await admin.run(invite, { name: 'Nils Berg', access: 'admin', person });
  expect(await admin.run(openCodes)).toMatchObject([{ person, personName: 'Nils Berg', isEnded: false, letters: open.slice(0, 5) }]);
  await admin.run(revoke, { person });
  await nils.run(createDeal, aDeal({ title: 'Typed while out' }));
  expect(await exchangeOver(nils, systemNetwork)).toMatchObject({ ok: false, error: { type: 'JoinAgain' } });
  expect(await joinStore(worldOf(nils), { hub: hub.url, code: open }, noEnd())).toMatchObject({ error: { type: 'HubCodeWrong' } });
  const { code } = await admin.run(invite, { name: 'Nils Berg', access: 'admin', person });
  expect(await joinStore(worldOf(nils), { hub: hub.url, code }, noEnd())).toMatchObject({ ok: true });
  await settled(admin, nils);
  expect((await admin.run(devices)).filter(({ revokedAt }) => revokedAt === null)).toHaveLength(2);
  expect(readSeenDevices(admin.store.db)?.devices).toHaveLength(2);
});

it('a device that was somebody else’s goes on as another device, with what waits on it', async () => {
  const { hub, admin, nils } = await twoDevices();
  const before = nils.store.device;
  await nils.run(createDeal, aDeal({ title: 'Typed before' }));
  const berit = await admin.aPerson('Berit', 'admin');
  await admin.run(syncNow);
  const { code } = await admin.run(invite, { name: 'Berit', access: 'admin', person: berit });
  expect(await joinStore(worldOf(nils), { hub: hub.url, code }, noEnd())).toMatchObject({ ok: true });
  expect(stemOf(nils.store.device)).not.toBe(stemOf(before));
  await settled(admin, nils);
});

it('says of a code that others have ended that it was ended, and shows it to whoever invited', async () => {
  const { hub, admin, person } = await twoDevices();
  const { code } = await admin.run(invite, { name: 'Nils Berg', access: 'admin', person });
  for (let n = 0; n < 10; n += 1)
    expect(
      (await joinWith({ hub: hub.url, code: `${code.slice(0, 5)}${String(n).padStart(15, '0')}` }, { seed: 100 + n })).joined,
    ).toMatchObject({
      error: { type: 'HubCodeWrong' },
    });
  expect((await joinWith({ hub: hub.url, code }, { seed: 120 })).joined).toMatchObject({ error: { type: 'HubCodeEnded' } });
  expect(await admin.run(openCodes)).toMatchObject([{ person, isEnded: true }]);
});

it('is told at the eleventh device of a person that there are ten', async () => {
  const { hub, admin, person } = await twoDevices();
  const one = async (seed: number) => {
    const { code } = await admin.run(invite, { name: 'Nils Berg', access: 'admin', person });
    return (await joinWith({ hub: hub.url, code }, { seed })).joined;
  };
  for (let n = 2; n <= 10; n += 1) expect(await one(200 + n)).toMatchObject({ ok: true });
  expect(await one(300)).toMatchObject({ error: { type: 'HubManyDevices' } });
});
