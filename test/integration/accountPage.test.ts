/** What the pages of accounts ask for and do: sorted lists, edits that meet, numbers that are the same, and what is known. */
import { describe, expect, it } from 'vitest';
import { account, accounts, createAccount, editAccount, logActivity, setAccountOwner } from '../../src/shared/accounts/contract.ts';
import { addKnowledge, editKnowledge, knowledge, removeKnowledge } from '../../src/shared/accounts/knowledgeContract.ts';
import type { CallInputOf } from '../../src/shared/kernel/contract.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { createDeal, moveDeal, removeDeal } from '../../src/shared/pipeline/contract.ts';
import { undo } from '../../src/shared/sync/contract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, at, nok } from '../support/builders.ts';

const namesBy = async (app: TestApp, input: CallInputOf<typeof accounts>): Promise<readonly string[]> =>
  (await app.run(accounts, input)).rows.map(({ name }) => name);

const threeAccounts = async (app: TestApp) => {
  const { id: aase } = await app.run(createAccount, { name: 'Åse Fisk', sector: 'Fish', location: 'Bergen' });
  const { id: bo } = await app.run(createAccount, { name: 'Bo Bygg', sector: 'Building' });
  const { id: zeta } = await app.run(createAccount, { name: 'Zeta', location: 'Alta' });
  return { aase, bo, zeta };
};

describe('the list of accounts', () => {
  it('is sorted by name in the alphabet of the region, by open deals, owner, sector and place, the empty ones last both ways', async () => {
    const app = await anApp();
    const { aase, bo, zeta } = await threeAccounts(app);
    await app.run(createDeal, aDeal({ accountId: zeta }));
    await app.run(createDeal, aDeal({ accountId: zeta }));
    await app.run(createDeal, aDeal({ accountId: aase }));
    await app.run(setAccountOwner, { id: bo, personId: app.me });
    expect(await namesBy(app, {})).toEqual(['Bo Bygg', 'Zeta', 'Åse Fisk']);
    expect(await namesBy(app, { sort: 'openDeals', descending: true })).toEqual(['Zeta', 'Åse Fisk', 'Bo Bygg']);
    expect((await namesBy(app, { sort: 'owner' }))[0]).toBe('Bo Bygg');
    expect((await namesBy(app, { sort: 'owner', descending: true }))[0]).toBe('Bo Bygg');
    expect(await namesBy(app, { sort: 'sector' })).toEqual(['Bo Bygg', 'Åse Fisk', 'Zeta']);
    expect(await namesBy(app, { sort: 'location', descending: true })).toEqual(['Åse Fisk', 'Zeta', 'Bo Bygg']);
  });

  it('comes window by window, each account once', async () => {
    const app = await anApp();
    await threeAccounts(app);
    for (const sort of ['name', 'openDeals', 'owner', 'sector', 'location'] as const) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const answer: { rows: readonly { name: string }[]; next: string | null; count: number } = await app.run(accounts, {
          sort,
          after,
          limit: 1,
        });
        seen.push(...answer.rows.map(({ name }) => name));
        expect(answer.count).toBe(3);
        after = answer.next;
      } while (after !== null);
      expect(seen.toSorted(), sort).toEqual(['Bo Bygg', 'Zeta', 'Åse Fisk']);
    }
  });

  it('counts a deal as open until it is won, removed or moved to another account, and again after undo', async () => {
    const app = await anApp();
    const { aase } = await threeAccounts(app);
    const open = async () => (await app.run(accounts, {})).rows.find(({ id }) => id === aase)?.openDeals;
    const { id } = await app.run(createDeal, aDeal({ accountId: aase, amount: nok(10) }));
    const { id: second } = await app.run(createDeal, aDeal({ accountId: aase }));
    expect(await open()).toBe(2);
    await app.run(moveDeal, { id, toStageId: app.stage('won'), reason: 'signed' });
    await app.run(removeDeal, { id: second });
    expect(await open()).toBe(0);
    await app.run(undo, {});
    expect(await open()).toBe(1);
    expect(await app.findings()).toEqual([]);
  });
});

describe('an edit that began from an older value', () => {
  it('is refused and names the field, and the newer value stays', async () => {
    const app = await anApp();
    const { id } = await app.run(createAccount, { name: 'Fjordfisk', location: 'Bodø' });
    await app.run(editAccount, { id, location: 'Tromsø', was: { location: 'Bodø' } });
    expect(await app.attempt(editAccount, { id, location: 'Oslo', was: { location: 'Bodø' } })).toEqual({
      ok: false,
      error: { type: 'ChangedMeanwhile', field: 'location' },
    });
    expect((await app.run(account, { id })).location).toBe('Tromsø');
    await app.run(editAccount, { id, revenue: nok(5), was: { revenue: null } });
    expect(await app.attempt(editAccount, { id, revenue: null, was: { revenue: nok(6) } })).toMatchObject({ error: { field: 'revenue' } });
  });
});

describe('an organisation number', () => {
  it('carried by two accounts makes each a possible duplicate of the other, however it is written', async () => {
    const app = await anApp();
    const { id: a } = await app.run(createAccount, { name: 'A', orgNumber: '923 609 016' });
    const { id: b } = await app.run(createAccount, { name: 'B', orgNumber: 'NO923609016MVA' });
    await app.run(createAccount, { name: 'C', orgNumber: '974760673' });
    expect((await app.run(account, { id: a })).duplicates).toEqual([{ id: b, name: 'B' }]);
    expect((await app.run(account, { id: b })).duplicates).toEqual([{ id: a, name: 'A' }]);
  });

  it('whose check digit is wrong proves nothing', async () => {
    const app = await anApp();
    const { id } = await app.run(createAccount, { name: 'A', orgNumber: '923609017' });
    await app.run(createAccount, { name: 'B', orgNumber: '923609017' });
    expect((await app.run(account, { id })).duplicates).toEqual([]);
  });
});

describe('what is known of an account', () => {
  it('stands by side, newest first, with author and day, and can be edited, removed and brought back', async () => {
    const app = await anApp();
    const { id: accountId } = await app.run(createAccount, { name: 'Fjordfisk' });
    await app.run(addKnowledge, { accountId, side: 'salesKnows', body: 'Buys in spring', onDay: day('2026-03-01') });
    const { id } = await app.run(addKnowledge, { accountId, side: 'dataSays', body: 'Opened three mails', source: 'Newsletter' });
    await app.run(editKnowledge, { id, body: 'Opened four mails' });
    const shown = async () =>
      (await app.run(knowledge, { accountId })).entries.map(({ side, body, onDay, author }) => [side, body, onDay, author]);
    const both = [
      ['dataSays', 'Opened four mails', '2026-11-21', 'Admin'],
      ['salesKnows', 'Buys in spring', '2026-03-01', 'Admin'],
    ];
    expect(await shown()).toEqual(both);
    await app.run(removeKnowledge, { id });
    expect(await app.attempt(editKnowledge, { id, body: 'x' })).toMatchObject({ error: { type: 'KnowledgeNotFound' } });
    await app.run(undo, {});
    expect(await shown()).toEqual(both);
    expect(await app.attempt(addKnowledge, { accountId, side: 'salesKnows', body: 'x', onDay: day('2026-11-22') })).toMatchObject({
      error: { type: 'DayInFuture' },
    });
  });

  it('beside it the data says the sums of open and won deals, and for how long it has been quiet', async () => {
    const app = await anApp();
    const { id: accountId } = await app.run(createAccount, { name: 'Fjordfisk', sector: 'Fish' });
    const dated = { accountId, happenedOn: day('2026-11-01') };
    await app.run(createDeal, aDeal({ ...dated, amount: nok(5_000) }));
    await app.run(createDeal, aDeal({ ...dated, amount: null }));
    const { id } = await app.run(createDeal, aDeal({ ...dated, amount: nok(700) }));
    await app.run(moveDeal, { id, toStageId: app.stage('won'), reason: 'signed', happenedOn: day('2026-11-03') });
    await app.run(logActivity, { accountId, kind: 'call', body: 'Spoke', happenedAt: at('2026-11-10T10:00:00Z') });
    expect((await app.run(knowledge, { accountId })).data).toEqual({
      sector: 'Fish',
      openCount: 2,
      openAmount: { NOK: 500_000n },
      openWithoutAmount: 1,
      wonCount: 1,
      wonAmount: { NOK: 70_000n },
      lostCount: 0,
      lastActivity: '2026-11-10',
      quietDays: 11,
    });
  });
});
