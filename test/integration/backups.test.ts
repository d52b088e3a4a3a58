/** Backups and restore on real files: what gets a name is whole, what is restored is what was backed up, and nothing is ever thrown away. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeStoreBackup, stageStoreBackup } from '../../src/main/contexts/backups/soundness.ts';
import { backupsIn, logMark } from '../../src/main/core/backup.ts';
import { keptStores, swapIn } from '../../src/main/core/restore.ts';
import type { Store } from '../../src/main/core/store.ts';
import { openDb } from '../../src/main/platform/database.ts';
import { type Ports, systemPorts } from '../../src/main/platform/ports.ts';
import { migrations } from '../../src/shared/schema/migrations/list.ts';
import { type Instant, instant } from '../../src/shared/kernel/day.ts';
import { doctorOf } from '../faults/oracle.ts';
import { makeDeal } from '../faults/work.ts';
import { makeEarlier } from '../support/earlierStores.ts';
import { contentHash, dbPath, newStore, openAt, tamper } from '../support/stores.ts';
import { tempDir } from '../support/tempDir.ts';

const noon = Date.UTC(2026, 10, 22, 12);
const day = 86_400_000;
const at = (now: number): Ports => ({ ...systemPorts, clock: { now: (): Instant => instant(now) } });

const storeWith = (deals: number): Store => {
  const store = newStore(join(tempDir(), 'store'));
  for (let mark = 1; mark <= deals; mark += 1) expect(makeDeal(store, mark).ok).toBe(true);
  return store;
};

const backUp = (storeDir: string, now = noon, folder: string | null = null) => makeStoreBackup({ storeDir, ports: at(now), folder });
const backedUp = (storeDir: string, now = noon, folder: string | null = null) => {
  const made = backUp(storeDir, now, folder);
  if (!made.ok) throw new Error(made.error.type);
  return { ...made.value, path: join(folder ?? join(storeDir, 'backups'), made.value.name) };
};
const restore = (storeDir: string, file: string, now = noon) => {
  const staged = stageStoreBackup({ storeDir, file, ports: systemPorts });
  return staged.ok ? swapIn(storeDir, staged.value.staged, at(now)) : staged;
};
const deals = (store: Store): number => Number(store.db.prepare('SELECT count(*) AS n FROM deal').get([])?.['n']);

describe('a backup', () => {
  it('is made of a store that is open, is named after its head, and holds every value of it', () => {
    const store = storeWith(3);
    const made = backedUp(store.dir);
    expect(made).toMatchObject({ ...logMark(store.db), at: noon });
    expect(made.name).toBe(`samspill-20261122T120000Z-${made.origin}-${made.seq}-${made.hash}.db`);
    const here = store.db.prepare('SELECT count(*) AS n FROM change_set').all([]);
    store.close();
    expect(contentHash(made.path)).toBe(contentHash(dbPath(store.dir)));
    expect(here).toEqual([{ n: 4 }]);
    expect(readdirSync(join(store.dir, 'backups'))).toEqual([made.name]);
  });

  it('of a store with a value changed past its log gets no name, and the older backups stay', () => {
    const store = storeWith(2);
    const old = backedUp(store.dir, noon - 40 * day);
    store.db.exec("UPDATE deal SET next_step = 'never logged'");
    expect(backUp(store.dir)).toMatchObject({ ok: false, error: { type: 'BackupNotSound' } });
    expect(readdirSync(join(store.dir, 'backups'))).toEqual([old.name]);
    store.close();
  });

  it('that is older than 30 days goes once a newer one is there; another workspace’s in the same folder stays', () => {
    const store = storeWith(1);
    const other = storeWith(1);
    const folder = tempDir();
    backedUp(store.dir, noon - 31 * day, folder);
    const young = backedUp(store.dir, noon - 29 * day, folder);
    const foreign = backedUp(other.dir, noon - 31 * day, folder);
    const newest = backedUp(store.dir, noon, folder);
    expect(backupsIn(folder)?.map(({ name }) => name)).toEqual([newest.name, young.name, foreign.name]);
    store.close();
    other.close();
  });

  it('into a folder that is gone says so and does not make the folder', () => {
    const store = storeWith(1);
    const folder = join(tempDir(), 'unplugged');
    expect(backUp(store.dir, noon, folder)).toEqual({ ok: false, error: { type: 'BackupFolderMissing' } });
    expect(existsSync(folder)).toBe(false);
    expect(makeDeal(store, 9).ok).toBe(true);
    store.close();
  });

  it('into what is a file and no folder says so', () => {
    const store = storeWith(1);
    const file = join(tempDir(), 'file');
    writeFileSync(file, 'a letter');
    expect(backUp(store.dir, noon, file)).toEqual({ ok: false, error: { type: 'BackupFolderUnwritable' } });
    expect(readFileSync(file, 'utf8')).toBe('a letter');
    store.close();
  });

  it('that a killed program left unfinished is removed by the next one', () => {
    const store = storeWith(1);
    mkdirSync(join(store.dir, 'backups'), { recursive: true });
    // No system gives out a number this high.
    writeFileSync(join(store.dir, 'backups', 'samspill-part-999999999-ab'), 'half');
    const made = backedUp(store.dir);
    expect(readdirSync(join(store.dir, 'backups'))).toEqual([made.name]);
    store.close();
  });
});

describe('a restored store', () => {
  it('holds what was backed up, and the store that was there lies beside it with everything since', () => {
    const store = storeWith(2);
    const made = backedUp(store.dir);
    expect(makeDeal(store, 3).ok).toBe(true);
    store.close();
    expect(restore(store.dir, made.path, noon + day)).toEqual({ ok: true, value: { kept: '20261123T120000Z' } });
    const restored = openAt(store.dir);
    expect(deals(restored)).toBe(2);
    expect(doctorOf(restored)).toEqual([]);
    expect(restored.integrity).toEqual({ state: 'whole' });
    restored.close();
    expect(keptStores(store.dir)).toEqual(['20261123T120000Z']);
    const kept = openAt(join(store.dir, 'kept', '20261123T120000Z'));
    expect(deals(kept)).toBe(3);
    expect(doctorOf(kept)).toEqual([]);
    kept.close();
  });

  it('writes on as the next incarnation of its device, and its head is watched from the first moment', () => {
    const store = storeWith(2);
    const made = backedUp(store.dir);
    store.close();
    expect(restore(store.dir, made.path).ok).toBe(true);
    const restored = openAt(store.dir);
    const [id, incarnation] = store.device.split('.');
    expect(restored.device).toBe(`${id}.${Number(incarnation) + 1}`);
    restored.close();
    tamper(store.dir, (db) => db.exec('UPDATE head SET local_seq = local_seq - 1'));
    const behind = openAt(store.dir);
    expect(behind.integrity).toEqual({ state: 'behind', missing: 1 });
    behind.close();
  });

  it('can be exchanged for the one kept aside, and back', () => {
    const store = storeWith(2);
    const made = backedUp(store.dir);
    expect(makeDeal(store, 3).ok).toBe(true);
    store.close();
    expect(restore(store.dir, made.path).ok).toBe(true);
    expect(restore(store.dir, join(store.dir, 'kept', '20261122T120000Z', 'store.db'))).toEqual({
      ok: true,
      value: { kept: '20261122T120000Z-2' },
    });
    const again = openAt(store.dir);
    expect(deals(again)).toBe(3);
    again.close();
  });

  it('comes back into an empty folder, as on another machine', () => {
    const store = storeWith(2);
    const made = backedUp(store.dir);
    store.close();
    const dir = join(tempDir(), 'fresh');
    expect(restore(dir, made.path)).toEqual({ ok: true, value: { kept: null } });
    const restored = openAt(dir);
    expect(deals(restored)).toBe(2);
    restored.close();
  });

  it('comes back where the database was spoiled, and the spoiled file is kept as it was', () => {
    const store = storeWith(2);
    const made = backedUp(store.dir);
    store.close();
    writeFileSync(dbPath(store.dir), 'spoiled');
    expect(restore(store.dir, made.path).ok).toBe(true);
    const restored = openAt(store.dir);
    expect(deals(restored)).toBe(2);
    restored.close();
    expect(readFileSync(join(store.dir, 'kept', '20261122T120000Z', 'store.db'), 'utf8')).toBe('spoiled');
  });

  it('is finished by whoever opens the folder next when the program ended in the middle', () => {
    const store = storeWith(2);
    const made = backedUp(store.dir);
    expect(makeDeal(store, 3).ok).toBe(true);
    store.close();
    const staged = stageStoreBackup({ storeDir: store.dir, file: made.path, ports: systemPorts });
    if (!staged.ok) throw new Error(staged.error.type);
    // As a kill leaves it right after the decision was written down.
    writeFileSync(join(store.dir, 'restore.json'), JSON.stringify({ staged: staged.value.staged, kept: 'k', old: {} }));
    rmSync(dbPath(store.dir));
    const restored = openAt(store.dir);
    expect(deals(restored)).toBe(2);
    expect(existsSync(join(store.dir, 'restore.json'))).toBe(false);
    restored.close();
  });
});

it('what a killed restore had laid ready is removed by the next one', () => {
  const store = storeWith(1);
  const made = backedUp(store.dir);
  store.close();
  // No system gives out a number this high.
  const abandoned = join(store.dir, 'staging', 'restore-999999999-0123456789ab');
  mkdirSync(abandoned, { recursive: true });
  writeFileSync(join(abandoned, 'store.db'), 'half');
  expect(restore(store.dir, made.path).ok).toBe(true);
  expect(readdirSync(join(store.dir, 'staging'))).toEqual([]);
});

describe('a restore is refused, and the store stays as it is, when', () => {
  const refused = (store: Store, file: string, error: object) => {
    store.close();
    const before = contentHash(dbPath(store.dir));
    expect(restore(store.dir, file)).toMatchObject({ ok: false, error });
    expect(contentHash(dbPath(store.dir))).toBe(before);
    expect(keptStores(store.dir)).toEqual([]);
    expect(readdirSync(join(store.dir, 'staging'))).toEqual([]);
  };

  it('the backup is not there', () => {
    const store = storeWith(1);
    refused(store, join(store.dir, 'backups', 'gone.db'), { type: 'BackupNotFound' });
  });

  it('the file is a letter', () => {
    const file = join(tempDir(), 'letter.db');
    writeFileSync(file, 'Dear Sir or Madam, '.repeat(100));
    refused(storeWith(1), file, { type: 'NotABackup' });
  });

  it('the file is another program’s database', () => {
    const file = join(tempDir(), 'other.db');
    const other = openDb(file);
    other.exec('CREATE TABLE notes (body TEXT)');
    other.close();
    refused(storeWith(1), file, { type: 'NotABackup' });
  });

  it('a newer Samspill made the backup', () => {
    const store = storeWith(1);
    const made = backedUp(store.dir);
    const db = openDb(made.path);
    db.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    db.close();
    refused(store, made.path, { type: 'BackupTooNew', version: migrations.length + 1, known: migrations.length });
  });

  it('one byte of a value in the backup is another one', () => {
    const store = storeWith(2);
    const made = backedUp(store.dir);
    const db = openDb(made.path);
    db.exec("UPDATE deal SET title = 'Mark-1' WHERE title = 'mark-1'");
    db.close();
    refused(store, made.path, { type: 'BackupDamaged' });
  });

  it('the backup was put back to an earlier state under its old name', () => {
    const store = storeWith(1);
    const early = backedUp(store.dir);
    expect(makeDeal(store, 2).ok).toBe(true);
    const late = backedUp(store.dir, noon + 1000);
    writeFileSync(late.path, readFileSync(early.path));
    refused(store, late.path, { type: 'BackupDamaged' });
  });

  it('the backup is of another workspace', () => {
    const other = storeWith(1);
    const made = backedUp(other.dir);
    other.close();
    refused(storeWith(1), made.path, { type: 'BackupOfAnother' });
  });

  it('the store is open elsewhere', () => {
    const store = storeWith(2);
    const made = backedUp(store.dir);
    expect(restore(store.dir, made.path)).toEqual({ ok: false, error: { type: 'StoreInUse' } });
    expect(makeDeal(store, 3).ok).toBe(true);
    store.close();
  });
});

it.each(migrations.slice(1).map((_migration, at) => at + 1))(
  'a backup of schema %i is brought up to date before it is examined',
  (version) => {
    const store = storeWith(2);
    store.close();
    const earlier = join(tempDir(), 'earlier');
    makeEarlier(store.dir, earlier, version);
    expect(restore(store.dir, dbPath(earlier))).toEqual({ ok: true, value: { kept: '20261122T120000Z' } });
    const restored = openAt(store.dir);
    expect([deals(restored), Number(restored.db.pragma('user_version')), doctorOf(restored)]).toEqual([2, migrations.length, []]);
    restored.close();
  },
);

it('a backup of an earlier version is folded anew before it is examined', () => {
  const store = storeWith(2);
  const made = backedUp(store.dir);
  store.close();
  const db = openDb(made.path);
  db.exec("UPDATE setting SET value = '1' WHERE key = 'foldVersion'");
  db.exec('DELETE FROM deal_state');
  db.close();
  expect(restore(store.dir, made.path).ok).toBe(true);
  const restored = openAt(store.dir);
  expect(doctorOf(restored)).toEqual([]);
  restored.close();
});
