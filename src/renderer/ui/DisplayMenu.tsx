/** Language and theme, switched live from the title bar. */
import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconLanguage } from '@tabler/icons-react';
import { useText } from '../app/i18n.ts';
import type { Theme } from '../app/uiState.ts';
import { themes, useUiState } from '../app/uiState.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { languageNames, languages } from '../../shared/i18n/languages.ts';

const themeNames: Readonly<Record<Theme, TextKey>> = { system: 'common.themeSystem', light: 'common.themeLight', dark: 'common.themeDark' };

export const DisplayMenu = () => {
  const { t, language } = useText();
  const theme = useUiState((state) => state.theme);
  const setLanguage = useUiState((state) => state.setLanguage);
  const setTheme = useUiState((state) => state.setTheme);
  return (
    <Menu position="bottom-end" offset={4} width={208} classNames={{ dropdown: 'floating' }} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <button type="button" className="button quiet small" aria-label={t('common.display', { language: languageNames[language] })}>
          <IconLanguage className="icon small" stroke={1.75} aria-hidden="true" />
          {languageNames[language]}
          <IconChevronDown className="icon small" stroke={1.75} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('common.language')}</Menu.Label>
        {languages.map((each) => (
          <Menu.Item
            key={each}
            role="menuitemradio"
            aria-checked={each === language}
            lang={each}
            rightSection={each === language ? <IconCheck className="icon small" stroke={1.75} aria-hidden="true" /> : null}
            onClick={() => {
              setLanguage(each);
            }}
          >
            {languageNames[each]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('common.theme')}</Menu.Label>
        {themes.map((each) => (
          <Menu.Item
            key={each}
            role="menuitemradio"
            aria-checked={each === theme}
            rightSection={each === theme ? <IconCheck className="icon small" stroke={1.75} aria-hidden="true" /> : null}
            onClick={() => {
              setTheme(each);
            }}
          >
            {t(themeNames[each])}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
