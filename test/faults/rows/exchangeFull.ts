/** D1x: the disk of a hub or of a device is full in an exchange; the answer says so, nothing is half there or lost, and with room it all goes on. */
import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { makeSetUpCode } from '../../../src/hub/codes.ts';
import type { HubDb } from '../../../src/hub/hubDb.ts';
import { openSqliteHub } from '../../../src/hub/sqliteDb.ts';
import type { SyncTrouble } from '../../../src/shared/sync/statusContract.ts';
import type { Seeded } from '../../support/seeded.ts';
import { begin, type Device, exchange, heal, hereUrl, hubHere, joinNew, portsOf, publishNew, unequal } from '../company.ts';
import { newPlace, openPlace } from '../hubs.ts';
import { journalOf, newNotes, type Notes } from '../marked.ts';
import { faultsOf, journalFaults } from '../oracle.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';
import { makeDeal } from '../work.ts';
import { type SmallDisk, smallDisk } from './diskFull.ts';

const kinds = ['pages of the hub', 'pages of the device', 'hub on PostgreSQL', 'disk of the hub', 'disk of the device'] as const;
type Kind = (typeof kinds)[number];

/** Takes the room away but for a little, and gives it back. */
type Room = { readonly take: (random: Seeded) => Promise<void>; readonly give: () => Promise<void> };

const pagesOfHub = (db: HubDb): Room => {
  const limit = (pages: number) => db.read((sql) => sql.all(`PRAGMA max_page_count = ${pages}`));
  return {
    take: async (random) => {
      const pages = Number((await db.read((sql) => sql.all('PRAGMA page_count')))[0]?.['page_count']);
      await limit(pages + random.below(12));
    },
    give: async () => {
      await limit(1_073_741_823);
    },
  };
};

const pagesOfDevice = ({ store }: Device): Room => ({
  take: (random) => {
    store.db.pragma(`max_page_count = ${Number(store.db.pragma('page_count')) + random.below(12)}`);
    return Promise.resolve();
  },
  give: () => {
    store.db.pragma('max_page_count = 1073741823');
    return Promise.resolve();
  },
});

/** PostgreSQL’s own words for a full disk, said in the middle of a transaction: its files lie on no disk that a row could fill. */
const fullPostgres = (db: HubDb): Room => ({
  take: async (random) => {
    await db.write(async (sql) => {
      await sql.run(
        `CREATE OR REPLACE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION USING ERRCODE = ''53100''; END'`,
      );
      const table = random.pick(['hub_set', 'hub_held', 'hub_workspace']);
      await sql.run(
        `CREATE TRIGGER no_room BEFORE ${table === 'hub_workspace' ? 'UPDATE' : 'INSERT'} ON ${table} EXECUTE FUNCTION no_room()`,
      );
    });
  },
  give: async () => {
    await db.write(async (sql) => {
      await sql.run('DROP FUNCTION no_room() CASCADE');
    });
  },
});

const onDisk = (dir: string, disk: SmallDisk): Room => ({
  take: (random) => {
    const { blocks, bfree, bsize } = statfsSync(dir);
    disk.resize(Math.ceil(((blocks - bfree) * bsize) / 1024) + 8 + random.below(120));
    return Promise.resolve();
  },
  give: () => {
    disk.resize(60_000);
    return Promise.resolve();
  },
});

type World = { readonly one: Device; readonly two: Device; readonly notes: Notes; mark: number };

const write = (world: World, { store }: Device, count: number): void => {
  for (let n = 0; n < count; n += 1) {
    world.mark += 1;
    world.notes.tried.add(world.mark);
    const made = makeDeal(store, world.mark, 'x'.repeat(280));
    if (!made.ok) throw new Lost('a write', [made.error.type]);
    world.notes.acknowledged.push({ mark: world.mark, seq: null, hash: null });
  }
};

/** Works and exchanges until it is refused for want of room; what was refused must have changed nothing but what was exchanged before. */
const untilFull = async (
  world: World,
  expected: readonly SyncTrouble[],
  network: Parameters<typeof exchange>[1],
): Promise<readonly string[]> => {
  const { one, two } = world;
  for (let turn = 0; turn < 60; turn += 1) {
    write(world, one, 12);
    for (const device of [one, two]) {
      const round = await exchange(device, network);
      if (round.ok) continue;
      const problems = expected.includes(round.error.type) ? [] : [`an exchange without room answered ${round.error.type}`];
      // Both stores are whole meanwhile, and who works alone goes on.
      return [...problems, ...faultsOf(one.store), ...faultsOf(two.store)];
    }
  }
  return ['there always was room'];
};

const openHub = async (kind: Kind, dir: string): Promise<HubDb> =>
  kind === 'hub on PostgreSQL' ? openPlace(await newPlace('PostgreSQL', dir)) : openSqliteHub(dir);

const runOnce = async (kind: Kind, place: string, random: Seeded): Promise<'struck' | 'not tried'> => {
  const [hubDir, deviceDir] = [join(place, 'hub'), join(place, 'two')];
  const mounted = kind === 'disk of the hub' ? hubDir : kind === 'disk of the device' ? deviceDir : null;
  mkdirSync(place, { recursive: true });
  const disk = mounted === null ? null : smallDisk(mounted);
  if (mounted !== null && disk === null) return 'not tried';
  disk?.resize(60_000);
  try {
    const db = await openHub(kind, hubDir);
    const hub = await hubHere(db, portsOf(`${place} hub`, { ms: begin }));
    const one = await publishNew(join(place, 'one'), { url: hereUrl, code: await makeSetUpCode(hub.context) }, hub.network);
    const two = await joinNew(deviceDir, one, hereUrl, 'admin', hub.network);
    const world: World = { one, two, notes: newNotes(), mark: 0 };
    try {
      write(world, two, 3);
      const isOfDevice = kind === 'pages of the device' || kind === 'disk of the device';
      const room =
        disk !== null && mounted !== null
          ? onDisk(mounted, disk)
          : isOfDevice
            ? pagesOfDevice(two)
            : kind === 'hub on PostgreSQL'
              ? fullPostgres(db)
              : pagesOfHub(db);
      await room.take(random);
      mustBeEmpty(kind, await untilFull(world, isOfDevice ? ['DiskFull'] : ['HubBusy'], hub.network));
      await room.give();
      await heal([one, two], hub.network, `${kind}, with room again`);
      mustBeEmpty(kind, [...unequal([one, two]), ...[one, two].flatMap(({ store }) => journalFaults(store, journalOf(world.notes), 0))]);
    } finally {
      for (const { store } of [one, two]) store.close();
      await hub.close();
    }
  } finally {
    disk?.remove();
  }
  return 'struck';
};

export const exchangeFull: Row = {
  name: 'D1x',
  title: 'a full disk in an exchange, at the hub or at the device',
  rounds: 60,
  shortSeconds: 3,
  run: async ({ random, dir, again, fault, note }) => {
    const first = random.below(kinds.length);
    let struck = 0;
    let notTried = 0;
    for (let round = 0; again() || struck === 0; round += 1) {
      const kind = kinds[(first + round) % kinds.length] ?? 'pages of the hub';
      const place = join(dir, `round${round}`);
      if ((await runOnce(kind, place, random)) === 'struck') {
        fault(kind);
        struck += 1;
      } else notTried += 1;
      rmSync(place, { recursive: true, force: true });
    }
    if (notTried > 0) note(`NOT TRIED in ${notTried} rounds: a file system of its own (mounting is not allowed here)`);
  },
};
