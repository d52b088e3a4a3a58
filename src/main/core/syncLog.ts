/** The change log as the sync loop sees it: what waits to be sent, what the hub said of it, and what comes in the hub's order. */
import type { PullAnswer, PushResult, Refusal, WireSet } from '../../shared/sync/hubProtocol.ts';
import type { Payload } from '../../shared/sync/changeSet.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { StoreFailure } from './store.ts';

/** Where this store stands in the hub's order: the number of the last set it applied, and the hub's running hash there (hex; empty at 0). */
export type HubCursor = { readonly seq: number; readonly head: string };

/**
 * The hub said something that cannot be: a set that does not continue its device's chain, a running hash or a payload that does not fit its hash,
 * or numbers that do not follow each other. Nothing of the page was applied.
 */
export type HubLies = { readonly type: 'HubLies'; readonly what: 'chain' | 'head' | 'payload' | 'order' };

/** What a page brought: sets that are new here, the tables they changed, and conflicts that they opened. */
export type Received = { readonly sets: number; readonly tables: readonly string[]; readonly conflicts: number };

/** A set of this store that the hub refused: its effects are taken back, its payload is kept. `at` is when it was recorded (ms). */
export type RefusedSet = {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly command: string;
  readonly refusal: Refusal;
  readonly payload: Payload;
  readonly settledAt: number | null;
};

export type NotRefused = { readonly type: 'NotRefused' };

/** One side of a conflict: the value of the field (for facts: the fact's own columns as JSON text) and who wrote it. */
export type ConflictSide = {
  readonly seq: number;
  readonly actor: string;
  readonly device: string;
  /** When its author recorded it, in ms. */
  readonly at: number;
  readonly value: string | number | null;
};

/**
 * Two sets of different devices wrote one field without knowing of each other. `table` and `rowId` name the row, `field` its column,
 * `#deleted` where one side removed the record that the other edited, or, for facts, the table of the facts (`stage_move`): then `table` is
 * that table as well and `rowId` is the record that they are about.
 */
export type Conflict = {
  readonly table: string;
  readonly rowId: string;
  readonly field: string;
  readonly foundAt: number;
  /** What the field holds, and what was written beside it. */
  readonly winner: ConflictSide;
  readonly loser: ConflictSide;
  readonly settledAt: number | null;
};
export type ConflictKey = { readonly table: string; readonly rowId: string; readonly field: string };
export type ConflictNotFound = { readonly type: 'ConflictNotFound' };

/** A page of conflicts, newest found first; `after` is the key of the last one of the page before. */
export type ConflictWindow = {
  readonly open: boolean;
  readonly after: (ConflictKey & { readonly foundAt: number }) | null;
  readonly limit: number;
};

export type SyncLog = {
  /** Sets that the hub has not numbered yet, oldest first, at most one chunk (`chunkLimit`), at least one; `sign` signs a set's hash for its device (base64). */
  readonly pending: (sign: (hash: Uint8Array, device: string) => string) => readonly WireSet[];
  /** How many sets the hub has not numbered yet. */
  readonly waiting: () => number;
  /**
   * What the hub said of pushed sets, in one transaction: applied ones get their number, refused ones have their effects taken back, and those
   * that the hub stamped anew are merged under that stamp. `retry` and `forked` change nothing here.
   */
  readonly acknowledge: (sets: readonly WireSet[], results: readonly PushResult[]) => Result<null, StoreFailure>;
  /** A page of the hub's order: verified, then applied whole in one transaction with the cursor. Sets that are here already only get their number. */
  readonly receive: (page: PullAnswer) => Result<Received, StoreFailure | HubLies>;
  readonly cursor: () => HubCursor;
  /** Own sets that the hub refused and nobody settled, newest first. */
  readonly refused: () => readonly RefusedSet[];
  /** Somebody has taken note of a refused set: it is in the inbox no more; its payload stays. */
  readonly settleRefused: (seq: number) => Result<null, NotRefused | StoreFailure>;
  readonly conflicts: (window: ConflictWindow) => readonly Conflict[];
  readonly openConflicts: () => number;
  /** The field stays as it is; the conflict is closed on this device. Taking or editing a value is an ordinary command and closes it everywhere. */
  readonly keepConflict: (key: ConflictKey) => Result<null, ConflictNotFound | StoreFailure>;
};
