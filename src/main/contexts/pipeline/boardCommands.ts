/** Changes made on the board: a deal put in a stage and at a place, as one change. */
import { mayTouch } from '../../../shared/admin/policy.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type * as contract from '../../../shared/pipeline/boardContract.ts';
import { evenRanks, rankBetween } from '../../../shared/pipeline/rank.ts';
import { deal as dealTable, dealState, stage as stageTable } from '../../../shared/pipeline/schema.ts';
import type { ReadTx, WriteTx } from '../../core/tx.ts';
import type { HandlersOf } from '../handlers.ts';
import { pipelineCommands, recordDealValue } from './commands.ts';

type Handlers = Pick<HandlersOf<typeof contract>, 'placeDeal'>;

type Neighbour = { readonly id: Id<'Deal'>; readonly rank: string };
type Column = { readonly stageId: string; readonly moved: string };

const columns = 'deal_id AS id, rank_key AS rank';
/** The placed deal itself is left out: it still stands where it comes from while the change is being made. */
const inColumn = "stage_id = ? AND status = 'open' AND deal_id <> ?";

const neighbour = (tx: ReadTx, { stageId, moved }: Column, id: string | null): Neighbour | undefined =>
  id === null ? undefined : tx.get<Neighbour>(`SELECT ${columns} FROM deal_state WHERE deal_id = ? AND ${inColumn}`, id, stageId, moved);

const following = (tx: ReadTx, { stageId, moved }: Column, after: Neighbour | undefined): Neighbour | undefined =>
  tx.get<Neighbour>(
    `SELECT ${columns} FROM deal_state WHERE ${inColumn} AND (rank_key, deal_id) > (?, ?) ORDER BY rank_key, deal_id LIMIT 1`,
    stageId,
    moved,
    after?.rank ?? '',
    after?.id ?? '',
  );

const preceding = (tx: ReadTx, { stageId, moved }: Column, before: Neighbour): Neighbour | undefined =>
  tx.get<Neighbour>(
    `SELECT ${columns} FROM deal_state WHERE ${inColumn} AND (rank_key, deal_id) < (?, ?) ORDER BY rank_key DESC, deal_id DESC LIMIT 1`,
    stageId,
    moved,
    before.rank,
    before.id,
  );

/** Numbers the whole column anew with the deal under `above`: only where two deals stand at one rank, or the gap has grown too narrow. */
const renumber = (tx: WriteTx, { stageId, moved }: Column, above: Neighbour | undefined): void => {
  const others = tx
    .all<Neighbour>(`SELECT ${columns} FROM deal_state WHERE ${inColumn} ORDER BY rank_key, deal_id`, stageId, moved)
    .map(({ id }) => id);
  const at = above === undefined ? 0 : others.indexOf(above.id) + 1;
  const order = [...others.slice(0, at), moved, ...others.slice(at)];
  for (const [place, rank] of evenRanks(order.length).entries()) tx.update(dealTable, order[place] ?? moved, { rank });
};

const place = (tx: WriteTx, column: Column, wanted: { readonly above: string | null; readonly below: string | null }): void => {
  const named = neighbour(tx, column, wanted.above);
  const under = named === undefined ? neighbour(tx, column, wanted.below) : undefined;
  const above = named ?? (under === undefined ? undefined : preceding(tx, column, under));
  const below = under ?? following(tx, column, above);
  const rank = rankBetween(above?.rank ?? null, below?.rank ?? null);
  if (rank === null) renumber(tx, column, above);
  else tx.update(dealTable, column.moved, { rank });
};

/** The day from which an amount counts: that of the move, unless a newer claim would then still stand above it. */
const dayOfAmount = (tx: ReadTx, id: string, happenedOn: Day | null): Day | null => {
  const newest =
    tx.get<{ day: Day | null }>('SELECT max(happened_day) AS day FROM deal_value WHERE deal_id = ? AND voided = 0', id)?.day ?? null;
  return happenedOn !== null && newest !== null && newest > happenedOn ? null : happenedOn;
};

const placeDeal: Handlers['placeDeal'] = (tx, input, context) => {
  const { id, toStageId, met, reason, closeReasonId, amount, happenedOn } = input;
  const state = tx.find(dealState, id);
  if (tx.find(dealTable, id) === undefined || state === undefined) return err({ type: 'DealNotFound' });
  if (!mayTouch(context.actor, 'deal.edit', state.ownerId)) return err({ type: 'NotYourDeal' });
  const to = tx.find(stageTable, toStageId);
  if (to === undefined) return err({ type: 'StageNotFound' });
  const isReorder = state.stageId === toStageId;
  // Won and lost deals stand by the day they closed: there is no place to choose.
  if (isReorder && to.kind !== 'open') return err({ type: 'AlreadyThere' });
  if (!isReorder) {
    const moved = pipelineCommands.moveDeal(tx, { id, toStageId, met, reason, closeReasonId, happenedOn }, context);
    if (!moved.ok) return moved;
  }
  if (amount !== undefined) {
    const valued = recordDealValue(tx, { id, amount, happenedOn: dayOfAmount(tx, id, happenedOn) }, context);
    if (!valued.ok) return valued;
  }
  if (to.kind === 'open') place(tx, { stageId: toStageId, moved: id }, input);
  return ok(null);
};

export const boardCommands: Handlers = { placeDeal };
