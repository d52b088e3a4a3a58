/** What had happened by a day, and what had been recorded by an instant: the fold in SQL against a naive one in TypeScript, after random work. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { dealsAsOf } from '../../src/main/contexts/pipeline/dealFold.ts';
import { deletedThen } from '../../src/main/core/asOf.ts';
import type { Store } from '../../src/main/core/store.ts';
import type { Happened } from '../../src/main/core/tx.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { addDays, type Day, day, dayOf, instant, startOfDay, type Zone } from '../../src/shared/kernel/day.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { createDeal, kpi, moveDeal, removeDeal, setDealValue } from '../../src/shared/pipeline/contract.ts';
import { deal, dealValue, stageMove } from '../../src/shared/pipeline/schema.ts';
import { restore, undo } from '../../src/shared/sync/contract.ts';
import { factVoid } from '../../src/shared/sync/schema.ts';
import { anApp } from '../support/anApp.ts';
import { aDeal, at, nok } from '../support/builders.ts';

const oslo = 'Europe/Oslo' as Zone;
const today = day('2026-11-21');

/** A fact as the naive fold keeps it: in the order of writing, with the instants at which it was taken back and brought back. */
type Fact = {
  readonly id: string;
  readonly table: 'stage_move' | 'deal_value';
  readonly deal: string;
  readonly value: string | number;
  readonly happened: Happened;
  readonly recordedAt: number;
  readonly flips: number[];
};
type Known = { readonly id: string; readonly madeAt: number; readonly flips: number[] };
type Model = { readonly deals: Known[]; readonly facts: Fact[] };
type AsOf = { readonly asOf: Day | null; readonly recordedAsOf: number | null };

const isOff = (flips: readonly number[], recorded: number | null): boolean =>
  flips.filter((at_) => recorded === null || at_ <= recorded).length % 2 === 1;

/** The rules once more, the slow way: of the facts that count, the one that happened last, of equals the one written last. */
const naive = ({ deals, facts }: Model, { asOf, recordedAsOf }: AsOf): readonly string[] => {
  const limit = asOf !== null && asOf < today ? asOf : null;
  const counts = (fact: Fact): boolean =>
    !isOff(fact.flips, recordedAsOf) &&
    (recordedAsOf === null || fact.recordedAt <= recordedAsOf) &&
    (limit === null || (fact.happened !== null && fact.happened.day <= limit));
  const time = (happened: Happened): number =>
    happened === null ? Number.NEGATIVE_INFINITY : (happened.at ?? startOfDay(happened.day, oslo));
  const last = (table: Fact['table'], id: string): Fact | undefined => {
    let best: Fact | undefined;
    for (const fact of facts)
      if (fact.table === table && fact.deal === id && counts(fact) && (best === undefined || time(fact.happened) >= time(best.happened)))
        best = fact;
    return best;
  };
  return deals
    .filter(({ flips, madeAt }) => !isOff(flips, recordedAsOf) && (recordedAsOf === null || madeAt <= recordedAsOf))
    .flatMap(({ id }) => {
      const move = last('stage_move', id);
      const value = last('deal_value', id);
      if (limit !== null && move === undefined) return [];
      return [JSON.stringify([id, move?.value ?? null, move?.happened?.day ?? null, value?.value ?? null])];
    })
    .toSorted();
};

const inSql = (store: Store, { asOf, recordedAsOf }: AsOf): readonly string[] =>
  store.read((tx) => {
    const { sql, params } = dealsAsOf({
      asOf,
      recordedAsOf,
      today,
      deletedThen: recordedAsOf === null ? {} : deletedThen(tx, 'deal', recordedAsOf),
    });
    const rows = tx.all<{ id: string; stage: string | null; day: string | null; amount: number | null }>(
      `SELECT deal_id AS id, stage_id AS stage, stage_day AS day, amount_minor AS amount FROM (${sql}) ORDER BY deal_id`,
      ...params,
    );
    return rows.map((row) => JSON.stringify([row.id, row.stage, row.day, row.amount])).toSorted();
  });

const derived = (store: Store): readonly string[] =>
  store.read((tx) =>
    tx
      .all<{ id: string; stage: string | null; day: string | null; amount: number | null }>(
        'SELECT deal_id AS id, stage_id AS stage, stage_day AS day, amount_minor AS amount FROM deal_state',
      )
      .map((row) => JSON.stringify([row.id, row.stage, row.day, row.amount]))
      .toSorted(),
  );

const aHappening: fc.Arbitrary<{ readonly daysAgo: number | null; readonly hour: number | null }> = fc.record({
  daysAgo: fc.option(fc.nat({ max: 6 }), { freq: 5 }),
  hour: fc.option(fc.integer({ min: 0, max: 6 })),
});
const aWrite = fc.record({
  kind: fc.constantFrom('deal', 'move', 'move', 'value', 'value', 'void', 'unvoid', 'trash'),
  pick: fc.nat({ max: 30 }),
  happening: aHappening,
  pause: fc.constantFrom(0, 1_000, 3_600_000),
});

const happenedOf = ({ daysAgo, hour }: { readonly daysAgo: number | null; readonly hour: number | null }): Happened => {
  if (daysAgo === null) return null;
  const on = addDays(today, -daysAgo);
  return hour === null ? { day: on } : { day: on, at: instant(startOfDay(on, oslo) + hour * 3_600_000) };
};

test('at every day and every instant the fold says what a naive one says, and today it is the derived state', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aWrite, { minLength: 5, maxLength: 35 }), async (writes) => {
      const app = await anApp();
      try {
        const model: Model = { deals: [], facts: [] };
        const stages = Object.values(app.stages);
        const begun = app.clock.now();
        const { store } = app;
        // Facts are dated by hand here, so the clock of this connection is read from the ports of the test.
        const write = (body: Parameters<typeof store.write<null, never>>[1]) =>
          expect(store.write({ actor: app.me, command: 'test.fact' }, body).ok).toBe(true);
        for (const { kind, pick, happening, pause } of writes) {
          app.storeClock.advance(pause);
          const now = app.storeClock.now();
          const of = model.deals[pick % Math.max(1, model.deals.length)];
          const happened = happenedOf(happening);
          if (kind === 'deal' || of === undefined) {
            write((tx) => {
              const id = tx.newId<'Deal'>();
              tx.insert(deal, { id, title: `Deal ${pick}` });
              model.deals.push({ id, madeAt: now, flips: [] });
              return ok(null);
            });
          } else if (kind === 'move' || kind === 'value') {
            write((tx) => {
              const id = tx.newId<'StageMove'>();
              const dealId = of.id as Id<'Deal'>;
              const toStageId = stages[pick % stages.length] ?? ('' as Id<'Stage'>);
              if (kind === 'move') tx.record(stageMove, { id, dealId, toStageId }, happened);
              else
                tx.record(
                  dealValue,
                  { id: id as string as Id<'DealValue'>, dealId, amountMinor: BigInt(pick), currency: nok(0).currency, estimate: false },
                  happened,
                );
              const table = kind === 'move' ? 'stage_move' : 'deal_value';
              model.facts.push({ id, table, deal: of.id, value: kind === 'move' ? toStageId : pick, happened, recordedAt: now, flips: [] });
              return ok(null);
            });
          } else if (kind === 'trash') {
            write((tx) => {
              if (isOff(of.flips, null)) tx.restore(deal, of.id);
              else tx.remove(deal, of.id);
              of.flips.push(now);
              return ok(null);
            });
          } else {
            const some = model.facts.filter(({ flips }) => isOff(flips, null) === (kind === 'unvoid'));
            const fact = some[pick % Math.max(1, some.length)];
            if (fact === undefined) continue;
            write((tx) => {
              if (kind === 'void') tx.voidFact(fact.table === 'stage_move' ? stageMove : dealValue, fact.id);
              else
                for (const { id } of tx.all<{ id: string }>('SELECT id FROM fact_void WHERE fact_id = ? AND voided = 0', fact.id))
                  tx.voidFact(factVoid, id);
              fact.flips.push(now);
              return ok(null);
            });
          }
          expect(derived(store)).toEqual(naive(model, { asOf: null, recordedAsOf: null }));
        }
        const end = app.storeClock.now();
        for (const asOf of [null, today, ...Array.from({ length: 8 }, (_, ago) => addDays(today, -ago))]) {
          for (const recordedAsOf of [null, begun - 1, begun, Math.trunc((begun + end) / 2), end]) {
            expect(inSql(store, { asOf, recordedAsOf }), `${asOf} ${recordedAsOf}`).toEqual(naive(model, { asOf, recordedAsOf }));
          }
        }
      } finally {
        await app.close();
      }
    }),
    { numRuns: 20 },
  );
});

describe('what was known', () => {
  it('leaves out what was recorded later, though it happened earlier', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal({ amount: nok(100), happenedOn: day('2026-11-01') }));
    app.clock.set('2026-11-23T09:00:00Z');
    await app.run(moveDeal, { id, toStageId: app.stage('won'), reason: 'signed', happenedOn: day('2026-11-10') });
    const asOf = day('2026-11-15');
    expect(await app.run(kpi, { asOf })).toMatchObject({ wonCount: 1, openCount: 0 });
    expect(await app.run(kpi, { asOf, recordedAsOf: at('2026-11-22T09:00:00Z') })).toMatchObject({ wonCount: 0, openCount: 1 });
    expect(await app.run(kpi, { recordedAsOf: at('2026-11-20T09:00:00Z') })).toMatchObject({ wonCount: 0, openCount: 0 });
  });

  it('holds what was undone until the undo, and what was deleted until the deletion', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal({ amount: nok(100) }));
    app.clock.set('2026-11-22T09:00:00Z');
    await app.run(setDealValue, { id, amount: nok(900) });
    app.clock.set('2026-11-23T09:00:00Z');
    await app.run(undo);
    app.clock.set('2026-11-24T09:00:00Z');
    await app.run(removeDeal, { id });
    app.clock.set('2026-11-25T09:00:00Z');
    await app.run(restore, { table: 'deal', id });
    const then = async (iso: string) => (await app.run(kpi, { recordedAsOf: at(iso) })).openAmount;
    expect(await then('2026-11-21T12:00:00Z')).toEqual({ NOK: 10_000n });
    expect(await then('2026-11-22T12:00:00Z')).toEqual({ NOK: 90_000n });
    expect(await then('2026-11-23T12:00:00Z')).toEqual({ NOK: 10_000n });
    expect(await then('2026-11-24T12:00:00Z')).toEqual({});
    expect(await then('2026-11-25T12:00:00Z')).toEqual({ NOK: 10_000n });
  });

  it('takes a void for the table that it names alone, though a row of another one has the same id', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal({ amount: nok(100) }));
    const moved = app.store.read((tx) => tx.get<{ id: Id<'DealValue'> }>('SELECT id FROM stage_move WHERE deal_id = ?', id))?.id;
    if (moved === undefined) throw new Error('a deal has its first move');
    app.clock.set('2026-11-22T09:00:00Z');
    const written = app.store.write({ actor: app.me, command: 'pipeline.setDealValue' }, (tx) => {
      tx.record(dealValue, { id: moved, dealId: id, amountMinor: 1n, currency: null, estimate: false }, { day: tx.today, at: tx.now });
      tx.voidFact(dealValue, moved);
      return ok(null);
    });
    expect(written.ok).toBe(true);
    const known = inSql(app.store, { asOf: null, recordedAsOf: at('2026-11-22T12:00:00Z') });
    expect(known).toEqual(derived(app.store));
  });

  it('a day is one of the workspace’s zone: a win at half past midnight in Helsinki is the day before in Oslo', async () => {
    const app = await anApp();
    app.clock.set('2026-11-30T22:30:00Z');
    const { id } = await app.run(createDeal, aDeal());
    await app.run(moveDeal, { id, toStageId: app.stage('won'), reason: 'signed' });
    expect(dayOf(app.clock.now(), 'Europe/Helsinki' as Zone)).toBe('2026-12-01');
    app.clock.set('2026-12-02T09:00:00Z');
    expect((await app.run(kpi, { to: day('2026-11-30') })).wonCount).toBe(1);
    expect((await app.run(kpi, { asOf: day('2026-11-29') })).wonCount).toBe(0);
  });
});
