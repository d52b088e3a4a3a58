/** The choice of the window's language. */
import { isLanguage, languageNames, languages } from '../../../shared/i18n/languages.ts';
import { useText } from '../../app/i18n.ts';
import { useUiState } from '../../app/uiState.ts';
import { SelectField } from '../../ui/SelectField.tsx';

export const LanguageField = () => {
  const { t, language } = useText();
  const setLanguage = useUiState((state) => state.setLanguage);
  return (
    <SelectField
      label={t('common.language')}
      value={language}
      options={languages.map((each) => ({ value: each, label: languageNames[each] }))}
      onChange={(value) => {
        if (isLanguage(value)) setLanguage(value);
      }}
    />
  );
};
