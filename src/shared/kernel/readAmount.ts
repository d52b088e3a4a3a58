/** Reads an amount as people type or export it, exactly: no float anywhere, and where two readings are possible, both. */
import { err, ok, type Result } from './result.ts';
import { type Currency, isCurrency, largestMinor, minorDigits } from './money.ts';

export type DecimalMark = ',' | '.' | 'unknown';

/** value ÷ 10^scale, exactly as written; `currency` when the text named one. */
export type ExactAmount = { readonly value: bigint; readonly scale: number; readonly currency: Currency | null };

export type AmountReading =
  | { readonly kind: 'amount'; readonly amount: ExactAmount }
  /** Exactly three digits after one single separator: `1.234` is 1234 or 1.234. */
  | { readonly kind: 'ambiguous'; readonly asThousands: ExactAmount; readonly asDecimal: ExactAmount }
  | { readonly kind: 'invalid'; readonly code: 'empty' | 'not_an_amount' | 'too_long' };

const symbols: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', $: 'USD', US$: 'USD', '¥': 'JPY' };
/** Known codes only: `mia` or `mnd` in front of digits is a word, not a currency. */
const codes = new Set(
  'NOK SEK DKK ISK EUR USD GBP CHF PLN CZK HUF RON BGN TRY JPY CNY KRW INR AUD NZD CAD SGD HKD ZAR BRL MXN THB ILS AED SAR KWD BHD TND'.split(
    ' ',
  ),
);
/** `kr` and `,-` say "crowns of this company", so they name no currency. */
const ownCrowns = /^(?:kr\.?|kroner|kronor)$/i;

/** Powers of ten of the words people put behind a number, in the four languages. */
const magnitudes: Readonly<Record<string, number>> = {
  k: 3,
  t: 3,
  tusen: 3,
  tusind: 3,
  tkr: 3,
  thousand: 3,
  m: 6,
  mn: 6,
  mio: 6,
  mill: 6,
  milj: 6,
  million: 6,
  millioner: 6,
  millions: 6,
  miljon: 6,
  miljoner: 6,
  mkr: 6,
  mnok: 6,
  msek: 6,
  mdkk: 6,
  bn: 9,
  mrd: 9,
  mia: 9,
  mdr: 9,
  md: 9,
  milliard: 9,
  milliarder: 9,
  miljard: 9,
  miljarder: 9,
  billion: 9,
};

const ownCode: Readonly<Record<string, string>> = { mnok: 'NOK', msek: 'SEK', mdkk: 'DKK' };

/** Every minus that keyboards and exports produce, as one. */
const minus = /[\u2212\u2012\u2013\uFE63\uFF0D]/g;
const spaces = /[\s\u00A0\u202F\u2009\u2007\u2002-\u200A]+/g;

type Stripped = { readonly digits: string; readonly negative: boolean; readonly power: number; readonly currency: Currency | null };

const currencyOf = (word: string): Currency | null | 'own' => {
  if (ownCrowns.test(word)) return 'own';
  const code = symbols[word.toUpperCase()] ?? word.toUpperCase();
  return isCurrency(code) && (codes.has(code) || symbols[word] !== undefined) ? code : null;
};

/** Sign, currency and magnitude taken off; null when something is left that is no number. */
const strip = (text: string): Stripped | null => {
  let rest = text.replace(minus, '-').replace(spaces, ' ').trim();
  let negative = false;
  const brackets = /^\((.*)\)$/.exec(rest);
  if (brackets !== null) {
    negative = true;
    rest = (brackets[1] ?? '').trim();
  }
  const parts = /^([-+]?) ?(?:([^\d.,'’ +-]+)\.?)? ?([-+]?) ?(\d[\d.,'’ ]*|[.,]\d+)(.*)$/.exec(rest);
  if (parts === null) return null;
  const [, signBefore = '', before = '', signAfter = '', digits = '', tail = ''] = parts;
  if (signBefore !== '' && signAfter !== '') return null;
  const sign = signBefore || signAfter;
  if (sign !== '' && negative) return null;
  if (sign === '-') negative = true;
  let currency: Currency | null = null;
  const name = (word: string): boolean => {
    const known = currencyOf(word);
    if (known === null || (known !== 'own' && currency !== null && currency !== known)) return false;
    if (known !== 'own') currency = known;
    return true;
  };
  if (before !== '' && !name(before)) return null;
  // `1 200,-` is how Nordic price tags write whole crowns; the separator was taken with the digits.
  let number = digits.trim();
  let words = tail.trim();
  if (/[.,]$/.test(number) && words.startsWith('-')) {
    number = number.slice(0, -1);
    words = words.slice(1).trim();
  } else if (words === '-' && !negative) {
    // Accounting exports put the minus last: `500-`.
    negative = true;
    words = '';
  }
  let power = 0;
  for (const word of words.split(/[ .]+/).filter((part) => part !== '')) {
    const known = magnitudes[word.toLowerCase()];
    if (known !== undefined && power === 0) {
      power = known;
      const code = ownCode[word.toLowerCase()];
      if (code !== undefined && !name(code)) return null;
    } else if (!name(word)) return null;
  }
  return { digits: number, negative, power, currency };
};

const exact = (whole: string, fraction: string, of: Stripped): ExactAmount => {
  const scale = fraction.length - of.power;
  const unsigned = BigInt(`${whole}${fraction}` || '0') * 10n ** BigInt(Math.max(0, -scale));
  return { value: of.negative ? -unsigned : unsigned, scale: Math.max(0, scale), currency: of.currency };
};

/** `1.234.567`, `1 234`, `12'345`: groups of three behind one to three digits. */
const isGrouped = (text: string, mark: string): boolean => {
  const groups = text.split(mark);
  return /^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => /^\d{3}$/.test(group));
};

/**
 * Reads an amount. Accepts `150k`, `1,2 mill`, `−500` (any minus), `(500)`, groups by space, dot, comma or apostrophe, `kr`, currency
 * codes and symbols before or behind. `decimal` settles what a lone separator means; when unknown, exactly three digits behind a single
 * separator is answered with both readings.
 */
export const readAmount = (text: string, options: { readonly decimal: DecimalMark }): AmountReading => {
  if (text.trim() === '') return { kind: 'invalid', code: 'empty' };
  if (text.length > 60) return { kind: 'invalid', code: 'too_long' };
  const stripped = strip(text);
  if (stripped === null) return { kind: 'invalid', code: 'not_an_amount' };
  const invalid: AmountReading = { kind: 'invalid', code: 'not_an_amount' };
  const amount = (whole: string, fraction: string): AmountReading => ({ kind: 'amount', amount: exact(whole, fraction, stripped) });
  const { digits } = stripped;

  const spacer = /[ '’]/.exec(digits)?.[0];
  const marks = digits.replaceAll(/[^.,]/g, '');
  if (spacer !== undefined) {
    // Groups by space or apostrophe: what is left can only be a decimal mark, once, behind the groups.
    if (marks.length > 1) return invalid;
    const [whole = '', fraction = ''] = digits.split(/[.,]/);
    if (!isGrouped(whole, spacer) || !/^\d*$/.test(fraction) || (marks !== '' && fraction === '')) return invalid;
    if (marks !== '' && options.decimal !== 'unknown' && marks !== options.decimal) return invalid;
    return amount(whole.replaceAll(spacer, ''), fraction);
  }
  if (marks === '') return amount(digits, '');
  const last = marks.at(-1) ?? '';
  const first = marks[0] ?? '';
  const at = digits.lastIndexOf(last);
  const whole = digits.slice(0, at);
  const fraction = digits.slice(at + 1);
  if (fraction === '') return invalid;
  if (first !== last) {
    // Both kinds: the last is the decimal mark and may stand only once.
    if (options.decimal !== 'unknown' && options.decimal !== last) return invalid;
    if (whole.includes(last) || !isGrouped(whole, first)) return invalid;
    return amount(whole.replaceAll(first, ''), fraction);
  }
  if (marks.length > 1) {
    // The same mark twice can only group.
    if (options.decimal === last || !isGrouped(digits, last)) return invalid;
    return amount(digits.replaceAll(last, ''), '');
  }
  if (options.decimal === last) return amount(whole, fraction);
  const canGroup = isGrouped(digits, last) && !whole.startsWith('0');
  if (options.decimal !== 'unknown') return canGroup ? amount(`${whole}${fraction}`, '') : invalid;
  if (!canGroup) return amount(whole, fraction);
  return { kind: 'ambiguous', asThousands: exact(`${whole}${fraction}`, '', stripped), asDecimal: exact(whole, fraction, stripped) };
};

export type TooPrecise = { readonly type: 'TooPrecise'; readonly digits: number };
export type OutOfRange = { readonly type: 'OutOfRange' };

/**
 * An exact amount in minor units of a currency, never rounded: more decimals than the currency has are refused (zeros behind are not
 * decimals), as is what does not fit ±(2^53 − 1).
 */
export const amountToMinor = (amount: Pick<ExactAmount, 'value' | 'scale'>, currency: string): Result<bigint, TooPrecise | OutOfRange> => {
  const digits = minorDigits(currency);
  const surplus = amount.scale - digits;
  const divisor = 10n ** BigInt(Math.max(0, surplus));
  if (amount.value % divisor !== 0n) return err({ type: 'TooPrecise', digits });
  const minor = surplus > 0 ? amount.value / divisor : amount.value * 10n ** BigInt(-surplus);
  return minor > largestMinor || minor < -largestMinor ? err({ type: 'OutOfRange' }) : ok(minor);
};

/** A probability as people type it, in per cent, as it is kept, in basis points: "12,5" → 1,250; null for anything that is not a share between 0 and 100 with at most two decimals. */
export const readPercent = (typed: string): number | null => {
  const parts = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(typed.replaceAll(/[\s\u00a0%]/g, ''));
  if (parts === null) return null;
  const basisPoints = Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
  return basisPoints <= 10_000 ? basisPoints : null;
};
