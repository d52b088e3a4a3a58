/** What a deal is worth in detail, and how the credit for it is shared between sellers. */
import { z } from 'zod';
import type { PersonNotFound } from '../admin/contract.ts';
import type { Id } from '../kernel/brand.ts';
import { minor } from '../kernel/column.ts';
import { can, command, errors, output, query } from '../kernel/contract.ts';
import type { Day } from '../kernel/day.ts';
import type { DayInFuture } from '../kernel/inputs.ts';
import { aCurrency, anId, happenedOn } from '../kernel/inputs.ts';
import type { DealNotFound, NotYourDeal } from './contract.ts';
import { dealValue } from './schema.ts';

/** More than can be kept exactly. */
export type AmountOutOfRange = { readonly type: 'AmountOutOfRange' };
/** The shares do not total 100 %, one is not above 0, or a person is named twice. */
export type CreditInvalid = { readonly type: 'CreditInvalid'; readonly fault: 'total' | 'share' | 'twice' };

export type CreditLine = {
  readonly personId: Id<'Person'>;
  readonly name: string | null;
  readonly shareBp: number;
  /** This one's part of the amount; null where the deal has none. */
  readonly minor: bigint | null;
};
export type DealTermsView = {
  readonly currency: string | null;
  /** Null: no amount is known. All in minor units. */
  readonly oneOff: bigint | null;
  readonly monthly: bigint | null;
  readonly termMonths: number | null;
  readonly amount: bigint | null;
  /** Null where it is not known: no amount, or a recurring part without an agreed end. */
  readonly whole: bigint | null;
  /** Empty: nobody shares it, the credit is the owner's. */
  readonly credit: readonly CreditLine[];
  /** The day from which the split holds. */
  readonly creditFrom: Day | null;
  /** What is stored as the split is none; the credit is the owner's until it is shared anew. */
  readonly isCreditUnreadable: boolean;
};
export const dealTerms = query('pipeline.dealTerms', {
  input: z.strictObject({ id: anId<'Deal'>() }),
  output: output<DealTermsView>(),
  errors: errors<DealNotFound>(),
  allow: can('deal.read'),
  reads: ['deal_state', 'deal_credit', 'person'],
});
/** The amount by its parts (rule A5); the day of the expected close stays. A one-off part of null: no amount is known. */
export const setDealTerms = command('pipeline.setDealTerms', {
  input: z.strictObject({
    id: anId<'Deal'>(),
    currency: aCurrency,
    oneOff: minor().schema.nullable(),
    monthly: minor().schema.nullable().default(null),
    termMonths: dealValue.columns.termMonths.schema.default(null),
    happenedOn,
  }),
  output: output<null>(),
  errors: errors<DealNotFound | NotYourDeal | DayInFuture | AmountOutOfRange>(),
  allow: can('deal.edit'),
});
/** From a day on the credit is shared like this (rule B9); an empty list gives it back to the owner. */
export const setDealCredit = command('pipeline.setDealCredit', {
  input: z.strictObject({
    id: anId<'Deal'>(),
    shares: z.array(z.strictObject({ personId: anId<'Person'>(), shareBp: z.int().min(0).max(10_000) })).max(20),
    from: happenedOn,
  }),
  output: output<null>(),
  errors: errors<DealNotFound | NotYourDeal | PersonNotFound | DayInFuture | CreditInvalid>(),
  allow: can('deal.edit'),
});
