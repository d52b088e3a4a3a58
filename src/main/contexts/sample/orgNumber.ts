/** Organisation numbers with their check digits, by the rules of the four countries. */

export type Country = 'NO' | 'DK' | 'SE' | 'FI';

const digitsOf = (text: string): readonly number[] => Array.from(text, Number);
const weighted = (text: string, weights: readonly number[]): number =>
  digitsOf(text).reduce((sum, digit, at) => sum + digit * (weights[at] ?? 0), 0);

/** Modulus 11; null where the digit would be 10, which the registers skip. */
const mod11 = (text: string, weights: readonly number[]): string | null => {
  const digit = (11 - (weighted(text, weights) % 11)) % 11;
  return digit === 10 ? null : String(digit);
};

/** Luhn: every second digit doubled from the right, digits of the products added. */
const luhn = (text: string): string => {
  const sum = digitsOf(text)
    .toReversed()
    .reduce((total, digit, at) => total + (at % 2 === 1 ? digit : digit * 2 - (digit > 4 ? 9 : 0)), 0);
  return String((10 - (sum % 10)) % 10);
};

type Rule = {
  readonly shape: RegExp;
  /** Digits before the check digit. */
  readonly check: (body: string) => string | null;
  readonly written: (body: string, check: string) => string;
  /** Where made-up numbers start: far from the series handed out today, so that no real company is named. */
  readonly madeUpFrom: number;
};

const rules: Readonly<Record<Country, Rule>> = {
  NO: {
    shape: /^\d{9}$/u,
    check: (body) => mod11(body, [3, 2, 7, 6, 5, 4, 3, 2]),
    written: (body, check) => body + check,
    madeUpFrom: 31_204_817,
  },
  DK: {
    shape: /^\d{8}$/u,
    check: (body) => mod11(body, [2, 7, 6, 5, 4, 3, 2]),
    written: (body, check) => body + check,
    madeUpFrom: 9_031_552,
  },
  SE: {
    shape: /^\d{6}-\d{4}$/u,
    check: luhn,
    written: (body, check) => `${body.slice(0, 6)}-${body.slice(6)}${check}`,
    madeUpFrom: 550_213_408,
  },
  FI: {
    shape: /^\d{7}-\d$/u,
    check: (body) => mod11(body, [7, 9, 10, 5, 8, 4, 2]),
    written: (body, check) => `${body}-${check}`,
    madeUpFrom: 9_047_126,
  },
};

/** Whether a number, written as its country writes it, has the right check digit. */
export const isOrgNumber = (country: Country, text: string): boolean => {
  const rule = rules[country];
  const digits = text.replace('-', '');
  return rule.shape.test(text) && rule.check(digits.slice(0, -1)) === digits.slice(-1);
};

/** Apart from each other like numbers of companies of different years; even a large sample stays inside its made-up series. */
const apart = 53;

/** Gives made-up numbers that pass their check, never the same one twice. */
export const orgNumbers = (): ((country: Country) => string) => {
  const next = new Map<Country, number>();
  return (country) => {
    const rule = rules[country];
    for (let serial = next.get(country) ?? rule.madeUpFrom; ; serial += apart) {
      const check = rule.check(String(serial));
      if (check === null) continue;
      next.set(country, serial + apart);
      return rule.written(String(serial), check);
    }
  };
};
