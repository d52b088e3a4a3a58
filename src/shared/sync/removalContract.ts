/** Removing much at once: said yes to before it is done, allowed by an admin at the hub, and sent again after it was refused there. */
import { z } from 'zod';
import { can, errors, output, task, type StoreFailure } from '../kernel/contract.ts';
import type { Instant } from '../kernel/day.ts';
import type { UndoRefused } from './contract.ts';
import type { HubRefusal, NotRefused, SyncFailed } from './statusContract.ts';

const tableName = z.string().min(1).max(60);
const rows = z.int().min(1).max(10_000_000);

/** Says yes to what a call was answered with as `ManyRemoved`: the same call does it then, once. */
export const confirmRemoval = task('sync.confirmRemoval', {
  input: z.strictObject({ table: tableName, rows }),
  output: output<null>(),
  allow: can('history.undo'),
});

export type AskedRemovalLine = {
  readonly person: string;
  readonly personName: string | null;
  readonly table: string;
  readonly rows: number;
  readonly askedAt: Instant;
  /** How many of them are allowed and not removed yet, and until when; null: an admin has not allowed any. */
  readonly allowed: { readonly rows: number; readonly until: Instant } | null;
};
/** What the hub refused because much would be removed, and what an admin has allowed of it. A hub of version 1 tells of none. */
export const askedRemovals = task('sync.removals', {
  input: z.strictObject({}),
  output: output<readonly AskedRemovalLine[]>(),
  errors: errors<HubRefusal | SyncFailed>(),
  allow: can('people.edit'),
});
/** Lets a person remove so many rows of a kind within 7 days. `code`: a fresh one of the hub's machine, for what this device has asked for itself. */
export const allowRemoval = task('sync.allowRemoval', {
  input: z.strictObject({
    person: z.string().min(1).max(64),
    table: tableName,
    rows,
    code: z.string().trim().min(1).max(80).nullable().default(null),
  }),
  output: output<null>(),
  errors: errors<HubRefusal | SyncFailed>(),
  allow: can('people.edit'),
});

/** Nothing of it can be written any more: its rows are gone, or say the same already. */
export type NothingToSend = { readonly type: 'NothingToSend' };
/** Writes anew what the hub refused because much would be removed, as a set of its own; the refused one is settled by it. */
export const sendAgain = task('sync.sendAgain', {
  input: z.strictObject({ seq: z.int().min(1) }),
  output: output<null>(),
  errors: errors<NotRefused | NothingToSend | UndoRefused | StoreFailure>(),
  allow: can('history.undo'),
});
