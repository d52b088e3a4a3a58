/** What a hub gives out: each role × each table × whose deal, also to a device that lies about what it was told, and from a hub made before. */
import { describe, expect, it } from 'vitest';
import { openHub } from '../../src/hub/hubContext.ts';
import { tables } from '../../src/shared/schema/tables.ts';
import type { Payload, PayloadValue } from '../../src/shared/sync/changeSet.ts';
import { readPayload } from '../../src/shared/sync/changeSet.ts';
import type { PullAnswer } from '../../src/shared/sync/hubProtocol.ts';
import {
  aHub as aHubOn,
  aTeam,
  aWorkspace,
  change,
  dealRows,
  insert,
  invited,
  type TestDevice,
  type TestHub,
  together,
} from './hubFixture.ts';
import { storages } from './storages.ts';

const happened = { happenedAt: 1, happenedDay: '2026-11-21' };

/** One row of everything that follows a deal; ids name table and deal. */
const followers = (id: string): Payload =>
  together(
    insert('deal_value', {
      id: `deal_value-${id}`,
      dealId: id,
      amountMinor: 1,
      currency: 'NOK',
      expectedClose: null,
      estimate: 0,
      monthlyMinor: null,
      termMonths: null,
      ...happened,
    }),
    insert('stage_move', { id: `stage_move-${id}`, dealId: id, toStageId: 's', reason: null, closeReasonId: null, ...happened }),
    insert('deal_credit', { id: `deal_credit-${id}`, dealId: id, shares: '[]', ...happened }),
    insert('activity', {
      id: `activity-${id}`,
      accountId: 'a',
      dealId: id,
      contactId: null,
      kind: 'note',
      team: 'sales',
      authorId: 'kari',
      body: 'x',
      happenedAt: 1,
    }),
    insert('fact_void', { id: `void-${id}`, factTable: 'deal_value', factId: `deal_value-${id}`, ...happened }),
    insert('fact_void', { id: `unvoid-${id}`, factTable: 'fact_void', factId: `void-${id}`, ...happened }),
  );

/** A row of every other table, as few cells as a hub asks for. */
const others: readonly Payload[] = tables
  .filter(({ name, sync }) => sync !== 'derived' && !['fact_void', 'deal', 'deal_value', 'stage_move', 'deal_credit'].includes(name))
  .map((table) => {
    const cells = Object.entries(table.columns).map(([name, column]): [string, PayloadValue] => {
      if (name === 'id') return [name, `other-${table.name}`];
      if (name === 'recordId') return [name, 'other-account'];
      if (column.optional) return [name, null];
      return [name, column.sql === 'INTEGER' ? 0 : (column.choices?.[0] ?? 'x')];
    });
    return insert(table.name, { ...Object.fromEntries(cells), ...(table.sync === 'fact' ? happened : {}) });
  });

const owners = { own: 'anna', team: 'bo', other: 'cia', none: null } as const;
const everyDeal = Object.keys(owners);
const dealTables = ['deal', 'o', 'deal_value', 'stage_move', 'deal_credit', 'activity', 'void', 'unvoid'];

type World = {
  readonly hub: TestHub;
  readonly kari: TestDevice;
  readonly manager: TestDevice;
  readonly seller: TestDevice;
  readonly guest: TestDevice;
};

const aWorld = async (hub: TestHub): Promise<World> => {
  const kari = await aWorkspace(hub);
  const manager = await invited(hub, kari, 'manager', 'Mona');
  const seller = await invited(hub, kari, 'seller', 'Anna');
  const guest = await invited(hub, kari, 'seller', 'Gus');
  const role = (await kari.pull())
    .flatMap(({ payload }) => readPayload(payload).i ?? [])
    .flatMap(([table, columns, rows]) => (table === 'membership' ? rows.map((row) => [row[0], row[columns.indexOf('personId')]]) : []))
    .find(([, person]) => person === guest.person)?.[0];
  // What the hub wrote for the invitations has its own stamp: the change of a role is later than that.
  hub.ports.clock.advance(1_000);
  const results = await kari.push(
    kari.write(together(change('membership', String(role), { access: 'guest' }), aTeam('north', seller.person, 'bo'))),
    ...Object.entries(owners).map(([id, owner]) => kari.write(dealRows(id, owner === 'anna' ? seller.person : owner))),
    ...everyDeal.map((id) => kari.write(followers(id))),
    // One set of all, so that parts of it have to be left out.
    kari.write(together(...everyDeal.map((id) => change('deal', id, { nextStep: `of ${id}` })), ...others)),
    ...everyDeal.map((id) => kari.write(change('activity', `activity-${id}`, { body: 'y' }))),
  );
  expect(results.map(({ type }) => type)).toEqual(results.map(() => 'applied'));
  return { hub, kari, manager, seller, guest };
};

type Pulled = Pick<PullAnswer, 'sets' | 'amended' | 'scope'>;
const ask = async ({ context, post }: TestHub, by: TestDevice, after: number, scope: string | null): Promise<Pulled> => {
  const answer = await post('/v1/pull', { epoch: context.epoch, after, scope }, by.access);
  expect(answer.status).toBe(200);
  return answer.body as unknown as Pulled;
};

/** Ids of all rows that an answer makes or writes. */
const idsIn = ({ sets, amended = [] }: Pulled): readonly string[] => {
  const ids = [...sets, ...amended].flatMap(({ payload }) => {
    const { i = [], u = [] } = readPayload(payload);
    return [...i.flatMap(([, columns, rows]) => rows.map((row) => String(row[columns.indexOf('id')]))), ...u.map(([, id]) => id)];
  });
  return [...new Set(ids)].toSorted();
};

const ofDeals = (...deals: readonly string[]): readonly string[] =>
  deals.flatMap((deal) => dealTables.map((table) => (table === 'deal' ? deal : `${table}-${deal}`)));
const importTables = ['import_batch', 'external_ref', 'import_problem', 'import_decision', 'import_mapping'];
const openToGuests = ['workspace', 'person', 'membership', 'team', 'team_member', 'stage', 'stage_criterion', 'close_reason'];

describe.each(storages)('a hub on $kind', ({ open }) => {
  const aHub = async () => aHubOn({ db: await open() });

  it('gives each role the rows that are its to read, and no others', async () => {
    const { hub, kari, manager, seller, guest } = await aWorld(await aHub());
    const known = (ids: readonly string[]) => ids.filter((id) => id.startsWith('other-') || ofDeals(...everyDeal).includes(id));
    const all = [...ofDeals(...everyDeal), ...others.map(({ i }) => String(i?.[0]?.[2][0]?.[0]))].toSorted();
    const seen = async (by: TestDevice) => known(idsIn(await ask(hub, by, 0, null)));
    expect(await seen(kari)).toEqual(all);
    expect(await seen(manager)).toEqual(all);
    expect(await seen(seller)).toEqual(
      all.filter((id) => !ofDeals('other').includes(id) && !importTables.some((table) => id === `other-${table}`)),
    );
    expect(await seen(guest)).toEqual(openToGuests.map((table) => `other-${table}`).toSorted());
  });

  it('gives nothing away to a device that lies about what it was told', async () => {
    const { hub, seller } = await aWorld(await aHub());
    const views = [
      { access: 'admin', mates: [], at: 0 },
      { access: 'admin', mates: [], at: 999_999 },
      { access: 'seller', mates: ['cia'], at: 5 },
      null,
    ];
    const claims = [
      'x',
      '[]',
      '{"view":1}',
      ...views.map((view) => JSON.stringify([{ upTo: null, view }])),
      JSON.stringify(Array.from({ length: 100 }, (_, upTo) => ({ upTo, view: null }))),
    ];
    for (const claim of claims)
      for (const after of [0, 8, 12]) {
        const text = JSON.stringify(await ask(hub, seller, after, claim));
        expect(text.includes('cia') || ofDeals('other').some((id) => id !== 'other' && text.includes(id)), claim).toBe(false);
      }
    // What nobody understands is told anew from the beginning, in parts.
    const anew = await ask(hub, seller, 12, 'x');
    expect(anew.amended?.map(({ hubSeq }) => hubSeq)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
  });

  it('tells a program that knows of no scopes to be brought up to date, where it would have to leave something out', async () => {
    const { hub, manager, seller } = await aWorld(await aHub());
    const body = { epoch: hub.context.epoch, after: 0 };
    expect(await hub.post('/v1/pull', body, seller.access)).toMatchObject({ status: 426, body: { error: 'protocolTooOld' } });
    const plain = await hub.post('/v1/pull', body, manager.access);
    expect([plain.status, 'scope' in plain.body, 'amended' in plain.body]).toEqual([200, false, false]);
  });

  it('brings a device that was given everything before there were scopes down to what its person may see', async () => {
    const { hub, seller } = await aWorld(await aHub());
    const rows = async (sql: string) => JSON.stringify(await hub.context.db.read((db) => db.all(sql)));
    const touched = 'SELECT * FROM hub_touch ORDER BY workspace, record, hub_seq';
    const owned = 'SELECT workspace, deal, owner FROM hub_owner ORDER BY deal';
    const before = [await rows(touched), await rows(owned)];
    // As a hub of the version before has it.
    await hub.context.db.write(async (sql) => {
      await sql.run('DELETE FROM hub_touch');
      await sql.run('DELETE FROM hub_owner');
      await sql.run('UPDATE hub SET version = 1');
    });
    await openHub(hub.context.db, hub.ports);
    expect([await rows(touched), (await rows(owned)).replaceAll(/\{[^{}]*"owner":null\},?/gu, '')]).toEqual(before);
    expect(await rows('SELECT version FROM hub')).toContain('2');
    const all = (await ask(hub, seller, 0, null)).sets.length;
    const narrowed = await ask(hub, seller, all, null);
    expect(idsIn(narrowed).filter((id) => ofDeals('other').includes(id))).toEqual([]);
    // Its deal, what follows it, the set of all deals, and the note that was written again.
    expect(narrowed.amended?.length).toBe(4);
    expect(await ask(hub, seller, all, narrowed.scope ?? null)).toMatchObject({ amended: [], sets: [] });
  });
});
