/** One change to many deals: all or none, each by the rules of a single change, in one set of the log and back by one undo. */
import { describe, expect, it } from 'vitest';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { bulkEdit } from '../../src/shared/pipeline/bulkContract.ts';
import { createDeal, deal, deals, removeDeal } from '../../src/shared/pipeline/contract.ts';
import { dealFilter } from '../../src/shared/pipeline/dealFilter.ts';
import { history, recentChanges, redo, undo } from '../../src/shared/sync/contract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, nok } from '../support/builders.ts';

const someDeals = async (app: TestApp, count: number, ownerId: Id<'Person'> | null = null): Promise<readonly Id<'Deal'>[]> => {
  const ids: Id<'Deal'>[] = [];
  for (let at = 0; at < count; at += 1)
    ids.push((await app.run(createDeal, aDeal({ title: `Deal ${at}`, amount: nok(1_000 * (at + 1)), ownerId }))).id);
  return ids;
};
const views = async (app: TestApp, ids: readonly Id<'Deal'>[]) => Promise.all(ids.map(async (id) => app.run(deal, { id })));
const newest = async (app: TestApp): Promise<number> => (await app.run(recentChanges, { limit: 1 }))[0]?.seq ?? 0;

describe('a change of many deals', () => {
  it('gives owner, stage, day and next step to each, as one change that one undo takes back and one redo does again', async () => {
    const app = await anApp();
    const anna = await app.aPerson('Anna', 'seller');
    const ids = await someDeals(app, 3);
    const before = await views(app, ids);
    const seq = await newest(app);
    const change = {
      ownerId: anna,
      stage: { toStageId: app.stage('meeting'), reason: 'Decided in the meeting' },
      expectedClose: day('2027-02-01'),
      nextStep: 'Call',
    };
    expect(await app.run(bulkEdit, { which: { ids: [...ids] }, change })).toEqual({
      changed: 3,
      unchanged: 0,
      refused: [],
      refusedCount: 0,
    });
    expect(await newest(app)).toBe(seq + 1);
    const after = await views(app, ids);
    for (const [at, view] of after.entries())
      expect(view).toMatchObject({
        owner: { id: anna },
        stage: { id: app.stage('meeting') },
        expectedClose: '2027-02-01',
        nextStep: 'Call',
        amount: nok(1_000 * (at + 1)),
      });
    expect((await app.run(history, { id: ids[0] ?? '' })).filter((entry) => entry.command === 'pipeline.bulkEdit')).toHaveLength(4);
    await app.run(undo);
    const told = (all: typeof before) =>
      all.map(({ title, owner, stage, expectedClose, nextStep }) => [title, owner, stage, expectedClose, nextStep]);
    expect(told(await views(app, ids))).toEqual(told(before));
    await app.run(redo);
    expect((await views(app, ids)).map(({ owner, nextStep }) => [owner?.id, nextStep])).toEqual(ids.map(() => [anna, 'Call']));
    expect(await app.findings()).toEqual([]);
  });

  it('removes them all, and one undo brings them back', async () => {
    const app = await anApp();
    const ids = await someDeals(app, 4);
    await app.run(bulkEdit, { which: { ids: ids.slice(0, 3) }, change: { remove: true } });
    expect((await app.run(deals, {})).count).toBe(1);
    await app.run(undo);
    expect((await app.run(deals, {})).count).toBe(4);
  });

  it('counts what already is as wanted, and a deal named twice once', async () => {
    const app = await anApp();
    const ids = await someDeals(app, 2);
    await app.run(bulkEdit, { which: { ids: ids.slice(0, 1) }, change: { nextStep: 'Call' } });
    const answer = await app.run(bulkEdit, { which: { ids: [...ids, ...ids] }, change: { nextStep: 'Call' } });
    expect(answer).toMatchObject({ changed: 1, unchanged: 1 });
  });

  it('of nothing changes nothing and writes no change', async () => {
    const app = await anApp();
    const seq = await newest(app);
    expect(await app.run(bulkEdit, { which: { ids: [] }, change: { remove: true } })).toMatchObject({ changed: 0, unchanged: 0 });
    expect(await newest(app)).toBe(seq);
  });
});

describe('where some deals refuse', () => {
  it('nothing is done, each is named with its reason, and the others are changed only when that is asked', async () => {
    const app = await anApp();
    const anna = await app.aPerson('Anna', 'seller');
    const hers = await someDeals(app, 2, anna);
    const [other, gone] = await someDeals(app, 2);
    if (other === undefined || gone === undefined) throw new Error('no deals');
    await app.run(removeDeal, { id: gone });
    const seq = await newest(app);
    app.actAs(anna);
    const wanted = { which: { ids: [...hers, other, gone] }, change: { nextStep: 'Mine' } };
    const why = {
      refused: [
        { id: other, title: 'Deal 0', why: 'NotYourDeal' },
        { id: gone, title: null, why: 'DealNotFound' },
      ],
      refusedCount: 2,
    };
    expect(await app.attempt(bulkEdit, wanted)).toEqual({ ok: false, error: { type: 'BulkRefused', possible: 2, ...why } });
    expect(await newest(app)).toBe(seq);
    expect((await views(app, hers)).map(({ nextStep }) => nextStep)).toEqual([null, null]);
    expect(await app.run(bulkEdit, { ...wanted, rest: true })).toEqual({ changed: 2, unchanged: 0, ...why });
    expect((await views(app, [...hers, other])).map(({ nextStep }) => nextStep)).toEqual(['Mine', 'Mine', null]);
  });

  it('a move forward without a reason, a loss without its reason: by the rules of a single move', async () => {
    const app = await anApp();
    const ids = await someDeals(app, 2);
    const moved = (key: string, reason: string | null = null) =>
      app.attempt(bulkEdit, { which: { ids: [...ids] }, change: { stage: { toStageId: app.stage(key), reason }, nextStep: 'Never' } });
    expect(await moved('meeting')).toMatchObject({
      ok: false,
      error: { possible: 0, refused: ids.map((id) => ({ id, why: 'ReasonMissing' })) },
    });
    expect(await moved('lost')).toMatchObject({ ok: false, error: { refused: ids.map((id) => ({ id, why: 'CloseReasonMissing' })) } });
    // With "the rest" a refused deal keeps all it had: not its stage alone is left out.
    const rest = { which: { ids: [...ids] }, change: { stage: { toStageId: app.stage('meeting') }, nextStep: 'Never' }, rest: true };
    expect(await app.run(bulkEdit, rest)).toMatchObject({ changed: 0, refusedCount: 2 });
    expect((await views(app, ids)).map(({ nextStep }) => nextStep)).toEqual([null, null]);
  });

  it('what is wrong for every deal is said once', async () => {
    const app = await anApp();
    const ids = await someDeals(app, 1);
    const nobody = '0190aaaa-0000-7000-8000-000000000000';
    const attempt = (change: object) => app.callRaw('pipeline.bulkEdit', { which: { ids }, change });
    expect(await attempt({ ownerId: nobody })).toMatchObject({ error: { type: 'PersonNotFound' } });
    expect(await attempt({ stage: { toStageId: nobody } })).toMatchObject({ error: { type: 'StageNotFound' } });
    expect(await attempt({ stage: { toStageId: app.stage('lost'), closeReasonId: nobody } })).toMatchObject({
      error: { type: 'CloseReasonUnknown' },
    });
  });
});

describe('every deal of a filter', () => {
  it('is changed but those left out, also beyond the rows on the screen', async () => {
    const app = await anApp();
    const ids = await someDeals(app, 5);
    const filter = dealFilter.parse({ words: 'deal' });
    const except = ids.slice(0, 1);
    expect(await app.run(bulkEdit, { which: { filter, except: [...except], count: 5 }, change: { nextStep: 'All' } })).toMatchObject({
      changed: 4,
    });
    expect((await views(app, ids)).map(({ nextStep }) => nextStep)).toEqual([null, 'All', 'All', 'All', 'All']);
  });

  it('is left alone when the filter holds another number than was seen', async () => {
    const app = await anApp();
    await someDeals(app, 3);
    const filter = dealFilter.parse({});
    expect(await app.attempt(bulkEdit, { which: { filter, count: 2 }, change: { remove: true } })).toEqual({
      ok: false,
      error: { type: 'SelectionChanged', count: 3, expected: 2 },
    });
    expect((await app.run(deals, {})).count).toBe(3);
  });
});
