/** D1: the disk is full in a write, an import, a migration, a backup or a PDF; the answer says so, reading works, nothing is half done, and with space it all goes on. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../../../src/main/app.ts';
import { makeStoreBackup, stageStoreBackup } from '../../../src/main/contexts/backups/soundness.ts';
import { openWorkspaceStore } from '../../../src/main/contexts/openWorkspace.ts';
import { migrations } from '../../../src/shared/schema/migrations/list.ts';
import { migrate } from '../../../src/main/core/migrate.ts';
import type { Store } from '../../../src/main/core/store.ts';
import { withPrinter } from '../../../src/main/hosts/print/printingApp.ts';
import { dbErrorKind, openDb } from '../../../src/main/platform/database.ts';
import { systemPorts } from '../../../src/main/platform/ports.ts';
import { instant } from '../../../src/shared/kernel/day.ts';
import { ok } from '../../../src/shared/kernel/result.ts';
import { fileDeals, writeCsvFolders } from '../../support/dealCsv.ts';
import { importPath } from '../../support/imports.ts';
import type { Seeded } from '../../support/seeded.ts';
import { copyStore, dbPath, newStore, openAt } from '../../support/stores.ts';
import { faultsOf } from '../oracle.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';
import { makeDeal, workOn } from '../work.ts';

const one = (store: Store, sql: string): number => Number(store.db.prepare(sql).get([])?.['n']);
const countDeals = 'SELECT count(*) AS n FROM deal';
const countSets = 'SELECT count(*) AS n FROM change_set';

/** SQLite's own limit: the database cannot grow past this many pages more than it has. */
const limitTo = (store: Store, more: number): void => {
  store.db.pragma(`max_page_count = ${Number(store.db.pragma('page_count')) + more}`);
};
const unlimited = (store: Store): void => {
  store.db.pragma('max_page_count = 1073741823');
};

/** Writes until it is refused; returns how many deals were acknowledged. */
const fill = (store: Store, mark: number): number => {
  for (let made = 0; made < 5_000; made += 1) {
    const done = makeDeal(store, mark + made, 'x'.repeat(250));
    if (done.ok) continue;
    if (done.error.type !== 'DiskFull') throw new Lost('a write on a full disk', [`answered ${done.error.type}`]);
    return made;
  }
  throw new Lost('a write on a full disk', ['the disk never was full']);
};

const inWrite = (dir: string, giveSpace: (store: Store) => void, store: Store): readonly string[] => {
  const before = one(store, countDeals);
  const sets = one(store, countSets);
  const made = fill(store, 1_000_000);
  const problems = [
    ...(one(store, countDeals) === before + made ? [] : ['the deals are not those that were acknowledged']),
    ...(one(store, countSets) === sets + made ? [] : ['the log is not what was acknowledged']),
    ...faultsOf(store),
  ];
  giveSpace(store);
  if (!makeDeal(store, 2_000_000).ok) problems.push('no write with space again');
  store.close();
  const again = openAt(dir);
  if (one(again, countDeals) !== before + made + 1) problems.push('another number of deals after opening again');
  problems.push(...faultsOf(again));
  again.close();
  return problems;
};

const inImport = (store: Store, path: string, random: Seeded, deals: number): readonly string[] | null => {
  const sets = one(store, countSets);
  const before = one(store, countDeals);
  limitTo(store, random.below(120));
  const refused = importPath(store, path);
  if (refused.ok) return null;
  const problems = [
    ...(refused.error.type === 'DiskFull' ? [] : [`the import answered ${refused.error.type}`]),
    ...(one(store, countSets) === sets && one(store, countDeals) === before ? [] : ['a part of the batch is stored']),
    ...faultsOf(store),
  ];
  unlimited(store);
  const done = importPath(store, path);
  if (!done.ok || one(store, countDeals) !== before + deals) problems.push('the import does not work with space again');
  return [...problems, ...faultsOf(store)];
};

const inMigration = (dir: string, random: Seeded): readonly string[] => {
  mkdirSync(dir, { recursive: true });
  const db = openDb(dbPath(dir));
  db.pragma(`max_page_count = ${1 + random.below(60)}`);
  let kind: string | null = 'none';
  try {
    migrate(db, { migrations });
  } catch (error) {
    kind = dbErrorKind(error);
  }
  const objects = Number(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get([])?.['n']);
  const version = Number(db.pragma('user_version'));
  db.close();
  const problems = [
    ...(kind === 'full' ? [] : [`the migration ended with ${kind}`]),
    ...(objects === 0 && version === 0 ? [] : [`${objects} objects of version ${version} are left`]),
  ];
  const store = newStore(dir);
  if (Number(store.db.pragma('user_version')) !== migrations.length) problems.push('the migration does not work with space again');
  problems.push(...faultsOf(store));
  store.close();
  return problems;
};

export type SmallDisk = { readonly resize: (kib: number) => void };

/** A real file system of its own that is really full; null where this user may not mount one. */
export const smallDisk = (dir: string): (SmallDisk & { readonly remove: () => void }) | null => {
  mkdirSync(dir, { recursive: true });
  const mount = (options: string): void => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', dir], { stdio: 'ignore' });
  };
  try {
    mount('size=8m');
  } catch {
    return null;
  }
  return {
    resize: (kib) => {
      mount(`remount,size=${kib}k`);
    },
    remove: () => {
      execFileSync('umount', [dir], { stdio: 'ignore' });
    },
  };
};

/** A first start on a disk too small for the schema, then writes until the disk is full, each time with space given back. */
const onSmallDisk = (dir: string, disk: SmallDisk, random: Seeded): readonly string[] => {
  const storeDir = join(dir, 'store');
  const problems: string[] = [];
  disk.resize(40 + random.below(300));
  const refused = openWorkspaceStore({ dir: storeDir, ports: systemPorts, create: true });
  if (refused.ok) {
    refused.value.close();
    problems.push('a store opened on a disk that cannot hold it');
  } else if (refused.error.type !== 'DiskFull') problems.push(`the first start answered ${refused.error.type}`);
  disk.resize(1_500 + random.below(1_500));
  const store = newStore(storeDir);
  return [...problems, ...inWrite(storeDir, () => disk.resize(12_000), store)];
};

/** Backups beside an older one, on a disk that has no room for a second: the store's own disk, or another. */
const inBackup = (base: string, place: string, disk: SmallDisk, random: Seeded): readonly string[] => {
  const isOwnDisk = random.below(2) === 0;
  disk.resize(20_000);
  const storeDir = copyStore(base, isOwnDisk ? join(place, 'store') : `${place}-store`);
  const folder = isOwnDisk ? null : place;
  const at = folder ?? join(storeDir, 'backups');
  const made = (second: number) => {
    const clock = { now: () => instant(Date.UTC(2026, 0, 1, 0, 0, second)) };
    return makeStoreBackup({ storeDir, folder, ports: { ...systemPorts, clock } });
  };
  const older = made(0);
  if (!older.ok) return [`no backup with space: ${older.error.type}`];
  const used = statfsSync(place);
  // Where the store lies on the same disk, one more deal has to fit: a change writes some twenty pages of the log beside the database.
  const room = isOwnDisk ? 256 : 8;
  disk.resize(((used.blocks - used.bfree) * used.bsize) / 1024 + room + random.below(older.value.bytes / 1024 - room - 8));
  const refused = made(1);
  const left = readdirSync(at);
  const store = openAt(storeDir);
  const problems = [
    ...(refused.ok || refused.error.type !== 'BackupDiskFull'
      ? [`a backup on a full disk answered ${refused.ok ? 'well' : refused.error.type}`]
      : []),
    ...(left.join() === older.value.name ? [] : [`left in the folder: ${left.join(', ')}`]),
    ...(makeDeal(store, 3_000_000).ok ? [] : ['the store does not go on']),
    ...faultsOf(store),
  ];
  store.close();
  disk.resize(40_000);
  const again = made(2);
  if (!again.ok) problems.push(`no backup with space again: ${again.error.type}`);
  const staged = stageStoreBackup({ storeDir, file: join(at, older.value.name), ports: systemPorts });
  if (!staged.ok) problems.push(`the older backup is not whole any more: ${staged.error.type}`);
  rmSync(`${place}-store`, { recursive: true, force: true });
  return problems;
};

/** A report that is longer than the disk has room for. The printer is a stub: what is tried is where its bytes go. */
const inPdf = async (base: string, place: string, disk: SmallDisk, random: Seeded): Promise<readonly string[]> => {
  disk.resize(20_000);
  const storeDir = copyStore(base, join(place, 'store'));
  const opened = createApp({ storeDir, ports: systemPorts, language: 'en', create: null });
  if (!opened.ok) return [`the store does not open: ${opened.error.type}`];
  const app = opened.value;
  const bytes = new Uint8Array(200_000 + random.below(1_000_000)).fill(65);
  const printing = withPrinter(app, app.files, { print: async () => ok({ bytes, refused: [] }) });
  const ask = () => printing.call('reports.print', { report: 'pipeline', language: 'en' });
  const files = (): string => readdirSync(join(storeDir, 'staging')).join();
  try {
    await app.call('pipeline.stages', {});
    const used = statfsSync(place);
    disk.resize(((used.blocks - used.bfree) * used.bsize) / 1024 + 4 + random.below(bytes.byteLength / 1024 - 8));
    const before = files();
    const refused = await ask();
    const read = await app.call('pipeline.deals', {});
    const problems = [
      ...(refused.ok || refused.error.type !== 'DiskFull'
        ? [`a PDF on a full disk answered ${refused.ok ? 'well' : refused.error.type}`]
        : []),
      ...(files() === before ? [] : ['half a PDF is left']),
      ...(read.ok ? [] : [`reading answered ${read.error.type}`]),
    ];
    disk.resize(40_000);
    const again = await ask();
    if (!again.ok) problems.push(`no PDF with space again: ${again.error.type}`);
    return problems;
  } finally {
    await app.close();
  }
};

export const diskFull: Row = {
  name: 'D1',
  title: 'a full disk',
  rounds: 100,
  shortSeconds: 7,
  run: async ({ random, dir, again, fault, note }) => {
    const deals = 150;
    const files = writeCsvFolders(join(dir, 'csv'), fileDeals(deals, 'full disk'));
    const base = newStore(join(dir, 'base'));
    workOn(base, random, 5);
    if (!importPath(base, files.known).ok) throw new Lost('the base', ['no import']);
    base.close();
    let hadSmallDisk = true;
    for (let round = 0; again(); round += 1) {
      const place = join(dir, `round${round}`);
      const kind = (['write', 'import', 'migration', 'small disk', 'backup', 'PDF'] as const)[round % 6] ?? 'write';
      const where = `round ${round} (${kind})`;
      if (kind === 'write') {
        const store = openAt(copyStore(base.dir, place));
        limitTo(store, random.below(40));
        mustBeEmpty(where, inWrite(place, unlimited, store));
      } else if (kind === 'import') {
        const store = openAt(copyStore(base.dir, place));
        const problems = inImport(store, files.deals, random, deals);
        store.close();
        if (problems === null) continue;
        mustBeEmpty(where, problems);
      } else if (kind === 'migration') {
        mustBeEmpty(where, inMigration(place, random));
      } else {
        const disk = smallDisk(place);
        hadSmallDisk = disk !== null;
        if (disk === null) continue;
        try {
          if (kind === 'backup') mustBeEmpty(where, inBackup(base.dir, place, disk, random));
          else if (kind === 'PDF') mustBeEmpty(where, await inPdf(base.dir, place, disk, random));
          else mustBeEmpty(where, onSmallDisk(place, disk, random));
        } finally {
          disk.remove();
        }
      }
      fault(kind);
    }
    if (!hadSmallDisk) note('NOT TRIED: a file system of its own (mounting is not allowed here)');
  },
};
