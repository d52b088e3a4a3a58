/** The tables of the product as one whole: what follows from their declarations, for whoever judges and shows rows of any of them. */
import { catalogOf } from '../admin/catalog.ts';
import { kinds } from '../imports/kinds.ts';
import { sinceOf } from './columnHistory.ts';
import { migrations } from './migrations/list.ts';
import { tables } from './tables.ts';

export const catalog = catalogOf(tables, kinds, sinceOf(migrations));
