/** Numbers, money and days as text, in the habits of the region: the one place where a value becomes characters. */
import type { Language } from './languages.ts';
import { regions } from './languages.ts';
import { common } from './words/common.ts';
import { isReadableDay, isReadableInstant, zoneNamed } from '../kernel/day.ts';
import type { Fraction } from '../kernel/money.ts';
import { isCurrency, minorDigits, ratePattern } from '../kernel/money.ts';

const nbsp = '\u00a0';
const minus = '\u2212';

/** What a value that is not known looks like; the reason always stands beside it. */
export const noNumber = '–';

/** What stands in the place of a stored value that is none: a hub may have numbered it before it was asked. */
export const unreadable = (language: Language): string => common.unreadable[language];

export type Amount = { readonly minor: bigint; readonly currency: string };
/** A number and its unit apart, because panels set them in different sizes. */
export type FigureText = { readonly value: string; readonly unit: string };

type DecimalText = `${number}`;

/** An integer of 10^-digits units as a plain decimal text, exact at any size: (1234567n, 2) gives "12345.67". */
export const toDecimalText = (units: bigint, digits: number): DecimalText => {
  const sign = units < 0n ? '-' : '';
  const figures = (units < 0n ? -units : units).toString().padStart(digits + 1, '0');
  const whole = figures.slice(0, figures.length - digits);
  const text = digits === 0 ? `${sign}${figures}` : `${sign}${whole}.${figures.slice(figures.length - digits)}`;
  return text as DecimalText;
};

const formats = new Map<string, Intl.NumberFormat>();

const numberFormat = (language: Language, least: number, most: number): Intl.NumberFormat => {
  const key = `${language} ${least} ${most}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(regions[language], {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
    useGrouping: 'always',
  });
  formats.set(key, made);
  return made;
};

/** Groups are no-break spaces and the minus is a real one in all four languages, so that columns of figures look alike. */
const inHouseStyle = (parts: readonly Intl.NumberFormatPart[]): string =>
  parts.map((part) => (part.type === 'group' ? nbsp : part.type === 'minusSign' ? minus : part.value)).join('');

const decimal = (language: Language, text: DecimalText | number | bigint, least: number, most: number): string =>
  // The parts of a decimal text are exact; a number would round beyond 2^53.
  inHouseStyle(numberFormat(language, least, most).formatToParts(text as number));

/** A count: "4 238". */
export const formatCount = (language: Language, count: number | bigint): string =>
  Number.isNaN(count) ? unreadable(language) : decimal(language, count, 0, 0);

/** The amount without its currency; decimals only where there are any (or `full`). */
export const formatFigure = (language: Language, amount: Amount, decimals: 'auto' | 'full' = 'auto'): string => {
  const digits = minorDigits(amount.currency);
  const shown = decimals === 'auto' && amount.minor % 10n ** BigInt(digits) === 0n ? 0 : digits;
  return decimal(language, toDecimalText(amount.minor, digits), shown, digits);
};

/** The amount with its code in front: "NOK 1 120 000". */
export const formatMoney = (language: Language, amount: Amount, decimals: 'auto' | 'full' = 'auto'): string =>
  !isCurrency(amount.currency) ? unreadable(language) : `${amount.currency}${nbsp}${formatFigure(language, amount, decimals)}`;

const ownCurrency: Readonly<Record<Language, string>> = { en: 'GBP', nb: 'NOK', da: 'DKK', sv: 'SEK' };
const ownSymbol: Readonly<Record<Language, string>> = { en: '£', nb: 'kr', da: 'kr.', sv: 'kr' };

/** How the currency is written after a figure: "kr" at home when it is the only one on screen, else its code. */
export const currencyUnit = (language: Language, currency: string, alone: boolean): string =>
  alone && ownCurrency[language] === currency && language !== 'en' ? ownSymbol[language] : currency;

const cutTo = (minor: bigint, digits: number, power: number, decimals: number): bigint => minor / 10n ** BigInt(digits + power - decimals);

const scaleWord = (language: Language, power: number): string => {
  const parts = new Intl.NumberFormat(regions[language], { notation: 'compact' }).formatToParts(10 ** power);
  return parts.find((part) => part.type === 'compact')?.value ?? '';
};

/** The power of ten that an amount is shown in: units under a million, then millions, from ten thousand millions thousand millions. */
export const moneyScale = (amount: Amount): 0 | 6 | 9 => {
  const size = (amount.minor < 0n ? -amount.minor : amount.minor) / 10n ** BigInt(minorDigits(amount.currency));
  return size < 1_000_000n ? 0 : size < 10_000_000_000n ? 6 : 9;
};

/** The figure alone at a given scale, for labels that must compare; one decimal above units, cut and not rounded. */
export const formatInScale = (language: Language, amount: Amount, scale: 0 | 6 | 9): string => {
  const decimals = scale === 0 ? 0 : 1;
  const cut = cutTo(amount.minor, minorDigits(amount.currency), scale, decimals);
  if (cut === 0n && amount.minor === 0n) return formatCount(language, 0);
  // Something is there, only less than the scale can show.
  if (cut === 0n && amount.minor > 0n && scale > 0) return `<${decimal(language, toDecimalText(1n, 1), 1, 1)}`;
  return decimal(language, toDecimalText(cut, decimals), decimals, decimals);
};

/** What a figure at that scale counts: "mill. kr". */
export const scaleUnit = (language: Language, currency: string, scale: 0 | 6 | 9, alone: boolean): string => {
  const unit = currencyUnit(language, currency, alone);
  return scale === 0 ? unit : `${scaleWord(language, scale)}${nbsp}${unit}`;
};

/** The amount in few figures, cut and not rounded, so that a sum never looks like a goal it has not reached: "18,4" + "mill. kr". */
export const compactMoney = (language: Language, amount: Amount, alone = true): FigureText => {
  if (!isCurrency(amount.currency)) return { value: unreadable(language), unit: '' };
  const scale = moneyScale(amount);
  return { value: formatInScale(language, amount, scale), unit: scaleUnit(language, amount.currency, scale, alone) };
};

/** `compactMoney` as one text: "18,4 mill. kr". */
export const formatCompactMoney = (language: Language, amount: Amount, alone = true): string => {
  const { value, unit } = compactMoney(language, amount, alone);
  return unit === '' ? value : `${value}${nbsp}${unit}`;
};

/**
 * A share in per cent, cut towards zero and never rounded up: 7,999,600 of 10,000,000 is "79,9 %", because it misses 80 %.
 * `noNumber` when there is no base.
 */
export const formatPercent = (language: Language, ratio: Fraction, decimals = 1): string => {
  if (ratio.d === 0n) return noNumber;
  const units = (ratio.n * 10n ** BigInt(decimals + 2)) / ratio.d;
  return `${decimal(language, toDecimalText(units, decimals), decimals, decimals)}${nbsp}%`;
};

/** A weight in basis points (2000 is 20 %) without idle decimals: "20 %", "12,5 %". */
export const formatBasisPoints = (language: Language, basisPoints: number | bigint): string =>
  `${decimal(language, toDecimalText(BigInt(basisPoints), 2), 0, 2)}${nbsp}%`;

/** A multiple to one decimal, cut towards zero like a share: "3,0×" is at least three times. `d` must not be 0. */
export const formatTimes = (language: Language, { n, d }: Fraction): string =>
  `${decimal(language, toDecimalText((n * 10n) / d, 1), 1, 1)}×`;

const atNoonUtc = (day: string): number => Date.parse(`${day.slice(0, 10)}T12:00:00Z`);

const dayFormat = (language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(regions[language], { timeZone: 'UTC', ...options });

const dayText = (language: Language, day: string, options: Intl.DateTimeFormatOptions): string =>
  isReadableDay(day) ? dayFormat(language, options).format(atNoonUtc(day)) : unreadable(language);

/** "19. nov. 2026". */
export const formatDay = (language: Language, day: string): string =>
  dayText(language, day, { day: 'numeric', month: 'short', year: 'numeric' });

/** "torsdag 19. november 2026". */
export const formatLongDay = (language: Language, day: string): string =>
  dayText(language, day, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** The month of a day: "nov." or, with the year, "nov. 2026". */
export const formatMonth = (language: Language, day: string, withYear = false): string =>
  dayText(language, `${day.slice(0, 7)}-01`, withYear ? { month: 'short', year: 'numeric' } : { month: 'short' });

/** A month as a sentence begins with it: "August 2026". */
export const formatMonthInFull = (language: Language, day: string): string => {
  const text = dayText(language, `${day.slice(0, 7)}-01`, { month: 'long', year: 'numeric' });
  return text.charAt(0).toLocaleUpperCase(regions[language]) + text.slice(1);
};

/** From day to day, both inclusive, saying each part once: "1.–30. nov. 2026". */
export const formatDayRange = (language: Language, from: string, to: string): string =>
  isReadableDay(from) && isReadableDay(to)
    ? dayFormat(language, { day: 'numeric', month: 'short', year: 'numeric' }).formatRange(atNoonUtc(from), atNoonUtc(to))
    : unreadable(language);

/** An instant in the workspace's zone: "19. nov. 2026, 16:40". */
export const formatInstant = (language: Language, instant: number, timeZone: string): string =>
  isReadableInstant(instant)
    ? new Intl.DateTimeFormat(regions[language], {
        timeZone: zoneNamed(timeZone),
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
      }).format(instant)
    : unreadable(language);

/** The same instant as narrow as a list needs it: the time today, the day and time otherwise. */
export const formatRecent = (language: Language, instant: number, today: string, zone: string): string => {
  if (!isReadableInstant(instant)) return unreadable(language);
  const timeZone = zoneNamed(zone);
  const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant);
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
  const options: Intl.DateTimeFormatOptions =
    isoDay === today
      ? time
      : isoDay.slice(0, 4) === today.slice(0, 4)
        ? { day: 'numeric', month: 'short', ...time }
        : { day: 'numeric', month: 'short', year: 'numeric' };
  return new Intl.DateTimeFormat(regions[language], { timeZone, ...options }).format(instant);
};

/** "3, 4 og 5" in the language's own joining. */
export const formatList = (language: Language, items: readonly string[]): string =>
  new Intl.ListFormat(regions[language], { type: 'conjunction' }).format(items);

/** A day near today as a card needs it: "ons. 25. nov.", with the year only where it is another one. */
export const formatNearDay = (language: Language, day: string, today: string): string =>
  dayText(language, day, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
  });

/** A currency rate as it is printed, with every decimal that was published: "98.10" is "98,10" in Norwegian; exact at any length, since the text is never made a number. */
export const rateText = (language: Language, rate: string): string => {
  if (!ratePattern.test(rate)) return unreadable(language);
  const digits = rate.split('.')[1]?.length ?? 0;
  const format = new Intl.NumberFormat(regions[language], { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return format.format(rate as `${number}`);
};
