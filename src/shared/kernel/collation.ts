/** Sort keys for names by the region of the data, as plain text that any database orders alike: nb and da end Æ Ø Å with Aa = Å, sv ends Å Ä Ö. */

export type Region = 'NO' | 'DK' | 'SE' | 'GB';

// The three last letters of the alphabet are mapped behind z; '{', '|', '}' are the code points that follow it.
const lastLetters: Readonly<Record<Region, Readonly<Record<string, string>>>> = {
  NO: { æ: '{', ä: '{', ø: '|', ö: '|', å: '}' },
  DK: { æ: '{', ä: '{', ø: '|', ö: '|', å: '}' },
  SE: { å: '{', ä: '|', æ: '|', ö: '}', ø: '}' },
  GB: { æ: 'ae', ä: 'a', ø: 'o', ö: 'o', å: 'a' },
};
const others: Readonly<Record<string, string>> = { ß: 'ss', đ: 'd', ð: 'd', ł: 'l', þ: 'th', œ: 'oe', ı: 'i' };

/** Longest key kept; two names that agree on so much are told apart by id. */
const longest = 100;

/** What a letter becomes in a key, where that does not depend on the letters around it. */
const keyOf = (letter: string, last: Readonly<Record<string, string>>): string => {
  const known = last[letter] ?? others[letter];
  if (known !== undefined) return known;
  return /\p{L}|\p{N}/u.test(letter) ? letter.normalize('NFKD').replace(/\p{M}/gu, '') : '';
};

/** Names in the order of these keys (byte order) are in the region's alphabetical order; case and accents are ignored. */
export const sortKey = (text: string, region: Region): string => {
  const lower = text.normalize('NFC').toLowerCase();
  const joined = region === 'NO' || region === 'DK' ? lower.replaceAll('aa', 'å') : lower;
  let key = '';
  for (const letter of joined) {
    // Most letters of most names: no table and no pattern is asked for them.
    if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) key += letter;
    else if (letter === ' ' || /\s|[-–—_/]/.test(letter)) key += key === '' || key.endsWith(' ') ? '' : ' ';
    else key += keyOf(letter, lastLetters[region]);
    if (key.length >= longest) break;
  }
  return key.trimEnd();
};
