/** Hostile and broken input at a hub's door: nothing of it is half taken over, and every answer is one of the protocol. */
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makeSetUpCode } from '../../src/hub/codes.ts';
import { lateFor } from '../../src/hub/sessions.ts';
import { HubUnavailableError } from '../../src/hub/hubDb.ts';
import { openSqliteHub } from '../../src/hub/sqliteDb.ts';
import { hubError, protocolVersion } from '../../src/shared/sync/hubProtocol.ts';
import { tempDir } from '../support/tempDir.ts';
import { aHub as aHubOn, aWorkspace, change, dealRows, insert, invited, newKey, type Reply, type TestHub } from './hubFixture.ts';
import { storages } from './storages.ts';

const says = (status: number, error: string) => ({ status, body: { error } });

describe.each(storages)('on $kind', ({ open }) => {
  const aHub = async () => aHubOn({ db: await open() });
  const isPlain = ({ status, body }: Reply): boolean => status >= 400 && hubError.safeParse(body).success;

  it('takes no half of a message that was cut, flipped or packed wrongly', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const set = kari.write(dealRows('d1', 'kari'));
    const packed = gzipSync(JSON.stringify({ protocol: protocolVersion, epoch: hub.context.epoch, sets: [set] }));
    const headers = { 'content-encoding': 'gzip', authorization: `Bearer ${kari.access}` };
    const bad: Uint8Array[] = [packed.subarray(0, packed.length - 9), Buffer.from('not gzip'), Buffer.alloc(0), gzipSync('{"protocol":1')];
    for (let at = 12; at < packed.length; at += 29) {
      const flipped = Buffer.from(packed);
      flipped[at] = (flipped[at] ?? 0) ^ 4;
      bad.push(flipped);
    }
    for (const body of bad) expect(await hub.raw('/v1/push', body, headers)).toSatisfy(isPlain);
    const { payload, ...rest } = set;
    const tampered = { ...rest, payload: payload.replace('d1', 'd2') };
    expect(await hub.post('/v1/push', { epoch: hub.context.epoch, sets: [tampered] }, kari.access)).toMatchObject(says(400, 'malformed'));
    const unsigned = { ...set, signature: '' };
    expect(await hub.post('/v1/push', { epoch: hub.context.epoch, sets: [unsigned] }, kari.access)).toMatchObject(says(400, 'malformed'));
    expect(await kari.pull()).toHaveLength(1);
    expect(await kari.push(set)).toMatchObject([{ type: 'applied', hubSeq: 2 }]);
  });

  it('enters no device under a name that was damaged on its way', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const set = kari.write(dealRows('d1', 'kari'));
    const devices = () => hub.context.db.read((sql) => sql.all('SELECT device FROM hub_device ORDER BY device'));
    const before = await devices();
    expect(await kari.push({ ...set, device: 'feedfeedfeedfeed.1' })).toMatchObject([{ type: 'retry', why: 'gap' }]);
    expect(await devices()).toEqual(before);
    expect(await kari.push(set)).toMatchObject([{ type: 'applied' }]);
  });

  it('ends zip bombs, large bodies and deep nesting before reading them', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const headers = { authorization: `Bearer ${kari.access}` };
    const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024, 32), { level: 9 });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await hub.raw('/v1/push', bomb, { ...headers, 'content-encoding': 'gzip' })).toMatchObject(says(413, 'tooLarge'));
    expect(await hub.raw('/v1/push', Buffer.alloc(5 * 1024 * 1024, 32), headers)).toMatchObject(says(413, 'tooLarge'));
    // Who has not joined is read even less of.
    const large = Buffer.alloc(80 * 1024, 32);
    for (const path of ['/v1/join', '/v1/publish', '/v1/refresh']) {
      expect(await hub.raw(path, large)).toMatchObject(says(413, 'tooLarge'));
      expect(await hub.raw(path, gzipSync(large), { 'content-encoding': 'gzip' })).toMatchObject(says(413, 'tooLarge'));
    }
    const deep = `{"protocol":1,"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(await hub.raw('/v1/push', deep, headers)).toMatchObject(says(400, 'malformed'));
    const deepPayload = kari.write({}, { payload: `{"i":${'['.repeat(50_000)}${']'.repeat(50_000)}}` });
    expect(await kari.push(deepPayload)).toMatchObject([{ type: 'refused', refused: { reason: 'malformed' } }]);
  });

  it('answers another workspace’s ids exactly like what is not there', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub, 'w1', 'kari');
    const lars = await aWorkspace(hub, 'w2', 'lars');
    await kari.push(kari.write(dealRows('d1', 'kari')));
    const anna = await invited(hub, lars, 'seller', 'Anna');
    const answers = await anna.push(
      anna.write(change('deal', 'd1', { title: 'x' })),
      anna.write(change('deal', 'nowhere', { title: 'x' })),
      anna.write(
        insert('deal_value', {
          id: 'v',
          dealId: 'd1',
          amountMinor: 1,
          currency: 'NOK',
          expectedClose: null,
          estimate: 0,
          monthlyMinor: null,
          termMonths: null,
          happenedAt: 1,
          happenedDay: '2026-11-21',
        }),
      ),
    );
    expect(answers.map((answer) => (answer.type === 'refused' ? [answer.refused.reason, answer.refused.held] : []))).toEqual([
      ['notYours', {}],
      ['notYours', {}],
      ['notYours', {}],
    ]);
    const revoke = (device: string) => hub.post('/v1/revoke', { device }, lars.access);
    expect(await revoke(kari.name)).toEqual(await revoke('00000000000000ff.1'));
    const invite = (person: string) =>
      hub.post('/v1/invite', { access: 'seller', person, name: 'x', team: null, validHours: 1 }, lars.access);
    expect(await invite('kari')).toEqual(await invite('nobody'));
    expect(JSON.stringify(await lars.pull())).not.toContain(kari.name);
    expect(JSON.stringify(await hub.post('/v1/devices', {}, lars.access))).not.toContain(kari.name);
  });

  it('knows no part that lies beyond what any set holds', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    for (const at of [1, 2 ** 31, Number.MAX_SAFE_INTEGER])
      expect(await hub.post('/v1/part', { hubSeq: 1, at }, kari.access)).toMatchObject(says(404, 'notFound'));
    expect(hub.ports.defects).toEqual([]);
  });

  it('takes no character that a database cannot hold for the name of anything', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    expect(await hub.post('/v1/revoke', { device: 'a\u0000b' }, kari.access)).toMatchObject(says(400, 'malformed'));
    const voiding = { id: 'v1', happenedAt: 1, happenedDay: '2026-11-21' };
    expect(
      await kari.push(
        kari.write(insert('fact_void', { ...voiding, factTable: 'deal_value', factId: 'a\u0000b' })),
        kari.write(insert('fact_void', { ...voiding, factTable: 'deal\u0000value', factId: 'a' })),
        kari.write(dealRows('d1', 'kari')),
      ),
    ).toMatchObject([
      { type: 'refused', refused: { reason: 'malformed' } },
      { type: 'refused', refused: { reason: 'malformed' } },
      { type: 'applied' },
    ]);
    expect(hub.ports.defects).toEqual([]);
  });

  it('wants the epoch, the protocol and a token that are its own', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const pull = (body: object, token?: string) =>
      hub.post('/v1/pull', { epoch: hub.context.epoch, after: 0, scope: null, ...body }, token);
    expect(await pull({ epoch: 'another' }, kari.access)).toMatchObject(says(409, 'wrongEpoch'));
    expect(await pull({ after: 99 }, kari.access)).toMatchObject(says(409, 'wrongEpoch'));
    expect(await pull({ protocol: protocolVersion + 1 }, kari.access)).toMatchObject(says(426, 'protocolTooOld'));
    expect(await pull({})).toMatchObject(says(401, 'unauthorised'));
    expect(await pull({}, 'x'.repeat(43))).toMatchObject(says(401, 'unauthorised'));
    expect(await hub.post('/v1/nothing', {}, kari.access)).toMatchObject(says(404, 'notFound'));
    hub.ports.clock.advance(3_600_001);
    expect(await pull({}, kari.access)).toMatchObject(says(401, 'unauthorised'));
  });

  it('takes a code once, until it expires, whatever its case; the same device may ask again when the answer was lost', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const invite = async (): Promise<string> =>
      String(
        (await hub.post('/v1/invite', { access: 'seller', person: null, name: 'Anna', team: null, validHours: 1 }, kari.access)).body[
          'code'
        ],
      );
    const code = await invite();
    const { key } = newKey();
    expect(await hub.post('/v1/join', { code: code.toLowerCase().replaceAll('-', ' '), key })).toMatchObject({ status: 200 });
    expect(await hub.post('/v1/join', { code, key })).toMatchObject({ status: 200 });
    expect(await hub.post('/v1/join', { code, key: newKey().key })).toMatchObject(says(403, 'wrongCode'));
    const late = await invite();
    hub.ports.clock.advance(3_600_000);
    expect(await hub.post('/v1/join', { code: late, key: newKey().key })).toMatchObject(says(403, 'expiredCode'));
    expect(await hub.post('/v1/join', { code, key })).toMatchObject(says(403, 'wrongCode'));
  });

  it('keeps no token and no code that could be used', async () => {
    const hub = await aHub();
    const code = await makeSetUpCode(hub.context);
    const kari = await aWorkspace(hub);
    const everything = JSON.stringify(
      await hub.context.db.read(async (sql) => [
        await sql.all('SELECT * FROM hub_code'),
        await sql.all('SELECT * FROM hub_session'),
        await sql.all('SELECT * FROM hub_device'),
      ]),
    );
    for (const secret of [code, kari.access, kari.refresh]) expect(everything).not.toContain(secret);
  });

  it('turns tokens over, forgives a lost answer, and shuts out whoever uses a spent one', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const refresh = (token: string) => hub.post('/v1/refresh', { refresh: token });
    const tokensOf = ({ body }: Reply) => body['tokens'] as { readonly access: string; readonly refresh: string };
    const lost = tokensOf(await refresh(anna.refresh));
    const second = tokensOf(await refresh(anna.refresh));
    const pull = (token: string) => hub.post('/v1/pull', { epoch: hub.context.epoch, after: 0, scope: null }, token);
    expect(await pull(second.access)).toMatchObject({ status: 200 });
    expect(await pull(lost.access)).toMatchObject(says(401, 'unauthorised'));
    hub.ports.clock.advance(lateFor);
    expect(await refresh(anna.refresh)).toMatchObject(says(401, 'revoked'));
    expect(await pull(second.access)).toMatchObject(says(401, 'revoked'));
  });

  it('lets a device whose refresh came twice go on with either answer, and shuts out whoever comes with the other one later', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const refresh = (token: string) => hub.post('/v1/refresh', { refresh: token });
    const tokensOf = ({ body }: Reply) => body['tokens'] as { readonly access: string; readonly refresh: string };
    const [first, second] = [tokensOf(await refresh(anna.refresh)), tokensOf(await refresh(anna.refresh))];
    const pull = (token: string) => hub.post('/v1/pull', { epoch: hub.context.epoch, after: 0, scope: null }, token);
    expect(await pull(first.access)).toMatchObject({ status: 200 });
    expect(await pull(second.access)).toMatchObject(says(401, 'unauthorised'));
    // Late on its way, and of no use to anybody.
    expect(await refresh(anna.refresh)).toMatchObject(says(401, 'unauthorised'));
    expect(await pull(first.access)).toMatchObject({ status: 200 });
    hub.ports.clock.advance(lateFor);
    expect(await refresh(second.refresh)).toMatchObject(says(401, 'revoked'));
    expect(await pull(first.access)).toMatchObject(says(401, 'revoked'));
  });

  it('shuts a device out at once, and lets only an admin do so', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    expect(await hub.post('/v1/revoke', { device: kari.name }, anna.access)).toMatchObject(says(403, 'notAllowed'));
    expect(
      await hub.post('/v1/invite', { access: 'admin', person: null, name: 'x', team: null, validHours: 1 }, anna.access),
    ).toMatchObject(says(403, 'notAllowed'));
    const set = anna.write(dealRows('d1', anna.person));
    expect(await hub.post('/v1/revoke', { device: anna.name }, kari.access)).toMatchObject({ status: 200 });
    await expect(anna.push(set)).rejects.toThrow('401');
    expect(await hub.post('/v1/refresh', { refresh: anna.refresh })).toMatchObject(says(401, 'revoked'));
  });

  it('refuses to invite a guest, and a second publish of the same workspace', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    expect(
      await hub.post('/v1/invite', { access: 'guest', person: null, name: 'x', team: null, validHours: 1 }, kari.access),
    ).toMatchObject(says(403, 'noGuests'));
    const code = await makeSetUpCode(hub.context);
    const again = { code, workspace: 'w1', name: 'x', person: 'eve', key: newKey().key };
    expect(await hub.post('/v1/publish', again)).toMatchObject(says(409, 'workspaceThere'));
    expect(await hub.post('/v1/publish', { ...again, workspace: 'w2' })).toMatchObject({ status: 200 });
  });
});

it('lets nobody ask faster than a hub can bear', async () => {
  const hub: TestHub = await aHubOn();
  const answers = await Promise.all(Array.from({ length: 260 }, () => hub.server.inject({ method: 'GET', url: '/health' })));
  expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(60);
});

it('keeps no listener who left while the token was looked at', async () => {
  const db = openSqliteHub(tempDir('hub'));
  let isLooking = (): void => {};
  let mayLook: Promise<unknown> = Promise.resolve();
  const slow: typeof db = {
    ...db,
    read: async (body) => {
      isLooking();
      await mayLook;
      return db.read(body);
    },
  };
  const hub = await aHubOn({ db: slow });
  const kari = await aWorkspace(hub);
  await hub.server.listen({ host: '127.0.0.1', port: 0 });
  let goOn = (): void => {};
  mayLook = new Promise<void>((resolve) => (goOn = resolve));
  const looking = new Promise<void>((resolve) => (isLooking = resolve));
  const arrived = once(hub.server.server, 'connection') as Promise<[Socket]>;
  const listener = connect((hub.server.server.address() as AddressInfo).port, '127.0.0.1');
  listener.write(`GET /v1/live HTTP/1.1\r\nhost: hub\r\nauthorization: Bearer ${kari.access}\r\n\r\n`);
  const [socket] = await arrived;
  await looking;
  listener.destroy();
  await once(socket, 'close');
  goOn();
  expect((await hub.server.inject('/health')).statusCode).toBe(200);
  expect((await hub.server.inject('/metrics')).payload).toContain('samspill_hub_live_streams 0');
});

it('serves who sends bombs and nonsense the more slowly, and nobody else', async () => {
  const hub = await aHubOn();
  const kari = await aWorkspace(hub);
  const bomb = gzipSync(Buffer.alloc(100 * 1024, 32));
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const ask = async (address: string) =>
    (
      await hub.raw('/v1/pull', JSON.stringify({ protocol: protocolVersion, epoch: hub.context.epoch, after: 0, scope: null }), {
        ...from(address),
        authorization: `Bearer ${kari.access}`,
      })
    ).status;
  const statuses: number[] = [];
  for (let at = 0; at < 15; at += 1)
    statuses.push((await hub.raw('/v1/join', bomb, { ...from('10.0.0.1'), 'content-encoding': 'gzip' })).status);
  expect(new Set(statuses)).toEqual(new Set([413, 429]));
  expect([await ask('10.0.0.1'), await ask('10.0.0.2')]).toEqual([429, 200]);
  hub.ports.clock.advance(10_000);
  expect(await ask('10.0.0.1')).toBe(200);
});

it('lets devices read what it holds while its disk is full', async () => {
  const db = openSqliteHub(tempDir('hub'));
  let isFull = false;
  const full: typeof db = { ...db, write: (body) => (isFull ? Promise.reject(new HubUnavailableError('full')) : db.write(body)) };
  const hub = await aHubOn({ db: full });
  const kari = await aWorkspace(hub);
  hub.ports.clock.advance(5 * 60_000);
  isFull = true;
  expect(await kari.pull()).toHaveLength(1);
  await expect(kari.push(kari.write(dealRows('d1', 'kari')))).rejects.toThrow('503');
});
