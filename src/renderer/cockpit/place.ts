/** The cockpit as a place of the window. */
import { IconLayoutDashboard } from '@tabler/icons-react';
import type { PlaceOfRail } from '../app/place.ts';
import { CockpitPage } from './CockpitPage.tsx';

export const cockpitPlace: PlaceOfRail<'cockpit'> = {
  name: 'cockpit',
  label: 'common.cockpit',
  icon: IconLayoutDashboard,
  keys: ['g', 'h'],
  page: CockpitPage,
};
