/** K2: a process is killed while it brings a store to this version; the store is of the old version or of the new one, never between, and nothing is lost. */
import { join } from 'node:path';
import { meOf } from '../../../src/main/contexts/openWorkspace.ts';
import { linkHub } from '../../../src/main/core/hubLink.ts';
import { syncLog } from '../../../src/main/core/syncLog.ts';
import { migrations } from '../../../src/shared/schema/migrations/list.ts';
import { pullAll, pushAll } from '../../support/exchange.ts';
import { fileDeals, writeCsvFolders } from '../../support/dealCsv.ts';
import { bareVersion, makeEarlier, versionOf } from '../../support/earlierStores.ts';
import { importPath } from '../../support/imports.ts';
import { copyStore, dbPath, newStore, openAt } from '../../support/stores.ts';
import { tinyHub } from '../../support/tinyHub.ts';
import { begin } from '../company.ts';
import { sleep, startChild } from '../children.ts';
import { faultsOf } from '../oracle.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';

const versions = migrations.slice(1).map((_migration, index) => index + 1);
const killsPerVersion = 20;
const dealsInStore = 500;

/** The first version whose stores speak to a hub. */
const firstWithHub = 5;

const numberAll = (dir: string): void => {
  const store = openAt(dir);
  linkHub(store, { workspace: 'K2', url: 'http://127.0.0.1:1', epoch: 'one', person: meOf(store) });
  const hub = tinyHub(() => begin);
  pushAll(syncLog(store), hub);
  pullAll(syncLog(store), hub);
  store.close();
};

type Known = { readonly head: string; readonly deals: number };

const knownOf = (dir: string): Known & { readonly faults: readonly string[] } => {
  const store = openAt(dir);
  try {
    const head = JSON.stringify(store.db.prepare('SELECT local_seq, op_count, lower(hex(running)) AS running FROM head').get([]));
    const deals = Number(store.db.prepare('SELECT count(*) AS n FROM deal_state').get([])?.['n']);
    return { head, deals, faults: faultsOf(store) };
  } finally {
    store.close();
  }
};

/** What is wrong with a store that was left behind by a killed migration. */
const problemsOf = (dir: string, from: number, known: Known, scratch: string): readonly string[] => {
  const version = versionOf(dbPath(dir), scratch);
  const between = version === from || version === migrations.length ? [] : [`neither version ${from} nor ${migrations.length}: ${version}`];
  const { head, deals, faults } = knownOf(dir);
  return [
    ...between,
    ...faults,
    ...(head === known.head ? [] : [`the log ends at ${head} instead of ${known.head}`]),
    ...(deals === known.deals ? [] : [`${deals} deals instead of ${known.deals}`]),
  ];
};

/** A migration that stopped half way must not pass: else the row proves nothing. */
const checkItself = (dir: string): void => {
  for (const version of versions) {
    // One that only writes rows leaves the same tables half way as whole: what it wrote is the doctor's to see.
    if (!(migrations[version]?.statements ?? []).some((sql) => /^\s*(?:CREATE|ALTER|DROP)\b/iu.test(sql))) continue;
    const half = join(dir, `half${version}.db`);
    bareVersion(half, version, 1).close();
    if (versionOf(half, join(dir, 'scratch.db')) !== null)
      throw new Lost('the row itself', [`half of migration ${version + 1} goes unseen`]);
  }
};

export const killMigration: Row = {
  name: 'K2',
  title: 'kill -9 in migration, from every version',
  rounds: versions.length * killsPerVersion,
  shortSeconds: 10,
  run: async ({ random, dir, again, fault, note }) => {
    checkItself(dir);
    const today = join(dir, 'today');
    const store = newStore(today);
    const files = writeCsvFolders(join(dir, 'csv'), fileDeals(dealsInStore, 'migration'));
    if (!importPath(store, files.known).ok || !importPath(store, files.deals).ok) throw new Error('no import');
    while (store.catchUp(dealsInStore));
    store.close();
    // Numbered by a hub whose clock is another: what it says of the time is told from what the authors say.
    const numbered = copyStore(today, join(dir, 'numbered'));
    numberAll(numbered);
    const known = knownOf(today);
    const scratch = join(dir, 'scratch.db');
    const made = new Map<number, { readonly dir: string; takes: number }>();
    const madeFor = async (version: number) => {
      const earlier = join(dir, `version${version}`);
      makeEarlier(version < firstWithHub ? today : numbered, earlier, version);
      // The same undisturbed: how long it takes, and that what was made is a store that this version can bring up to date.
      const whole = copyStore(earlier, join(dir, 'whole'));
      const child = startChild('migrateProgram.ts', { storeDir: whole });
      await child.ready;
      const started = performance.now();
      const { code, errors } = await child.ended;
      if (code !== 0) throw new Lost(`version ${version}`, [`is not brought up to date: ${errors.slice(-500)}`]);
      mustBeEmpty(`version ${version}, undisturbed`, problemsOf(whole, version, known, scratch));
      return { dir: earlier, takes: performance.now() - started };
    };
    for (let round = 0; again(); round += 1) {
      const version = versions[round % versions.length] ?? 1;
      const from = made.get(version) ?? (await madeFor(version));
      made.set(version, from);
      const struck = copyStore(from.dir, join(dir, 'struck'));
      const child = startChild('migrateProgram.ts', { storeDir: struck });
      await child.ready;
      const started = performance.now();
      // More often early than late: the schema changes in the first part of what an opening does, the folds follow.
      await sleep(Math.floor((random.below(Math.ceil(from.takes)) * random.below(100)) / 100));
      child.kill();
      const { code, errors } = await child.ended;
      // Who was done before the kill came shows how long it really takes: the next kills come earlier.
      if (code === 0) from.takes = Math.min(from.takes, Math.max(2, (performance.now() - started) * 0.7));
      if (code !== null && code !== 0) throw new Lost(`round ${round}`, [`ended by itself with ${code}: ${errors.slice(-500)}`]);
      const left = versionOf(dbPath(copyStore(struck, join(dir, 'left'))), scratch);
      if (code === null) fault(left === version ? `${version} stayed` : `${version} was through`);
      mustBeEmpty(`round ${round}, from version ${version}`, problemsOf(struck, version, known, scratch));
    }
    note(`stores of ${dealsInStore} deals, versions ${versions.join(', ')} to ${migrations.length}`);
  },
};
