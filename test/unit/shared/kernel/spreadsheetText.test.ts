/** Texts that a spreadsheet would calculate: each kind at its edge, and every text the same again when it is read back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, isFormula, withoutApostrophe } from '../../../../src/shared/kernel/spreadsheetText.ts';

describe('a formula', () => {
  it.each(['=1+1', '@SUM(A1)', '+A1', '-A1', '+cmd|x', '-2(3', '+1=2', '==', '@x'])('is %j', (text) => {
    expect(isFormula(text)).toBe(true);
  });

  it.each(['', '=', '@', '+', '-', 'x=1', '+47 22 33 44 55', '+47 (22) 33-44.55', '-12', '+3.5%', '-4 k', '-2,5 M', '+-', '- -', '-§'])(
    'is not %j',
    (text) => {
      expect(isFormula(text)).toBe(false);
    },
  );
});

describe('a cell of a file', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['  =1+1', "'  =1+1"],
    ['\t=1', '"\'\t=1"'],
    ["'=1", "''=1"],
    ["''=1", "'''=1"],
    ["'quoted'", "'quoted'"],
    ['-§', "'-§"],
    ['+§', "'+§"],
    ['-', '-'],
    ['-12', '-12'],
    ['+47 22 33 44', '+47 22 33 44'],
    ['a b', 'a b'],
    ['a ', '"a "'],
    [' a', '" a"'],
    ['a;b', '"a;b"'],
    ['a,b', '"a,b"'],
    ['say "a"', '"say ""a"""'],
    ['a\nb', '"a\nb"'],
  ])('%j is written as %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it('gives the text again, whatever it is, and never begins like a formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'=+-@\'"\t\n ;,a1§') }), (text) => {
        const written = csvCell(text);
        const cell = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
        expect(withoutApostrophe(cell)).toBe(text);
        expect(isFormula(cell.trimStart())).toBe(false);
      }),
    );
  });
});
