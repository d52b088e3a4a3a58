/** The same change made to many deals at once: one change in the log, taken back by one undo. */
import { z } from 'zod';
import type { Id } from '../kernel/brand.ts';
import { can, command, errors, output } from '../kernel/contract.ts';
import { aDay, anId } from '../kernel/inputs.ts';
import type { PersonNotFound } from '../admin/contract.ts';
import type {
  CloseReasonMissing,
  CloseReasonUnknown,
  DealNotFound,
  MovesBackInTime,
  NotYourDeal,
  ReasonMissing,
  StageNotFound,
} from './contract.ts';
import { dealFilter } from './dealFilter.ts';
import { deal, stageMove } from './schema.ts';

/** Deals that one change may reach. */
export const mostAtOnce = 10_000;
/** Refused deals that an answer names; their number is always whole. */
export const mostRefusedNamed = 200;

const someDeals = z.array(anId<'Deal'>()).max(mostAtOnce);

export type RefusedDeal = {
  readonly id: Id<'Deal'>;
  /** Null: the deal is gone. */
  readonly title: string | null;
  readonly why: (DealNotFound | NotYourDeal | ReasonMissing | CloseReasonMissing | MovesBackInTime)['type'];
};
export type Refusals = {
  readonly refused: readonly RefusedDeal[];
  readonly refusedCount: number;
};
/** Some deals cannot be changed so, and nothing was done; `possible` of the others would be changed. */
export type BulkRefused = { readonly type: 'BulkRefused'; readonly possible: number } & Refusals;
/** The filter holds another number of deals now than the person had before the eyes; nothing was done. */
export type SelectionChanged = { readonly type: 'SelectionChanged'; readonly count: number; readonly expected: number };
export type TooManyDeals = { readonly type: 'TooManyDeals'; readonly count: number; readonly most: number };

/**
 * Changes all chosen deals or none: where some refuse, the answer names them, and only with `rest` the others are changed without them. What is
 * left out of `change` stays; a deal that already is as wanted counts as unchanged.
 */
export const bulkEdit = command('pipeline.bulkEdit', {
  input: z.strictObject({
    which: z.union([
      z.strictObject({ ids: someDeals }),
      /** Every deal of a filter but some; `count` is how many it held on the screen. */
      z.strictObject({ filter: dealFilter, except: someDeals.default([]), count: z.int().min(0) }),
    ]),
    change: z.strictObject({
      ownerId: anId<'Person'>().nullable().optional(),
      stage: z
        .strictObject({
          toStageId: anId<'Stage'>(),
          reason: stageMove.columns.reason.schema.default(null),
          closeReasonId: anId<'CloseReason'>().nullable().default(null),
        })
        .optional(),
      expectedClose: aDay.nullable().optional(),
      nextStep: deal.columns.nextStep.schema.optional(),
      /** Into the trash; whatever else is wanted is left alone. */
      remove: z.boolean().default(false),
    }),
    rest: z.boolean().default(false),
  }),
  output: output<{ readonly changed: number; readonly unchanged: number } & Refusals>(),
  errors: errors<BulkRefused | SelectionChanged | TooManyDeals | PersonNotFound | StageNotFound | CloseReasonUnknown>(),
  allow: can('deal.edit'),
});
