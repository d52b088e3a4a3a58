/** The history and the trash as places of the window. */
import { IconHistory, IconTrash } from '@tabler/icons-react';
import type { PlaceOfRail } from '../app/place.ts';
import { HistoryPage } from './HistoryPage.tsx';
import { TrashPage } from './TrashPage.tsx';

export const historyPlace: PlaceOfRail<'history'> = {
  name: 'history',
  label: 'common.history',
  icon: IconHistory,
  keys: ['g', 'l'],
  page: HistoryPage,
};

export const trashPlace: PlaceOfRail<'trash'> = {
  name: 'trash',
  label: 'trash.place',
  icon: IconTrash,
  keys: ['g', 't'],
  page: TrashPage,
};
