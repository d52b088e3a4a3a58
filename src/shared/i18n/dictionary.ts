/** The dictionaries of all four languages under one shape; English declares the keys, the compiler holds the others to them. */
import { da } from './da/index.ts';
import { en } from './en/index.ts';
import type { Language } from './languages.ts';
import { nb } from './nb/index.ts';
import { sv } from './sv/index.ts';

type Areas = typeof en;
/** What another language must hold: the same areas and keys, any text. */
export type Dictionary = { readonly [Area in keyof Areas]: { readonly [Key in keyof Areas[Area]]: string } };

type KeysOf<Area extends keyof Areas> = `${Area}.${keyof Areas[Area] & string}`;
type Singular<Key extends string> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;
/** `area.key`; a key with `_one` and `_other` is asked for without its ending, and with a `count`. */
export type TextKey = { [Area in keyof Areas]: Singular<KeysOf<Area>> }[keyof Areas];

/** Values for the `{{placeholders}}`; `count` chooses between `_one` and `_other`. */
export type TextParams = Readonly<Record<string, string | number>>;

export const dictionaries: Readonly<Record<Language, Dictionary>> = { en, nb, da, sv };

/** The text under `area.key` exactly as written, or undefined. */
export const rawText = (language: Language, key: string): string | undefined => {
  const dot = key.indexOf('.');
  const area: Readonly<Record<string, string>> | undefined = (
    dictionaries[language] as Readonly<Record<string, Readonly<Record<string, string>>>>
  )[key.slice(0, dot)];
  return area?.[key.slice(dot + 1)];
};

/** The key of what a field of a record is called. */
export const fieldKey = ({ table, column }: { readonly table: string; readonly column: string }): TextKey =>
  `fields.${table}.${column}` as TextKey;
