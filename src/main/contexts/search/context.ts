/** What answers the contract of the search. */
import { search } from '../../../shared/search/context.ts';
import { register } from '../context.ts';
import { searchQueries } from './queries.ts';

export const searchContext = register(search, { contract: { store: searchQueries } });
