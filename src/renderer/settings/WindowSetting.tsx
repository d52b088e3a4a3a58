/** Language and appearance of this window. */
import { isLanguage, languageNames, languages } from '../../shared/i18n/languages.ts';
import { useText } from '../app/i18n.ts';
import { themeNames } from '../app/theme.ts';
import { isTheme, themes, useUiState } from '../app/uiState.ts';
import { Segment } from '../ui/Segment.tsx';
import { SelectField } from '../ui/SelectField.tsx';

export const WindowSetting = () => {
  const { t, language } = useText();
  const theme = useUiState((state) => state.theme);
  const setTheme = useUiState((state) => state.setTheme);
  const setLanguage = useUiState((state) => state.setLanguage);
  return (
    <dl className="settingFacts">
      <dt>{t('common.language')}</dt>
      <dd>
        <SelectField
          label={t('common.language')}
          value={language}
          options={languages.map((each) => ({ value: each, label: languageNames[each] }))}
          onChange={(value) => {
            if (isLanguage(value)) setLanguage(value);
          }}
        />
      </dd>
      <dt>{t('common.theme')}</dt>
      <dd>
        <Segment
          label={t('common.theme')}
          value={theme}
          options={themes.map((each) => ({ value: each, label: t(themeNames[each]) }))}
          onChange={(value) => {
            if (isTheme(value)) setTheme(value);
          }}
        />
      </dd>
    </dl>
  );
};
