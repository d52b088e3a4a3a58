/** The pipeline's numbers on a real store: the worked examples of rules 1, 4, 19 and 27, B1, B4, B5 and A4. */
import { describe, expect, it, test } from 'vitest';
import { day } from '../../src/shared/kernel/day.ts';
import { type Money, roundHalfEven } from '../../src/shared/kernel/money.ts';
import {
  behind,
  createDeal,
  deal,
  deals,
  editStage,
  kpi,
  type measures,
  moveDeal,
  openByStage,
  removeDeal,
  setDealOwner,
  setDealValue,
  wonByMonth,
} from '../../src/shared/pipeline/contract.ts';
import { deal as dealTable, dealValue, stageMove } from '../../src/shared/pipeline/schema.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, nok, sek } from '../support/builders.ts';

type Closing = {
  readonly to?: 'won' | 'lost';
  readonly on?: string;
  readonly made?: string;
  readonly amount?: Money | null;
  readonly reason?: string;
};

/** A deal made and closed on given days. */
const closed = async (
  app: TestApp,
  { to = 'won', on = '2026-03-10', made = '2026-01-05', amount = null, reason = 'lostPrice' }: Closing,
) => {
  const { id } = await app.run(createDeal, aDeal({ amount, happenedOn: day(made) }));
  const closeReasonId = to === 'lost' ? app.reason(reason) : null;
  await app.run(moveDeal, { id, toStageId: app.stage(to), reason: 'agreed', closeReasonId, happenedOn: day(on) });
  return id;
};

const openDeal = async (app: TestApp, stage: string, amount: Money | null, expectedClose: string | null = '2026-12-15') =>
  (
    await app.run(
      createDeal,
      aDeal({ stageId: app.stage(stage), amount, expectedClose: expectedClose === null ? null : day(expectedClose) }),
    )
  ).id;

/** Stages at 20, 50 and 80 %, as in the worked example. */
const threeStages = async (app: TestApp): Promise<void> => {
  await app.run(editStage, { id: app.stage('meeting'), probabilityBp: 5_000 });
};

const quarter = { from: day('2026-10-01'), to: day('2026-12-31') };

describe('the weighted pipeline', () => {
  it('is 410,000 of 1,000,000; 400,000 without a date stand on their own line', async () => {
    const app = await anApp();
    await threeStages(app);
    await openDeal(app, 'qualified', nok(500_000));
    await openDeal(app, 'meeting', nok(300_000));
    await openDeal(app, 'negotiation', nok(200_000));
    expect(await app.run(kpi, quarter)).toMatchObject({
      openAmount: { NOK: 100_000_000n },
      weightedAmount: { NOK: 41_000_000n },
      openWithoutDate: 0,
    });
    await openDeal(app, 'qualified', nok(400_000), null);
    expect(await app.run(kpi, quarter)).toMatchObject({
      openCount: 3,
      openAmount: { NOK: 100_000_000n },
      weightedAmount: { NOK: 41_000_000n },
      openWithoutDate: 1,
    });
    expect(await app.run(behind, { measure: 'openWithoutDate', ...quarter })).toMatchObject({ count: 1, amount: { NOK: 40_000_000n } });
  });

  it('counts both ends of the period, what is overdue inside it, and nothing outside', async () => {
    const app = await anApp();
    for (const close of ['2026-09-30', '2026-10-01', '2026-11-01', '2026-12-31', '2027-01-01'])
      await openDeal(app, 'qualified', nok(100), close);
    expect((await app.run(kpi, quarter)).openCount).toBe(3);
  });

  it('rounds once: three deals of 100.01 at 50 % are 150.02', async () => {
    const app = await anApp();
    await threeStages(app);
    for (let times = 0; times < 3; times += 1) await openDeal(app, 'meeting', nok(100.01));
    expect((await app.run(kpi, {})).weightedAmount).toEqual({ NOK: 15_002n });
  });

  it('leaves the won apart, unweighted', async () => {
    const app = await anApp();
    await closed(app, { amount: nok(280_000) });
    await openDeal(app, 'negotiation', nok(200_000));
    expect(await app.run(kpi, {})).toMatchObject({
      wonAmount: { NOK: 28_000_000n },
      openAmount: { NOK: 20_000_000n },
      weightedAmount: { NOK: 16_000_000n },
    });
  });

  it('is the sum of its stages', async () => {
    const app = await anApp();
    for (const stage of ['qualified', 'meeting', 'proposal', 'negotiation']) await openDeal(app, stage, nok(1_000));
    const stages = await app.run(openByStage, {});
    expect(stages.map(({ stage, count, weighted }) => [stage.seedKey, count, weighted])).toEqual([
      ['qualified', 1, { NOK: 20_000n }],
      ['meeting', 1, { NOK: 40_000n }],
      ['proposal', 1, { NOK: 60_000n }],
      ['negotiation', 1, { NOK: 80_000n }],
    ]);
    expect((await app.run(kpi, {})).weightedAmount).toEqual({ NOK: 200_000n });
  });
});

describe('the win rate', () => {
  it('is 25 % by count and 30 % by value: 12 won for 2.4m, 36 lost for 5.6m', async () => {
    const app = await anApp();
    for (let at = 0; at < 12; at += 1) await closed(app, { amount: nok(200_000) });
    for (let at = 0; at < 36; at += 1) await closed(app, { to: 'lost', amount: at === 0 ? nok(2_100_000) : nok(100_000) });
    expect(await app.run(kpi, {})).toMatchObject({
      winRateByCount: { known: true, n: 12n, d: 48n },
      winRateByValue: { known: true, n: 240_000_000n, d: 800_000_000n },
    });
  });

  it('counts a deal at its last closing: a win reopened on 20 March counts until the day before', async () => {
    const app = await anApp();
    const wins = [];
    for (let at = 0; at < 12; at += 1) wins.push(await closed(app, {}));
    for (let at = 0; at < 36; at += 1) await closed(app, { to: 'lost' });
    const [first] = wins;
    if (first === undefined) throw new Error('no win');
    await app.run(moveDeal, { id: first, toStageId: app.stage('negotiation'), happenedOn: day('2026-03-20') });
    const rate = async (asOf: string) => (await app.run(kpi, { asOf: day(asOf) })).winRateByCount;
    expect(await rate('2026-03-15')).toEqual({ known: true, n: 12n, d: 48n });
    expect(await rate('2026-03-19')).toEqual({ known: true, n: 12n, d: 48n });
    expect(await rate('2026-03-20')).toEqual({ known: true, n: 11n, d: 47n });
    expect(await rate('2026-03-31')).toEqual({ known: true, n: 11n, d: 47n });
    // And closes again, as lost.
    await app.run(moveDeal, {
      id: first,
      toStageId: app.stage('lost'),
      closeReasonId: app.reason('lostTiming'),
      happenedOn: day('2026-04-02'),
    });
    expect(await rate('2026-04-01')).toEqual({ known: true, n: 11n, d: 47n });
    expect(await rate('2026-04-02')).toEqual({ known: true, n: 11n, d: 48n });
    expect((await app.run(kpi, { from: day('2026-03-01'), to: day('2026-03-31') })).wonCount).toBe(11);
    expect((await app.run(kpi, { from: day('2026-04-01'), to: day('2026-04-30') })).lostCount).toBe(1);
  });

  it('leaves duplicates out of the divisor: 12 of 44', async () => {
    const app = await anApp();
    for (let at = 0; at < 12; at += 1) await closed(app, {});
    for (let at = 0; at < 36; at += 1) await closed(app, { to: 'lost', reason: at < 4 ? 'lostDuplicate' : 'lostPrice' });
    expect(await app.run(kpi, {})).toMatchObject({ winRateByCount: { known: true, n: 12n, d: 44n }, lostCount: 32, notALossCount: 4 });
    expect((await app.run(behind, { measure: 'winRateByCount' })).count).toBe(44);
  });

  it('has no share by value when the lost carry no amounts, and says why', async () => {
    const app = await anApp();
    await closed(app, { amount: nok(5_000) });
    await closed(app, { to: 'lost' });
    expect((await app.run(kpi, {})).winRateByValue).toEqual({ known: false, reason: 'lostWithoutAmount' });
    expect((await app.run(kpi, { to: day('2026-01-31') })).winRateByCount).toEqual({ known: false, reason: 'nothingDecided' });
  });
});

describe('sums', () => {
  it('never add two currencies', async () => {
    const app = await anApp();
    await openDeal(app, 'qualified', nok(1_000));
    await openDeal(app, 'qualified', sek(500));
    const figures = await app.run(kpi, {});
    expect(figures).toMatchObject({ openAmount: { NOK: 100_000n, SEK: 50_000n }, weightedAmount: { NOK: 20_000n, SEK: 10_000n } });
    expect((await app.run(deals)).amount).toEqual({ NOK: 100_000n, SEK: 50_000n });
    await closed(app, { amount: nok(1) });
    await closed(app, { to: 'lost', amount: sek(1) });
    expect((await app.run(kpi, {})).winRateByValue).toEqual({ known: false, reason: 'mixedCurrencies' });
  });

  it('are exact beyond 2^53, and beyond what 64 bits hold once weighted', async () => {
    const app = await anApp();
    const largest = { minor: 9_007_199_254_740_991n, currency: nok(0).currency };
    for (let times = 0; times < 3; times += 1) await openDeal(app, 'negotiation', largest);
    await openDeal(app, 'negotiation', { ...largest, minor: -1n });
    const sum = 3n * 9_007_199_254_740_991n - 1n;
    expect((await app.run(kpi, {})).openAmount).toEqual({ NOK: sum });
    expect((await app.run(deals)).weighted).toEqual({ NOK: roundHalfEven(sum * 8n, 10n) });
  });

  it('are those of the rows behind them, for every measure', async () => {
    const app = await anApp();
    await closed(app, { amount: nok(300) });
    await closed(app, { to: 'lost', amount: nok(70), on: '2026-05-01' });
    await openDeal(app, 'proposal', nok(1_000));
    await openDeal(app, 'meeting', null);
    const figures = await app.run(kpi, {});
    const rows = async (measure: (typeof measures)[number]) => app.run(behind, { measure });
    expect(await rows('won')).toMatchObject({ count: figures.wonCount, amount: figures.wonAmount });
    expect(await rows('lost')).toMatchObject({ count: figures.lostCount, amount: figures.lostAmount });
    expect(await rows('open')).toMatchObject({ count: figures.openCount, amount: figures.openAmount, weighted: figures.weightedAmount });
    expect(await rows('withoutAmount')).toMatchObject({ count: figures.withoutAmount });
    expect(figures).toMatchObject({ wonCount: 1, lostCount: 1, openCount: 2, withoutAmount: 1 });
  });

  it('by month include months without a win and end in the running one', async () => {
    const app = await anApp();
    await closed(app, { amount: nok(300), on: '2026-03-10' });
    await closed(app, { amount: nok(200), on: '2026-03-31' });
    const months = await app.run(wonByMonth, {});
    expect(months.map(({ month }) => month)).toHaveLength(12);
    expect(months.filter(({ count }) => count > 0)).toEqual([{ month: '2026-03-01', count: 2, amount: { NOK: 50_000n }, partial: false }]);
    expect(months.at(-1)).toMatchObject({ month: '2026-11-01', partial: true });
  });
});

test('a deal without any known day is open today and on no earlier day', async () => {
  const app = await anApp();
  app.store.write({ actor: app.me, command: 'test.undated' }, (tx) => {
    const id = tx.newId<'Deal'>();
    tx.insert(dealTable, { id, title: 'Undated' });
    tx.record(stageMove, { id: tx.newId<'StageMove'>(), dealId: id, toStageId: app.stage('qualified') }, null);
    tx.record(dealValue, { id: tx.newId<'DealValue'>(), dealId: id, amountMinor: 100n, currency: nok(0).currency, estimate: false }, null);
    return ok(null);
  });
  await app.run(createDeal, aDeal({ happenedOn: day('2026-03-01') }));
  expect(await app.run(kpi, {})).toMatchObject({ openCount: 2, dayUnknown: 1, openAmount: { NOK: 100n } });
  expect(await app.run(kpi, { asOf: day('2026-06-30') })).toMatchObject({ openCount: 1, dayUnknown: 1, openAmount: {} });
  expect((await app.run(behind, { measure: 'dayUnknown', asOf: day('2026-06-30') })).rows.map(({ title }) => title)).toEqual(['Undated']);
});

describe('facts written down later', () => {
  it('a move on the day of the last one counts, although that one has a time of day', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal());
    app.clock.set('2026-11-21T14:00:00Z');
    await app.run(moveDeal, { id, toStageId: app.stage('meeting'), reason: 'met' });
    app.clock.set('2026-11-23T08:00:00Z');
    await app.run(moveDeal, { id, toStageId: app.stage('proposal'), reason: 'sent on Saturday evening', happenedOn: day('2026-11-21') });
    expect(await app.run(deal, { id })).toMatchObject({ stage: { seedKey: 'proposal' }, stageDay: '2026-11-21' });
  });

  it('an amount agreed on the day of the last one counts, one of an earlier day only as of then', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal({ amount: nok(100), happenedOn: day('2026-11-01') }));
    await app.run(setDealValue, { id, amount: nok(200) });
    app.clock.set('2026-11-23T08:00:00Z');
    await app.run(setDealValue, { id, amount: nok(300), happenedOn: day('2026-11-21') });
    expect(await app.run(deal, { id })).toMatchObject({ amount: nok(300) });
    await app.run(setDealValue, { id, amount: nok(150), happenedOn: day('2026-11-10') });
    expect(await app.run(deal, { id })).toMatchObject({ amount: nok(300) });
    expect((await app.run(kpi, { asOf: day('2026-11-15') })).openAmount).toEqual({ NOK: 15_000n });
  });

  it('an owner from the day on which another took over counts', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'seller');
    const { id } = await app.run(createDeal, aDeal());
    app.clock.set('2026-11-23T08:00:00Z');
    await app.run(setDealOwner, { id, personId: bo, from: day('2026-11-21') });
    expect(await app.run(deal, { id })).toMatchObject({ owner: { name: 'Bo' } });
  });

  it('a day in the future is refused', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal());
    expect(await app.attempt(moveDeal, { id, toStageId: app.stage('meeting'), reason: 'x', happenedOn: day('2026-11-22') })).toEqual({
      ok: false,
      error: { type: 'DayInFuture' },
    });
  });
});

describe('closing', () => {
  it('a deal lost without a reason is refused and stays open', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal());
    expect(await app.attempt(moveDeal, { id, toStageId: app.stage('lost') })).toEqual({ ok: false, error: { type: 'CloseReasonMissing' } });
    expect(await app.run(deal, { id })).toMatchObject({ status: 'open', moves: [{ stage: { seedKey: 'qualified' } }] });
  });

  it('a new deal cannot start as won', async () => {
    const app = await anApp();
    expect(await app.attempt(createDeal, aDeal({ stageId: app.stage('won') }))).toEqual({ ok: false, error: { type: 'StageClosed' } });
  });

  it('a deal in the trash counts nowhere', async () => {
    const app = await anApp();
    const id: Id<'Deal'> = await closed(app, { amount: nok(300) });
    await app.run(removeDeal, { id });
    expect(await app.run(kpi, {})).toMatchObject({ wonCount: 0, wonAmount: {} });
    expect(await app.run(kpi, { asOf: day('2026-06-30') })).toMatchObject({ wonCount: 0, wonAmount: {} });
  });
});
