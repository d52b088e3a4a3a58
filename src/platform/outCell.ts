/** A table on its way out of the program: cells as data, which each kind of file writes in its own way. */

/** A cell as data; numbers as exact decimal text with a point. */
export type OutCell =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'number'; readonly text: string; readonly decimals: number }
  | { readonly is: 'day'; readonly day: string }
  | null;
export type OutRow = readonly OutCell[];
export type OutColumn = { readonly head: string; /** Characters. */ readonly width: number };
