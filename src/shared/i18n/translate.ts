/** Texts for the terminal and for printed files, where no i18n library runs: the same keys, placeholders and plurals. */
import type { TextKey, TextParams } from './dictionary.ts';
import { rawText } from './dictionary.ts';
import type { Language } from './languages.ts';
import { regions } from './languages.ts';

const withParams = (text: string, params: TextParams): string =>
  text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (hole, name: string) => {
    const value = params[name];
    return value === undefined ? hole : String(value);
  });

/**
 * The text in a language with `{{placeholders}}` filled in. With a `count`, the plural form of the region is taken, and `{{n}}` stands for
 * the count as people write it there. Throws on an unknown key: the compiler knows them all.
 */
export const translate = (language: Language, key: TextKey, params: TextParams = {}): string => {
  const { count } = params;
  const plural =
    typeof count === 'number'
      ? rawText(language, `${key}_${new Intl.PluralRules(regions[language]).select(count) === 'one' ? 'one' : 'other'}`)
      : undefined;
  const text = plural ?? rawText(language, key);
  if (text === undefined) throw new Error(`no text ${key}`);
  return withParams(text, typeof count === 'number' ? { n: new Intl.NumberFormat(regions[language]).format(count), ...params } : params);
};
