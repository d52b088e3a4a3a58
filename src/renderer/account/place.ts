/** Accounts as a place of the window. */
import { IconBuilding } from '@tabler/icons-react';
import type { PlaceOfRail } from '../app/place.ts';
import { accountFinds } from './accountFinds.ts';
import { AccountsPage } from './AccountsPage.tsx';

export const accountsPlace: PlaceOfRail<'accounts'> = {
  name: 'accounts',
  label: 'account.places',
  icon: IconBuilding,
  keys: ['g', 'a'],
  page: AccountsPage,
  finds: accountFinds,
};
