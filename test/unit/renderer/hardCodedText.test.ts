/** No words of the window stand in its components: they come from the dictionaries. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow, repositoryRoot } from '../../support/repository.ts';

/** Attributes that people read or hear. */
const spokenAttributes = [
  'title',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'placeholder',
  'alt',
  'label',
  'summary',
  'finding',
  'head',
];

const withoutComments = (source: string): string => source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|[^:])\/\/.*$/gm, '$1');
const hasWords = (text: string): boolean => /\p{L}{2}/u.test(text.replaceAll(/&\w+;/g, ''));

/** Literal words in JSX: text between tags, and strings in attributes that are read or heard. */
const wordsIn = (source: string): readonly string[] => {
  const code = withoutComments(source);
  const attributes = spokenAttributes.flatMap((name) =>
    [...code.matchAll(new RegExp(`\\s${name}=(?:"([^"]*)"|\\{\\s*(?:'([^']*)'|"([^"]*)"|\`([^\`$]*)))`, 'g'))].map(
      (match) => match[1] ?? match[2] ?? match[3] ?? match[4] ?? '',
    ),
  );
  // Text between a tag's end and the next tag or expression; code between `>` and `<` has signs that text has not.
  const texts = [...code.matchAll(/(?:<\w[^<>]*|<\/[\w.]+|<)>([^<>{}]*)(?=<[/\w>]|\{)/g)]
    .map((match) => match[1] ?? '')
    .filter((text) => !/[;=()]|=>|&&|\?/.test(text));
  // Text after an expression: `{count} deals`.
  const afterExpressions = [...code.matchAll(/\}([^<>{}\n;,)(]*[^<>{};,)(]*)(?=<\/)/g)]
    .map((match) => match[1] ?? '')
    .filter((text) => !/[;=()]|=>|&&|\?/.test(text));
  return [...attributes, ...texts, ...afterExpressions].map((text) => text.trim()).filter(hasWords);
};

const components = filesBelow(join(repositoryRoot, 'src/renderer')).filter((path) => path.endsWith('.tsx'));

test('there are components to look at', () => {
  expect(components.length).toBeGreaterThan(15);
});

/** The command names a key of the keyboard as the keyboard does. */
const allowed = new Set(['Esc']);

test.each(components)('%s holds no words of its own', (path) => {
  expect(wordsIn(readFileSync(join(repositoryRoot, 'src/renderer', path), 'utf8')).filter((text) => !allowed.has(text))).toEqual([]);
});

describe('planted words are found', () => {
  test.each([
    ['text between tags', '<p>Won deals</p>', 'Won deals'],
    ['text on its own line', '<p className="small">\n  Nothing here\n</p>', 'Nothing here'],
    ['text after an expression', '<p>{count} deals</p>', 'deals'],
    ['text before an expression', '<p>Sum {count}</p>', 'Sum'],
    ['a label for those who hear', '<button aria-label="Close" />', 'Close'],
    ['a label as an expression', "<button title={'Close it'} />", 'Close it'],
    ['a placeholder', '<input placeholder="Search" />', 'Search'],
    ['text in a fragment', '<>Hello</>', 'Hello'],
    ['letters beyond ASCII', '<p>Åpne</p>', 'Åpne'],
  ])('%s', (_name, source, found) => {
    expect(wordsIn(source)).toContain(found);
  });

  test('and nothing else is', () => {
    const sound = `const a = (b: number): string => (b > 1 && b < 3 ? 'x' : 'y'); // <p>comment</p>
      <p className="small" aria-label={t('a.b')}>{t('a.c', { n: 1 })} · <kbd>?</kbd></p>`;
    expect(wordsIn(sound)).toEqual([]);
  });
});
