/** Answers about the pipeline. */
import type { Id } from '../../../shared/kernel/brand.ts';
import type { Day, Instant } from '../../../shared/kernel/day.ts';
import { fieldValues } from '../../../shared/kernel/fields.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type * as contract from '../../../shared/pipeline/contract.ts';
import { deal as dealTable } from '../../../shared/pipeline/schema.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { HandlersOf } from '../handlers.ts';
import { dealList, findDealRow, named, toDealLine, toMoney } from './dealList.ts';
import { behindMeasure, kpiAt, openByStageAt, wonByMonthAt } from './numbers.ts';

type Handlers = Pick<HandlersOf<typeof contract>, 'stages' | 'deals' | 'deal' | 'kpi' | 'behind' | 'openByStage' | 'wonByMonth'>;

export const stagesNow = (tx: ReadTx) => {
  const criteria = Map.groupBy(
    tx.all<contract.StageView['criteria'][number] & { stageId: string }>(
      'SELECT id, stage_id AS stageId, text, seed_key AS seedKey, proven_by AS provenBy FROM stage_criterion WHERE deleted = 0 ORDER BY id',
    ),
    (criterion) => criterion.stageId,
  );
  const stages = tx
    .all<Omit<contract.StageView, 'criteria'>>(
      'SELECT id, name, seed_key AS seedKey, kind, probability_bp AS probabilityBp, position FROM stage WHERE deleted = 0 ORDER BY position, id',
    )
    .map((stage): contract.StageView => ({
      ...stage,
      criteria: (criteria.get(stage.id) ?? []).map(({ id, text, seedKey, provenBy }) => ({ id, text, seedKey, provenBy })),
    }));
  const closeReasons = tx
    .all<{ id: Id<'CloseReason'>; kind: 'won' | 'lost'; name: string; seedKey: string | null; notALoss: number }>(
      'SELECT id, kind, name, seed_key AS seedKey, not_a_loss AS notALoss FROM close_reason WHERE deleted = 0 ORDER BY kind, id',
    )
    .map((reason) => ({ ...reason, notALoss: reason.notALoss === 1 }));
  return { stages, closeReasons };
};

type MoveRow = {
  readonly id: Id<'StageMove'>;
  readonly stageId: Id<'Stage'> | null;
  readonly stage: string | null;
  readonly seedKey: string | null;
  readonly day: Day | null;
  readonly reason: string | null;
  readonly closeReason: string | null;
  readonly closeKey: string | null;
  readonly recordedAt: Instant;
};

const dealView = (tx: ReadTx, id: Id<'Deal'>): contract.DealView | null => {
  const row = findDealRow(tx, id);
  const deal = tx.find(dealTable, id);
  if (row === undefined || deal === undefined) return null;
  const state = tx.get<{ createdDay: Day | null; stageDay: Day | null }>(
    'SELECT created_day AS createdDay, stage_day AS stageDay FROM deal_state WHERE deal_id = ?',
    id,
  );
  const name = (table: 'product' | 'contact', of: string | null): string | null =>
    of === null ? null : (tx.get<{ name: string }>(`SELECT name FROM ${table} WHERE id = ?`, of)?.name ?? null);
  const moves = tx.all<MoveRow>(
    `SELECT m.id, s.id AS stageId, s.name AS stage, s.seed_key AS seedKey, m.happened_day AS day, m.reason, c.name AS closeReason, c.seed_key AS closeKey,
       m.recorded_at AS recordedAt
     FROM stage_move m LEFT JOIN stage s ON s.id = m.to_stage_id LEFT JOIN close_reason c ON c.id = m.close_reason_id
     WHERE m.deal_id = ? AND m.voided = 0 ORDER BY m.happened_at, m.hlc, m.id`,
    id,
  );
  const values = tx.all<{ amount: number | null; currency: string | null; expectedClose: Day | null; estimate: number; day: Day | null }>(
    `SELECT amount_minor AS amount, currency, expected_close AS expectedClose, estimate, happened_day AS day FROM deal_value
     WHERE deal_id = ? AND voided = 0 ORDER BY happened_at, hlc, id`,
    id,
  );
  const owners = tx.all<{ personId: Id<'Person'> | null; name: string | null; from: Day | null }>(
    `SELECT o.person_id AS personId, p.name, o.happened_day AS "from" FROM ownership o LEFT JOIN person p ON p.id = o.person_id
     WHERE o.record_id = ? AND o.role = 'owner' AND o.voided = 0 ORDER BY o.happened_at, o.hlc, o.id`,
    id,
  );
  return {
    ...fieldValues(dealTable, deal),
    ...toDealLine(tx, row),
    product: named(deal.productId, name('product', deal.productId)),
    contact: named(deal.contactId, name('contact', deal.contactId)),
    createdDay: state?.createdDay ?? null,
    stageDay: state?.stageDay ?? null,
    moves: moves.map((move) => ({
      id: move.id,
      stage: move.stageId === null || move.stage === null ? null : { id: move.stageId, name: move.stage, seedKey: move.seedKey },
      day: move.day,
      reason: move.reason,
      closeReason: move.closeReason === null ? null : { name: move.closeReason, seedKey: move.closeKey },
      recordedAt: move.recordedAt,
    })),
    values: values.map((value) => ({
      amount: toMoney(value.amount, value.currency),
      expectedClose: value.expectedClose,
      estimate: value.estimate === 1,
      day: value.day,
    })),
    owners: owners.map(({ personId, name: owner, from }) => ({ person: named(personId, owner), from })),
  };
};

export const pipelineQueries: Handlers = {
  stages: (tx) => ok(stagesNow(tx)),
  deals: dealList,
  deal: (tx, { id }) => {
    const view = dealView(tx, id);
    return view === null ? err({ type: 'DealNotFound' }) : ok(view);
  },
  kpi: kpiAt,
  behind: behindMeasure,
  openByStage: (tx, input) => ok(openByStageAt(tx, input)),
  wonByMonth: (tx, input) => ok(wonByMonthAt(tx, input)),
};
