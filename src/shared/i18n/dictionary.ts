/** The keys of all texts, the texts under them, and those of an area as the translation engine reads them. */
import type { Language } from './languages.ts';
import type { Area, Text } from './text.ts';
import * as areas from './words/index.ts';

type Areas = typeof areas;
/** `area.key`; a text with two forms is asked for with a `count`. */
export type TextKey = { [Name in keyof Areas]: `${Name}.${keyof Areas[Name] & string}` }[keyof Areas];

/** Values for the `{{places}}`; `count` chooses between the forms. */
export type TextParams = Readonly<Record<string, string | number>>;
export type Say = (key: TextKey, params?: TextParams) => string;

const areaOf = (name: string): Area => (Object.hasOwn(areas, name) ? (areas as Readonly<Record<string, Area>>)[name] : undefined) ?? {};

const textAt = (key: string): Text | undefined => {
  const dot = key.indexOf('.');
  const area = areaOf(key.slice(0, dot));
  const text = key.slice(dot + 1);
  return Object.hasOwn(area, text) ? area[text] : undefined;
};

export const isTextKey = (key: string): key is TextKey => textAt(key) !== undefined;

/** The text under `area.key` exactly as written; undefined where there is none, or two forms of it. */
export const rawText = (language: Language, key: string): string | undefined => {
  const text = textAt(key)?.[language];
  return typeof text === 'string' ? text : undefined;
};

/** The texts of an area in one language under their keys; the two forms of a text end in `_one` and `_other`. */
export const textsOf = (language: Language, area: string): Readonly<Record<string, string>> => {
  const texts: Record<string, string> = {};
  for (const [key, text] of Object.entries(areaOf(area))) {
    const said = text[language];
    if (typeof said === 'string') texts[key] = said;
    else for (const [form, each] of Object.entries(said)) texts[`${key}_${form}`] = each;
  }
  return texts;
};

/** The key of what a field of a record is called. */
export const fieldKey = ({ table, column }: { readonly table: string; readonly column: string }): TextKey =>
  `fields.${table}.${column}` as TextKey;
