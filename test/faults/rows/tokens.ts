/** A3: recorded requests come again, tokens are stolen, spent and revoked; nothing changes, and who was shut out is out at every process within seconds. */
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Reply, aWorkspace, change, dealRows, hubOver, invited, newKey, type TestDevice, type TestHub } from '../../hub/hubFixture.ts';
import { type HubKind, hubContent, kindsInTurn, newPlace, openPlace, until } from '../hubs.ts';
import { Lost, mustBeEmpty, type Row, type RowContext } from '../row.ts';
import { systemPorts } from '../../../src/platform/ports.ts';
import { testPorts } from '../../support/builders.ts';

const perRound = 100;
/** How soon a device is out everywhere, in ms. */
const soon = 5_000;

type Recorded = { readonly path: string; readonly body: object; readonly token: string | undefined; readonly answer: Reply };

/** A hub that notes what is said to it. */
const recording = (hub: TestHub, notes: Recorded[]): TestHub => ({
  ...hub,
  post: async (path, body, token) => {
    const answer = await hub.post(path, body, token);
    notes.push({ path, body, token, answer });
    return answer;
  },
});

/** An ordinary day: pushes, reads, lists of devices, somebody joins, somebody else is shut out, a device goes on under a new name. */
const ordinaryDay = async (
  hub: TestHub,
  admin: TestDevice,
  seller: TestDevice,
  random: RowContext['random'],
  requests: number,
): Promise<void> => {
  await seller.push(seller.write(dealRows('d1', seller.person)));
  const gone = await invited(hub, admin, 'seller', 'Gone');
  await hub.post('/v1/revoke', { device: gone.name }, admin.access);
  for (let n = 0; n < requests; n += 1) {
    hub.ports.clock.advance(1_000);
    const kind = random.below(10);
    if (kind < 5) await seller.push(seller.write(change('deal', 'd1', { title: `Title ${n}` })));
    // Refused, and numbered all the same.
    else if (kind === 5) await seller.push(seller.write(change('stage', 'nowhere', { name: 'x' })));
    else if (kind < 8) await admin.pull(random.below(3));
    else if (kind === 8) await hub.post('/v1/devices', {}, admin.access);
    else await hub.post('/v1/rekey', { key: { ...newKey().key } }, (await invited(hub, admin, 'seller', `Seller ${n}`)).access);
  }
};

const statusOnly = ({ status, body }: Reply): string => `${status} ${JSON.stringify({ ...body, hubTime: 0, tokens: null, expiresAt: 0 })}`;

/** While its tokens are good a request that comes again is answered as before; those that make something new each time are asked later. */
const makesAnew: ReadonlySet<string> = new Set(['/v1/invite', '/v1/refresh', '/v1/join', '/v1/publish']);
const growing: ReadonlySet<string> = new Set(['/v1/pull', '/v1/devices']);

const replayLive = async (hub: TestHub, notes: readonly Recorded[], random: RowContext['random']): Promise<readonly string[]> => {
  const problems: string[] = [];
  const again = notes.filter(({ path }) => !makesAnew.has(path)).map((one) => [random.below(2 ** 32), one] as const);
  const before = await hubContent(hub.context.db);
  for (const [, { path, body, token, answer }] of again.toSorted(([a], [b]) => a - b)) {
    hub.ports.clock.advance(100);
    const now = await hub.post(path, body, token);
    // A rekeyed device speaks under its new name; its old tokens are that one's.
    if (!growing.has(path) && path !== '/v1/rekey' && statusOnly(now) !== statusOnly(answer))
      problems.push(`${path} was answered ${statusOnly(now)} instead of ${statusOnly(answer)}`);
  }
  if ((await hubContent(hub.context.db)) !== before) problems.push('what came again has changed the hub');
  return problems;
};

/** When the tokens have been turned over or have run out, everything that comes again is turned away. */
const replayLate = async (hub: TestHub, notes: readonly Recorded[]): Promise<readonly string[]> => {
  const before = await hubContent(hub.context.db);
  const problems: string[] = [];
  for (const { path, body, token } of notes) {
    hub.ports.clock.advance(2 * 60_000);
    const { status } = await hub.post(path, body, token);
    const isOut = status === 401 || (token === undefined && status === 403);
    if (!isOut && path !== '/v1/refresh') problems.push(`${path} was answered ${status} with tokens that are spent`);
  }
  if ((await hubContent(hub.context.db)) !== before) problems.push('what came again with spent tokens has changed the hub');
  return problems;
};

/** Who uses a refresh token that was turned over shuts the device out, whoever of the two they are. */
const theft = async (hub: TestHub, admin: TestDevice): Promise<readonly string[]> => {
  const victim = await invited(hub, admin, 'seller', 'Victim');
  const refresh = (token: string) => hub.post('/v1/refresh', { refresh: token });
  const tokensOf = ({ body }: Reply) => body['tokens'] as { readonly access: string; readonly refresh: string };
  const pull = async (token: string): Promise<number> =>
    (await hub.post('/v1/pull', { epoch: hub.context.epoch, after: 0, scope: null }, token)).status;
  const second = tokensOf(await refresh(victim.refresh));
  const isGood = await pull(second.access);
  const third = tokensOf(await refresh(second.refresh));
  await pull(third.access);
  // Later than any message of the device itself can be on its way.
  hub.ports.clock.advance(10 * 60_000);
  const stolen = await refresh(victim.refresh);
  return [
    ...(isGood === 200 ? [] : [`a new token was answered ${isGood}`]),
    ...(stolen.status === 401 ? [] : [`a stolen refresh token was answered ${stolen.status}`]),
    ...((await pull(third.access)) === 401 ? [] : ['the tokens that came of a stolen one still are good']),
    ...((await pull(victim.access)) === 401 ? [] : ['a token that was turned over still is good']),
  ];
};

/** Shuts a device out while it listens, at the process where it listens or at another; returns the ms until it was out. */
const shutOut = async (at: TestHub, listens: TestHub, admin: TestDevice): Promise<number> => {
  const device = await invited(at, admin, 'seller', 'Listener');
  await listens.server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = listens.server.server.address() as AddressInfo;
  const stream = await fetch(`http://127.0.0.1:${port}/v1/live`, { headers: { authorization: `Bearer ${device.access}` } });
  const reader = stream.body?.getReader();
  let isCut = false;
  const listening = (async () => {
    for (;;) {
      const part = await reader?.read();
      if (part === undefined || part.done) break;
    }
    isCut = true;
  })();
  const began = performance.now();
  const { status } = await at.post('/v1/revoke', { device: device.name }, admin.access);
  if (status !== 200) throw new Lost('a revocation', [`answered ${status}`]);
  const pulled = await listens.post('/v1/pull', { epoch: listens.context.epoch, after: 0, scope: null }, device.access);
  if (pulled.status !== 401) throw new Lost('a revocation', [`the next request was answered ${pulled.status}`]);
  const refreshed = await listens.post('/v1/refresh', { refresh: device.refresh });
  if (refreshed.status !== 401) throw new Lost('a revocation', [`a refresh was answered ${refreshed.status}`]);
  await until('the stream is cut', () => isCut);
  await listening;
  return performance.now() - began;
};

/** Two processes have nothing in common but their database; neither have these two hubs. */
const revocations = async (kind: HubKind, dir: string, fault: RowContext['fault']): Promise<number> => {
  const place = await newPlace(kind, dir);
  const ports = { ...testPorts(), clock: { ...testPorts().clock, now: systemPorts.clock.now } };
  const dbs = [await openPlace(place), ...(kind === 'PostgreSQL' ? [await openPlace(place)] : [])];
  const hubs = await Promise.all(dbs.map((db) => hubOver(db, { ports })));
  const [one] = hubs;
  const listens = hubs.at(-1);
  if (one === undefined || listens === undefined) throw new Error('a hub');
  try {
    const ms = await shutOut(one, listens, await aWorkspace(one));
    fault(kind === 'PostgreSQL' ? 'shut out at another process' : 'shut out');
    return ms;
  } finally {
    for (const hub of hubs) await hub.server.close();
    for (const db of dbs) await db.close();
  }
};

export const tokens: Row = {
  name: 'A3',
  title: 'replayed requests, stolen, spent and revoked tokens',
  rounds: 20,
  shortSeconds: 1,
  run: async ({ random, dir, again, isShort, fault, note }) => {
    let replays = 0;
    let slowest = 0;
    const kindAt = kindsInTurn(random);
    for (let round = 0; again() || round === 0; round += 1) {
      const kind = kindAt(round);
      const where = `round ${round} (${kind})`;
      const db = await openPlace(await newPlace(kind, join(dir, `hub${round}`)));
      const plain = await hubOver(db);
      const notes: Recorded[] = [];
      const hub = recording(plain, notes);
      try {
        const admin = await aWorkspace(hub);
        const seller = await invited(hub, admin, 'seller', 'Bo');
        await ordinaryDay(hub, admin, seller, random, isShort ? perRound / 4 : perRound);
        mustBeEmpty(where, await replayLive(plain, notes, random));
        // Half of the rounds turn the tokens over, the others let them run out. Who has a good one goes on, so that only the old ones are tried.
        if (round % 4 < 2) for (const device of [admin, seller]) await plain.post('/v1/refresh', { refresh: device.refresh });
        plain.ports.clock.advance(3_600_001);
        const late = notes.filter(({ path }) => path !== '/v1/refresh');
        mustBeEmpty(where, await replayLate(plain, late));
        replays += notes.length * 2;
        for (let n = 0; n < notes.length; n += 1) fault('replayed');
        mustBeEmpty(where, await theft(plain, await aWorkspace(plain, 'w2', 'lars')));
        fault('stolen');
      } finally {
        await plain.server.close();
        await db.close();
      }
      slowest = Math.max(slowest, await revocations(kind, join(dir, `out${round}`), fault));
      if (slowest > soon) throw new Lost(where, [`shutting a device out took ${Math.round(slowest)} ms`]);
    }
    note(`${replays} requests came again and changed nothing; a revoked device was out after ${Math.round(slowest)} ms at most`);
  },
};
