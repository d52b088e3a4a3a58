/** What can be asked and done about deals, stages and the numbers they add up to. */
import { z } from 'zod';
import type { PersonNotFound } from '../admin/contract.ts';
import type { Id } from '../kernel/brand.ts';
import { can, command, errors, output, query } from '../kernel/contract.ts';
import type { Day, Instant } from '../kernel/day.ts';
import { columnInputs, fieldInputs, type FieldValues } from '../kernel/fields.ts';
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
import type { AccountNotFound, ProductNotFound, ChangedMeanwhile } from '../accounts/contract.ts';
import { dealFilterFields } from './dealFilter.ts';
import {
  type CloseReason,
  deal as dealTable,
  type Stage,
  stage as stageTable,
  type StageCriterion,
  type StageKind,
  stageMove as stageMoveTable,
} from './schema.ts';

export type DealNotFound = { readonly type: 'DealNotFound' };
export type StageNotFound = { readonly type: 'StageNotFound' };
/** The deal belongs to somebody else, and the actor's role reaches only the own ones. */
export type NotYourDeal = { readonly type: 'NotYourDeal' };

// --- the agreed process ---

export type StageView = Pick<Stage, 'id' | 'name' | 'seedKey' | 'kind' | 'probabilityBp' | 'position'> & {
  readonly criteria: readonly Pick<StageCriterion, 'id' | 'text' | 'seedKey' | 'provenBy'>[];
};
export const stages = query('pipeline.stages', {
  input: z.strictObject({}),
  output: output<{
    readonly stages: readonly StageView[];
    readonly closeReasons: readonly Pick<CloseReason, 'id' | 'kind' | 'name' | 'seedKey' | 'notALoss'>[];
  }>(),
  allow: can('workspace.read'),
  reads: ['stage', 'stage_criterion', 'close_reason'],
});
const stageFields = z.strictObject(columnInputs(stageTable, ['name', 'position', 'probabilityBp']));
export const createStage = command('pipeline.createStage', {
  input: stageFields,
  output: output<{ readonly id: Id<'Stage'> }>(),
  allow: can('stage.edit'),
});
export const editStage = command('pipeline.editStage', {
  input: stageFields.partial().extend({ id: anId<'Stage'>() }),
  output: output<null>(),
  errors: errors<StageNotFound>(),
  allow: can('stage.edit'),
});

// --- deals ---

const dealFields = z.strictObject(fieldInputs(dealTable)).partial();
export const createDeal = command('pipeline.createDeal', {
  input: dealFields.extend({
    title: dealTable.columns.title.schema,
    /** Left out: the first open stage. */
    stageId: anId<'Stage'>().nullable().default(null),
    amount: someMoney.nullable().default(null),
    expectedClose: aDay.nullable().default(null),
    /** Left out: the person who creates it. */
    ownerId: anId<'Person'>().nullable().default(null),
    happenedOn,
  }),
  output: output<{ readonly id: Id<'Deal'> }>(),
  errors: errors<AccountNotFound | ProductNotFound | StageNotFound | StageClosed | PersonNotFound | DayInFuture>(),
  allow: can('deal.edit'),
});
/** A new deal cannot start in a won or lost stage. */
export type StageClosed = { readonly type: 'StageClosed' };

/** `was`, here and below: what the editor saw; a field that holds something else by now is refused, so that nobody overwrites unseen. */
export const editDeal = command('pipeline.editDeal', {
  edits: dealTable,
  input: dealFields.extend({ id: anId<'Deal'>(), was: dealFields.optional() }),
  output: output<null>(),
  errors: errors<DealNotFound | NotYourDeal | AccountNotFound | ProductNotFound | ChangedMeanwhile>(),
  allow: can('deal.edit'),
});
/** Appends what the deal is worth and when it should close, from a day on. What is left out stays as it was. */
export const setDealValue = command('pipeline.setDealValue', {
  input: z.strictObject({
    id: anId<'Deal'>(),
    amount: someMoney.nullable().optional(),
    expectedClose: aDay.nullable().optional(),
    was: z.strictObject({ amount: someMoney.nullable().optional(), expectedClose: aDay.nullable().optional() }).optional(),
    happenedOn,
  }),
  output: output<null>(),
  errors: errors<DealNotFound | NotYourDeal | DayInFuture | ChangedMeanwhile>(),
  allow: can('deal.edit'),
});
export type ReasonMissing = { readonly type: 'ReasonMissing'; readonly unmet: readonly string[] };
export type CloseReasonMissing = { readonly type: 'CloseReasonMissing' };
export type CloseReasonUnknown = { readonly type: 'CloseReasonUnknown' };
export type AlreadyThere = { readonly type: 'AlreadyThere' };
export type MovesBackInTime = { readonly type: 'MovesBackInTime'; readonly last: Day };
/** Moves a deal; a move that skips exit criteria needs a reason (B5), a move to lost needs a close reason. */
export const moveDeal = command('pipeline.moveDeal', {
  input: z.strictObject({
    id: anId<'Deal'>(),
    toStageId: anId<'Stage'>(),
    /** Criteria of the left stage that the seller says are met. */
    met: z.array(anId<'StageCriterion'>()).max(50).default([]),
    reason: stageMoveTable.columns.reason.schema.default(null),
    closeReasonId: anId<'CloseReason'>().nullable().default(null),
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
/** From a day on that person answers for the deal. */
export const setDealOwner = command('pipeline.setDealOwner', {
  setsOwnerOf: dealTable,
  input: z.strictObject({
    id: anId<'Deal'>(),
    personId: anId<'Person'>().nullable(),
    was: z.strictObject({ personId: anId<'Person'>().nullable() }).optional(),
    from: happenedOn,
  }),
  output: output<null>(),
  errors: errors<DealNotFound | NotYourDeal | PersonNotFound | DayInFuture | ChangedMeanwhile>(),
  allow: can('deal.edit'),
});
export const removeDeal = command('pipeline.removeDeal', {
  input: z.strictObject({ id: anId<'Deal'>() }),
  output: output<null>(),
  errors: errors<DealNotFound | NotYourDeal>(),
  allow: can('deal.edit'),
});

export type Named<E extends string> = { readonly id: Id<E>; readonly name: string };
export type DealLine = {
  readonly id: Id<'Deal'>;
  readonly title: string;
  readonly status: StageKind;
  readonly stage: (Named<'Stage'> & { readonly seedKey: string | null; readonly probabilityBp: number }) | null;
  readonly account: Named<'Account'> | null;
  readonly owner: Named<'Person'> | null;
  readonly amount: Money | null;
  readonly estimate: boolean;
  readonly expectedClose: Day | null;
  readonly closedDay: Day | null;
  readonly nextStep: string | null;
  readonly lastActivityAt: Instant | null;
  /** Whole days since anything happened on an open deal; null when no day is known or the deal is closed. */
  readonly quietDays: number | null;
};

export const dealSorts = ['title', 'account', 'owner', 'stage', 'amount', 'expectedClose', 'lastActivity', 'closed'] as const;
export type DealSort = (typeof dealSorts)[number];

/** The pipeline table, window by window, with the count and the sums of the whole filtered list. */
export const deals = query('pipeline.deals', {
  input: z.strictObject({
    ...dealFilterFields,
    sort: z.enum(dealSorts).default('title'),
    descending: z.boolean().default(false),
    after: aCursor,
    limit: aLimit,
  }),
  output: output<
    Window<DealLine> & { readonly amount: MoneyByCurrency; readonly weighted: MoneyByCurrency; readonly withoutAmount: number }
  >(),
  errors: errors<CursorInvalid>(),
  allow: can('deal.read'),
  reads: ['deal_state', 'deal', 'account', 'person', 'stage', 'search_entry', 'workspace'],
});

export type DealView = DealLine &
  FieldValues<typeof dealTable> & {
    readonly product: Named<'Product'> | null;
    readonly contact: Named<'Contact'> | null;
    readonly createdDay: Day | null;
    readonly stageDay: Day | null;
    readonly moves: readonly {
      readonly id: Id<'StageMove'>;
      readonly stage: (Named<'Stage'> & { readonly seedKey: string | null }) | null;
      readonly day: Day | null;
      readonly reason: string | null;
      readonly closeReason: { readonly name: string; readonly seedKey: string | null } | null;
      readonly recordedAt: Instant;
    }[];
    readonly values: readonly {
      readonly amount: Money | null;
      readonly expectedClose: Day | null;
      readonly estimate: boolean;
      readonly day: Day | null;
    }[];
    readonly owners: readonly { readonly person: Named<'Person'> | null; readonly from: Day | null }[];
  };
export const deal = query('pipeline.deal', {
  input: z.strictObject({ id: anId<'Deal'>() }),
  output: output<DealView>(),
  errors: errors<DealNotFound>(),
  allow: can('deal.read'),
  reads: [
    'deal_state',
    'deal',
    'stage_move',
    'deal_value',
    'ownership',
    'account',
    'person',
    'stage',
    'close_reason',
    'product',
    'contact',
    'workspace',
  ],
});

// --- numbers ---

/** The day and the record state a number is asked for; both null: now. */
const asOfInput = {
  /** Only what had happened by the end of this day. */
  asOf: aDay.nullable().default(null),
  /** Only what had been recorded by this instant (ms). */
  recordedAsOf: z.int().min(0).nullable().default(null),
};
/** What tells how deals stood: their state today, their facts by a day that is past, and the log by what had been recorded. */
const asTheyStood = ['deal_state', 'deal', 'stage', 'stage_move', 'deal_value', 'fact_void', 'change_set', 'workspace'] as const;
const periodInput = { from: aDay.nullable().default(null), to: aDay.nullable().default(null) };

/** A share, exact; or why there is none (rule A6: never 0, never 100 %). */
export type ExactShare =
  | { readonly known: true; readonly n: bigint; readonly d: bigint }
  | { readonly known: false; readonly reason: 'nothingDecided' | 'lostWithoutAmount' | 'mixedCurrencies' | 'wonWithoutAmount' };

export type Kpi = {
  readonly asOf: Day;
  readonly from: Day | null;
  readonly to: Day | null;
  /** Asked for what had been recorded: changes until then of which no hub has said when it had them; 0 otherwise. */
  readonly provisional: number;
  readonly wonCount: number;
  readonly lostCount: number;
  /** Lost for a reason that is not a loss (duplicate, test): outside the win rate (rule B5). */
  readonly notALossCount: number;
  readonly openCount: number;
  /** Deals of which no day is known: open today, on no earlier day (rule A4). */
  readonly dayUnknown: number;
  /** With a period: open deals without an expected close date, on their own line (rule B1). */
  readonly openWithoutDate: number;
  readonly wonAmount: MoneyByCurrency;
  readonly lostAmount: MoneyByCurrency;
  readonly openAmount: MoneyByCurrency;
  readonly weightedAmount: MoneyByCurrency;
  /** Open deals without an amount. */
  readonly withoutAmount: number;
  readonly wonWithoutAmount: number;
  readonly lostWithoutAmount: number;
  readonly winRateByCount: ExactShare;
  readonly winRateByValue: ExactShare;
};
/** Won and lost count by their last closing as of the day, inside the period when one is given (rules 1, 4, B1, B4, B5). */
export const kpi = query('pipeline.kpi', {
  input: z.strictObject({ ...asOfInput, ...periodInput }),
  output: output<Kpi>(),
  errors: errors<PeriodBackwards>(),
  allow: can('deal.read'),
  reads: [...asTheyStood, 'ownership', 'close_reason', 'hub_link'],
});

/** The numbers of the cockpit, by the rows they are made of. */
export const measures = [
  'won',
  'lost',
  'open',
  'weighted',
  'withoutAmount',
  'dayUnknown',
  'winRateByCount',
  'winRateByValue',
  'openWithoutDate',
] as const;
export type Measure = (typeof measures)[number];
export type BehindLine = {
  readonly id: Id<'Deal'>;
  readonly title: string;
  readonly account: string | null;
  readonly status: StageKind;
  readonly stage: { readonly name: string; readonly seedKey: string | null } | null;
  readonly day: Day | null;
  readonly amount: Money | null;
  readonly probabilityBp: number;
};
/** The rows behind a number, in the order of their ids, with sums over all of them that equal the number. */
export const behind = query('pipeline.behind', {
  input: z.strictObject({
    measure: z.enum(measures),
    stageId: anId<'Stage'>().nullable().default(null),
    ...asOfInput,
    ...periodInput,
    after: aCursor,
    limit: aLimit,
  }),
  output: output<Window<BehindLine> & { readonly amount: MoneyByCurrency; readonly weighted: MoneyByCurrency }>(),
  errors: errors<PeriodBackwards>(),
  allow: can('deal.read'),
  reads: [...asTheyStood, 'ownership', 'close_reason', 'account'],
});

export type StageSum = {
  readonly stage: Pick<Stage, 'id' | 'name' | 'seedKey' | 'probabilityBp'>;
  readonly count: number;
  readonly withoutAmount: number;
  readonly amount: MoneyByCurrency;
  readonly weighted: MoneyByCurrency;
};
/** Open deals by stage, in the order of the process. */
export const openByStage = query('pipeline.openByStage', {
  input: z.strictObject({ ...asOfInput }),
  output: output<readonly StageSum[]>(),
  allow: can('deal.read'),
  reads: asTheyStood,
});

export type MonthSum = { readonly month: Day; readonly count: number; readonly amount: MoneyByCurrency; readonly partial: boolean };
/** Won deals by the month of their closing: the last twelve months up to the day, months without a win included. */
export const wonByMonth = query('pipeline.wonByMonth', {
  input: z.strictObject({ ...asOfInput }),
  output: output<readonly MonthSum[]>(),
  allow: can('deal.read'),
  reads: [...asTheyStood, 'ownership', 'close_reason'],
});
