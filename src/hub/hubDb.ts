/** The database that a hub stands on, as little of it as both kinds share: SQL with `?` places, transactions, and pokes told after the commit. */

export type SqlParam = string | number | Uint8Array | null;
export type HubRow = Readonly<Record<string, string | number | Uint8Array | null>>;

export type Sql = {
  readonly all: (sql: string, params?: readonly SqlParam[]) => Promise<readonly HubRow[]>;
  /** Returns how many rows were written. */
  readonly run: (sql: string, params?: readonly SqlParam[]) => Promise<number>;
};

/** What hub processes tell each other: a workspace has grown, or a device was shut out under all its names. */
export type Poke =
  | { readonly type: 'grown'; readonly workspace: string; readonly seq: number }
  | { readonly type: 'revoked'; readonly workspace: string; readonly stem: string };

export type WriteSql = Sql & {
  /** Told to every process of this hub once the transaction is committed. */
  readonly poke: (poke: Poke) => void;
};

export type HubDb = {
  readonly kind: 'sqlite' | 'postgres';
  readonly read: <T>(body: (sql: Sql) => Promise<T>) => Promise<T>;
  /** One transaction: committed when the body has returned, undone when it throws. */
  readonly write: <T>(body: (sql: WriteSql) => Promise<T>) => Promise<T>;
  readonly onPoke: (listener: (poke: Poke) => void) => () => void;
  readonly close: () => Promise<void>;
};

/** The database cannot be had right now; the same request may be answered later. */
export class HubUnavailableError extends Error {}
