/** Damaged messages, some of every kind: a hub and a device take all of one or nothing, and say which. The fault catalogue sends twenty thousand. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hubClient } from '../../src/main/contexts/sync/hubClient.ts';
import type { HttpAnswer } from '../../src/platform/httpCall.ts';
import { hubError, protocolVersion, pushAnswer } from '../../src/shared/sync/hubProtocol.ts';
import { badFrame, badKinds } from '../faults/badFrames.ts';
import { aHub, aWorkspace, dealRows } from '../hub/hubFixture.ts';
import { seeded } from '../support/seeded.ts';

const seeds = fc.string({ minLength: 8, maxLength: 8 });

it('makes messages of every kind of damage', () => {
  const random = seeded('every kind');
  const kinds = new Set(Array.from({ length: 2_500 }, () => badFrame({ protocol: protocolVersion, sets: [{ a: 1 }] }, random).kind));
  expect([...kinds].toSorted()).toEqual([...badKinds].toSorted());
});

it('a hub takes all of a damaged message or nothing of it, and answers in its protocol', async () => {
  const hub = await aHub();
  const kari = await aWorkspace(hub);
  const sets = [kari.write(dealRows('d1', 'kari')), kari.write(dealRows('d2', 'kari')), kari.write(dealRows('d3', 'kari'))];
  const message = { protocol: protocolVersion, epoch: hub.context.epoch, sets };
  const numbered = async (): Promise<number> =>
    Number((await hub.context.db.read((sql) => sql.all('SELECT seq FROM hub_workspace')))[0]?.['seq']);
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const before = await numbered();
      const { bytes, encoding } = badFrame(message, seeded(seed));
      hub.ports.clock.advance(100);
      const headers = { authorization: `Bearer ${kari.access}`, ...(encoding === null ? {} : { 'content-encoding': encoding }) };
      const { status, body } = await hub.raw('/v1/push', bytes, headers);
      const results = status === 200 ? pushAnswer.parse(body).results : [];
      const taken = results.filter((result) => 'hubSeq' in result && result.hubSeq > before);
      expect([status >= 500, status === 200 || hubError.safeParse(body).success]).toEqual([false, true]);
      expect(await numbered()).toBe(before + taken.length);
    }),
    { numRuns: 250 },
  );
  expect(await kari.push(...sets)).toMatchObject(sets.map((_set, at) => ({ type: 'applied', hubSeq: at + 2 })));
});

it('a device calls whatever answers by one of few names', async () => {
  const page = { hubTime: 1, epoch: 'e', sets: [], head: '', last: 0, more: false };
  await fc.assert(
    fc.asyncProperty(seeds, fc.constantFrom(200, 204, 302, 404, 500), async (seed, status) => {
      const { bytes } = badFrame(page, seeded(seed));
      let answer: HttpAnswer = { type: 'unreadable' };
      try {
        answer = { type: 'answered', status, body: JSON.parse(bytes.toString('utf8')) as unknown };
      } catch {
        // What is no JSON is told apart before.
      }
      const network = { send: () => Promise.resolve(answer), listen: () => Promise.resolve() };
      const asked = await hubClient('http://127.0.0.1:1', network, new AbortController().signal).pull({});
      expect(asked.ok ? 'answered' : asked.error.type).toMatch(/^(?:answered|NotAHub|HubFailed)$/u);
    }),
    { numRuns: 300 },
  );
});
