/** What the table of the report is called for each choice of deals. */
import type { TextKey } from '../../shared/i18n/dictionary.ts';

export const tableTitles: Readonly<Record<'open' | 'won' | 'lost' | 'all', TextKey>> = {
  open: 'definitions.openCountName',
  won: 'reports.tableWon',
  lost: 'reports.tableLost',
  all: 'reports.tableAll',
};
