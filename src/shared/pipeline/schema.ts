/** The agreed sales process and the deals in it; what money or audit depends on is dated facts, never a column that is overwritten. */
import { z } from 'zod';
import {
  boolean,
  choice,
  currencyCode,
  dayColumn,
  field,
  id,
  instantColumn,
  integer,
  json,
  minor,
  optional,
  ref,
  text,
} from '../kernel/column.ts';
import { defineTable, type RowOf } from '../kernel/table.ts';

export const stageKinds = ['open', 'won', 'lost'] as const;
export type StageKind = (typeof stageKinds)[number];

/** A step of the agreed process; exactly those of kind `open` are pipeline. */
export const stage = defineTable(
  'stage',
  {
    id: id('Stage'),
    name: text({ max: 80, min: 1 }),
    /** Key of a seeded text, shown translated until a person renames the stage. */
    seedKey: optional(text({ max: 40 })),
    position: integer({ min: 0, max: 1_000_000 }),
    kind: choice(stageKinds),
    /** Agreed probability in basis points, 0–10,000. */
    probabilityBp: integer({ min: 0, max: 10_000, unit: 'basisPoints' }),
  },
  { sync: 'lww', named: ['name'], read: 'workspace.read', write: 'stage.edit' },
);
export type Stage = RowOf<typeof stage>;

/** What must be true before a deal leaves a stage (B5); a move that skips one needs a reason. */
export const stageCriterion = defineTable(
  'stage_criterion',
  {
    id: id('StageCriterion'),
    stageId: ref('Stage'),
    text: text({ max: 200, min: 1 }),
    seedKey: optional(text({ max: 40 })),
    /** A criterion the data can prove is checked by the program; `manual` is ticked by the seller. */
    provenBy: choice(['manual', 'hasAmount', 'hasExpectedClose', 'hasContact', 'hasNextStep', 'hasAccount']),
  },
  { sync: 'lww', about: ['stageId'], named: ['text'], read: 'about', write: 'about', indexes: [['stage_id']] },
);
export type StageCriterion = RowOf<typeof stageCriterion>;

/** Why deals are won or lost; reasons marked "not a loss" leave the divisor of the win rate (rule B5). */
export const closeReason = defineTable(
  'close_reason',
  {
    id: id('CloseReason'),
    kind: choice(['won', 'lost']),
    name: text({ max: 120, min: 1 }),
    seedKey: optional(text({ max: 40 })),
    notALoss: boolean(),
  },
  { sync: 'lww', named: ['name'], read: 'workspace.read', write: 'stage.edit' },
);
export type CloseReason = RowOf<typeof closeReason>;

export const deal = defineTable(
  'deal',
  {
    id: id('Deal'),
    title: field(text({ max: 200, min: 1 }), {
      width: 40,
      heads: [
        'deal name',
        'opportunity name',
        'opportunity',
        'deal',
        'title',
        'salgsmulighet',
        'salgsmulighed',
        'mulighet',
        'affär',
        'tittel',
        'titel',
        'navn',
        'namn',
        'name',
      ],
    }),
    accountId: field(optional(ref('Account')), {}),
    productId: field(optional(ref('Product')), {}),
    contactId: field(optional(ref('Contact')), {}),
    nextStep: field(optional(text({ max: 300 })), {
      searchable: true,
      width: 40,
      heads: ['next step', 'neste steg', 'næste skridt', 'nästa steg'],
    }),
    nextStepDay: field(optional(dayColumn()), {
      width: 16,
      heads: ['day of the next step', 'dag for neste steg', 'dag for næste skridt', 'dag för nästa steg'],
    }),
    /** Place among the deals of its stage on the board: a fractional index; null stands after all that have one. */
    rank: optional(text({ max: 200 })),
  },
  {
    sync: 'lww',
    named: ['title'],
    read: 'deal.read',
    write: 'deal.edit',
    owned: 'ownership',
    found: {},
    indexes: [['account_id']],
  },
);
export type Deal = RowOf<typeof deal>;

/** What a deal is worth and when it is expected to close, as claimed on a day. Amount null: explicitly not known. */
export const dealValue = defineTable(
  'deal_value',
  {
    id: id('DealValue'),
    dealId: ref('Deal'),
    amountMinor: optional(minor()),
    currency: optional(currencyCode()),
    expectedClose: optional(dayColumn()),
    /** The amount was taken from a list price or guessed, not agreed. */
    estimate: boolean(),
    /** The recurring part, a month, in minor units; `amountMinor` holds it for 12 months, or for the term where that is shorter (rule A5). */
    monthlyMinor: optional(minor()),
    /** Months that the recurring part is agreed for; null: without end. */
    termMonths: optional(integer({ min: 1, max: 1_200 })),
  },
  {
    sync: 'fact',
    about: ['dealId'],
    named: [],
    read: 'about',
    write: 'about',
    indexes: [['deal_id', 'happened_at', 'hlc', 'id']],
  },
);
export type DealValue = RowOf<typeof dealValue>;

export const stageMove = defineTable(
  'stage_move',
  {
    id: id('StageMove'),
    dealId: ref('Deal'),
    toStageId: ref('Stage'),
    /** Why the agreed criteria were skipped, or what was said when it closed. */
    reason: optional(text({ max: 300 })),
    closeReasonId: optional(ref('CloseReason')),
  },
  {
    sync: 'fact',
    about: ['dealId'],
    named: [],
    read: 'about',
    write: 'about',
    indexes: [['deal_id', 'happened_at', 'hlc', 'id']],
  },
);
export type StageMove = RowOf<typeof stageMove>;

/** How the credit for a deal is shared from a day on (rule B9); the newest split counts, a deal without one is its owner's. */
export const dealCredit = defineTable(
  'deal_credit',
  {
    id: id('DealCredit'),
    dealId: ref('Deal'),
    /** Basis points that total 10,000; an empty list: the credit is the owner's. */
    shares: json(z.array(z.strictObject({ personId: z.string().min(1).max(64), shareBp: z.int().min(0).max(10_000) })).max(20), {
      max: 4_000,
    }),
  },
  {
    sync: 'fact',
    about: ['dealId'],
    named: [],
    read: 'about',
    write: 'about',
    indexes: [['deal_id', 'happened_at', 'hlc', 'id']],
  },
);
export type DealCredit = RowOf<typeof dealCredit>;

/**
 * What the facts of a live deal add up to right now, with the keys that lists sort by. Derived in the same transaction as the facts by
 * the fold of `main/contexts/pipeline/dealFold.ts`; a deal in the trash has no row here.
 */
export const dealState = defineTable(
  'deal_state',
  {
    dealId: id('Deal'),
    status: choice(stageKinds),
    stageId: optional(ref('Stage')),
    stageKey: text({ max: 20 }),
    /** Day of the last move; null when it is not known. */
    stageDay: optional(dayColumn()),
    createdDay: optional(dayColumn()),
    closedDay: optional(dayColumn()),
    closeReasonId: optional(ref('CloseReason')),
    amountMinor: optional(minor()),
    currency: optional(currencyCode()),
    estimate: boolean(),
    expectedClose: optional(dayColumn()),
    ownerId: optional(ref('Person')),
    teamId: optional(ref('Team')),
    accountId: optional(ref('Account')),
    titleKey: text({ max: 400 }),
    accountKey: text({ max: 400 }),
    ownerKey: text({ max: 400 }),
    /** The last thing that happened: an activity or a move; null when no day is known. */
    lastActivityAt: optional(instantColumn()),
    /** Order within the stage on the board: the rank; without one `~` and the id, after all ranks, so that a rank can stand between any two deals. */
    rankKey: text({ max: 200 }),
    monthlyMinor: optional(minor()),
    termMonths: optional(integer({ min: 1, max: 1_200 })),
  },
  {
    sync: 'derived',
    // Lists are keyset windows inside one status over (key, id): one index a sort order, so that no page scans the table.
    indexes: [
      ['status', 'title_key', 'deal_id'],
      ['status', 'account_key', 'deal_id'],
      ['status', 'owner_key', 'deal_id'],
      ['status', 'stage_key', 'deal_id'],
      ['status', 'currency', 'amount_minor', 'deal_id'],
      ['status', 'expected_close', 'deal_id'],
      ['status', 'last_activity_at', 'deal_id'],
      ['status', 'closed_day', 'deal_id'],
      ['account_id', 'status'],
      ['owner_id', 'status'],
      ['stage_id', 'status', 'rank_key', 'deal_id'],
    ],
  },
);
export type DealState = RowOf<typeof dealState>;
