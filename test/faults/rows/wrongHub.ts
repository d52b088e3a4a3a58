/** W1: another hub, an empty one, one that was put back, or no hub at all answers; nothing here is deleted, the state is named, and all meet again. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { makeSetUpCode } from '../../../src/hub/codes.ts';
import type { Network } from '../../../src/main/contexts/sync/hubClient.ts';
import { forgetEpoch } from '../../../src/main/core/hubLink.ts';
import { syncLog } from '../../../src/main/core/syncLog.ts';
import type { SyncTrouble } from '../../../src/shared/sync/statusContract.ts';
import type { HubPlace } from '../../hub/hubProcess.ts';
import { contentOf } from '../../support/exchange.ts';
import type { Seeded } from '../../support/seeded.ts';
import { begin, type Device, exchange, heal, hereUrl, hubHere, type HubHere, joinNew, portsOf, publishNew, unequal } from '../company.ts';
import { kindsInTurn, newPlace, openPlace, sharedPostgres } from '../hubs.ts';
import { journalOf, newNotes, type Notes, writeMarked } from '../marked.ts';
import { journalFaults } from '../oracle.ts';
import { mustBeEmpty, type Row } from '../row.ts';
import { pages, pageServer } from '../wrongNetworks.ts';

const open = async (place: HubPlace, seed: string): Promise<HubHere> => hubHere(await openPlace(place), portsOf(seed, { ms: begin }));

/** A copy of a hub that nobody has open: what a backup of it would bring back. */
const copyPlace = async (place: HubPlace, dir: string): Promise<HubPlace> => {
  if ('store' in place) {
    cpSync(place.store, dir, { recursive: true });
    return { store: dir };
  }
  const url = await (await sharedPostgres()).newUrl();
  const [from, to] = [place.url, url].map((one) => new URL(one).pathname.slice(1));
  const client = new pg.Client({ connectionString: url.replace(`/${to}`, '/postgres') });
  await client.connect();
  await client.query(`DROP DATABASE ${to}`);
  await client.query(`CREATE DATABASE ${to} TEMPLATE ${from}`);
  await client.end();
  return { url };
};

/** Everything that a device holds of its own and of others, and what it still has to send. */
const stateOf = ({ store }: Device): string =>
  JSON.stringify([contentOf(store), store.db.prepare('SELECT count(*) AS n FROM change_set').get([]), syncLog(store).waiting()]);

/** Each device tries to exchange with what is not its hub: it must stop with one of these names, and be as it was. */
const mustStop = async (
  what: string,
  devices: readonly Device[],
  network: Network,
  troubles: readonly SyncTrouble[],
): Promise<readonly string[]> => {
  const problems: string[] = [];
  for (const [at, device] of devices.entries()) {
    const before = stateOf(device);
    const round = await exchange(device, network);
    const answer = round.ok ? 'went well' : round.error.type;
    if (round.ok || !troubles.includes(round.error.type)) problems.push(`${what}: device ${at} ${answer}`);
    if (stateOf(device) !== before) problems.push(`${what}: device ${at} is not as it was`);
  }
  return problems;
};

type World = { devices: readonly Device[]; readonly notes: Notes; readonly random: Seeded; mark: number };

const work = (world: World, count: number): void => {
  for (const { store } of world.devices) {
    for (let n = 0; n < count; n += 1) {
      world.mark += 1;
      writeMarked(store, world.random, world.mark, world.notes);
    }
  }
};

/** All hold the same, everything that anybody wrote once, and nothing waits. */
const lost = ({ devices, notes }: World): readonly string[] => [
  ...unequal(devices),
  ...devices.flatMap(({ store }, at) => journalFaults(store, journalOf(notes), 0).map((problem) => `store ${at}: ${problem}`)),
];

export const wrongHub: Row = {
  name: 'W1',
  title: 'a wrong, empty or restored hub, or none at all',
  rounds: 40,
  shortSeconds: 2,
  run: async ({ random, dir, again, fault, note }) => {
    let putBack = 0;
    const kindAt = kindsInTurn(random);
    for (let round = 0; again() || round === 0; round += 1) {
      const kind = kindAt(round);
      const place = join(dir, `round${round}`);
      const where = `round ${round} (${kind})`;
      const hubPlace = await newPlace(kind, join(place, 'hub'));
      let hub = await open(hubPlace, `${place} hub`);
      const others: HubHere[] = [];
      try {
        const first = await publishNew(join(place, 'a'), { url: hereUrl, code: await makeSetUpCode(hub.context) }, hub.network);
        const world: World = {
          devices: [first, await joinNew(join(place, 'b'), first, hereUrl, 'admin', hub.network)],
          notes: newNotes(),
          random,
          mark: 0,
        };
        work(world, 1 + random.below(4));
        await heal(world.devices, hub.network, where);
        await hub.close();
        const older = await copyPlace(hubPlace, join(place, 'older'));
        hub = await open(hubPlace, `${place} hub again`);
        work(world, 1 + random.below(4));
        await heal(world.devices, hub.network, where);
        // From here on something waits at each: it must still wait afterwards.
        work(world, 1 + random.below(3));
        const empty = await open(await newPlace(kind, join(place, 'empty')), `${place} empty`);
        const stranger = await open(await newPlace(kind, join(place, 'stranger')), `${place} stranger`);
        others.push(empty, stranger);
        const theirs = await publishNew(join(place, 'c'), { url: hereUrl, code: await makeSetUpCode(stranger.context) }, stranger.network);
        theirs.store.close();
        mustBeEmpty(where, await mustStop('an empty hub', world.devices, empty.network, ['HubReplaced']));
        fault('empty hub');
        mustBeEmpty(where, await mustStop('another workspace’s hub', world.devices, stranger.network, ['HubReplaced']));
        fault('another hub');
        for (const [name, listener] of Object.entries(pages)) {
          const server = await pageServer(listener);
          try {
            mustBeEmpty(where, await mustStop(name, world.devices, server.network, ['NotAHub', 'HubUnreachable']));
          } finally {
            await server.close();
          }
          fault('no hub');
        }
        await heal(world.devices, hub.network, `${where}, at its own hub again`);
        mustBeEmpty(where, lost(world));
        // The hub comes back as it was some time ago: with work that waits or without, and before or after somebody new has joined it.
        const restored = await open(older, `${place} restored`);
        others.push(restored);
        if (random.below(2) === 0) work(world, 1 + random.below(3));
        const isGrown = random.below(2) === 0;
        const known = world.devices;
        if (isGrown) {
          const late = await joinNew(join(place, 'd'), first, hereUrl, 'admin', restored.network);
          const alone = { ...world, devices: [late] };
          work(alone, 1 + random.below(3));
          world.mark = alone.mark;
          await heal([late], restored.network, `${where}, somebody new`);
          world.devices = [...known, late];
        }
        mustBeEmpty(where, await mustStop('a hub that was put back', known, restored.network, ['HubReplaced']));
        fault(isGrown ? 'hub put back, and grown since' : 'hub put back');
        // Everything is pushed again, by either device first.
        const order = random.below(2) === 0 ? world.devices : world.devices.toReversed();
        for (const { store } of known) forgetEpoch(store);
        await heal(order, restored.network, `${where}, pushing everything again`);
        mustBeEmpty(`${where}, after everything was pushed again`, lost(world));
        fault('pushed again');
        putBack += 1;
        for (const { store } of world.devices) store.close();
      } finally {
        await hub.close();
        for (const other of others) await other.close();
      }
      rmSync(place, { recursive: true, force: true });
    }
    note(`${putBack} hubs put back got everything again; ${Object.keys(pages).length} kinds of what is no hub`);
  },
};
