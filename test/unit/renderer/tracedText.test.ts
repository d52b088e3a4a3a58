/** The figures in a translated sentence become the parts that open. */
import { expect, test } from 'vitest';
import { onlyCssText } from '../../../src/renderer/app/security.ts';
import { tracedParts } from '../../../src/renderer/ui/TracedText.tsx';

test('a sentence keeps its words and marks its figures', () => {
  expect(tracedParts('Won <wonAmount>18,4 mill.</wonAmount> in <wonCount>31</wonCount> deals.')).toEqual([
    { text: 'Won ', figure: null },
    { text: '18,4 mill.', figure: 'wonAmount' },
    { text: ' in ', figure: null },
    { text: '31', figure: 'wonCount' },
    { text: ' deals.', figure: null },
  ]);
});

test('a sentence without figures is one part, and an angle bracket in a name is only a character', () => {
  expect(tracedParts('a < b > c')).toEqual([{ text: 'a < b > c', figure: null }]);
});

test('styles may be written as text, markup may not', () => {
  expect(onlyCssText('.a{color:red}')).toBe('.a{color:red}');
  expect(onlyCssText('</style><img src=x onerror=alert(1)>')).toBeNull();
});
