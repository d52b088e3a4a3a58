/** Reports as a place of the window. */
import { IconReport } from '@tabler/icons-react';
import type { PlaceOfRail } from '../app/place.ts';
import { ReportsPage } from './ReportsPage.tsx';

export const reportsPlace: PlaceOfRail<'reports'> = {
  name: 'reports',
  label: 'reports.place',
  icon: IconReport,
  keys: ['g', 'r'],
  page: ReportsPage,
};
