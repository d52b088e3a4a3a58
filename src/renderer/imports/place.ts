/** The import as a place of the window, for those who may import. */
import { IconFileImport } from '@tabler/icons-react';
import { look } from '../../shared/imports/wizardContract.ts';
import type { PlaceOfRail } from '../app/place.ts';
import { ImportPage } from './ImportPage.tsx';

export const importPlace: PlaceOfRail<'import'> = {
  name: 'import',
  label: 'wizard.place',
  icon: IconFileImport,
  keys: ['g', 'i'],
  allow: look.allow,
  page: ImportPage,
};
