/** Money as integer minor units with an ISO currency, exact fractions, and the two roundings the product allows. */
import type { Brand } from './brand.ts';

/** ISO 4217 code in capitals. */
export type Currency = Brand<string, 'Currency'>;
export type Money = { readonly minor: bigint; readonly currency: Currency };
/** Sums per currency: mixed currencies are never one number (rule 27). Keys in code order. */
export type MoneyByCurrency = Readonly<Record<string, bigint>>;

/** Amounts are stored in 64-bit columns but must also survive JSON as a plain integer: ±(2^53 − 1) minor units each; sums are unbounded. */
export const largestMinor = 9_007_199_254_740_991n;

const withoutMinor = new Set([
  'BIF',
  'CLP',
  'DJF',
  'GNF',
  'ISK',
  'JPY',
  'KMF',
  'KRW',
  'PYG',
  'RWF',
  'UGX',
  'VND',
  'VUV',
  'XAF',
  'XOF',
  'XPF',
]);
const withThousandths = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

/** Digits after the decimal separator (ISO 4217). A fixed table: two devices with other ICU data must read an amount alike. */
export const minorDigits = (currency: string): 0 | 2 | 3 => (withoutMinor.has(currency) ? 0 : withThousandths.has(currency) ? 3 : 2);

export const isCurrency = (text: string): text is Currency => /^[A-Z]{3}$/.test(text);

/** For constants in code and tests; throws on what is no code. */
export const currency = (text: string): Currency => {
  if (!isCurrency(text)) throw new Error(`not a currency: ${text}`);
  return text;
};

/** An exact fraction; `d` is positive. */
export type Fraction = { readonly n: bigint; readonly d: bigint };

const floorDiv = (n: bigint, d: bigint): bigint => (n >= 0n ? n / d : -((-n + d - 1n) / d));

/** n ÷ d rounded to a whole number, ties to the even one (rule A1). `d` must be positive. */
export const roundHalfEven = (n: bigint, d: bigint): bigint => {
  if (d <= 0n) throw new Error('the divisor must be positive');
  const floor = floorDiv(n, d);
  const twice = (n - floor * d) * 2n;
  if (twice < d) return floor;
  if (twice > d) return floor + 1n;
  return floor % 2n === 0n ? floor : floor + 1n;
};

/** Splits a total into parts in proportion to non-negative weights; the parts sum to the total, ties go to the earlier index (largest remainder, rule A1). */
export const largestRemainder = (total: bigint, weights: readonly bigint[]): readonly bigint[] => {
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  if (sum <= 0n || weights.some((weight) => weight < 0n)) throw new Error('weights must be non-negative and not all 0');
  const sign = total < 0n ? -1n : 1n;
  const whole = total * sign;
  const shares = weights.map((weight, index) => ({ index, share: (whole * weight) / sum, rest: (whole * weight) % sum }));
  let left = whole - shares.reduce((all, { share }) => all + share, 0n);
  const byRest = [...shares].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const parts = shares.map(({ share }) => share);
  for (const { index } of byRest) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts.map((part) => part * sign);
};

/**
 * Rounds exact parts n ÷ d so that they sum to their total rounded once, half-even: what is left over goes to the largest remainders, ties to the
 * earlier index (rule A1). Negative parts are allowed; `d` must be positive.
 */
export const roundParts = (parts: readonly bigint[], d: bigint): readonly bigint[] => {
  const floors = parts.map((n) => floorDiv(n, d));
  const sum = (of: readonly bigint[]): bigint => of.reduce((all, each) => all + each, 0n);
  const left = Number(roundHalfEven(sum(parts), d) - sum(floors));
  const byRest = parts.map((n, index) => ({ index, rest: n - (floors[index] ?? 0n) * d }));
  byRest.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const raised = new Set(byRest.slice(0, left).map(({ index }) => index));
  return floors.map((floor, index) => (raised.has(index) ? floor + 1n : floor));
};

/** Adds amounts per currency, keys sorted by code. */
export const sumByCurrency = (amounts: Iterable<Money>): MoneyByCurrency => {
  const sums = new Map<string, bigint>();
  for (const { minor, currency: code } of amounts) sums.set(code, (sums.get(code) ?? 0n) + minor);
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** Those of the Nordic countries and their neighbours. */
const usual = ['NOK', 'SEK', 'DKK', 'EUR', 'GBP', 'USD', 'ISK', 'CHF', 'PLN', 'JPY', 'CAD', 'AUD'] as const;

/** The currencies that a choice offers: the usual ones, and whatever the data already has. */
export const currencyCodes = (known: readonly string[]): readonly string[] => [...new Set([...known, ...usual])];

/** The form in which a rate is kept: up to 9 digits, a point, up to 12 decimals; more than nought. */
export const ratePattern = /^(?=.*[1-9])(?:0|[1-9]\d{0,8})(?:\.\d{1,12})?$/;
