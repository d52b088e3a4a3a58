/** Undo and redo ask what any other change is asked: whether the row still belongs to whoever takes it back, and whether the role still reaches it. */
import { describe, expect, it } from 'vitest';
import { pack } from '../../src/main/platform/compress.ts';
import { sha256 } from '../../src/main/platform/hash.ts';
import { createAccount, createProduct, editActivity, logActivity, removeActivity, timeline } from '../../src/shared/accounts/contract.ts';
import { addKnowledge, removeKnowledge } from '../../src/shared/accounts/knowledgeContract.ts';
import { addMembership, createTeam, endMembership, people } from '../../src/shared/admin/contract.ts';

import type { Id } from '../../src/shared/kernel/brand.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { createDeal, deal, editDeal, editStage, removeDeal, setDealOwner, setDealValue } from '../../src/shared/pipeline/contract.ts';
import { removeView, saveView } from '../../src/shared/pipeline/viewsContract.ts';
import { redo, restore, settleLoss, trash, undo, undoSet } from '../../src/shared/sync/contract.ts';
import { aDeal, anApp, nok, type TestApp } from '../support/builders.ts';

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

const belongsToMia = { ok: false, error: { type: 'BelongsToOther', record: { table: 'deal', title: 'Sensor' }, owner: 'Mia' } };
const seqOf = (app: TestApp, command: string): number =>
  Number(app.store.db.prepare('SELECT max(local_seq) AS seq FROM change_set WHERE command = ?').get([command])?.['seq']);

describe('undo of a change to a deal that belongs to somebody else by now', () => {
  it('is refused with the name of who can be asked, and changes nothing', async () => {
    const { app, id } = await givenAway();
    const before = seqOf(app, 'pipeline.setDealOwner');
    expect(await app.attempt(undo, {})).toMatchObject(belongsToMia);
    expect(await app.attempt(undoSet, { seq: seqOf(app, 'pipeline.setDealValue') })).toMatchObject(belongsToMia);
    expect(app.store.db.prepare('SELECT max(local_seq) AS n FROM change_set').get([])).toEqual({ n: before });
    expect(await app.run(deal, { id })).toMatchObject({ amount: nok(2_000), owner: { name: 'Mia' } });
  });

  it('is refused for a deal in the trash too', async () => {
    const { app, mia, bo, id } = await givenAway();
    app.actAs(mia);
    await app.run(removeDeal, { id });
    app.actAs(bo);
    expect(await app.attempt(undo, {})).toMatchObject(belongsToMia);
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
    expect(await app.attempt(redo, {})).toMatchObject(belongsToMia);
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
  expect(await app.attempt(undo, {})).toMatchObject({
    ok: false,
    error: { type: 'BelongsToOther', record: { title: 'Sensor' }, owner: 'Ada' },
  });
});

describe('undo asks for every row what a change to it would be asked', () => {
  /** Somebody who did something as a manager and is a member today. */
  const demoted = async (work: (app: TestApp, mia: Id<'Person'>) => Promise<unknown>) => {
    const app = await anApp();
    const mia = await app.aPerson('Mia', 'seller');
    const bo = await app.aPerson('Bo', 'manager');
    app.actAs(bo);
    await work(app, mia);
    app.actAs(app.me);
    await demote(app, bo);
    app.actAs(bo);
    return app;
  };
  const demote = async (app: TestApp, id: Id<'Person'>): Promise<void> => {
    const mine = (await app.run(people)).find((each) => each.id === id)?.memberships ?? [];
    await app.run(addMembership, { personId: id, access: 'seller', function: 'sales', fromDay: day('2026-11-21') });
    for (const { id: membershipId } of mine) await app.run(endMembership, { id: membershipId, lastDay: day('2026-11-20') });
  };
  const notAllowed = (table: string, title: string) => ({ ok: false, error: { type: 'RecordNotAllowed', record: { table, title } } });

  it('of a team, a stage or a product by who may not change those any more: it is named', async () => {
    const team = await demoted(async (app) => app.run(createTeam, { name: 'North' }));
    expect(await team.attempt(undo, {})).toMatchObject(notAllowed('team', 'North'));
    const stage = await demoted(async (app) => app.run(editStage, { id: app.stage('meeting'), probabilityBp: 4_100 }));
    expect(await stage.attempt(undo, {})).toMatchObject(notAllowed('stage', 'Meeting held'));
    const product = await demoted(async (app) => app.run(createProduct, { name: 'GTX Pro', price: nok(100) }));
    expect(await product.attempt(undo, {})).toMatchObject(notAllowed('product', 'GTX Pro'));
  });

  it('of a deal of somebody else, seen as a manager: it names whose it is', async () => {
    const app = await demoted(async (by, mia) => {
      const { id } = await by.run(createDeal, aDeal({ title: 'Sensor', ownerId: mia }));
      await by.run(editDeal, { id, nextStep: 'Call' });
    });
    expect(await app.attempt(undo, {})).toMatchObject(belongsToMia);
  });

  it('of an entry in the timeline that somebody else wrote, and of one’s own it is open', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'seller');
    const { id: accountId } = await app.run(createAccount, { name: 'Fjordfisk' });
    app.actAs(bo);
    const { id: own } = await app.run(logActivity, { accountId, kind: 'call', body: 'Called' });
    await app.run(removeActivity, { id: own });
    await app.run(undo);
    expect((await app.run(timeline, { accountId })).rows.map(({ body }) => body)).toEqual(['Called']);
    app.actAs(app.me);
    await app.run(editActivity, { id: own, body: 'Called and wrote' });
    const edit = seqOf(app, 'accounts.editActivity');
    await app.run(logActivity, { accountId, kind: 'call', body: 'By the admin' });
    const logged = seqOf(app, 'accounts.logActivity');
    const lead = await app.aPerson('Lea', 'manager');
    app.actAs(lead);
    await app.run(undoSet, { seq: edit });
    expect((await app.run(timeline, { accountId })).rows.map(({ body }) => body)).toEqual(['By the admin', 'Called']);
    app.actAs(bo);
    expect(await app.attempt(undoSet, { seq: logged })).toMatchObject({ ok: false, error: { type: 'NotYourChange' } });
  });

  it('of a saved view only by its owner, of knowledge only by its author, also from the trash', async () => {
    const app = await anApp();
    const [bo, mia] = [await app.aPerson('Bo', 'seller'), await app.aPerson('Mia', 'seller')];
    const { id: accountId } = await app.run(createAccount, { name: 'Fjordfisk' });
    app.actAs(bo);
    const { id: known } = await app.run(addKnowledge, { accountId, side: 'salesKnows', body: 'Buys in spring' });
    const { id: view } = await app.run(saveView, { name: 'Mine', shared: true, params: {} });
    await app.run(removeKnowledge, { id: known });
    await app.run(removeView, { id: view });
    app.actAs(mia);
    expect((await app.run(trash)).map(({ table, isYours }) => [table, isYours])).toEqual([
      ['knowledge', false],
      ['saved_view', false],
    ]);
    const refusedBy = (record: object) => ({ ok: false, error: { type: 'BelongsToOther', record, owner: 'Bo' } });
    expect(await app.attempt(restore, { table: 'knowledge', id: known })).toMatchObject(
      refusedBy({ table: 'knowledge', title: 'Fjordfisk', of: { table: 'account', id: accountId } }),
    );
    expect(await app.attempt(restore, { table: 'saved_view', id: view })).toMatchObject(refusedBy({ table: 'saved_view', title: 'Mine' }));
    app.actAs(bo);
    await app.run(restore, { table: 'knowledge', id: known });
    await app.run(restore, { table: 'saved_view', id: view });
    expect(await app.run(trash)).toEqual([]);
  });
});

it('an undo leaves what a field held before where that may not be written any more, and says so', async () => {
  const app = await anApp();
  const { id } = await app.run(createDeal, aDeal({ title: 'Sensor', nextStep: 'Call' }));
  await app.run(editDeal, { id, nextStepDay: day('2026-12-01'), nextStep: 'Write' });
  // As an older version, to which any year was a day, would have left it.
  const { db } = app.store;
  const seq = seqOf(app, 'pipeline.editDeal');
  const payload = JSON.stringify({
    u: [['deal', id, { nextStepDay: '2026-12-01', nextStep: 'Write' }, { nextStepDay: '0026-12-01', nextStep: 'Call' }]],
  });
  db.prepare('UPDATE change_set SET payload = ?, payload_hash = ?, salt = ? WHERE local_seq = ?').run([
    pack(Buffer.from(payload)),
    sha256(new Uint8Array(16), payload),
    new Uint8Array(16),
    seq,
  ]);
  expect((await app.run(undo)).kept).toEqual([{ table: 'deal', rowId: id, field: 'nextStepDay', because: 'unfitting' }]);
  expect(await app.run(deal, { id })).toMatchObject({ nextStep: 'Call', nextStepDay: '2026-12-01' });
});

it('only those who may restore a backup settle a loss', async () => {
  const app = await anApp();
  const bo = await app.aPerson('Bo', 'seller');
  expect(await app.run(settleLoss)).toBeNull();
  app.actAs(bo);
  expect(await app.attempt(settleLoss, {})).toEqual({ ok: false, error: { type: 'NotAllowed', action: 'store.restore' } });
});
