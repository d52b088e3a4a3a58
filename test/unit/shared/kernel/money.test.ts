/** Money is exact until it is rounded once: the golden numbers of rules A1 and 19. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  currency,
  isCurrency,
  largestRemainder,
  minorDigits,
  roundHalfEven,
  roundParts,
  sumByCurrency,
} from '../../../../src/shared/kernel/money.ts';

describe('rounding half to even', () => {
  it('rounds three deals of 100.01 at 50 % once, to 150.02', () => {
    expect(roundHalfEven(3n * 10_001n * 5_000n, 10_000n)).toBe(15_002n);
    expect(3n * roundHalfEven(10_001n * 5_000n, 10_000n)).toBe(15_000n);
  });

  it('takes 100,000.005 down and 100,000.015 up, both to the even øre', () => {
    expect(roundHalfEven(100_000_005n, 10n)).toBe(10_000_000n);
    expect(roundHalfEven(100_000_015n, 10n)).toBe(10_000_002n);
  });

  it('treats amounts below zero as their mirror', () => {
    expect(roundHalfEven(-100_000_005n, 10n)).toBe(-10_000_000n);
    expect(roundHalfEven(-100_000_015n, 10n)).toBe(-10_000_002n);
    fc.assert(fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 12n }), (n, d) => roundHalfEven(-n, d) === -roundHalfEven(n, d)));
  });

  it('is never further than half a unit away', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 12n }), (n, d) => {
        const off = roundHalfEven(n, d) * d - n;
        expect(2n * (off < 0n ? -off : off) <= d).toBe(true);
      }),
    );
  });

  it('refuses a divisor that is not positive', () => {
    expect(() => roundHalfEven(1n, 0n)).toThrow('divisor');
    expect(() => roundHalfEven(1n, -3n)).toThrow('divisor');
  });
});

describe('largest remainder', () => {
  it('gives 100,000.00 ÷ 3 as 33,333.34 and twice 33,333.33', () => {
    expect(largestRemainder(10_000_000n, [1n, 1n, 1n])).toEqual([3_333_334n, 3_333_333n, 3_333_333n]);
  });

  it('gives three øre to the first three of four equals', () => {
    expect(largestRemainder(3n, [1n, 1n, 1n, 1n])).toEqual([1n, 1n, 1n, 0n]);
  });

  it('splits the credit of 100.00 at 33.33, 33.33 and 33.34 per cent to the øre', () => {
    expect(largestRemainder(10_000n, [3_333n, 3_333n, 3_334n])).toEqual([3_333n, 3_333n, 3_334n]);
  });

  it('shares the fund of the bonus example among its four people', () => {
    // Target × FTE × days of 181, as whole numbers: 60,000 full, 50,000 at 80 %, 50,000 for 91 days, 40,000 for 90 days and half of 91.
    const weights = [60_000n * 181n * 10n, 50_000n * 181n * 8n, 50_000n * 91n * 10n, 40_000n * (90n * 10n + 91n * 5n)];
    const sum = weights.reduce((all, weight) => all + weight, 0n);
    const fund = roundHalfEven(sum * 100n * 102n, 181n * 10n * 100n);
    expect(fund).toBe(15_818_453n);
    expect(largestRemainder(fund, weights)).toEqual([6_120_000n, 4_080_000n, 2_564_088n, 3_054_365n]);
  });

  it('mirrors a total below zero and gives nothing to a weight of 0', () => {
    expect(largestRemainder(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
    expect(largestRemainder(100n, [0n, 1n])).toEqual([0n, 100n]);
  });

  it('loses no øre and gives nobody more than one øre beyond the exact share', () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1, maxLength: 30 })
      .filter((all) => all.some((each) => each > 0n));
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), weights, (total, all) => {
        const parts = largestRemainder(total, all);
        const sum = all.reduce((a, b) => a + b, 0n);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        for (const [at, part] of parts.entries()) {
          const off = part * sum - total * (all[at] ?? 0n);
          expect((off < 0n ? -off : off) < sum).toBe(true);
        }
      }),
    );
  });

  it('refuses weights that are all 0 or below 0', () => {
    expect(() => largestRemainder(1n, [0n, 0n])).toThrow('weights');
    expect(() => largestRemainder(1n, [2n, -1n])).toThrow('weights');
    expect(() => largestRemainder(1n, [])).toThrow('weights');
  });
});

test('amounts of two currencies stay two sums, in the order of their codes', () => {
  const sums = sumByCurrency([
    { minor: 200n, currency: currency('SEK') },
    { minor: 100n, currency: currency('NOK') },
    { minor: 300n, currency: currency('SEK') },
  ]);
  expect(Object.entries(sums)).toEqual([
    ['NOK', 100n],
    ['SEK', 500n],
  ]);
});

test('sums pass 2^53 without losing an øre', () => {
  const most = { minor: 9_007_199_254_740_991n, currency: currency('DKK') };
  expect(sumByCurrency([most, most, { minor: 1n, currency: most.currency }])).toEqual({ DKK: 18_014_398_509_481_983n });
});

test('a currency has the minor digits of ISO 4217', () => {
  expect(['NOK', 'ISK', 'KWD'].map(minorDigits)).toEqual([2, 0, 3]);
});

test('only three capitals are a currency code', () => {
  expect(['NOK', 'nok', 'NO', 'NOKK', 'N0K', ''].map(isCurrency)).toEqual([true, false, false, false, false, false]);
  expect(() => currency('kr')).toThrow('not a currency');
});

describe('parts rounded together', () => {
  test('sum to their total rounded once: 3 × 50.005 is 150.02 (A1), so two parts are raised', () => {
    expect(roundParts([50_005n, 50_005n, 50_005n], 10n)).toEqual([5_001n, 5_001n, 5_000n]);
  });

  test('keep their sum with negative parts among them', () => {
    const parts = [10_005n, -3_337n, -3_333n, 4n];
    expect(roundParts(parts, 10n).reduce((sum, part) => sum + part, 0n)).toBe(roundHalfEven(3_339n, 10n));
  });

  test('whole parts stay as they are', () => {
    expect(roundParts([10n, 0n, -20n], 10n)).toEqual([1n, 0n, -2n]);
  });
});

it('every currency has the decimals that ISO 4217 gives it', () => {
  // Written down a second time, since what the machine's own tables say of a few currencies is what is used in cash.
  const without = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ');
  const three = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');
  for (const code of Intl.supportedValuesOf('currency'))
    expect(minorDigits(code), code).toBe(without.includes(code) ? 0 : three.includes(code) ? 3 : 2);
});
