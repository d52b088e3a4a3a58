/** The registration of saved views. */
import { defineContext } from '../kernel/context.ts';
import * as contract from './contract.ts';
import { savedView } from './schema.ts';

export const views = defineContext('views', { contract }, { tables: [savedView] });
