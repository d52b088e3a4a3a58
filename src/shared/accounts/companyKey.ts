/** The organisation number as the first duplicate key of a company (rule A7): read as people write it, proven by its check digit. */
import { err, ok, type Result } from '../kernel/result.ts';

export type KeyCountry = 'NO' | 'DK' | 'SE';
/** Digits alone, so that two spellings of one number are one key. */
export type CompanyKey = { readonly country: KeyCountry; readonly number: string };
export type CompanyKeyInvalid = { readonly type: 'CompanyKeyInvalid'; readonly reason: 'shape' | 'checkDigit' };

const weightedSum = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);

/** Brønnøysundregistrene: nine digits, modulus 11 with weights 3 2 7 6 5 4 3 2; a remainder that would need the digit 10 is never issued. */
const isNorwegian = (digits: string): boolean => {
  const rest = weightedSum(digits, [3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return rest !== 1 && (rest === 0 ? 0 : 11 - rest) === Number(digits[8]);
};

/** Det Centrale Virksomhedsregister: eight digits whose sum with weights 2 7 6 5 4 3 2 1 divides by 11. */
const isDanish = (digits: string): boolean => weightedSum(digits, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;

/** Bolagsverket: ten digits, Luhn: every other one from the first doubled, its digits added. */
const isSwedish = (digits: string): boolean => {
  const sum = Array.from(digits).reduce((all, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
};

const rules: Readonly<Record<KeyCountry, { readonly shape: RegExp; readonly isSound: (digits: string) => boolean }>> = {
  // With the country's prefix and, for the VAT register, MVA behind it.
  NO: { shape: /^(?:NO)?(\d{9})(?:MVA)?$/, isSound: isNorwegian },
  DK: { shape: /^(?:DK)?(\d{8})$/, isSound: isDanish },
  // A VAT number is the organisation number between SE and 01.
  SE: { shape: /^(?:SE(?=\d{12}$))?(\d{10})(?:(?<=^SE\d{10})01)?$/, isSound: isSwedish },
};

/** Reads `text` as an organisation number of that country; spaces, dots and hyphens do not matter. All zeros are no number. */
export const readCompanyKey = (text: string, country: KeyCountry): Result<CompanyKey, CompanyKeyInvalid> => {
  const { shape, isSound } = rules[country];
  const number = shape.exec(text.replaceAll(/[\s.\-‐‑–]/g, '').toUpperCase())?.[1];
  if (number === undefined || /^0+$/.test(number)) return err({ type: 'CompanyKeyInvalid', reason: 'shape' });
  return isSound(number) ? ok({ country, number }) : err({ type: 'CompanyKeyInvalid', reason: 'checkDigit' });
};

/** The number that `text` is in the first country where it passes; null where it is none anywhere. An eight-digit number can only be Danish, a nine-digit one Norwegian. */
export const companyKeyOf = (text: string): CompanyKey | null => {
  for (const country of ['NO', 'DK', 'SE'] as const) {
    const read = readCompanyKey(text, country);
    if (read.ok) return read.value;
  }
  return null;
};
