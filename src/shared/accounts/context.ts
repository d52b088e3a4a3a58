/** The registration of accounts: companies, their people, products, and what is known and was said. */
import { defineContext } from '../kernel/context.ts';
import * as contract from './contract.ts';
import * as lists from './exportContract.ts';
import * as knowledge from './knowledgeContract.ts';

export const accounts = defineContext('accounts', { contract, knowledge, lists });
