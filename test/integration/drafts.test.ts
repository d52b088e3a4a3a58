/** Drafts: kept outside the log, each person's own, and whole after a kill. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { discardDraft, drafts, saveDraft } from '../../src/shared/drafts/contract.ts';
import { recentChanges } from '../../src/shared/sync/contract.ts';
import { anApp } from '../support/anApp.ts';
import { testPorts } from '../support/builders.ts';
import { newStore } from '../support/stores.ts';

const preflight = fileURLToPath(new URL('../../src/main/hosts/preflight.mjs', import.meta.url));
const program = fileURLToPath(new URL('draftProgram.ts', import.meta.url));

it('a draft takes the place of the one before, the latest is first, and a discarded one is gone', async () => {
  const app = await anApp();
  await app.run(saveDraft, { key: 'deal:1:note', text: 'Ring' });
  app.clock.advance(1_000);
  await app.run(saveDraft, { key: 'deal:2:note', text: 'Møte\n«tirsdag» 🐟' });
  app.clock.advance(1_000);
  await app.run(saveDraft, { key: 'deal:1:note', text: 'Ring Åse' });
  expect((await app.run(drafts)).map(({ key, text }) => [key, text])).toEqual([
    ['deal:1:note', 'Ring Åse'],
    ['deal:2:note', 'Møte\n«tirsdag» 🐟'],
  ]);
  await app.run(discardDraft, { key: 'deal:1:note' });
  await app.run(discardDraft, { key: 'never there' });
  expect((await app.run(drafts)).map(({ key }) => key)).toEqual(['deal:2:note']);
});

it('leaves no trace in the log, and none under the names of files', async () => {
  const app = await anApp();
  const before = await app.run(recentChanges);
  await app.run(saveDraft, { key: '../../../outside', text: 'x' });
  expect(await app.run(recentChanges)).toEqual(before);
  expect(readdirSync(join(app.dir, 'drafts'))).toEqual([expect.stringMatching(/^[0-9a-f]{40}\.json$/u)]);
  expect(await app.findings()).toEqual([]);
});

it('everybody sees their own drafts only', async () => {
  const app = await anApp();
  const mads = await app.aPerson('Mads Holm', 'seller');
  await app.run(saveDraft, { key: 'note', text: 'Kari' });
  app.actAs(mads);
  expect(await app.run(drafts)).toEqual([]);
  await app.run(saveDraft, { key: 'note', text: 'Mads' });
  await app.run(discardDraft, { key: 'note' });
  app.actAs(app.me);
  expect((await app.run(drafts)).map(({ text }) => text)).toEqual(['Kari']);
});

it('passes over files that are no drafts', async () => {
  const app = await anApp();
  await app.run(saveDraft, { key: 'note', text: 'x' });
  for (const [name, text] of [
    ['a.json', '{"key":'],
    ['b.json', 'null'],
    ['c.json', '{"key":1}'],
    ['d.tmp', 'half'],
  ] as const)
    writeFileSync(join(app.dir, 'drafts', name), text);
  expect((await app.run(drafts)).map(({ key }) => key)).toEqual(['note']);
});

it('a store that is only read keeps no draft, and says so', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'samspill-drafts-'));
  newStore(dir, testPorts()).close();
  onTestFinished(() => {
    chmodSync(dir, 0o700);
    rmSync(dir, { recursive: true });
  });
  const app = await anApp({ dir, readOnly: true });
  expect(await app.attempt(saveDraft, { key: 'note', text: 'x' })).toEqual({ ok: false, error: { type: 'StoreReadOnly' } });
  expect(await app.run(drafts)).toEqual([]);
});

it('what was answered as kept is there, whole, after a kill', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'samspill-drafts-'));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  newStore(dir).close();
  for (const after of [1, 7, 30, 60, 100]) {
    const child = spawn(process.execPath, [preflight, program, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.split('\n').length > after) child.kill('SIGKILL');
    });
    await new Promise((resolve) => {
      child.once('close', resolve);
    });
    const kept = Number(said.split('\n').at(-2));
    const app = await anApp({ dir, ports: testPorts() });
    const [draft] = await app.run(drafts);
    // The one that was being written when the kill came may be there instead: whole as well.
    expect([kept, kept + 1]).toContain(draft?.text.length);
    expect(draft?.text).toBe('å'.repeat(draft?.text.length ?? 0));
  }
});
