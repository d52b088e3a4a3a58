/** The order of names in SQL: a function of the name and the region of the data, so that lists and derived rows agree. */
import { type Region, sortKey } from '../../shared/kernel/collation.ts';
import type { Db } from '../platform/database.ts';

const regions: readonly string[] = ['NO', 'DK', 'SE', 'GB'];
const isRegion = (text: string | null): text is Region => text !== null && regions.includes(text);

/** SQL for the sort key of a text expression, in the region of the workspace. */
export const sortKeySql = (expression: string): string =>
  `sort_key(${expression}, (SELECT region FROM workspace WHERE deleted = 0 ORDER BY id LIMIT 1))`;

/** Gives a connection the function that `sortKeySql` calls. A store without a workspace yet has no region: then the first of the list. */
export const defineFunctions = (db: Db): void => {
  db.defineFunction('sort_key', (text, region) => (text === null ? '' : sortKey(text, isRegion(region) ? region : 'NO')));
};
