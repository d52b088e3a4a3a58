/** The cockpit's outlook from a real store: target, rates, wins and open deals come together in one answer. */
import { expect, it } from 'vitest';
import { addRate } from '../../src/shared/admin/ratesContract.ts';
import { setRevenueTarget } from '../../src/shared/admin/targetsContract.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { currency } from '../../src/shared/kernel/money.ts';
import { outlook, stageFlow } from '../../src/shared/pipeline/cockpitContract.ts';
import { createDeal, moveDeal } from '../../src/shared/pipeline/contract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, nok, sek } from '../support/builders.ts';

const quarter = { from: day('2026-10-01'), to: day('2026-12-31') };
const inQuarter = { expectedClose: day('2026-12-01') };

const closeDeal = async (app: TestApp, kind: 'won' | 'lost', amount: number, on: string): Promise<void> => {
  const { id } = await app.run(createDeal, aDeal({ amount: nok(amount), happenedOn: day('2026-01-05') }));
  const closeReasonId = kind === 'lost' ? app.reason('lostPrice') : null;
  await app.run(moveDeal, { id, toStageId: app.stage(kind), reason: 'done', closeReasonId, happenedOn: day(on) });
};

it('holds what is open in the period against what is left of its target, rates included', async () => {
  const app = await anApp();
  const scope = { type: 'company' } as const;
  await app.run(setRevenueTarget, { fromDay: quarter.from, toDay: quarter.to, scope, amount: nok(6_000_000) });
  await closeDeal(app, 'won', 2_400_000, '2026-11-02');
  await app.run(createDeal, aDeal({ amount: nok(10_701_630), ...inQuarter }));
  await app.run(createDeal, aDeal({ amount: sek(100_000), ...inQuarter }));
  await app.run(createDeal, aDeal({ amount: nok(900_000) }));
  const before = await app.run(outlook, quarter);
  expect(before.apart).toEqual({ SEK: 10_000_000n });
  await app.run(addRate, { currency: currency('SEK'), rate: '98.37', perUnits: 100, day: day('2026-11-20'), source: 'Norges Bank' });
  const after = await app.run(outlook, quarter);
  expect(after).toMatchObject({ apart: {}, won: nok(2_400_000).minor, open: nok(10_800_000).minor, target: nok(6_000_000) });
  expect(after.coverage).toMatchObject({ remaining: nok(3_600_000).minor, basis: { known: false, reason: 'tooFew' } });
  expect(after.rates.map(({ rate }) => rate)).toEqual(['98.37']);
});

it('counts the win rate over the last 12 full months, so that this month does not move it', async () => {
  const app = await anApp();
  const scope = { type: 'company' } as const;
  await app.run(setRevenueTarget, { fromDay: quarter.from, toDay: quarter.to, scope, amount: nok(1_000_000) });
  for (let at = 0; at < 3; at += 1) await closeDeal(app, 'won', 10_000, '2026-10-31');
  for (let at = 0; at < 9; at += 1) await closeDeal(app, 'lost', 10_000, '2026-10-01');
  for (let at = 0; at < 5; at += 1) await closeDeal(app, 'won', 90_000, '2026-11-01');
  const found = await app.run(outlook, quarter);
  expect([found.closedFrom, found.closedTo]).toEqual(['2025-11-01', '2026-10-31']);
  expect(found.coverage?.basis).toEqual({ known: true, by: 'value', rate: { n: 3_000_000n, d: 12_000_000n } });
  expect(found.velocity).toMatchObject({ known: true, deals: 0 });
});

it('knows no coverage without a target of exactly these days', async () => {
  const app = await anApp();
  const scope = { type: 'company' } as const;
  await app.run(setRevenueTarget, { fromDay: day('2026-01-01'), toDay: day('2026-12-31'), scope, amount: nok(1_000_000) });
  expect(await app.run(outlook, quarter)).toMatchObject({ target: null, coverage: null });
  expect(await app.attempt(outlook, { from: quarter.to, to: quarter.from })).toEqual({ ok: false, error: { type: 'PeriodBackwards' } });
});

it('follows the deals that entered a stage through the process', async () => {
  const app = await anApp();
  const { id } = await app.run(createDeal, aDeal());
  await app.run(createDeal, aDeal());
  await app.run(moveDeal, { id, toStageId: app.stage('meeting'), reason: 'met' });
  const { stages, from, to } = await app.run(stageFlow, {});
  expect([from, to]).toEqual(['2025-11-22', '2026-11-21']);
  expect(stages[0]).toMatchObject({
    stage: { seedKey: 'qualified' },
    entered: 2,
    further: 1,
    still: 1,
    rate: { known: true, n: 1n, d: 2n },
  });
  expect(stages.map(({ entered }) => entered)).toEqual([2, 1, 0, 0]);
});
