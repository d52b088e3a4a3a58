/** Mantine's theme: only its floating layers are used, and they wear the window's own colours. */
import { createTheme } from '@mantine/core';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import type { Theme } from './uiState.ts';

export const mantineTheme = createTheme({
  fontFamily: "'IBM Plex Sans', system-ui, sans-serif",
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '16px', md: '20px', lg: '22px', xl: '24px' },
  defaultRadius: 4,
  cursorType: 'pointer',
  respectReducedMotion: true,
});

/** The person's choices of appearance by name. */
export const themeNames: Readonly<Record<Theme, TextKey>> = {
  system: 'common.themeSystem',
  light: 'common.themeLight',
  dark: 'common.themeDark',
};
