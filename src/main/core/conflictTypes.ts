/** A conflict as it is told: two sides that wrote one field without knowing of each other. */

/** One side of a conflict: the value of the field (for facts: the fact's own columns as JSON text) and who wrote it. */
export type ConflictSide = {
  readonly seq: number;
  readonly actor: string;
  readonly device: string;
  /** When its author recorded it, in ms. */
  readonly at: number;
  readonly value: string | number | null;
  /** Of an amount: the currency that the row had with it. */
  readonly currency: string | null;
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
  /** What it held before both, where they had seen the same. */
  readonly before: Pick<ConflictSide, 'value' | 'currency'> | null;
  readonly settledAt: number | null;
};
export type ConflictKey = { readonly table: string; readonly rowId: string; readonly field: string };

/** A page of conflicts, newest found first; `after` is the key of the last one of the page before. */
export type ConflictWindow = {
  readonly open: boolean;
  readonly after: (ConflictKey & { readonly foundAt: number }) | null;
  readonly limit: number;
};
