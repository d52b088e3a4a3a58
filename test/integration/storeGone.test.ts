/** A store that is gone under whoever has it open: removed, moved away or replaced. The next write and the next read say so, and nothing is confirmed. */
import { cpSync, existsSync, renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { workspace } from '../../src/shared/admin/contract.ts';
import { listBackups, makeBackup, openAgain, restoreBackup } from '../../src/shared/backups/contract.ts';
import type { AnyEntry, CallError, CallInputOf, OutputOf } from '../../src/shared/kernel/contract.ts';
import { ok, type Result } from '../../src/shared/kernel/result.ts';
import type { Signal } from '../../src/shared/kernel/signal.ts';
import { createDeal, deals } from '../../src/shared/pipeline/contract.ts';
import type { ThreadApp } from '../../src/main/appPort.ts';
import { openApp } from '../../src/main/openApp.ts';
import { dbErrorKind, openDb } from '../../src/platform/database.ts';
import { makeDeal } from '../faults/work.ts';
import { newStore, openAt } from '../support/stores.ts';
import { tempDir } from '../support/tempDir.ts';

type Loss = { readonly name: string; readonly strike: (dir: string) => void };

/** Ways in which a folder goes away under an open file; where one is unmounted, something else is at its path as where it is replaced. */
const losses: readonly Loss[] = [
  { name: 'removed', strike: (dir) => rmSync(dir, { recursive: true }) },
  { name: 'moved away', strike: (dir) => renameSync(dir, `${dir}-moved`) },
  {
    name: 'replaced by a copy of it',
    strike: (dir) => {
      cpSync(dir, `${dir}-copy`, { recursive: true });
      renameSync(dir, `${dir}-old`);
      renameSync(`${dir}-copy`, dir);
    },
  },
  {
    name: 'reached by a link that leads elsewhere now',
    strike: (dir) => {
      cpSync(dir, `${dir}-copy`, { recursive: true });
      renameSync(dir, `${dir}-old`);
      symlinkSync(`${dir}-copy`, dir);
    },
  },
  { name: 'without its database', strike: (dir) => unlinkSync(join(dir, 'store.db')) },
  { name: 'without its write-ahead log', strike: (dir) => unlinkSync(join(dir, 'store.db-wal')) },
];

const change = { actor: 'a', command: 'test.change' };
const gone = { ok: false, error: { type: 'StoreGone' } };

describe.each(losses)('a store that is $name', ({ strike }) => {
  it('takes no write and answers no read', () => {
    const dir = join(tempDir(), 'store');
    const store = newStore(dir);
    onTestFinished(() => store.close());
    expect(makeDeal(store, 1).ok).toBe(true);
    strike(dir);
    // Twice: nothing of the first is held open.
    for (let time = 0; time < 2; time += 1) expect(store.write(change, () => ok(null))).toEqual(gone);
    expect(store.merge(() => ok({ value: null, tables: [] }))).toEqual(gone);
    expect(() => store.read((tx) => tx.get('SELECT 1'))).toThrow('gone');
    expect(store.isGone()).toBe(true);
  });

  it('that goes while a change is made confirms nothing of it', () => {
    const dir = join(tempDir(), 'store');
    const store = newStore(dir);
    onTestFinished(() => store.close());
    const result = store.write(change, () => {
      strike(dir);
      return ok(null);
    });
    expect(result).toEqual(gone);
  });
});

it('a store is there after many writes, a checkpoint, a second process on it, and a copy beside it', () => {
  const dir = join(tempDir(), 'store');
  const store = newStore(dir);
  const other = openAt(dir);
  onTestFinished(() => store.close());
  for (let mark = 1; mark < 20; mark += 1) expect(makeDeal(mark % 2 === 0 ? store : other, mark).ok).toBe(true);
  store.db.pragma('wal_checkpoint(TRUNCATE)');
  cpSync(dir, `${dir}-copy`, { recursive: true });
  other.close();
  expect(makeDeal(store, 20).ok).toBe(true);
  expect(store.isGone()).toBe(false);
});

it('a database in memory and one that is only read are asked alike', () => {
  const memory = openDb(':memory:');
  memory.exec('BEGIN');
  memory.exec('COMMIT');
  expect(memory.isGone()).toBe(false);
  memory.close();
  const dir = join(tempDir(), 'store');
  newStore(dir).close();
  const reading = openDb(join(dir, 'store.db'), { readOnly: true });
  reading.exec('BEGIN');
  reading.exec('COMMIT');
  rmSync(dir, { recursive: true });
  const kindOf = (body: () => void): unknown => {
    try {
      body();
      return null;
    } catch (error) {
      return dbErrorKind(error);
    }
  };
  expect(kindOf(() => reading.exec('BEGIN'))).toBe('gone');
  reading.close();
});

describe('in a running application', () => {
  const open = async (storeDir: string): Promise<ThreadApp> => {
    const opened = await openApp({ storeDir, language: 'en', sample: false });
    if (!opened.ok) throw new Error(opened.error.type);
    onTestFinished(() => opened.value.close());
    return opened.value;
  };
  const ask = async <E extends AnyEntry>(app: ThreadApp, entry: E, input: CallInputOf<E>): Promise<Result<OutputOf<E>, CallError>> =>
    (await app.call(entry.name, input)) as Result<OutputOf<E>, CallError>;
  const needsHelp = { ok: false, error: { type: 'StoreNeedsHelp', problem: 'StoreGone' } };
  const titles = async (app: ThreadApp): Promise<readonly string[]> => {
    const answer = await ask(app, deals, {});
    return answer.ok ? answer.value.rows.map(({ title }) => title) : [];
  };

  it('the next change says so, the windows are told, and it goes on once the folder is back', async () => {
    const dir = join(tempDir(), 'store');
    const app = await open(dir);
    expect((await ask(app, createDeal, { title: 'Before' })).ok).toBe(true);
    const signals: Signal[] = [];
    app.onSignal((signal) => signals.push(signal));
    renameSync(dir, `${dir}-moved`);
    expect(await ask(app, createDeal, { title: 'After' })).toMatchObject(gone);
    expect(await ask(app, workspace, {})).toEqual(needsHelp);
    expect(signals.some((signal) => signal.type === 'changed' && signal.tables.includes('workspace'))).toBe(true);
    // Nothing is there: no new, empty store takes its place.
    expect(await ask(app, openAgain, {})).toMatchObject(gone);
    expect(existsSync(join(dir, 'store.db'))).toBe(false);
    expect(await ask(app, workspace, {})).toEqual(needsHelp);
    rmSync(dir, { recursive: true, force: true });
    renameSync(`${dir}-moved`, dir);
    expect(await ask(app, openAgain, {})).toEqual({ ok: true, value: null });
    expect(await titles(app)).toEqual(['Before']);
    expect((await ask(app, createDeal, { title: 'It goes on' })).ok).toBe(true);
    expect(await ask(app, openAgain, {})).toMatchObject({ ok: false, error: { type: 'NotNeeded' } });
  });

  it('windows hear of it by themselves, and a backup brings it back where the database alone went', async () => {
    const dir = join(tempDir(), 'store');
    const app = await open(dir);
    expect((await ask(app, createDeal, { title: 'Kept' })).ok).toBe(true);
    const made = await ask(app, makeBackup, {});
    if (!made.ok) throw new Error(made.error.type);
    const heard = new Promise<void>((resolve) => {
      app.onSignal((signal) => {
        if (signal.type === 'changed' && signal.tables.includes('workspace')) resolve();
      });
    });
    for (const end of ['', '-wal', '-shm']) rmSync(join(dir, `store.db${end}`), { force: true });
    await heard;
    expect((await ask(app, workspace, {})).ok).toBe(false);
    expect(await ask(app, workspace, {})).toEqual(needsHelp);
    expect(await ask(app, listBackups, {})).toMatchObject({ ok: true, value: { count: 1 } });
    expect((await ask(app, restoreBackup, { id: made.value.id })).ok).toBe(true);
    expect(await titles(app)).toEqual(['Kept']);
  });
});
