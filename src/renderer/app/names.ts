/** Names that came with the product (stages, reasons, sectors), shown in the reader's language until somebody renames them. */
import { type Sector, sectors } from '../../shared/accounts/sectors.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { seededText } from '../../shared/i18n/recordText.ts';
import type { Translate } from './i18n.ts';

export type Seeded = { readonly name: string; readonly seedKey: string | null };

export const seededName = (t: Translate, { name, seedKey }: Seeded): string => seededText(t, name, seedKey);

const isSector = (text: string): text is Sector => sectors.some((sector) => sector === text);

/** "health care" is kept as it stands; its words are found under a key without spaces. */
const sectorKey = (sector: Sector): TextKey =>
  `sectors.${sector.replace(/[ -](\w)/gu, (_, letter: string) => letter.toUpperCase())}` as TextKey;

/** A sector that the product knows in the reader's language, any other as it was written. */
export const sectorName = (t: Translate, text: string): string => (isSector(text) ? t(sectorKey(text)) : text);

/** What a typed sector is kept as: the known one whose name in the reader's language it is, else the text itself. */
export const sectorOf = (t: Translate, text: string): string => {
  const typed = text.trim().toLowerCase();
  return sectors.find((sector) => t(sectorKey(sector)).toLowerCase() === typed) ?? text;
};
