/** What a hub asks of the values of what it is to number: each fits its column, and a row that is made has everything by which it is judged. */
import { describe, expect, it } from 'vitest';
import type { Payload } from '../../src/shared/sync/changeSet.ts';
import { aHub as aHubOn, aWorkspace, change, dealRows, insert, invited, ownedBy, whileFounding } from './hubFixture.ts';
import { storages } from './storages.ts';

const refused = (reason: string) => ({ type: 'refused', refused: { reason } });

describe.each(storages)('on $kind', ({ open }) => {
  const aHub = async () => aHubOn({ db: await open() });

  it('holds what is pushed to what its columns can hold, and reads what is older as it was written', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const value = { dealId: 'd1', amountMinor: 1, currency: 'NOK', expectedClose: null, estimate: 0, monthlyMinor: null, termMonths: null };
    const happened = { happenedAt: 1, happenedDay: '2026-11-21' };
    const note = { accountId: 'a', dealId: 'd1', contactId: null, kind: 'note', team: 'sales', authorId: 'kari', body: 'x', happenedAt: 1 };
    const odd = (): readonly Payload[] => [
      insert('deal_value', { id: 'v1', ...value, ...happened, happenedAt: Number.MAX_SAFE_INTEGER }),
      insert('deal_value', { id: 'v2', ...value, ...happened, happenedDay: 'soon' }),
      insert('deal_value', { id: 'v3', ...value, ...happened, expectedClose: '0001-01-01' }),
      insert('deal_value', { id: 'v5', ...value, ...happened, currency: 'kroner' }),
      insert('deal_value', { id: 'v6', ...value, ...happened, estimate: 2 }),
      insert('deal_value', { id: 'v7', ...value, ...happened, termMonths: 0 }),
      insert('deal_credit', { id: 'c1', dealId: 'd1', shares: 'everything', ...happened }),
      insert('activity', { id: 'n1', ...note, kind: 'telegram' }),
      insert('activity', { id: 'n2', ...note, happenedAt: 8.64e15 }),
      change('deal', 'd1', { nextStepDay: 'soon' }),
      change('deal', 'd1', { title: '' }),
    ];
    await kari.push(kari.write(dealRows('d1', 'kari')));
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const judged = await kari.push(...odd().map((payload) => kari.write(payload)));
    expect(judged).toMatchObject(odd().map(() => refused('malformed')));
    // Of the time before the workspace was published: whoever wrote it was asked less, and it is taken as it is.
    const early = await whileFounding(hub, () =>
      kari.push(...odd().map((payload) => kari.write(payload, { actor: 'set-up', recordedAt: 1 }))),
    );
    expect(early).toMatchObject(odd().map(() => ({ type: 'applied' })));
    const told = async (): Promise<string> => (await anna.pull()).map(({ payload }) => payload).join();
    expect((await told()).includes('"v1"')).toBe(false);
    await kari.push(kari.write(change('deal', 'd1', { title: 'x' })), kari.write(ownedBy('o2', 'd1', anna.person, 2)));
    const seen = await told();
    expect(['v1', 'v7', 'c1', 'n2', 'soon'].filter((word) => !seen.includes(`"${word}"`))).toEqual([]);
    // What names a row has to be a name, whenever it was written.
    expect(
      await whileFounding(hub, () =>
        kari.push(
          kari.write(insert('deal_value', { id: 'v8', ...value, ...happened, dealId: 'a\u0000b' }), { actor: 'set-up', recordedAt: 1 }),
          kari.write(insert('fact_void', { id: 'x', factTable: 'deal_value', factId: '', ...happened }), {
            actor: 'set-up',
            recordedAt: 1,
          }),
        ),
      ),
    ).toMatchObject([refused('malformed'), refused('malformed')]);
  });

  it('asks of a row that is made everything by which it is judged, and of a fact that is there nothing new', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const bo = await invited(hub, kari, 'seller', 'Bo');
    await anna.push(anna.write(dealRows('d1', anna.person)));
    const value = { amountMinor: 1, currency: 'NOK', expectedClose: null, estimate: 0, monthlyMinor: null, termMonths: null };
    await anna.push(anna.write(insert('deal_value', { id: 'v1', dealId: 'd1', ...value, happenedAt: 1, happenedDay: '2026-11-21' })));
    expect(
      await bo.push(
        bo.write(insert('deal_value', { id: 'x1', ...value, happenedAt: 1, happenedDay: '2026-11-21' })),
        bo.write(insert('ownership', { id: 'x2', role: 'owner', personId: bo.person })),
        bo.write(insert('activity', { id: 'x3', accountId: 'a', body: 'x' })),
        bo.write(insert('fact_void', { id: 'x4', factId: 'v1' })),
        // Without the day that facts have it is a fact all the same.
        bo.write(insert('deal_value', { id: 'v1', dealId: 'd1', amountMinor: null })),
        bo.write(insert('ownership', { id: 'o-d1', recordId: 'd1', role: 'owner', personId: bo.person })),
      ),
    ).toMatchObject(Array.from({ length: 6 }, () => refused('malformed')));
    expect(await bo.push(bo.write(change('deal', 'd1', { title: 'mine' })))).toMatchObject([refused('notYours')]);
  });
});
