/** Who stays in, and who stays out: devices that call themselves by name after name, and what it takes to be rid of them. */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { HubDevice, JoinAnswer } from '../../src/shared/sync/hubProtocol.ts';
import { devicesAnswer } from '../../src/shared/sync/hubProtocol.ts';
import { aHub as aHubOn, aWorkspace, dealRows, deviceOf, hubOver, invited, newKey, type TestDevice, type TestHub } from './hubFixture.ts';
import { storages } from './storages.ts';

const says = (status: number, error: string) => ({ status, body: { error } });
const stemOf = (name: string): string => name.split('.')[0] ?? '';
const named = (of: TestDevice, incarnation: number) => ({ ...newKey().key, device: `${stemOf(of.name)}.${incarnation}` });

type Page = { readonly devices: readonly HubDevice[]; readonly next?: unknown };
const pageOf = async (hub: TestHub, by: TestDevice, after: unknown = null): Promise<Page> => {
  const { status, body } = await hub.post('/v1/devices', { after }, by.access);
  expect(status).toBe(200);
  return devicesAnswer.parse(body);
};
const liveIn = (devices: readonly HubDevice[]): readonly string[] =>
  devices.filter(({ revokedAt }) => revokedAt === null).map(({ device }) => device);
const isIn = async (hub: TestHub, access: string): Promise<boolean> =>
  (await hub.post('/v1/pull', { epoch: hub.context.epoch, after: 0, scope: null }, access)).status === 200;
const codeFor = async (hub: TestHub, by: TestDevice, person: string, access = 'seller'): Promise<unknown> => {
  const made = await hub.post('/v1/invite', { access, person, name: 'x', team: null, validHours: 24 }, by.access);
  expect(made.status).toBe(200);
  return made.body['code'];
};

describe.each(storages)('on $kind', ({ open }) => {
  const aHub = async () => aHubOn({ db: await open() });

  it('a device that goes on under name after name stays in the list, and is out under all of them once it is revoked', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    for (let n = 2; n <= 1_006; n += 1) {
      hub.ports.clock.advance(20);
      expect((await hub.post('/v1/rekey', { key: named(anna, n) }, anna.access)).status).toBe(200);
    }
    const { devices, next } = await pageOf(hub, kari);
    expect(liveIn(devices)).toEqual(expect.arrayContaining([`${stemOf(anna.name)}.1006`, kari.name]));
    expect([devices.length, next]).toEqual([2, null]);
    expect((await hub.post('/v1/revoke', { device: `${stemOf(anna.name)}.1006` }, kari.access)).status).toBe(200);
    expect(await hub.post('/v1/pull', { epoch: hub.context.epoch, after: 0, scope: null }, anna.access)).toMatchObject(
      says(401, 'revoked'),
    );
    expect(await hub.post('/v1/rekey', { key: named(anna, 1_007) }, anna.access)).toMatchObject(says(401, 'revoked'));
    expect(await hub.post('/v1/refresh', { refresh: anna.refresh })).toMatchObject(says(401, 'revoked'));
    expect(liveIn((await pageOf(hub, kari)).devices)).toEqual([kari.name]);
  });

  it('is revoked under all its names by any of them', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    expect((await hub.post('/v1/rekey', { key: named(anna, 2) }, anna.access)).status).toBe(200);
    expect((await hub.post('/v1/revoke', { device: anna.name }, kari.access)).status).toBe(200);
    expect(await isIn(hub, anna.access)).toBe(false);
  });

  it('goes on under no name but the next ones of its own', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const rekey = async (key: object) => hub.post('/v1/rekey', { key }, anna.access);
    expect((await rekey(named(anna, 5))).status).toBe(200);
    for (const key of [named(anna, 4), named(anna, 1), named(anna, 5), named(anna, 26), newKey().key, named(kari, 2), named(kari, 1)])
      expect(await rekey(key), key.device).toMatchObject(says(400, 'malformed'));
    // The answer got lost: the same key again.
    const next = named(anna, 25);
    expect((await rekey(next)).status).toBe(200);
    expect((await rekey(next)).status).toBe(200);
    // By an invitation neither: the name was first somebody else's.
    const bo = { code: await codeFor(hub, kari, 'kari', 'admin'), key: named(anna, 26) };
    expect(await hub.post('/v1/join', bo)).toMatchObject(says(400, 'malformed'));
    // The code is good still.
    expect((await hub.post('/v1/join', { ...bo, key: newKey().key })).status).toBe(200);
  });

  it('is let in again by an invitation that was made since it was revoked, and by none from before', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const before = await codeFor(hub, kari, anna.person);
    hub.ports.clock.advance(1_000);
    await hub.post('/v1/revoke', { device: anna.name }, kari.access);
    hub.ports.clock.advance(1_000);
    expect(await hub.post('/v1/join', { code: before, key: named(anna, 2) })).toMatchObject(says(400, 'malformed'));
    const since = await codeFor(hub, kari, anna.person);
    expect((await hub.post('/v1/join', { code: since, key: named(anna, 2) })).status).toBe(200);
    expect(await isIn(hub, anna.access)).toBe(false);
    expect(liveIn((await pageOf(hub, kari)).devices).toSorted()).toEqual([kari.name, `${stemOf(anna.name)}.2`].toSorted());
  });

  it('lets nobody hold more than ten devices, of which those that are out do not count', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const join = async () => {
      const keys = newKey();
      const answer = await hub.post('/v1/join', { code: await codeFor(hub, kari, anna.person), key: keys.key });
      return { keys, answer };
    };
    for (let n = 2; n <= 10; n += 1) expect((await join()).answer.status).toBe(200);
    const late = await join();
    expect(late.answer).toMatchObject(says(409, 'tooManyDevices'));
    // Under another name of one that she has, and another person: as ever.
    const code = await codeFor(hub, kari, anna.person);
    expect((await hub.post('/v1/join', { code, key: named(anna, 2) })).status).toBe(200);
    await invited(hub, kari, 'seller', 'Bo');
    await hub.post('/v1/revoke', { device: anna.name }, kari.access);
    expect((await join()).answer.status).toBe(200);
    expect((await join()).answer).toMatchObject(says(409, 'tooManyDevices'));
    expect(await hub.post('/v1/join', { protocol: 1, code: await codeFor(hub, kari, anna.person), key: newKey().key })).toMatchObject(
      says(403, 'notAllowed'),
    );
  });

  it('a person is revoked with all devices and all open codes', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const second = newKey();
    const joined = await hub.post('/v1/join', { code: await codeFor(hub, kari, anna.person), key: second.key });
    const phone = deviceOf(hub, second, joined.body as unknown as JoinAnswer);
    const open = await codeFor(hub, kari, anna.person);
    expect(await hub.post('/v1/revoke', { person: 'kari' }, anna.access)).toMatchObject(says(403, 'notAllowed'));
    expect(await hub.post('/v1/revoke', { person: 'nobody' }, kari.access)).toMatchObject(says(404, 'notFound'));
    expect((await hub.post('/v1/revoke', { person: anna.person }, kari.access)).status).toBe(200);
    expect([await isIn(hub, anna.access), await isIn(hub, phone.access)]).toEqual([false, false]);
    expect(await hub.post('/v1/join', { code: open, key: newKey().key })).toMatchObject(says(403, 'wrongCode'));
    expect(await isIn(hub, kari.access)).toBe(true);
    expect((await hub.post('/v1/join', { code: await codeFor(hub, kari, anna.person), key: newKey().key })).status).toBe(200);
  });

  it('takes nothing from a device, and gives it nothing, that was revoked while its message was on its way', async () => {
    const db = await open();
    let hasLooked = (): void => {};
    const looked = new Promise<void>((resolve) => (hasLooked = resolve));
    let isComing = false;
    const watched: typeof db = {
      ...db,
      read: async (body) => {
        const value = await db.read(body);
        if (isComing) hasLooked();
        return value;
      },
    };
    const hub = await aHubOn({ db: watched });
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    await hub.server.listen({ host: '127.0.0.1', port: 0 });
    isComing = true;
    const { port } = hub.server.server.address() as AddressInfo;
    const body = JSON.stringify({ protocol: 2, epoch: hub.context.epoch, after: 0, scope: null });
    const answer = fetch(`http://127.0.0.1:${port}/v1/pull`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${anna.access}` },
      // The token is looked at before the body is there.
      body: new ReadableStream({
        start: async (controller) => {
          controller.enqueue(Buffer.from(body.slice(0, 10)));
          await looked;
          await hub.post('/v1/revoke', { device: anna.name }, kari.access);
          hub.ports.clock.advance(5_000);
          controller.enqueue(Buffer.from(body.slice(10)));
          controller.close();
        },
      }),
      duplex: 'half',
    } as RequestInit);
    expect((await answer).status).toBe(401);
  });

  it('gives every live device before all others, page by page', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    await hub.context.db.write(async (sql) => {
      for (let n = 0; n < 1_200; n += 1)
        await sql.run(
          `INSERT INTO hub_device (workspace, device, person, public_key, label, joined_at, last_seq, last_hash, last_hlc, revoked_at)
           VALUES ('w1', ?, 'gone', 'x', '', ?, 0, '', '0', 5)`,
          [`${(1e15 + n).toString(16).padStart(16, 'f')}.1`, hub.ports.clock.now() + 10],
        );
    });
    const all: HubDevice[] = [];
    let pages = 0;
    for (let after: unknown = null; after !== undefined; pages += 1) {
      const { devices, next } = await pageOf(hub, kari, after);
      all.push(...devices);
      after = next ?? undefined;
    }
    expect(pages).toBeGreaterThan(3);
    expect(
      all
        .slice(0, 2)
        .map(({ device }) => device)
        .toSorted(),
    ).toEqual([anna.name, kari.name].toSorted());
    expect(new Set(all.map(({ device }) => device)).size).toBe(1_202);
    // A device of the first version reads one list, in which the live ones are.
    const { body } = await hub.post('/v1/devices', { protocol: 1 }, kari.access);
    expect(Object.keys(body).toSorted()).toEqual(['devices', 'epoch', 'hubTime']);
    expect(liveIn(body['devices'] as readonly HubDevice[]).toSorted()).toEqual([anna.name, kari.name].toSorted());
  });

  it('ends every stream within five seconds, also at another process, and also where the word of it is lost', async () => {
    const db = await open();
    const hub = await aHubOn({ db });
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const other = await hubOver({ ...db, onPoke: () => () => {} }, { ports: hub.ports });
    try {
      await other.server.listen({ host: '127.0.0.1', port: 0 });
      const { port } = other.server.server.address() as AddressInfo;
      const request = get({ host: '127.0.0.1', port, path: '/v1/live', headers: { authorization: `Bearer ${anna.access}` } });
      const [stream] = (await once(request, 'response')) as [IncomingMessage];
      expect(stream.statusCode).toBe(200);
      stream.resume();
      expect((await hub.post('/v1/rekey', { key: named(anna, 2) }, anna.access)).status).toBe(200);
      const began = performance.now();
      await hub.post('/v1/revoke', { person: anna.person }, kari.access);
      await once(stream, 'end');
      expect(performance.now() - began).toBeLessThan(5_000);
    } finally {
      await other.server.close();
    }
  });

  it('takes the sets that an earlier name of the same device had still to say', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const pending = anna.write(dealRows('d1', anna.person));
    expect((await hub.post('/v1/rekey', { key: named(anna, 2) }, anna.access)).status).toBe(200);
    expect(await anna.push(pending)).toMatchObject([{ type: 'applied' }]);
  });
});
