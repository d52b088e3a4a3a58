/** Files of accounts, and of what hangs on them, that the import takes. */
import { rowsOf, rowsOfFile } from '../kernel/importKind.ts';
import { account, contact, product } from './schema.ts';

export const accountImportKinds = {
  accounts: rowsOf(account, { before: ['key', 'name', 'parent'], after: ['currency', 'owner', 'ownerDay'], needs: ['name'] }),
  products: rowsOf(product, { before: ['key', 'name'], after: ['price', 'currency'], needs: ['name'] }),
  contacts: rowsOf(contact, { before: ['key', 'name', 'account'], after: ['accountKey'], needs: ['name', 'account'] }),
  activities: rowsOfFile({
    fields: ['key', 'account', 'deal', 'contact', 'kind', 'team', 'author', 'body', 'day', 'accountKey'],
    needs: ['account', 'day'],
  }),
};
