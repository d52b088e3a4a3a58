/** Answers of the cockpit beside the figures: coverage, velocity and stage conversion, each from the rows that the figures count. */
import type { PublishedRate } from '../../../shared/admin/rates.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import { addDays, addMonths, type Day, firstOfMonth } from '../../../shared/kernel/day.ts';
import { isCurrency, type Money, type MoneyByCurrency } from '../../../shared/kernel/money.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type * as contract from '../../../shared/pipeline/cockpitContract.ts';
import type { Kpi, StageSum } from '../../../shared/pipeline/contract.ts';
import { type ClosedBasis, coverageOf } from '../../../shared/pipeline/coverage.ts';
import { addedSums } from '../../../shared/pipeline/boardSums.ts';
import { inBase } from '../../../shared/pipeline/currencySums.ts';
import { type DealPath, stageConversion } from '../../../shared/pipeline/stageConversion.ts';
import { velocity, type WonDeal } from '../../../shared/pipeline/velocity.ts';
import type { ReadTx } from '../../core/tx.ts';
import { baseCurrencyOf, ratesInto } from '../admin/rates.ts';
import type { HandlersOf } from '../handlers.ts';
import { type AsOf, dealsAsOf } from './dealFold.ts';
import { toMoney } from './dealList.ts';
import { kpiAt } from './numbers.ts';

/** The company's own target for exactly these days. */
const targetOf = (tx: ReadTx, from: Day, to: Day): Money | null => {
  const row = tx.get<{ amount: number; currency: string }>(
    `SELECT amount_minor AS amount, currency FROM revenue_target
     WHERE deleted = 0 AND from_day = ? AND to_day = ? AND team_id IS NULL AND person_id IS NULL ORDER BY id LIMIT 1`,
    from,
    to,
  );
  return row === undefined ? null : toMoney(row.amount, row.currency);
};

const figures = (tx: ReadTx, asOf: Day | null, from: Day | null, to: Day | null): Kpi => {
  const answer = kpiAt(tx, { asOf, recordedAsOf: null, from, to });
  if (!answer.ok) throw new Error('the period ends before it begins');
  return answer.value;
};

const closedBasis = (kpi: Kpi, rates: readonly PublishedRate[], base: string): ClosedBasis => {
  const won = inBase(kpi.wonAmount, rates, base);
  const lost = inBase(kpi.lostAmount, rates, base);
  return {
    wonCount: kpi.wonCount,
    lostCount: kpi.lostCount,
    wonValue: won.minor,
    lostValue: lost.minor,
    withoutAmount: kpi.wonWithoutAmount + kpi.lostWithoutAmount,
    isMixed: Object.keys(won.apart).length + Object.keys(lost.apart).length > 0,
  };
};

type WonRow = {
  readonly amount: number | null;
  readonly currency: string | null;
  readonly createdDay: Day | null;
  readonly closedDay: Day;
};

/** Deals won in the period as of the day, each amount in the base currency where a rate brings it there. */
const wonDeals = (tx: ReadTx, at: AsOf, from: Day, to: Day, rates: readonly PublishedRate[], base: string): readonly WonDeal[] => {
  const { sql, params } = dealsAsOf(at);
  const rows = tx.all<WonRow>(
    `SELECT q.amount_minor AS amount, q.currency, q.stage_day AS closedDay,
       (SELECT x.happened_day FROM stage_move x WHERE x.deal_id = q.deal_id AND x.voided = 0 ORDER BY x.happened_at, x.hlc, x.id LIMIT 1) AS createdDay
     FROM (${sql}) q LEFT JOIN close_reason c ON c.id = q.close_reason_id
     WHERE q.status = 'won' AND coalesce(c.not_a_loss, 0) = 0 AND q.stage_day >= ? AND q.stage_day <= ? ORDER BY q.deal_id`,
    ...params,
    from,
    to,
  );
  return rows.map(({ amount, currency, createdDay, closedDay }) => {
    const money = toMoney(amount, currency);
    const based = money === null ? null : inBase({ [money.currency]: money.minor }, rates, base);
    const isBased = based !== null && isCurrency(base) && Object.keys(based.apart).length === 0;
    return { amount: isBased ? { minor: based.minor, currency: base } : money, createdDay, closedDay };
  });
};

/** Twelve months up to the day, both ends counted. */
const yearUpTo = (day: Day): Day => addDays(addMonths(day, -12), 1);

const outlook: HandlersOf<typeof contract>['outlook'] = (tx, { asOf: wanted, from, to }) => {
  if (from > to) return err({ type: 'PeriodBackwards' });
  const asOf = wanted !== null && wanted < tx.today ? wanted : tx.today;
  const past = asOf === tx.today ? null : asOf;
  const base = baseCurrencyOf(tx);
  const rates = ratesInto(tx, base, asOf);
  const inPeriod = figures(tx, past, from, to);
  const won = inBase(inPeriod.wonAmount, rates, base);
  const open = inBase(inPeriod.openAmount, rates, base);
  const target = targetOf(tx, from, to);
  const targetInBase = target === null ? null : inBase({ [target.currency]: target.minor }, rates, base);
  // The month that the day stands in is not a full one (B3).
  const closedTo = addDays(firstOfMonth(asOf), -1);
  const closedFrom = addMonths(firstOfMonth(asOf), -12);
  const closed = closedBasis(figures(tx, past, closedFrom, closedTo), rates, base);
  const velocityFrom = yearUpTo(asOf);
  const lately = figures(tx, past, velocityFrom, asOf);
  const at: AsOf = { asOf: past, recordedAsOf: null, today: tx.today, deletedThen: {} };
  const sums: readonly MoneyByCurrency[] = [
    inPeriod.wonAmount,
    inPeriod.openAmount,
    lately.wonAmount,
    target === null ? {} : { [target.currency]: 0n },
  ];
  const used = new Set(sums.flatMap((each) => Object.keys(each)));
  return ok({
    asOf,
    from,
    to,
    baseCurrency: base,
    target,
    coverage:
      targetInBase === null || Object.keys(targetInBase.apart).length > 0
        ? null
        : coverageOf({ target: targetInBase.minor, won: won.minor, open: open.minor, closed }),
    won: won.minor,
    open: open.minor,
    apart: addedSums([won.apart, open.apart]),
    withoutAmount: inPeriod.withoutAmount,
    closed,
    closedFrom,
    closedTo,
    velocity: velocity({
      openDeals: figures(tx, past, null, null).openCount,
      won: wonDeals(tx, at, velocityFrom, asOf, rates, base),
      lostCount: lately.lostCount,
    }),
    velocityFrom,
    velocityTo: asOf,
    rates: rates.filter(({ currency }) => used.has(currency)),
  });
};

type MoveRow = { readonly dealId: string; readonly stageId: Id<'Stage'>; readonly day: Day | null };

/** The moves of every live deal up to the day, deal by deal in the order they count. */
const pathsUpTo = (tx: ReadTx, asOf: Day): readonly DealPath[] => {
  const moves = tx.all<MoveRow>(
    `SELECT m.deal_id AS dealId, m.to_stage_id AS stageId, m.happened_day AS day FROM stage_move m JOIN deal d ON d.id = m.deal_id AND d.deleted = 0
     WHERE m.voided = 0 AND (m.happened_day IS NULL OR m.happened_day <= ?) ORDER BY m.deal_id, m.happened_at, m.hlc, m.id`,
    asOf,
  );
  return [...Map.groupBy(moves, ({ dealId }) => dealId).values()].map((of) => ({ moves: of }));
};

const stageFlow: HandlersOf<typeof contract>['stageFlow'] = (tx, { asOf: wanted }) => {
  const to = wanted !== null && wanted < tx.today ? wanted : tx.today;
  const from = yearUpTo(to);
  const stages = tx.all<StageSum['stage'] & { position: number; kind: 'open' | 'won' | 'lost'; deleted: number }>(
    `SELECT id, name, seed_key AS seedKey, probability_bp AS probabilityBp, position, kind, deleted FROM stage ORDER BY position, id`,
  );
  const paths = pathsUpTo(tx, to);
  return ok({
    from,
    to,
    stages: stages
      .filter(({ kind, deleted }) => kind === 'open' && deleted === 0)
      .map(({ id, name, seedKey, probabilityBp }) => ({
        stage: { id, name, seedKey, probabilityBp },
        ...stageConversion({ stage: id, stages, from, to }, paths),
      })),
  });
};

const baseRates: HandlersOf<typeof contract>['baseRates'] = (tx, { asOf }) => {
  const baseCurrency = baseCurrencyOf(tx);
  return ok({ baseCurrency, rates: ratesInto(tx, baseCurrency, asOf !== null && asOf < tx.today ? asOf : tx.today) });
};

export const cockpitQueries: HandlersOf<typeof contract> = { outlook, stageFlow, baseRates };
