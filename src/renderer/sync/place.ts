/** The exchange with other devices as a place of the window. */
import { IconRefresh } from '@tabler/icons-react';
import type { PlaceOfRail } from '../app/place.ts';
import { SyncPage } from './SyncPage.tsx';

export const syncPlace: PlaceOfRail<'sync'> = {
  name: 'sync',
  label: 'syncPage.place',
  icon: IconRefresh,
  keys: ['g', 'y'],
  action: 'history.read',
  page: SyncPage,
};
