/** Names in SQL: their order in the region of the data, and their words for the search, so that lists and derived rows agree. */
import { type Region, sortKey } from '../../shared/kernel/collation.ts';
import { plainWords } from '../../shared/kernel/plainWords.ts';
import type { Db } from '../../platform/database.ts';

const regions: readonly string[] = ['NO', 'DK', 'SE', 'GB'];
const isRegion = (text: string | null): text is Region => text !== null && regions.includes(text);

/** SQL for the sort key of a text expression, in the region of the workspace. */
export const sortKeySql = (expression: string): string =>
  `sort_key(${expression}, (SELECT region FROM workspace WHERE deleted = 0 ORDER BY id LIMIT 1))`;

/** Keys kept: a list of deals asks for the same few owners and companies again and again. */
const keptKeys = 20_000;

const rememberedKeys = (): ((text: string, region: Region) => string) => {
  const keys = new Map<string, string>();
  return (text, region) => {
    const name = region + text;
    const known = keys.get(name);
    if (known !== undefined) return known;
    if (keys.size >= keptKeys) keys.clear();
    const key = sortKey(text, region);
    keys.set(name, key);
    return key;
  };
};

/** Gives a connection `search_words (text, 'head' | 'tail' | 'all')` and the function that `sortKeySql` calls. A store without a workspace yet has no region: then the first of the list. */
export const defineFunctions = (db: Db): void => {
  const keyOf = rememberedKeys();
  db.defineFunction('sort_key', (text, region) => (text === null ? '' : keyOf(text, isRegion(region) ? region : 'NO')));
  db.defineFunction('search_words', (text, part) => plainWords(text ?? '', part === 'head' || part === 'tail' ? part : 'all'));
};
