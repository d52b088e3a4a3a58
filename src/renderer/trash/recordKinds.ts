/** What a record is, by the table it is kept in, and where it can be opened. */
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { hrefOf } from '../app/routes.ts';

const kinds: Readonly<Record<string, TextKey>> = {
  deal: 'trash.kindDeal',
  account: 'trash.kindAccount',
  contact: 'trash.kindContact',
  activity: 'trash.kindActivity',
  product: 'trash.kindProduct',
  stage: 'trash.kindStage',
  team: 'trash.kindTeam',
  person: 'trash.kindPerson',
};

export const recordKind = (table: string): TextKey => kinds[table] ?? 'trash.kindOther';

/** The address of a record that has a place of its own, else null. */
export const recordHref = ({ table, id }: { readonly table: string; readonly id: string }): string | null =>
  table === 'deal' ? hrefOf('pipeline', { deal: id, status: 'all' }) : table === 'account' ? hrefOf('accounts', { id }) : null;
