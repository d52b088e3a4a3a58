/** Language and theme, switched live from the title bar. */
import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconLanguage } from '@tabler/icons-react';
import { useText } from '../app/i18n.ts';
import { themeNames } from '../app/theme.ts';
import { isTheme, themes, useUiState } from '../app/uiState.ts';
import { isLanguage, languageNames, languages } from '../../shared/i18n/languages.ts';

const check = <IconCheck className="icon small" stroke={1.75} aria-hidden="true" />;

export const DisplayMenu = () => {
  const { t, language } = useText();
  const theme = useUiState((state) => state.theme);
  const setLanguage = useUiState((state) => state.setLanguage);
  const setTheme = useUiState((state) => state.setTheme);
  return (
    <Menu
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      position="bottom-end"
      offset={4}
      width={208}
      classNames={{ dropdown: 'floating' }}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <button type="button" className="button quiet small" aria-label={t('common.display', { language: languageNames[language] })}>
          <IconLanguage className="icon small" stroke={1.75} aria-hidden="true" />
          {languageNames[language]}
          <IconChevronDown className="icon small" stroke={1.75} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('common.language')}</Menu.Label>
        <Menu.RadioGroup
          value={language}
          onChange={(value) => {
            if (isLanguage(value)) setLanguage(value);
          }}
        >
          {languages.map((each) => (
            <Menu.RadioItem key={each} value={each} lang={each} checkIcon={check}>
              {languageNames[each]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('common.theme')}</Menu.Label>
        <Menu.RadioGroup
          value={theme}
          onChange={(value) => {
            if (isTheme(value)) setTheme(value);
          }}
        >
          {themes.map((each) => (
            <Menu.RadioItem key={each} value={each} checkIcon={check}>
              {t(themeNames[each])}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
};
