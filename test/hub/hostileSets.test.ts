/** Hostile sets at a real hub: none is taken over that the matrix forbids, each that is does what it says alone, and every device says what the hub says. */
import { expect, it } from 'vitest';
import { examine } from '../../src/main/core/doctor.ts';
import type { PayloadValue } from '../../src/shared/sync/changeSet.ts';
import { standings } from '../faults/matrix.ts';
import { aWorld, fill, type Someone } from '../faults/rightsWorld.ts';
import { model } from '../support/ownModel.ts';
import { testPatience } from '../support/patience.ts';
import { seeded } from '../support/seeded.ts';
import { aFollower, differences, plainRow, rowsOfHub, rowsOfStore, unlike } from './followers.ts';
import { believe, type Beliefs, type Cells, hostileClient, type HostileSet, keyOf } from './hostileSets.ts';
import { aHub, aWorkspace, noQuotas, type TestHub } from './hubFixture.ts';
import { storages } from './storages.ts';

/** Sets of a run; a full one has 100,000. */
const wanted = Number(process.env['SAMSPILL_HOSTILE_SETS'] ?? '') || 800;
const seed = process.env['SAMSPILL_HOSTILE_SEED'] ?? 'hostile sets';
const perMessage = 40;
/** Milliseconds that a set takes on a busy machine at most. */
const slowest = 500;

const writers = [
  'seller-sales-none',
  'seller-marketing-none',
  'seller-sales-salesLeader',
  'manager-sales-none',
  'guest-sales-none',
  'former',
];

/** What the hub holds before anybody tries. */
const firstBeliefs = async ({ context }: TestHub): Promise<Beliefs> => {
  const rows = await context.db.read((sql) =>
    sql.all("SELECT tbl, id, cells, made_hash FROM hub_held WHERE workspace = 'w1' ORDER BY tbl, id"),
  );
  const all = rows.flatMap(({ tbl, id, cells, made_hash: hash }) => {
    const table = model.catalog.synced.get(String(tbl));
    return table === undefined ? [] : [{ table, id: String(id), made: JSON.parse(String(cells)) as Cells, isAsMade: hash === null }];
  });
  const owners = all.flatMap(({ table, made }): readonly [string, string | null][] =>
    table.name === 'ownership' ? [[String(made['recordId']), made['personId'] as string | null]] : [],
  );
  return {
    known: all.filter(({ isAsMade }) => isAsMade),
    now: new Map(all.map(({ table, id, made }) => [keyOf(table.name, id), made])),
    owners: new Map(owners),
  };
};

it.each(storages)('hostile sets on $kind', { timeout: testPatience + wanted * slowest }, async ({ open }) => {
  const hub = await aHub({ db: await open(), model, quotas: noQuotas });
  const world = await aWorld(
    hub,
    standings.filter(({ name }) => writers.includes(name)),
  );
  await fill(world, await aWorkspace(hub, 'w2', 'lars'));
  const beliefs = await firstBeliefs(hub);
  const client = hostileClient(world, beliefs, seeded(seed));
  const [all, ...partly] = [
    world.kari,
    ...world.everybody.filter(({ standing }) => standing.access !== 'guest' && standing.former !== true).map(({ device }) => device),
  ].map((device) => aFollower(hub, device));
  if (all === undefined) throw new Error('nobody follows');
  const taken: string[] = [];
  const counts = { applied: 0, refused: 0, allowedAndRefused: 0 };
  const tell = (who: Someone, set: HostileSet, type: string, why: PayloadValue): void => {
    if (type === 'applied') {
      counts.applied += 1;
      if (set.isForbidden) taken.push(`${who.standing.name}: ${set.ops.map(({ what }) => what).join(' + ')}`);
      believe(beliefs, set);
      return;
    }
    counts.refused += 1;
    if (set.isForbidden) return;
    counts.allowedAndRefused += 1;
    if (set.ops.length === 1 && !set.ops[0]?.what.includes(' again '))
      taken.push(`${why} though allowed: ${who.standing.name}: ${set.ops[0]?.what}`);
  };
  for (let sent = 0; sent < wanted; sent += perMessage) {
    const who = world.everybody[(sent / perMessage) % world.everybody.length];
    if (who === undefined) throw new Error('nobody writes');
    for (let at = 0; at < perMessage; at += 1) {
      // One by one: what is believed of a set is believed with those before it.
      const set = client.next(who);
      const about = { schema: model.schema, ...(set.isForbidden && at % 5 === 0 ? { hlc: '1' } : {}) };
      const [result] = await who.device.push(who.device.write(set.payload, about));
      tell(who, set, result?.type ?? 'none', result?.type === 'refused' ? result.refused.reason : null);
    }
    hub.ports.clock.advance(1_000);
  }
  expect(taken).toEqual([]);
  expect(counts.applied).toBeGreaterThan(wanted / 10);
  expect(counts.refused).toBeGreaterThan(wanted / 3);

  const believed = new Map([...beliefs.now].map(([key, cells]) => [key, plainRow(model.catalog, key, cells)]));
  const there = await rowsOfHub(hub, 'w1');
  expect(unlike(there, believed)).toEqual([]);
  expect(await differences(hub, 'w1', all)).toEqual([]);
  for (const { store, pull } of partly) {
    await pull();
    const rows = rowsOfStore(store);
    expect(unlike(rows, new Map([...there].filter(([key]) => rows.has(key))))).toEqual([]);
  }
  for (const { store } of [all, ...partly]) {
    const { findings, breaches } = examine({ ...store, integrity: store.integrity });
    expect([findings, breaches]).toEqual([[], []]);
  }
  expect(hub.ports.defects).toEqual([]);
});
