/** Keeps the search: the words of every live record with a name, folded anew in the transaction that changes them. */
import { searchEntry } from '../../../shared/search/schema.ts';
import type { Derivation, Root } from '../../core/derive.ts';
import type { Db } from '../../../platform/database.ts';
import { kindsFound } from './kinds.ts';

const kinds = [...kindsFound.values()];

/** The touched records as they should be found: id, kind, and the plain words of the three columns. */
const wanted = `SELECT id, kind, search_words(title, 'head') AS head, search_words(title, 'tail') AS tail, search_words(rest, 'all') AS rest
  FROM (${kinds.map(({ source }) => source).join(' UNION ALL ')}) WHERE id IN (SELECT id FROM scratch.touched)`;

/** Past so many rows, words are erased by merging the whole index (0.3 s for 130,000 records) and not row by row (some 6 ms each there). */
const mostErasedSingly = 50;

/** Takes the words of the touched records out of the index, and out of the file. */
const forgetTouched = (db: Db): void => {
  const touched = 'SELECT no FROM search_entry WHERE record_id IN (SELECT id FROM scratch.touched)';
  const many = Number(db.prepare(`SELECT count(*) AS n FROM (${touched})`).get([])?.['n'] ?? 0) > mostErasedSingly;
  if (many) db.prepare("INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 0)").run([]);
  db.prepare(`DELETE FROM search_text WHERE rowid IN (${touched})`).run([]);
  if (!many) return;
  db.prepare("INSERT INTO search_text (search_text) VALUES ('optimize')").run([]);
  db.prepare("INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 1)").run([]);
};

/** A changed row is found by other words, and so are those that are found by its words too: deals and contacts by the name of their account. */
const rootOf = (table: string, when: readonly string[]): Root => {
  const others = kinds.flatMap(({ table: other, under }) => {
    const column = under?.[table];
    return column === undefined ? [] : [`SELECT id FROM ${other} WHERE ${column} IN (SELECT id FROM wanted)`];
  });
  if (others.length === 0) return { column: 'id', when };
  const all = ['SELECT id FROM wanted', ...others].join(' UNION ALL ');
  return { column: 'id', when, find: `WITH wanted AS (SELECT value AS id FROM json_each(?)) ${all}` };
};

const foldTouched = (db: Db): void => {
  db.exec(
    'CREATE TABLE IF NOT EXISTS scratch.search_wanted (id TEXT PRIMARY KEY NOT NULL, kind TEXT, head TEXT, tail TEXT, rest TEXT) WITHOUT ROWID',
  );
  db.prepare('DELETE FROM scratch.search_wanted').run([]);
  // Rows of two tables may have one id, by whoever made them up: the first kind is found by it.
  db.prepare(`INSERT OR IGNORE INTO scratch.search_wanted (id, kind, head, tail, rest) ${wanted}`).run([]);
  // Most changes (a stage, a rank, an owner) touch no word: then the index, which is dear to write, is left alone.
  db.prepare(
    `DELETE FROM scratch.touched WHERE id IN (SELECT w.id FROM scratch.search_wanted w JOIN search_entry e ON e.record_id = w.id
       JOIN search_text t ON t.rowid = e.no WHERE t.head = w.head AND t.tail = w.tail AND t.rest = w.rest)`,
  ).run([]);
  forgetTouched(db);
  db.prepare('DELETE FROM search_entry WHERE record_id IN (SELECT id FROM scratch.touched)').run([]);
  db.prepare(
    `INSERT INTO search_entry (record_id, kind, no) SELECT id, kind, (SELECT coalesce(max(no), 0) FROM search_entry) + row_number() OVER (ORDER BY id)
     FROM scratch.search_wanted WHERE id IN (SELECT id FROM scratch.touched)`,
  ).run([]);
  db.prepare(
    `INSERT INTO search_text (rowid, head, tail, rest) SELECT e.no, w.head, w.tail, w.rest FROM scratch.search_wanted w
     JOIN search_entry e ON e.record_id = w.id WHERE w.id IN (SELECT id FROM scratch.touched) ORDER BY e.no`,
  ).run([]);
  db.prepare('DELETE FROM scratch.search_wanted').run([]);
};

export const searchDerivation: Derivation = {
  table: searchEntry,
  version: 1,
  mayWait: true,
  roots: Object.fromEntries(kinds.map(({ table, words }) => [table, rootOf(table, words)])),
  fold: { sql: [wanted], work: foldTouched },
  allIds: [...kinds.map(({ table }) => `SELECT id FROM ${table}`), 'SELECT record_id FROM search_entry'].join(' UNION '),
  // The numbers differ between two stores of the same log; the words under them may not.
  compareSql: `SELECT e.record_id AS id, quote(e.kind) || ',' || quote(t.head) || ',' || quote(t.tail) || ',' || quote(t.rest) AS content
    FROM search_entry e LEFT JOIN search_text t ON t.rowid = e.no
    UNION ALL SELECT 'words of no record ' || t.rowid, '' FROM search_text t WHERE NOT EXISTS (SELECT 1 FROM search_entry e WHERE e.no = t.rowid)
    ORDER BY 1`,
};
