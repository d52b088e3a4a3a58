/** The registration of the search. */
import { defineContext } from '../kernel/context.ts';
import * as contract from './contract.ts';
import { searchEntry } from './schema.ts';

export const search = defineContext('search', { contract }, { tables: [searchEntry] });
