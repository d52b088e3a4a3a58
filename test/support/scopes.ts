/** Who holds what: a workspace of two teams at a hub of this process, and everything that a store says, read out to the last blob. */
import type { AddressInfo } from 'node:net';
import { makeSetUpCode } from '../../src/hub/codes.ts';
import type { AmendLimits, HubContext } from '../../src/hub/hubContext.ts';
import type { HubDb } from '../../src/hub/hubDb.ts';
import { unpack } from '../../src/platform/compress.ts';
import { createAccount, logActivity } from '../../src/shared/accounts/contract.ts';
import { createTeam, joinTeam } from '../../src/shared/admin/contract.ts';
import type { AccessRole } from '../../src/shared/admin/schema.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { createDeal, editDeal, setDealOwner } from '../../src/shared/pipeline/contract.ts';
import { bulkEdit } from '../../src/shared/pipeline/bulkContract.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { publish } from '../../src/shared/sync/statusContract.ts';
import { aHub } from '../hub/hubFixture.ts';
import { anApp, type TestApp } from './anApp.ts';
import { aDeal, nok } from './builders.ts';
import { ofDeals } from './exchange.ts';
import { aDevice } from './syncDevices.ts';

export type Name = 'nils' | 'anna' | 'bo';
export type World = {
  readonly hub: HubContext;
  /** Time goes by at the hub. */
  readonly wait: (ms: number) => void;
  readonly kari: TestApp;
  readonly people: Readonly<Record<Name, Id<'Person'>>>;
  readonly teams: { readonly north: Id<'Team'>; readonly south: Id<'Team'> };
  /** Ids of deals by their title. */
  readonly deals: Readonly<Record<string, Id<'Deal'>>>;
  readonly join: (name: string, person: Id<'Person'>, access: AccessRole) => Promise<TestApp>;
};

/** Titles say whose: no word of one stands in another. */
const deals: readonly (readonly [title: string, owner: Name | 'kari' | null])[] = [
  ['Nordlys', 'nils'],
  ['Nattlampe', 'nils'],
  ['Akvarium', 'anna'],
  ['Algefilter', 'anna'],
  ['Bøyelager', 'bo'],
  ['Fyrtårn', null],
  ['Kaiplass', 'kari'],
];

/** Kari runs the workspace; Nils is the northern team, Anna and Bo are the southern one. All deals stand at one account and have a note. */
export const twoTeams = async ({ db, limits }: { readonly db?: HubDb; readonly limits?: AmendLimits } = {}): Promise<World> => {
  const hub = await aHub({ ...(db === undefined ? {} : { db }), ...(limits === undefined ? {} : { limits }) });
  await hub.server.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(hub.server.server.address() as AddressInfo).port}`;
  const kari = await anApp();
  const people = {
    nils: await kari.aPerson('Nils', 'seller'),
    anna: await kari.aPerson('Anna', 'seller'),
    bo: await kari.aPerson('Bo', 'seller'),
  };
  const north = (await kari.run(createTeam, { name: 'North' })).id;
  const south = (await kari.run(createTeam, { name: 'South' })).id;
  await kari.run(joinTeam, { teamId: north, personId: people.nils });
  for (const personId of [people.anna, people.bo]) await kari.run(joinTeam, { teamId: south, personId });
  const { id: accountId } = await kari.run(createAccount, { name: 'Havbruk AS' });
  const ids: Record<string, Id<'Deal'>> = {};
  for (const [title, owner] of deals) {
    const ownerId = owner === null ? null : owner === 'kari' ? (kari.me as Id<'Person'>) : people[owner];
    const { id } = await kari.run(createDeal, aDeal({ title, accountId, ownerId, amount: nok(1_000) }));
    // Who makes a deal owns it until somebody says otherwise.
    if (owner === null) await kari.run(setDealOwner, { id, personId: null });
    await kari.run(editDeal, { id, nextStep: `Call about ${title}` });
    await kari.run(logActivity, { accountId, dealId: id, kind: 'note', body: `Said of ${title}` });
    ids[title] = id;
  }
  // One set of all of them: each device gets a part of it.
  await kari.run(bulkEdit, { which: { ids: Object.values(ids) }, change: { expectedClose: day('2026-12-24') } });
  await kari.run(publish, { hub: url, code: await makeSetUpCode(hub.context) });
  let seed = 100;
  const join: World['join'] = async (name, person, access) => {
    seed += 10;
    const app = await aDevice(kari, { url }, { name, access, person, seed });
    return app;
  };
  return { hub: hub.context, wait: hub.ports.clock.advance, kari, people, teams: { north, south }, deals: ids, join };
};

const textOf = (value: unknown): string => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value));

/**
 * Everything that the tables of a store say: of each blob its bytes, of each payload what is packed in it. What this device wrote and the hub
 * refused lies in the inbox of its author and is left out: nobody but the author put it there.
 */
export const everythingIn = (app: TestApp): string => {
  const { db } = app.store;
  const parts: string[] = [];
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").all([]);
  for (const { name } of names) {
    const own = name === 'change_set' ? ' WHERE refused IS NULL OR length(payload) < 2' : '';
    for (const row of db.prepare(`SELECT * FROM "${String(name)}"${own}`).all([]))
      for (const [column, value] of Object.entries(row)) {
        parts.push(textOf(value));
        if (name === 'change_set' && column === 'payload') parts.push(unpack(value as Uint8Array));
      }
  }
  return parts.join('\n').toLowerCase();
};

/** Ids of every row of a deal, as a store that holds all of it knows them. */
export const marksOf = (whole: TestApp, dealId: string): readonly string[] =>
  ofDeals.flatMap(([table, column]) =>
    whole.store.db
      .prepare(`SELECT id FROM ${table} WHERE ${column} = ?`)
      .all([dealId])
      .map(({ id }) => String(id)),
  );

/** The titles of which a store holds every mark, and those of which it holds any. */
export const heldOf = (world: World, app: TestApp): { readonly whole: readonly string[]; readonly any: readonly string[] } => {
  const everything = everythingIn(app);
  const titles = Object.keys(world.deals).toSorted();
  const marks = (title: string): readonly string[] => [title.toLowerCase(), ...marksOf(world.kari, world.deals[title] ?? '')];
  return {
    whole: titles.filter((title) => marks(title).every((mark) => everything.includes(mark))),
    any: titles.filter((title) => marks(title).some((mark) => everything.includes(mark))),
  };
};
