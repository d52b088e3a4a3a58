/** Until when the numbers of a device hold: its last exchange, and whose changes may be missing. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { noteHubTime } from '../../src/main/core/hubLink.ts';
import { keepSeenDevices } from '../../src/main/contexts/sync/seenDevices.ts';
import { dataUntilText } from '../../src/renderer/reports/dataUntilText.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import type { TextKey } from '../../src/shared/i18n/dictionary.ts';
import type { AccessRole, TeamFunction } from '../../src/shared/admin/schema.ts';
import { day } from '../../src/shared/kernel/day.ts';
import type { HubDevice } from '../../src/shared/sync/hubProtocol.ts';
import { type DataUntil, dataUntil } from '../../src/shared/sync/seenContract.ts';
import { syncNow } from '../../src/shared/sync/statusContract.ts';
import { anApp, type TestApp } from '../support/builders.ts';
import { startHub } from '../support/hubProcess.ts';
import { aDevice, dropDevice, publishAt } from '../support/syncDevices.ts';
import { tie } from '../support/syncedStores.ts';
import { tempDir } from '../support/tempDir.ts';

const at = (iso: string): number => Date.parse(iso);
const english = (until: DataUntil): string =>
  dataUntilText((key: TextKey, params = {}) => translate('en', key, params), 'en', until).replaceAll(/\s+/gu, ' ');

const aListed = (device: string, person: string, more: Partial<HubDevice> = {}): HubDevice => ({
  device,
  label: `laptop ${device.slice(0, 4)}`,
  person,
  joinedAt: at('2026-11-01T08:00:00Z'),
  lastSeen: null,
  lastSeq: 1,
  revokedAt: null,
  ...more,
});

/** A store that exchanged last on Saturday at 10:00 in Oslo, with these devices beside it. */
const linked = async (devices: (app: TestApp, mads: string) => readonly HubDevice[]): Promise<TestApp> => {
  const app = await anApp();
  const mads = await app.aPerson('Mads Holm', 'seller');
  tie(app);
  noteHubTime(app.store, at('2026-11-21T09:00:00Z'), at('2026-11-21T09:00:00Z'), true);
  keepSeenDevices(app.store, devices(app, mads));
  return app;
};

describe('the numbers of a device', () => {
  it('hold for everything there is where it works alone, and for what was made here where nothing has come in', async () => {
    const app = await anApp();
    expect(await app.run(dataUntil)).toEqual({ type: 'alone' });
    tie(app);
    expect(await app.run(dataUntil)).toEqual({ type: 'never', whole: true });
  });

  it('are said to be of some deals alone to a member in sales, and to nobody who sees them all', async () => {
    const app = await linked(() => []);
    const part = 'the own ones, those of teammates, and those without an owner.';
    const told = async (access: AccessRole, side: TeamFunction): Promise<boolean> => {
      app.actAs(app.me);
      app.actAs(await app.aPerson('Somebody', access, { function: side }));
      return english(await app.run(dataUntil)).includes(part);
    };
    expect(await told('seller', 'sales')).toBe(true);
    for (const side of ['marketing', 'management'] as const) expect(await told('seller', side), side).toBe(false);
    expect(await told('manager', 'sales')).toBe(false);
  });

  it('hold as of the last exchange; who was not heard of since is named, and who is at work is not', async () => {
    const app = await linked((_, mads) => [
      aListed('aaaa000000000000.1', mads, { lastSeen: at('2026-11-19T13:02:00Z') }),
      aListed('bbbb000000000000.1', mads, { lastSeen: at('2026-11-21T08:55:00Z') }),
      aListed('cccc000000000000.1', mads),
    ]);
    const until = await app.run(dataUntil);
    expect(until).toMatchObject({ type: 'synced', others: 3, lastSyncAt: at('2026-11-21T09:00:00Z'), zone: 'Europe/Oslo' });
    expect(english(until)).toBe(
      'The numbers hold as of the last exchange with the hub, 21 Nov 2026, 10:00. 2 devices have not synced since, so that something may be missing: Mads Holm on laptop aaaa (last heard of 19 Nov 2026, 14:02) and Mads Holm on laptop cccc (never heard of).',
    );
  });

  it('of an earlier day miss only those who were not heard of by its end', async () => {
    const app = await linked((_, mads) => [
      aListed('aaaa000000000000.1', mads, { lastSeen: at('2026-11-19T22:59:00Z') }),
      aListed('bbbb000000000000.1', mads, { lastSeen: at('2026-11-19T23:01:00Z') }),
    ]);
    const silentAsOf = async (on: string): Promise<readonly string[]> => {
      const until = await app.run(dataUntil, { asOf: day(on) });
      return until.type === 'synced' ? until.silent.map(({ label }) => label) : [];
    };
    expect(await silentAsOf('2026-11-18')).toEqual([]);
    expect(await silentAsOf('2026-11-19')).toEqual(['laptop aaaa']);
    expect(await silentAsOf('2026-11-21')).toEqual(['laptop aaaa', 'laptop bbbb']);
  });

  it('do not wait for this device, for one that was shut out, or for an earlier incarnation', async () => {
    const app = await linked(({ store, me }, mads) => [
      aListed(store.device, me),
      aListed('aaaa000000000000.1', mads, { revokedAt: 1 }),
      aListed('bbbb000000000000.1', mads),
      aListed('bbbb000000000000.2', mads, { joinedAt: at('2026-11-02T08:00:00Z'), lastSeen: at('2026-11-21T08:59:00Z') }),
    ]);
    const until = await app.run(dataUntil);
    expect(until).toMatchObject({ type: 'synced', others: 1, silent: [] });
    expect(english(until)).toContain('All other devices had synced by then.');
  });

  it('name a dozen at most, and count the rest', async () => {
    const app = await linked((_, mads) =>
      Array.from({ length: 15 }, (_none, n) => aListed(`${String(n).padStart(4, '0')}000000000000.1`, mads)),
    );
    const text = english(await app.run(dataUntil));
    expect(text).toContain('15 devices have not synced');
    expect(text).toContain('and 3 more.');
  });
});

it('an exchange with the hub brings its list of devices, by name', async () => {
  const hub = await startHub(tempDir('hub'));
  onTestFinished(hub.stop);
  const admin = await anApp();
  const person = await admin.aPerson('Sigrid Berg', 'seller');
  await publishAt(admin, hub);
  await admin.run(syncNow);
  expect(english(await admin.run(dataUntil))).toContain('No other device takes part.');
  const seller = await aDevice(admin, hub, { name: 'Sigrid Berg', access: 'seller', person, seed: 11 });
  onTestFinished(() => dropDevice(seller));
  await seller.run(syncNow);
  expect(english(await seller.run(dataUntil))).toContain('the own ones, those of teammates, and those without an owner.');
  expect(await admin.run(dataUntil)).toMatchObject({ type: 'synced', whole: true });
  admin.clock.advance(120_000);
  await admin.run(syncNow);
  expect(await admin.run(dataUntil)).toMatchObject({ type: 'synced', others: 1, silent: [] });
  expect(await admin.findings()).toEqual([]);
});
