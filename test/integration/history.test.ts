/** The history of a record: every field with what it was and became, every fact with its day, and who did it when. */
import { describe, expect, it } from 'vitest';
import { createAccount, createContact, editAccount, editContact, logActivity, removeContact } from '../../src/shared/accounts/contract.ts';
import { addKnowledge } from '../../src/shared/accounts/knowledgeContract.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { createDeal, editDeal, editStage, moveDeal, removeDeal, setDealOwner, setDealValue } from '../../src/shared/pipeline/contract.ts';
import { history, names, recentChanges, recordAsOf, restore, undo } from '../../src/shared/sync/contract.ts';
import { aDeal, anApp, at, nok, sek } from '../support/builders.ts';

describe('the history of a deal', () => {
  it('lists every field with from and to, and every fact with its day, newest first', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'manager');
    const { id } = await app.run(
      createDeal,
      aDeal({ title: 'Sensors', nextStep: 'Call', amount: nok(5_000), happenedOn: day('2026-11-01') }),
    );
    app.clock.advance(60_000);
    app.actAs(bo);
    await app.run(editDeal, { id, title: 'Sensors and pumps', nextStep: null });
    await app.run(setDealValue, { id, amount: nok(7_000), expectedClose: day('2026-12-15'), happenedOn: day('2026-11-10') });
    await app.run(moveDeal, { id, toStageId: app.stage('meeting'), reason: 'met at the fair', happenedOn: day('2026-11-12') });
    await app.run(setDealOwner, { id, personId: bo });
    await app.run(removeDeal, { id });
    await app.run(restore, { table: 'deal', id });

    const entries = await app.run(history, { id });
    expect(entries.map(({ table, what, command, happenedDay }) => [table, what, command, happenedDay])).toEqual([
      ['deal', 'restored', 'trash.restore', undefined],
      ['deal', 'removed', 'pipeline.removeDeal', undefined],
      ['ownership', 'made', 'pipeline.setDealOwner', '2026-11-21'],
      ['stage_move', 'made', 'pipeline.moveDeal', '2026-11-12'],
      ['deal_value', 'made', 'pipeline.setDealValue', '2026-11-10'],
      ['deal', 'changed', 'pipeline.editDeal', undefined],
      ['deal_value', 'made', 'pipeline.createDeal', '2026-11-01'],
      ['ownership', 'made', 'pipeline.createDeal', '2026-11-01'],
      ['stage_move', 'made', 'pipeline.createDeal', '2026-11-01'],
      ['deal', 'made', 'pipeline.createDeal', undefined],
    ]);
    expect(entries[5]?.changes).toEqual([
      { field: 'title', from: 'Sensors', to: 'Sensors and pumps' },
      { field: 'nextStep', from: 'Call', to: null },
    ]);
    expect(entries[4]?.changes).toEqual(
      expect.arrayContaining([
        { field: 'amountMinor', to: 700_000, currency: 'NOK' },
        { field: 'expectedClose', to: '2026-12-15' },
      ]),
    );
    expect(entries[9]?.changes).toEqual([
      { field: 'title', to: 'Sensors' },
      { field: 'nextStep', to: 'Call' },
    ]);
    expect(new Set(entries.slice(0, 6).map(({ actor }) => actor.name))).toEqual(new Set(['Bo']));
    expect(entries[9]).toMatchObject({ actor: { name: 'Admin' }, at: at('2026-11-21T09:00:00Z') });
    expect(entries[0]?.at).toBe(at('2026-11-21T09:01:00Z'));
  });

  it('of nobody is RecordNotFound', async () => {
    const app = await anApp();
    expect(await app.attempt(history, { id: 'nobody' })).toEqual({ ok: false, error: { type: 'RecordNotFound' } });
  });

  it('of an account tells of an empty field that was filled and of one that was emptied', async () => {
    const app = await anApp();
    const { id } = await app.run(createAccount, { name: 'Fjordfisk', location: 'Bergen', revenue: nok(1_000_000) });
    await app.run(editAccount, { id, location: null, sector: 'fisheries', keyAccount: true });
    const [newest] = await app.run(history, { id });
    expect(newest?.changes.toSorted((a, b) => (a.field < b.field ? -1 : 1))).toEqual([
      { field: 'keyAccount', from: 0, to: 1 },
      { field: 'location', from: 'Bergen', to: null },
      { field: 'sector', from: null, to: 'fisheries' },
    ]);
  });
});

describe('a record as it was recorded', () => {
  it('has the fields of that instant, is null before it was made and while it lay in the trash', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal({ title: 'One' }));
    app.clock.set('2026-11-22T09:00:00Z');
    await app.run(editDeal, { id, title: 'Two', nextStep: 'Call' });
    app.clock.set('2026-11-23T09:00:00Z');
    await app.run(removeDeal, { id });
    app.clock.set('2026-11-24T09:00:00Z');
    await app.run(restore, { table: 'deal', id });
    await app.run(editDeal, { id, title: 'Three' });
    const then = (iso: string) => app.run(recordAsOf, { id, recordedAsOf: at(iso) });
    expect(await then('2026-11-21T08:59:59Z')).toBeNull();
    expect(await then('2026-11-21T09:00:00Z')).toMatchObject({ title: 'One', nextStep: null });
    expect(await then('2026-11-22T09:00:00Z')).toMatchObject({ title: 'Two', nextStep: 'Call' });
    expect(await then('2026-11-23T12:00:00Z')).toBeNull();
    expect(await then('2026-11-25T00:00:00Z')).toMatchObject({ title: 'Three', nextStep: 'Call' });
  });
});

it('what changed lately names the record, the person and the command, page by page', async () => {
  const app = await anApp();
  const { id } = await app.run(createDeal, aDeal({ title: 'Sensors' }));
  await app.run(moveDeal, { id, toStageId: app.stage('meeting'), reason: 'met' });
  const [move, made] = await app.run(recentChanges, { limit: 2 });
  expect(move).toMatchObject({ command: 'pipeline.moveDeal', subject: { id, title: 'Sensors' }, actor: { name: 'Admin' }, ops: 1 });
  expect(made).toMatchObject({ command: 'pipeline.createDeal', subject: { id } });
  const older = await app.run(recentChanges, { before: made?.seq ?? 0, limit: 2 });
  expect(older.map(({ command }) => command)).toEqual(['admin.createWorkspace']);
});

it('a contact person is told by the name, with a title as without', async () => {
  const app = await anApp();
  const { id: accountId } = await app.run(createAccount, { name: 'Nordlys' });
  await app.run(createContact, { accountId, name: 'Kari Vik', title: 'Purchasing manager' });
  await app.run(createContact, { accountId, name: 'Ola Dahl' });
  const changes = await app.run(recentChanges, { limit: 2 });
  expect(changes.map(({ subject }) => subject?.title)).toEqual(['Ola Dahl', 'Kari Vik']);
});

it('a stage that came with the product is told by its key until somebody renames it', async () => {
  const app = await anApp();
  const id = app.stage('meeting');
  await app.run(editStage, { id, probabilityBp: 4_500 });
  await app.run(editStage, { id, name: 'First meeting' });
  expect((await app.run(recentChanges, { limit: 1 }))[0]?.subject).toMatchObject({
    table: 'stage',
    id,
    title: 'First meeting',
    seedKey: null,
  });
  await app.run(undo, {});
  expect((await app.run(recentChanges, { limit: 1 }))[0]?.subject).toMatchObject({
    table: 'stage',
    id,
    title: 'Meeting held',
    seedKey: 'meeting',
  });
});

describe('the history of an account', () => {
  it('tells an amount with the currency that it had then, and another currency as a change of the amount', async () => {
    const app = await anApp();
    const { id } = await app.run(createAccount, { name: 'Fjordfisk', revenue: sek(100) });
    await app.run(editAccount, { id, revenue: sek(200) });
    await app.run(editAccount, { id, revenue: nok(200) });
    await app.run(editAccount, { id, revenue: null });
    const amounts = (await app.run(history, { id })).map(({ changes }) => changes.filter(({ field }) => field === 'revenueMinor'));
    expect(amounts).toEqual([
      [{ field: 'revenueMinor', from: 20_000, to: null, currency: null, fromCurrency: 'NOK' }],
      [{ field: 'revenueMinor', from: 20_000, to: 20_000, currency: 'NOK', fromCurrency: 'SEK' }],
      [{ field: 'revenueMinor', from: 10_000, to: 20_000, currency: 'SEK', fromCurrency: 'SEK' }],
      [{ field: 'revenueMinor', to: 10_000, currency: 'SEK' }],
    ]);
  });

  it('has its contacts, its knowledge and what was logged, but not what was logged about a deal: that stands in the deal’s', async () => {
    const app = await anApp();
    const { id: accountId } = await app.run(createAccount, { name: 'Fjordfisk' });
    const { id: dealId } = await app.run(createDeal, aDeal({ accountId, title: 'Sensors' }));
    const { id: contact } = await app.run(createContact, { accountId, name: 'Kari Vik', email: 'kari@fjordfisk.example' });
    await app.run(editContact, { id: contact, email: 'vik@fjordfisk.example', phone: '22 33 44 55' });
    await app.run(addKnowledge, { accountId, side: 'salesKnows', body: 'Buys in spring' });
    const { id: plain } = await app.run(logActivity, { accountId, kind: 'call', body: 'Called' });
    const { id: ofDeal } = await app.run(logActivity, { accountId, dealId, kind: 'visit', body: 'Met' });
    await app.run(removeContact, { id: contact });

    const entries = await app.run(history, { id: accountId });
    expect(entries.map(({ table, what, name }) => [table, what, name])).toEqual([
      ['contact', 'removed', 'Kari Vik'],
      ['activity', 'made', null],
      ['knowledge', 'made', null],
      ['contact', 'changed', 'Kari Vik'],
      ['contact', 'made', 'Kari Vik'],
      ['account', 'made', null],
    ]);
    expect(entries[1]?.rowId).toBe(plain);
    expect(entries[3]?.changes).toEqual([
      { field: 'email', from: 'kari@fjordfisk.example', to: 'vik@fjordfisk.example' },
      { field: 'phone', from: null, to: '22 33 44 55' },
    ]);
    expect((await app.run(history, { id: dealId })).filter(({ table }) => table === 'activity').map(({ rowId }) => rowId)).toEqual([
      ofDeal,
    ]);
    // Asked for by itself, a contact has a history of its own.
    expect((await app.run(history, { id: contact })).map(({ what, name }) => [what, name])).toEqual([
      ['removed', null],
      ['changed', null],
      ['made', null],
    ]);
  });

  it('names what its changes point to, whatever that is of and also from the trash', async () => {
    const app = await anApp();
    const { id: accountId } = await app.run(createAccount, { name: 'Fjordfisk' });
    const { id: contact } = await app.run(createContact, { accountId, name: 'Kari Vik' });
    await app.run(removeContact, { id: contact });
    const asked = [accountId, contact, app.stage('meeting'), app.me, app.me, 'nobody'];
    expect((await app.run(names, { ids: asked })).map(({ table, title, seedKey }) => [table, title, seedKey])).toEqual([
      ['account', 'Fjordfisk', null],
      ['contact', 'Kari Vik', null],
      ['stage', 'Meeting held', 'meeting'],
      ['person', 'Admin', null],
    ]);
  });
});
