/** Import from the terminal: what came in is reported, nothing comes in twice, and a batch is whole, absent or taken back. */
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { ImportReport } from '../../src/shared/imports/report.ts';
import { contact } from '../../src/shared/accounts/schema.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { openAt } from '../support/stores.ts';
import { tempDir } from '../support/tempDir.ts';
import { samspill, samspillDocument, startSamspill } from '../support/terminal.ts';
import { aDataFolder, aDealFile, anImportedStore } from './cliFixture.ts';

// Each step is a program of its own, and a busy machine starts them slowly.
vi.setConfig({ testTimeout: 120_000 });

type Report = ImportReport & { readonly store: string; readonly storeMade: boolean };
const importInto = (store: string, from: string, ...more: readonly string[]) =>
  samspillDocument<Report>(['import', '--store', store, '--from', from, ...more]);
const problem = (report: Report, kind: string) => report.problems.find((group) => group.kind === kind);
const setsIn = async (store: string): Promise<number> =>
  (await samspillDocument<{ readonly sets: number }>(['doctor', '--store', store])).json.sets;

describe('an import', () => {
  it('makes the store, and reports files, counts and what is odd', async () => {
    const dir = tempDir('cli-import');
    const store = join(dir, 'store');
    const { code, json } = await importInto(store, aDataFolder(dir));
    expect(code).toBe(0);
    expect(json).toMatchObject({ store, storeMade: true, mode: 'commit', rows: 7, heldBack: 0 });
    expect(json.batchId).toMatch(/^[0-9a-f-]{36}$/);
    expect(json.files.map(({ name, kind, rows }) => [name, kind, rows])).toEqual([
      ['sales_teams.csv', 'people', 2],
      ['accounts.csv', 'accounts', 1],
      ['products.csv', 'products', 1],
      ['sales_pipeline.csv', 'deals', 3],
    ]);
    expect(json.counts.deals).toEqual({ made: 3, changed: 0, unchanged: 0, linked: 0 });
    expect(problem(json, 'unknownProduct')).toMatchObject({
      count: 1,
      undecided: 1,
      values: [{ original: 'GTXPro', suggestion: 'GTX Pro' }],
    });
    expect(problem(json, 'amountMissing')).toMatchObject({ count: 1, choices: ['leaveEmpty', 'listPrice'] });
  });

  it('says the same in words, in the language asked for', async () => {
    const dir = tempDir('cli-import');
    const { code, stdout } = await samspill(['import', '--store', join(dir, 'store'), '--from', aDataFolder(dir), '--lang', 'nb']);
    expect(code).toBe(0);
    expect(stdout).toContain('accounts.csv: 1 rad lest som firmaer (utf-8, skilt med ,)\n');
    expect(stdout).toMatch(/^salgsmuligheter +3 nye$/m);
    expect(stdout).toMatch(/^ {2}1 × Ukjent produkt \[unknownProduct\] \(1 ikke avgjort\), for eksempel sales_pipeline\.csv, linje 3$/m);
    expect(stdout).toContain('      1 × "GTXPro". Mente du GTX Pro?\n');
    expect(stdout).toMatch(/^Angre den med: undo-batch --batch [0-9a-f-]{36}$/m);
  });

  it('adds nothing to the log the second time, before and after decisions', async () => {
    const dir = tempDir('cli-import');
    const store = await anImportedStore(dir);
    const data = join(dir, 'data');
    const sets = await setsIn(store);
    expect((await importInto(store, data)).json).toMatchObject({ batchId: null, storeMade: false });
    expect(await setsIn(store)).toBe(sets);

    const decisions = join(dir, 'decisions.json');
    writeFileSync(
      decisions,
      JSON.stringify([
        { kind: 'unknownProduct', original: 'GTXPro', choice: 'use:GTX Pro' },
        { kind: 'amountMissing', choice: 'listPrice' },
      ]),
    );
    const decided = await importInto(store, data, '--decide', decisions);
    expect(decided.code).toBe(0);
    expect(problem(decided.json, 'unknownProduct')).toMatchObject({ count: 1, undecided: 0 });
    expect((await samspillDocument<object>(['kpi', '--store', store])).json).toMatchObject({
      openCount: 1,
      withoutAmount: 0,
      openAmount: { USD: 482_100 },
    });
    const setsDecided = await setsIn(store);
    expect(setsDecided).toBeGreaterThan(sets);
    expect((await importInto(store, data, '--decide', decisions)).json.batchId).toBeNull();
    expect((await importInto(store, data)).json.batchId).toBeNull();
    expect(await setsIn(store)).toBe(setsDecided);
  });

  it('is tried out without a trace by a dry run, with and without a store', async () => {
    const dir = tempDir('cli-import');
    const scratch = tempDir('cli-scratch');
    const store = join(dir, 'store');
    const data = aDataFolder(dir);
    const without = await samspillDocument<Report>(['import', '--store', store, '--from', data, '--dry-run'], { env: { TMPDIR: scratch } });
    expect(without).toMatchObject({ code: 0, json: { mode: 'dryRun', batchId: null, storeMade: false, counts: { deals: { made: 3 } } } });
    expect([existsSync(store), readdirSync(scratch)]).toEqual([false, []]);

    await importInto(store, data);
    const sets = await setsIn(store);
    const more = await importInto(store, aDealFile(dir, 'more', 5), '--dry-run');
    expect(more.json.counts.deals).toMatchObject({ made: 5 });
    expect(await setsIn(store)).toBe(sets);
  });

  it('reads a file of other columns by a mapping, from a file or saved under a name', async () => {
    const dir = tempDir('cli-import');
    const store = await anImportedStore(dir);
    const file = join(dir, 'export.csv');
    writeFileSync(file, 'nr;hva;status;sum\n1;Ny avtale;Open;1 200,50\n');
    const mapping = {
      kind: 'deals',
      source: 'Arkiv',
      columns: { key: 'nr', title: 'hva', stage: 'status', amount: 'sum' },
      stages: { Open: 'qualified' },
      currency: 'NOK',
      decimal: { amount: ',' },
    };
    writeFileSync(join(dir, 'mapping.json'), JSON.stringify(mapping));
    const imported = await importInto(store, file, '--mapping', join(dir, 'mapping.json'));
    expect(imported).toMatchObject({ code: 0, json: { source: 'Arkiv', counts: { deals: { made: 1 } } } });
    expect((await samspillDocument<object>(['kpi', '--store', store])).json).toMatchObject({ openAmount: { NOK: 120_050 } });

    expect(await samspill(['import', '--store', store, '--from', file, '--mapping', 'archive'])).toMatchObject({
      code: 1,
      stderr: 'There is no saved mapping called “archive”.\n',
    });
    expect((await samspill(['call', 'imports.saveMapping', JSON.stringify({ name: 'archive', mapping }), '--store', store])).code).toBe(0);
    expect((await importInto(store, file, '--mapping', 'archive')).json).toMatchObject({
      batchId: null,
      counts: { deals: { unchanged: 1 } },
    });
  });

  it('is listed, and taken back as a whole', async () => {
    const dir = tempDir('cli-import');
    const store = await anImportedStore(dir);
    const { json } = await samspillDocument<{ readonly batches: readonly { readonly id: string; readonly status: string }[] }>([
      'batches',
      '--store',
      store,
    ]);
    expect(json.batches).toMatchObject([{ status: 'committed', counts: { deals: { made: 3 } } }]);
    const id = json.batches[0]?.id ?? '';
    expect((await samspill(['batches', '--store', store, '--lang', 'da'])).stdout).toContain(id);

    const undone = await samspillDocument<object>(['undo-batch', '--batch', id, '--store', store]);
    expect(undone).toMatchObject({ code: 0, json: { batch: id, kept: [] } });
    expect((await samspillDocument<object>(['kpi', '--store', store])).json).toMatchObject({ wonCount: 0, lostCount: 0, openCount: 0 });
    expect((await samspillDocument<object>(['doctor', '--store', store])).json).toMatchObject({ findings: [] });
    expect(await samspill(['undo-batch', '--batch', id, '--store', store])).toMatchObject({
      code: 1,
      stderr: 'This import was undone before.\n',
    });
    expect(await samspill(['undo-batch', '--batch', 'x', '--store', store])).toMatchObject({
      code: 1,
      stderr: 'This import is not there.\n',
    });
    expect((await importInto(store, join(dir, 'data'))).json.counts.deals).toMatchObject({ made: 3 });
  });
});

it('a contact that an undone import keeps is told by the name, with a job title as without', async () => {
  const dir = tempDir('cli-kept');
  const store = join(dir, 'store');
  const file = join(dir, 'contacts.csv');
  writeFileSync(file, 'Contact,Company,Job title\nNina Vik,Fjordfisk,CFO\nOla Dahl,Fjordfisk,\n');
  writeFileSync(join(dir, 'companies.csv'), 'Company,City\nFjordfisk,Bergen\n');
  await importInto(store, dir);
  const { json: listed } = await samspillDocument<{ readonly batches: readonly { readonly id: string }[] }>(['batches', '--store', store]);
  const id = listed.batches[0]?.id ?? '';
  const opened = openAt(store);
  const contacts = opened.read((tx) => tx.all<{ id: Id<'Contact'> }>('SELECT id FROM contact ORDER BY name'));
  expect(contacts).toHaveLength(2);
  opened.write({ actor: 'kari', command: 'accounts.editContact' }, (tx) => {
    for (const each of contacts) tx.update(contact, each.id, { phone: '22 33 44 55' });
    return ok(null);
  });
  opened.close();
  const { json } = await samspillDocument<{ readonly kept: readonly { readonly table: string; readonly name: string }[] }>([
    'undo-batch',
    '--batch',
    id,
    '--store',
    store,
  ]);
  expect(json.kept.map(({ table, name }) => `${table} ${name}`).sort()).toEqual([
    'account Fjordfisk',
    'contact Nina Vik',
    'contact Ola Dahl',
  ]);
});

describe('an import that cannot be', () => {
  it.each([
    ['a path that is not there', ['--from', 'nowhere.csv'], 'UnreadablePath', 'nowhere.csv is not there.'],
    ['a mapping file that is not there', ['--from', '.', '--mapping', 'maps/none.json'], 'UnreadablePath', 'maps/none.json is not there.'],
    ['decisions that are not JSON', ['--from', '.', '--decide', 'README.md'], 'NotJson', 'README.md is not valid JSON.'],
    ['decisions that are a folder', ['--from', '.', '--decide', 'src'], 'UnreadablePath', 'src is neither a file nor a folder.'],
  ])('because of %s leaves no store behind', async (_case, args, type, text) => {
    const store = join(tempDir('cli-none'), 'store');
    const { code, stdout, stderr } = await samspill(['import', '--store', store, ...args, '--json']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: `${text}\n` });
    expect(JSON.parse(stdout)).toMatchObject({ error: { type } });
    expect(existsSync(store)).toBe(false);
  });

  it('because of its decisions names each of them, and stores nothing', async () => {
    const dir = tempDir('cli-import');
    const store = await anImportedStore(dir);
    const sets = await setsIn(store);
    const decisions = join(dir, 'decisions.json');
    writeFileSync(decisions, '[{"kind":"unknownWord","choice":"keep"},{"kind":"unknownProduct","original":"GTXPro","choice":"listPrice"}]');
    const { code, stderr } = await samspill(['import', '--store', store, '--from', join(dir, 'data'), '--decide', decisions]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        'The decisions are not valid: see what is named below. Nothing was imported.\n' +
        '1. No such kind of problem: unknownWord\n2. No such choice for this problem: listPrice\n',
    });
    expect(await setsIn(store)).toBe(sets);
  });

  it('because nothing in the file is known says so', async () => {
    const dir = tempDir('cli-import');
    const store = await anImportedStore(dir);
    const file = join(dir, 'weather.csv');
    writeFileSync(file, 'sun,rain\n1,2\n');
    expect(await samspill(['import', '--store', store, '--from', file])).toMatchObject({
      code: 1,
      stderr: 'The columns of weather.csv were not recognised. Say which column is which with a mapping.\n',
    });
  });
});

// Windows has no such signal: there the terminal ends the program itself.
const isWindows = process.platform === 'win32';
if (isWindows) console.warn('no signals on Windows: stopping an import was not tried');

it.runIf(!isWindows)('Ctrl+C stops an import with nothing stored and 130', async () => {
  const dir = tempDir('cli-stop');
  const store = await anImportedStore(dir);
  const sets = await setsIn(store);
  const { child, ended } = startSamspill(['import', '--store', store, '--from', aDealFile(dir, 'many', 200_000), '--json']);
  // The write-ahead log grows once the import writes more than the cache of its connection holds.
  const written = (): number => statSync(join(store, 'store.db-wal'), { throwIfNoEntry: false })?.size ?? 0;
  await expect.poll(written, { timeout: 25_000, interval: 20 }).toBeGreaterThan(1_000_000);
  await wait(50);
  expect(child.exitCode).toBeNull();
  child.kill('SIGINT');
  const { code, stdout, stderr } = await ended;
  expect({ code, stdout, stderr }).toEqual({
    code: 130,
    stdout: '{"error":{"type":"Cancelled"}}\n',
    stderr: 'The import was stopped. Nothing was stored.\n',
  });
  expect((await samspillDocument<object>(['doctor', '--store', store])).json).toMatchObject({ sets, findings: [] });
  expect((await samspillDocument<object>(['kpi', '--store', store])).json).toMatchObject({ wonCount: 1, openCount: 1 });
});
