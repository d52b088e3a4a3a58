/** The board on a real store: sums of its columns, cards in the order people gave them, and a placed deal that one undo takes back. */
import { describe, expect, it } from 'vitest';
import { board, boardColumn, placeDeal } from '../../src/shared/pipeline/boardContract.ts';
import { createDeal, deal, editDeal, kpi, moveDeal, openByStage, removeDeal } from '../../src/shared/pipeline/contract.ts';
import { currencyRate } from '../../src/shared/admin/schema.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { currency, type Money } from '../../src/shared/kernel/money.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { redo, undo } from '../../src/shared/sync/contract.ts';
import { columnWindow } from '../../src/main/contexts/pipeline/boardQueries.ts';
import { windowSql } from '../../src/main/core/window.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, nok, sek } from '../support/builders.ts';

const openIn = async (app: TestApp, stage: string, title: string, amount: Money | null = null): Promise<Id<'Deal'>> =>
  (await app.run(createDeal, aDeal({ title, amount, stageId: app.stage(stage) }))).id;

const titles = async (app: TestApp, stage: string): Promise<readonly string[]> =>
  (await app.run(boardColumn, { stageId: app.stage(stage) })).rows.map(({ title }) => title);

const headOf = async (app: TestApp, stage: string) => {
  const column = (await app.run(board)).columns.find(({ stage: { id } }) => id === app.stage(stage));
  if (column === undefined) throw new Error(`no column ${stage}`);
  return column;
};

describe('a column of the board', () => {
  it('sums what stands in it, weighted by its stage, and agrees with the pipeline by stage', async () => {
    const app = await anApp();
    await openIn(app, 'proposal', 'A', nok(1_000));
    await openIn(app, 'proposal', 'B', sek(500));
    await openIn(app, 'proposal', 'C');
    const column = await headOf(app, 'proposal');
    expect(column).toMatchObject({
      count: 3,
      withoutAmount: 1,
      amount: { NOK: 100_000n, SEK: 50_000n },
      weighted: { NOK: 60_000n, SEK: 30_000n },
    });
    for (const { stage, count, amount, weighted } of await app.run(openByStage))
      expect((await app.run(board)).columns.find(({ stage: { id } }) => id === stage.id)).toMatchObject({ count, amount, weighted });
  });

  it('holds under won and lost what closed in the period, the latest first', async () => {
    const app = await anApp();
    const close = async (title: string, to: string, on: string): Promise<void> => {
      const { id } = await app.run(createDeal, aDeal({ title, amount: nok(100), happenedOn: day('2026-01-05') }));
      await app.run(moveDeal, {
        id,
        toStageId: app.stage(to),
        reason: 'agreed',
        closeReasonId: to === 'lost' ? app.reason('lostPrice') : null,
        happenedOn: day(on),
      });
    };
    await close('August', 'won', '2026-08-31');
    await close('October', 'won', '2026-10-02');
    await close('November', 'won', '2026-11-20');
    await close('Lost', 'lost', '2026-11-03');
    const quarter = { closedFrom: day('2026-10-01'), closedTo: day('2026-12-31') };
    const inQuarter = await app.run(boardColumn, { stageId: app.stage('won'), ...quarter });
    expect(inQuarter.rows.map(({ title }) => title)).toEqual(['November', 'October']);
    const { columns } = await app.run(board, quarter);
    expect(columns.map(({ count }) => count)).toEqual([0, 0, 0, 0, 2, 1]);
    expect(columns.find(({ stage }) => stage.kind === 'won')).toMatchObject({ amount: { NOK: 20_000n }, weighted: {} });
  });

  it('is read window by window, each card once, along its index', async () => {
    const app = await anApp();
    for (let n = 0; n < 25; n += 1) await openIn(app, 'meeting', `Deal ${n}`);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: { rows: readonly { title: string }[]; next: string | null } = await app.run(boardColumn, {
        stageId: app.stage('meeting'),
        after,
        limit: 10,
      });
      seen.push(...page.rows.map(({ title }) => title));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => `Deal ${n}`));
    const filter = { ownerId: null, closedFrom: null, closedTo: null };
    const { sql, params } = windowSql(columnWindow({ id: app.stage('meeting'), kind: 'open' }, filter, 10), 'keyed', 'start');
    const plan = app.store.db
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all([...params])
      .map(({ detail }) => String(detail));
    expect(plan[0]).toContain('deal_state_by_stage_id_status_rank_key_deal_id');
    expect(plan.join(' ')).not.toContain('TEMP B-TREE');
  });

  it('shows what a card still needs to leave its stage', async () => {
    const app = await anApp();
    await app.run(createDeal, aDeal({ title: 'Bare', stageId: app.stage('meeting') }));
    await app.run(createDeal, aDeal({ title: 'Agreed', stageId: app.stage('meeting'), nextStep: 'Call on Monday' }));
    const { rows } = await app.run(boardColumn, { stageId: app.stage('meeting') });
    expect(rows.map(({ title, unmet, nextStep }) => [title, unmet.length, nextStep])).toEqual([
      ['Bare', 1, null],
      ['Agreed', 0, 'Call on Monday'],
    ]);
    expect((await app.run(board)).withoutNextStep).toBe(1);
  });

  it('knows the newest rate into the base currency that is not of tomorrow', async () => {
    const app = await anApp();
    const published = [
      ['98.10', '2026-11-18'],
      ['98.37', '2026-11-20'],
      ['97.00', '2026-11-23'],
    ] as const;
    app.store.write({ actor: app.me, command: 'test' }, (tx) => {
      for (const [rate, on] of published)
        tx.record(
          currencyRate,
          {
            id: tx.newId<'CurrencyRate'>(),
            currency: currency('SEK'),
            inCurrency: currency('NOK'),
            rate,
            perUnits: 100,
            source: 'Norges Bank',
          },
          { day: day(on) },
        );
      return ok(null);
    });
    expect(await app.run(board)).toMatchObject({
      baseCurrency: 'NOK',
      rates: [{ currency: 'SEK', rate: '98.37', perUnits: 100, day: '2026-11-20', source: 'Norges Bank' }],
    });
  });
});

describe('a deal placed on the board', () => {
  it('stands where it was put, and no other deal changes', async () => {
    const app = await anApp();
    const [a, b, c] = [await openIn(app, 'qualified', 'A'), await openIn(app, 'qualified', 'B'), await openIn(app, 'qualified', 'C')];
    const moved = await openIn(app, 'meeting', 'M');
    const before = app.store.db.prepare('SELECT count(*) AS n FROM touch').get([])?.['n'];
    await app.run(placeDeal, { id: moved, toStageId: app.stage('qualified'), above: a });
    expect(await titles(app, 'qualified')).toEqual(['A', 'M', 'B', 'C']);
    expect(app.store.db.prepare('SELECT count(*) AS n FROM touch').get([])?.['n']).toBe(Number(before) + 1);
    await app.run(placeDeal, { id: c, toStageId: app.stage('qualified'), below: a });
    expect(await titles(app, 'qualified')).toEqual(['C', 'A', 'M', 'B']);
    await app.run(placeDeal, { id: a, toStageId: app.stage('qualified'), above: b });
    expect(await titles(app, 'qualified')).toEqual(['C', 'M', 'B', 'A']);
    await app.run(placeDeal, { id: b, toStageId: app.stage('qualified') });
    expect(await titles(app, 'qualified')).toEqual(['B', 'C', 'M', 'A']);
    expect(await app.findings()).toEqual([]);
  });

  it('comes back to its stage and its place by one undo, and goes again by one redo', async () => {
    const app = await anApp();
    const a = await openIn(app, 'qualified', 'A', nok(100));
    await openIn(app, 'qualified', 'B');
    await openIn(app, 'meeting', 'X');
    await app.run(editDeal, { id: a, title: 'A', nextStep: 'Call' });
    await app.run(placeDeal, { id: a, toStageId: app.stage('meeting'), reason: 'They asked for it' });
    expect([await titles(app, 'qualified'), await titles(app, 'meeting')]).toEqual([['B'], ['A', 'X']]);
    expect(await app.run(undo)).toMatchObject({ command: 'pipeline.placeDeal', kept: [] });
    expect([await titles(app, 'qualified'), await titles(app, 'meeting')]).toEqual([['A', 'B'], ['X']]);
    await app.run(redo);
    expect([await titles(app, 'qualified'), await titles(app, 'meeting')]).toEqual([['B'], ['A', 'X']]);
    expect(await app.findings()).toEqual([]);
  });

  it('is won with its amount in one change', async () => {
    const app = await anApp();
    const id = await openIn(app, 'negotiation', 'A', nok(100));
    await app.run(placeDeal, { id, toStageId: app.stage('won'), reason: 'Signed', closeReasonId: app.reason('wonFit'), amount: nok(120) });
    expect(await app.run(kpi)).toMatchObject({ wonCount: 1, wonAmount: { NOK: 12_000n } });
    await app.run(undo);
    expect(await app.run(deal, { id })).toMatchObject({ status: 'open', amount: nok(100) });
  });

  it('is won on an earlier day without an older amount standing above the new one', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal({ amount: nok(100), stageId: app.stage('negotiation'), happenedOn: day('2026-11-02') }));
    await app.run(placeDeal, { id, toStageId: app.stage('won'), reason: 'Signed', amount: nok(130), happenedOn: day('2026-11-10') });
    expect(await app.run(deal, { id })).toMatchObject({ status: 'won', closedDay: '2026-11-10', amount: nok(130) });
    expect(await app.run(kpi, { asOf: day('2026-11-10') })).toMatchObject({ wonAmount: { NOK: 13_000n } });
  });

  it('needs a reason where exit criteria are not met, and nothing is written when it is refused', async () => {
    const app = await anApp();
    const id = await openIn(app, 'meeting', 'A');
    const sets = (): unknown => app.store.db.prepare('SELECT count(*) AS n FROM change_set').get([])?.['n'];
    const before = sets();
    const refused = await app.attempt(placeDeal, { id, toStageId: app.stage('proposal') });
    expect(refused).toMatchObject({ ok: false, error: { type: 'ReasonMissing' } });
    const lost = await app.attempt(placeDeal, { id, toStageId: app.stage('lost') });
    expect(lost).toMatchObject({ ok: false, error: { type: 'CloseReasonMissing' } });
    expect(sets()).toBe(before);
    expect(await titles(app, 'meeting')).toEqual(['A']);
  });

  it('keeps its place when the neighbour it was dropped under has left meanwhile', async () => {
    const app = await anApp();
    const gone = await openIn(app, 'qualified', 'Gone');
    const below = await openIn(app, 'qualified', 'B');
    const id = await openIn(app, 'meeting', 'M');
    await app.run(removeDeal, { id: gone });
    await app.run(placeDeal, { id, toStageId: app.stage('qualified'), above: gone, below });
    expect(await titles(app, 'qualified')).toEqual(['M', 'B']);
  });

  it('finds room between two deals that stand at the same rank', async () => {
    const app = await anApp();
    const a = await openIn(app, 'qualified', 'A');
    const b = await openIn(app, 'meeting', 'B');
    for (const [id, stage] of [
      [a, 'qualified'],
      [b, 'meeting'],
    ] as const)
      await app.run(placeDeal, { id, toStageId: app.stage(stage) });
    await app.run(moveDeal, { id: b, toStageId: app.stage('qualified') });
    const id = await openIn(app, 'meeting', 'M');
    const [first] = await titles(app, 'qualified');
    await app.run(placeDeal, { id, toStageId: app.stage('qualified'), above: first === 'A' ? a : b });
    expect(await titles(app, 'qualified')).toEqual([first, 'M', first === 'A' ? 'B' : 'A']);
  });

  it('that was deleted in another window, or belongs to somebody else, is refused', async () => {
    const app = await anApp();
    const id = await openIn(app, 'qualified', 'A');
    const others = await openIn(app, 'qualified', 'B');
    await app.run(removeDeal, { id });
    expect(await app.attempt(placeDeal, { id, toStageId: app.stage('meeting') })).toMatchObject({ error: { type: 'DealNotFound' } });
    app.actAs(await app.aPerson('Elin Sand', 'seller'));
    expect(await app.attempt(placeDeal, { id: others, toStageId: app.stage('qualified') })).toMatchObject({
      error: { type: 'NotYourDeal' },
    });
  });
});
