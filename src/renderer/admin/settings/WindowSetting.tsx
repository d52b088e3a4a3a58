/** Language and appearance of this window. */
import { useText } from '../../app/i18n.ts';
import { themeNames } from '../../app/theme.ts';
import { isTheme, themes, useUiState } from '../../app/uiState.ts';
import { Segment } from '../../ui/Segment.tsx';
import { LanguageField } from './LanguageField.tsx';

export const WindowSetting = () => {
  const { t } = useText();
  const theme = useUiState((state) => state.theme);
  const setTheme = useUiState((state) => state.setTheme);
  return (
    <dl className="settingFacts">
      <dt>{t('common.language')}</dt>
      <dd>
        <LanguageField />
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
