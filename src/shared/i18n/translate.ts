/** The one translation engine, i18next, for the window, the terminal, printed files and the hub: typed keys, places, and the forms of a count. */
import { createInstance } from 'i18next';
import type { TextKey, TextParams } from './dictionary.ts';
import { textsOf } from './dictionary.ts';
import { formatCount } from './format.ts';
import type { Language } from './languages.ts';

const engine = createInstance();

/** The words of an area in a language are put together when the first of them is asked for: most processes say little, in one language. */
const learn = (language: Language, area: string): void => {
  if (!engine.isInitialized) {
    void engine.init({
      // At once, and not when the next event comes: nothing is fetched.
      initAsync: false,
      resources: {},
      lng: language,
      // Every language has every text, so there is none to fall back on.
      fallbackLng: false,
      nsSeparator: ':',
      keySeparator: false,
      // Whoever shows a text escapes it; a value is never read as a text.
      interpolation: { escapeValue: false, skipOnVariables: true },
      appendNamespaceToMissingKey: true,
      parseMissingKeyHandler: (key: string) => {
        throw new Error(`no text ${key.replace(':', '.')}`);
      },
    });
  }
  if (engine.hasResourceBundle(language, area)) return;
  engine.addResourceBundle(language, area, textsOf(language, area), false, false, { silent: true, skipCopy: true });
};

const filledIn = (language: Language, key: TextKey, params: TextParams): string => {
  const dot = key.indexOf('.');
  const area = key.slice(0, dot);
  learn(language, area);
  // A key of fields has a point of its own.
  const text = `${area}:${key.slice(dot + 1)}`;
  const { count } = params;
  // The values stand apart from the engine's own options, so that none of them can be taken for one.
  return typeof count === 'number'
    ? engine.t(text, { lng: language, count, replace: { n: formatCount(language, count), ...params } })
    : engine.t(text, { lng: language, replace: params });
};

/** Texts that nothing is filled in to: a list says the same few in every row, and the engine takes its time. */
const plain: Readonly<Record<Language, Map<TextKey, string>>> = { en: new Map(), nb: new Map(), da: new Map(), sv: new Map() };

/**
 * The text in a language with its `{{places}}` filled in. With a `count`, the plural form of the language is taken, and `{{n}}` stands for
 * the count as people write it there. Throws on an unknown key: the compiler knows them all.
 */
export const translate = (language: Language, key: TextKey, params?: TextParams): string => {
  if (params !== undefined) return filledIn(language, key, params);
  const known = plain[language].get(key);
  if (known !== undefined) return known;
  const text = filledIn(language, key, {});
  plain[language].set(key, text);
  return text;
};
