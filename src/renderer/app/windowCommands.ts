/** What the window itself can do from anywhere: go to a place, show the keys, and change language or appearance. */
import { useMemo } from 'react';
import { languageNames, languages } from '../../shared/i18n/languages.ts';
import type { Command, CommandSection } from './commands.ts';
import { useText } from './i18n.ts';
import { usePlacesHere } from './placesHere.ts';
import { goTo } from './routes.ts';
import { themeNames } from './theme.ts';
import { themes, useUiState } from './uiState.ts';

export const useWindowCommands = (showKeys: () => void, openPalette: () => void): CommandSection => {
  const { t, language } = useText();
  const placesHere = usePlacesHere();
  const theme = useUiState((state) => state.theme);
  const setTheme = useUiState((state) => state.setTheme);
  const setLanguage = useUiState((state) => state.setLanguage);
  return useMemo(
    () => ({
      id: 'window',
      label: 'palette.sectionWindow',
      commands: [
        ...placesHere.map(({ name, label, keys, alias }): Command => ({
          id: `go.${name}`,
          label: 'palette.goTo',
          params: { place: t(label) },
          keys,
          ...(alias === undefined ? {} : { alias }),
          run: () => {
            goTo(name);
          },
        })),
        // `/` is Shift+7 on Nordic keyboards: a second way only.
        { id: 'palette.open', label: 'palette.open', keys: ['Mod+k'], alias: ['/'], inFields: true, run: openPalette },
        { id: 'keys.show', label: 'common.keyShowKeys', keys: ['?'], run: showKeys },
        ...languages.map((each): Command => ({
          id: `language.${each}`,
          label: 'palette.switchLanguage',
          params: { language: languageNames[each] },
          setting: { isActive: each === language },
          run: () => {
            setLanguage(each);
          },
        })),
        ...themes.map((each): Command => ({
          id: `theme.${each}`,
          label: 'palette.switchTheme',
          params: { theme: t(themeNames[each]) },
          setting: { isActive: each === theme },
          run: () => {
            setTheme(each);
          },
        })),
      ],
    }),
    [t, language, placesHere, theme, setTheme, setLanguage, showKeys, openPalette],
  );
};
