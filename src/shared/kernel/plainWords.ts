/** Words as people type them in a search: Nordic and accented letters under all their plain spellings, and where in a text a typed word stands. */

/** One letter of a text (two for the `aa` that stands for `å`): where it is, and how it may be typed; the first spelling is the usual one. */
type Letter = { readonly from: number; readonly to: number; readonly spellings: readonly string[] };

const spellings: Readonly<Record<string, readonly string[]>> = {
  å: ['a', 'aa'],
  æ: ['ae', 'a'],
  ä: ['a', 'ae'],
  ø: ['o', 'oe'],
  ö: ['o', 'oe'],
  ü: ['u', 'ue'],
  œ: ['oe', 'o'],
  ß: ['ss'],
  đ: ['d'],
  ð: ['d'],
  ł: ['l'],
  þ: ['th'],
  ı: ['i'],
};

const spellingsOf = (letter: string): readonly string[] => {
  const lower = letter.normalize('NFC').toLowerCase();
  return (
    spellings[lower] ?? [
      lower
        .normalize('NFKD')
        .replaceAll(/[^\p{L}\p{N}]/gu, '')
        .toLowerCase(),
    ]
  );
};

/** A letter or digit with the marks that are set on it. */
const letterPattern = /[\p{L}\p{N}]\p{M}*/gu;

/** The words of a text, letter by letter. */
const wordsOf = (text: string): readonly (readonly Letter[])[] => {
  const words: Letter[][] = [];
  let end = -1;
  for (const match of text.matchAll(letterPattern)) {
    const letter = { from: match.index, to: match.index + match[0].length, spellings: spellingsOf(match[0]) };
    if (letter.spellings[0] === '') continue;
    if (match.index === end) words.at(-1)?.push(letter);
    else words.push([letter]);
    end = letter.to;
  }
  return words;
};

/** Danish and Norwegian names keep the old `aa` for `å`. */
const withOldA = (word: readonly Letter[]): readonly Letter[] => {
  const joined: Letter[] = [];
  for (const letter of word) {
    const before = joined.at(-1);
    if (before?.spellings.length === 1 && before.spellings[0] === 'a' && letter.spellings.length === 1 && letter.spellings[0] === 'a')
      joined[joined.length - 1] = { from: before.from, to: letter.to, spellings: ['a', 'aa'] };
    else joined.push(letter);
  }
  return joined;
};

/** Past so many spellings of one word, its further letters have their usual one alone. */
const mostSpellings = 16;

const product = (word: readonly Letter[], most: number): readonly string[] => {
  let all: readonly string[] = [''];
  for (const letter of word) {
    const choices = all.length * letter.spellings.length <= most ? letter.spellings : letter.spellings.slice(0, 1);
    all = all.flatMap((start) => choices.map((spelling) => start + spelling));
  }
  return all;
};

/** Which words of a text are meant: the first, those after it, or all. */
export type WordPart = 'head' | 'tail' | 'all';

const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** Names share their words, so each is spelled out once; the list is begun anew before it grows large. */
const spelled = new Map<string, readonly string[]>();
const mostRemembered = 20_000;

const spelledOut = (word: string): readonly string[] => {
  const known = spelled.get(word);
  if (known !== undefined) return known;
  // `aaaa` may be two of the old letter: some of its spellings are the same.
  const made = [...new Set(wordsOf(word).flatMap((letters) => product(withOldA(letters), mostSpellings)))];
  if (spelled.size >= mostRemembered) spelled.clear();
  spelled.set(word, made);
  return made;
};

/** The words of a text in every plain spelling, in lower case, set apart by spaces: `Åse Ærø` gives `ase aase` and `aero aeroe aro aroe`. */
export const plainWords = (text: string, part: WordPart = 'all'): string => {
  const words = text.match(wordPattern) ?? [];
  const wanted = part === 'head' ? words.slice(0, 1) : part === 'tail' ? words.slice(1) : words;
  if (wanted.length === 1) return spelledOut(wanted[0] ?? '').join(' ');
  return [...new Set(wanted.flatMap(spelledOut))].join(' ');
};

/** A word as it was typed: what the plain words may begin with. */
export type TypedWord = {
  readonly starts: readonly string[];
  /** As typed, in lower case: a text that has these very letters fits better. */ readonly exact: string;
};

const mostTyped = 8;
const longestTyped = 40;

/** The words of what a person typed, at most eight; signs are left out, so nothing typed can be anything but words. */
export const typedWords = (text: string): readonly TypedWord[] =>
  wordsOf(text.slice(0, 400))
    .slice(0, mostTyped)
    .map((word) => ({
      starts: product(word.slice(0, longestTyped), 4),
      exact: text
        .slice(word[0]?.from ?? 0, word.at(-1)?.to ?? 0)
        .normalize('NFC')
        .toLowerCase(),
    }));

/** Where a typed word ends in the letters of a word that it begins, or null. */
const reach = (word: readonly Letter[], typed: string, at = 0): number | null => {
  const letter = word[at];
  if (letter === undefined) return null;
  for (const spelling of letter.spellings) {
    if (spelling.startsWith(typed)) return letter.to;
    if (!typed.startsWith(spelling)) continue;
    const end = reach(word, typed.slice(spelling.length), at + 1);
    if (end !== null) return end;
  }
  return null;
};

/** From and to (exclusive), in UTF-16 units of the text. */
export type TextRange = readonly [from: number, to: number];

/** Where typed words begin words of a text, in order and without overlaps: what a list of hits sets in bold. */
export const typedRanges = (text: string, typed: readonly TypedWord[]): readonly TextRange[] =>
  wordsOf(text).flatMap((plain): readonly TextRange[] => {
    const word = withOldA(plain);
    const ends = typed.flatMap(({ starts }) => starts.map((start) => reach(word, start) ?? -1));
    const end = Math.max(-1, ...ends);
    return end < 0 ? [] : [[word[0]?.from ?? 0, end]];
  });
