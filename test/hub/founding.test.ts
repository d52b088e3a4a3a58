/** Whose words are taken for whose: what was before a workspace was published, what a hub has lost, and nothing beside them. */
import { describe, expect, it } from 'vitest';
import { makeSetUpCode } from '../../src/hub/codes.ts';
import { hubSet, type HubSet, type JoinAnswer, type LastSet, type WireSet } from '../../src/shared/sync/hubProtocol.ts';
import {
  aHub as aHubOn,
  aWorkspace,
  beginning,
  dealRows,
  deviceOf,
  invited,
  newKey,
  setHash,
  type TestDevice,
  type TestHub,
} from './hubFixture.ts';
import { storages } from './storages.ts';

const says = (status: number, error: string) => ({ status, body: { error } });
const week = 7 * 24 * 3_600_000;
const early = { actor: 'set-up', recordedAt: 1, command: 'admin.createWorkspace' };

/** Publishes as `kari`, and says what the last set of before is; the sets are made before they are sent. */
const publishing = async (hub: TestHub, before: (write: TestDevice['write']) => readonly WireSet[]) => {
  const keys = newKey();
  const code = await makeSetUpCode(hub.context);
  const joined = { workspace: 'w1', person: 'kari', tokens: { access: '', refresh: '', expiresAt: 0 } } as JoinAnswer;
  // The chain goes on where what was before has left it.
  const { write } = deviceOf(hub, keys, joined);
  const sets = before(write);
  const end = sets.at(-1);
  const last: LastSet | null = end === undefined ? null : { device: end.device, deviceSeq: end.deviceSeq, hash: setHash(end) };
  const answer = await hub.post('/v1/publish', { code, workspace: 'w1', name: 'Havbryn', person: 'kari', key: keys.key, last });
  expect(answer.status).toBe(200);
  return { kari: { ...deviceOf(hub, keys, answer.body as unknown as JoinAnswer), write }, sets };
};
const invite = (hub: TestHub, by: TestDevice, person: string | null = null) =>
  hub.post('/v1/invite', { access: 'seller', person, name: 'Anna', team: null, validHours: 1 }, by.access);

/** A set of a device that nobody has ever seen, in the name of somebody. */
const madeUp = (hub: TestHub, like: TestDevice, actor: string, id: string): WireSet => {
  const keys = newKey();
  const stranger = deviceOf(hub, keys, { workspace: 'w1', person: actor, tokens: like } as unknown as JoinAnswer);
  return { ...stranger.write(dealRows(id, actor)), signature: '' };
};

describe.each(storages)('on $kind', ({ open }) => {
  const aHub = async () => aHubOn({ db: await open() });

  it('founding is over when the hub has the set that the publisher named, and nobody else comes in before', async () => {
    const hub = await aHub();
    const { kari, sets } = await publishing(hub, (write) => [
      write(beginning('w1', 'kari'), early),
      write(dealRows('d1', 'kari'), { ...early, actor: 'bo' }),
      write(dealRows('d2', 'kari'), { ...early, actor: 'bo' }),
    ]);
    const [first, second, third] = sets as readonly [WireSet, WireSet, WireSet];
    expect(await kari.push(first, second)).toMatchObject([{ type: 'applied' }, { type: 'applied' }]);
    expect(await invite(hub, kari)).toMatchObject(says(409, 'stillFounding'));
    expect(await kari.push(third)).toMatchObject([{ type: 'applied' }]);
    expect((await invite(hub, kari)).status).toBe(200);
  });

  it('a time of before gives nobody a right afterwards, and neither does being alone', async () => {
    const hub = await aHub();
    const keys = newKey();
    const code = await makeSetUpCode(hub.context);
    const joined = { workspace: 'w1', person: 'kari', tokens: {} } as JoinAnswer;
    const device = deviceOf(hub, keys, joined);
    const set = device.write(beginning('w1', 'kari'), early);
    const last = { device: set.device, deviceSeq: 1, hash: setHash(set) };
    const answer = await hub.post('/v1/publish', { code, workspace: 'w1', name: 'x', person: 'kari', key: keys.key, last });
    const { access } = (answer.body as unknown as JoinAnswer).tokens;
    const push = async (...pushed: readonly WireSet[]) =>
      (await hub.post('/v1/push', { epoch: hub.context.epoch, sets: pushed }, access)).body['results'];
    expect(await push(set)).toMatchObject([{ type: 'applied' }]);
    expect(await push(device.write(dealRows('d1', 'kari'), early))).toMatchObject([{ type: 'refused', refused: { reason: 'wrongActor' } }]);
  });

  it('is over after a week, whatever has come', async () => {
    const hub = await aHub();
    const { kari, sets } = await publishing(hub, (write) => [write(beginning('w1', 'kari'), early), write(dealRows('d1', 'kari'), early)]);
    const [first, second] = sets as readonly [WireSet, WireSet];
    expect(await kari.push(first)).toMatchObject([{ type: 'applied' }]);
    hub.ports.clock.advance(week);
    const { body } = await hub.post('/v1/refresh', { refresh: kari.refresh });
    const { access } = body['tokens'] as { readonly access: string };
    const pushed = await hub.post('/v1/push', { epoch: hub.context.epoch, sets: [second] }, access);
    expect(pushed.body['results']).toMatchObject([{ type: 'refused', refused: { reason: 'wrongActor' } }]);
    expect((await invite(hub, { ...kari, access })).status).toBe(200);
  });

  it('takes what was written before anybody was set, and from nobody afterwards', async () => {
    const hub = await aHub();
    const { kari, sets } = await publishing(hub, (write) => [write(beginning('w1', 'kari'), { ...early, actor: '' })]);
    expect(await kari.push(...sets)).toMatchObject([{ type: 'applied' }]);
    expect(await kari.push(kari.write(dealRows('d1', 'kari'), { actor: '' }))).toMatchObject([
      { type: 'refused', refused: { reason: 'wrongActor' } },
    ]);
    expect((await kari.pull()).map((set) => hubSet.parse(set).actor)).toEqual(['', '']);
  });

  it('takes no other set in the place of the one that was named', async () => {
    const hub = await aHub();
    const { kari, sets } = await publishing(hub, (write) => [write(beginning('w1', 'kari'), early), write(dealRows('d1', 'kari'), early)]);
    const [first, second] = sets as readonly [WireSet, WireSet];
    expect(await kari.push(first)).toMatchObject([{ type: 'applied' }]);
    const other = kari.sealed({ ...second, hlc: String(BigInt(second.hlc) + 1n) });
    // Signed by the key that the test made for the publisher alone.
    expect(await kari.push(other)).toMatchObject([{ type: 'refused', refused: { reason: 'wrongActor' } }]);
  });

  it('of a publisher that named none, as programs of the first version do, the first invitation ends it', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    expect(await kari.push(kari.write(dealRows('d1', 'kari'), early))).toMatchObject([{ type: 'applied' }]);
    await invited(hub, kari, 'seller', 'Anna');
    expect(await kari.push(kari.write(dealRows('d2', 'kari'), early))).toMatchObject([
      { type: 'refused', refused: { reason: 'wrongActor' } },
    ]);
  });

  it('takes nothing from an admin in the name of others, of devices that nobody has seen, but while the hub is being put back', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const strangers = ['x1', 'x2', 'x3'].map((id) => madeUp(hub, kari, anna.person, id));
    expect(await kari.push(strangers[0] as WireSet)).toMatchObject([{ type: 'retry', why: 'stranger' }]);
    const order = (await kari.pull())
      .slice(-1)
      .map((set: HubSet) => ({ ...set, ...madeUp(hub, kari, anna.person, 'x4'), hubSeq: set.hubSeq + 1 }));
    const put = () => hub.post('/v1/put-back', { epoch: hub.context.epoch, sets: order }, kari.access);
    expect(await put()).toMatchObject(says(403, 'notAllowed'));
    const window = (by: TestDevice, isOpen: boolean) => hub.post('/v1/put-back-window', { epoch: hub.context.epoch, isOpen }, by.access);
    expect(await window(anna, true)).toMatchObject(says(403, 'notAllowed'));
    expect((await window(kari, true)).status).toBe(200);
    expect(await kari.push(strangers[0] as WireSet)).toMatchObject([{ type: 'applied' }]);
    expect((await window(kari, false)).status).toBe(200);
    expect(await kari.push(strangers[1] as WireSet)).toMatchObject([{ type: 'retry', why: 'stranger' }]);
    expect((await window(kari, true)).status).toBe(200);
    hub.ports.clock.advance(3_600_000 - 61_000);
    const { body } = await hub.post('/v1/refresh', { refresh: kari.refresh });
    hub.ports.clock.advance(61_000);
    const { access } = body['tokens'] as { readonly access: string };
    const late = await hub.post('/v1/push', { epoch: hub.context.epoch, sets: [strangers[2]] }, access);
    expect(late.body['results']).toMatchObject([{ type: 'retry', why: 'stranger' }]);
  });
});
