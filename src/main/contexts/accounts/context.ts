/** What answers the contract of accounts. */
import { accounts } from '../../../shared/accounts/context.ts';
import { register } from '../context.ts';
import { accountCommands } from './commands.ts';
import { knowledgeHandlers } from './knowledge.ts';
import { mergeHandlers } from './mergeAccounts.ts';
import { accountQueries } from './queries.ts';
import { accountSheets } from './sheets.ts';

export const accountsContext = register(
  accounts,
  {
    contract: { store: { ...accountCommands, ...accountQueries } },
    knowledge: { store: knowledgeHandlers },
    merge: { store: mergeHandlers },
  },
  { sheets: accountSheets },
);
