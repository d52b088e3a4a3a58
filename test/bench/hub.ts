/** What a hub works for the exchange of its members, in processor time: judging and keeping what a seller pushes, choosing what a seller is given. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { hubFile, openSqliteHub } from '../../src/hub/sqliteDb.ts';
import { type Db, openDb } from '../../src/platform/database.ts';
import type { InsertGroup, Payload, PayloadValue } from '../../src/shared/sync/changeSet.ts';
import { protocolVersion } from '../../src/shared/sync/hubProtocol.ts';
import { aTeam, aWorkspace, hubOver, invited, type TestDevice, type TestHub, together } from '../hub/hubFixture.ts';
import { type Line, ratio } from './measure.ts';

/** Rows of one message. */
const inMessage = 2_000;
/** One pull takes too little to be measured. */
const pulledAgain = 4;
const day = '2026-11-21';

const dealColumns = ['id', 'title', 'accountId', 'productId', 'contactId', 'nextStep', 'nextStepDay', 'rank'];
const factColumns = ['happenedAt', 'happenedDay'];
type PayloadOf = (person: string, from: number, count: number) => Payload;

/** Deals with their owners, values and moves. */
const dealsOf: PayloadOf = (person, from, count) => {
  const all = Array.from({ length: count }, (_, at) => `${person}-${String(from + at).padStart(8, '0')}`);
  const rows = (name: string, columns: readonly string[], row: (id: string) => readonly PayloadValue[]): InsertGroup => [
    name,
    columns,
    all.map(row),
  ];
  return {
    i: [
      rows('deal', dealColumns, (id) => [`d-${id}`, `Sensors for ${id}`, 'a1', null, null, 'Send the offer', day, null]),
      rows('ownership', ['id', 'recordId', 'role', 'personId', 'teamId', ...factColumns], (id) => [
        `o-${id}`,
        `d-${id}`,
        'owner',
        person,
        null,
        1_000,
        day,
      ]),
      rows(
        'deal_value',
        ['id', 'dealId', 'amountMinor', 'currency', 'expectedClose', 'estimate', 'monthlyMinor', 'termMonths', ...factColumns],
        (id) => [`v-${id}`, `d-${id}`, 12_500_000, 'NOK', day, 0, null, null, 1_000, day],
      ),
      rows('stage_move', ['id', 'dealId', 'toStageId', 'reason', 'closeReasonId', ...factColumns], (id) => [
        `m-${id}`,
        `d-${id}`,
        's1',
        null,
        null,
        1_000,
        day,
      ]),
    ],
  };
};
const rowsOfDeal = 4;
const changesOf: PayloadOf = (person, from, count) => ({
  u: Array.from({ length: count }, (_, at) => [
    'deal',
    `d-${person}-${String(from + at).padStart(8, '0')}`,
    { nextStep: `Call about ${from + at}`, nextStepDay: '2026-12-01' },
    { nextStep: 'Send the offer', nextStepDay: day },
  ]),
});

/** Milliseconds of the processor that the work takes, the system's for it among them. */
const cpu = async (work: () => Promise<unknown> | void): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

type Message = { readonly device: TestDevice; readonly body: Buffer; readonly payloads: readonly string[] };

const send = async (hub: TestHub, { device, body }: Message): Promise<void> => {
  const headers = { 'content-encoding': 'gzip', authorization: `Bearer ${device.access}` };
  const { status, body: said } = await hub.raw('/v1/push', body, headers);
  const results = (said['results'] ?? []) as readonly { readonly type: string }[];
  if (status !== 200 || results.some(({ type }) => type !== 'applied')) throw new Error(JSON.stringify(said).slice(0, 300));
};

/** Made before the measurement begins: signing and packing are the device's work. */
const messageOf = (hub: TestHub, device: TestDevice, contents: readonly Payload[]): Message => {
  const sets = contents.map((content) => device.write(content));
  const text = JSON.stringify({ protocol: protocolVersion, epoch: hub.context.epoch, sets });
  return { device, body: gzipSync(text), payloads: sets.map(({ payload }) => payload) };
};

/** Everything that a person is given, page by page, from the beginning; returns how many sets. */
const pullAll = async (hub: TestHub, device: TestDevice): Promise<number> => {
  let count = 0;
  let scope: unknown = null;
  for (let after = 0, more = true; more;) {
    const { status, body } = await hub.post('/v1/pull', { epoch: hub.context.epoch, after, scope }, device.access);
    if (status !== 200) throw new Error(JSON.stringify(body));
    ({ scope } = body);
    after = Number(body['last']);
    more = body['more'] === true;
    count += (body['sets'] as readonly unknown[]).length;
  }
  return count;
};

/** The rows of messages read and stored bare, each message in a durable transaction. */
const bareTake = (db: Db, messages: readonly Message[]): void => {
  const insert = db.prepare('INSERT OR REPLACE INTO bare_row (tbl, id, cells) VALUES (?, ?, ?)');
  for (const { body } of messages) {
    const { sets } = JSON.parse(gunzipSync(body).toString()) as { readonly sets: readonly { readonly payload: string }[] };
    db.exec('BEGIN IMMEDIATE');
    for (const { payload } of sets) {
      const { i = [], u = [] } = JSON.parse(payload) as Payload;
      for (const [table, , rows] of i) for (const row of rows) insert.run([table, String(row[0]), JSON.stringify(row)]);
      for (const [table, id, now] of u) insert.run([`${table} changed`, id, JSON.stringify(now)]);
    }
    db.exec('COMMIT');
  }
};

/** The same payloads read from a table, parsed once, and packed as an answer is. */
const bareGive = (db: Db, wanted: number): void => {
  const rows = db.prepare('SELECT payload FROM bare_set ORDER BY seq').all([]);
  if (rows.length !== wanted) throw new Error('the bare log is of another length');
  for (const { payload } of rows) {
    const text = JSON.stringify(JSON.parse(gunzipSync(payload as Uint8Array).toString()));
    gunzipSync(gzipSync(JSON.stringify({ sets: [{ payload: text }] })));
  }
};

type Turn = { readonly [K in 'made' | 'single' | 'changed' | 'pulled']: readonly [ours: number, bare: number] };

const steps = (count: number, size: number): readonly number[] => Array.from({ length: Math.ceil(count / size) }, (_, at) => at * size);

const oneTurn = async (dir: string, deals: number): Promise<Turn> => {
  const db = openSqliteHub(dir);
  const hub = await hubOver(db);
  const bare = openDb(join(dir, 'bare.db'));
  bare.exec('CREATE TABLE bare_row (tbl TEXT, id TEXT, cells TEXT, PRIMARY KEY (tbl, id)) STRICT, WITHOUT ROWID');
  bare.exec('CREATE TABLE bare_set (seq INTEGER PRIMARY KEY, payload BLOB) STRICT');
  try {
    const admin = await aWorkspace(hub);
    const ola = await invited(hub, admin, 'seller', 'Ola');
    const eva = await invited(hub, admin, 'seller', 'Eva');
    await admin.push(
      admin.write(together(aTeam('t1', ola.person), aTeam('t2', eva.person)), { command: 'admin.addTeam', actor: admin.person }),
    );
    const payloads: string[] = [];
    const inTurns = async (messages: readonly Message[]): Promise<readonly [number, number]> => {
      payloads.push(...messages.flatMap((message) => message.payloads));
      const ours = await cpu(async () => {
        for (const message of messages) {
          await send(hub, message);
          // Nobody is asked to wait because a whole year comes in a minute.
          hub.ports.clock.advance(10_000);
        }
      });
      return [ours, await cpu(() => bareTake(bare, messages))];
    };
    /** Messages of so many of each, in sets of `size`; `rows`: what each takes of a message. */
    const write = (device: TestDevice, of: PayloadOf, size: number, rows: number, count = deals): readonly Message[] =>
      steps(count, inMessage / rows).map((first) =>
        messageOf(
          hub,
          device,
          steps(Math.min(inMessage / rows, count - first), size).map((from) =>
            of(device.person, first + from, Math.min(size, count - first - from)),
          ),
        ),
      );
    const made = await inTurns(write(ola, dealsOf, inMessage / rowsOfDeal, rowsOfDeal));
    const changed = await inTurns(write(ola, changesOf, inMessage, 1));
    const single = await inTurns(write(eva, dealsOf, 1, rowsOfDeal, deals / 4));
    const keep = bare.prepare('INSERT INTO bare_set (payload) VALUES (?)');
    for (const payload of payloads) keep.run([gzipSync(payload)]);
    const pulls = { ours: 0, bare: 0 };
    for (let time = 0; time < pulledAgain; time += 1) {
      pulls.ours += await cpu(() => pullAll(hub, eva));
      pulls.bare += await cpu(() => bareGive(bare, payloads.length));
    }
    return { made, changed, single, pulled: [pulls.ours, pulls.bare] };
  } finally {
    bare.close();
    await hub.server.close();
    await db.close();
    rmSync(hubFile(dir), { force: true });
    rmSync(join(dir, 'bare.db'), { force: true });
  }
};

/** Sellers' deals, as many as `deals`; half of what the last one is offered is somebody else's. */
export const benchHub = async (dir: string, deals: number, rounds: number): Promise<readonly Line[]> => {
  const turns: Turn[] = [];
  // The first round warms the compiler for both and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const turn = await oneTurn(join(dir, `hub${round}`), deals);
    if (round > 0) turns.push(turn);
  }
  const line = (what: string, of: keyof Turn): Line =>
    ratio(
      what,
      turns.map((turn) => turn[of][0]),
      turns.map((turn) => turn[of][1]),
      null,
    );
  const name = deals.toLocaleString('en');
  return [
    line(`hub, processor: ${name} deals of a seller pushed, with owner, value and move / the rows stored bare`, 'made'),
    line(`hub, processor: a quarter as many by another, each a set of its own / the rows stored bare`, 'single'),
    line(`hub, processor: ${name} of them changed and pushed / the cells stored bare`, 'changed'),
    line('hub, processor: all of it pulled by that other / read, packed and unpacked bare', 'pulled'),
  ];
};
