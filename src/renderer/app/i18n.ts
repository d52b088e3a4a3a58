/** The window's texts: i18next over the shared dictionaries, with typed keys and counts written as the region writes them. */
import i18next from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { TextKey, TextParams } from '../../shared/i18n/dictionary.ts';
import { dictionaries } from '../../shared/i18n/dictionary.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { languages } from '../../shared/i18n/languages.ts';
import { formatCount } from '../../shared/i18n/format.ts';
import { useUiState } from './uiState.ts';

/** Makes the four dictionaries known; a missing key is a defect, so there is no language to fall back on. */
export const startTexts = async (language: Language): Promise<void> => {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: Object.fromEntries(languages.map((each) => [each, { translation: dictionaries[each] }])),
    // React escapes what it renders.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
};

export type Translate = (key: TextKey, params?: TextParams) => string;

/** The texts and number habits of the language in use; components render again when it is switched. */
export const useText = (): { readonly t: Translate; readonly language: Language } => {
  const language = useUiState((state) => state.language);
  const { i18n } = useTranslation();
  const t = useCallback<Translate>(
    (key, params = {}) => {
      const count = params['count'];
      const withCount = typeof count === 'number' ? { n: formatCount(language, count), ...params } : params;
      return i18n.t(key, { ...withCount, lng: language });
    },
    [i18n, language],
  );
  return { t, language };
};
