/** The process that a new workspace starts with, as rows of a change set: for a workspace that no device has begun. */
import type { InsertGroup, PayloadValue } from '../sync/changeSet.ts';
import { closeReason, stage, stageCriterion } from './schema.ts';
import { seededReasons, seededStages, stageStep } from './seededProcess.ts';

export const seededRows = (newId: () => string): readonly InsertGroup[] => {
  const stages: PayloadValue[][] = [];
  const criteria: PayloadValue[][] = [];
  for (const [at, { key, name, kind, probabilityBp, criteria: agreed }] of seededStages.entries()) {
    const id = newId();
    stages.push([id, name, key, (at + 1) * stageStep, kind, probabilityBp]);
    for (const { key: seedKey, text, provenBy } of agreed) criteria.push([newId(), id, text, seedKey, provenBy]);
  }
  const reasons = seededReasons.map(({ key, kind, name, notALoss }) => [newId(), kind, name, key, notALoss ? 1 : 0]);
  return [
    [stage.name, ['id', 'name', 'seedKey', 'position', 'kind', 'probabilityBp'], stages],
    [stageCriterion.name, ['id', 'stageId', 'text', 'seedKey', 'provenBy'], criteria],
    [closeReason.name, ['id', 'kind', 'name', 'seedKey', 'notALoss'], reasons],
  ];
};
