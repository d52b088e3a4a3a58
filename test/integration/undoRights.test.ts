/** Undo and redo ask what any other change is asked: whether the row still belongs to whoever takes it back, and whether the role still reaches it. */
import { describe, expect, it } from 'vitest';
import { createDeal, deal, editDeal, removeDeal, setDealOwner, setDealValue } from '../../src/shared/pipeline/contract.ts';
import { redo, settleLoss, undo, undoSet } from '../../src/shared/sync/contract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, nok } from '../support/builders.ts';

/** A seller who has edited an own deal, which a manager then gave to another seller. */
const givenAway = async () => {
  const app = await anApp();
  const bo = await app.aPerson('Bo', 'seller');
  const mia = await app.aPerson('Mia', 'seller');
  const lead = await app.aPerson('Lea', 'manager');
  app.actAs(bo);
  const { id } = await app.run(createDeal, aDeal({ title: 'Sensor', amount: nok(1_000) }));
  await app.run(setDealValue, { id, amount: nok(2_000) });
  app.actAs(lead);
  await app.run(setDealOwner, { id, personId: mia });
  app.actAs(bo);
  return { app, bo, mia, lead, id };
};

const belongsToMia = { ok: false, error: { type: 'BelongsToOther', deal: 'Sensor', owner: 'Mia' } };
const seqOf = (app: TestApp, command: string): number =>
  Number(app.store.db.prepare('SELECT max(local_seq) AS seq FROM change_set WHERE command = ?').get([command])?.['seq']);

describe('undo of a change to a deal that belongs to somebody else by now', () => {
  it('is refused with the name of who can be asked, and changes nothing', async () => {
    const { app, id } = await givenAway();
    const before = seqOf(app, 'pipeline.setDealOwner');
    expect(await app.attempt(undo, {})).toEqual(belongsToMia);
    expect(await app.attempt(undoSet, { seq: seqOf(app, 'pipeline.setDealValue') })).toEqual(belongsToMia);
    expect(app.store.db.prepare('SELECT max(local_seq) AS n FROM change_set').get([])).toEqual({ n: before });
    expect(await app.run(deal, { id })).toMatchObject({ amount: nok(2_000), owner: { name: 'Mia' } });
  });

  it('is refused for a deal in the trash too', async () => {
    const { app, mia, bo, id } = await givenAway();
    app.actAs(mia);
    await app.run(removeDeal, { id });
    app.actAs(bo);
    expect(await app.attempt(undo, {})).toEqual(belongsToMia);
  });

  it('is open to a manager, by its number', async () => {
    const { app, lead, id } = await givenAway();
    app.actAs(lead);
    await app.run(undoSet, { seq: seqOf(app, 'pipeline.setDealValue') });
    expect(await app.run(deal, { id })).toMatchObject({ amount: nok(1_000) });
    expect(await app.findings()).toEqual([]);
  });

  it('goes for redo as well', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'seller');
    const mia = await app.aPerson('Mia', 'seller');
    app.actAs(bo);
    const { id } = await app.run(createDeal, aDeal({ title: 'Sensor' }));
    await app.run(editDeal, { id, nextStep: 'call' });
    await app.run(undo);
    app.actAs(app.me);
    await app.run(setDealOwner, { id, personId: mia });
    app.actAs(bo);
    expect(await app.attempt(redo, {})).toEqual(belongsToMia);
  });
});

it('a seller who gave a deal away by mistake takes that back, but not after it was passed on', async () => {
  const app = await anApp();
  const bo = await app.aPerson('Bo', 'seller');
  const mia = await app.aPerson('Mia', 'seller');
  const ada = await app.aPerson('Ada', 'seller');
  app.actAs(bo);
  const { id } = await app.run(createDeal, aDeal({ title: 'Sensor' }));
  await app.run(setDealOwner, { id, personId: mia });
  await app.run(undo);
  expect(await app.run(deal, { id })).toMatchObject({ owner: { name: 'Bo' } });
  await app.run(redo);
  app.actAs(mia);
  await app.run(setDealOwner, { id, personId: ada });
  app.actAs(bo);
  expect(await app.attempt(undo, {})).toEqual({ ok: false, error: { type: 'BelongsToOther', deal: 'Sensor', owner: 'Ada' } });
});

it('only those who may restore a backup settle a loss', async () => {
  const app = await anApp();
  const bo = await app.aPerson('Bo', 'seller');
  expect(await app.run(settleLoss)).toBeNull();
  app.actAs(bo);
  expect(await app.attempt(settleLoss, {})).toEqual({ ok: false, error: { type: 'NotAllowed', action: 'store.restore' } });
});
