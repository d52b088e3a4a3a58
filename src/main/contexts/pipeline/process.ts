/** Changes to the agreed process: the order of stages, taking one out together with its deals, and exit criteria. */
import type { Id } from '../../../shared/kernel/brand.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import type { StageNotFound } from '../../../shared/pipeline/contract.ts';
import type * as contract from '../../../shared/pipeline/processContract.ts';
import { type Stage, stage as stageTable, stageCriterion, stageMove } from '../../../shared/pipeline/schema.ts';
import { stageStep } from '../../../shared/pipeline/seededProcess.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { HandlersOf } from '../handlers.ts';
import { stagesNow } from './queries.ts';

const openStage = (tx: ReadTx, id: Id<'Stage'>): Result<Stage, StageNotFound | contract.StageFixed> => {
  const found = tx.find(stageTable, id);
  if (found === undefined) return err({ type: 'StageNotFound' });
  return found.kind === 'open' ? ok(found) : err({ type: 'StageFixed' });
};

export const processCommands: HandlersOf<typeof contract> = {
  placeStage: (tx, { id, after }) => {
    const found = openStage(tx, id);
    if (!found.ok) return found;
    const before = after === null ? ok(null) : openStage(tx, after);
    if (!before.ok) return before;
    if (after === id) return ok(null);
    const { stages } = stagesNow(tx);
    const others = stages.filter((each) => each.id !== id).map((each) => each.id);
    others.splice(after === null ? 0 : others.indexOf(after) + 1, 0, id);
    for (const [at, each] of others.entries()) tx.update(stageTable, each, { position: (at + 1) * stageStep });
    return ok(null);
  },
  removeStage: (tx, { id, moveTo }) => {
    const found = openStage(tx, id);
    if (!found.ok) return found;
    const { stages } = stagesNow(tx);
    if (stages.filter(({ kind }) => kind === 'open').length < 2) return err({ type: 'LastStage' });
    const deals = tx.all<{ id: Id<'Deal'> }>('SELECT deal_id AS id FROM deal_state WHERE stage_id = ? ORDER BY deal_id', id);
    if (deals.length > 0 && moveTo === null) return err({ type: 'StageInUse', count: deals.length });
    if (moveTo !== null) {
      if (moveTo === id) return err({ type: 'StageNotFound' });
      const to = openStage(tx, moveTo);
      if (!to.ok) return to;
      for (const deal of deals)
        tx.record(stageMove, { id: tx.newId<'StageMove'>(), dealId: deal.id, toStageId: moveTo }, { day: tx.today, at: tx.now });
    }
    tx.remove(stageTable, id);
    return ok({ moved: deals.length });
  },
  addCriterion: (tx, { stageId, text }) => {
    const found = openStage(tx, stageId);
    if (!found.ok) return found;
    const id = tx.newId<'StageCriterion'>();
    tx.insert(stageCriterion, { id, stageId, text, provenBy: 'manual' });
    return ok({ id });
  },
  removeCriterion: (tx, { id }) => {
    if (tx.find(stageCriterion, id) === undefined) return err({ type: 'CriterionNotFound' });
    tx.remove(stageCriterion, id);
    return ok(null);
  },
};
