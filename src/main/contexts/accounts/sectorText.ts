/** Sectors as people read and write them: kept under one name, called by their word in each of the four languages. */
import { type Sector, sectors } from '../../../shared/accounts/sectors.ts';
import { rawText } from '../../../shared/i18n/dictionary.ts';
import { type Language, languages } from '../../../shared/i18n/languages.ts';

/** "health care" is kept as it stands; its words are found under a key without spaces. */
const wordIn = (language: Language, sector: string): string | undefined =>
  rawText(language, `sectors.${sector.replaceAll(/[ -](\w)/gu, (_, letter: string) => letter.toUpperCase())}`);

/** The word for a sector that the product knows; any other as it was written. */
export const sectorText = (language: Language, sector: string): string =>
  sectors.some((known) => known === sector) ? (wordIn(language, sector) ?? sector) : sector;

const byWord: ReadonlyMap<string, Sector> = new Map(
  sectors.flatMap((sector) => [
    [sector.toLowerCase(), sector] as const,
    ...languages.flatMap((language) => {
      const word = wordIn(language, sector);
      return word === undefined ? [] : [[word.toLowerCase(), sector] as const];
    }),
  ]),
);

/** The sector of that name in any language; null for one that nobody knows. */
export const sectorOfWord = (word: string): Sector | null => byWord.get(word.toLowerCase()) ?? null;
