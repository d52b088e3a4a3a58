/** Accounts, their people and timeline, and products with dated prices. */
import { describe, expect, it } from 'vitest';
import {
  account,
  createAccount,
  createContact,
  createProduct,
  editAccount,
  editContact,
  logActivity,
  products,
  removeAccount,
  removeActivity,
  removeContact,
  setAccountOwner,
  setPrice,
  timeline,
} from '../../src/shared/accounts/contract.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { createDeal, deal, moveDeal } from '../../src/shared/pipeline/contract.ts';
import { anApp } from '../support/anApp.ts';
import { aDeal, at, nok } from '../support/builders.ts';

describe('an account', () => {
  it('has a parent, subsidiaries, contacts by the alphabet, owners over time and its deals', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'seller');
    const { id: parentId } = await app.run(createAccount, { name: 'Havbryn Holding' });
    const { id } = await app.run(createAccount, { name: 'Havbryn Drift', parentId, employees: 40, revenue: nok(90_000_000) });
    for (const name of ['Åse Lie', 'Berit Moe']) await app.run(createContact, { accountId: id, name });
    await app.run(setAccountOwner, { id, personId: app.me, from: day('2026-01-01') });
    await app.run(setAccountOwner, { id, personId: bo });
    const { id: won } = await app.run(createDeal, aDeal({ accountId: id, amount: nok(5_000) }));
    await app.run(moveDeal, { id: won, toStageId: app.stage('won'), reason: 'signed' });
    await app.run(createDeal, aDeal({ accountId: id }));
    expect(await app.run(account, { id })).toMatchObject({
      parent: { name: 'Havbryn Holding' },
      contacts: [{ name: 'Berit Moe' }, { name: 'Åse Lie' }],
      owners: [
        { name: 'Admin', from: '2026-01-01' },
        { name: 'Bo', from: '2026-11-21' },
      ],
      revenue: nok(90_000_000),
      deals: { open: 1, won: 1, lost: 0, wonAmount: { NOK: 500_000n } },
    });
    expect((await app.run(account, { id: parentId })).subsidiaries).toEqual([{ id, name: 'Havbryn Drift' }]);
  });

  it('cannot own itself, at any distance', async () => {
    const app = await anApp();
    const { id: a } = await app.run(createAccount, { name: 'A' });
    const { id: b } = await app.run(createAccount, { name: 'B', parentId: a });
    const { id: c } = await app.run(createAccount, { name: 'C', parentId: b });
    for (const parentId of [a, b, c])
      expect(await app.attempt(editAccount, { id: a, parentId })).toEqual({ ok: false, error: { type: 'ParentLoop' } });
    await app.run(editAccount, { id: c, parentId: a });
  });

  it('renamed is renamed on its deals', async () => {
    const app = await anApp();
    const { id: accountId } = await app.run(createAccount, { name: 'Fjordfisk' });
    const { id } = await app.run(createDeal, aDeal({ accountId }));
    await app.run(editAccount, { id: accountId, name: 'Fjordfisk AS' });
    expect((await app.run(deal, { id })).account?.name).toBe('Fjordfisk AS');
    expect(await app.findings()).toEqual([]);
  });

  it('loses a contact that was removed, and an edit of one that is gone is refused', async () => {
    const app = await anApp();
    const { id: accountId } = await app.run(createAccount, { name: 'Fjordfisk' });
    const { id } = await app.run(createContact, { accountId, name: 'Berit Moe' });
    await app.run(editContact, { id, phone: '+47 900 00 000' });
    await app.run(removeContact, { id });
    expect((await app.run(account, { id: accountId })).contacts).toEqual([]);
    expect(await app.attempt(editContact, { id, name: 'x' })).toEqual({ ok: false, error: { type: 'ContactNotFound' } });
  });
});

describe('the timeline', () => {
  it('is one for both teams, newest first by when it happened, and without what was removed', async () => {
    const app = await anApp();
    const { id: accountId } = await app.run(createAccount, { name: 'Fjordfisk' });
    const { id: dealId } = await app.run(createDeal, aDeal({ accountId }));
    const log = (body: string, team: 'sales' | 'marketing', iso: string | null) =>
      app.run(logActivity, { accountId, dealId, kind: 'note', team, body, happenedAt: iso === null ? null : at(iso) });
    await log('Now', 'sales', null);
    await log('Fair in October', 'marketing', '2026-10-14T10:00:00Z');
    const { id: wrong } = await log('Wrong account', 'sales', '2026-11-01T10:00:00Z');
    await log('Call', 'sales', '2026-11-10T10:00:00Z');
    await app.run(removeActivity, { id: wrong });
    const all = await app.run(timeline, { accountId });
    expect(all.rows.map(({ body, team, author }) => [body, team, author])).toEqual([
      ['Now', 'sales', 'Admin'],
      ['Call', 'sales', 'Admin'],
      ['Fair in October', 'marketing', 'Admin'],
    ]);
    app.actAs(await app.aPerson('Mia', 'seller'));
    expect(await app.run(timeline, { accountId })).toEqual(all);
  });

  it('of a deal is read also while the account lies in the trash, and that of the account is not', async () => {
    const app = await anApp();
    const { id: accountId } = await app.run(createAccount, { name: 'Fjordfisk' });
    const { id: dealId } = await app.run(createDeal, aDeal({ accountId }));
    await app.run(logActivity, { accountId, dealId, kind: 'note', body: 'Said of the deal' });
    await app.run(removeAccount, { id: accountId });
    expect((await app.run(timeline, { accountId, dealId })).rows.map(({ body }) => body)).toEqual(['Said of the deal']);
    const refused = { ok: false, error: { type: 'AccountNotFound' } };
    expect(await app.attempt(timeline, { accountId })).toEqual(refused);
    expect(await app.attempt(timeline, { accountId: dealId, dealId })).toEqual(refused);
  });

  it('refuses what is dated on a day to come', async () => {
    const app = await anApp();
    const { id: accountId } = await app.run(createAccount, { name: 'Fjordfisk' });
    const tomorrow = { accountId, kind: 'call', body: 'x', happenedAt: at('2026-11-22T00:00:00Z') } as const;
    expect(await app.attempt(logActivity, tomorrow)).toEqual({ ok: false, error: { type: 'DayInFuture' } });
  });

  it('makes a quiet deal talk again', async () => {
    const app = await anApp();
    const { id: accountId } = await app.run(createAccount, { name: 'Fjordfisk' });
    const { id } = await app.run(createDeal, aDeal({ accountId, happenedOn: day('2026-11-01') }));
    expect((await app.run(deal, { id })).quietDays).toBe(20);
    await app.run(logActivity, { accountId, dealId: id, kind: 'call', body: 'Spoke', happenedAt: at('2026-11-18T10:00:00Z') });
    expect((await app.run(deal, { id })).quietDays).toBe(3);
  });
});

it('a product has the price of the day asked for, and one agreed for later is not today’s', async () => {
  const app = await anApp();
  const { id: productId } = await app.run(createProduct, { name: 'Probe', price: nok(100) });
  await app.run(setPrice, { productId, price: nok(80), from: day('2026-01-01') });
  await app.run(setPrice, { productId, price: nok(120), from: day('2027-01-01') });
  const priceOn = async (on: string | null) => (await app.run(products, { on: on === null ? null : day(on) }))[0]?.price ?? null;
  expect(await priceOn(null)).toEqual(nok(100));
  expect(await priceOn('2026-06-30')).toEqual(nok(80));
  expect(await priceOn('2027-01-01')).toEqual(nok(120));
  expect(await priceOn('2025-12-31')).toBeNull();
});
