/** The registration of accounts: companies, their people, products, and what is known and was said. */
import { defineContext } from '../kernel/context.ts';
import * as contract from './contract.ts';
import * as lists from './exportContract.ts';
import { accountImportKinds } from './importKinds.ts';
import * as knowledge from './knowledgeContract.ts';
import * as merge from './mergeContract.ts';
import { account, accountState, activity, contact, knowledge as knowledgeTable, ownership, product, productPrice } from './schema.ts';

export const accounts = defineContext(
  'accounts',
  { contract, knowledge, merge, lists },
  {
    tables: [account, contact, activity, knowledgeTable, product, productPrice, ownership, accountState],
    imports: accountImportKinds,
  },
);
