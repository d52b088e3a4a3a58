/** Organisation numbers of three countries, by their check digits (rule A7). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KeyCountry, readCompanyKey } from '../../../../src/shared/accounts/companyKey.ts';
import { ok } from '../../../../src/shared/kernel/result.ts';

const golden: readonly (readonly [KeyCountry, string])[] = [
  ['NO', '923609016'],
  ['DK', '24256790'],
  ['SE', '556012-5790'],
];
const plusOne = (number: string): string => number.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
const refused = (reason: 'shape' | 'checkDigit') => ({ ok: false, error: { type: 'CompanyKeyInvalid', reason } });

describe('a company key', () => {
  it('is taken where its check digit is right, and refused with the last digit one higher', () => {
    for (const [country, number] of golden) {
      expect(readCompanyKey(number, country)).toEqual(ok({ country, number: number.replace('-', '') }));
      expect(readCompanyKey(plusOne(number), country)).toEqual(refused('checkDigit'));
    }
  });

  it('has a check digit in which every other digit has its say', () => {
    const numbers: Readonly<Record<KeyCountry, readonly string[]>> = {
      NO: ['923609016', '982463718', '984851006', '914778271'],
      DK: ['24256790', '22756214', '61056416', '36213728'],
      SE: ['5560125790', '5560160680', '5560427220', '5561848564'],
    };
    for (const country of ['NO', 'DK', 'SE'] as const)
      for (const number of numbers[country]) {
        expect(readCompanyKey(number, country), number).toEqual(ok({ country, number }));
        for (let at = 0; at < number.length; at += 1) {
          const digit = (Number(number[at]) + 1) % 10;
          const other = `${number.slice(0, at)}${digit}${number.slice(at + 1)}`;
          expect(readCompanyKey(other, country).ok, other).toBe(false);
        }
      }
  });

  it('is one key however it is written', () => {
    expect(['923 609 016', 'NO 923.609.016 MVA', 'no923609016mva'].map((text) => readCompanyKey(text, 'NO'))).toEqual(
      Array.from({ length: 3 }, () => ok({ country: 'NO', number: '923609016' })),
    );
    expect(['DK-24 25 67 90', 'dk24256790'].map((text) => readCompanyKey(text, 'DK'))).toEqual(
      Array.from({ length: 2 }, () => ok({ country: 'DK', number: '24256790' })),
    );
    expect(['5560125790', 'SE556012579001', ' SE 556012–5790 01 '].map((text) => readCompanyKey(text, 'SE'))).toEqual(
      Array.from({ length: 3 }, () => ok({ country: 'SE', number: '5560125790' })),
    );
  });

  it('belongs to its country', () => {
    expect(readCompanyKey('923609016', 'DK')).toEqual(refused('shape'));
    expect(readCompanyKey('SE556012579001', 'NO')).toEqual(refused('shape'));
    expect(readCompanyKey('556012579001', 'SE')).toEqual(refused('shape'));
  });

  it('is never made of zeros, nothing, letters or other digits', () => {
    for (const text of ['', '000000000', '92360901', '9236090166', '92360901a', '٩٢٣٦٠٩٠١٦'])
      expect(readCompanyKey(text, 'NO'), text).toEqual(refused('shape'));
    expect(readCompanyKey('00000000', 'DK')).toEqual(refused('shape'));
    expect(readCompanyKey('000000-0000', 'SE')).toEqual(refused('shape'));
  });

  it('has no Norwegian number whose check digit would be 10', () => {
    // 3·4 = 12 leaves the remainder 1.
    expect(Array.from({ length: 10 }, (_, digit) => readCompanyKey(`40000000${digit}`, 'NO').ok)).not.toContain(true);
  });

  it('notices every single wrong digit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...golden), fc.nat(), fc.integer({ min: 1, max: 9 }), ([country, number], at, by) => {
        const digits = Array.from(number.replace('-', ''));
        const place = at % digits.length;
        digits[place] = String((Number(digits[place]) + by) % 10);
        expect(readCompanyKey(digits.join(''), country).ok).toBe(false);
      }),
    );
  });
});
