/** N5: two hub processes on one PostgreSQL and eight writers; every number is given once and no cursor skips one, where a naive cursor does. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { change, dealRows, type TestDevice } from '../../hub/hubFixture.ts';
import { type HubProcess, invitedAt, published, pushTo, spawnHub } from '../../hub/hubProcess.ts';
import { seeded, type Seeded } from '../../support/seeded.ts';
import { logBegin, newPlace, readOn, sharedPostgres, until } from '../hubs.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';

const writersCount = 8;
/** Changes of one round, by all writers together. */
const perRound = 1_000;
const shortRound = 200;
const mostAtOnce = 4;

type Writer = { readonly device: TestDevice; readonly deal: string; readonly address: string; readonly random: Seeded; written: number };

/** What a cursor saw, held against the numbers that there are. */
const skipped = (seen: readonly number[], last: number): readonly string[] => {
  const problems = seen.flatMap((seq, at) => (seq === at + 1 ? [] : [`${seq} stands where ${at + 1} belongs`]));
  return seen.length === last ? problems : [...problems, `a cursor saw ${seen.length} of ${last}`];
};

/** Reads on and on with a cursor of its own until `isOver` was true before it read. */
const follow = async (read: () => Promise<readonly number[]>, isOver: () => boolean): Promise<readonly number[]> => {
  const seen: number[] = [];
  for (let wasOver = false; !wasOver;) {
    wasOver = isOver();
    seen.push(...(await read()));
    if (!wasOver) await pause(25);
  }
  return seen;
};

const cursorAt = (hub: HubProcess, token: string, address: string, problems: string[]): (() => Promise<readonly number[]>) => {
  let end = logBegin;
  return async () => {
    const read = await readOn(hub, token, end, address);
    ({ end } = read);
    problems.push(...read.problems);
    return read.sets.map(({ hubSeq }) => hubSeq);
  };
};

/** Pushes so many changes in small messages to either hub by turns; returns the numbers that were told. */
const work = async (hubs: readonly HubProcess[], writer: Writer, count: number): Promise<readonly number[]> => {
  const told: number[] = [];
  for (let left = count; left > 0;) {
    const size = Math.min(left, 1 + writer.random.below(mostAtOnce));
    const sets = Array.from({ length: size }, () => {
      const { device, deal } = writer;
      writer.written += 1;
      return device.write(writer.written === 1 ? dealRows(deal, device.person) : change('deal', deal, { title: `${writer.written}` }));
    });
    const hub = hubs[writer.random.below(hubs.length)];
    if (hub === undefined) throw new Error('two hubs');
    for (;;) {
      const { status, body } = await pushTo(hub, writer.device.access, sets, writer.address);
      // Everybody keeps to the pace that a hub asks of one address.
      if (status === 429) await pause(100);
      else {
        for (const result of status === 200 ? body.results : []) if (result.type === 'applied') told.push(result.hubSeq);
        if (status !== 200 || body.results.some(({ type }) => type !== 'applied')) throw new Lost('a push', [JSON.stringify(body)]);
        break;
      }
    }
    left -= size;
  }
  return told;
};

/** Numbers given before the commit, as a sequence gives them: the same oracle must see that a cursor loses some. */
const isNaiveCursorCaught = async (): Promise<boolean> => {
  const url = await (await sharedPostgres()).newUrl();
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  try {
    await pool.query('CREATE TABLE naive (seq bigserial PRIMARY KEY)');
    const slow = await pool.connect();
    await slow.query('BEGIN');
    await slow.query('INSERT INTO naive DEFAULT VALUES');
    let last = 0;
    let isOver = false;
    const following = follow(
      async () => {
        const { rows } = await pool.query<{ readonly seq: number }>('SELECT seq FROM naive WHERE seq > $1 ORDER BY seq', [last]);
        last = rows.at(-1)?.seq ?? last;
        return rows.map(({ seq }) => seq);
      },
      () => isOver,
    );
    for (let n = 0; n < 5; n += 1) await pool.query('INSERT INTO naive DEFAULT VALUES');
    await until('the cursor goes on', () => last > 1);
    await slow.query('COMMIT');
    slow.release();
    isOver = true;
    return skipped(await following, 6).length > 0;
  } finally {
    await pool.end();
  }
};

/** Shut out at one process, a device is refused at the other and its stream there is cut; returns after how many ms. */
const revocationAcross = async ([one, two]: readonly [HubProcess, HubProcess], admin: TestDevice): Promise<number> => {
  const device = await invitedAt(one, admin, 'Anna');
  const stream = await fetch(`${two.url}/v1/live`, { headers: { authorization: `Bearer ${device.access}` } });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const ended = (async () => {
    for (;;) {
      const part = await reader?.read();
      if (part === undefined || part.done) return;
      heard += part.value;
    }
  })();
  await pushTo(one, admin.access, [admin.write(dealRows(`live-${device.name}`, admin.person))]);
  await until('a poke from the other process', () => heard.includes('event: poke'));
  const began = performance.now();
  const { status } = await one.post('/v1/revoke', { device: device.name }, admin.access);
  if (status !== 200) throw new Lost('a revocation', [`answered ${status}`]);
  const refused = await two.post('/v1/pull', { epoch: two.epoch, after: 0, scope: null }, device.access);
  if (refused.status !== 401) throw new Lost('a revocation', [`the other process answers ${refused.status}`]);
  await ended;
  return performance.now() - began;
};

export const twoHubs: Row = {
  name: 'N5',
  title: 'two hubs on one PostgreSQL, eight writers',
  rounds: 20,
  shortSeconds: 3,
  run: async ({ random, dir, again, isShort, fault, note }) => {
    const place = await newPlace('PostgreSQL', dir);
    const hubs = await Promise.all([spawnHub(place), spawnHub(place)]);
    const [one, two] = hubs;
    let changes = 0;
    const problems: string[] = [];
    try {
      if (one.epoch !== two.epoch) throw new Lost('two processes of one hub', ['each has an epoch of its own']);
      const admin = await published(one.setUpCode === null ? two : one);
      const writers: Writer[] = [];
      for (let at = 0; at < writersCount; at += 1) {
        const device = await invitedAt(one, admin, `Seller ${at}`);
        writers.push({ device, deal: `deal-${at}`, address: `10.0.0.${at}`, random: seeded(`${random.below(2 ** 32)}`), written: 0 });
      }
      const told: number[] = [];
      const seen: number[][] = [[], []];
      const cursors = hubs.map((hub, at) => cursorAt(hub, admin.access, `10.0.1.${at}`, problems));
      // Starting two programs takes long; a short run that has no time left still does one round.
      while (again() || changes === 0) {
        let isOver = false;
        const reading = Promise.all(cursors.map((read) => follow(read, () => isOver)));
        // Awaited after the writers: a failure before that is told then.
        reading.catch(() => {});
        const each = (isShort ? shortRound : perRound) / writersCount;
        try {
          told.push(...(await Promise.all(writers.map((writer) => work(hubs, writer, each)))).flat());
        } finally {
          isOver = true;
        }
        for (const [at, numbers] of (await reading).entries()) seen[at]?.push(...numbers);
        changes += each * writersCount;
        fault(`${each * writersCount} changes at once`);
        mustBeEmpty('the cursors', problems);
        // Before the writers came the admin’s first set and eight invitations.
        for (const numbers of seen) mustBeEmpty(`after ${changes} changes`, skipped(numbers, changes + 1 + writersCount));
      }
      if (new Set(told).size !== changes)
        throw new Lost('the numbers', [`${new Set(told).size} different ones were told for ${changes} sets`]);
      if (!(await isNaiveCursorCaught())) throw new Lost('the oracle', ['a naive cursor was not noticed']);
      fault('naive cursor planted');
      const cutAfter = await revocationAcross([one, two], admin);
      fault('revoked at the other process');
      if (cutAfter > 5_000) throw new Lost('a revocation', [`the stream was cut after ${Math.round(cutAfter)} ms`]);
      note(
        `${changes} changes, each read once by both cursors; a revocation cut the stream at the other process after ${Math.round(cutAfter)} ms`,
      );
    } finally {
      for (const hub of hubs) await hub.kill('SIGKILL');
    }
  },
};
