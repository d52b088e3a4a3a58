/** Undo and redo: one stack per person and device; what somebody else changed since is kept and named. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createAccount, editAccount } from '../../src/shared/accounts/contract.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { createDeal, deal, deals, editDeal, moveDeal, removeDeal, setDealOwner, setDealValue } from '../../src/shared/pipeline/contract.ts';
import { history, redo, restore, trash, undo, undoState } from '../../src/shared/sync/contract.ts';
import { aDeal, anApp, nok, openTestApp, type TestApp } from '../support/builders.ts';
import { aStep, logLength, take, visibleContent } from '../support/randomWalk.ts';

type DealId = Id<'Deal'>;
const titleOf = async (app: TestApp, id: DealId) => (await app.run(deal, { id })).title;
const isGone = async (app: TestApp, id: DealId) => !(await app.attempt(deal, { id })).ok;
const newDeal = async (app: TestApp, parts: Parameters<typeof aDeal>[0] = {}) => (await app.run(createDeal, aDeal(parts))).id;

describe('undo by the same person', () => {
  it('takes back two edits of one field, one after the other, and does both again', async () => {
    const app = await anApp();
    const id = await newDeal(app, { title: 'One' });
    await app.run(editDeal, { id, title: 'Two' });
    await app.run(editDeal, { id, title: 'Three' });
    expect(await app.run(undo)).toMatchObject({ command: 'pipeline.editDeal', kept: [] });
    expect(await titleOf(app, id)).toBe('Two');
    expect(await app.run(undo)).toMatchObject({ kept: [] });
    expect(await titleOf(app, id)).toBe('One');
    expect(await app.run(redo)).toMatchObject({ kept: [] });
    expect(await app.run(redo)).toMatchObject({ kept: [] });
    expect(await titleOf(app, id)).toBe('Three');
    expect(await app.findings()).toEqual([]);
  });

  it('takes back a move, a value and an owner by voiding the facts, and redo brings them back', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'seller');
    const id = await newDeal(app, { amount: nok(5_000) });
    await app.run(moveDeal, { id, toStageId: app.stage('meeting'), reason: 'met at the fair' });
    await app.run(setDealValue, { id, amount: nok(7_000) });
    await app.run(setDealOwner, { id, personId: bo });
    for (let times = 0; times < 3; times += 1) await app.run(undo);
    expect(await app.run(deal, { id })).toMatchObject({ stage: { seedKey: 'qualified' }, amount: nok(5_000), owner: { name: 'Admin' } });
    for (let times = 0; times < 3; times += 1) await app.run(redo);
    expect(await app.run(deal, { id })).toMatchObject({ stage: { seedKey: 'meeting' }, amount: nok(7_000), owner: { name: 'Bo' } });
    await app.run(undo);
    expect(await app.run(deal, { id })).toMatchObject({ owner: { name: 'Admin' } });
    const voided = (await app.run(history, { id })).filter((entry) => entry.voided);
    expect(voided.map(({ table }) => table)).toEqual(['ownership']);
    expect(await app.findings()).toEqual([]);
  });

  it('of a delete brings the deal back to its list, redo puts it into the trash again', async () => {
    const app = await anApp();
    const id = await newDeal(app);
    await app.run(removeDeal, { id });
    expect(await isGone(app, id)).toBe(true);
    await app.run(undo);
    expect((await app.run(deals)).rows.map((row) => row.id)).toEqual([id]);
    expect(await app.run(trash)).toEqual([]);
    await app.run(redo);
    expect((await app.run(trash)).map((line) => line.id)).toEqual([id]);
  });

  it('of a creation withdraws the deal: it is in no list and not in the trash, and redo brings it back whole', async () => {
    const app = await anApp();
    const id = await newDeal(app, { amount: nok(5_000) });
    await app.run(undo);
    expect((await app.run(deals)).count).toBe(0);
    expect(await app.run(trash)).toEqual([]);
    expect(await app.attempt(restore, { table: 'deal', id })).toEqual({ ok: false, error: { type: 'RecordNotFound' } });
    await app.run(redo);
    expect(await app.run(deal, { id })).toMatchObject({ amount: nok(5_000), owner: { name: 'Admin' }, stage: { seedKey: 'qualified' } });
  });

  it('is offered only while there is something of one’s own to take back or to do again', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'seller');
    const anna = await app.aPerson('Anna', 'seller');
    app.actAs(bo);
    expect(await app.run(undoState)).toEqual({ canUndo: false, canRedo: false });
    await newDeal(app);
    expect(await app.run(undoState)).toEqual({ canUndo: true, canRedo: false });
    await app.run(undo);
    expect(await app.run(undoState)).toEqual({ canUndo: false, canRedo: true });
    await app.run(redo);
    expect(await app.run(undoState)).toEqual({ canUndo: true, canRedo: false });
    await app.run(undo);
    await newDeal(app);
    expect(await app.run(undoState)).toEqual({ canUndo: true, canRedo: false });
    // What somebody else can take back is nothing to whom it does not belong.
    app.actAs(anna);
    expect(await app.run(undoState)).toEqual({ canUndo: false, canRedo: false });
  });

  it('ends with nothing left to undo, and new work leaves nothing to redo', async () => {
    const app = await anApp();
    expect(await app.attempt(undo, {})).toEqual({ ok: false, error: { type: 'NothingToUndo' } });
    await newDeal(app);
    await app.run(undo);
    await newDeal(app);
    expect(await app.attempt(redo, {})).toEqual({ ok: false, error: { type: 'NothingToRedo' } });
    await app.run(undo);
    await app.run(redo);
    // What was undone before the newer work stays undone.
    expect(await app.attempt(redo, {})).toEqual({ ok: false, error: { type: 'NothingToRedo' } });
  });
});

describe('undo among several people', () => {
  it('keeps a field that somebody else changed since, names it, and takes back the rest', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'manager');
    const id = await newDeal(app, { title: 'Ours' });
    await app.run(editDeal, { id, title: 'Admin’s', nextStep: 'Call' });
    app.actAs(bo);
    await app.run(editDeal, { id, title: 'Bo’s' });
    app.actAs(app.me);
    expect((await app.run(undo)).kept).toEqual([{ table: 'deal', rowId: id, field: 'title', because: 'changed' }]);
    expect(await app.run(deal, { id })).toMatchObject({ title: 'Bo’s', nextStep: null });
    expect((await app.run(redo)).kept).toEqual([{ table: 'deal', rowId: id, field: 'title', because: 'changed' }]);
    expect(await app.run(deal, { id })).toMatchObject({ title: 'Bo’s', nextStep: 'Call' });
  });

  it('reaches past another person’s change once that one was taken back', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'manager');
    const id = await newDeal(app, { title: 'One' });
    await app.run(editDeal, { id, title: 'Two' });
    app.actAs(bo);
    await app.run(editDeal, { id, title: 'Three' });
    await app.run(undo);
    app.actAs(app.me);
    expect((await app.run(undo)).kept).toEqual([]);
    expect(await titleOf(app, id)).toBe('One');
  });

  it('keeps a deal in the trash that somebody else put there', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'manager');
    const id = await newDeal(app);
    app.actAs(bo);
    await app.run(removeDeal, { id });
    app.actAs(app.me);
    expect((await app.run(undo)).kept).toEqual([{ table: 'deal', rowId: id, field: '#deleted', because: 'changed' }]);
    expect((await app.run(trash)).map((line) => line.id)).toEqual([id]);
  });

  it('has a stack for each person: nobody undoes another’s work', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'manager');
    const { id } = await app.run(createAccount, { name: 'Fjordfisk' });
    app.actAs(bo);
    expect(await app.attempt(undo, {})).toEqual({ ok: false, error: { type: 'NothingToUndo' } });
    await app.run(editAccount, { id, name: 'Fjordfisk AS' });
    app.actAs(app.me);
    await app.run(undo);
    app.actAs(bo);
    expect(await app.run(undo)).toMatchObject({ command: 'accounts.edit' });
  });
});

test('after any work, undo and redo lead back through exactly the states that were seen', async () => {
  const moves = fc.array(
    fc.oneof({ weight: 1, arbitrary: aStep }, { weight: 1, arbitrary: fc.constantFrom('undo' as const, 'redo' as const) }),
    { minLength: 10, maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(moves, async (steps) => {
      const app = await openTestApp();
      try {
        // The model: the states that were seen, and where in them we are.
        let seen = [visibleContent(app)];
        await app.run(createDeal, aDeal({ amount: nok(5_000) }));
        seen = [...seen, visibleContent(app)];
        let here = 1;
        for (const step of steps) {
          const before = logLength(app);
          if (step === 'undo') {
            const answer = await app.attempt(undo, {});
            expect(answer.ok).toBe(here > 0);
            if (answer.ok) expect(answer.value.kept).toEqual([]);
            here = Math.max(0, here - 1);
          } else if (step === 'redo') {
            const answer = await app.attempt(redo, {});
            expect(answer.ok).toBe(here < seen.length - 1);
            here = Math.min(seen.length - 1, here + 1);
          } else {
            await take(app, step);
            if (logLength(app) > before) {
              seen = [...seen.slice(0, here + 1), visibleContent(app)];
              here += 1;
            }
          }
          expect(visibleContent(app)).toBe(seen[here]);
        }
        expect(app.ports.defects).toEqual([]);
      } finally {
        await app.close();
      }
    }),
    { numRuns: 20 },
  );
});
