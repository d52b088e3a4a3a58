/** One store, several programs: writers at the same time, a running app beside the terminal, and a folder that may only be read. */
import { chmodSync, chownSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startWebHost } from '../../src/main/hosts/web/webHost.ts';
import { openDb } from '../../src/main/platform/database.ts';
import { openApp } from '../../src/main/openApp.ts';
import { stderrLog, systemRandom } from '../../src/main/platform/ports.ts';
import type { Signal } from '../../src/shared/kernel/signal.ts';
import { ordinaryUser } from '../support/ordinaryUser.ts';
import { tempDir } from '../support/tempDir.ts';
import { samspill, samspillDocument } from '../support/terminal.ts';
import type { TerminalOptions } from '../support/terminal.ts';
import { aDealFile, anImportedStore } from './cliFixture.ts';
import { aRenderer } from './webHostFixture.ts';

// Each step is a program of its own, and a busy machine starts them slowly.
vi.setConfig({ testTimeout: 120_000 });

describe('programs that write one store at once', () => {
  it('lose nothing: what each was told is stored, is there', async () => {
    const dir = tempDir('cli-writers');
    const store = await anImportedStore(dir);
    const imports = ['left', 'right'].map((prefix) => ['import', '--from', aDealFile(dir, prefix, 400)]);
    const calls = ['En', 'To', 'Tre'].map((name) => ['call', 'accounts.create', JSON.stringify({ name: `${name} AS` })]);
    const ended = await Promise.all([...imports, ...calls].map((args) => samspill([...args, '--store', store])));
    expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(ended.map(() => ({ code: 0, stderr: '' })));
    expect((await samspillDocument<object>(['kpi', '--store', store])).json).toMatchObject({
      wonCount: 801,
      wonAmount: { USD: 100_000 + 800 * 1_000 },
    });
    const accounts = await samspill(['call', 'accounts.list', '--store', store]);
    for (const name of ['En AS', 'To AS', 'Tre AS', 'Fjell AS']) expect(accounts.stdout).toContain(`"name": "${name}"`);
    expect((await samspillDocument<object>(['doctor', '--store', store])).json).toMatchObject({ findings: [] });
  });

  it('make one workspace together where there was no store', async () => {
    const dir = tempDir('cli-first');
    const store = join(dir, 'store');
    const files = ['left', 'right'].map((prefix) => aDealFile(dir, prefix, 20));
    const ended = await Promise.all(files.map((file) => samspill(['import', '--store', store, '--from', file])));
    expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(ended.map(() => ({ code: 0, stderr: '' })));
    expect((await samspillDocument<object>(['kpi', '--store', store])).json).toMatchObject({ wonCount: 40 });
    const people = await samspillDocument<{ readonly value: readonly { readonly name: string }[] }>([
      'call',
      'admin.people',
      '--store',
      store,
    ]);
    expect(people.json.value.filter(({ name }) => name === 'Admin')).toHaveLength(1);
    expect((await samspillDocument<object>(['doctor', '--store', store])).json).toMatchObject({ findings: [] });
  });
});

it('reads go on while another program holds the lock, and a write says that it could not', async () => {
  const store = await anImportedStore(tempDir('cli-locked'));
  const writer = openDb(join(store, 'store.db'));
  onTestFinished(() => writer.close());
  writer.exec('BEGIN IMMEDIATE');
  expect(await samspillDocument<object>(['kpi', '--store', store])).toMatchObject({ code: 0, json: { wonCount: 1 } });
  const { code, stderr } = await samspill(['call', 'accounts.create', '{"name":"Ny AS"}', '--store', store]);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'Another program is writing to the store. Nothing was done; try again in a moment.\n',
  });
  writer.exec('ROLLBACK');
  expect((await samspill(['call', 'accounts.create', '{"name":"Ny AS"}', '--store', store])).code).toBe(0);
});

it('a running app keeps its port and hears of what the terminal writes', async () => {
  const store = await anImportedStore(tempDir('cli-beside'));
  const app = await openApp({ storeDir: store, language: 'en', sample: false });
  if (!app.ok) throw new Error(app.error.type);
  onTestFinished(() => app.value.close());
  const host = await startWebHost({ app: app.value, rendererDir: await aRenderer(), port: 0, random: systemRandom, log: stderrLog });
  if (!host.ok) throw new Error(host.error.type);
  onTestFinished(() => host.value.close());
  const heard: Signal[] = [];
  app.value.onSignal((signal) => heard.push(signal));

  const kpi = await samspillDocument<object>(['kpi', '--store', store]);
  expect(kpi).toMatchObject({ code: 0, json: { wonCount: 1 } });
  expect(heard).toEqual([]);
  expect((await samspill(['call', 'accounts.create', '{"name":"Ny AS"}', '--store', store])).code).toBe(0);
  await expect.poll(() => heard).toContainEqual({ type: 'changed', tables: expect.arrayContaining(['account']) as unknown });
  expect((await fetch(new URL(host.value.url).origin)).status).toBe(200);
  expect(await samspill(['doctor', '--store', store])).toMatchObject({ code: 0 });
});

/** Root writes where nobody may. */
const user = ordinaryUser();
if (user === null) console.warn('NOT TRIED: a store that may only be read (nobody else can run this checkout)');

const allOf = (dir: string): readonly string[] => [dir, ...readdirSync(dir, { recursive: true }).map((name) => join(dir, String(name)))];

describe.runIf(user !== null)('a store that may only be read', () => {
  const as = user ?? {};
  const options: TerminalOptions = { as };
  const giveAway = (path: string): void => {
    if (as.uid !== undefined) chownSync(path, as.uid, -1);
  };

  const refusal = 'The store cannot be written to. You can read everything; nothing can be changed.\n';

  /** The store as its owner sees it on a disk without the right to write. */
  const aReadOnlyStore = async (): Promise<string> => {
    const dir = tempDir('cli-read-only');
    const store = await anImportedStore(dir);
    for (const path of allOf(store)) {
      giveAway(path);
      chmodSync(path, statSync(path).isDirectory() ? 0o555 : 0o444);
    }
    chmodSync(dir, 0o755);
    onTestFinished(() => {
      for (const path of allOf(store)) chmodSync(path, 0o755);
    });
    return store;
  };

  it('answers kpi, history and doctor, and nothing in it changes', async () => {
    const store = await aReadOnlyStore();
    const before = allOf(store).map((path) => [path, statSync(path).mtimeMs, statSync(path).size]);
    expect(await samspillDocument<object>(['kpi', '--store', store], options)).toMatchObject({
      code: 0,
      json: { wonCount: 1, wonAmount: { USD: 100_000 } },
    });
    const deals = await samspillDocument<{ readonly value: { readonly rows: readonly { readonly id: string }[] } }>(
      ['call', 'pipeline.deals', '--store', store],
      options,
    );
    const record = deals.json.value.rows[0]?.id ?? '';
    const history = await samspillDocument<{ readonly entries: readonly object[] }>(
      ['history', '--record', record, '--store', store],
      options,
    );
    expect(history.json.entries).toContainEqual(expect.objectContaining({ table: 'deal', what: 'made' }));
    expect(await samspillDocument<object>(['doctor', '--store', store], options)).toMatchObject({ code: 0, json: { findings: [] } });
    expect(allOf(store).map((path) => [path, statSync(path).mtimeMs, statSync(path).size])).toEqual(before);
  });

  it('shows what a running app of somebody else wrote a moment ago', async () => {
    const dir = tempDir('cli-read-only');
    const store = await anImportedStore(dir);
    const app = await openApp({ storeDir: store, language: 'en', sample: false });
    if (!app.ok) throw new Error(app.error.type);
    onTestFinished(() => app.value.close());
    expect(await app.value.call('pipeline.createDeal', { title: 'Ny avtale' })).toMatchObject({ ok: true });
    chmodSync(dir, 0o755);
    const modes = allOf(store).map((path) => [path, statSync(path).mode] as const);
    for (const [path] of modes) chmodSync(path, statSync(path).isDirectory() ? 0o555 : 0o444);
    onTestFinished(() => {
      for (const [path, mode] of modes) chmodSync(path, mode);
    });
    expect(await samspillDocument<object>(['kpi', '--store', store], options)).toMatchObject({ code: 0, json: { openCount: 2 } });
    expect((await samspill(['call', 'accounts.create', '{"name":"Ny AS"}', '--store', store], options)).stderr).toBe(refusal);
  });

  it('refuses what would change it, in one line', async () => {
    const store = await aReadOnlyStore();
    const made = await samspill(['call', 'accounts.create', '{"name":"Ny AS"}', '--store', store], options);
    expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 1, stderr: refusal });
    const imported = await samspill(['import', '--store', store, '--from', join(store, '..', 'data')], options);
    expect({ code: imported.code, stderr: imported.stderr }).toEqual({ code: 1, stderr: refusal });
  });

  it('says so where no store can be made', async () => {
    const dir = tempDir('cli-read-only');
    giveAway(dir);
    chmodSync(dir, 0o555);
    const { code, stderr } = await samspill(['sample', '--store', join(dir, 'store')], options);
    expect({ code, stderr: stderr.replaceAll(dir, 'DIR') }).toEqual({
      code: 1,
      stderr:
        'The data in DIR/store can be neither opened nor created. Give yourself access to the folder, or choose another with --store.\n',
    });
  });
});
