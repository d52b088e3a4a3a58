/** Files of accounts, and of what hangs on them, that the import takes. */
import { importKind } from '../kernel/importKind.ts';

export const accountImportKinds = {
  accounts: importKind({
    fields: [
      'key',
      'name',
      'parent',
      'orgNumber',
      'sector',
      'foundedYear',
      'revenue',
      'employees',
      'location',
      'keyAccount',
      'currency',
      'owner',
      'ownerDay',
    ],
    needs: ['name'],
    fills: ['account', 'ownership', 'person'],
    action: 'import.run',
  }),
  products: importKind({
    fields: ['key', 'name', 'series', 'price', 'currency'],
    needs: ['name'],
    fills: ['product', 'product_price'],
    action: 'import.run',
  }),
  contacts: importKind({
    fields: ['key', 'name', 'account', 'title', 'email', 'phone', 'accountKey'],
    needs: ['name', 'account'],
    fills: ['contact', 'account'],
    action: 'import.run',
  }),
  activities: importKind({
    fields: ['key', 'account', 'deal', 'contact', 'kind', 'team', 'author', 'body', 'day', 'accountKey'],
    needs: ['account', 'day'],
    fills: ['activity', 'account', 'person'],
    action: 'import.run',
  }),
};
