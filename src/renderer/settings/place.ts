/** Settings as a place of the window. */
import { IconSettings } from '@tabler/icons-react';
import type { PlaceOfRail } from '../app/place.ts';
import { SettingsPage } from './SettingsPage.tsx';

export const settingsPlace: PlaceOfRail<'settings'> = {
  name: 'settings',
  label: 'settings.place',
  icon: IconSettings,
  keys: ['g', 's'],
  alias: ['Mod+,'],
  page: SettingsPage,
};
