/** The process that a new workspace starts with; names are shown translated by their key until a person edits them. */
import type { Id } from '../../../shared/kernel/brand.ts';
import { closeReason, stage, stageCriterion } from '../../../shared/pipeline/schema.ts';
import { seededReasons, seededStages, stageStep } from '../../../shared/pipeline/seededProcess.ts';
import type { WriteTx } from '../../core/tx.ts';

export type SeededProcess = { readonly stages: ReadonlyMap<string, Id<'Stage'>>; readonly reasons: ReadonlyMap<string, Id<'CloseReason'>> };

export const seedProcess = (tx: WriteTx): SeededProcess => {
  const stageIds = new Map<string, Id<'Stage'>>();
  for (const [at, each] of seededStages.entries()) {
    const id = tx.newId<'Stage'>();
    stageIds.set(each.key, id);
    tx.insert(stage, {
      id,
      name: each.name,
      seedKey: each.key,
      position: (at + 1) * stageStep,
      kind: each.kind,
      probabilityBp: each.probabilityBp,
    });
    for (const criterion of each.criteria)
      tx.insert(stageCriterion, {
        id: tx.newId<'StageCriterion'>(),
        stageId: id,
        text: criterion.text,
        seedKey: criterion.key,
        provenBy: criterion.provenBy,
      });
  }
  const reasonIds = new Map<string, Id<'CloseReason'>>();
  for (const reason of seededReasons) {
    const id = tx.newId<'CloseReason'>();
    reasonIds.set(reason.key, id);
    tx.insert(closeReason, { id, kind: reason.kind, name: reason.name, seedKey: reason.key, notALoss: reason.notALoss });
  }
  return { stages: stageIds, reasons: reasonIds };
};
