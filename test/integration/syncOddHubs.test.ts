/** Hubs that answer oddly: an exchange with them comes to an end, and what can be fetched is fetched. */
import { expect, it } from 'vitest';
import { type Network, systemNetwork } from '../../src/main/contexts/sync/hubClient.ts';
import { openSession } from '../../src/main/contexts/sync/session.ts';
import { readHubLink } from '../../src/main/core/hubLink.ts';
import { syncLog } from '../../src/main/core/syncLog.ts';
import { createDeal } from '../../src/shared/pipeline/contract.ts';
import { hubPaths, type PushAnswer, type PushRequest } from '../../src/shared/sync/hubProtocol.ts';
import { syncNow } from '../../src/shared/sync/statusContract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal } from '../support/builders.ts';
import { aHubProcess } from '../support/hubProcess.ts';
import { aDevice, exchangeOver, noEnd, publishAt, worldOf } from '../support/syncDevices.ts';
import { sharedContent } from '../support/syncedStores.ts';

const twoDevices = async (): Promise<{ readonly admin: TestApp; readonly nils: TestApp }> => {
  const hub = await aHubProcess();
  const admin = await anApp();
  const person = await admin.aPerson('Nils Berg', 'admin');
  await publishAt(admin, hub);
  const nils = await aDevice(admin, hub, { name: 'Nils Berg', access: 'admin', person, seed: 31 });
  return { admin, nils };
};

const meetHonestly = async (admin: TestApp, nils: TestApp): Promise<void> => {
  for (const app of [admin, nils, admin]) await app.run(syncNow);
  expect(sharedContent(admin)).toBe(sharedContent(nils));
  for (const app of [admin, nils]) expect([await app.findings(), syncLog(app.store).waiting()]).toEqual([[], 0]);
};

it('a hub that answers a push with the answer to an earlier one is told to lie, and keeps nobody waiting for ever', async () => {
  const { admin, nils } = await twoDevices();
  let earlier: unknown = null;
  const stale: Network = {
    ...systemNetwork,
    send: async (call) => {
      const answer = await systemNetwork.send(call);
      if (!call.url.endsWith(hubPaths.push) || answer.type !== 'answered') return answer;
      earlier ??= answer.body;
      return { ...answer, body: earlier };
    },
  };
  await nils.run(createDeal, aDeal({ title: 'First' }));
  expect(await exchangeOver(nils, stale)).toMatchObject({ ok: true });
  await nils.run(createDeal, aDeal({ title: 'Second' }));
  expect(await exchangeOver(nils, stale)).toMatchObject({ ok: false, error: { type: 'HubLies' } });
  await meetHonestly(admin, nils);
});

it('a hub that is too old for what waits here still brings what others wrote, and takes what waits when it is newer', async () => {
  const { admin, nils } = await twoDevices();
  const tooOld: Network = {
    ...systemNetwork,
    send: async (call) => {
      if (!call.url.endsWith(hubPaths.push)) return systemNetwork.send(call);
      const { epoch, sets } = call.body as PushRequest;
      const body: PushAnswer = { hubTime: Date.now(), epoch, results: sets.map(() => ({ type: 'retry', why: 'hubTooOld', have: 0 })) };
      return { type: 'answered', status: 200, body };
    },
  };
  await admin.run(createDeal, aDeal({ title: 'From the office' }));
  await admin.run(syncNow);
  await nils.run(createDeal, aDeal({ title: 'By the newer program' }));
  const round = await exchangeOver(nils, tooOld);
  expect(round).toMatchObject({ ok: false, error: { type: 'HubTooOld', exchanged: { sent: 0, received: 1 } } });
  expect(syncLog(nils.store).waiting()).toBe(1);
  await meetHonestly(admin, nils);
});

/** A hub of the first version: it answers nothing else, and reads no word that it does not know. */
const firstVersion = (asked: unknown[]): Network => ({
  ...systemNetwork,
  send: async (call) => {
    const body = call.body as Readonly<Record<string, unknown>>;
    asked.push(body['protocol']);
    const refused = (status: number, error: string) =>
      ({ type: 'answered', status, body: { error, hubTime: Date.now(), epoch: 'x' } }) as const;
    if (body['protocol'] !== 1) return refused(426, 'protocolTooOld');
    return 'function' in body || 'position' in body ? refused(400, 'malformed') : systemNetwork.send(call);
  },
});

it('a hub of the first version is spoken to in its own words, and told to be too old where it has none', async () => {
  const { admin, nils } = await twoDevices();
  await admin.run(createDeal, aDeal({ title: 'From the office' }));
  await admin.run(syncNow);
  await nils.run(createDeal, aDeal({ title: 'From the road' }));
  const asked: unknown[] = [];
  expect(await exchangeOver(nils, firstVersion(asked))).toMatchObject({ ok: true, value: { sent: 1, received: 1 } });
  // Asked once in the newer words, and in its own from then on.
  expect([asked[0], new Set(asked.slice(1))]).toEqual([2, new Set([1])]);

  const link = readHubLink(admin.store.db);
  if (link === null) throw new Error('the admin has a hub');
  const opened = await openSession(worldOf(admin, firstVersion([])), link, noEnd());
  if (!opened.ok) throw new Error(opened.error.type);
  const ask = (more: object) =>
    opened.value.ask((hub, token) =>
      hub.invite({ access: 'seller', person: null, name: 'Anna', team: null, validHours: 1, ...more }, token),
    );
  for (const more of [{ function: 'marketing' }, { position: 'salesLeader' }, { function: 'sales', position: 'ceo' }])
    expect(await ask(more)).toEqual({ ok: false, error: { type: 'HubTooOldForRole' } });
  expect(await ask({})).toMatchObject({ ok: true });
  expect(await ask({ function: 'sales', position: 'none' })).toMatchObject({ ok: true });
  await meetHonestly(admin, nils);
});

it('a hub of no version that is known here says that this program is too old', async () => {
  const { nils } = await twoDevices();
  const newest: Network = {
    ...systemNetwork,
    send: async () => ({ type: 'answered', status: 426, body: { error: 'protocolTooOld', hubTime: Date.now(), epoch: 'x' } }),
  };
  expect(await exchangeOver(nils, newest)).toMatchObject({ ok: false, error: { type: 'ProgramTooOld' } });
});
