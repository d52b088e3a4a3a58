/** Answers of the search: candidates out of the full-text index, put in order by how well they fit. */
import { type TextRange, typedRanges, typedWords, type TypedWord } from '../../../shared/kernel/plainWords.ts';
import type { SqlValue } from '../../../shared/kernel/column.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type * as contract from '../../../shared/search/contract.ts';
import type { SearchKind } from '../../../shared/search/schema.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { HandlersOf } from '../handlers.ts';
import { kindsFound } from './kinds.ts';

/** How well a candidate fits: its name begins so, a word of its name does, or what is known beside the name. */
const columnsOfTier = ['head', 'head tail', 'head tail rest'] as const;
type Tier = 0 | 1 | 2;

/** Candidates looked at in a tier, the latest first: enough to choose from while every further letter narrows them down. */
const mostCandidates = 300;

const quoted = (start: string): string => `"${start}"*`;

/** One word of one letter begins nearly everything: alone it must be the whole word, beside others it only helps to choose. */
const searched = (words: readonly TypedWord[]): readonly string[] => {
  const [only] = words;
  const isLetter = ({ exact }: TypedWord): boolean => [...exact].length < 2;
  if (words.length === 1 && only !== undefined && isLetter(only)) return [`("${only.starts[0] ?? ''}")`];
  return words.filter((word) => !isLetter(word)).map(({ starts }) => `(${starts.map(quoted).join(' OR ')})`);
};

/** The full-text question of a tier; only letters and digits of typed words stand in it. In the first tier the first word begins the name. */
const matchOf = (terms: readonly string[], tier: Tier): string =>
  terms.map((term, at) => `{${tier === 0 && at > 0 ? columnsOfTier[1] : columnsOfTier[tier]}} : ${term}`).join(' AND ');

type Candidate = { readonly id: string; readonly kind: SearchKind; readonly no: number };

/** The statement that reads the candidates of a tier; exported so that it can be measured bare. */
export const candidatesSql = (
  words: readonly TypedWord[],
  tier: Tier,
  kinds: readonly SearchKind[] | null,
): { readonly sql: string; readonly params: readonly SqlValue[] } => ({
  sql: `SELECT e.record_id AS id, e.kind, e.no FROM search_text t CROSS JOIN search_entry e ON e.no = t.rowid
    WHERE t.search_text MATCH ?${kinds === null ? '' : ' AND e.kind IN (SELECT value FROM json_each(?))'} ORDER BY t.rowid DESC LIMIT ?`,
  params: [matchOf(searched(words), tier), ...(kinds === null ? [] : [JSON.stringify(kinds)]), mostCandidates],
});

/** `others`: what is not shown of the record and found all the same, as a JSON object by field. */
type Line = Omit<contract.SearchHit, 'ranges' | 'found'> & { readonly ownerId: string | null; readonly others: string };

const shownBy = (kind: SearchKind): string => {
  const parts = kindsFound.get(kind);
  if (parts === undefined) throw new Error(`nothing is found of ${kind}`);
  return parts.line;
};

/** What a list shows of records, by id: name, what tells it from others of the name, state and owner. */
const linesOf = (tx: ReadTx, found: readonly { readonly id: string; readonly kind: SearchKind }[]): ReadonlyMap<string, Line> => {
  const lines = new Map<string, Line>();
  for (const [kind, ofKind] of Map.groupBy(found, (candidate) => candidate.kind)) {
    const ids = JSON.stringify(ofKind.map(({ id }) => id));
    for (const line of tx.all<Omit<Line, 'kind'>>(`${shownBy(kind)} WHERE x.id IN (SELECT value FROM json_each(?)) AND x.deleted = 0`, ids))
      lines.set(line.id, { kind, ...line });
  }
  return lines;
};

/** Among equals of a tier: how many typed words stand in the name letter by letter, then what is worked on, then one's own. */
const weightOf = (line: Line, words: readonly TypedWord[], me: string): number => {
  const title = ` ${line.title.normalize('NFC').toLowerCase()}`;
  const isWhole = title.slice(1) === words.map(({ exact }) => exact).join(' ');
  const exact = words.filter((word) => title.includes(` ${word.exact}`)).length;
  return (isWhole ? 100 : 0) + exact * 4 + (line.status === 'open' ? 2 : 0) + (line.ownerId === me ? 1 : 0);
};

/** Where typed words stand in a text; a number written in groups is found without its blanks, and is then meant as a whole. */
const rangesIn = (text: string, words: readonly TypedWord[]): readonly TextRange[] => {
  const ranges = typedRanges(text, words);
  const isNumber = /^[\d\s+()-]+$/u.test(text);
  return ranges.length === 0 && isNumber && typedRanges(text.replaceAll(' ', ''), words).length > 0 ? [[0, text.length]] : ranges;
};

/** The fields that hold typed words which a list does not show anyway. */
const foundIn = ({ title, subtitle, others }: Line, words: readonly TypedWord[]): readonly contract.FoundIn[] => {
  const hidden = words.filter((word) => typedRanges(title, [word]).length === 0 && typedRanges(subtitle ?? '', [word]).length === 0);
  if (hidden.length === 0) return [];
  return Object.entries(JSON.parse(others) as Readonly<Record<string, string | null>>).flatMap(([field, text]) => {
    const ranges = text === null ? [] : rangesIn(text, hidden);
    return text === null || ranges.length === 0 ? [] : [{ field, text, ranges }];
  });
};

const hitOf = (line: Line, words: readonly TypedWord[]): contract.SearchHit => {
  const { ownerId: _owner, others: _others, ...shown } = line;
  return {
    ...shown,
    found: foundIn(line, words),
    ranges: { title: typedRanges(line.title, words), subtitle: line.subtitle === null ? [] : typedRanges(line.subtitle, words) },
  };
};

export const searchQueries: HandlersOf<typeof contract> = {
  find: (tx, { text, kinds, limit }, { actor }) => {
    const words = typedWords(text);
    if (searched(words).length === 0) return ok([]);
    const seen = new Set<string>();
    const hits: contract.SearchHit[] = [];
    for (const tier of [0, 1, 2] as const) {
      const { sql, params } = candidatesSql(words, tier, kinds);
      const fresh = tx.all<Candidate>(sql, ...params).filter(({ id }) => !seen.has(id));
      for (const { id } of fresh) seen.add(id);
      const lines = linesOf(tx, fresh);
      const ordered = fresh
        .flatMap(({ id, no }) => {
          const line = lines.get(id);
          return line === undefined ? [] : [{ line, no, weight: weightOf(line, words, actor.personId) }];
        })
        .toSorted((a, b) => b.weight - a.weight || b.no - a.no);
      hits.push(...ordered.slice(0, limit - hits.length).map(({ line }) => hitOf(line, words)));
      if (hits.length >= limit) break;
    }
    return ok(hits);
  },
  findByIds: (tx, { ids }) => {
    const found = tx.all<Candidate>(
      'SELECT record_id AS id, kind, no FROM search_entry WHERE record_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(ids),
    );
    const lines = linesOf(tx, found);
    return ok(
      ids.flatMap((id) => {
        const line = lines.get(id);
        return line === undefined ? [] : [hitOf(line, [])];
      }),
    );
  },
};
