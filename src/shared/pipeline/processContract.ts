/** What can be done about the agreed process itself: the order of its stages, taking one out, and what must be true to leave one (B5). */
import { z } from 'zod';
import type { Id } from '../kernel/brand.ts';
import { can, command, errors, output } from '../kernel/contract.ts';
import { anId } from '../kernel/inputs.ts';
import type { StageNotFound } from './contract.ts';
import { stageCriterion } from './schema.ts';

/** Won and lost close a deal and stay at the end of the process. */
export type StageFixed = { readonly type: 'StageFixed' };
/** Puts an open stage after another one, or first; all places are numbered anew in the same change. */
export const placeStage = command('pipeline.placeStage', {
  input: z.strictObject({ id: anId<'Stage'>(), after: anId<'Stage'>().nullable() }),
  output: output<null>(),
  errors: errors<StageNotFound | StageFixed>(),
  allow: can('stage.edit'),
});

/** Deals stand in the stage: say where they go. */
export type StageInUse = { readonly type: 'StageInUse'; readonly count: number };
/** A process without an open stage has no place for a new deal. */
export type LastStage = { readonly type: 'LastStage' };
/** Takes an open stage out of the process. Its open deals move to `moveTo` in the same change; a deal is never left in a stage that is gone. */
export const removeStage = command('pipeline.removeStage', {
  input: z.strictObject({ id: anId<'Stage'>(), moveTo: anId<'Stage'>().nullable().default(null) }),
  output: output<{ readonly moved: number }>(),
  errors: errors<StageNotFound | StageFixed | StageInUse | LastStage>(),
  allow: can('stage.edit'),
});

export const addCriterion = command('pipeline.addCriterion', {
  input: z.strictObject({ stageId: anId<'Stage'>(), text: stageCriterion.columns.text.schema }),
  output: output<{ readonly id: Id<'StageCriterion'> }>(),
  errors: errors<StageNotFound | StageFixed>(),
  allow: can('stage.edit'),
});

export type CriterionNotFound = { readonly type: 'CriterionNotFound' };
export const removeCriterion = command('pipeline.removeCriterion', {
  input: z.strictObject({ id: anId<'StageCriterion'>() }),
  output: output<null>(),
  errors: errors<CriterionNotFound>(),
  allow: can('stage.edit'),
});
