/** The pipeline's numbers and the rows behind each of them, all from one relation of deals as they stood. */
import type { Id } from '../../../shared/kernel/brand.ts';
import type { SqlValue } from '../../../shared/kernel/column.ts';
import { addMonths, type Day, daysBetween, firstOfMonth } from '../../../shared/kernel/day.ts';
import type { PeriodBackwards } from '../../../shared/kernel/inputs.ts';
import { isCurrency } from '../../../shared/kernel/money.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import type { BehindLine, Kpi, Measure, MonthSum, StageSum } from '../../../shared/pipeline/contract.ts';
import type { StageKind } from '../../../shared/pipeline/schema.ts';
import { winRateByCount, winRateByValue } from '../../../shared/pipeline/winRate.ts';
import { deletedThen } from '../../core/asOf.ts';
import { provisionalSql } from '../../core/recorded.ts';
import type { ReadTx } from '../../core/tx.ts';
import { type AsOf, type DealRelation, dealsAsOf, isNow, undatedDeals } from './dealFold.ts';
import { type AmountGroup, amountOf, sumSql, weightedOf, weightedParts } from './sums.ts';

type Question = { readonly asOf: Day | null; readonly recordedAsOf: number | null; readonly from: Day | null; readonly to: Day | null };

const asOfOf = (tx: ReadTx, question: Pick<Question, 'asOf' | 'recordedAsOf'>): AsOf => ({
  asOf: question.asOf,
  recordedAsOf: question.recordedAsOf,
  today: tx.today,
  deletedThen: question.recordedAsOf === null ? {} : deletedThen(tx, 'deal', question.recordedAsOf),
});

/** Days come from the contract as validated days, so they can stand in the text of a condition. */
const inPeriod = (column: string, { from, to }: Pick<Question, 'from' | 'to'>): string =>
  [...(from === null ? [] : [`${column} >= '${from}'`]), ...(to === null ? [] : [`${column} <= '${to}'`])].join(' AND ') || '1';

/** A closed deal counts in the period of its last closing; an open one in that of its expected close (rules 4, B1, B5). */
const conditionOf = (measure: Measure, question: Question): string => {
  const closed = (kind: 'won' | 'lost'): string => `status = '${kind}' AND not_a_loss = 0 AND ${inPeriod('stage_day', question)}`;
  const open = `status = 'open' AND ${inPeriod('expected_close', question)}`;
  switch (measure) {
    case 'won':
    case 'lost':
      return closed(measure);
    case 'winRateByCount':
    case 'winRateByValue':
      return `(${closed('won')} OR ${closed('lost')})`;
    case 'open':
    case 'weighted':
      return open;
    case 'withoutAmount':
      return `${open} AND amount_minor IS NULL`;
    case 'openWithoutDate':
      return "status = 'open' AND expected_close IS NULL";
    case 'dayUnknown':
      return '1';
  }
};

const relationOf = (measure: Measure, at: AsOf): DealRelation => (measure === 'dayUnknown' ? undatedDeals(at) : dealsAsOf(at));

const withReason = ({ sql, params }: DealRelation): DealRelation => ({
  sql: `SELECT r.*, coalesce(c.not_a_loss, 0) AS not_a_loss FROM (${sql}) r LEFT JOIN close_reason c ON c.id = r.close_reason_id`,
  params,
});

type KpiGroup = AmountGroup & {
  readonly status: string;
  readonly notALoss: bigint;
  readonly n: bigint;
  readonly without: bigint;
  readonly empty: bigint;
};

/** One pass over the deals gives every figure: they are grouped by what decides how they count. */
const kpiGroups = (tx: ReadTx, at: AsOf, question: Question): readonly KpiGroup[] => {
  const { sql, params } = withReason(dealsAsOf(at));
  const counted = `CASE WHEN status = 'open' THEN ${inPeriod('expected_close', question)} ELSE ${inPeriod('stage_day', question)} END`;
  return tx.allExact<KpiGroup>(
    `SELECT status, not_a_loss AS notALoss, currency, probability_bp AS bp, count(*) AS n, sum(amount_minor IS NULL) AS without,
       sum(coalesce(amount_minor, 0) = 0) AS empty, ${sumSql('amount_minor')}
     FROM (${sql}) WHERE ${counted} GROUP BY 1, 2, 3, 4`,
    ...params,
  );
};

const count = (groups: readonly { readonly n: bigint }[]): number => Number(groups.reduce((sum, { n }) => sum + n, 0n));
const countOf = (tx: ReadTx, { sql, params }: DealRelation, where: string): number =>
  tx.get<{ n: number }>(`SELECT count(*) AS n FROM (${sql}) WHERE ${where}`, ...params)?.n ?? 0;

const provisionalBy = (tx: ReadTx, recordedAsOf: number): number =>
  tx.get<{ n: number }>(`SELECT count(*) AS n FROM change_set WHERE known_at <= ? AND ${provisionalSql}`, recordedAsOf)?.n ?? 0;

export const kpiAt = (tx: ReadTx, question: Question): Result<Kpi, PeriodBackwards> => {
  if (question.from !== null && question.to !== null && question.from > question.to) return err({ type: 'PeriodBackwards' });
  const at = asOfOf(tx, question);
  const groups = kpiGroups(tx, at, question);
  const ofStatus = (status: StageKind): readonly KpiGroup[] => groups.filter((group) => group.status === status && group.notALoss === 0n);
  const won = ofStatus('won');
  const lost = ofStatus('lost');
  const open = ofStatus('open');
  const empty = (of: readonly KpiGroup[]): number => count(of.map((group) => ({ n: group.empty })));
  const without = (of: readonly KpiGroup[]): number => count(of.map((group) => ({ n: group.without })));
  const decided = {
    wonCount: count(won),
    wonAmount: amountOf(won),
    wonWithoutAmount: empty(won),
    lostCount: count(lost),
    lostAmount: amountOf(lost),
    lostWithoutAmount: empty(lost),
  };
  const hasPeriod = question.from !== null || question.to !== null;
  return ok({
    ...decided,
    asOf: question.asOf ?? tx.today,
    from: question.from,
    to: question.to,
    provisional: question.recordedAsOf === null ? 0 : provisionalBy(tx, question.recordedAsOf),
    notALossCount: count(groups.filter((group) => group.status === 'lost' && group.notALoss === 1n)),
    openCount: count(open),
    dayUnknown: isNow(at) ? countOf(tx, dealsAsOf(at), "status = 'open' AND created_day IS NULL") : countOf(tx, undatedDeals(at), '1'),
    openWithoutDate: hasPeriod ? countOf(tx, dealsAsOf(at), conditionOf('openWithoutDate', question)) : 0,
    openAmount: amountOf(open),
    weightedAmount: weightedOf(open),
    withoutAmount: without(open),
    winRateByCount: winRateByCount(decided.wonCount, decided.lostCount),
    winRateByValue: winRateByValue(decided),
  });
};

type BehindRow = {
  readonly id: Id<'Deal'>;
  readonly title: string;
  readonly account: string | null;
  readonly status: StageKind;
  readonly stage: string | null;
  readonly seedKey: string | null;
  readonly day: Day | null;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly bp: number;
};

const toLine = (row: BehindRow): BehindLine => ({
  id: row.id,
  title: row.title,
  account: row.account,
  status: row.status,
  stage: row.stage === null ? null : { name: row.stage, seedKey: row.seedKey },
  day: row.day,
  amount:
    row.amount === null || row.currency === null || !isCurrency(row.currency)
      ? null
      : { minor: BigInt(row.amount), currency: row.currency },
  probabilityBp: row.bp,
});

export const behindMeasure = (
  tx: ReadTx,
  input: Question & {
    readonly measure: Measure;
    readonly stageId: Id<'Stage'> | null;
    readonly after: string | null;
    readonly limit: number;
  },
) => {
  if (input.from !== null && input.to !== null && input.from > input.to) return err({ type: 'PeriodBackwards' } as const);
  const at = asOfOf(tx, input);
  const relation = withReason(
    input.measure === 'dayUnknown' && isNow(at)
      ? { sql: `SELECT * FROM (${dealsAsOf(at).sql}) WHERE status = 'open' AND created_day IS NULL`, params: dealsAsOf(at).params }
      : relationOf(input.measure, at),
  );
  const stage: readonly SqlValue[] = input.stageId === null ? [] : [input.stageId];
  const where = `${conditionOf(input.measure, input)}${input.stageId === null ? '' : ' AND stage_id = ?'}`;
  const groups = tx.allExact<AmountGroup & { n: bigint }>(
    `SELECT currency, probability_bp AS bp, count(*) AS n, ${sumSql('amount_minor')}
     FROM (${relation.sql}) WHERE ${where} GROUP BY 1, 2`,
    ...relation.params,
    ...stage,
  );
  const rows = tx.all<BehindRow>(
    `SELECT q.deal_id AS id, d.title, a.name AS account, q.status, s.name AS stage, s.seed_key AS seedKey, q.stage_day AS day, q.amount_minor AS amount,
       q.currency, q.probability_bp AS bp
     FROM (${relation.sql}) q JOIN deal d ON d.id = q.deal_id LEFT JOIN account a ON a.id = q.account_id LEFT JOIN stage s ON s.id = q.stage_id
     WHERE ${where} AND q.deal_id > ? ORDER BY q.deal_id LIMIT ?`,
    ...relation.params,
    ...stage,
    input.after ?? '',
    input.limit + 1,
  );
  const page = rows.slice(0, input.limit);
  return ok({
    rows: page.map(toLine),
    next: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null,
    count: count(groups),
    amount: amountOf(groups),
    weighted: weightedOf(groups),
  });
};

type StageGroup = AmountGroup & {
  readonly stageId: Id<'Stage'>;
  readonly name: string;
  readonly seedKey: string | null;
  readonly n: bigint;
  readonly without: bigint;
};

export const openByStageAt = (tx: ReadTx, question: Pick<Question, 'asOf' | 'recordedAsOf'>): readonly StageSum[] => {
  const { sql, params } = dealsAsOf(asOfOf(tx, question));
  const groups = tx.allExact<StageGroup>(
    `SELECT s.id AS stageId, s.name, s.seed_key AS seedKey, s.probability_bp AS bp, q.currency, count(q.deal_id) AS n,
       sum(q.deal_id IS NOT NULL AND q.amount_minor IS NULL) AS without, ${sumSql('q.amount_minor')}
     FROM stage s LEFT JOIN (${sql}) q ON q.stage_id = s.id WHERE s.deleted = 0 AND s.kind = 'open' GROUP BY s.id, q.currency ORDER BY s.position, s.id`,
    ...params,
  );
  const byStage = [...Map.groupBy(groups, (group) => group.stageId).values()];
  const weighted = weightedParts(byStage);
  return byStage.map((of, at): StageSum => {
    const first = of[0] as StageGroup;
    return {
      stage: { id: first.stageId, name: first.name, seedKey: first.seedKey, probabilityBp: Number(first.bp) },
      count: count(of),
      withoutAmount: count(of.map(({ without }) => ({ n: without }))),
      amount: amountOf(of),
      weighted: weighted[at] ?? {},
    };
  });
};

/** Months shown: a year back from the day, its own month last. */
const monthsShown = 12;

export const wonByMonthAt = (tx: ReadTx, question: Pick<Question, 'asOf' | 'recordedAsOf'>): readonly MonthSum[] => {
  const last = question.asOf ?? tx.today;
  const first = addMonths(firstOfMonth(last), 1 - monthsShown);
  const { sql, params } = withReason(dealsAsOf(asOfOf(tx, question)));
  const groups = tx.allExact<AmountGroup & { month: Day; n: bigint }>(
    `SELECT substr(stage_day, 1, 7) || '-01' AS month, currency, 0 AS bp, count(*) AS n, ${sumSql('amount_minor')}
     FROM (${sql}) WHERE status = 'won' AND not_a_loss = 0 AND stage_day >= ? AND stage_day <= ? GROUP BY 1, 2`,
    ...params,
    first,
    last,
  );
  return Array.from({ length: monthsShown }, (_, at): MonthSum => {
    const month = addMonths(first, at);
    const of = groups.filter((group) => group.month === month);
    return { month, count: count(of), amount: amountOf(of), partial: at === monthsShown - 1 && daysBetween(last, addMonths(month, 1)) > 1 };
  });
};
