/** A deal's amount by its parts, and the credit for it, as facts with days. */
import { describe, expect, it } from 'vitest';
import { day } from '../../src/shared/kernel/day.ts';
import { createDeal, deal, kpi, setDealValue } from '../../src/shared/pipeline/contract.ts';
import { dealTerms, setDealCredit, setDealTerms } from '../../src/shared/pipeline/creditContract.ts';
import { undo } from '../../src/shared/sync/contract.ts';
import { anApp } from '../support/anApp.ts';
import { aDeal, nok } from '../support/builders.ts';

describe('the amount of a deal', () => {
  const terms = { currency: nok(0).currency, oneOff: nok(40_000).minor, monthly: nok(5_000).minor, termMonths: 36 };

  it('is one-off and twelve months of what recurs, with the whole contract beside it', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal({ amount: nok(1) }));
    await app.run(setDealTerms, { id, ...terms });
    expect(await app.run(dealTerms, { id })).toMatchObject({
      amount: nok(100_000).minor,
      whole: nok(220_000).minor,
      oneOff: nok(40_000).minor,
    });
    expect((await app.run(deal, { id })).amount).toEqual(nok(100_000));
    expect((await app.run(kpi, {})).openAmount).toEqual({ NOK: nok(100_000).minor });
    await app.run(setDealTerms, { id, ...terms, termMonths: 6 });
    expect(await app.run(dealTerms, { id })).toMatchObject({ amount: nok(70_000).minor, whole: nok(70_000).minor });
    await app.run(undo, {});
    expect(await app.run(dealTerms, { id })).toMatchObject({ amount: nok(100_000).minor, termMonths: 36 });
    expect(await app.findings()).toEqual([]);
  });

  it('keeps its recurring part when only the day of the close is moved, and loses it to a new amount in one figure', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal({}));
    await app.run(setDealTerms, { id, ...terms });
    await app.run(setDealValue, { id, expectedClose: day('2027-01-15') });
    expect(await app.run(dealTerms, { id })).toMatchObject({ monthly: nok(5_000).minor, termMonths: 36 });
    await app.run(setDealValue, { id, amount: nok(9) });
    expect(await app.run(dealTerms, { id })).toMatchObject({ oneOff: nok(9).minor, monthly: null, termMonths: null });
    expect((await app.run(deal, { id })).expectedClose).toBe('2027-01-15');
  });

  it('is refused where it could not be kept exactly, and can be emptied', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal({ amount: nok(1) }));
    expect(await app.attempt(setDealTerms, { id, ...terms, monthly: 9_000_000_000_000_000n })).toEqual({
      ok: false,
      error: { type: 'AmountOutOfRange' },
    });
    await app.run(setDealTerms, { id, ...terms, oneOff: null });
    expect(await app.run(dealTerms, { id })).toMatchObject({ amount: null, monthly: null, whole: null, currency: null });
  });
});

describe('the credit for a deal', () => {
  it('is shared from a day on, adds up to the amount, and goes back to the owner', async () => {
    const app = await anApp();
    const people = [app.me, await app.aPerson('Bo', 'seller'), await app.aPerson('Cia', 'seller')];
    const { id } = await app.run(createDeal, aDeal({ amount: nok(100) }));
    const shares = [3_333, 3_333, 3_334].flatMap((shareBp, at) => people.slice(at, at + 1).map((personId) => ({ personId, shareBp })));
    await app.run(setDealCredit, { id, shares });
    const { credit, creditFrom } = await app.run(dealTerms, { id });
    expect(credit.map(({ name, minor }) => [name, minor])).toEqual([
      ['Admin', 3_333n],
      ['Bo', 3_333n],
      ['Cia', 3_334n],
    ]);
    expect(creditFrom).toBe('2026-11-21');
    expect((await app.run(kpi, {})).openAmount).toEqual({ NOK: 10_000n });
    await app.run(setDealCredit, { id, shares: [] });
    expect((await app.run(dealTerms, { id })).credit).toEqual([]);
    await app.run(undo, {});
    expect((await app.run(dealTerms, { id })).credit).toHaveLength(3);
    expect(await app.findings()).toEqual([]);
  });

  it('that does not total 100 per cent is refused, and another’s deal is not shared by a seller', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'seller');
    const { id } = await app.run(createDeal, aDeal({ amount: nok(100) }));
    expect(await app.attempt(setDealCredit, { id, shares: [{ personId: bo, shareBp: 9_999 }] })).toEqual({
      ok: false,
      error: { type: 'CreditInvalid', fault: 'total' },
    });
    app.actAs(bo);
    expect(await app.attempt(setDealCredit, { id, shares: [{ personId: bo, shareBp: 10_000 }] })).toMatchObject({
      error: { type: 'NotYourDeal' },
    });
  });
});

it('windows hear that the facts of a deal changed when one of them is taken back', async () => {
  const app = await anApp();
  const { id } = await app.run(createDeal, aDeal({ amount: nok(1) }));
  await app.run(setDealCredit, { id, shares: [{ personId: app.me, shareBp: 10_000 }] });
  await app.run(setDealTerms, { id, currency: nok(0).currency, oneOff: nok(2).minor });
  const before = app.signals.length;
  await app.run(undo, {});
  await app.run(undo, {});
  const heard = app.signals.slice(before).flatMap((signal) => (signal.type === 'changed' ? signal.tables : []));
  expect(heard).toEqual(expect.arrayContaining(['deal_value', 'deal_credit', 'deal_state']));
});
