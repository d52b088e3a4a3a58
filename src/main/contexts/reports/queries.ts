/** Answers the content of the report "Pipeline": one reading of the deals as they stood, from which every figure and row comes. */
import type { Id } from '../../../shared/kernel/brand.ts';
import type { InputOf } from '../../../shared/kernel/contract.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { StageSum } from '../../../shared/pipeline/contract.ts';
import { readingCurrency } from '../../../shared/pipeline/currencySums.ts';
import type { StageKind } from '../../../shared/pipeline/schema.ts';
import { winRateByCount, winRateByValue } from '../../../shared/pipeline/winRate.ts';
import type * as contract from '../../../shared/reports/pipelineContract.ts';
import { mostRows } from '../../../shared/reports/pipelineContract.ts';
import { findingsOf } from '../../../shared/reports/findings.ts';
import { byStage, isIn, type Standing, sumsOf, weightedOf, wonByMonth } from '../../../shared/reports/pipelineFigures.ts';
import type { ReadTx } from '../../core/tx.ts';
import { ratesInto } from '../admin/rates.ts';
import type { HandlersOf } from '../handlers.ts';
import { named, toMoney } from '../pipeline/dealList.ts';
import { type AsOf, dealsAsOf, isNow, undatedDeals } from '../pipeline/dealFold.ts';

type Handlers = HandlersOf<typeof contract>;
type Input = InputOf<typeof contract.pipelineReport>;
type Row = contract.ReportRow & Standing;

type DealRow = {
  readonly id: Id<'Deal'>;
  readonly title: string;
  readonly account: string | null;
  readonly owner: string | null;
  readonly status: StageKind;
  readonly stageId: Id<'Stage'> | null;
  readonly stage: string | null;
  readonly seedKey: string | null;
  readonly day: Day | null;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly estimate: number;
  readonly expectedClose: Day | null;
  readonly bp: number;
  readonly notALoss: number;
};

const dealsOf = (tx: ReadTx, at: AsOf, ownerId: string | null): readonly Row[] => {
  const { sql, params } = dealsAsOf(at);
  const rows = tx.all<DealRow>(
    `SELECT q.deal_id AS id, d.title, a.name AS account, p.name AS owner, q.status, q.stage_id AS stageId, s.name AS stage, s.seed_key AS seedKey,
       q.stage_day AS day, q.amount_minor AS amount, q.currency, q.estimate, q.expected_close AS expectedClose, q.probability_bp AS bp,
       coalesce(c.not_a_loss, 0) AS notALoss
     FROM (${sql}) q JOIN deal d ON d.id = q.deal_id LEFT JOIN account a ON a.id = q.account_id LEFT JOIN person p ON p.id = q.owner_id
       LEFT JOIN stage s ON s.id = q.stage_id LEFT JOIN close_reason c ON c.id = q.close_reason_id
     ${ownerId === null ? '' : 'WHERE q.owner_id = ?'}
     ORDER BY CASE q.status WHEN 'open' THEN 0 WHEN 'won' THEN 1 ELSE 2 END, CASE q.status WHEN 'open' THEN q.position ELSE 0 END,
       CASE q.status WHEN 'open' THEN '' ELSE q.stage_day END DESC, q.currency IS NULL, q.currency, q.amount_minor DESC, q.deal_id`,
    ...params,
    ...(ownerId === null ? [] : [ownerId]),
  );
  return rows.map(({ day, stage, seedKey, amount, currency, estimate, bp, notALoss, ...row }) => ({
    ...row,
    stage: stage === null ? null : { name: stage, seedKey },
    amount: toMoney(amount, currency),
    estimate: estimate === 1,
    probabilityBp: bp,
    closedDay: row.status === 'open' ? null : day,
    notALoss: notALoss === 1,
  }));
};

const openStages = (tx: ReadTx): readonly StageSum['stage'][] =>
  tx.all<StageSum['stage']>(
    `SELECT id, name, seed_key AS seedKey, probability_bp AS probabilityBp FROM stage WHERE deleted = 0 AND kind = 'open' ORDER BY position, id`,
  );

const undatedCount = (tx: ReadTx, at: AsOf, ownerId: string | null): number => {
  if (isNow(at)) return 0;
  const { sql, params } = undatedDeals(at);
  const owned = ownerId === null ? '' : ' WHERE q.deal_id IN (SELECT deal_id FROM deal_state WHERE owner_id = ?)';
  return tx.get<{ n: number }>(`SELECT count(*) AS n FROM (${sql}) q${owned}`, ...params, ...(ownerId === null ? [] : [ownerId]))?.n ?? 0;
};

const basics = (tx: ReadTx, ownerId: Id<'Person'> | null) => {
  const workspace = tx.get<{ name: string; base: string }>(
    'SELECT name, base_currency AS base FROM workspace WHERE deleted = 0 ORDER BY id LIMIT 1',
  );
  const owner = ownerId === null ? undefined : tx.get<{ name: string }>('SELECT name FROM person WHERE id = ?', ownerId);
  return { workspace: workspace?.name ?? '', base: workspace?.base ?? '', owner: named(ownerId, owner?.name ?? null) };
};

const isEmptyAmount = ({ amount }: Standing): boolean => amount === null || amount.minor === 0n;

/** Won, lost and open of owner and period, with everything said about them. */
const figuresOf = (tx: ReadTx, deals: readonly Row[], input: Input, asOf: Day, base: string) => {
  const inPeriod = deals.filter((deal) => isIn(input, deal));
  const counted = (status: StageKind) => inPeriod.filter((deal) => deal.status === status && !deal.notALoss);
  const [open, won, lost] = [counted('open'), counted('won'), counted('lost')];
  const sums = { open: { ...sumsOf(open), weighted: weightedOf(open) }, won: sumsOf(won), lost: sumsOf(lost) };
  const rates = ratesInto(tx, base, asOf);
  const currency = readingCurrency([sums.open.amount, sums.won.amount, sums.lost.amount], rates, base);
  const used = new Set([sums.open, sums.won, sums.lost].flatMap(({ amount }) => Object.keys(amount)));
  const stages = byStage(openStages(tx), open);
  const heaviest = stages.reduce<StageSum | null>((most, stage) => {
    const weighted = stage.weighted[currency] ?? 0n;
    return weighted > (most?.weighted[currency] ?? 0n) ? stage : most;
  }, null);
  const rate = winRateByCount(won.length, lost.length);
  const byValue = winRateByValue({
    wonCount: won.length,
    wonAmount: sums.won.amount,
    wonWithoutAmount: won.filter(isEmptyAmount).length,
    lostCount: lost.length,
    lostAmount: sums.lost.amount,
    lostWithoutAmount: lost.filter(isEmptyAmount).length,
  });
  const findings = findingsOf({
    asOf,
    openCount: open.length,
    openAmount: sums.open.amount,
    weighted: sums.open.weighted,
    withoutAmount: sums.open.withoutAmount,
    overdue: open.filter(({ expectedClose }) => expectedClose !== null && expectedClose < asOf).length,
    wonCount: won.length,
    wonAmount: sums.won.amount,
    lostCount: lost.length,
    winRate: rate,
    heaviest: heaviest === null ? null : { stage: heaviest.stage, weighted: heaviest.weighted[currency] ?? 0n },
    allWeighted: sums.open.weighted[currency] ?? 0n,
  });
  return {
    ...sums,
    currency,
    rates: currency === base ? rates.filter((each) => used.has(each.currency)) : [],
    winRateByCount: rate,
    winRateByValue: byValue,
    openWithoutDate:
      input.from === null && input.to === null
        ? 0
        : deals.filter(({ status, expectedClose }) => status === 'open' && expectedClose === null).length,
    stages,
    // Of all time: a report of one month still shows the year that it stands in.
    months: wonByMonth(
      deals.filter(({ status, notALoss }) => status === 'won' && !notALoss),
      asOf,
    ),
    findings,
  };
};

const toReportRow = ({ stageId: _stageId, notALoss: _notALoss, ...row }: Row): contract.ReportRow => row;

const pipelineReport: Handlers['pipelineReport'] = (tx, input) => {
  if (input.from !== null && input.to !== null && input.from > input.to) return err({ type: 'PeriodBackwards' });
  const asOf = input.asOf !== null && input.asOf < tx.today ? input.asOf : tx.today;
  const at: AsOf = { asOf, recordedAsOf: null, today: tx.today, deletedThen: {} };
  const deals = dealsOf(tx, at, input.ownerId);
  const listed = deals.filter((deal) => (input.status === null || deal.status === input.status) && isIn(input, deal));
  if (listed.length > mostRows) return err({ type: 'ReportTooLarge', count: listed.length, most: mostRows });
  const { workspace, base, owner } = basics(tx, input.ownerId);
  return ok({
    workspace,
    owner,
    asOf,
    from: input.from,
    to: input.to,
    status: input.status,
    ...figuresOf(tx, deals, input, asOf, base),
    dayUnknown: undatedCount(tx, at, input.ownerId),
    rows: listed.map(toReportRow),
    total: { ...sumsOf(listed), weighted: weightedOf(listed) },
  });
};

export const reportQueries: Handlers = { pipelineReport };
