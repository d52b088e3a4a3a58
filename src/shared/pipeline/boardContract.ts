/** What can be asked and done on the board: its columns with their sums, the cards of one column, and a deal placed in it. */
import { z } from 'zod';
import type { Id } from '../kernel/brand.ts';
import { can, command, errors, output, query } from '../kernel/contract.ts';
import type { Day } from '../kernel/day.ts';
import {
  aCursor,
  aDay,
  aLimit,
  anId,
  type CursorInvalid,
  type DayInFuture,
  happenedOn,
  type PeriodBackwards,
  someMoney,
  type Window,
} from '../kernel/inputs.ts';
import type { Money, MoneyByCurrency } from '../kernel/money.ts';
import type { ColumnSums } from './boardSums.ts';
import type {
  AlreadyThere,
  CloseReasonMissing,
  CloseReasonUnknown,
  DealNotFound,
  MovesBackInTime,
  Named,
  NotYourDeal,
  ReasonMissing,
  StageNotFound,
  StageView,
} from './contract.ts';
import type { PublishedRate } from '../admin/rates.ts';
import { type StageKind, stageMove } from './schema.ts';

export type BoardColumn = ColumnSums & {
  readonly stage: StageView;
  /** Of open stages: the sums by the stage's probability. Of won and lost: empty, since only what is open is weighted (rule 1). */
  readonly weighted: MoneyByCurrency;
};
export type Board = {
  /** The stages in the order of the process; won and lost hold what closed in the period. */
  readonly columns: readonly BoardColumn[];
  readonly baseCurrency: string;
  /** The newest rate into the base currency of each currency that has one, published today or before. */
  readonly rates: readonly PublishedRate[];
  /** Open deals in no stage of the process any more, which no column shows. */
  readonly outside: number;
  readonly withoutNextStep: number;
};
const boardFilter = {
  ownerId: anId<'Person'>().nullable().default(null),
  /** First and last day, both inclusive, in which won and lost deals closed; null is open-ended. */
  closedFrom: aDay.nullable().default(null),
  closedTo: aDay.nullable().default(null),
};
export const board = query('pipeline.board', {
  input: z.strictObject({ ...boardFilter }),
  output: output<Board>(),
  errors: errors<PeriodBackwards>(),
  allow: can('deal.read'),
  reads: ['deal_state', 'deal', 'stage', 'stage_criterion', 'close_reason', 'exchange_rate', 'workspace'],
});

export type CardTeam = 'sales' | 'marketing' | 'shared';
export type BoardCard = {
  readonly id: Id<'Deal'>;
  readonly title: string;
  readonly status: StageKind;
  readonly stageId: Id<'Stage'>;
  readonly account: string | null;
  readonly owner: Named<'Person'> | null;
  /** The owner's side of the house today; shared where the owner leads both, or nobody owns the deal. */
  readonly team: CardTeam;
  readonly nextStep: string | null;
  readonly nextStepDay: Day | null;
  readonly quietDays: number | null;
  readonly amount: Money | null;
  readonly estimate: boolean;
  readonly closedDay: Day | null;
  /** Exit criteria of its stage that the data does not prove: a move forward asks about them (B5). */
  readonly unmet: readonly Id<'StageCriterion'>[];
};
/** The cards of one column: open ones as people placed them, won and lost ones the latest first. */
export const boardColumn = query('pipeline.boardColumn', {
  input: z.strictObject({ stageId: anId<'Stage'>(), ...boardFilter, after: aCursor, limit: aLimit }),
  output: output<Omit<Window<BoardCard>, 'count'>>(),
  errors: errors<CursorInvalid | StageNotFound>(),
  allow: can('deal.read'),
  reads: ['deal_state', 'deal', 'account', 'person', 'membership', 'stage', 'stage_criterion', 'close_reason', 'workspace'],
});

/**
 * Puts a deal in a stage, at a place: under the card `above`, or over the card `below`; with neither it comes first. A neighbour that has left
 * the stage meanwhile no longer counts. Moves by the rules of `pipeline.moveDeal`; stage, place and amount are one change, taken back by one
 * undo. In the stage where the deal is already, it only changes places.
 */
export const placeDeal = command('pipeline.placeDeal', {
  input: z.strictObject({
    id: anId<'Deal'>(),
    toStageId: anId<'Stage'>(),
    above: anId<'Deal'>().nullable().default(null),
    below: anId<'Deal'>().nullable().default(null),
    met: z.array(anId<'StageCriterion'>()).max(50).default([]),
    reason: stageMove.columns.reason.schema.default(null),
    closeReasonId: anId<'CloseReason'>().nullable().default(null),
    /** What the deal turned out to be worth; left out: as before. */
    amount: someMoney.optional(),
    happenedOn,
  }),
  output: output<null>(),
  errors: errors<
    | DealNotFound
    | NotYourDeal
    | StageNotFound
    | ReasonMissing
    | CloseReasonMissing
    | CloseReasonUnknown
    | AlreadyThere
    | DayInFuture
    | MovesBackInTime
  >(),
  allow: can('deal.edit'),
});
