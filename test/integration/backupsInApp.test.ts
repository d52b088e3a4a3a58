/** Backups in the running application: made by the day, restored while windows look on, and offered where a store does not open. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { workspace } from '../../src/shared/admin/contract.ts';
import { examineStore, listBackups, loss, makeBackup, openForReading, restoreBackup, salvage } from '../../src/shared/backups/contract.ts';
import type { AnyEntry, CallError, CallInputOf, OutputOf } from '../../src/shared/kernel/contract.ts';
import { type Instant, instant } from '../../src/shared/kernel/day.ts';
import { err, type Result } from '../../src/shared/kernel/result.ts';
import type { Signal } from '../../src/shared/kernel/signal.ts';
import { settleLoss } from '../../src/shared/sync/contract.ts';
import { createDeal } from '../../src/shared/pipeline/contract.ts';
import type { ThreadApp } from '../../src/main/appPort.ts';
import { openApp } from '../../src/main/openApp.ts';
import { writeBackupState } from '../../src/main/contexts/backups/backupState.ts';
import { backUpWhenDue, type MakeBackup } from '../../src/main/contexts/backups/keeper.ts';
import { makeStoreBackup } from '../../src/main/contexts/backups/soundness.ts';
import type { Store } from '../../src/main/core/store.ts';
import { openDb } from '../../src/platform/database.ts';
import { type Ports, systemPorts } from '../../src/platform/ports.ts';
import { makeDeal } from '../faults/work.ts';
import { contentHash, dbPath, newStore, openAt } from '../support/stores.ts';
import { tempDir } from '../support/tempDir.ts';

const open = async (storeDir: string): Promise<ThreadApp> => {
  const opened = await openApp({ storeDir, language: 'en', sample: false });
  if (!opened.ok) throw new Error(opened.error.type);
  onTestFinished(() => opened.value.close());
  return opened.value;
};
const ask = async <E extends AnyEntry>(app: ThreadApp, entry: E, input: CallInputOf<E>): Promise<Result<OutputOf<E>, CallError>> =>
  (await app.call(entry.name, input)) as Result<OutputOf<E>, CallError>;
const given = async <E extends AnyEntry>(app: ThreadApp, entry: E, input: CallInputOf<E>): Promise<OutputOf<E>> => {
  const answer = await ask(app, entry, input);
  if (!answer.ok) throw new Error(answer.error.type);
  return answer.value;
};
const dealCount = async (app: ThreadApp): Promise<number> => {
  const { rows } = (await app.call('pipeline.deals', {}).then((answer) => (answer.ok ? answer.value : { rows: [] }))) as {
    readonly rows: readonly unknown[];
  };
  return rows.length;
};

describe('in a running application', () => {
  it('a backup is made, listed with what came after it, and restored under open windows', async () => {
    const dir = join(tempDir(), 'store');
    const app = await open(dir);
    const signals: Signal[] = [];
    app.onSignal((signal) => signals.push(signal));
    await given(app, createDeal, { title: 'Before' });
    const made = await given(app, makeBackup, {});
    await given(app, createDeal, { title: 'After' });
    expect(await given(app, listBackups, {})).toMatchObject({
      rows: [made],
      count: 1,
      next: null,
      changesSince: 1,
      folder: join(dir, 'backups'),
      isRunning: false,
      isDaily: true,
      failed: null,
      kept: [],
    });
    signals.length = 0;
    const restored = await given(app, restoreBackup, { id: made.id });
    expect(await dealCount(app)).toBe(1);
    expect(signals.some((signal) => signal.type === 'changed' && signal.tables.includes('deal'))).toBe(true);
    expect(await given(app, examineStore, {})).toMatchObject({ findings: [] });
    // And back again: what was set aside is in the list.
    const { kept } = await given(app, listBackups, {});
    expect(kept.map(({ id }) => id)).toEqual([`kept:${String(restored.kept)}`]);
    await given(app, restoreBackup, { id: kept[0]?.id ?? '' });
    expect(await dealCount(app)).toBe(2);
    await given(app, createDeal, { title: 'It goes on' });
  });

  it('changes that are missing when the store is opened are told until somebody has seen to them', async () => {
    const dir = join(tempDir(), 'store');
    const store = newStore(dir);
    store.close();
    const early = readFileSync(dbPath(dir));
    const later = openAt(dir);
    for (let mark = 1; mark <= 3; mark += 1) makeDeal(later, mark);
    later.close();
    writeFileSync(dbPath(dir), early);
    const app = await open(dir);
    expect(await given(app, loss, {})).toEqual({ lost: 3 });
    await given(app, settleLoss, {});
    expect(await given(app, loss, {})).toEqual({ lost: null });
  });

  it('a backup that is gone or damaged is refused by name, and the store stays open as it was', async () => {
    const dir = join(tempDir(), 'store');
    const app = await open(dir);
    const made = await given(app, makeBackup, {});
    const path = join(dir, 'backups', made.id);
    const bytes = readFileSync(path);
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
    bytes.fill(7, 5_000, 9_000);
    writeFileSync(path, bytes);
    expect(await ask(app, restoreBackup, { id: made.id })).toMatchObject(err({ type: 'BackupDamaged' }));
    expect(await ask(app, restoreBackup, { id: 'gone.db' })).toEqual(err({ type: 'BackupNotFound' }));
    await given(app, createDeal, { title: 'Still open' });
  });

  it('an id that would lead elsewhere reaches no file', async () => {
    const app = await open(join(tempDir(), 'store'));
    for (const id of ['../../etc/passwd', 'kept:../x', '..', '/etc/passwd', 'a\\b', ''])
      expect(await ask(app, restoreBackup, { id }), id).toMatchObject({ ok: false, error: { type: 'InvalidInput' } });
  });
});

describe('a store that does not open', () => {
  const broken = async (spoil: (path: string) => void) => {
    const dir = join(tempDir(), 'store');
    const store = newStore(dir);
    for (let mark = 1; mark <= 40; mark += 1) makeDeal(store, mark, 'x'.repeat(200));
    const made = makeStoreBackup({ storeDir: dir, ports: systemPorts });
    if (!made.ok) throw new Error(made.error.type);
    store.close();
    spoil(dbPath(dir));
    return { dir, app: await open(dir), backup: made.value };
  };
  const spoilHead = (path: string): void => {
    const bytes = readFileSync(path);
    bytes.fill(0x55, 0, 100);
    writeFileSync(path, bytes);
  };

  it('says so to every call, lists its backups, and is whole again once one is restored; the spoiled file is kept', async () => {
    const { dir, app, backup } = await broken(spoilHead);
    const spoiled = readFileSync(dbPath(dir));
    expect(await ask(app, workspace, {})).toEqual(err({ type: 'StoreNeedsHelp', problem: 'NotADatabase' }));
    const { rows } = await given(app, listBackups, {});
    expect(rows.map(({ id }) => id)).toEqual([backup.name]);
    expect(await ask(app, salvage, {})).toEqual(err({ type: 'NothingReadable' }));
    expect(readFileSync(dbPath(dir))).toEqual(spoiled);
    const { kept } = await given(app, restoreBackup, { id: backup.name });
    expect(await dealCount(app)).toBe(40);
    expect(readFileSync(join(dir, 'kept', String(kept), 'store.db'))).toEqual(spoiled);
  });

  it('gives out what can still be read of it, from both ends of a damaged table', async () => {
    const { app } = await broken((path) => {
      const bytes = readFileSync(path);
      // Pages in the middle of the file, tables and indexes alike, but neither the schema nor the head.
      for (let page = 60; page < 66; page += 1) bytes.fill(0xaa, page * 4096, (page + 1) * 4096);
      writeFileSync(path, bytes);
    });
    const saved = await given(app, salvage, {});
    expect(saved.rows).toBeGreaterThan(40);
    const file = await app.files.produced(saved.fileId);
    expect(
      readFileSync(file?.path ?? '')
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  it('because database and head are both gone is not taken for a new one while it has a backup', async () => {
    const { dir, app, backup } = await broken((path) => {
      rmSync(path);
      rmSync(path.replace('store.db', 'head.json'));
    });
    expect(await ask(app, workspace, {})).toEqual(err({ type: 'StoreNeedsHelp', problem: 'StoreLost' }));
    expect(existsSync(dbPath(dir))).toBe(false);
    await given(app, restoreBackup, { id: backup.name });
    expect(await dealCount(app)).toBe(40);
  });

  it('but can be read is opened for reading on request, and refuses to write', async () => {
    const { dir, app } = await broken((path) => {
      const db = openDb(path);
      db.exec("UPDATE setting SET value = '1' WHERE key = 'foldVersion'; DROP TABLE account_state");
      db.close();
    });
    const before = contentHash(dbPath(dir));
    expect(await ask(app, workspace, {})).toEqual(err({ type: 'StoreNeedsHelp', problem: 'StoreDamaged' }));
    await given(app, openForReading, {});
    expect(await given(app, workspace, {})).toMatchObject({ readOnly: true });
    expect(await ask(app, createDeal, { title: 'x' })).toEqual(err({ type: 'StoreReadOnly' }));
    expect(contentHash(dbPath(dir))).toBe(before);
  });
});

describe('the backup of the day', () => {
  const noon = Date.UTC(2026, 10, 22, 12);
  const day = 86_400_000;
  const make: MakeBackup = async (storeDir, folder, now) =>
    makeStoreBackup({ storeDir, folder, ports: { ...systemPorts, clock: { now: () => instant(now) } } });

  const daily = () => {
    const store: Store = newStore(join(tempDir(), 'store'));
    onTestFinished(() => store.close());
    let now = noon;
    const quiet: Ports = { ...systemPorts, clock: { now: (): Instant => instant(now) }, log: { defect: () => {}, warn: () => {} } };
    return {
      store,
      at: async (ms: number) => {
        now = ms;
        const made = await backUpWhenDue({ store, ports: quiet, onChanged: () => {}, make });
        return made === null ? 'nothing due' : made.ok ? 'made' : made.error.type;
      },
    };
  };

  it('is made when the newest is a day old, and not before', async () => {
    const { at } = daily();
    expect([await at(noon), await at(noon + 60_000), await at(noon + day - 1), await at(noon + day)]).toEqual([
      'made',
      'nothing due',
      'nothing due',
      'made',
    ]);
  });

  it('is made though a clock that was set wrong left one from the future', async () => {
    const { at } = daily();
    expect([await at(noon + 400 * day), await at(noon)]).toEqual(['made', 'made']);
  });

  it('that failed is tried again after an hour, and the store goes on meanwhile', async () => {
    const { store, at } = daily();
    writeBackupState(store.dir, { folder: join(tempDir(), 'unplugged'), failed: null });
    expect([await at(noon), await at(noon + 60_000), await at(noon + 3_600_000)]).toEqual([
      'BackupFolderMissing',
      'nothing due',
      'BackupFolderMissing',
    ]);
    expect(makeDeal(store, 1).ok).toBe(true);
  });
});
