/** From the sample company to a store of one's own while the program runs: the windows go on, nothing is mixed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/main/app.ts';
import { withOwnStore } from '../../src/main/hosts/start/ownStore.ts';
import { workspace } from '../../src/shared/admin/contract.ts';
import { createStore } from '../../src/shared/admin/setupContract.ts';
import type { Signal } from '../../src/shared/kernel/signal.ts';
import { deals } from '../../src/shared/pipeline/contract.ts';
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
  const app = withOwnStore(sample.value, { open: async () => open('store', 'empty'), isThere: () => existsSync(own) });
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
    await there.value.close();
    expect(await app.call(createStore.name, wanted)).toEqual({ ok: false, error: { type: 'OwnStoreThere' } });
    expect(await app.call(workspace.name, {})).toMatchObject({ ok: true, value: { sample: true } });
  });
});
