/** Amounts as people and programs write them, with the one right reading, both readings, or a refusal. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountToMinor, type DecimalMark, readAmount } from '../../../../src/shared/kernel/readAmount.ts';

const read = (text: string, decimal: DecimalMark = 'unknown'): string => {
  const reading = readAmount(text, { decimal });
  if (reading.kind === 'invalid') return reading.code;
  const show = ({ value, scale, currency }: { value: bigint; scale: number; currency: string | null }): string =>
    `${value}${scale === 0 ? '' : `e-${scale}`}${currency === null ? '' : ` ${currency}`}`;
  return reading.kind === 'amount' ? show(reading.amount) : `${show(reading.asThousands)} or ${show(reading.asDecimal)}`;
};

const cases: readonly (readonly [text: string, expected: string, decimal?: DecimalMark])[] = [
  ['0', '0'],
  ['1234', '1234'],
  ['1.234', '1234 or 1234e-3'],
  ['1,234', '1234 or 1234e-3'],
  ['-1.234', '-1234 or -1234e-3'],
  ['1.234', '1234', ','],
  ['1.234', '1234e-3', '.'],
  ['1,234', '1234', '.'],
  ['1,234', '1234e-3', ','],
  ['12.34', '1234e-2'],
  ['12,3', '123e-1'],
  ['12,34', 'not_an_amount', '.'],
  ['0.123', '123e-3'],
  ['0,123', '123e-3'],
  ['1234.567', '1234567e-3'],
  ['1.234.567', '1234567'],
  ['1,234,567', '1234567'],
  ['1.234.567', 'not_an_amount', '.'],
  ['1.234,56', '123456e-2'],
  ['1,234.56', '123456e-2'],
  ['1.234.567,89', '123456789e-2'],
  ['1.234,56', 'not_an_amount', '.'],
  ['12.34,56', 'not_an_amount'],
  ['1,2.3,4', 'not_an_amount'],
  ['1 234', '1234'],
  ['1 234 567,50', '123456750e-2'],
  ['1\u00A0234\u00A0567', '1234567'],
  ['1\u202F234,5', '12345e-1'],
  ['1\u2009234', '1234'],
  ["1'234.50", '123450e-2'],
  ['1’234', '1234'],
  ['1 23', 'not_an_amount'],
  ['1 2345', 'not_an_amount'],
  ['−500', '-500'],
  ['-500', '-500'],
  ['– 500', '-500'],
  ['(500)', '-500'],
  ['(1 500,25)', '-150025e-2'],
  ['500-', '-500'],
  ['+500', '500'],
  ['--500', 'not_an_amount'],
  ['(-500)', 'not_an_amount'],
  ['150k', '150000'],
  ['150 k', '150000'],
  ['150K', '150000'],
  ['1,5k', '1500'],
  ['1,2 mill', '1200000'],
  ['1,2 mill.', '1200000'],
  ['1.2m', '1200000'],
  ['1,2 mio', '1200000'],
  ['3 miljoner', '3000000'],
  ['2,5 mrd', '2500000000'],
  ['1.2345678m', '12345678e-1'],
  ['10 tkr', '10000'],
  ['5 MNOK', '5000000 NOK'],
  ['kr 1 234,50', '123450e-2'],
  ['1 234 kr', '1234'],
  ['1 200,-', '1200'],
  ['1.200,-', '1200 or 1200e-3'],
  ['NOK 500', '500 NOK'],
  ['500 NOK', '500 NOK'],
  ['SEK 1.234,50', '123450e-2 SEK'],
  ['-NOK 500', '-500 NOK'],
  ['NOK -500', '-500 NOK'],
  ['$500', '500 USD'],
  ['-$500', '-500 USD'],
  ['€ 1.234,50', '123450e-2 EUR'],
  ['500 €', '500 EUR'],
  ['£12.50', '1250e-2 GBP'],
  ['NOK 500 SEK', 'not_an_amount'],
  ['500 mnd', 'not_an_amount'],
  ['', 'empty'],
  ['  ', 'empty'],
  ['abc', 'not_an_amount'],
  ['12a', 'not_an_amount'],
  ['1.2.3', 'not_an_amount'],
  ['1e5', 'not_an_amount'],
  ['.5', '5e-1'],
  ['5.', 'not_an_amount'],
  ['NaN', 'not_an_amount'],
  ['Infinity', 'not_an_amount'],
  ['9007199254740993', '9007199254740993'],
  ['0.1', '1e-1'],
  ['9'.repeat(70), 'too_long'],
];

describe('reading an amount', () => {
  it.each(cases.map(([text, expected, decimal = 'unknown']) => [text, expected, decimal] as const))(
    '%j is %s (decimal mark %s)',
    (text, expected, decimal) => {
      expect(read(text, decimal)).toBe(expected);
    },
  );

  it('gives back what was written, to the last digit, in every style', () => {
    const styles = [
      { group: ' ', mark: ',' },
      { group: '\u00A0', mark: '.' },
      { group: '.', mark: ',' },
      { group: ',', mark: '.' },
      { group: '', mark: '.' },
    ] as const;
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.integer({ min: 0, max: 3 }),
        fc.constantFrom(...styles),
        (value, scale, style) => {
          const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
          const whole = digits.slice(0, digits.length - scale).replaceAll(/\B(?=(?:\d{3})+$)/g, style.group);
          const text = `${value < 0n ? '−' : ''}${whole}${scale === 0 ? '' : style.mark + digits.slice(digits.length - scale)}`;
          const reading = readAmount(text, { decimal: style.mark });
          expect(reading).toEqual({ kind: 'amount', amount: { value, scale, currency: null } });
        },
      ),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(['amount', 'ambiguous', 'invalid']).toContain(readAmount(text, { decimal: 'unknown' }).kind);
      }),
    );
  });
});

describe('the words behind a number', () => {
  it.each([
    [3, ['k', 't', 'tusen', 'tusind', 'tkr', 'thousand']],
    [6, ['m', 'mn', 'mio', 'mill', 'milj', 'million', 'millioner', 'millions', 'miljon', 'miljoner', 'mkr']],
    [9, ['bn', 'mrd', 'mia', 'mdr', 'md', 'milliard', 'milliarder', 'miljard', 'miljarder', 'billion']],
  ] as const)('that stand for 10^%i', (power, words) => {
    for (const word of words) expect(read(`2 ${word}`), word).toBe(`2${'0'.repeat(power)}`);
  });

  it('may name the currency, once', () => {
    expect(['2 mnok', '2 msek', '2 mdkk'].map((text) => read(text))).toEqual(['2000000 NOK', '2000000 SEK', '2000000 DKK']);
    expect(['NOK 2 kr', 'kr 2 NOK', 'NOK 2 NOK'].map((text) => read(text))).toEqual(['2 NOK', '2 NOK', '2 NOK']);
    expect(read('NOK 2 SEK')).toBe('not_an_amount');
  });
});

describe('an amount in minor units', () => {
  it.each([
    [1234n, 0, 'NOK', '123400'],
    [123450n, 2, 'NOK', '123450'],
    [123450n, 3, 'NOK', '12345'],
    [123456n, 3, 'NOK', 'TooPrecise'],
    [5n, 1, 'JPY', 'TooPrecise'],
    [50n, 1, 'JPY', '5'],
    [1234n, 3, 'KWD', '1234'],
    [9_007_199_254_740_991n, 2, 'USD', '9007199254740991'],
    [9_007_199_254_740_992n, 2, 'USD', 'OutOfRange'],
    [-9_007_199_254_740_992n, 2, 'USD', 'OutOfRange'],
  ] as const)('%s at scale %i in %s is %s', (value, scale, currency, expected) => {
    const minor = amountToMinor({ value, scale }, currency);
    expect(minor.ok ? String(minor.value) : minor.error.type).toBe(expected);
  });
});
