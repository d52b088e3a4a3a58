/** The content of the pipeline report: the same figures as everywhere else, each deal once, and only what was asked for. */
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/main/app.ts';
import { systemPorts } from '../../src/main/platform/ports.ts';
import { addDays, day, type Day } from '../../src/shared/kernel/day.ts';
import { workspace } from '../../src/shared/admin/contract.ts';
import type { AnyEntry, CallInputOf, OutputOf } from '../../src/shared/kernel/contract.ts';
import type { Result } from '../../src/shared/kernel/result.ts';
import { addRate } from '../../src/shared/admin/ratesContract.ts';
import { currency } from '../../src/shared/kernel/money.ts';
import { createDeal, deals, kpi, moveDeal, openByStage, wonByMonth } from '../../src/shared/pipeline/contract.ts';
import { pipelineReport } from '../../src/shared/reports/pipelineContract.ts';
import { preparePrint, print } from '../../src/shared/reports/contract.ts';
import { aDeal, anApp, nok, sek } from '../support/builders.ts';
import { tempDir } from '../support/tempDir.ts';

/** The sample company: four currencies, three years of closings, deals without amount, day or date. */
const aSample = () => {
  const made = createApp({ storeDir: `${tempDir('report')}/store`, ports: systemPorts, language: 'en', create: 'sample' });
  if (!made.ok) throw new Error(made.error.type);
  const ask = async <E extends AnyEntry>(entry: E, input: CallInputOf<E>): Promise<OutputOf<E>> => {
    const answer = (await made.value.call(entry.name, input)) as Result<OutputOf<E>, { readonly type: string }>;
    if (!answer.ok) throw new Error(answer.error.type);
    return answer.value;
  };
  return { ask, close: made.value.close };
};

describe('the pipeline report', () => {
  it.each([
    ['of today', () => ({})],
    ['of an earlier day', (today: Day) => ({ asOf: addDays(today, -200) })],
    ['of a period', (today: Day) => ({ from: addDays(today, -120), to: addDays(today, 60) })],
  ])('%s says what the cockpit says', async (_name, inputOn) => {
    const { ask, close } = aSample();
    const input: { readonly asOf?: Day; readonly from?: Day; readonly to?: Day } = inputOn((await ask(workspace, {})).today);
    const report = await ask(pipelineReport, { status: null, ...input });
    const figures = await ask(kpi, input);
    expect({
      openCount: report.open.count,
      openAmount: report.open.amount,
      weightedAmount: report.open.weighted,
      withoutAmount: report.open.withoutAmount,
      wonCount: report.won.count,
      wonAmount: report.won.amount,
      lostCount: report.lost.count,
      lostAmount: report.lost.amount,
      winRateByCount: report.winRateByCount,
      winRateByValue: report.winRateByValue,
      openWithoutDate: report.openWithoutDate,
    }).toEqual({
      openCount: figures.openCount,
      openAmount: figures.openAmount,
      weightedAmount: figures.weightedAmount,
      withoutAmount: figures.withoutAmount,
      wonCount: figures.wonCount,
      wonAmount: figures.wonAmount,
      lostCount: figures.lostCount,
      lostAmount: figures.lostAmount,
      winRateByCount: figures.winRateByCount,
      winRateByValue: figures.winRateByValue,
      openWithoutDate: figures.openWithoutDate,
    });
    expect(figures.openCount).toBeGreaterThan(0);
    if (input.from === undefined) expect(report.stages).toEqual(await ask(openByStage, input));
    expect(report.months).toEqual(await ask(wonByMonth, input.asOf === undefined ? {} : { asOf: input.asOf }));
    expect(new Set(report.rows.map(({ id }) => id)).size).toBe(report.rows.length);
    await close();
  });

  it('of one owner holds the deals of that owner alone, and all owners together hold every deal', async () => {
    const { ask, close } = aSample();
    const all = await ask(pipelineReport, {});
    const owners = new Set((await ask(deals, { status: 'open' })).rows.flatMap(({ owner }) => (owner === null ? [] : [owner.id])));
    expect(owners.size).toBeGreaterThan(1);
    const found: string[] = [];
    for (const ownerId of owners) {
      const own = await ask(pipelineReport, { ownerId });
      expect(own.owner?.id).toBe(ownerId);
      expect(new Set(own.rows.map(({ owner }) => owner))).toEqual(new Set([own.owner?.name]));
      expect(own.open.count).toBe(own.rows.length);
      found.push(...own.rows.map(({ id }) => id));
    }
    expect(found.toSorted()).toEqual(
      all.rows
        .filter(({ owner }) => owner !== null)
        .map(({ id }) => id)
        .toSorted(),
    );
    await close();
  });

  it('totals its table per currency, and a lost deal that is agreed to be none is listed but not counted', async () => {
    const app = await anApp();
    await app.run(createDeal, aDeal({ amount: nok(1_000_000) }));
    await app.run(createDeal, aDeal({ amount: sek(500_000) }));
    await app.run(createDeal, aDeal({}));
    const { id } = await app.run(createDeal, aDeal({ amount: nok(700) }));
    await app.run(moveDeal, { id, toStageId: app.stage('lost'), reason: 'agreed', closeReasonId: app.reason('lostDuplicate') });
    const report = await app.run(pipelineReport, { status: null });
    expect(report.total).toMatchObject({ count: 4, withoutAmount: 1, amount: { NOK: 100_070_000n, SEK: 50_000_000n } });
    expect(report.lost.count).toBe(0);
    expect(report.rows.find((row) => row.id === id)?.status).toBe('lost');
    expect(report.findings.map(({ type }) => type)).toContain('open');
  });

  it('names the rates that were in force on its day, and only those that it used', async () => {
    const app = await anApp();
    await app.run(createDeal, aDeal({ amount: nok(1_000) }));
    await app.run(createDeal, aDeal({ amount: sek(2_000), happenedOn: day('2026-09-01') }));
    const published = { perUnits: 100, source: 'Norges Bank' } as const;
    await app.run(addRate, { ...published, currency: currency('SEK'), rate: '98.10', day: day('2026-10-01') });
    await app.run(addRate, { ...published, currency: currency('SEK'), rate: '99.20', day: day('2026-11-20') });
    await app.run(addRate, { ...published, currency: currency('EUR'), rate: '1170', day: day('2026-11-20') });
    const now = await app.run(pipelineReport, {});
    expect(now.currency).toBe('NOK');
    expect(now.rates).toMatchObject([{ currency: 'SEK', rate: '99.20', day: '2026-11-20', source: 'Norges Bank' }]);
    const earlier = await app.run(pipelineReport, { asOf: day('2026-10-31') });
    expect(earlier.rates).toMatchObject([{ currency: 'SEK', rate: '98.10', day: '2026-10-01' }]);
  });

  it('refuses a period that ends before it begins', async () => {
    const app = await anApp();
    const answer = await app.attempt(pipelineReport, { from: day('2026-06-30'), to: day('2026-01-01') });
    expect(answer).toEqual({ ok: false, error: { type: 'PeriodBackwards' } });
  });

  it('of an empty workspace says so', async () => {
    const app = await anApp();
    const report = await app.run(pipelineReport, {});
    expect(report).toMatchObject({ rows: [], findings: [{ type: 'empty' }], total: { count: 0, amount: {} } });
  });

  it('is for those who may read deals', async () => {
    const app = await anApp();
    app.actAs(await app.aPerson('Gjest Gjesten', 'guest'));
    for (const [entry, input] of [
      [pipelineReport, {}],
      [print, { report: 'pipeline', language: 'nb' }],
      [preparePrint, { report: 'pipeline', language: 'nb' }],
    ] as const) {
      expect(await app.callRaw(entry.name, input)).toEqual({ ok: false, error: { type: 'NotAllowed', action: 'deal.read' } });
    }
  });
});

describe('a host without a printer', () => {
  it('says that it cannot print', async () => {
    const app = await anApp();
    expect(await app.callRaw(print.name, { report: 'pipeline', language: 'nb' })).toEqual({ ok: false, error: { type: 'NoPrinter' } });
  });

  it('refuses what is no report before it makes a place for a file', async () => {
    const app = await anApp();
    expect(await app.callRaw(preparePrint.name, { report: '../../etc', language: 'nb' })).toMatchObject({
      ok: false,
      error: { type: 'InvalidInput' },
    });
  });
});
