/** A kind of record that the search finds, as its context declares it: what it is found by, and how it is shown. */

export type SearchKindParts = {
  readonly table: string;
  /** Columns of its table that it is found by, or that decide whether it is found. */
  readonly words: readonly string[];
  /** Tables by whose words it is found too, and the column that names their row. */
  readonly under?: Readonly<Record<string, string>>;
  /** A query of `id`, `kind`, `title` and `rest` of every record that can be found: its name, and what else it is found by. */
  readonly source: string;
  /** How a list shows it, from its table as `x`: title, subtitle, accountId, status, ownerId, and `others`, what it is found by besides, as JSON. */
  readonly line: string;
};
