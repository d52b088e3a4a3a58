/** What a hub gives out: each role × each table × whose record, over two kinds of records with owners; also to a device that lies about what it was told. */
import { describe, expect, it } from 'vitest';
import { tables } from '../../src/shared/schema/tables.ts';
import type { Payload, PayloadValue } from '../../src/shared/sync/changeSet.ts';
import { readPayload } from '../../src/shared/sync/changeSet.ts';
import { protocolVersion, type PullAnswer } from '../../src/shared/sync/hubProtocol.ts';
import { model } from '../support/ownModel.ts';
import {
  aHub as aHubOn,
  aTeam,
  aWorkspace,
  change,
  dealRows,
  insert,
  invited,
  ownedBy,
  type TestDevice,
  type TestHub,
  together,
  valueFor,
} from './hubFixture.ts';
import { storages } from './storages.ts';

const happened = { happenedAt: 1, happenedDay: '2026-11-21' };
const value = { amountMinor: 1, currency: 'NOK', expectedClose: null, estimate: 0, monthlyMinor: null, termMonths: null };

/** One row of everything that follows a deal; ids name table and deal. */
const ofDeal = (id: string): Payload =>
  together(
    insert('deal_value', { id: `deal_value-${id}`, dealId: id, ...value, ...happened }),
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

/** The same of a plan, some of it two steps away. */
const ofPlan = (id: string): Payload =>
  together(
    insert('plan_step', { id: `plan_step-${id}`, planId: id, words: 'x', ...happened }),
    insert('plan_remark', { id: `plan_remark-${id}`, stepId: `plan_step-${id}`, authorId: 'kari', body: 'x' }),
    insert('verdict', { id: `verdict-${id}`, planId: id, byId: 'kari', words: 'x', ...happened }),
    insert('fact_void', { id: `plan_void-${id}`, factTable: 'plan_step', factId: `plan_step-${id}`, ...happened }),
  );

const followed = new Set(['fact_void', 'deal', 'deal_value', 'stage_move', 'deal_credit']);
/** A row of every other table, as few cells as a hub asks for. */
const others: readonly Payload[] = tables
  .filter(({ name, sync }) => sync !== 'derived' && !followed.has(name))
  .map((table) => {
    const cells = Object.entries(table.columns).map(([name, column]): [string, PayloadValue] => {
      if (name === 'id') return [name, `other-${table.name}`];
      if (name === 'recordId') return [name, 'other-account'];
      if (name === 'authorId') return [name, 'kari'];
      if (table.name === 'membership' && name === 'position') return [name, 'none'];
      if (column.optional) return [name, null];
      return [name, valueFor(column)];
    });
    return insert(table.name, { ...Object.fromEntries(cells), ...(table.sync === 'fact' ? happened : {}) });
  });

const whose = ['own', 'team', 'other', 'none'] as const;
type Whose = (typeof whose)[number];
const dealTables = ['deal', 'o', 'deal_value', 'stage_move', 'deal_credit', 'activity', 'void', 'unvoid'];
const planTables = ['plan', 'po', 'plan_step', 'plan_remark', 'verdict', 'plan_void'];

const rolesOf = {
  admin: [],
  manager: ['manager', {}],
  seller: ['seller', {}],
  marketer: ['seller', { function: 'marketing' }],
  controller: ['seller', { function: 'management' }],
  leader: ['manager', { position: 'salesLeader' }],
  guest: ['seller', {}],
  ceo: ['seller', { function: 'management', position: 'ceo' }],
} as const;
type Who = keyof typeof rolesOf;
const everybody = Object.keys(rolesOf) as readonly Who[];

type World = { readonly hub: TestHub; readonly devices: Readonly<Record<Who, TestDevice>> };

/** Whose a record is, is said from where the seller stands; `bo` is of the same team, and so is the leader. */
const aWorld = async (hub: TestHub): Promise<World> => {
  const kari = await aWorkspace(hub);
  const devices: Partial<Record<Who, TestDevice>> = { admin: kari };
  for (const who of everybody) {
    const [access, more] = rolesOf[who];
    if (access !== undefined) devices[who] = await invited(hub, kari, access, who, more);
  }
  const all = devices as World['devices'];
  const role = (await kari.pull())
    .flatMap(({ payload }) => readPayload(payload).i ?? [])
    .flatMap(([table, columns, rows]) => (table === 'membership' ? rows.map((row) => [row[0], row[columns.indexOf('personId')]]) : []))
    .find(([, person]) => person === all.guest.person)?.[0];
  // What the hub wrote for the invitations has its own stamp: the change of a role is later than that.
  hub.ports.clock.advance(1_000);
  const owners: Readonly<Record<Whose, string | null>> = { own: all.seller.person, team: 'bo', other: 'cia', none: null };
  const plans = whose.map((of) =>
    together(insert('plan', { id: `p-${of}`, title: of, note: null }), ownedBy(`po-p-${of}`, `p-${of}`, owners[of])),
  );
  const slips = (['own', 'team', 'other'] as const).map((of) =>
    insert('payslip', { id: `payslip-${of}`, personId: owners[of], amount: 1 }),
  );
  const results = await kari.push(
    kari.write(
      together(change('membership', String(role), { access: 'guest' }), aTeam('north', all.seller.person, 'bo', all.leader.person)),
    ),
    ...whose.map((of) => kari.write(dealRows(of, owners[of]))),
    ...plans.map((plan) => kari.write(plan)),
    ...whose.map((of) => kari.write(ofDeal(of))),
    ...whose.map((of) => kari.write(ofPlan(`p-${of}`))),
    // One set of all, so that parts of it have to be left out.
    kari.write(together(...whose.map((of) => change('deal', of, { nextStep: `of ${of}` })), ...others, ...slips)),
    ...whose.map((of) =>
      kari.write(
        together(change('activity', `activity-${of}`, { body: 'y' }), change('plan_remark', `plan_remark-p-${of}`, { body: 'y' })),
      ),
    ),
    ...(['own', 'team', 'other'] as const).map((of) => kari.write(change('payslip', `payslip-${of}`, { amount: 2 }))),
  );
  expect(results.filter(({ type }) => type !== 'applied')).toEqual([]);
  return { hub, devices: all };
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

const dealIds = (...of: readonly Whose[]): readonly string[] =>
  of.flatMap((one) => dealTables.map((table) => (table === 'deal' ? one : `${table}-${one}`)));
const planIds = (...of: readonly Whose[]): readonly string[] =>
  of.flatMap((one) => planTables.map((table) => (table === 'plan' ? `p-${one}` : `${table}-p-${one}`)));
const slipIds = (...of: readonly Whose[]): readonly string[] => of.map((one) => `payslip-${one}`);
const otherIds = others.map(({ i }) => String(i?.[0]?.[2][0]?.[0]));
const without = (...names: readonly string[]): readonly string[] => otherIds.filter((id) => !names.some((name) => id === `other-${name}`));

const imports = ['import_batch', 'external_ref', 'import_problem', 'import_decision', 'import_mapping'];
const openToGuests = ['workspace', 'person', 'membership', 'team', 'team_member', 'stage', 'stage_criterion', 'close_reason'];
const records = (...of: readonly Whose[]): readonly string[] => [...dealIds(...of), ...planIds(...of)];

/** Who sees what, written down by hand. */
const sees: Readonly<Record<Who, readonly string[]>> = {
  admin: [...records(...whose), ...otherIds],
  manager: [...records(...whose), ...otherIds],
  seller: [...records('own', 'team', 'none'), ...without(...imports), ...slipIds('own')],
  marketer: [...records(...whose), ...without(...imports)],
  controller: [...records(...whose), ...without(...imports)],
  leader: [...records(...whose), ...otherIds, ...slipIds('own', 'team')],
  guest: openToGuests.map((table) => `other-${table}`),
  ceo: [...records(...whose), ...without(...imports), ...slipIds('own', 'team', 'other')],
};

const named = new Set([...records(...whose), ...otherIds, ...slipIds('own', 'team', 'other')]);
const hidden = ['cia', ...records('other').filter((id) => id !== 'other')];

describe.each(storages)('a hub on $kind', ({ open }) => {
  const aHub = async () => aHubOn({ db: await open(), model });

  it('gives each role the rows that are its to read, and no others', async () => {
    const { hub, devices } = await aWorld(await aHub());
    for (const who of everybody) {
      const seen = idsIn(await ask(hub, devices[who], 0, null)).filter((id) => named.has(id));
      expect([who, seen]).toEqual([who, sees[who].toSorted()]);
    }
  });

  it('gives nothing away to a device that lies about what it was told', async () => {
    const {
      hub,
      devices: { seller },
    } = await aWorld(await aHub());
    const views = [
      { access: 'admin', mates: [], at: 0 },
      { access: 'admin', mates: [], at: 999_999 },
      { access: 'seller', mates: ['cia'], at: 5 },
      { roles: [{ access: 'seller', function: 'sales', position: 'none' }], mates: ['cia'], at: 5 },
      { roles: [{ access: 'seller', function: 'marketing', position: 'ceo' }], mates: [], at: 999_999 },
      null,
    ];
    const claims = [
      'x',
      '[]',
      '{"view":1}',
      ...views.map((view) => JSON.stringify([{ upTo: null, view }])),
      JSON.stringify(Array.from({ length: 100 }, (_, upTo) => ({ upTo, view: null }))),
    ];
    const last = (await ask(hub, seller, 0, null)).sets.length;
    for (const claim of claims)
      for (const after of [0, 8, last]) {
        const text = JSON.stringify(await ask(hub, seller, after, claim));
        expect(
          hidden.filter((id) => text.includes(id)),
          claim,
        ).toEqual([]);
      }
    // What nobody understands is told anew from the beginning, in parts.
    const anew = await ask(hub, seller, last, 'x');
    expect(anew.amended?.map(({ hubSeq }) => hubSeq)).toEqual(Array.from({ length: last }, (_, at) => at + 1));
  });

  it('tells a program that knows of no scopes to be brought up to date, where it would have to leave something out', async () => {
    const { hub, devices } = await aWorld(await aHub());
    const body = { epoch: hub.context.epoch, after: 0 };
    for (const who of ['seller', 'marketer', 'manager'] as const)
      expect(await hub.post('/v1/pull', body, devices[who].access)).toMatchObject({ status: 426, body: { error: 'protocolTooOld' } });
    // Only who holds every position sees pay slips and imports, and so the whole of everything.
    const kari = devices.admin;
    const [made] = await devices.ceo.push(
      devices.ceo.write(
        insert('membership', {
          id: 'm2',
          personId: 'kari',
          access: 'admin',
          function: 'sales',
          position: 'ceo',
          fromDay: null,
          toDay: null,
        }),
      ),
    );
    expect(made).toMatchObject({ type: 'applied' });
    const plain = await hub.post('/v1/pull', body, kari.access);
    expect([plain.status, 'scope' in plain.body, 'amended' in plain.body]).toEqual([200, false, false]);
  });

  it('brings a device that was told by a role alone what its function lets it see, and nothing twice where that is the same', async () => {
    const { hub, devices } = await aWorld(await aHub());
    const told = (roles: readonly object[], mates: readonly string[], at: number) =>
      JSON.stringify([{ upTo: null, view: { roles, mates, at }, told: protocolVersion }]);
    const last = (await ask(hub, devices.marketer, 0, null)).sets.length;
    // As a hub of the version before told it: every member was in sales.
    const before = JSON.stringify([{ upTo: null, view: { access: 'seller', mates: [devices.marketer.person], at: last } }]);
    const widened = await ask(hub, devices.marketer, last, before);
    expect(
      idsIn(widened)
        .filter((id) => dealIds('own', 'team', 'other').includes(id))
        .toSorted(),
    ).toEqual(dealIds('own', 'team', 'other').toSorted());
    expect(await ask(hub, devices.marketer, last, widened.scope ?? null)).toMatchObject({ amended: [], sets: [] });
    expect(widened.scope).toBe(told([{ access: 'seller', function: 'marketing', position: 'none' }], [], last));

    const mates = [devices.seller.person, 'bo', devices.leader.person].toSorted();
    const earlier = JSON.stringify([{ upTo: null, view: { access: 'seller', mates, at: last } }]);
    const again = await ask(hub, devices.seller, last, earlier);
    // With parts of sets came their salts: each part is told again, without.
    expect(again.amended?.length).toBeGreaterThan(0);
    expect([again.amended?.every(({ partial, salt }) => partial && salt === null), again.sets, again.scope]).toEqual([
      true,
      [],
      told([{ access: 'seller', function: 'sales', position: 'none' }], mates, last),
    ]);
    expect(await ask(hub, devices.seller, last, again.scope ?? null)).toMatchObject({ amended: [], sets: [] });
  });
});
