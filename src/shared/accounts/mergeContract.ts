/** Merging two accounts that are one company: everything moves to the one that is kept, and undo moves it back. */
import { z } from 'zod';
import type { Id } from '../kernel/brand.ts';
import { can, command, errors, output, query } from '../kernel/contract.ts';
import { type FieldName, fieldsIn } from '../kernel/fields.ts';
import { anId } from '../kernel/inputs.ts';
import type { AccountNotFound } from './contract.ts';
import { account } from './schema.ts';

/** An account cannot be merged with itself. */
export type MergeWithItself = { readonly type: 'MergeWithItself' };
/** One of the two stands above the other in a group: a company and its subsidiary are not one company. */
export type MergeWithRelative = { readonly type: 'MergeWithRelative' };

const pair = z.strictObject({ keep: anId<'Account'>(), gone: anId<'Account'>() });

export type MergedField = FieldName<typeof account>;
/** Facts of the kept account that are empty and are taken over from the other one: all that may be unknown. */
export const mergedFields: readonly MergedField[] = fieldsIn(account).flatMap(({ name, of }) => (of.optional ? [name] : []));

export type MergePreview = {
  readonly keep: { readonly id: Id<'Account'>; readonly name: string };
  readonly gone: { readonly id: Id<'Account'>; readonly name: string };
  /** How many rows of which table move. */
  readonly moves: readonly { readonly table: string; readonly count: number }[];
  /** Facts that fill an empty place. */
  readonly fills: readonly MergedField[];
  /** Facts that both have, with different values: the kept account's stay. */
  readonly differ: readonly MergedField[];
};
/** What a merge would do; nothing is changed. */
export const mergePreview = query('accounts.mergePreview', {
  input: pair,
  output: output<MergePreview>(),
  errors: errors<AccountNotFound | MergeWithItself | MergeWithRelative>(),
  allow: can('account.merge'),
  // Whatever names an account moves, of which context it may be.
  reads: ['*'],
});
/**
 * Whatever names `gone` (deals, contacts, activities, knowledge, subsidiaries) moves to `keep` in one change set; `gone` leaves the lists and keeps its page, with its
 * own history and its owners. What is in the trash moves too, so that it comes back to the right place.
 */
export const mergeAccounts = command('accounts.merge', {
  input: pair,
  output: output<MergePreview>(),
  errors: errors<AccountNotFound | MergeWithItself | MergeWithRelative>(),
  allow: can('account.merge'),
});
