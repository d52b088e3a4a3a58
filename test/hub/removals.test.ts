/** Mass removal at a hub: many live rows of a kind put away by one person within a day, whatever the number of sets and devices, by hand-made sets. */
import { describe, expect, it } from 'vitest';
import { makeSetUpCode } from '../../src/hub/codes.ts';
import type { Quotas } from '../../src/hub/hubContext.ts';
import type { Payload } from '../../src/shared/sync/changeSet.ts';
import type { JoinAnswer } from '../../src/shared/sync/hubProtocol.ts';
import { aHub, aWorkspace, change, deviceOf, insert, invited, newKey, type TestDevice, type TestHub, together } from './hubFixture.ts';
import { storages } from './storages.ts';

const says = (status: number, error: string) => ({ status, body: { error } });
const happened = { happenedAt: 1, happenedDay: '2026-11-21' };
const many = (count: number, one: (n: number) => Payload, from = 0): Payload =>
  together(...Array.from({ length: count }, (_, at) => one(from + at)));
const account = (n: number): Payload => insert('account', { id: `a${n}`, name: `Company ${n}` });
const register = (n: number, to: 0 | 1 | 2): Payload => change('account', `a${n}`, { '#deleted': to });
const trash = (n: number): Payload => register(n, 1);
const restore = (n: number): Payload => register(n, 0);
const withdraw = (n: number): Payload => register(n, 2);
const voiding = (id: string, factTable: string, factId: string): Payload => insert('fact_void', { id, factTable, factId, ...happened });

const answers = async (device: TestDevice, ...payloads: readonly Payload[]): Promise<readonly string[]> =>
  (await device.push(...payloads.map((payload) => device.write(payload)))).map((result) =>
    result.type === 'refused' ? `${result.refused.reason} ${result.refused.table ?? ''}` : result.type,
  );
const oneByOne = (count: number, one: (n: number) => Payload, from = 0): readonly Payload[] =>
  Array.from({ length: count }, (_, at) => one(from + at));
const refusedFrom = (all: readonly string[]): number => all.findIndex((answer) => answer === 'needsAdmin account');

/** One more device of a person who is there. */
const another = async (hub: TestHub, by: TestDevice, { person }: TestDevice, access: string): Promise<TestDevice> => {
  const invitation = await hub.post('/v1/invite', { access, person, name: 'Again', team: null, validHours: 24 }, by.access);
  const keys = newKey();
  const joined = await hub.post('/v1/join', { code: invitation.body['code'], key: keys.key });
  return deviceOf(hub, keys, joined.body as unknown as JoinAnswer);
};

const allow = (hub: TestHub, by: TestDevice, person: string, rows: number, more: object = {}) =>
  hub.post('/v1/allow-removal', { person, table: 'account', rows, code: null, ...more }, by.access);
const asked = async (hub: TestHub, by: TestDevice) => (await hub.post('/v1/removals', {}, by.access)).body['removals'];

describe.each(storages)('on $kind', ({ open }) => {
  /** A company of 51 accounts that its admin has made. */
  const aCompany = async (quotas: Partial<Quotas> = {}) => {
    const hub = await aHub({ db: await open(), quotas });
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    expect(await answers(kari, many(51, account))).toEqual(['applied']);
    return { hub, kari, anna };
  };

  it('one set that trashes all accounts is numbered as refused, goes to nobody, and what follows goes on', async () => {
    const { hub, kari, anna } = await aCompany();
    expect(await answers(anna, many(51, trash), many(51, withdraw), trash(0))).toEqual([
      'needsAdmin account',
      'needsAdmin account',
      'applied',
    ]);
    const [refused] = (await kari.pull()).filter((set) => set.refused !== null);
    expect(refused).toMatchObject({ payload: '', refused: { reason: 'needsAdmin', rowId: null, held: {} } });
    // A device of the first version hears what it has a word for.
    const first = await hub.post('/v1/pull', { protocol: 1, epoch: hub.context.epoch, after: 0, scope: null }, kari.access);
    expect((first.body['sets'] as readonly { readonly refused: object | null }[]).filter((set) => set.refused !== null)).toMatchObject([
      { refused: { reason: 'notAllowed' } },
      { refused: { reason: 'notAllowed' } },
    ]);
  });

  it('many small sets of two devices add up, each row counts once, and rows that one has just made make no share small', async () => {
    const { hub, kari, anna } = await aCompany();
    const phone = await another(hub, kari, anna, 'seller');
    expect(await answers(anna, many(200, account, 1_000))).toEqual(['applied']);
    // Trashed, restored and trashed again is one row.
    expect(await answers(anna, trash(0), restore(0), trash(0))).toEqual(['applied', 'applied', 'applied']);
    expect(refusedFrom(await answers(anna, ...oneByOne(9, trash, 1)))).toBe(-1);
    // The twentieth is the first that is one too many: more than a fifth of 51 is eleven, and fewer than twenty are nobody's business.
    expect(refusedFrom(await answers(phone, ...oneByOne(15, trash, 10)))).toBe(9);
    expect(await asked(hub, kari)).toMatchObject([{ person: anna.person, table: 'account', rows: 6, allowed: 0, allowedUntil: null }]);
    // Somebody else’s day is another, and so is another kind.
    expect(await answers(kari, trash(40))).toEqual(['applied']);
  });

  it('a fifth may go, and after the time it may again', async () => {
    const { hub, kari, anna } = await aCompany({ removals: { rows: 5, percent: 20, within: 600_000 } });
    expect(refusedFrom(await answers(anna, ...oneByOne(12, trash)))).toBe(10);
    hub.ports.clock.advance(600_000);
    expect(await answers(anna, many(8, trash, 20), trash(30))).toEqual(['applied', 'needsAdmin account']);
    // What one has made within the time is no share of anything.
    expect(await answers(kari, many(4, trash, 30), trash(40))).toEqual(['applied', 'needsAdmin account']);
  });

  it('facts that are taken back count as what they are, also by voids in many sets; to bring them back does not', async () => {
    const { kari, anna } = await aCompany();
    const owner = (n: number) =>
      insert('ownership', { id: `o${n}`, recordId: `a${n}`, role: 'owner', personId: anna.person, teamId: null, ...happened });
    expect(await answers(kari, many(40, owner))).toEqual(['applied']);
    const back = (n: number) => voiding(`v${n}`, 'ownership', `o${n}`);
    expect(await answers(anna, many(40, back))).toEqual(['needsAdmin ownership']);
    const said = await answers(kari, ...oneByOne(25, back));
    expect(said.indexOf('needsAdmin ownership')).toBe(19);
    expect(
      await answers(
        kari,
        many(19, (n) => voiding(`w${n}`, 'fact_void', `v${n}`)),
      ),
    ).toEqual(['applied']);
    // What takes the place of another corrects it: one for one.
    const anew = (n: number, id: string) =>
      insert('ownership', { id, recordId: `a${n}`, role: 'owner', personId: 'kari', teamId: null, ...happened });
    expect(
      await answers(
        kari,
        many(15, (n) => together(voiding(`y${n}`, 'ownership', `o${n}`), anew(n, `n${n}`)), 25),
      ),
    ).toEqual(['applied']);
    // A fact made and taken back in one set was never there.
    const both = (n: number) => together(owner(n), voiding(`x${n}`, 'ownership', `o${n}`));
    expect(await answers(kari, many(10, both, 41))).toEqual(['applied']);
  });

  it('an import is undone by who may, when an admin has allowed it', async () => {
    const { hub, kari } = await aCompany();
    const leader = await invited(hub, kari, 'manager', 'Lea');
    const imported = leader.write(many(60, account, 100), { command: 'imports.run' });
    expect(await leader.push(imported)).toMatchObject([{ type: 'applied' }]);
    const undo = () => leader.push(leader.write(many(60, withdraw, 100), { command: 'imports.undoBatch' }));
    expect(await undo()).toMatchObject([{ type: 'refused', refused: { reason: 'needsAdmin', table: 'account' } }]);
    expect(await allow(hub, kari, leader.person, 59)).toMatchObject({ status: 200 });
    expect(await undo()).toMatchObject([{ type: 'refused' }]);
    expect(await allow(hub, kari, leader.person, 60)).toMatchObject({ status: 200 });
    expect(await asked(hub, kari)).toMatchObject([{ rows: 60, allowed: 60, allowedUntil: hub.context.ports.clock.now() + 7 * 86_400_000 }]);
    expect(await undo()).toMatchObject([{ type: 'applied' }]);
    // Used up, it allows nothing more, and what was allowed leaves the usual share as it was.
    expect(await asked(hub, kari)).toEqual([]);
    expect(await answers(leader, many(51, trash), many(10, trash))).toEqual(['needsAdmin account', 'applied']);
  });

  it('nobody but an admin allows it, what nobody asked for is not allowed, and it ends', async () => {
    const { hub, kari, anna } = await aCompany({ removals: { rows: 5, percent: 20, within: 60_000 } });
    expect(await allow(hub, kari, anna.person, 51)).toMatchObject(says(404, 'notFound'));
    await answers(anna, many(51, trash));
    expect(await allow(hub, anna, anna.person, 51)).toMatchObject(says(403, 'notAllowed'));
    expect(await hub.post('/v1/removals', {}, anna.access)).toMatchObject(says(403, 'notAllowed'));
    expect(await allow(hub, kari, anna.person, 0)).toMatchObject(says(400, 'malformed'));
    expect(await allow(hub, kari, anna.person, 51)).toMatchObject({ status: 200 });
    hub.ports.clock.advance(7 * 86_400_000);
    const { tokens } = (await hub.post('/v1/refresh', { refresh: anna.refresh })).body as { readonly tokens: { readonly access: string } };
    const late = await hub.post('/v1/push', { epoch: hub.context.epoch, sets: [anna.write(many(51, trash))] }, tokens.access);
    expect(late.body['results']).toMatchObject([{ type: 'refused', refused: { reason: 'needsAdmin' } }]);
  });

  it('a device sends so many sets a minute and no more, whatever the number of messages', async () => {
    const { hub, anna } = await aCompany({ setsPerMinute: 4 });
    expect(await answers(anna, account(100), account(101), account(102))).toHaveLength(3);
    expect(await answers(anna, account(103), account(104))).toHaveLength(2);
    const send = (n: number) => hub.post('/v1/push', { epoch: hub.context.epoch, sets: [anna.write(account(n))] }, anna.access);
    expect(await send(105)).toMatchObject(says(429, 'slowDown'));
    hub.ports.clock.advance(60_000);
    expect(await send(106)).toMatchObject({ status: 200 });
  });

  it('the devices of a person stage so many bytes and no more', async () => {
    const { hub, kari, anna } = await aCompany({ stagedBytes: 10 });
    const phone = await another(hub, kari, anna, 'seller');
    const stage = (device: TestDevice, at: number, size: number) =>
      hub.post('/v1/stage', { hash: 'ab'.repeat(32), of: 3, part: { at, bytes: Buffer.alloc(size, 1).toString('base64') } }, device.access);
    expect(await stage(anna, 0, 6)).toMatchObject({ status: 200 });
    expect(await stage(phone, 0, 5)).toMatchObject(says(429, 'slowDown'));
    expect(await stage(phone, 0, 4)).toMatchObject({ status: 200 });
    expect(await stage(anna, 1, 1)).toMatchObject(says(429, 'slowDown'));
    // The same part again takes the place of what was there, and what was begun for another set gives its own up.
    expect(await stage(anna, 0, 6)).toMatchObject({ status: 200 });
    expect(await stage(kari, 0, 10)).toMatchObject({ status: 200 });
  });

  it('a device keeps so many streams open: the oldest ends where one more begins', async () => {
    const { hub, anna, kari } = await aCompany({ streams: 2 });
    const url = await hub.server.listen({ port: 0, host: '127.0.0.1' });
    const listen = async ({ access }: TestDevice) => {
      const answer = await fetch(`${url}/v1/live`, { headers: { authorization: `Bearer ${access}` } });
      const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
      let isOpen = true;
      const ended = (async () => {
        for (let part = await reader.read(); !part.done;) part = await reader.read();
        isOpen = false;
      })();
      return { ended, isOpen: () => isOpen };
    };
    const admin = await listen(kari);
    const first = await listen(anna);
    const [second, third] = [await listen(anna), await listen(anna)];
    await first.ended;
    expect([admin.isOpen(), second.isOpen(), third.isOpen()]).toEqual([true, true, true]);
  });

  it('an admin confirms an own one by a fresh code of the hub, or on a device that was there before', async () => {
    const { hub, kari } = await aCompany();
    const bo = await invited(hub, kari, 'admin', 'Bo');
    const laptop = await another(hub, kari, bo, 'admin');
    hub.ports.clock.advance(1_000);
    expect(await answers(bo, many(51, trash))).toEqual(['needsAdmin account']);
    expect(await allow(hub, bo, bo.person, 51)).toMatchObject(says(403, 'codeNeeded'));
    const made = await another(hub, bo, bo, 'admin');
    expect(await allow(hub, made, bo.person, 51)).toMatchObject(says(403, 'codeNeeded'));
    expect(await allow(hub, bo, bo.person, 51, { code: 'AAAAA-AAAAA-AAAAA-AAAAA' })).toMatchObject(says(403, 'wrongCode'));
    const invitation = await hub.post('/v1/invite', { access: 'seller', person: null, name: 'X', team: null, validHours: 1 }, bo.access);
    expect(await allow(hub, bo, bo.person, 51, { code: invitation.body['code'] })).toMatchObject(says(403, 'wrongCode'));
    const code = await makeSetUpCode(hub.context);
    expect(await allow(hub, bo, bo.person, 51, { code })).toMatchObject({ status: 200 });
    expect(await answers(bo, many(51, trash), many(51, restore))).toEqual(['applied', 'applied']);
    hub.ports.clock.advance(1_000);
    expect(await answers(bo, many(51, withdraw))).toEqual(['needsAdmin account']);
    // The code was good for one.
    expect(await allow(hub, bo, bo.person, 51, { code })).toMatchObject(says(403, 'wrongCode'));
    expect(await allow(hub, laptop, bo.person, 51)).toMatchObject({ status: 200 });
    expect(await answers(bo, many(51, withdraw))).toEqual(['applied']);
  });
});
