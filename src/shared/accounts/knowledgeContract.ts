/** What sales knows of an account beside what the data says (A5): entries of people, and lines that the program counts. */
import { z } from 'zod';
import type { Id } from '../kernel/brand.ts';
import { can, command, errors, output, query } from '../kernel/contract.ts';
import type { Day } from '../kernel/day.ts';
import type { DayInFuture } from '../kernel/inputs.ts';
import { aDay, anId, aTextFor } from '../kernel/inputs.ts';
import type { MoneyByCurrency } from '../kernel/money.ts';
import type { NotYourEntry } from '../sync/contract.ts';
import type { AccountNotFound } from './contract.ts';
import { knowledge as knowledgeTable } from './schema.ts';

export const knowledgeSides = ['salesKnows', 'dataSays'] as const;
export type KnowledgeSide = (typeof knowledgeSides)[number];
export type KnowledgeNotFound = { readonly type: 'KnowledgeNotFound' };

export type KnowledgeEntry = {
  readonly id: Id<'Knowledge'>;
  readonly side: KnowledgeSide;
  readonly body: string;
  readonly author: string | null;
  readonly authorId: Id<'Person'>;
  /** Where it comes from, as its author wrote it. */
  readonly source: string | null;
  readonly onDay: Day;
};
/** Counted from the records of the account, as of now. */
export type DataSays = {
  readonly sector: string | null;
  readonly openCount: number;
  readonly openAmount: MoneyByCurrency;
  readonly openWithoutAmount: number;
  readonly wonCount: number;
  readonly wonAmount: MoneyByCurrency;
  readonly lostCount: number;
  /** The day of the last activity or stage move; null when none is known. */
  readonly lastActivity: Day | null;
  /** Whole days since then. */
  readonly quietDays: number | null;
};
/** Entries newest first, and what the data says. */
export const knowledge = query('accounts.knowledge', {
  input: z.strictObject({ accountId: anId<'Account'>() }),
  output: output<{ readonly entries: readonly KnowledgeEntry[]; readonly data: DataSays }>(),
  errors: errors<AccountNotFound>(),
  allow: can('account.read'),
  reads: ['knowledge', 'account', 'person', 'activity', 'deal_state', 'workspace'],
});
/** Without a day it is known from today on. */
export const addKnowledge = command('accounts.addKnowledge', {
  input: z.strictObject({
    accountId: anId<'Account'>(),
    side: z.enum(knowledgeSides),
    body: aTextFor(knowledgeTable.columns.body),
    source: knowledgeTable.columns.source.schema.default(null),
    onDay: aDay.nullable().default(null),
  }),
  output: output<{ readonly id: Id<'Knowledge'> }>(),
  errors: errors<AccountNotFound | DayInFuture>(),
  allow: can('activity.edit'),
});
export const editKnowledge = command('accounts.editKnowledge', {
  edits: knowledgeTable,
  input: z.strictObject({
    id: anId<'Knowledge'>(),
    body: aTextFor(knowledgeTable.columns.body).optional(),
    source: knowledgeTable.columns.source.schema.optional(),
  }),
  output: output<null>(),
  errors: errors<KnowledgeNotFound | NotYourEntry>(),
  allow: can('activity.edit'),
});
export const removeKnowledge = command('accounts.removeKnowledge', {
  input: z.strictObject({ id: anId<'Knowledge'>() }),
  output: output<null>(),
  errors: errors<KnowledgeNotFound | NotYourEntry>(),
  allow: can('activity.edit'),
});
