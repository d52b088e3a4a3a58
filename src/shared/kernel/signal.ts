/** The signals that a running app sends to its windows, over whatever transport the host has. */

export type Signal =
  /** Rows of these tables changed, here or in another process on the same store. */
  | { readonly type: 'changed'; readonly tables: readonly string[] }
  /** A background task moved on; `done` and `total` count rows, `total` is null while unknown. */
  | { readonly type: 'progress'; readonly task: string; readonly done: number; readonly total: number | null };
