/** Search words: Nordic letters under every spelling, and where a typed word stands in a text. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { plainWords, typedRanges, typedWords } from '../../../../src/shared/kernel/plainWords.ts';

/** Whether what is typed finds a text: each of its words begins one of the text's plain words. */
const finds = (typed: string, text: string): boolean => {
  const plain = plainWords(text).split(' ');
  return typedWords(typed).every(({ starts }) => starts.some((start) => plain.some((word) => word.startsWith(start))));
};

test.each([
  ['bjorn', 'Bjørn'],
  ['bjoern', 'Bjørn'],
  ['bjørn', 'Bjørn'],
  ['björn', 'Bjørn'],
  ['bj', 'Bjørn Hansen'],
  ['hans bj', 'Bjørn Hansen'],
  ['aase', 'Åse'],
  ['ase', 'Åse'],
  ['åse', 'Åse'],
  ['åse', 'Aase'],
  ['ase', 'Aase'],
  ['Ærø', 'Ærø'],
  ['aero', 'Ærø'],
  ['aeroe', 'Ærø'],
  ['aro', 'Ærø'],
  ['arlig', 'Ärlig'],
  ['aerlig', 'Ärlig'],
  ['ærlig', 'Ärlig'],
  ['oster', 'Östersund'],
  ['oester', 'Östersund'],
  ['øster', 'Östersund'],
  ['andre', 'André'],
  ['ANDRÉ', 'andré'],
  ['bjørn', 'BJØRN'],
  ['bjørn', 'Bjoern'],
  ['muller', 'Müller'],
  ['mueller', 'Müller'],
  ['strasse', 'Straße'],
  ['47', '+47 22 33 44 55'],
  ['مرحبا', 'مرحبا بالعالم'],
  ['東京', '東京'],
])('%s finds %s', (typed, text) => {
  expect(finds(typed, text)).toBe(true);
});

test.each([
  ['bjarn', 'Bjørn'],
  ['rn', 'Bjørn'],
  ['joel', 'Jol'],
  ['solheim kari x', 'Kari Solheim'],
])('%s does not find %s', (typed, text) => {
  expect(finds(typed, text)).toBe(false);
});

describe('the ranges of a hit', () => {
  const marked = (text: string, typed: string): string => {
    let out = text;
    for (const [from, to] of typedRanges(text, typedWords(typed)).toReversed())
      out = `${out.slice(0, from)}<${out.slice(from, to)}>${out.slice(to)}`;
    return out;
  };

  test.each([
    ['Bjørn Hansen', 'bjoe', '<Bjø>rn Hansen'],
    ['Bjørn Hansen', 'ha bj', '<Bj>ørn <Ha>nsen'],
    ['Åse Aasen', 'aas', '<Ås>e <Aas>en'],
    ['A\u030Ase', 'as', '<A\u030As>e'],
    ['Måling på Ærø', 'aero', 'Måling på <Ærø>'],
    ['«Østfold»-avtale', 'ostfold av', '«<Østfold>»-<av>tale'],
    ['Fisk 🐟 & co', 'co', 'Fisk 🐟 & <co>'],
    ['Straße', 'strasse', '<Straße>'],
  ])('%s, typed %s', (text, typed, wanted) => {
    expect(marked(text, typed)).toBe(wanted);
  });

  it('stay in order and inside the text whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, typed) => {
        let end = 0;
        for (const [from, to] of typedRanges(text, typedWords(typed))) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          end = to;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

it('whatever begins a name finds it, letter by letter', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'å', 'æ', 'ø', 'ä', 'ö', 'é', 'ü'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(name, fc.nat(5), (text, cut) => {
      const typed = text.slice(0, cut + 1);
      expect(finds(typed, text)).toBe(true);
      expect(typedRanges(text, typedWords(typed)).length).toBe(1);
    }),
  );
});

it('nothing but words is left of what is typed', () => {
  expect(typedWords('"NEAR(a* ^b)" OR -c:{d}; --').flatMap(({ starts }) => starts)).toEqual(['near', 'a', 'b', 'or', 'c', 'd']);
  expect(typedWords('🐟 ” * ^')).toEqual([]);
  expect(typedWords('x'.repeat(10_000))[0]?.starts[0]).toHaveLength(40);
  expect(typedWords('a '.repeat(5_000)).length).toBe(8);
});
