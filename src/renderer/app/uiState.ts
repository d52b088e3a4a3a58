/** What belongs to this window alone (theme, language, rail): kept in the browser, never in the store. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Language } from '../../shared/i18n/languages.ts';
import { isLanguage, languageOfTag } from '../../shared/i18n/languages.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export type UiState = {
  readonly theme: Theme;
  readonly language: Language;
  readonly isRailCollapsed: boolean;
  readonly setTheme: (theme: Theme) => void;
  readonly setLanguage: (language: Language) => void;
  readonly toggleRail: () => void;
};

const languageOfBrowser = (): Language => {
  for (const tag of navigator.languages) {
    const language = languageOfTag(tag);
    if (language) return language;
  }
  return 'en';
};

export const isTheme = (value: unknown): value is Theme => themes.some((theme) => theme === value);

/** Whatever an earlier version (or a person) left in the browser: kept where it is understood, else the default. */
const mergeKept = (kept: unknown, fresh: UiState): UiState => {
  if (typeof kept !== 'object' || kept === null) return fresh;
  const { theme, language, isRailCollapsed } = kept as Readonly<Record<string, unknown>>;
  return {
    ...fresh,
    theme: isTheme(theme) ? theme : fresh.theme,
    language: isLanguage(language) ? language : fresh.language,
    isRailCollapsed: typeof isRailCollapsed === 'boolean' ? isRailCollapsed : fresh.isRailCollapsed,
  };
};

export const useUiState = create<UiState>()(
  persist(
    (set) => ({
      theme: 'system',
      language: languageOfBrowser(),
      isRailCollapsed: false,
      setTheme: (theme) => {
        set({ theme });
      },
      setLanguage: (language) => {
        set({ language });
      },
      toggleRail: () => {
        set((state) => ({ isRailCollapsed: !state.isRailCollapsed }));
      },
    }),
    {
      name: 'samspill.ui',
      partialize: ({ theme, language, isRailCollapsed }) => ({ theme, language, isRailCollapsed }),
      merge: mergeKept,
    },
  ),
);
