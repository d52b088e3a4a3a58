/** What the window itself can do from anywhere: go to a place, show the keys, and change language or appearance. */
import { useMemo } from 'react';
import { languageNames, languages } from '../../shared/i18n/languages.ts';
import { placeNames } from '../ui/Rail.tsx';
import type { Command, CommandSection } from './commands.ts';
import { useText } from './i18n.ts';
import { usePlacesHere } from './placesHere.ts';
import { goTo, type RailPlace } from './routes.ts';
import { themeNames } from './theme.ts';
import { themes, useUiState } from './uiState.ts';

/** The letter after `g` that leads to a place. */
export const placeKeys: Readonly<Record<RailPlace, string>> = {
  cockpit: 'h',
  pipeline: 'p',
  accounts: 'a',
  reports: 'r',
  import: 'i',
  settings: 's',
  history: 'l',
  trash: 't',
  sync: 'y',
};

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
        ...placesHere.map((place): Command => ({
          id: `go.${place}`,
          label: 'palette.goTo',
          params: { place: t(placeNames[place]) },
          keys: ['g', placeKeys[place]],
          ...(place === 'settings' ? { alias: ['Mod+,'] } : {}),
          run: () => {
            goTo(place);
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
