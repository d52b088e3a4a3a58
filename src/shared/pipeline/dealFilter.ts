/** Which deals a list, an export or a change of many is about: the filters of the pipeline table as input. */
import { z } from 'zod';
import { aCurrency, aDay, anId, anOptionalText } from '../kernel/inputs.ts';
import { minor } from '../kernel/column.ts';
import { stageKinds } from './schema.ts';

const aBound = minor().schema.nullable().default(null);

/** Each one narrows the list; null (or false) leaves it as it is. */
export const dealFilterFields = {
  status: z.enum(stageKinds).nullable().default('open'),
  stageId: anId<'Stage'>().nullable().default(null),
  ownerId: anId<'Person'>().nullable().default(null),
  accountId: anId<'Account'>().nullable().default(null),
  /** Words that begin words of the title, in any order and in plain spelling (bjorn finds Bjørn). */
  words: anOptionalText(100).default(null),
  /** Amounts of one currency, bounds included: amounts of different currencies are never compared. */
  amount: z.strictObject({ currency: aCurrency, from: aBound, to: aBound }).nullable().default(null),
  /** First and last expected day of closing, both included. */
  closeFrom: aDay.nullable().default(null),
  closeTo: aDay.nullable().default(null),
  /** Open deals where nothing has happened for more than so many days. */
  quietOver: z.int().min(0).max(36_500).nullable().default(null),
  withoutAmount: z.boolean().default(false),
  withoutNextStep: z.boolean().default(false),
} as const;

export const dealFilter = z.strictObject(dealFilterFields);
export type DealFilter = z.output<typeof dealFilter>;
