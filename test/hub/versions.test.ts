/** Devices of the first version of the protocol at a hub of today: answered in their own words, and with nothing that they could not read. */
import { expect, it } from 'vitest';
import { inviteRequest, refusal, refusalIn } from '../../src/shared/sync/hubProtocol.ts';
import { model } from '../support/ownModel.ts';
import { aHub, aWorkspace, change, insert, invited, type TestDevice, type TestHub } from './hubFixture.ts';

const happened = { happenedAt: 1, happenedDay: '2026-11-21' };

/** Reasons to refuse that the first version had. */
const firstReasons = new Set(['notAllowed', 'notYours', 'wrongActor', 'malformed', 'unknownRow', 'tooLarge']);

const reasonsIn = (answer: object): readonly string[] =>
  [...JSON.stringify(answer).matchAll(/"reason":"(\w+)"/gu)].map(([, reason]) => reason ?? '');

const ask = async ({ post, context }: TestHub, by: TestDevice, protocol: number, path: string, body: object): Promise<object> => {
  const answer = await post(path, { protocol, epoch: context.epoch, ...body }, by.access);
  expect(answer.status).toBe(200);
  return answer.body;
};

it('a device of the first version is told why a change was refused in the words that it knows', async () => {
  const hub = await aHub({ model });
  const kari = await aWorkspace(hub);
  const leader = await invited(hub, kari, 'manager', 'Lea', { position: 'salesLeader' });
  const note = { accountId: 'a', dealId: null, contactId: null, kind: 'note', team: 'sales', body: 'x', happenedAt: 1 };
  const sets = [
    leader.write(insert('signature', { id: 's1', signerId: leader.person, words: 'x', ...happened })),
    leader.write(insert('fact_void', { id: 'v1', factTable: 'signature', factId: 's1', ...happened })),
    leader.write(insert('activity', { id: 'n1', authorId: leader.person, ...note })),
    leader.write(change('activity', 'n1', { authorId: 'kari' })),
    leader.write(insert('activity', { id: 'n2', authorId: 'kari', ...note })),
    leader.write(change('account', 'nowhere', { name: 'x' })),
  ];
  const now = ['sealed', 'fixed', 'notInOwnName', 'unknownRow'];
  const then = ['notAllowed', 'malformed', 'notAllowed', 'unknownRow'];
  expect(reasonsIn(await ask(hub, leader, 1, '/v1/push', { sets }))).toEqual(then);
  expect(reasonsIn(await ask(hub, leader, 2, '/v1/push', { sets }))).toEqual(now);
  for (const who of [leader, kari]) {
    expect(reasonsIn(await ask(hub, who, 1, '/v1/pull', { after: 0, scope: null }))).toEqual(then);
    expect(reasonsIn(await ask(hub, who, 2, '/v1/pull', { after: 0, scope: null }))).toEqual(now);
  }
  // Whatever reason comes later has to be given words of the first version too.
  expect(refusal.shape.reason.options.filter((reason) => !firstReasons.has(reason))).toEqual([...now.slice(0, 3), 'needsAdmin']);
  expect(refusalIn(1, { reason: 'needsAdmin', table: 'account', rowId: null, held: {} }).reason).toBe('notAllowed');
  expect(inviteRequest.safeParse({ protocol: 1, access: 'seller', person: null, name: 'x', team: null, validHours: 1 }).success).toBe(true);
});

it('a device of a version that nobody speaks is told so', async () => {
  const hub = await aHub();
  const kari = await aWorkspace(hub);
  for (const protocol of [0, 3, 1.5, -1])
    expect(await hub.post('/v1/pull', { protocol, epoch: hub.context.epoch, after: 0, scope: null }, kari.access)).toMatchObject({
      status: 426,
      body: { error: 'protocolTooOld' },
    });
});
