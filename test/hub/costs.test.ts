/** What a message that ends refused costs a hub, measured at a hub that is a program of its own: little, whoever sends it and however it is made. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, inject, it } from 'vitest';
import { protocolVersion, stageLimit, type WireSet } from '../../src/shared/sync/hubProtocol.ts';
import { ask } from '../support/asked.ts';
import { tempDir } from '../support/tempDir.ts';
import { dealRows, type TestDevice } from './hubFixture.ts';
import { type HubPlace, type HubProcess, invitedAt, published, pushTo, startHub } from './hubProcess.ts';

const megabyte = 1024 * 1024;
const places: readonly { readonly kind: string; readonly place: () => Promise<HubPlace> }[] = [
  { kind: 'SQLite', place: async () => ({ store: tempDir('hub') }) },
  { kind: 'PostgreSQL', place: async () => ({ url: await ask(inject('postgresUrl')) }) },
];

/** CPU that a program has had in ms, and the most memory that it has had since the last look, as the system of Linux counts them. */
const measured = (pid: number) => {
  const ticks = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? [];
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`, 'u').exec(status)?.[1]);
  return { cpu: ticks.reduce((sum, each) => sum + each, 0) * 10, now: kilobytes('VmRSS') / 1024, most: kilobytes('VmHWM') / 1024 };
};
const forgetMost = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');

type Cost = { readonly cpu: number; readonly memory: number };

const costOf = async (hub: HubProcess, body: () => Promise<unknown>): Promise<Cost> => {
  const pid = hub.child.pid ?? 0;
  forgetMost(pid);
  const before = measured(pid);
  await body();
  const after = measured(pid);
  return { cpu: after.cpu - before.cpu, memory: after.most - before.now };
};

const zeros = (count: number): string => `[${'0,'.repeat(count - 1)}0]`;
const many = (count: number, item: string): string => `${`${item},`.repeat(Math.max(0, Math.floor(count) - 1))}${item}`;
const value = '["v1","d1",1,"NOK",null,0,null,null,1,"2026-11-21"]';
const valueColumns =
  '["id","dealId","amountMinor","currency","expectedClose","estimate","monthlyMinor","termMonths","happenedAt","happenedDay"]';

/** Payloads that nobody of ours writes, each as long as its way takes it. */
const payloads: Readonly<Record<string, (length: number) => string>> = {
  'nothing but zeros': (length) => zeros(length / 2),
  'rows of zeros': (length) => `{"i":[["deal_value",["id"],${zeros(length / 2)}]]}`,
  'one row of zeros': (length) => `{"i":[["deal_value",["id"],[${zeros(length / 2)}]]]}`,
  'empty rows': (length) => `{"i":[["deal_value",["id"],[${many(length / 3, '[]')}]]]}`,
  'groups without end': (length) => `{"i":[${many(length / 22, '["deal_value",[],[]]')}]}`,
  'columns without end': (length) => `{"i":[["deal",[${many(length / 9, '"column"')}],[]]]}`,
  'fields without end': (length) => `{"u":[["deal","d1",{${many(length / 10, '"field":0')}},{}]]}`,
  'unknown parts': (length) => `{"x":{${many(length / 10, '"field":0')}}}`,
  'brackets within brackets': (length) => '['.repeat(length),
  'one long text': (length) => `"${'a'.repeat(length - 2)}"`,
  backslashes: (length) => `{"i":[["${'\\\\'.repeat(length / 2 - 10)}`,
  'a good beginning and a wrong end': (length) =>
    `{"i":[["deal_value",${valueColumns},[${many(length / 60, value)},["v","d1",1,"kroner",null,0,null,null,1,"2026-11-21"]]]]}`,
  'a row that is cut off': (length) => `{"i":[["deal_value",${valueColumns},[${many(length / 60, value)},["v"`,
};

/** A message that is no set of anybody's. */
const bodies: Readonly<Record<string, (length: number) => string>> = {
  zeros: (length) => zeros(length / 2),
  'sets of zeros': (length) => `{"protocol":2,"epoch":"x","sets":${zeros(length / 2)}}`,
  'fields without end': (length) => `{"protocol":2,"epoch":"x",${many(length / 10, '"field":0')}}`,
  'empty sets': (length) => `{"protocol":2,"epoch":"x","sets":[${many(length / 3, '{}')}]}`,
  'one long text': (length) => `"${'a'.repeat(length - 2)}"`,
};

const post = async (
  hub: HubProcess,
  device: TestDevice,
  path: string,
  body: string,
): Promise<{ readonly status: number; readonly body: unknown }> => {
  const answer = await fetch(`${hub.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', authorization: `Bearer ${device.access}` },
    body: gzipSync(body),
  });
  return { status: answer.status, body: await answer.json() };
};

/** Who has sent so much that is wrong is told to come later, and comes again until it is let in. */
const letIn = async <Answer extends { readonly status: number }>(ask: () => Promise<Answer>): Promise<Answer> => {
  const answers: Answer[] = [];
  await expect.poll(async () => answers.unshift(await ask()) > 0 && answers[0]?.status).not.toBe(429);
  return answers[0] ?? expect.fail('no answer');
};

const pushed = (hub: HubProcess, device: TestDevice, set: WireSet) =>
  letIn(() => post(hub, device, '/v1/push', JSON.stringify({ protocol: protocolVersion, epoch: hub.epoch, sets: [set] })));

/** Brings a payload part by part, as one that is too long to travel with its set. */
const staged = async (hub: HubProcess, device: TestDevice, payload: string, hash: string): Promise<void> => {
  const packed = Buffer.concat([Buffer.of(1), deflateRawSync(payload, { level: 1 })]);
  const of = Math.ceil(packed.length / stageLimit.part);
  for (let at = 0; at < of; at += 1) {
    const bytes = packed.subarray(at * stageLimit.part, (at + 1) * stageLimit.part).toString('base64');
    const { status } = await letIn(() => hub.post('/v1/stage', { hash, of, part: { at, bytes } }, device.access));
    if (status !== 200) throw new Error(`${status}`);
  }
};

const setHashOf = (set: WireSet): string =>
  createHash('sha256')
    .update(Buffer.from(set.prevHash, 'hex'))
    .update(JSON.stringify([set.device, set.deviceSeq, set.hlc, set.actor, set.command, set.cause, set.recordedAt, set.schema]))
    .update(Buffer.from(set.payloadHash, 'hex'))
    .digest('hex');

/**
 * On a quiet machine a message costs at most a second and 64 megabytes, and a payload that is brought beside it in parts a second for each 32 megabytes.
 * Processor time too grows where others are at work, and what is measured of memory is what was not yet collected, so the bounds are four times that: what they must catch cost minutes and gigabytes.
 */
const tooDear = (costs: ReadonlyMap<string, Cost>): readonly string[] =>
  [...costs]
    .filter(([name, { cpu, memory }]) => cpu > (name.startsWith('beside') ? 8_000 : 4_000) || memory > 256)
    .map(([name, { cpu, memory }]) => `${name}: ${cpu} ms, ${Math.round(memory)} MB`);

describe.runIf(process.platform === 'linux').each(places)('on $kind', ({ place }) => {
  it('no message that ends refused costs more than some seconds or 256 megabytes', async () => {
    const hub = await startHub(await place());
    const kari = await published(hub);
    const anna = await invitedAt(hub, kari, 'Anna');
    // What a hub needs once is not what a message costs.
    await pushTo(hub, kari.access, [kari.write(dealRows('d1', 'kari'))]);
    await post(hub, anna, '/v1/push', `{"protocol":${protocolVersion},"epoch":"${hub.epoch}","sets":[${zeros(1_000)}]}`);
    const costs = new Map<string, Cost>();
    const [longest, longestStaged] = [stageLimit.from, stageLimit.most];
    for (const [name, payload] of Object.entries(payloads)) {
      const set = kari.write({}, { payload: payload(longest - 1024) });
      const cost = await costOf(hub, async () => {
        const { status, body } = await pushed(hub, kari, set);
        expect(body, `${name} ${status}`).toMatchObject({ results: [{ type: 'refused', refused: { reason: 'malformed' } }] });
      });
      costs.set(`with its set, ${name}`, cost);
    }
    for (const [name, payload] of Object.entries(payloads)) {
      const set = kari.write({}, { payload: payload(longestStaged - 4096) });
      await staged(hub, kari, set.payload, setHashOf(set));
      const cost = await costOf(hub, async () => {
        const { status, body } = await pushed(hub, kari, { ...set, payload: '' });
        expect(body, `${name} ${status}`).toMatchObject({ results: [{ type: 'refused', refused: { reason: 'malformed' } }] });
      });
      costs.set(`beside its set, ${name}`, cost);
    }
    for (const [name, body] of Object.entries(bodies))
      for (const length of [8 * megabyte, 31 * megabyte])
        for (const path of ['/v1/push', '/v1/pull', '/v1/mark', '/v1/put-back']) {
          const sent = body(length);
          const cost = await costOf(hub, async () => {
            expect([400, 413, 404, 429]).toContain((await post(hub, anna, path, sent)).status);
          });
          costs.set(`${path} ${name} ${length}`, cost);
        }
    expect(tooDear(costs)).toEqual([]);
    const { body } = await pushed(hub, kari, kari.write(dealRows('d2', 'kari')));
    expect(body).toMatchObject({ results: [{ type: 'applied' }] });
  });
});
