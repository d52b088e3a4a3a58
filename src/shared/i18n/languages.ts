/** The four languages of the app and the region whose number and date habits go with each. */

export const languages = ['en', 'nb', 'da', 'sv'] as const;
export type Language = (typeof languages)[number];

/** Each language under its own name, for the menu that switches it. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', nb: 'Norsk bokmål', da: 'Dansk', sv: 'Svenska' };

/** The region follows the language until it gets a setting of its own. */
export const regions: Readonly<Record<Language, string>> = { en: 'en-GB', nb: 'nb-NO', da: 'da-DK', sv: 'sv-SE' };

export const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value);

/** The app's language for a system tag (`nn-NO`, `nb_NO.UTF-8`, `sv-FI`), or null when it speaks none of them. */
export const languageOfTag = (tag: string): Language | null => {
  const primary = tag.toLowerCase().split(/[-_.]/)[0] ?? '';
  if (primary === 'no' || primary === 'nn') return 'nb';
  return isLanguage(primary) ? primary : null;
};
