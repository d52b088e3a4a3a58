/** The window's texts: the shared words in the language in use. */
import { useCallback } from 'react';
import type { Say } from '../../shared/i18n/dictionary.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { translate } from '../../shared/i18n/translate.ts';
import { useUiState } from './uiState.ts';

export type Translate = Say;

/** The texts and number habits of the language in use; components render again when it is switched. */
export const useText = (): { readonly t: Translate; readonly language: Language } => {
  const language = useUiState((state) => state.language);
  const t = useCallback<Translate>((key, params) => translate(language, key, params), [language]);
  return { t, language };
};
