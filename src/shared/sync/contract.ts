/** What can be asked of the change log itself: history, undo, the trash, and whether log and tables agree. */
import { z } from 'zod';
import { can, command, errors, output, query } from '../kernel/contract.ts';
import type { Instant } from '../kernel/day.ts';
import { aLimit } from '../kernel/inputs.ts';

const recordId = z.string().min(1).max(64);

/** One field of one row, as a change set changed it; `from` is undefined where the row was made by the set. */
export type FieldChange = {
  readonly field: string;
  readonly from?: string | number | null;
  readonly to: string | number | null;
  /** Of an amount: the currency that it is in, and the one it was in; null where none is known. */
  readonly currency?: string | null;
  readonly fromCurrency?: string | null;
};
export type HistoryEntry = {
  readonly seq: number;
  /** When it counts as recorded: when the hub had it, and while it is `provisional` when its author says that it was written. */
  readonly at: Instant;
  /** The hub of this store has not numbered it yet. */
  readonly provisional: boolean;
  readonly actor: { readonly id: string; readonly name: string | null };
  readonly device: string;
  readonly command: string;
  readonly cause: string | null;
  /** The row that changed: the record itself, or a row about it, with its own name where it has one. */
  readonly table: string;
  readonly rowId: string;
  readonly name: string | null;
  readonly what: 'made' | 'changed' | 'removed' | 'restored' | 'withdrawn';
  /** For a fact: the day it happened on, null when not known. */
  readonly happenedDay?: string | null;
  readonly voided: boolean;
  readonly changes: readonly FieldChange[];
};

export type RecordNotFound = { readonly type: 'RecordNotFound' };
/** Everything that ever happened to a record and to the rows that are about it before any other record, newest first. */
export const history = query('history.record', {
  input: z.strictObject({ id: recordId }),
  output: output<readonly HistoryEntry[]>(),
  errors: errors<RecordNotFound>(),
  allow: can('history.read'),
  reads: ['*'],
});

/** The descriptive fields of a record as they were recorded at an instant; null when it was not there or not live then. */
export const recordAsOf = query('history.recordAsOf', {
  input: z.strictObject({ id: recordId, recordedAsOf: z.int().min(0) }),
  output: output<Readonly<Record<string, string | number | null>> | null>(),
  errors: errors<RecordNotFound>(),
  allow: can('history.read'),
  reads: ['*'],
});

/**
 * A row by its name; `seedKey` where the name came with the product and nobody has changed it: shown in the reader's language. A row without a name
 * of its own has the name of the record that it is about, which `of` then is; empty where neither has one.
 */
export type NamedRecord = {
  readonly table: string;
  readonly id: string;
  readonly title: string;
  readonly seedKey: string | null;
  readonly of: { readonly table: string; readonly id: string } | null;
};

/** Names that a page may ask for at once. */
export const mostNames = 500;
/** The rows of these ids by their names, whatever they are of and whatever their state; what is not here is left out. */
export const names = query('history.names', {
  input: z.strictObject({ ids: z.array(recordId).max(mostNames) }),
  output: output<readonly NamedRecord[]>(),
  allow: can('history.read'),
  reads: ['*'],
});

export type RecentChange = {
  readonly seq: number;
  /** As of a `HistoryEntry`. */
  readonly at: Instant;
  readonly provisional: boolean;
  readonly actor: { readonly id: string; readonly name: string | null };
  readonly command: string;
  readonly cause: string | null;
  readonly ops: number;
  readonly tables: readonly string[];
  /** The record that a short list can name: of a fact the record that it is about; null for sets of many records. */
  readonly subject: NamedRecord | null;
};
export const recentChanges = query('history.recent', {
  input: z.strictObject({ before: z.int().min(1).nullable().default(null), limit: aLimit }),
  output: output<readonly RecentChange[]>(),
  allow: can('history.read'),
  reads: ['*'],
});

/**
 * So many rows of a kind would be in the trash or withdrawn by this person within a day that the hub takes it over only where an admin allows it.
 * Nothing was done: it is asked once whether to go on.
 */
export type ManyRemoved = { readonly type: 'ManyRemoved'; readonly table: string; readonly rows: number };
export type NothingToUndo = { readonly type: 'NothingToUndo' };
export type NothingToRedo = { readonly type: 'NothingToRedo' };
export type Undone = {
  readonly command: string;
  readonly seq: number;
  /** What stays as it is. */
  readonly kept: readonly KeptField[];
};
export type KeptField = {
  readonly table: string;
  readonly rowId: string;
  readonly field: string;
  /** `changed`: somebody wrote it since; `sealed`: nobody takes it back; `unfitting`: what it held may not be written any more. */
  readonly because: 'changed' | 'sealed' | 'unfitting';
};
/** The record, or what it is about, belongs to somebody else, whose records the actor's role does not reach. */
export type BelongsToOther = { readonly type: 'BelongsToOther'; readonly record: NamedRecord; readonly owner: string };
/** The actor's role does not reach records of this kind. */
export type RecordNotAllowed = { readonly type: 'RecordNotAllowed'; readonly record: NamedRecord };
/** Nothing takes a fact back that is made to stay. */
export type Sealed = { readonly type: 'Sealed'; readonly record: NamedRecord };
/** Nobody would be admin any more, so that nobody could ever invite one again. */
export type LastAdmin = { readonly type: 'LastAdmin' };
/** Why a change is not for the actor to take back or do again any more. */
export type UndoRefused = BelongsToOther | RecordNotAllowed | LastAdmin;
/** Takes back this person's last change on this device. */
export const undo = command('history.undo', {
  input: z.strictObject({}),
  output: output<Undone>(),
  errors: errors<NothingToUndo | Sealed | UndoRefused>(),
  allow: can('history.undo'),
  undoable: false,
  by: 'task',
});
export const redo = command('history.redo', {
  input: z.strictObject({}),
  output: output<Undone>(),
  errors: errors<NothingToRedo | UndoRefused>(),
  allow: can('history.undo'),
  undoable: false,
  by: 'task',
});

/** Whether this person has a change on this device that `undo` would take back, and one that `redo` would do again. */
export const undoState = query('history.undoState', {
  input: z.strictObject({}),
  output: output<{ readonly canUndo: boolean; readonly canRedo: boolean }>(),
  allow: can('history.read'),
  reads: ['*'],
  by: 'task',
});

/** Nothing is written under this number, or nothing that can be undone by itself: a batch has an undo of its own, as has an undo. */
export type ChangeNotFound = { readonly type: 'ChangeNotFound' };
export type AlreadyUndone = { readonly type: 'AlreadyUndone' };
/** Somebody else made the change, and the actor's role does not reach what others do. */
export type NotYourChange = { readonly type: 'NotYourChange' };
/** Takes back one change set, however long ago; fields that somebody changed since keep their newer value and are named. */
export const undoSet = command('history.undoSet', {
  input: z.strictObject({ seq: z.int().min(1) }),
  output: output<Undone>(),
  errors: errors<ChangeNotFound | AlreadyUndone | NotYourChange | Sealed | UndoRefused>(),
  allow: can('history.undo'),
  undoable: false,
  by: 'task',
});

/** `isYours`: whether whoever asks may bring it back. `says`: of a row without a name of its own its first words. */
export type TrashLine = NamedRecord & { readonly says: string | null; readonly removedAt: Instant; readonly isYours: boolean };
export const trash = query('trash.list', {
  input: z.strictObject({}),
  output: output<readonly TrashLine[]>(),
  allow: can('history.read'),
  reads: ['*'],
});
/** Somebody else wrote it, and the actor's role reaches only the own entries. */
export type NotYourEntry = { readonly type: 'NotYourEntry' };
export const restore = command('trash.restore', {
  input: z.strictObject({ table: z.string().max(60), id: recordId }),
  output: output<null>(),
  errors: errors<RecordNotFound | BelongsToOther | RecordNotAllowed>(),
  allow: can('trash.restore'),
});

export type DoctorReport = {
  readonly sets: number;
  readonly ops: number;
  readonly head: string;
  /** Everything that is wrong, in plain data; empty when log, tables, derived rows and head agree. */
  readonly findings: readonly DoctorFinding[];
  /** What stands in the log against rules that came later, or that another hub did not hold to: it counts as it was taken over, and harms nothing. */
  readonly breaches: readonly Breach[];
};
/** `madeAgain`: the set makes a row that an earlier one had made otherwise; `notWhole`: it makes one without all of its columns. */
export type Breach = {
  readonly rule: 'madeAgain' | 'notWhole';
  readonly table: string;
  readonly rowId: string;
  readonly seq: number;
};
export type DoctorFinding =
  /**
   * What a cell holds is none of the values that its column takes, so that no page can show it. `set`: device and number of the change that wrote it,
   * the same in every store. A fact is taken back and recorded again, any other field is written over.
   */
  | {
      readonly type: 'UnreadableValue';
      readonly table: string;
      readonly rowId: string;
      readonly column: string;
      readonly set: string;
      readonly isFact: boolean;
    }
  | { readonly type: 'SqliteDamage'; readonly detail: string }
  | { readonly type: 'LogFault'; readonly seq: number; readonly fault: 'missing' | 'payload' | 'chain' | 'running' }
  | { readonly type: 'HeadBehind'; readonly missing: number }
  | { readonly type: 'HeadDiffers' }
  /** The changes are stored, but the head file beside the database cannot be written: should they be lost, nothing would tell. */
  | { readonly type: 'HeadNotWritten'; readonly changes: number }
  | { readonly type: 'RowDiffers'; readonly table: string; readonly rowId: string; readonly difference: 'missing' | 'extra' | 'changed' }
  | {
      readonly type: 'DerivedDiffers';
      readonly table: string;
      readonly rowId: string;
      readonly difference: 'missing' | 'extra' | 'changed';
    };
/** Takes note of what was lost, for those who may decide to restore a backup instead: the doctor tells of it no more. */
export const settleLoss = command('store.settleLoss', {
  input: z.strictObject({}),
  output: output<null>(),
  allow: can('store.restore'),
  undoable: false,
});
export const doctor = query('store.doctor', {
  input: z.strictObject({}),
  output: output<DoctorReport>(),
  allow: can('store.check'),
  reads: ['*'],
});
