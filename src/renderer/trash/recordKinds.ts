/** Where a record can be opened. */
import { hrefOf } from '../app/routes.ts';

/** The address of a record that has a place of its own, else null. */
export const recordHref = ({ table, id }: { readonly table: string; readonly id: string }): string | null =>
  table === 'deal' ? hrefOf('pipeline', { deal: id, status: 'all' }) : table === 'account' ? hrefOf('accounts', { id }) : null;
