/** Rates as people type them, and what they make of an amount (rules 27 and P14). */
import { describe, expect, it } from 'vitest';
import { readRate } from '../../../../src/shared/admin/rates.ts';
import { convert, rateFraction } from '../../../../src/shared/pipeline/currencySums.ts';

describe('a typed rate', () => {
  it.each([
    ['98,37', '98.37'],
    ['98.37', '98.37'],
    [' 11.5000 ', '11.5'],
    ['1 234,5', '1234.5'],
    ['007', '7'],
    ['0,0001', '0.0001'],
    ['100', '100'],
  ])('%s is kept as %s', (typed, rate) => {
    expect(readRate(typed)).toBe(rate);
  });

  it.each(['', 'x', '0', '0,000', '-3', '1.234,5', '1,2,3', '1e3', '=1+1', '.5', '1234567890', '1.1234567890123'])(
    '%s is none',
    (typed) => {
      expect(readRate(typed)).toBeNull();
    },
  );
});

it('12,345.67 SEK at 98.37 NOK for 100 are 12,144.44 NOK', () => {
  const fraction = rateFraction({ rate: readRate('98,37') ?? '', perUnits: 100 });
  expect(fraction).not.toBeNull();
  expect(fraction === null ? null : convert(1_234_567n, 'SEK', 'NOK', fraction)).toBe(1_214_444n);
});
