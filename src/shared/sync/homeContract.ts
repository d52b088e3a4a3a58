/** Where a workspace has its home: bringing a hub that was put back up to date again, moving to another one, and leaving. */
import { z } from 'zod';
import { can, errors, output, task } from '../kernel/contract.ts';
import { type Exchanged, type NotPublished, publish, type SyncFailed } from './statusContract.ts';

/**
 * Meets a hub that is not the one it was: an admin's device brings it everything that it misses, under the numbers it had; whatever else is here
 * and not there waits again and goes out. Nothing here is deleted.
 */
export const pushAgain = task('sync.pushAgain', {
  input: z.strictObject({}),
  output: output<Exchanged>(),
  errors: errors<SyncFailed>(),
  allow: can('history.read'),
});

/** The store works alone. */
export type NotLinked = { readonly type: 'NotLinked' };
export type NotMoved = NotPublished | NotLinked;
/** Publishes the workspace at another hub, or at this one after it lost everything, with all numbers as they are; others follow by an invitation. */
export const moveHome = task('sync.moveHome', {
  input: publish.input,
  output: output<Exchanged>(),
  errors: errors<NotMoved>(),
  allow: can('workspace.edit'),
});

/** Stops exchanging on this device. Everything stays, and comes along when it joins again; `waiting` change sets are here alone. */
export const leave = task('sync.leave', {
  input: z.strictObject({}),
  output: output<{ readonly waiting: number }>(),
  errors: errors<NotLinked>(),
  allow: can('history.undo'),
});
