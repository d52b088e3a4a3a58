/** The search: which records it finds, and their words in a full-text table. */

export const search: readonly string[] = [
  `CREATE TABLE search_entry (
  record_id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL DEFAULT 'deal',
  no INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID`,
  `CREATE INDEX search_entry_by_no ON search_entry (no)`,
  // The words come folded already. No phrases and no scores are asked for, so neither positions nor lengths are kept.
  `CREATE VIRTUAL TABLE search_text USING fts5 (head, tail, rest, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3', detail = column, columnsize = 0)`,
  // Without it, words of a removed record would stay in the file until its segment is merged.
  `INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 1)`,
  `CREATE TABLE fold_later (
  derived TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (derived, id)
) STRICT, WITHOUT ROWID`,
];
