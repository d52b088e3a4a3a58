/** The fold of a deal's facts into its state: one SQL text serves the derived rows of today and every question about an earlier day. */
import type { SqlValue } from '../../../shared/kernel/column.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { dealState } from '../../../shared/pipeline/schema.ts';
import { unplaced } from '../../../shared/pipeline/rank.ts';
import { sortKeySql } from '../nameOrder.ts';
import type { Derivation } from '../../core/derive.ts';

/** SQL that says which facts `x` of a table count. */
type Visible = (table: 'stage_move' | 'deal_value' | 'ownership') => string;

const liveFacts: Visible = () => 'x.voided = 0';

// Fold order (happenedAt, effective hlc, id); SQLite sorts NULL lowest, so a fact without a day comes before all dated ones.
const newestFirst = 'happened_at DESC, hlc DESC, id DESC';

/** What a deal's facts add up to. `from` yields `d` (rows of deal). */
const foldSelect = (from: string, visible: Visible): string => `
SELECT d.id AS deal_id, coalesce(s.kind, 'open') AS status, m.to_stage_id AS stage_id, m.happened_day AS stage_day, m.happened_at AS moved_at, m.close_reason_id,
  v.amount_minor, v.currency, coalesce(v.estimate, 0) AS estimate, v.expected_close, o.person_id AS owner_id, o.team_id, d.account_id,
  coalesce(s.probability_bp, 0) AS probability_bp, coalesce(s.position, 0) AS position, d.title, d.rank, v.monthly_minor, v.term_months
FROM ${from}
LEFT JOIN stage_move m ON m.id = (SELECT x.id FROM stage_move x WHERE x.deal_id = d.id AND ${visible('stage_move')} ORDER BY ${newestFirst} LIMIT 1)
LEFT JOIN stage s ON s.id = m.to_stage_id
LEFT JOIN deal_value v ON v.id = (SELECT x.id FROM deal_value x WHERE x.deal_id = d.id AND ${visible('deal_value')} ORDER BY ${newestFirst} LIMIT 1)
LEFT JOIN ownership o ON o.id = (SELECT x.id FROM ownership x WHERE x.record_id = d.id AND x.role = 'owner' AND ${visible('ownership')} ORDER BY ${newestFirst} LIMIT 1)`;

// In the order of the columns of `deal_state`.
const foldTouchedDeals = `SELECT f.deal_id, f.status, f.stage_id, printf('%07d', f.position), f.stage_day,
  (SELECT x.happened_day FROM stage_move x WHERE x.deal_id = f.deal_id AND x.voided = 0 ORDER BY x.happened_at, x.hlc, x.id LIMIT 1),
  CASE WHEN f.status = 'open' THEN NULL ELSE f.stage_day END, f.close_reason_id, f.amount_minor, f.currency, f.estimate, f.expected_close,
  f.owner_id, f.team_id, f.account_id, ${sortKeySql('f.title')}, ${sortKeySql('a.name')}, ${sortKeySql('p.name')},
  nullif(max(coalesce(f.moved_at, 0),
    coalesce((SELECT max(y.happened_at) FROM activity y WHERE y.deal_id = f.deal_id AND y.deleted = 0), 0)), 0),
  coalesce(f.rank, '${unplaced}' || f.deal_id), f.monthly_minor, f.term_months
FROM (${foldSelect('scratch.touched t CROSS JOIN deal d ON d.id = t.id AND d.deleted = 0', liveFacts)}) f
LEFT JOIN account a ON a.id = f.account_id LEFT JOIN person p ON p.id = f.owner_id`;

/** Keeps `deal_state` true. A renamed account or person and a changed stage reach the deals that show them. */
export const dealStateDerivation: Derivation = {
  table: dealState,
  version: 1,
  roots: {
    deal: {},
    deal_value: {},
    stage_move: {},
    ownership: {},
    activity: {},
    account: { column: 'id', find: 'SELECT deal_id AS id FROM deal_state WHERE account_id IN (SELECT value FROM json_each(?))' },
    person: { column: 'id', find: 'SELECT deal_id AS id FROM deal_state WHERE owner_id IN (SELECT value FROM json_each(?))' },
    stage: { column: 'id', find: 'SELECT deal_id AS id FROM deal_state WHERE stage_id IN (SELECT value FROM json_each(?))' },
    workspace: { column: 'id', find: 'SELECT deal_id AS id FROM deal_state WHERE ? IS NOT NULL' },
  },
  fold: { select: foldTouchedDeals },
  allIds: 'SELECT id FROM deal UNION SELECT deal_id FROM deal_state',
};

/** A question about an earlier day (what had happened) and an earlier state of knowledge (what had been recorded). */
export type AsOf = {
  readonly asOf: Day | null;
  readonly recordedAsOf: number | null;
  /** Today: an `asOf` of today or later is no restriction on what has no day (rule A4). */
  readonly today: Day;
  /** Deals whose place in or out of the trash was another at `recordedAsOf`: id → 1 when they were out of sight then. */
  readonly deletedThen: Readonly<Record<string, number>>;
};

/** A relation of live deals with columns deal_id, status, stage_id, stage_day, amount_minor, currency, probability_bp, …, and its parameters. */
export type DealRelation = { readonly sql: string; readonly params: readonly SqlValue[] };

const stateNow = `SELECT ds.deal_id, ds.status, ds.stage_id, ds.stage_day, ds.close_reason_id, ds.amount_minor, ds.currency, ds.estimate, ds.expected_close,
  ds.owner_id, ds.team_id, ds.account_id, coalesce(s.probability_bp, 0) AS probability_bp, coalesce(s.position, 0) AS position, ds.created_day
FROM deal_state ds LEFT JOIN stage s ON s.id = ds.stage_id`;

export const isNow = ({ asOf, recordedAsOf, today }: AsOf): boolean => recordedAsOf === null && (asOf === null || asOf >= today);

/** The deals as they stood: of today straight from the derived rows, of an earlier day by the same fold over the facts that count then. */
export const dealsAsOf = (at: AsOf): DealRelation => {
  if (isNow(at)) return { sql: stateNow, params: [] };
  const dayLimited = at.asOf !== null && at.asOf < at.today;
  const recorded = at.recordedAsOf;
  // Rows of two tables may have one id: a void counts for the table that it names.
  const visible: Visible = (table) =>
    [
      recorded === null
        ? liveFacts(table)
        : `x.recorded_at <= ${recorded} AND NOT EXISTS (SELECT 1 FROM fact_void w WHERE w.fact_id = x.id AND w.fact_table = '${table}'
           AND w.recorded_at <= ${recorded} AND NOT EXISTS (SELECT 1 FROM fact_void ww
             WHERE ww.fact_id = w.id AND ww.fact_table = 'fact_void' AND ww.recorded_at <= ${recorded}))`,
      ...(dayLimited ? [`x.happened_day <= '${at.asOf}'`] : []),
    ].join(' AND ');
  const from =
    recorded === null
      ? '(SELECT * FROM deal WHERE deleted = 0) d'
      : `(SELECT dd.* FROM deal dd LEFT JOIN json_each(?) j ON j.key = dd.id WHERE coalesce(j.value, dd.deleted) = 0
          AND (SELECT c.known_at FROM change_set c WHERE c.local_seq = dd.seq) <= ${recorded}) d`;
  // On an earlier day a deal is there once something dated had happened to it; without a day limit every recorded deal is.
  const there = dayLimited ? 'f.stage_id IS NOT NULL' : '1';
  return {
    sql: `SELECT f.*, (SELECT x.happened_day FROM stage_move x WHERE x.deal_id = f.deal_id AND ${visible('stage_move')} ORDER BY x.happened_at, x.hlc, x.id LIMIT 1) AS created_day
      FROM (${foldSelect(from, visible)}) f WHERE ${there}`,
    params: recorded === null ? [] : [JSON.stringify(at.deletedThen)],
  };
};

/** Live deals of which no day is known at all: open today, on no earlier day (rule A4). */
export const undatedDeals = (at: AsOf): DealRelation => {
  const recorded = at.recordedAsOf === null ? '' : ` AND m.recorded_at <= ${at.recordedAsOf}`;
  return {
    sql: `SELECT ds.deal_id, ds.status, ds.stage_id, ds.stage_day, ds.close_reason_id, ds.amount_minor, ds.currency, ds.account_id, coalesce(s.probability_bp, 0) AS probability_bp,
        ds.expected_close FROM deal_state ds LEFT JOIN stage s ON s.id = ds.stage_id
      WHERE ds.created_day IS NULL AND EXISTS (SELECT 1 FROM stage_move m WHERE m.deal_id = ds.deal_id AND m.voided = 0 AND m.happened_day IS NULL${recorded})
        AND NOT EXISTS (SELECT 1 FROM stage_move m WHERE m.deal_id = ds.deal_id AND m.voided = 0 AND m.happened_day <= '${at.asOf ?? at.today}')`,
    params: [],
  };
};
