/** Drafts: what a person is typing and has not saved, kept beside the store so that a killed program loses a second of it at most. */
import { z } from 'zod';
import { can, errors, output, task, type StoreFailureOf } from '../kernel/contract.ts';
import type { Instant } from '../kernel/day.ts';

/** What the draft belongs to: a field of a record, such as `deal:ID:note`. */
const draftKey = z.string().min(1).max(200);

export type Draft = { readonly key: string; readonly text: string; readonly savedAt: Instant };

export type DraftNotKept = StoreFailureOf<'StoreReadOnly' | 'DiskFull'>;
/** Keeps the text under its key, in the place of the one before; durable when it answers. No change of the store: not in its log, not undone. */
export const saveDraft = task('drafts.save', {
  input: z.strictObject({ key: draftKey, text: z.string().max(20_000) }),
  output: output<{ readonly savedAt: Instant }>(),
  errors: errors<DraftNotKept>(),
  allow: can('activity.edit'),
});

/** The acting person's drafts on this device, the latest first. */
export const drafts = task('drafts.list', {
  input: z.strictObject({}),
  output: output<readonly Draft[]>(),
  allow: can('activity.edit'),
});

/** Forgets a draft: it was saved for good, or thrown away. One that is not there is no error. */
export const discardDraft = task('drafts.discard', {
  input: z.strictObject({ key: draftKey }),
  output: output<null>(),
  allow: can('activity.edit'),
});
