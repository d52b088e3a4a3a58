/** Two accounts that are one company: what a merge moves, refuses and gives back. */
import { describe, expect, it } from 'vitest';
import {
  account,
  accounts,
  createAccount,
  createContact,
  editAccount,
  editContact,
  logActivity,
  timeline,
} from '../../src/shared/accounts/contract.ts';
import { addKnowledge, knowledge } from '../../src/shared/accounts/knowledgeContract.ts';
import { mergeAccounts, mergePreview } from '../../src/shared/accounts/mergeContract.ts';
import { createDeal, deal, removeDeal } from '../../src/shared/pipeline/contract.ts';
import { redo, restore, undo, undoSet } from '../../src/shared/sync/contract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, nok } from '../support/builders.ts';

const twoOfOne = async (app: TestApp) => {
  const { id: keep } = await app.run(createAccount, { name: 'Fjordfisk AS', location: 'Bodø' });
  const { id: gone } = await app.run(createAccount, { name: 'Fjordfisk', orgNumber: '923609016', location: 'Bergen', revenue: nok(9) });
  const { id: dealId } = await app.run(createDeal, aDeal({ accountId: gone, amount: nok(5_000) }));
  const { id: contactId } = await app.run(createContact, { accountId: gone, name: 'Berit Moe' });
  await app.run(logActivity, { accountId: gone, dealId, kind: 'call', body: 'Spoke' });
  await app.run(addKnowledge, { accountId: gone, side: 'salesKnows', body: 'Buys in spring' });
  const { id: child } = await app.run(createAccount, { name: 'Fjordfisk Drift', parentId: gone });
  return { keep, gone, dealId, contactId, child };
};
const everything = async (app: TestApp, ids: readonly Awaited<ReturnType<typeof twoOfOne>>['keep'][]) =>
  Promise.all(
    ids.map(async (id) => ({
      view: await app.run(account, { id }),
      timeline: await app.run(timeline, { accountId: id }),
      known: await app.run(knowledge, { accountId: id }),
      list: (await app.run(accounts, {})).rows,
    })),
  );

describe('a merge', () => {
  it('moves deals, contacts, activities, knowledge and subsidiaries, fills what was empty, and takes the other out of the lists', async () => {
    const app = await anApp();
    const { keep, gone, dealId } = await twoOfOne(app);
    const said = await app.run(mergePreview, { keep, gone });
    expect(said).toMatchObject({
      moves: ['account', 'contact', 'activity', 'knowledge', 'deal'].map((table) => ({ table, count: 1 })),
      fills: ['orgNumber', 'revenue'],
      differ: ['location'],
    });
    expect(await app.run(mergeAccounts, { keep, gone })).toEqual(said);
    const view = await app.run(account, { id: keep });
    expect(view).toMatchObject({
      orgNumber: '923609016',
      revenue: nok(9),
      location: 'Bodø',
      contacts: [{ name: 'Berit Moe' }],
      subsidiaries: [{ name: 'Fjordfisk Drift' }],
      deals: { open: 1 },
      duplicates: [],
      absorbed: [{ id: gone, name: 'Fjordfisk' }],
    });
    expect((await app.run(timeline, { accountId: keep })).count).toBe(1);
    expect((await app.run(knowledge, { accountId: keep })).entries).toHaveLength(1);
    expect((await app.run(deal, { id: dealId })).account?.name).toBe('Fjordfisk AS');
    expect((await app.run(accounts, {})).rows.map(({ name }) => name)).toEqual(['Fjordfisk AS', 'Fjordfisk Drift']);
    expect((await app.run(account, { id: gone })).mergedInto).toEqual({ id: keep, name: 'Fjordfisk AS' });
    expect(await app.findings()).toEqual([]);
  });

  it('is taken back by undo as if it had not been, and done again by redo', async () => {
    const app = await anApp();
    const { keep, gone } = await twoOfOne(app);
    const before = await everything(app, [keep, gone]);
    await app.run(mergeAccounts, { keep, gone });
    const merged = await everything(app, [keep, gone]);
    await app.run(undo, {});
    expect(await everything(app, [keep, gone])).toEqual(before);
    await app.run(redo, {});
    expect(await everything(app, [keep, gone])).toEqual(merged);
    expect(await app.findings()).toEqual([]);
  });

  it('is taken back later by its number: what was changed since is kept and named, what came since stays', async () => {
    const app = await anApp();
    const { keep, gone, contactId, dealId } = await twoOfOne(app);
    await app.run(mergeAccounts, { keep, gone });
    const seq = (await app.run(account, { id: keep })).absorbed[0]?.seq ?? 0;
    await app.run(editAccount, { id: keep, orgNumber: '974760673' });
    await app.run(editContact, { id: contactId, phone: '900' });
    await app.run(createDeal, aDeal({ accountId: keep }));
    const { kept } = await app.run(undoSet, { seq });
    expect(kept).toEqual([{ table: 'account', rowId: keep, field: 'orgNumber', because: 'changed' }]);
    expect((await app.run(account, { id: gone })).contacts).toMatchObject([{ id: contactId, phone: '900' }]);
    expect((await app.run(deal, { id: dealId })).account?.name).toBe('Fjordfisk');
    expect(await app.run(account, { id: keep })).toMatchObject({ orgNumber: '974760673', revenue: null, deals: { open: 1 }, absorbed: [] });
    expect(await app.attempt(undoSet, { seq })).toEqual({ ok: false, error: { type: 'AlreadyUndone' } });
    expect(await app.findings()).toEqual([]);
  });

  it('takes what lies in the trash along, so that it comes back to the account that is kept', async () => {
    const app = await anApp();
    const { keep, gone, dealId } = await twoOfOne(app);
    await app.run(removeDeal, { id: dealId });
    await app.run(mergeAccounts, { keep, gone });
    await app.run(restore, { table: 'deal', id: dealId });
    expect((await app.run(deal, { id: dealId })).account?.id).toBe(keep);
  });

  it('of an account that others were merged into moves those along', async () => {
    const app = await anApp();
    const { keep, gone } = await twoOfOne(app);
    const { id: third } = await app.run(createAccount, { name: 'Fjordfisk Holding' });
    await app.run(mergeAccounts, { keep, gone });
    await app.run(mergeAccounts, { keep: third, gone: keep });
    expect((await app.run(account, { id: gone })).mergedInto?.id).toBe(third);
    expect((await app.run(account, { id: third })).deals.open).toBe(1);
  });

  it('is refused with itself, with a relative at any distance, and with what is gone', async () => {
    const app = await anApp();
    const { keep, gone, child } = await twoOfOne(app);
    const { id: grandchild } = await app.run(createAccount, { name: 'Far below', parentId: child });
    const type = async (a: typeof keep, b: typeof keep) => {
      const answers = [await app.attempt(mergePreview, { keep: a, gone: b }), await app.attempt(mergeAccounts, { keep: a, gone: b })];
      return answers.map((answer) => (answer.ok ? 'ok' : answer.error.type));
    };
    expect(await type(keep, keep)).toEqual(['MergeWithItself', 'MergeWithItself']);
    for (const below of [child, grandchild]) {
      expect(await type(gone, below)).toEqual(['MergeWithRelative', 'MergeWithRelative']);
      expect(await type(below, gone)).toEqual(['MergeWithRelative', 'MergeWithRelative']);
    }
    await app.run(mergeAccounts, { keep, gone });
    expect(await type(keep, gone)).toEqual(['AccountNotFound', 'AccountNotFound']);
    expect(await app.attempt(editAccount, { id: gone, location: 'x' })).toMatchObject({ error: { type: 'AccountNotFound' } });
  });

  it('and taking one back is not for sellers, who would move the deals of others', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'seller');
    const mia = await app.aPerson('Mia', 'manager');
    const { keep, gone } = await twoOfOne(app);
    await app.run(mergeAccounts, { keep, gone });
    const seq = (await app.run(account, { id: keep })).absorbed[0]?.seq ?? 0;
    app.actAs(bo);
    expect(await app.attempt(mergeAccounts, { keep: gone, gone: keep })).toMatchObject({ error: { type: 'NotAllowed' } });
    expect(await app.attempt(undoSet, { seq })).toEqual({ ok: false, error: { type: 'NotYourChange' } });
    app.actAs(mia);
    await app.run(undoSet, { seq });
    app.actAs(app.me);
    // Whoever made it does not take back a second time what somebody else took back.
    expect(await app.run(undo, {})).toMatchObject({ command: 'accounts.create', kept: [] });
    expect((await app.run(account, { id: gone })).mergedInto).toBeNull();
    expect(await app.findings()).toEqual([]);
  });
});

it('only a change that stands by itself is undone by number', async () => {
  const app = await anApp();
  expect(await app.attempt(undoSet, { seq: 999_999 })).toEqual({ ok: false, error: { type: 'ChangeNotFound' } });
});
