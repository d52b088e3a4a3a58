/** The hub and the client allow the same: real sets of every command are made in the app, and pushed in the name of every role. */
import { describe, expect, it } from 'vitest';
import { readSets } from '../../src/main/core/changeLog.ts';
import { accessRoles, type AccessRole } from '../../src/shared/admin/schema.ts';
import { entries } from '../../src/shared/contract.ts';
import type { Payload } from '../../src/shared/sync/changeSet.ts';
import type { JoinAnswer, PushResult } from '../../src/shared/sync/hubProtocol.ts';
import { makeSetUpCode } from '../../src/hub/codes.ts';
import { aDeal, anApp, nok, type TestApp } from '../support/builders.ts';
import { aHub, deviceOf, newKey, type TestDevice } from './hubFixture.ts';

type World = {
  readonly app: TestApp;
  /** The person of the role in question, and somebody else. */
  readonly me: string;
  readonly other: string;
  /** As the admin; answers what the command answered. */
  readonly make: (name: string, input: unknown) => Promise<{ readonly id: string }>;
};
type Call = readonly [name: string, input: unknown];

const dealOf = async ({ make, me, other }: World, whose: string): Promise<string> => {
  const { id: accountId } = await make('accounts.create', { name: 'Fjordfisk' });
  const ownerId = whose === 'own' ? me : other;
  return (await make('pipeline.createDeal', { ...aDeal({ amount: nok(5_000) }), accountId, ownerId })).id;
};
const account = async ({ make }: World): Promise<string> => (await make('accounts.create', { name: 'Fjordfisk' })).id;
const view = { name: 'Mine', params: { filter: 'open', sort: 'title' } };

/** Commands on a deal, for one’s own and for somebody else’s. */
const onDeals: readonly ((world: World, id: string) => Call)[] = [
  (_world, id) => ['pipeline.editDeal', { id, title: 'Another', nextStep: 'Call' }],
  (_world, id) => ['pipeline.setDealValue', { id, amount: nok(7_000) }],
  ({ app }, id) => ['pipeline.moveDeal', { id, toStageId: app.stage('meeting'), reason: 'x' }],
  ({ app }, id) => ['pipeline.setDealOwner', { id, personId: app.me }],
  (_world, id) => ['pipeline.setDealOwner', { id, personId: null }],
  (_world, id) => ['pipeline.removeDeal', { id }],
  (_world, id) => ['pipeline.setDealTerms', { id, currency: 'NOK', oneOff: 100n, monthly: 200n }],
  ({ me, other }, id) => [
    'pipeline.setDealCredit',
    {
      id,
      shares: [
        { personId: me, shareBp: 5_000 },
        { personId: other, shareBp: 5_000 },
      ],
    },
  ],
  ({ app }, id) => ['pipeline.placeDeal', { id, toStageId: app.stage('meeting'), reason: 'x' }],
  (_world, id) => ['pipeline.bulkEdit', { which: { ids: [id] }, change: { nextStep: 'All of them' } }],
];

/** All other commands; each makes what it needs as the admin first. */
const commands: readonly ((world: World) => Promise<Call>)[] = [
  async () => ['pipeline.createDeal', aDeal()],
  async ({ other }) => ['pipeline.createDeal', { ...aDeal({ amount: nok(1) }), ownerId: other }],
  async () => ['accounts.create', { name: 'Nord' }],
  async (world) => ['accounts.edit', { id: await account(world), location: 'Bodø' }],
  async (world) => ['accounts.remove', { id: await account(world) }],
  async (world) => ['accounts.setOwner', { id: await account(world), personId: world.other }],
  async (world) => ['accounts.createContact', { accountId: await account(world), name: 'Ola' }],
  async (world) => {
    const { id } = await world.make('accounts.createContact', { accountId: await account(world), name: 'Ola' });
    return ['accounts.editContact', { id, title: 'CEO' }];
  },
  async (world) => {
    const { id } = await world.make('accounts.createContact', { accountId: await account(world), name: 'Ola' });
    return ['accounts.removeContact', { id }];
  },
  async (world) => ['accounts.logActivity', { accountId: await account(world), kind: 'call', body: 'Hello' }],
  async (world) => {
    const { id } = await world.make('accounts.logActivity', { accountId: await account(world), kind: 'call', body: 'Hello' });
    return ['accounts.editActivity', { id, body: 'Again' }];
  },
  async (world) => {
    const { id } = await world.make('accounts.logActivity', { accountId: await account(world), kind: 'note', body: 'Hello' });
    return ['accounts.removeActivity', { id }];
  },
  async (world) => ['accounts.addKnowledge', { accountId: await account(world), side: 'salesKnows', body: 'Buys in May' }],
  async (world) => {
    const { id } = await world.make('accounts.addKnowledge', { accountId: await account(world), side: 'salesKnows', body: 'Buys in May' });
    return ['accounts.editKnowledge', { id, body: 'Buys in June' }];
  },
  async (world) => {
    const { id } = await world.make('accounts.addKnowledge', { accountId: await account(world), side: 'salesKnows', body: 'Buys in May' });
    return ['accounts.removeKnowledge', { id }];
  },
  async () => ['accounts.createProduct', { name: 'Sensor', price: nok(10) }],
  async ({ make }) => ['accounts.setPrice', { productId: (await make('accounts.createProduct', { name: 'Sensor' })).id, price: nok(20) }],
  async (world) => {
    const [keep, gone] = [await account(world), await account(world)];
    await world.make('accounts.createContact', { accountId: gone, name: 'Ola' });
    await world.make('pipeline.createDeal', { ...aDeal(), accountId: gone, ownerId: world.other });
    return ['accounts.merge', { keep, gone }];
  },
  async () => ['pipeline.createStage', { name: 'Trial', position: 250, probabilityBp: 5_000 }],
  async ({ app }) => ['pipeline.editStage', { id: app.stage('meeting'), probabilityBp: 4_321 }],
  async ({ app, make }) => [
    'pipeline.placeStage',
    { id: (await make('pipeline.createStage', { name: 'T', position: 900, probabilityBp: 1 })).id, after: app.stage('qualified') },
  ],
  async ({ make }) => [
    'pipeline.removeStage',
    { id: (await make('pipeline.createStage', { name: 'T', position: 900, probabilityBp: 1 })).id },
  ],
  async ({ app }) => ['pipeline.addCriterion', { stageId: app.stage('meeting'), text: 'Agreed' }],
  async ({ app, make }) => [
    'pipeline.removeCriterion',
    { id: (await make('pipeline.addCriterion', { stageId: app.stage('meeting'), text: 'A' })).id },
  ],
  async () => ['pipeline.saveView', view],
  async ({ make }) => ['pipeline.editView', { id: (await make('pipeline.saveView', { ...view, shared: true })).id, name: 'Ours' }],
  async ({ make }) => ['pipeline.removeView', { id: (await make('pipeline.saveView', { ...view, shared: true })).id }],
  async () => ['admin.editWorkspace', { name: 'Havbryn II' }],
  async () => ['admin.createPerson', { name: 'Dag' }],
  async ({ make }) => ['admin.editPerson', { id: (await make('admin.createPerson', { name: 'Dag' })).id, email: 'dag@example.no' }],
  async ({ make }) => [
    'admin.addMembership',
    { personId: (await make('admin.createPerson', { name: 'Dag' })).id, access: 'seller', function: 'sales' },
  ],
  async ({ make }) => {
    const { id: personId } = await make('admin.createPerson', { name: 'Dag' });
    const { id } = await make('admin.addMembership', { personId, access: 'seller', function: 'sales' });
    return ['admin.endMembership', { id, lastDay: '2026-12-24' }];
  },
  async ({ make }) => {
    const { id: personId } = await make('admin.createPerson', { name: 'Dag' });
    const { id } = await make('admin.addMembership', { personId, access: 'seller', function: 'sales' });
    return ['admin.changeRoles', { changes: [{ id, access: 'seller', function: 'marketing', position: 'none' }] }];
  },
  async () => ['admin.createTeam', { name: 'North' }],
  async ({ make }) => ['admin.editTeam', { id: (await make('admin.createTeam', { name: 'North' })).id, office: 'Bodø' }],
  async ({ make, other }) => ['admin.joinTeam', { teamId: (await make('admin.createTeam', { name: 'North' })).id, personId: other }],
  async ({ make, other }) => {
    const { id: teamId } = await make('admin.createTeam', { name: 'North' });
    await make('admin.joinTeam', { teamId, personId: other });
    return ['admin.leaveTeam', { teamId, personId: other, lastDay: '2026-12-24' }];
  },
  async () => ['admin.addRate', { currency: 'EUR', rate: '11.5', perUnits: 1, day: '2026-11-20', source: 'Norges Bank' }],
  async ({ make }) => [
    'admin.removeRate',
    { id: (await make('admin.addRate', { currency: 'USD', rate: '10', perUnits: 1, day: '2026-11-20', source: 'x' })).id },
  ],
  async ({ other }) => [
    'admin.setRevenueTarget',
    { fromDay: '2027-01-01', toDay: '2027-12-31', scope: { type: 'person', id: other }, amount: nok(1) },
  ],
  async ({ make, other }) => {
    const { id } = await make('admin.setRevenueTarget', {
      fromDay: '2028-01-01',
      toDay: '2028-12-31',
      scope: { type: 'person', id: other },
      amount: nok(1),
    });
    return ['admin.removeRevenueTarget', { id }];
  },
  async (world) => {
    const id = await account(world);
    await world.make('accounts.remove', { id });
    return ['trash.restore', { table: 'account', id }];
  },
  ...['own', 'other'].map((whose) => async (world: World): Promise<Call> => {
    const id = await dealOf(world, whose);
    await world.make('pipeline.removeDeal', { id });
    return ['trash.restore', { table: 'deal', id }];
  }),
];

/** Commands that this walk does not make: they are walked elsewhere, or write nothing that travels. */
const elsewhere = [
  'setup.setUp',
  'imports.undoBatch',
  'imports.saveMapping',
  'imports.decide',
  'history.undo',
  'history.redo',
  'history.undoSet',
  'store.settleLoss',
];

/** The app of an admin, published to a hub, and a device in the name of each role. */
const aShared = async () => {
  const app = await anApp();
  const hub = await aHub();
  let pushedTo = 0;
  const payloads = (): readonly Payload[] => {
    const sets = readSets(app.store.db, pushedTo, 10_000);
    pushedTo = sets.at(-1)?.seq ?? pushedTo;
    return sets.map(({ payload }) => payload);
  };
  const code = await makeSetUpCode(hub.context);
  const keys = newKey();
  const answer = await hub.post('/v1/publish', { code, workspace: 'w1', name: 'Havbryn', person: app.me, key: keys.key });
  const admin = deviceOf(hub, keys, answer.body as unknown as JoinAnswer);
  const people = Object.fromEntries(
    await Promise.all(accessRoles.map(async (role) => [role, role === 'admin' ? app.me : await app.aPerson(role, role)] as const)),
  ) as Readonly<Record<AccessRole, string>>;
  const other = await app.aPerson('Other', 'seller');
  const pushAs = async (device: TestDevice, all: readonly Payload[]): Promise<readonly PushResult[]> => {
    hub.ports.clock.advance(1_000);
    return all.length === 0 ? [] : device.push(...all.map((payload) => device.write(payload)));
  };
  const results = await admin.push(...payloads().map((payload) => admin.write(payload, { actor: 'set-up' })));
  expect(results.every(({ type }) => type === 'applied')).toBe(true);
  hub.ports.clock.advance(60_000);
  const devices = new Map<AccessRole, TestDevice>([['admin', admin]]);
  for (const role of ['manager', 'seller'] as const) {
    const invitation = await hub.post(
      '/v1/invite',
      { access: role, person: people[role], name: role, team: null, validHours: 1 },
      admin.access,
    );
    const key = newKey();
    const joined = await hub.post('/v1/join', { code: invitation.body['code'], key: key.key });
    devices.set(role, deviceOf(hub, key, joined.body as unknown as JoinAnswer));
  }
  const make: World['make'] = async (name, input) => {
    app.actAs(app.me);
    const made = await app.callRaw(name, input);
    if (!made.ok) throw new Error(`${name}: ${JSON.stringify(made.error)}`);
    const all = await pushAs(admin, payloads());
    if (all.some(({ type }) => type !== 'applied')) throw new Error(`${name}: ${JSON.stringify(all)}`);
    return made.value as { readonly id: string };
  };
  return { app, admin, devices, people, other, payloads, pushAs, make };
};

describe.each(['manager', 'seller'] as const)('a %s', (role) => {
  it('is allowed by the hub what the client allows, command by command, and nothing else', async () => {
    const { app, admin, devices, people, other, payloads, pushAs, make } = await aShared();
    const device = devices.get(role);
    if (device === undefined) throw new Error('no device');
    const world: World = { app, me: people[role], other, make };
    const calls = [
      ...commands,
      ...onDeals.flatMap((one) => ['own', 'other'].map((whose) => async (): Promise<Call> => one(world, await dealOf(world, whose)))),
    ];
    const seen = new Set<string>();
    const faults: string[] = [];
    for (const call of calls) {
      const [name, input] = await call(world);
      seen.add(name);
      app.actAs(people[role]);
      const own = await app.callRaw(name, input);
      let wanted: 'applied' | 'refused' = 'applied';
      let made = own.ok ? payloads() : [];
      if (made.length === 0) {
        wanted = 'refused';
        app.actAs(app.me);
        const byAdmin = await app.callRaw(name, input);
        made = payloads();
        if (!byAdmin.ok || made.length === 0) {
          faults.push(`${name} changes nothing: ${JSON.stringify(byAdmin)} ${JSON.stringify(own)}`);
          continue;
        }
      }
      const results = await pushAs(device, made);
      if (results.some(({ type }) => type !== wanted)) faults.push(`${name}: ${JSON.stringify(results)} instead of ${wanted}`);
      if (wanted === 'refused') await pushAs(admin, made);
    }
    expect(faults).toEqual([]);
    const walked = [...seen, ...elsewhere];
    const written = entries.filter(({ kind, name }) => kind === 'command' && !name.startsWith('sync.')).map(({ name }) => name);
    expect(written.filter((name) => !walked.includes(name))).toEqual([]);
  });
});

it('a seller may take back at the hub what the client lets them take back', async () => {
  const { app, devices, people, other, payloads, pushAs, make } = await aShared();
  const device = devices.get('seller');
  if (device === undefined) throw new Error('no device');
  const id = await dealOf({ app, me: people.seller, other, make }, 'own');
  app.actAs(people.seller);
  const faults: string[] = [];
  const steps: readonly Call[] = [
    ['pipeline.editDeal', { id, title: 'Changed' }],
    ['history.undo', {}],
    ['history.redo', {}],
    ['pipeline.moveDeal', { id, toStageId: app.stage('meeting'), reason: 'x' }],
    ['history.undo', {}],
    ['history.redo', {}],
    ['pipeline.setDealOwner', { id, personId: other }],
    ['history.undo', {}],
    ['history.redo', {}],
    ['history.undo', {}],
    ['pipeline.createDeal', { ...aDeal({ amount: nok(1) }), ownerId: other }],
    ['history.undo', {}],
    ['history.redo', {}],
  ];
  for (const [name, input] of steps) {
    const done = await app.callRaw(name, input);
    const made = payloads();
    if (!done.ok || made.length === 0) throw new Error(`${name}: ${JSON.stringify(done)}`);
    const results = await pushAs(device, made);
    if (results.some(({ type }) => type !== 'applied')) faults.push(`${name}: ${JSON.stringify(results)}`);
  }
  expect(faults).toEqual([]);
});
