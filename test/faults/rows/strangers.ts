/** A2: who belongs to one workspace puts the ids of another into every request; the answer is the one for what is not there, and tells nothing. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { tables } from '../../../src/shared/schema/tables.ts';
import type { WireSet } from '../../../src/shared/sync/hubProtocol.ts';
import {
  aWorkspace,
  change,
  dealRows,
  hubOver,
  insert,
  invited,
  newKey,
  type Reply,
  type TestDevice,
  type TestHub,
} from '../../hub/hubFixture.ts';
import { heldContent, hubContent, kindsInTurn, newPlace, openPlace } from '../hubs.ts';
import { rowOf } from '../matrix.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';

/** Stands in every name and text of the other workspace. */
const needle = 'hidden';

/** Ids of the other workspace, or of nothing at all: what is asked by the one and by the other must be answered alike. */
type Ids = {
  readonly workspace: string;
  readonly person: string;
  readonly device: string;
  readonly team: string;
  readonly row: (table: string) => string;
};

type Ask = { readonly what: string; readonly ask: (ids: Ids) => Promise<Reply> };

const synced = tables.filter(({ sync }) => sync !== 'derived');

const fill = async (hub: TestHub, owner: TestDevice): Promise<void> => {
  const sets = synced
    .filter(({ name }) => name !== 'membership' && name !== 'team_member' && name !== 'fact_void')
    .map((table) =>
      owner.write(rowOf(table, `${needle}-${table.name}`, table.name === 'ownership' ? { recordId: `${needle}-deal`, role: 'owner' } : {})),
    );
  for (const result of await owner.push(...sets))
    if (result.type !== 'applied') throw new Lost('the other workspace', [JSON.stringify(result)]);
  await invited(hub, owner, 'seller', `${needle} seller`);
};

/** The answer without the names that the asker itself put in. */
const plain = ({ status, body }: Reply, ids: Ids): string => {
  let text = JSON.stringify([status, body]);
  for (const own of [ids.device, ids.person, ids.workspace, ids.team, ...synced.map(({ name }) => ids.row(name))])
    text = text.replaceAll(own, '*');
  return text;
};

/** Every request that takes an id. Each set is sealed anew under the next number, so that both ways are the same but for the ids. */
const asksOf = (hub: TestHub, asker: TestDevice, seller: TestDevice): readonly Ask[] => {
  const { epoch } = hub.context;
  const post = (path: string, body: object, by: TestDevice = asker) => hub.post(path, body, by.access);
  const pushing = (set: WireSet, by: TestDevice) => post('/v1/push', { epoch, sets: [set] }, by);
  /** What is refused is numbered: the numbers differ and say nothing. */
  const write = (by: TestDevice, payload: Parameters<TestDevice['write']>[0]) =>
    pushing(by.write(payload), by).then(({ status, body }) => ({
      status,
      body: JSON.parse(JSON.stringify(body).replaceAll(/"(hubSeq|effectiveHlc|receivedAt)":"?\d+"?/gu, '"$1":0')) as Reply['body'],
    }));
  const fromOther = (ids: Ids): WireSet => {
    const { signature: _signature, ...own } = dryRun(asker);
    return asker.sealed({ ...own, device: ids.device, deviceSeq: 1, prevHash: '' });
  };
  return [
    { what: 'revoke', ask: ({ device }) => post('/v1/revoke', { device }) },
    { what: 'revoke by a seller', ask: ({ device }) => post('/v1/revoke', { device }, seller) },
    {
      what: 'invite a person',
      ask: ({ person }) => post('/v1/invite', { access: 'seller', person, name: 'x', team: null, validHours: 1 }),
    },
    {
      what: 'invite into a team',
      ask: ({ team }) => post('/v1/invite', { access: 'seller', person: null, name: 'x', team, validHours: 1 }),
    },
    { what: 'a set of another device', ask: (ids) => pushing(fromOther(ids), seller) },
    {
      what: 'putting back what another device wrote',
      ask: (ids) => {
        const set = { ...fromOther(ids), hubSeq: 1_000, effectiveHlc: '1', receivedAt: 1, refused: null };
        return post('/v1/put-back', { epoch, sets: [set] });
      },
    },
    { what: 'a mark', ask: ({ device }) => post('/v1/mark', { marks: [{ seq: 1, head: hashOf(device) }] }) },
    { what: 'a part to stage', ask: ({ device }) => post('/v1/stage', { hash: hashOf(device), of: 1, part: null }) },
    { what: 'another epoch', ask: ({ workspace }) => post('/v1/pull', { epoch: workspace, after: 0, scope: null }) },
    {
      what: 'a token',
      ask: ({ device }) => hub.post('/v1/pull', { epoch, after: 0, scope: null }, device.padEnd(43, 'x').replaceAll('.', '-')),
    },
    { what: 'a refresh token', ask: ({ device }) => hub.post('/v1/refresh', { refresh: device }) },
    { what: 'a code', ask: ({ workspace }) => hub.post('/v1/join', { code: workspace, key: newKey().key }) },
    ...[asker, seller].flatMap((by) =>
      synced.flatMap((table): readonly Ask[] => [
        ...(table.sync === 'lww'
          ? [{ what: `change ${table.name}`, ask: (ids: Ids) => write(by, change(table.name, ids.row(table.name), { '#deleted': 1 })) }]
          : [
              {
                what: `void ${table.name}`,
                ask: (ids: Ids) =>
                  write(
                    by,
                    insert('fact_void', {
                      id: 'v',
                      factTable: table.name,
                      factId: ids.row(table.name),
                      happenedAt: 1,
                      happenedDay: '2026-11-21',
                    }),
                  ),
              },
            ]),
        ...('dealId' in table.columns && table.sync === 'fact'
          ? [
              {
                what: `a ${table.name} of a deal`,
                ask: (ids: Ids) => write(by, rowOf(table, `mine-${table.name}`, { dealId: ids.row('deal') })),
              },
            ]
          : []),
        ...(table.name === 'ownership'
          ? [
              {
                what: 'an owner of a deal',
                ask: (ids: Ids) => write(by, rowOf(table, 'mine-o', { recordId: ids.row('deal'), role: 'owner', personId: ids.person })),
              },
            ]
          : []),
      ]),
    ),
  ];
};

/** A hash that only who wrote it may know; of nobody, any. */
const hashOf = (device: string): string => createHash('sha256').update(device).digest('hex');

/** A set as this device would write it next, without its chain moving on. */
const dryRun = (device: TestDevice): WireSet => device.sealed(template(device));
const template = (device: TestDevice): Omit<WireSet, 'signature'> => ({
  device: device.name,
  deviceSeq: 1,
  hlc: '1',
  actor: device.person,
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

/** What a member may read at all, whole: nothing of the other workspace may be in it. */
const readEverything = async (hub: TestHub, device: TestDevice): Promise<string> => {
  const { epoch } = hub.context;
  const answers = [
    await hub.post('/v1/pull', { epoch, after: 0, scope: null }, device.access),
    await hub.post('/v1/devices', {}, device.access),
    await hub.post('/v1/mark', { marks: [{ seq: 1, head: '' }] }, device.access),
  ];
  const open = [await hub.server.inject('/health'), await hub.server.inject('/metrics')].map(({ payload }) => payload);
  return JSON.stringify([answers, open]);
};

export const strangers: Row = {
  name: 'A2',
  title: 'ids of another workspace in every request',
  rounds: 20,
  shortSeconds: 1,
  run: async ({ random, dir, again, fault, note }) => {
    let asked = 0;
    const kindAt = kindsInTurn(random);
    for (let round = 0; again() || round === 0; round += 1) {
      const kind = kindAt(round);
      const where = `round ${round} (${kind})`;
      const db = await openPlace(await newPlace(kind, join(dir, `hub${round}`)));
      const hub = await hubOver(db);
      try {
        const owner = await aWorkspace(hub, `${needle}-workspace`, `${needle}-person`);
        await fill(hub, owner);
        const asker = await aWorkspace(hub, 'w1', 'kari');
        const seller = await invited(hub, asker, 'seller', 'Bo');
        await asker.push(asker.write(dealRows('d1', 'kari')));
        const theirs: Ids = {
          workspace: `${needle}-workspace`,
          person: `${needle}-person`,
          device: owner.name,
          team: `${needle}-team`,
          row: (table) => `${needle}-${table}`,
        };
        // As long as the others, letter by letter: only whether they are there differs.
        const nobodys: Ids = {
          workspace: 'nobody-workspace',
          person: 'nobody-person',
          device: owner.name.replaceAll(/[0-9a-f](?=.*\.)/gu, 'e'),
          team: 'nobody-team',
          row: (table) => `nobody-${table}`,
        };
        const before = await heldContent(db);
        const problems: string[] = [];
        for (const { what, ask } of asksOf(hub, asker, seller)) {
          // One address each, so that wrong tries of one are not counted for the next.
          const [there, nowhere] = [await ask(theirs), await ask(nobodys)];
          hub.ports.clock.advance(2 * 60_000);
          if (plain(there, theirs) !== plain(nowhere, nobodys))
            problems.push(`${what}: ${plain(there, theirs)} is told from ${plain(nowhere, nobodys)}`);
          asked += 2;
          fault('asked');
        }
        mustBeEmpty(where, problems);
        if ((await heldContent(db)) !== before) throw new Lost(where, ['rows have changed']);
        for (const device of [asker, seller]) {
          const read = await readEverything(hub, device);
          if (read.includes(needle) || read.includes(owner.name))
            throw new Lost(where, ['what a member reads tells of the other workspace']);
        }
        const content = await hubContent(db);
        await readEverything(hub, asker);
        if ((await hubContent(db)) !== content) throw new Lost(where, ['reading has changed the hub']);
      } finally {
        await hub.server.close();
        await db.close();
      }
    }
    note(`${asked} requests, each answered as the same one about nothing`);
  },
};
