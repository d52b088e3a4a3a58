/** What a record is, by the table it is kept in, and where it can be opened. */
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { hrefOf } from '../app/routes.ts';

const kinds: Readonly<Record<string, TextKey>> = {
  deal: 'common.deal',
  account: 'common.company',
  contact: 'common.contact',
  activity: 'trash.kindActivity',
  product: 'common.product',
  stage: 'common.stage',
  team: 'common.team',
  person: 'common.person',
};

export const recordKind = (table: string): TextKey => kinds[table] ?? 'trash.record';

/** The address of a record that has a place of its own, else null. */
export const recordHref = ({ table, id }: { readonly table: string; readonly id: string }): string | null =>
  table === 'deal' ? hrefOf('pipeline', { deal: id, status: 'all' }) : table === 'account' ? hrefOf('accounts', { id }) : null;
