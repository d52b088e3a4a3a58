/** A1: every cell of every table by every role, own, of a teammate, of others, of nobody, of another workspace; refused is refused, and changes no row. */
import { join } from 'node:path';
import { kindsInTurn, heldContent, newPlace, openPlace } from '../hubs.ts';
import {
  cellTries,
  commonTables,
  dealTables,
  mayCommon,
  mayDeal,
  mayRestore,
  maySay,
  mayView,
  rowOf,
  type Standing,
  standings,
  type Try,
  type Whose,
  whose,
} from '../matrix.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';
import type { Table } from '../../../src/shared/kernel/table.ts';
import { tableByName, tables } from '../../../src/shared/schema/tables.ts';
import type { Payload } from '../../../src/shared/sync/changeSet.ts';
import type { WireSet } from '../../../src/shared/sync/hubProtocol.ts';
import { aWorkspace, change, dealRows, hubOver, insert, invited, type TestDevice, type TestHub, together } from '../../hub/hubFixture.ts';

const perMessage = 50;
const foreign = 'elsewhere';

type World = {
  readonly hub: TestHub;
  readonly devices: Readonly<Record<Standing, TestDevice>>;
  readonly mate: string;
  readonly other: string;
};

const must = async (device: TestDevice, ...payloads: readonly Payload[]): Promise<void> => {
  for (const result of await device.push(...payloads.map((payload) => device.write(payload))))
    if (result.type !== 'applied') throw new Lost('the beginning', [JSON.stringify(result)]);
};

const tableOf = (name: string): Table => {
  const table = tableByName.get(name);
  if (table === undefined) throw new Lost('the matrix', [`there is no table ${name}`]);
  return table;
};

/** The membership that the hub made with an invitation. */
const membershipOf = async (hub: TestHub, person: string): Promise<string> => {
  const rows = await hub.context.db.read((sql) => sql.all("SELECT id FROM hub_held WHERE tbl = 'membership' AND root = ?", [person]));
  return String(rows[0]?.['id']);
};

/** One device of each standing. Who is a guest or has no role any more was a seller when they joined. */
const aWorld = async (hub: TestHub): Promise<World> => {
  const admin = await aWorkspace(hub);
  const manager = await invited(hub, admin, 'manager', 'Mia');
  const [seller, guest, former, mate, other] = [
    await invited(hub, admin, 'seller', 'Bo'),
    await invited(hub, admin, 'seller', 'Gro'),
    await invited(hub, admin, 'seller', 'Eva'),
    await invited(hub, admin, 'seller', 'Tina'),
    await invited(hub, admin, 'seller', 'Anna'),
  ];
  const members = [seller, mate].map(({ person }, at) =>
    insert('team_member', { id: `tm${at}`, teamId: 'team-x', personId: person, fromDay: null, toDay: null }),
  );
  await must(admin, together(insert('team', { id: 'team-x', name: 'North', leaderId: null, office: null }), ...members));
  // Written while both still were sellers, and brought when they are not.
  const late = [guest, former].map((device) => device.write(dealRows(`late-${device.person}`, device.person)));
  hub.ports.clock.advance(1_000);
  await must(
    admin,
    change('membership', await membershipOf(hub, guest.person), { access: 'guest' }),
    change('membership', await membershipOf(hub, former.person), { toDay: '2026-11-01' }),
  );
  for (const [at, device] of [guest, former].entries()) {
    const [result] = late[at] === undefined ? [] : await device.push(late[at]);
    if (result?.type !== 'refused') throw new Lost('a change written before a role ended', [JSON.stringify(result)]);
  }
  const devices = { admin, manager, seller, guest, former };
  return { hub, devices, mate: mate.person, other: other.person };
};

const ownerOf = ({ devices, mate, other }: World, standing: Standing, of: Whose): string | null =>
  ({ own: devices[standing].person, teammate: mate, other, nobody: null })[of];
const dealId = (standing: Standing, of: Whose): string => `deal-${standing}-${of}`;

/** Everything that the tries need, made by the admin; the same ids are in the other workspace too. */
const fill = async (world: World, workspace2: TestDevice): Promise<void> => {
  const { devices } = world;
  const common: Payload[] = [];
  for (const name of Object.keys(commonTables))
    for (const standing of standings)
      common.push(rowOf(tableOf(name), `${name}-${standing}`, name === 'team_member' ? { personId: 'x' } : {}));
  await must(devices.admin, together(...common), rowOf(tableOf('account'), 'known'));
  const deals: Payload[] = [];
  for (const standing of standings) {
    for (const of of whose) {
      const id = dealId(standing, of);
      deals.push(dealRows(id, ownerOf(world, standing, of)));
      for (const name of ['deal_value', 'stage_move', 'deal_credit']) deals.push(rowOf(tableOf(name), `${name}-${id}`, { dealId: id }));
      if (of !== 'nobody') deals.push(rowOf(tableOf('saved_view'), `view-${standing}-${of}`, { ownerId: ownerOf(world, standing, of) }));
    }
  }
  await must(devices.admin, together(...deals));
  await must(
    workspace2,
    together(...Object.keys(commonTables).map((name) => rowOf(tableOf(name), `${foreign}-${name}`)), dealRows(`${foreign}-deal`, null)),
  );
};

const voidOf = (id: string, table: string, factId: string): Payload =>
  insert('fact_void', { id: `void-${id}`, factTable: table, factId, happenedAt: 2, happenedDay: '2026-11-21' });

const commonTries = (standing: Standing): readonly Try[] =>
  Object.keys(commonTables).flatMap((name): readonly Try[] => {
    const table = tableOf(name);
    const may = (cell: string | null): boolean => mayCommon(standing, name, cell);
    const id = `${name}-${standing}`;
    const make: Try = { what: `a new ${name}`, payload: rowOf(table, `new-${id}`), isAllowed: may(null) };
    const elsewhere: Try =
      table.sync === 'fact'
        ? { what: `a void of ${name} elsewhere`, payload: voidOf(`far-${id}`, name, `${foreign}-${name}`), isAllowed: false }
        : { what: `${name} elsewhere`, payload: change(name, `${foreign}-${name}`, { '#deleted': 1 }), isAllowed: false };
    if (table.sync === 'fact') return [make, elsewhere, { what: `a void of ${name}`, payload: voidOf(id, name, id), isAllowed: may(null) }];
    return [make, elsewhere, ...cellTries(table, id, standing, { write: may, restore: mayRestore(standing, name) })];
  });

const dealTries = (world: World, standing: Standing): readonly Try[] =>
  whose.flatMap((of): readonly Try[] => {
    const id = dealId(standing, of);
    const isAllowed = mayDeal(standing, of);
    const owner = world.devices[standing].person;
    const facts = dealTables.filter((name) => name !== 'deal');
    const about = (name: string) => (name === 'ownership' ? { recordId: id, role: 'owner', personId: owner } : { dealId: id });
    const tries = [
      ...cellTries(tableOf('deal'), id, standing, { write: () => isAllowed, restore: isAllowed }),
      ...facts.map((name) => ({ what: `a new ${name}`, payload: rowOf(tableOf(name), `new-${name}-${id}`, about(name)), isAllowed })),
      ...facts.map((name) => ({
        what: `a void of ${name}`,
        payload: voidOf(`${name}-${id}`, name, name === 'ownership' ? `o-${id}` : `${name}-${id}`),
        isAllowed,
      })),
    ];
    const entry: Try = {
      what: 'an entry of the timeline',
      payload: rowOf(tableOf('activity'), `activity-${id}`, { dealId: id }),
      isAllowed: maySay(standing, of),
    };
    return [entry, ...tries].map((one) => ({ ...one, what: `${one.what} of a deal: ${of}` }));
  });

const otherTries = (world: World, standing: Standing): readonly Try[] => {
  const { person } = world.devices[standing];
  const view = tableOf('saved_view');
  const isSeller = standing !== 'guest' && standing !== 'former';
  return [
    ...(['own', 'teammate', 'other'] as const).flatMap((of) => {
      const may = mayView(standing, of);
      const id = `view-${standing}-${of}`;
      return [
        ...cellTries(view, id, standing, { write: () => may, restore: may }, new Set(['ownerId'])),
        { what: `a view given away: ${of}`, payload: change('saved_view', id, { ownerId: 'x' }), isAllowed: mayView(standing, 'other') },
      ];
    }),
    { what: 'a new view', payload: rowOf(view, `new-view-${standing}`, { ownerId: person }), isAllowed: isSeller },
    {
      what: 'a view of nobody',
      payload: insert('saved_view', { id: `no-view-${standing}`, name: 'x' }),
      isAllowed: mayView(standing, 'other'),
    },
    { what: 'a new deal', payload: dealRows(`new-deal-${standing}`, person), isAllowed: isSeller },
    { what: 'a deal elsewhere', payload: change('deal', `${foreign}-deal`, { title: 'x' }), isAllowed: false },
    {
      what: 'an account’s owner',
      payload: rowOf(tableOf('ownership'), `ao-${standing}`, { recordId: 'known', role: 'owner', personId: person }),
      isAllowed: isSeller,
    },
    { what: 'a table that is derived', payload: insert('deal_state', { dealId: 'x' }), isAllowed: false },
    { what: 'a table that is none', payload: insert('hub_session', { id: 'x' }), isAllowed: false },
  ];
};

/** Pushes tries that all have to end alike; what did not is named. */
const tryAll = async (standing: Standing, device: TestDevice, tries: readonly Try[], isAllowed: boolean): Promise<readonly string[]> => {
  const problems: string[] = [];
  for (let at = 0; at < tries.length; at += perMessage) {
    const part = tries.slice(at, at + perMessage);
    const results = await device.push(...part.map(({ payload }) => device.write(payload)));
    for (const [index, result] of results.entries()) {
      const what = `${standing}: ${part[index]?.what}`;
      if ((result.type === 'applied') !== isAllowed) problems.push(`${what} was answered ${JSON.stringify(result)}`);
      if (JSON.stringify(result).includes(foreign) && !JSON.stringify(part[index]?.payload).includes(foreign))
        problems.push(`${what} tells of another workspace`);
    }
  }
  return problems;
};

/** Claims to be somebody else: in the set, or by a set of somebody else’s device. None may be taken over. */
const forgeries = async ({ hub, devices }: World): Promise<readonly string[]> => {
  const { admin, seller } = devices;
  const problems: string[] = [];
  const before = await heldContent(hub.context.db);
  for (const device of [seller, admin]) {
    const [result] = await device.push(
      device.write(dealRows(`forged-${device.name}`, admin.person), { actor: device === admin ? seller.person : admin.person }),
    );
    if (result?.type !== 'refused' || result.refused.reason !== 'wrongActor')
      problems.push(`a forged actor was answered ${JSON.stringify(result)}`);
  }
  const set = seller.sealed({ ...seller.write(dealRows('stolen', seller.person)), device: admin.name, deviceSeq: 1 });
  const answer = await hub.post('/v1/push', { epoch: hub.context.epoch, sets: [set] }, seller.access);
  if (JSON.stringify(answer.body).includes('"applied"')) problems.push('a set in the name of another device was taken over');
  if ((await heldContent(hub.context.db)) !== before) problems.push('a forgery changed rows');
  return problems;
};

const emptySet = ({ name, person }: TestDevice): Omit<WireSet, 'signature'> => ({
  device: name,
  deviceSeq: 1,
  hlc: '1',
  actor: person,
  command: 'pipeline.editDeal',
  cause: null,
  recordedAt: 1,
  schema: 1,
  salt: '00'.repeat(16),
  payloadHash: '00'.repeat(32),
  prevHash: '',
  seenSeq: 0,
  payload: '{}',
});

/** What only an admin may do at the hub itself. */
const verbs = async ({ hub, devices }: World, standing: Standing): Promise<readonly string[]> => {
  const { access } = devices[standing];
  const wanted = { access: 'seller', person: null, name: 'New', team: null, validHours: 1 };
  const isAdmin = standing === 'admin';
  // Under a number that the hub has long passed: an admin is answered how far it is, and nothing is taken over.
  const old = { ...devices[standing].sealed(emptySet(devices[standing])), hubSeq: 1, effectiveHlc: '1', receivedAt: 1, refused: null };
  const putBack = { epoch: hub.context.epoch, sets: [old] };
  const answers = [
    ['put back', (await hub.post('/v1/put-back', putBack, access)).status, isAdmin ? 200 : 403],
    ['invite', (await hub.post('/v1/invite', wanted, access)).status, isAdmin ? 200 : 403],
    ['revoke', (await hub.post('/v1/revoke', { device: '00000000000000ff.1' }, access)).status, isAdmin ? 404 : 403],
    ['invite a guest', (await hub.post('/v1/invite', { ...wanted, access: 'guest' }, access)).status, 403],
  ] as const;
  return answers.flatMap(([verb, status, expected]) => (status === expected ? [] : [`${standing}: ${verb} was answered ${status}`]));
};

export const rights: Row = {
  name: 'A1',
  title: 'who may write what at a hub, cell by cell',
  rounds: 10,
  shortSeconds: 1,
  run: async ({ random, dir, again, isShort, fault, note }) => {
    const known = new Set<string>([...Object.keys(commonTables), ...dealTables, 'saved_view', 'fact_void']);
    mustBeEmpty(
      'tables that nobody wrote down here',
      tables.flatMap(({ name, sync }) => (sync === 'derived' || known.has(name) ? [] : [name])),
    );
    const counts = { taken: 0, refused: 0 };
    const kindAt = kindsInTurn(random);
    for (let round = 0; again() || round === 0; round += 1) {
      const kind = kindAt(round);
      const db = await openPlace(await newPlace(kind, join(dir, `hub${round}`)));
      const hub = await hubOver(db);
      try {
        const world = await aWorld(hub);
        await fill(world, await aWorkspace(hub, 'w2', 'lars'));
        // In another order each time: nobody’s standing may hang on who came before.
        const order = standings.map((standing) => [random.below(2 ** 32), standing] as const).toSorted(([a], [b]) => a - b);
        for (const [, standing] of order) {
          const device = world.devices[standing];
          const every = [...commonTries(standing), ...dealTries(world, standing), ...otherTries(world, standing)];
          const tries = isShort ? every.filter(() => random.below(3) === 0) : every;
          const [taken, refused] = [tries.filter(({ isAllowed }) => isAllowed), tries.filter(({ isAllowed }) => !isAllowed)];
          const before = await heldContent(db);
          const where = `round ${round} (${kind})`;
          mustBeEmpty(where, await tryAll(standing, device, refused, false));
          if ((await heldContent(db)) !== before) throw new Lost(where, [`${standing}: what was refused changed rows`]);
          mustBeEmpty(where, await tryAll(standing, device, taken, true));
          mustBeEmpty(where, await verbs(world, standing));
          counts.taken += taken.length;
          counts.refused += refused.length;
          fault(standing);
        }
        mustBeEmpty(`round ${round} (${kind})`, await forgeries(world));
        fault('forgeries');
      } finally {
        await hub.server.close();
        await db.close();
      }
    }
    note(`${counts.taken} writes taken over and ${counts.refused} refused, each as written down`);
  },
};
