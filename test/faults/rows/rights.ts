/** A1: every cell of every table by every role, own, of a teammate, of others, of nobody, of another workspace; refused is refused, and changes no row. */
import { join } from 'node:path';
import { aWorkspace, change, hubOver, noQuotas, insert } from '../../hub/hubFixture.ts';
import { model } from '../../support/ownModel.ts';
import { heldContent, kindsInTurn, newPlace, openPlace } from '../hubs.ts';
import {
  cellTries,
  commonTables,
  mayCommon,
  mayInvite,
  mayOwn,
  mayRecord,
  mayRestore,
  maySay,
  maySign,
  ownedByColumn,
  roots,
  rowOf,
  sealedTables,
  seesPay,
  seesRecord,
  type Standing,
  standings,
  type Try,
  usual,
  whose,
} from '../matrix.ts';
import {
  aboutNothingHidden,
  aRecord,
  aWorld,
  fill,
  foreign,
  givenTo,
  ownerOf,
  recordId,
  type Someone,
  tableOf,
  type World,
} from '../rightsWorld.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';
import type { Payload } from '../../../src/shared/sync/changeSet.ts';
import type { WireSet } from '../../../src/shared/sync/hubProtocol.ts';
import type { TestDevice } from '../../hub/hubFixture.ts';

const perMessage = 50;
/** Standings beside the usual ones that a round tries. */
const moreARound = 6;

const isAny = ({ access, former }: Standing): boolean => access !== 'guest' && former !== true;

const voidOf = (id: string, table: string, factId: string): Payload =>
  insert('fact_void', { id: `v-${id}`, factTable: table, factId, happenedAt: 2, happenedDay: '2026-11-21' });

const commonTries = (one: Standing): readonly Try[] =>
  Object.keys(commonTables).flatMap((name): readonly Try[] => {
    const table = tableOf(name);
    const may = (cell: string | null): boolean => mayCommon(one, name, cell);
    const id = `${name}-${one.name}`;
    const make: Try = { what: `a new ${name}`, payload: rowOf(table, `new-${id}`), isAllowed: may(null) };
    const elsewhere: Try =
      table.sync === 'fact'
        ? { what: `a void of ${name} elsewhere`, payload: voidOf(`far-${id}`, name, `${foreign}-${name}`), isAllowed: false }
        : { what: `${name} elsewhere`, payload: change(name, `${foreign}-${name}`, { '#deleted': 1 }), isAllowed: false };
    if (table.sync === 'fact') return [make, elsewhere, { what: `a void of ${name}`, payload: voidOf(id, name, id), isAllowed: may(null) }];
    return [make, elsewhere, ...cellTries(table, id, one.name, { write: may, restore: mayRestore(one, name) })];
  });

/** Records with owners, of two kinds: everything that may be written of them, by whose they are. */
const recordTries = (world: World, someone: Someone): readonly Try[] => {
  const { standing, device } = someone;
  return roots.flatMap(({ table, facts, column, says }) =>
    whose.flatMap((of): readonly Try[] => {
      const id = recordId(table, standing, of);
      const isAllowed = mayRecord(standing, of);
      const author = { authorId: device.person };
      const about = says === 'activity' ? { accountId: 'known', dealId: id } : { stepId: `plan_step-${id}` };
      const owner = { recordId: id, role: 'owner', personId: device.person };
      const tries: readonly Try[] = [
        ...cellTries(tableOf(table), id, standing.name, { write: () => isAllowed, restore: isAllowed }),
        ...facts.map((name) => ({
          what: `a new ${name}`,
          payload: rowOf(tableOf(name), `new-${name}-${id}`, { [column]: id }),
          isAllowed,
        })),
        ...facts.map((name) => ({ what: `a void of ${name}`, payload: voidOf(`${name}-${id}`, name, `${name}-${id}`), isAllowed })),
        { what: 'a new owner', payload: rowOf(tableOf('ownership'), `new-ownership-${id}`, owner), isAllowed },
        { what: 'a void of its owner', payload: voidOf(`ownership-${id}`, 'ownership', `o-${id}`), isAllowed },
        { what: `a void of it as if it were a fact`, payload: voidOf(`row-${id}`, table, id), isAllowed: false },
        { what: `a new ${says}`, payload: rowOf(tableOf(says), `${says}-${id}`, { ...about, ...author }), isAllowed: maySay(standing, of) },
        {
          what: `a new ${says} in another’s name`,
          payload: rowOf(tableOf(says), `forged-${says}-${id}`, { ...about, authorId: world.mate }),
          isAllowed: false,
        },
        { what: `a ${says} moved to it`, payload: change(says, recordId(says, standing, 'own'), about), isAllowed: false },
      ];
      return tries.map((one) => ({ ...one, what: `${one.what} of a ${table}: ${of}` }));
    }),
  );
};

/** What is said once, in one's own name, and never taken back. */
const sealedTries = (world: World, { standing, device }: Someone): readonly Try[] => {
  const [, signature] = sealedTables;
  const verdicts = whose.flatMap((of): readonly Try[] => {
    const planId = recordId('plan', standing, of);
    const by = (byId: string, id: string) => rowOf(tableOf('verdict'), `${id}-${planId}`, { planId, byId });
    return [
      { what: `a verdict on a plan: ${of}`, payload: by(device.person, 'new-verdict'), isAllowed: mayRecord(standing, of) },
      { what: `a verdict in another’s name: ${of}`, payload: by(world.mate, 'forged-verdict'), isAllowed: false },
      {
        what: `a void of a verdict: ${of}`,
        payload: voidOf(`verdict-${planId}`, 'verdict', `verdict-${standing.name}-${of}`),
        isAllowed: false,
      },
    ];
  });
  const sign = (signerId: string, id: string) => rowOf(tableOf(signature), `${id}-${standing.name}`, { signerId });
  return [
    ...verdicts,
    { what: 'a signature', payload: sign(device.person, 'new-signature'), isAllowed: maySign(standing) },
    { what: 'a signature in another’s name', payload: sign(world.other, 'forged-signature'), isAllowed: false },
    { what: 'a void of a signature', payload: voidOf(`s-${standing.name}`, signature, `signature-${standing.name}`), isAllowed: false },
  ];
};

/** What belongs to a person by a column of its own. */
const ownTries = (world: World, someone: Someone): readonly Try[] => {
  const { standing } = someone;
  return (Object.keys(ownedByColumn) as (keyof typeof ownedByColumn)[]).flatMap((name) =>
    (['own', 'teammate', 'other'] as const).flatMap((of): readonly Try[] => {
      const table = tableOf(name);
      const may = (cell: string): boolean => mayOwn(standing, name, of, cell);
      const isInOwnName = of === 'own' || !['activity', 'knowledge', 'plan_remark'].includes(name);
      const about = { ...aboutNothingHidden(name, standing), [ownedByColumn[name]]: ownerOf(world, someone, of) };
      const tries: readonly Try[] = [
        { what: `a new ${name}`, payload: rowOf(table, `new-${recordId(name, standing, of)}`, about), isAllowed: isInOwnName && may('') },
        ...cellTries(table, recordId(name, standing, of), standing.name, { write: may, restore: may('') }),
      ];
      return tries.map((one) => ({ ...one, what: `${one.what}: ${of}` }));
    }),
  );
};

const otherTries = ({ standing, device }: Someone): readonly Try[] => {
  const { name } = standing;
  const isCeo = isAny(standing) && standing.position === 'ceo';
  const led = `led-${name}`;
  return [
    ...roots.map(({ table }) => ({
      what: `a new ${table}`,
      payload: aRecord(table, `new-${table}-${name}`, device.person),
      isAllowed: isAny(standing),
    })),
    ...roots.map(({ table }) => ({
      what: `a ${table} elsewhere`,
      payload: change(table, `${foreign}-${table}`, { title: 'x' }),
      isAllowed: false,
    })),
    {
      what: 'an account’s owner',
      payload: rowOf(tableOf('ownership'), `ao-${name}`, { recordId: 'known', role: 'owner', personId: device.person }),
      isAllowed: isAny(standing),
    },
    {
      what: 'an owner of nothing',
      payload: rowOf(tableOf('ownership'), `no-${name}`, { recordId: 'nowhere', role: 'owner' }),
      isAllowed: false,
    },
    {
      what: 'a position',
      payload: rowOf(tableOf('membership'), `pos-${name}`, { personId: device.person, position: 'bothLeader' }),
      isAllowed: isCeo,
    },
    { what: 'a position ended', payload: change('membership', led, { toDay: '2026-11-20' }), isAllowed: isCeo },
    { what: 'a position’s access', payload: change('membership', led, { access: 'seller' }), isAllowed: isCeo },
    { what: 'a position thrown away', payload: change('membership', led, { '#deleted': 1 }), isAllowed: isCeo },
    { what: 'a view of nobody', payload: insert('saved_view', { id: `no-view-${name}`, name: 'x' }), isAllowed: false },
    {
      what: 'a fact about nothing',
      payload: insert('stage_move', { id: `no-move-${name}`, happenedAt: 1, happenedDay: '2026-11-21' }),
      isAllowed: false,
    },
    { what: 'a table that is derived', payload: insert('deal_state', { dealId: 'x' }), isAllowed: false },
    { what: 'a table that is none', payload: insert('hub_session', { id: 'x' }), isAllowed: false },
  ];
};

/** Pushes tries that all have to end alike; what did not is named. */
const tryAll = async (
  { hub }: World,
  { standing, device }: Someone,
  tries: readonly Try[],
  isAllowed: boolean,
): Promise<readonly string[]> => {
  const problems: string[] = [];
  for (let at = 0; at < tries.length; at += perMessage) {
    const part = tries.slice(at, at + perMessage);
    // Whoever asks so much keeps to the pace that a hub asks of one address.
    hub.ports.clock.advance(1_000);
    const results = await device.push(...part.map(({ payload }) => device.write(payload)));
    for (const [index, result] of results.entries()) {
      const what = `${standing.name}: ${part[index]?.what}`;
      if ((result.type === 'applied') !== isAllowed) problems.push(`${what} was answered ${JSON.stringify(result)}`);
      if (JSON.stringify(result).includes(foreign) && !JSON.stringify(part[index]?.payload).includes(foreign))
        problems.push(`${what} tells of another workspace`);
    }
  }
  return problems;
};

/** What a device is given: the own family of records, each with all that hangs on it or not at all, and pay slips. */
const reads = async ({ hub }: World, { standing, device }: Someone): Promise<readonly string[]> => {
  const text = await givenTo(hub, device);
  const isGiven = (id: string): boolean => text.includes(`"${id}"`);
  return whose.flatMap((of) => {
    const expected = roots.flatMap(({ table, facts }) => {
      const id = recordId(table, standing, of);
      return [id, `o-${id}`, `said-${id}`, ...facts.map((name) => `${name}-${id}`)].map((one) => [one, seesRecord(standing, of)] as const);
    });
    const slip = of === 'nobody' ? [] : [[recordId('payslip', standing, of), seesPay(standing, of)] as const];
    return [...expected, ...slip].flatMap(([id, isSeen]) =>
      isGiven(id) === isSeen ? [] : [`${standing.name} ${isSeen ? 'is not' : 'is'} given ${id}`],
    );
  });
};

/** Claims to be somebody else: in the set, or by a set of somebody else’s device. None may be taken over. */
const forgeries = async ({ hub, kari, everybody }: World): Promise<readonly string[]> => {
  const problems: string[] = [];
  const before = await heldContent(hub.context.db);
  const seller = everybody.find(({ standing }) => standing.name === 'seller-sales-none')?.device;
  if (seller === undefined) throw new Lost('forgeries', ['there is no seller']);
  for (const device of [seller, kari]) {
    const [result] = await device.push(
      device.write(aRecord('deal', `forged-${device.name}`, kari.person), { actor: device === kari ? seller.person : kari.person }),
    );
    if (result?.type !== 'refused' || result.refused.reason !== 'wrongActor')
      problems.push(`a forged actor was answered ${JSON.stringify(result)}`);
  }
  const set = seller.sealed({ ...seller.write(aRecord('deal', 'stolen', seller.person)), device: kari.name, deviceSeq: 1 });
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

/** What only an admin may do at the hub itself; a position only who holds CEO. */
const verbs = async ({ hub }: World, { standing, device }: Someone): Promise<readonly string[]> => {
  const { access } = device;
  const wanted = { access: 'seller', person: null, name: 'New', team: null, validHours: 1 };
  const isAdmin = mayInvite(standing);
  // Under a number that the hub has long passed: an admin is answered how far it is, and nothing is taken over.
  const old = { ...device.sealed(emptySet(device)), hubSeq: 1, effectiveHlc: '1', receivedAt: 1, refused: null };
  const putBack = { epoch: hub.context.epoch, sets: [old] };
  const invite = async (more: object): Promise<number> => (await hub.post('/v1/invite', { ...wanted, ...more }, access)).status;
  const putBackWindow = async (isOpen: boolean): Promise<number> =>
    (await hub.post('/v1/put-back-window', { epoch: hub.context.epoch, isOpen }, access)).status;
  const answers = [
    ['put back outside of its time', (await hub.post('/v1/put-back', putBack, access)).status, 403],
    ['open the time to put back', await putBackWindow(true), isAdmin ? 200 : 403],
    ['put back', (await hub.post('/v1/put-back', putBack, access)).status, isAdmin ? 200 : 403],
    ['end the time to put back', await putBackWindow(false), isAdmin ? 200 : 403],
    ['invite', await invite({ function: 'marketing' }), isAdmin ? 200 : 403],
    ['invite to a position', await invite({ position: 'bothLeader' }), isAdmin && standing.position === 'ceo' ? 200 : 403],
    ['revoke', (await hub.post('/v1/revoke', { device: '00000000000000ff.1' }, access)).status, isAdmin ? 404 : 403],
    ['invite a guest', await invite({ access: 'guest' }), 403],
  ] as const;
  return answers.flatMap(([verb, status, expected]) => (status === expected ? [] : [`${standing.name}: ${verb} was answered ${status}`]));
};

export const rights: Row = {
  name: 'A1',
  title: 'who may read and write what at a hub, cell by cell',
  rounds: 10,
  shortSeconds: 1,
  run: async ({ random, dir, again, isShort, fault, note }) => {
    const known = new Set<string>([
      ...Object.keys(commonTables),
      ...roots.flatMap(({ table, facts }) => [table, ...facts]),
      ...Object.keys(ownedByColumn),
      ...sealedTables,
      'ownership',
      'fact_void',
    ]);
    mustBeEmpty(
      'tables that nobody wrote down here',
      [...model.catalog.synced.keys()].filter((name) => !known.has(name)),
    );
    const counts = { taken: 0, refused: 0 };
    const kindAt = kindsInTurn(random);
    const rest = standings
      .filter(({ name }) => !usual.has(name))
      .map((one) => [random.below(2 ** 32), one] as const)
      .toSorted(([a], [b]) => a - b);
    for (let round = 0; again() || round === 0; round += 1) {
      const kind = kindAt(round);
      const db = await openPlace(await newPlace(kind, join(dir, `hub${round}`)));
      const hub = await hubOver(db, { model, quotas: noQuotas });
      const more = Array.from({ length: isShort ? 1 : moreARound }, (_, at) => rest[(round * moreARound + at) % rest.length]?.[1]);
      const chosen = [...standings.filter(({ name }) => usual.has(name)), ...more.filter((one) => one !== undefined)];
      try {
        const world = await aWorld(hub, chosen);
        await fill(world, await aWorkspace(hub, 'w2', 'lars'));
        // In another order each time: nobody’s standing may hang on who came before.
        const order = world.everybody.map((one) => [random.below(2 ** 32), one] as const).toSorted(([a], [b]) => a - b);
        for (const [, someone] of order) {
          const { standing } = someone;
          const where = `round ${round} (${kind})`;
          mustBeEmpty(where, await reads(world, someone));
          const every = [
            ...commonTries(standing),
            ...recordTries(world, someone),
            ...sealedTries(world, someone),
            ...ownTries(world, someone),
            ...otherTries(someone),
          ];
          const tries = isShort ? every.filter(() => random.below(3) === 0) : every;
          const [taken, refused] = [tries.filter(({ isAllowed }) => isAllowed), tries.filter(({ isAllowed }) => !isAllowed)];
          const before = await heldContent(db);
          mustBeEmpty(where, await tryAll(world, someone, refused, false));
          if ((await heldContent(db)) !== before) throw new Lost(where, [`${standing.name}: what was refused changed rows`]);
          mustBeEmpty(where, await tryAll(world, someone, taken, true));
          mustBeEmpty(where, await verbs(world, someone));
          counts.taken += taken.length;
          counts.refused += refused.length;
          fault(standing.access);
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
