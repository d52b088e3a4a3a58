/** Plain text takes a shorter way to its plain words; both ways have to lead to the same words. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainWords, type WordPart } from '../../../../src/shared/kernel/plainWords.ts';

const characters = [...'abcxyzABCXYZ0189 -_.,@&/#\t'] as const;
const plainText = fc.array(fc.constantFrom(...characters), { maxLength: 40 }).map((all) => all.join(''));

/** The long way: a word that is not plain stands at the end, and what it is spelled as is taken off again. */
const theLongWay = (text: string, part: WordPart): string => {
  const plain = plainWords(`${text} øqq`, part);
  return plain.replace(/ ?oqq oeqq$/, '');
};

it.each(['tail', 'all'] as const)('the words of any plain text are the same both ways (%s)', (part) => {
  fc.assert(
    fc.property(
      plainText.filter((text) => /[a-z0-9]/i.test(text)),
      (text) => {
        expect(plainWords(text, part)).toBe(theLongWay(text, part));
      },
    ),
    { numRuns: 2_000 },
  );
});

it('the first word of any plain text is the same both ways', () => {
  fc.assert(
    fc.property(
      plainText.filter((text) => /[a-z0-9]/i.test(text)),
      (text) => {
        expect(plainWords(text, 'head')).toBe(theLongWay(text, 'head'));
      },
    ),
  );
});

it('aa in plain text is still an å', () => {
  expect(plainWords('Aase AAs')).toBe('ase aase as aas');
});

it('no spelling stands twice', () => {
  expect(plainWords('aaaa')).toBe('aa aaa aaaa');
});
