/** Payloads in parts and an order that is put back, on both kinds of database: whole or not at all, by who may, within limits. */
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makeSetUpCode } from '../../src/hub/codes.ts';
import { pack } from '../../src/platform/compress.ts';
import type { HubSet } from '../../src/shared/sync/hubProtocol.ts';
import { aHub, aWorkspace, change, dealRows, invited, setHash, type TestHub } from './hubFixture.ts';
import { storages } from './storages.ts';

const says = (status: number, error: string) => ({ status, body: { error } });

describe.each(storages)('on $kind', ({ open }) => {
  const started = async (): Promise<TestHub> => aHub({ db: await open() });

  it('a payload comes in parts, is taken over when it is whole, and is handed out in parts', async () => {
    const hub = await started();
    const kari = await aWorkspace(hub);
    const set = kari.write(dealRows('d1', 'kari'));
    const packed = Buffer.from(pack(Buffer.from(set.payload)));
    const stage = (part: object | null, hash = setHash(set)) => hub.post('/v1/stage', { hash, of: 2, part }, kari.access);
    const half = Math.ceil(packed.length / 2);
    const first = { at: 0, bytes: packed.subarray(0, half).toString('base64') };
    const second = { at: 1, bytes: packed.subarray(half).toString('base64') };
    expect(await stage(null)).toMatchObject({ body: { next: 0 } });
    expect(await stage(second)).toMatchObject({ body: { next: 0 } });
    expect(await kari.push({ ...set, payload: '' })).toMatchObject([{ type: 'retry', why: 'busy' }]);
    expect(await stage(first)).toMatchObject({ body: { next: 2 } });
    expect(await stage({ at: 2, bytes: 'AAAA' })).toMatchObject(says(400, 'malformed'));
    expect(await stage({ at: 0, bytes: '' })).toMatchObject(says(400, 'malformed'));
    expect(await kari.push({ ...set, payload: '' })).toMatchObject([{ type: 'applied' }]);
    expect(await stage(null)).toMatchObject({ body: { next: 0 } });
    const [sent] = (await kari.pull()).slice(-1);
    expect(sent?.payload).toBe(set.payload);
    const part = await hub.post('/v1/part', { hubSeq: sent?.hubSeq, at: 0 }, kari.access);
    expect(part).toMatchObject({ status: 200, body: { of: 1, bytes: packed.toString('base64') } });
    expect(await hub.post('/v1/part', { hubSeq: sent?.hubSeq, at: 1 }, kari.access)).toMatchObject(says(404, 'notFound'));
    const other = await aWorkspace(hub, 'w2', 'mona');
    expect(await hub.post('/v1/part', { hubSeq: sent?.hubSeq, at: 0 }, other.access)).toMatchObject(says(404, 'notFound'));
  });

  it('a small payload that unfolds without end is not unfolded, and a part of another set gives up what was begun', async () => {
    const hub = await started();
    const kari = await aWorkspace(hub);
    const set = kari.write(dealRows('d1', 'kari'));
    const bomb = Buffer.concat([Buffer.of(1), deflateRawSync(Buffer.alloc(80 * 1024 * 1024))]);
    const part = { at: 0, bytes: bomb.toString('base64') };
    expect(await hub.post('/v1/stage', { hash: setHash(set), of: 1, part }, kari.access)).toMatchObject({ body: { next: 1 } });
    expect(await kari.push({ ...set, payload: '' })).toMatchObject([{ type: 'retry', why: 'busy' }]);
    const another = { at: 0, bytes: 'AAAA' };
    await hub.post('/v1/stage', { hash: 'ab'.repeat(32), of: 1, part: another }, kari.access);
    expect(await hub.post('/v1/stage', { hash: setHash(set), of: 1, part: null }, kari.access)).toMatchObject({ body: { next: 0 } });
    expect(await kari.push(set)).toMatchObject([{ type: 'applied' }]);
  });

  it('an order is put back by an admin alone, number by number, in the words that each device signed', async () => {
    const hub = await started();
    const kari = await aWorkspace(hub);
    const bo = await invited(hub, kari, 'seller', 'Bo');
    await kari.push(kari.write(dealRows('d1', bo.person)));
    const [taken] = await bo.push(bo.write(change('deal', 'd1', { title: 'By Bo' })));
    const [refused] = await bo.push(bo.write(change('person', 'kari', { name: 'Not so' })));
    expect([taken?.type, refused?.type]).toEqual(['applied', 'refused']);
    const order = await kari.pull();

    // The same device publishes at an empty hub.
    const next = await started();
    const again = await aWorkspaceOf(next, kari.publicKey, kari.name);
    const put = (sets: readonly HubSet[], access = again) => next.post('/v1/put-back', { epoch: next.context.epoch, sets }, access);
    const end = order.at(-1);
    expect(await put(order.slice(1))).toMatchObject(says(400, 'malformed'));
    expect(await put([{ ...(order[0] as HubSet), signature: '' }])).toMatchObject(says(400, 'malformed'));
    expect(await put([{ ...(order[0] as HubSet), payload: '{}' }])).toMatchObject(says(400, 'malformed'));
    expect(await put(order)).toMatchObject({ status: 200, body: { seq: end?.hubSeq } });
    expect(await put(order)).toMatchObject({ status: 200, body: { seq: end?.hubSeq } });
    const marks = [{ seq: 0, head: '' }];
    const there = await next.post('/v1/mark', { marks }, again);
    const here = await hub.post('/v1/mark', { marks }, kari.access);
    expect([there.body['seq'], there.body['head']]).toEqual([here.body['seq'], here.body['head']]);
    // What the hub did not take over then it does not take over now: it has no more than its place.
    const pulled = (await next.post('/v1/pull', { epoch: next.context.epoch, after: 0, scope: null }, again)).body[
      'sets'
    ] as readonly HubSet[];
    expect(pulled).toEqual(order);
    expect(await hub.post('/v1/put-back', { epoch: hub.context.epoch, sets: order }, bo.access)).toMatchObject(says(403, 'notAllowed'));
  });
});

/** Publishes the workspace at an empty hub in the name of a device that exists; its access token. */
const aWorkspaceOf = async (hub: TestHub, publicKey: string, device: string): Promise<string> => {
  const code = await makeSetUpCode(hub.context);
  const key = { device, publicKey, label: 'A device' };
  const answer = await hub.post('/v1/publish', { code, workspace: 'w1', name: 'Havbryn', person: 'kari', key });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return (answer.body['tokens'] as { readonly access: string }).access;
};
