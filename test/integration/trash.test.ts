/** Deleting is a register of its own: a row in the trash keeps what is written to it, and comes back only when somebody brings it back. */
import { describe, expect, it } from 'vitest';
import { createAccount, editAccount, removeAccount } from '../../src/shared/accounts/contract.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { createDeal, deal, deals, editDeal, kpi, moveDeal, removeDeal } from '../../src/shared/pipeline/contract.ts';
import { deal as dealTable } from '../../src/shared/pipeline/schema.ts';
import { restore, trash } from '../../src/shared/sync/contract.ts';
import { aDeal, anApp, at, nok } from '../support/builders.ts';

describe('the trash', () => {
  it('lists what was removed with its title and when, the latest first', async () => {
    const app = await anApp();
    const { id: first } = await app.run(createDeal, aDeal({ title: 'First' }));
    const { id: account } = await app.run(createAccount, { name: 'Fjordfisk' });
    await app.run(removeDeal, { id: first });
    app.clock.advance(1_000);
    await app.run(removeAccount, { id: account });
    expect(await app.run(trash)).toEqual([
      {
        table: 'account',
        id: account,
        title: 'Fjordfisk',
        seedKey: null,
        of: null,
        says: null,
        isYours: true,
        removedAt: at('2026-11-21T09:00:01Z'),
      },
      {
        table: 'deal',
        id: first,
        title: 'First',
        seedKey: null,
        of: null,
        says: null,
        isYours: true,
        removedAt: at('2026-11-21T09:00:00Z'),
      },
    ]);
  });

  it('takes a deal out of every list and figure, and gives it back with its facts', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal({ amount: nok(5_000) }));
    await app.run(moveDeal, { id, toStageId: app.stage('meeting'), reason: 'met' });
    await app.run(removeDeal, { id });
    expect((await app.run(deals)).count).toBe(0);
    expect((await app.run(kpi, {})).openCount).toBe(0);
    for (const attempt of [app.attempt(deal, { id }), app.attempt(editDeal, { id, title: 'x' }), app.attempt(removeDeal, { id })])
      expect(await attempt).toEqual({ ok: false, error: { type: 'DealNotFound' } });
    await app.run(restore, { table: 'deal', id });
    expect(await app.run(deal, { id })).toMatchObject({ amount: nok(5_000), stage: { seedKey: 'meeting' } });
    expect(await app.findings()).toEqual([]);
  });

  it('keeps an edit that arrives later, without reviving the row', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal({ title: 'Before' }));
    await app.run(removeDeal, { id });
    // As a change from another device would: below the contract, which refuses it.
    app.store.write({ actor: app.me, command: 'test.late' }, (tx) => ok(tx.update(dealTable, id, { title: 'After' })));
    expect((await app.run(trash)).map(({ title }) => title)).toEqual(['After']);
    expect((await app.run(deals)).count).toBe(0);
    await app.run(restore, { table: 'deal', id });
    expect(await app.run(deal, { id })).toMatchObject({ title: 'After' });
    expect(await app.findings()).toEqual([]);
  });

  it('gives back only what lies in it, and only from tables that have one', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal());
    const refused = { ok: false, error: { type: 'RecordNotFound' } };
    expect(await app.attempt(restore, { table: 'deal', id })).toEqual(refused);
    await app.run(removeDeal, { id });
    for (const table of ['deal_state', 'stage_move', 'account', 'setting', 'nothing'])
      expect(await app.attempt(restore, { table, id }), table).toEqual(refused);
    expect(await app.attempt(restore, { table: 'deal', id: 'nobody' })).toEqual(refused);
  });

  it('of an account leaves its deals where they are', async () => {
    const app = await anApp();
    const { id: accountId } = await app.run(createAccount, { name: 'Fjordfisk' });
    await app.run(createDeal, aDeal({ accountId }));
    await app.run(removeAccount, { id: accountId });
    expect((await app.run(deals)).count).toBe(1);
    expect(await app.attempt(editAccount, { id: accountId, name: 'x' })).toEqual({ ok: false, error: { type: 'AccountNotFound' } });
    expect(await app.findings()).toEqual([]);
  });
});
