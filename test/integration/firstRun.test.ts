/** From the sample company to a store of one's own while the program runs: the windows go on, nothing is mixed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/main/app.ts';
import { withOwnStore } from '../../src/main/hosts/start/ownStore.ts';
import { createAccount, logActivity, timeline } from '../../src/shared/accounts/contract.ts';
import { addMembership, createPerson, editWorkspace, people, workspace } from '../../src/shared/admin/contract.ts';
import { beginning, createStore, exploreSample, leaveSample, setUp } from '../../src/shared/admin/setupContract.ts';
import type { Signal } from '../../src/shared/kernel/signal.ts';
import { deals } from '../../src/shared/pipeline/contract.ts';
import { trash } from '../../src/shared/sync/contract.ts';
import { find } from '../../src/shared/search/contract.ts';
import { anApp } from '../support/anApp.ts';
import { testPorts } from '../support/builders.ts';
import { makeDir, removeDir } from '../support/tempDir.ts';

const wanted = { name: 'Nordlys Måling AS', personName: 'Ingrid Aune', baseCurrency: 'SEK', region: 'SE', zone: 'Europe/Stockholm' };

/** The program on the sample company, its own store not there yet. */
const onSample = () => {
  const home = makeDir('firstRun');
  const ports = testPorts();
  const open = (name: string, create: 'empty' | 'sample') => createApp({ storeDir: join(home, name), ports, language: 'en', create });
  const sample = open('sample', 'sample');
  if (!sample.ok) throw new Error(sample.error.type);
  const own = join(home, 'store');
  const app = withOwnStore(sample.value, 'sample', async (kind) => (kind === 'own' ? open('store', 'empty') : open('sample', 'sample')));
  onTestFinished(async () => {
    await app.close();
    removeDir(home);
  });
  return { app, open, own };
};

describe('a store of one’s own', () => {
  it('is made from the sample company, and every call goes to it from then on', async () => {
    const { app, open } = onSample();
    const signals: Signal[] = [];
    app.onSignal((signal) => signals.push(signal));
    expect(await app.call(workspace.name, {})).toMatchObject({ ok: true, value: { sample: true } });
    expect(await app.call(createStore.name, wanted)).toEqual({ ok: true, value: null });
    expect(await app.call(workspace.name, {})).toMatchObject({
      ok: true,
      value: {
        name: 'Nordlys Måling AS',
        sample: false,
        baseCurrency: 'SEK',
        region: 'SE',
        zone: 'Europe/Stockholm',
        me: { name: 'Ingrid Aune', access: 'admin' },
      },
    });
    expect(await app.call(deals.name, { status: null })).toMatchObject({ ok: true, value: { count: 0 } });
    const told = signals.flatMap((signal) => (signal.type === 'changed' ? signal.tables : []));
    for (const table of ['workspace', 'deal', 'deal_state']) expect(told).toContain(table);
    const again = open('sample', 'sample');
    if (!again.ok) throw new Error(again.error.type);
    expect(await again.value.call(workspace.name, {})).toMatchObject({ ok: true, value: { name: 'Havbryn Sensor AS', sample: true } });
    await again.value.close();
  });

  it('is made once: a second click at the same time, and one afterwards, make nothing', async () => {
    const { app } = onSample();
    const both = await Promise.all([app.call(createStore.name, wanted), app.call(createStore.name, { ...wanted, name: 'Other' })]);
    expect(both).toEqual([
      { ok: true, value: null },
      { ok: false, error: { type: 'StoreBusy' } },
    ]);
    expect(await app.call(createStore.name, wanted)).toEqual({ ok: false, error: { type: 'NoSetup' } });
    expect(await app.call(workspace.name, {})).toMatchObject({ ok: true, value: { name: 'Nordlys Måling AS' } });
  });

  it('is not made with details that are none, and not over one that is there', async () => {
    const { app, open, own } = onSample();
    expect(await app.call(createStore.name, { ...wanted, name: '' })).toMatchObject({ ok: false, error: { type: 'InvalidInput' } });
    expect(await app.call(createStore.name, { ...wanted, zone: 'Nowhere' })).toEqual({ ok: false, error: { type: 'NotAZone' } });
    expect(existsSync(own)).toBe(false);
    const there = open('store', 'empty');
    if (!there.ok) throw new Error(there.error.type);
    await there.value.call(editWorkspace.name, { name: 'There already' });
    await there.value.close();
    expect(await app.call(createStore.name, wanted)).toEqual({ ok: false, error: { type: 'OwnStoreThere' } });
    expect(await app.call(workspace.name, {})).toMatchObject({ ok: true, value: { sample: true } });
  });
});

describe('the sample company', () => {
  it('is set aside by one call: nothing of it is found in the workspace that follows, which waits for its first person', async () => {
    const { app } = onSample();
    expect(await app.call(beginning.name, {})).toEqual({ ok: true, value: { isFresh: false, canExplore: false, canLeave: true } });
    const before = await app.call(find.name, { text: 'as' });
    expect(before).toMatchObject({ ok: true });
    expect(JSON.stringify(before)).toContain('title');
    expect(await app.call(leaveSample.name, {})).toEqual({ ok: true, value: null });
    expect(await app.call(beginning.name, {})).toEqual({ ok: true, value: { isFresh: true, canExplore: true, canLeave: false } });
    expect(await app.call(deals.name, { status: null })).toMatchObject({ ok: true, value: { count: 0 } });
    expect(await app.call(trash.name, {})).toEqual({ ok: true, value: [] });
    expect(JSON.stringify(await app.call(find.name, { text: 'as' }))).not.toContain('title');
    expect(await app.call(leaveSample.name, {})).toEqual({ ok: false, error: { type: 'NoSetup' } });
  });

  it('comes back as it was left until one’s own data begins, and not after', async () => {
    const { app } = onSample();
    await app.call(editWorkspace.name, { name: 'Havbryn, renamed' });
    await app.call(leaveSample.name, {});
    expect(await app.call(exploreSample.name, {})).toEqual({ ok: true, value: null });
    expect(await app.call(workspace.name, {})).toMatchObject({ ok: true, value: { sample: true, name: 'Havbryn, renamed' } });
    await app.call(leaveSample.name, {});
    expect(await app.call(setUp.name, wanted)).toEqual({ ok: true, value: null });
    expect(await app.call(exploreSample.name, {})).toEqual({ ok: false, error: { type: 'NoSetup' } });
    expect(await app.call(beginning.name, {})).toEqual({ ok: true, value: { isFresh: false, canExplore: false, canLeave: false } });
  });
});

describe('what somebody works with', () => {
  const functionsAfter = async (role: string) => {
    const { app } = onSample();
    expect(await app.call(createStore.name, { ...wanted, role })).toEqual({ ok: true, value: null });
    const [now, all] = [await app.call(workspace.name, {}), await app.call(people.name, {})];
    return { now, all };
  };

  it('becomes the function of the first role; both are two roles', async () => {
    const both = await functionsAfter('both');
    expect(both.now).toMatchObject({ ok: true, value: { me: { access: 'admin', functions: ['sales', 'marketing'] } } });
    expect(both.all).toMatchObject({ ok: true, value: [{ memberships: [{ access: 'admin' }, { access: 'admin' }] }] });
    const sales = await functionsAfter('sales');
    expect(sales.now).toMatchObject({ ok: true, value: { me: { functions: ['sales'] } } });
  });

  it('decides the team that a logged line counts for, unless the line says another', async () => {
    const app = await anApp();
    const { id: accountId } = await app.run(createAccount, { name: 'Fjordlys AS' });
    const { id: mia } = await app.run(createPerson, { name: 'Mia' });
    await app.run(addMembership, { personId: mia, access: 'seller', function: 'marketing' });
    await app.run(logActivity, { accountId, kind: 'call', body: 'As management' });
    app.actAs(mia);
    await app.run(logActivity, { accountId, kind: 'call', body: 'As marketing' });
    await app.run(logActivity, { accountId, kind: 'call', team: 'service', body: 'As service' });
    const { rows } = await app.run(timeline, { accountId });
    expect(new Map(rows.map(({ body, team }) => [body, team]))).toEqual(
      new Map([
        ['As management', 'sales'],
        ['As marketing', 'marketing'],
        ['As service', 'service'],
      ]),
    );
  });

  it('is asked once: a workspace in which anything was written keeps its name', async () => {
    const app = await anApp();
    await app.run(createAccount, { name: 'Fjordlys AS' });
    expect(await app.attempt(setUp, wanted as never)).toEqual({ ok: false, error: { type: 'OwnStoreThere' } });
  });
});
