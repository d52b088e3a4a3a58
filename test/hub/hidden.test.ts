/** What somebody may not see is told by nothing: a needle in every hidden cell of every table is in no store, no answer and no event of theirs. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { examine } from '../../src/main/core/doctor.ts';
import { unpack } from '../../src/platform/compress.ts';
import { storePaths } from '../../src/platform/storeFiles.ts';
import { type Column, fits } from '../../src/shared/kernel/column.ts';
import type { Payload } from '../../src/shared/sync/changeSet.ts';
import { type HubSet, type PullAnswer, withheldSalt, type WireSet } from '../../src/shared/sync/hubProtocol.ts';
import { model } from '../support/ownModel.ts';
import { aFollower, type Follower } from './followers.ts';
import {
  aHub,
  aTeam,
  aWorkspace,
  change,
  insert,
  invited,
  ownedBy,
  payloadHash,
  type TestDevice,
  type TestHub,
  together,
} from './hubFixture.ts';
import { type Cell, hidden, idOf, rowOf, someNeedles } from './needles.ts';
import { storages } from './storages.ts';

let salts = 0;
/** A set with a salt of its own, which is a needle too. */
const salted = (device: TestDevice, payload: Payload): { readonly set: WireSet; readonly salt: string } => {
  salts += 1;
  const salt = `5a17${String(salts).padStart(28, '0')}`;
  return { set: device.write(payload, { salt, payloadHash: payloadHash(salt, JSON.stringify(payload)) }), salt };
};

type World = {
  readonly hub: TestHub;
  readonly kari: TestDevice;
  readonly anna: TestDevice;
  readonly bo: TestDevice;
  readonly cia: TestDevice;
  readonly needles: readonly string[];
  /** Sets with hidden rows, and one that was refused. */
  readonly sets: readonly WireSet[];
  readonly refused: WireSet;
};

const aWorld = async (hub: TestHub): Promise<World> => {
  const kari = await aWorkspace(hub);
  const [anna, bo, cia] = [
    await invited(hub, kari, 'seller', 'Anna'),
    await invited(hub, kari, 'seller', 'Bo'),
    await invited(hub, kari, 'seller', 'Cia'),
  ];
  const needles = someNeedles();
  const secret: string[] = [];
  const sets: WireSet[] = [];
  const push = async (device: TestDevice, ...payloads: readonly Payload[]): Promise<void> => {
    const written = payloads.map((payload) => salted(device, payload));
    secret.push(...written.map(({ salt }) => salt));
    sets.push(...written.map(({ set }) => set));
    expect((await device.push(...written.map(({ set }) => set))).map(({ type }) => type)).toEqual(payloads.map(() => 'applied'));
  };
  await kari.push(kari.write(together(aTeam('north', anna.person), aTeam('south', bo.person, cia.person))));
  const made = (name: string): Payload => rowOf(name, bo.person, needles);
  await push(
    kari,
    together(made('deal'), made('ownership')),
    together(made('plan'), ownedBy('hidden-o2', idOf('plan'), bo.person)),
    ...hidden.filter((name) => !['deal', 'ownership', 'plan', 'saved_view'].includes(name)).map(made),
    insert('fact_void', { id: 'hidden-void', factTable: 'deal_value', factId: idOf('deal_value'), happenedAt: 1, happenedDay: null }),
  );
  await push(bo, made('saved_view'), change('deal', idOf('deal'), { nextStep: 'nåleøye-change', nextStepDay: '2064-02-03' }));
  // A teammate sees it, and may not write it: what stands there comes with the refusal.
  const refused = salted(cia, change('deal', idOf('deal'), { title: 'nåleøye-refused', nextStep: 'nåleøye-wanted' }));
  const [answer] = await cia.push(refused.set);
  expect(answer).toMatchObject({ type: 'refused', refused: { reason: 'notYours', held: { nextStep: 'nåleøye-change' } } });
  const all = [...needles.all, ...secret, refused.salt, 'nåleøye', '2064-02-03'];
  return { hub, kari, anna, bo, cia, needles: all, sets, refused: refused.set };
};

/** Everything that a hub answers from now on; to be asked for before it has answered anybody. */
const answersOf = ({ server }: TestHub): string[] => {
  const said: string[] = [];
  server.addHook('onSend', async (_request, reply, payload) => {
    said.push(String(payload), JSON.stringify(reply.getHeaders()));
    return payload;
  });
  return said;
};

/** Every byte of the file of a store and its log, and what is packed in it. */
const wholeStore = ({ store }: Follower): string => {
  store.db.pragma('wal_checkpoint(TRUNCATE)');
  const file = readFileSync(storePaths(store.dir).db);
  const parts = [file.toString('latin1'), file.toString('utf8')];
  for (const { name } of store.db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all([]))
    for (const row of store.db.prepare(`SELECT * FROM "${String(name)}"`).all([]))
      for (const [column, value] of Object.entries(row)) {
        parts.push(value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value));
        if (name === 'change_set' && column === 'payload') parts.push(unpack(value as Uint8Array));
      }
  return parts.join('\n');
};

const found = (needles: readonly string[], text: string): readonly string[] => needles.filter((needle) => text.includes(needle));

/** Everything that somebody can ask a hub about what they know the ids of. */
const askEverything = async ({ hub, anna, cia, bo, sets, refused }: World): Promise<void> => {
  // Who asks so much is asked to wait.
  const post: TestHub['post'] = (...asked) => {
    hub.ports.clock.advance(1_000);
    return hub.post(...asked);
  };
  const ids = [...hidden.map((table) => [table, idOf(table)] as const), ...hidden.map((table) => [table, `nowhere-${table}`] as const)];
  const fact = { happenedAt: 1, happenedDay: null };
  for (const [table, id] of ids) {
    const declared = model.catalog.synced.get(table);
    const [column = 'id'] = Object.keys(declared?.columns ?? {}).filter((name) => name !== 'id');
    const row = Object.fromEntries(
      Object.entries<Column<unknown>>(declared?.columns ?? {}).map(([name, of]): [string, Cell] => [name, of.optional ? null : of.neutral]),
    );
    hub.ports.clock.advance(1_000);
    await anna.push(
      anna.write(change(table, id, { [column]: 'x' })),
      anna.write(change(table, id, { '#deleted': 0 })),
      anna.write(change(table, id, { '#deleted': 1 })),
      anna.write(insert(table, { ...row, id })),
      anna.write(insert('fact_void', { id: `v-${table}-${id}`, factTable: table, factId: id, ...fact })),
      anna.write(insert('deal_value', { id: `dv-${table}-${id}`, dealId: id, ...fact })),
    );
  }
  // Headers are for everybody, and can be sent again by anybody.
  for (const set of [...sets, refused])
    for (const salt of [withheldSalt, set.salt])
      await post('/v1/push', { epoch: hub.context.epoch, sets: [{ ...set, salt, payload: '' }] }, anna.access);
  const pulled: HubSet[] = [...(await anna.pull())];
  for (const { hubSeq } of pulled) await post('/v1/part', { hubSeq, at: 0 }, anna.access);
  for (const scope of [null, 'x', '[]']) await post('/v1/pull', { epoch: hub.context.epoch, after: 0, scope }, anna.access);
  await post('/v1/pull', { protocol: 1, epoch: hub.context.epoch, after: pulled.length, scope: 'x' }, anna.access);
  await post('/v1/mark', { marks: pulled.map(({ hubSeq: seq }) => ({ seq, head: '' })) }, anna.access);
  await post('/v1/putBack', { epoch: hub.context.epoch, sets: pulled.slice(0, 1) }, anna.access);
  for (const person of [bo.person, cia.person, 'nobody'])
    await post('/v1/invite', { access: 'seller', person, name: 'x', team: null, validHours: 1 }, anna.access);
  for (const device of [bo.name, '00000000000000ff.1']) await post('/v1/revoke', { device }, anna.access);
  for (const path of ['devices', 'codes']) await post(`/v1/${path}`, {}, anna.access);
  await hub.server.inject({ url: '/health' });
};

/** What the stream of a device says while something happens. */
const streamed = async (hub: TestHub, { access }: TestDevice, body: () => Promise<unknown>): Promise<string> => {
  await hub.server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = hub.server.server.address() as AddressInfo;
  const request = get({ host: '127.0.0.1', port, path: '/v1/live', headers: { authorization: `Bearer ${access}` } });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  response.on('data', (bytes: Buffer) => (text += bytes.toString()));
  await body();
  while (!text.includes('poke')) await once(response, 'data');
  request.destroy();
  return text;
};

const refusals = (results: readonly { readonly type: string; readonly refused?: { readonly reason: string } }[]): readonly string[] =>
  results.map(({ type, refused }) => refused?.reason ?? type);

describe.each(storages)('on $kind', ({ open }) => {
  it('nothing of what is hidden is in a seller’s store, an answer, a refusal or a stream', async () => {
    const hub = await aHub({ db: await open(), model });
    const answers = answersOf(hub);
    const world = await aWorld(hub);
    const { anna, bo, needles } = world;
    expect(needles.length).toBeGreaterThan(50);
    const follower = aFollower(hub, anna);
    answers.length = 0;
    await follower.pull();
    await askEverything(world);
    hub.ports.clock.advance(60_000);
    await follower.pull();
    expect([answers.length > 100, answers.filter((answer) => answer.includes('slowDown'))]).toEqual([true, []]);
    const told = answers.join('\n');
    const events = await streamed(hub, anna, () => bo.push(bo.write(change('deal', idOf('deal'), { title: 'nåleøye-streamed' }))));
    await follower.pull();
    expect([found(needles, told), found(needles, events), found(needles, wholeStore(follower))]).toEqual([[], [], []]);
    expect(hub.ports.defects).toEqual([]);
    // The needles are such that they are found where they may be seen.
    const whole = aFollower(hub, world.bo);
    await whole.pull();
    expect(found(needles, wholeStore(whole)).length).toBeGreaterThan(20);
  });

  it('who repeats a header is told what everybody is told, and its author no more than that the row was refused', async () => {
    const { hub, anna, cia, refused } = await aWorld(await aHub({ db: await open(), model }));
    const again = async (by: TestDevice) =>
      (await hub.post('/v1/push', { epoch: hub.context.epoch, sets: [{ ...refused, payload: '' }] }, by.access)).body['results'];
    const bare = { reason: 'notYours', table: null, rowId: null, held: {} };
    expect(await again(anna)).toMatchObject([{ type: 'refused', refused: bare }]);
    const told = { ...bare, table: 'deal', rowId: idOf('deal') };
    expect(await again(cia)).toMatchObject([{ type: 'refused', refused: told }]);
    const pulled = async (by: TestDevice) =>
      (await by.pull()).find(({ device, deviceSeq }) => device === cia.name && deviceSeq === refused.deviceSeq);
    expect([await pulled(anna), await pulled(cia)]).toMatchObject([
      { refused: bare, salt: null },
      { refused: told, salt: refused.salt },
    ]);
    const stored = await hub.context.db.read((sql) => sql.all('SELECT refused FROM hub_set WHERE refused IS NOT NULL'));
    expect(stored.filter((row) => String(row['refused']).includes('nåleøye'))).toEqual([]);
  });

  it('a hidden row and one that is not there are refused in the same words', async () => {
    const { anna } = await aWorld(await aHub({ db: await open(), model }));
    const tries = (table: string, id: string, name: string): readonly Payload[] => [
      change(table, id, { [name]: 'x' }),
      change(table, id, { '#deleted': 1 }),
      change(table, id, { '#deleted': 0 }),
      insert('fact_void', { id: `void-${table}-${id}`, factTable: table, factId: id, happenedAt: 1, happenedDay: null }),
    ];
    for (const table of hidden) {
      const declared = model.catalog.synced.get(table);
      const [name = ''] = Object.entries<Column<unknown>>(declared?.columns ?? {}).flatMap(([column, of]) =>
        of.kind === 'text' && fits(of, 'x') && !column.endsWith('Id') ? [column] : [],
      );
      const answer = async (id: string) =>
        refusals(await anna.push(...tries(table, id, name === '' ? 'id' : name).map((one) => anna.write(one))));
      expect([table, await answer(idOf(table))]).toEqual([table, await answer(`nowhere-${table}`)]);
    }
  });

  it('a salt comes with the whole alone: whoever sees more is brought it, and whoever sees less loses it', async () => {
    const { hub, kari, anna, sets } = await aWorld(await aHub({ db: await open(), model }));
    const follower = aFollower(hub, anna);
    await follower.pull();
    const proves = (): readonly boolean[] =>
      sets.map(({ device, deviceSeq, payload, payloadHash: hash }) => {
        const row = follower.store.db
          .prepare('SELECT c.salt FROM change_set c JOIN device d ON d.no = c.device WHERE d.id = ? AND c.device_seq = ?')
          .get([device, deviceSeq]);
        return payloadHash(Buffer.from(row?.['salt'] as Uint8Array).toString('hex'), payload) === hash;
      });
    expect(proves().filter(Boolean)).toEqual([]);
    const give = (id: string, cells: Readonly<Record<string, Cell>>) =>
      insert('membership', {
        id,
        personId: anna.person,
        access: 'admin',
        function: 'management',
        position: 'none',
        fromDay: null,
        toDay: null,
        ...cells,
      });
    expect(refusals(await kari.push(kari.write(give('wide', {}))))).toEqual(['applied']);
    await follower.pull();
    // But for the pay slip, which goes by position.
    expect(proves().filter((is) => !is)).toHaveLength(1);
    expect(examine({ ...follower.store, integrity: follower.store.integrity }).findings).toEqual([]);
    expect(refusals(await kari.push(kari.write(change('membership', 'wide', { '#deleted': 1 }))))).toEqual(['applied']);
    await follower.pull();
    expect(proves().filter(Boolean)).toEqual([]);
    expect(examine({ ...follower.store, integrity: follower.store.integrity }).findings).toEqual([]);
  });

  it('a device of version 1 is told zeros, and of what it sees the whole of later a part that needs no proof', async () => {
    const { hub, kari, anna } = await aWorld(await aHub({ db: await open(), model }));
    const ask = async (after: number, scope: string | null) =>
      (await hub.post('/v1/pull', { protocol: 1, epoch: hub.context.epoch, after, scope }, anna.access)).body as unknown as PullAnswer;
    const first = await ask(0, null);
    const parts = first.sets.filter(({ partial, refused }) => partial === true || refused !== null);
    expect(parts.length).toBeGreaterThan(10);
    expect(new Set(parts.map(({ salt }) => salt))).toEqual(new Set([withheldSalt]));
    const wide = {
      id: 'wide',
      personId: anna.person,
      access: 'admin',
      function: 'management',
      position: 'none',
      fromDay: null,
      toDay: null,
    };
    await kari.push(kari.write(insert('membership', wide)));
    const { amended = [], scope } = await ask(first.last, first.scope ?? null);
    expect(amended.length).toBeGreaterThan(10);
    expect(amended.filter((set) => 'salt' in set || !set.partial)).toEqual([]);
    // It is told once.
    expect((await ask(first.last + 1, scope ?? null)).amended).toEqual([]);
  });

  it('a view is its owner’s until it is shared, and is taken away when that ends', async () => {
    const { hub, kari, anna, bo } = await aWorld(await aHub({ db: await open(), model }));
    const [owner, other, admin] = [aFollower(hub, bo), aFollower(hub, anna), aFollower(hub, kari)];
    const view = idOf('saved_view');
    const holders = async (): Promise<readonly boolean[]> => {
      const held: boolean[] = [];
      for (const { pull, store } of [owner, other, admin]) {
        await pull();
        expect(examine({ ...store, integrity: store.integrity }).findings).toEqual([]);
        held.push(store.db.prepare('SELECT 1 FROM saved_view WHERE id = ?').get([view]) !== undefined);
      }
      return held;
    };
    const share = async (shared: number, name: string): Promise<void> => {
      expect(refusals(await bo.push(bo.write(change('saved_view', view, { shared, name }))))).toEqual(['applied']);
    };
    // An admin's device holds them all: from there a hub that was lost is filled again.
    expect(await holders()).toEqual([true, false, true]);
    await share(1, 'Til alle');
    expect(await holders()).toEqual([true, true, true]);
    await share(0, 'Bare min');
    expect(await holders()).toEqual([true, false, true]);
    expect(found(['Til alle', 'Bare min', view], wholeStore(other))).toEqual([]);
    await share(1, 'Igjen');
    expect(await holders()).toEqual([true, true, true]);
    expect(refusals(await anna.push(anna.write(change('saved_view', view, { name: 'Min' }))))).toEqual(['notYours']);
    const late = aFollower(hub, anna);
    await late.pull();
    expect(late.store.db.prepare('SELECT name FROM saved_view WHERE id = ?').get([view])).toEqual({ name: 'Igjen' });
  });

  it('names of devices are told to who holds them and to admins, and counts of the hub to its own machine', async () => {
    const { hub, kari, anna } = await aWorld(await aHub({ db: await open(), model }));
    const labels = async (by: TestDevice, protocol: number) => {
      const { devices } = (await hub.post('/v1/devices', { protocol }, by.access)).body as unknown as {
        readonly devices: readonly { readonly person: string; readonly label: string }[];
      };
      return devices.map(({ person, label }) => [person === by.person, label]);
    };
    for (const protocol of [1, 2]) {
      expect((await labels(kari, protocol)).filter(([, label]) => label !== 'A device')).toEqual([]);
      expect((await labels(anna, protocol)).filter(([isOwn, label]) => (label === 'A device') !== isOwn)).toEqual([]);
    }
    const metrics = async (from: object) => (await hub.server.inject({ url: '/metrics', ...from })).statusCode;
    expect([
      await metrics({}),
      await metrics({ remoteAddress: '192.168.1.20' }),
      await metrics({ headers: { 'x-forwarded-for': '127.0.0.1' } }),
      await metrics({ headers: { forwarded: 'for=127.0.0.1' } }),
    ]).toEqual([200, 404, 404, 404]);
  });
});
