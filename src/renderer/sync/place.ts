/** The exchange with other devices as a place of the window. */
import { IconRefresh } from '@tabler/icons-react';
import { syncStatus } from '../../shared/sync/statusContract.ts';
import type { PlaceOfRail } from '../app/place.ts';
import { SyncPage } from './SyncPage.tsx';

export const syncPlace: PlaceOfRail<'sync'> = {
  name: 'sync',
  label: 'syncPage.place',
  icon: IconRefresh,
  keys: ['g', 'y'],
  allow: syncStatus.allow,
  page: SyncPage,
};
