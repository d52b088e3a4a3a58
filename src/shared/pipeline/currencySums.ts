/** Sums of several currencies in one, by dated rates; what has no rate stays apart and is named (rule 27). */
import type { PublishedRate } from '../admin/rates.ts';
import { type Fraction, minorDigits, type MoneyByCurrency, roundHalfEven } from '../kernel/money.ts';

/** The decimal text as an exact fraction; null for anything but a positive decimal. */
export const rateFraction = ({ rate, perUnits }: Pick<PublishedRate, 'rate' | 'perUnits'>): Fraction | null => {
  const parts = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(rate.trim());
  if (parts === null || perUnits < 1) return null;
  const decimals = parts[2] ?? '';
  const n = BigInt(`${parts[1]}${decimals}`);
  return n === 0n ? null : { n, d: 10n ** BigInt(decimals.length) * BigInt(perUnits) };
};

/** Minor units of one currency in minor units of another; rounded once, half-even (rule A1). */
export const convert = (minor: bigint, from: string, to: string, { n, d }: Fraction): bigint => {
  const shift = minorDigits(to) - minorDigits(from);
  const up = 10n ** BigInt(Math.max(0, shift));
  const down = 10n ** BigInt(Math.max(0, -shift));
  return roundHalfEven(minor * n * up, d * down);
};

export type BaseSum = {
  readonly currency: string;
  /** The base currency's own sum and all that a rate brings into it, each currency rounded once. */
  readonly minor: bigint;
  /** Currencies without a rate, as they are. */
  readonly apart: MoneyByCurrency;
};

export const inBase = (sums: MoneyByCurrency, rates: readonly PublishedRate[], base: string): BaseSum => {
  let minor = 0n;
  const apart: Record<string, bigint> = {};
  for (const [code, sum] of Object.entries(sums)) {
    const rate = rates.find(({ currency }) => currency === code);
    const fraction = code === base ? { n: 1n, d: 1n } : rate === undefined ? null : rateFraction(rate);
    if (fraction === null) apart[code] = sum;
    else minor += convert(sum, code, base, fraction);
  }
  return { currency: base, minor, apart };
};

/**
 * The currency that a board is read in: the base currency, unless nothing on it is or can be brought into that; then the one that most sums
 * are in, so that a pipeline kept in one foreign currency has totals too.
 */
export const readingCurrency = (columns: readonly MoneyByCurrency[], rates: readonly PublishedRate[], base: string): string => {
  const codes = columns.flatMap((sums) => Object.keys(sums));
  const isReachable = (code: string): boolean => code === base || rates.some(({ currency }) => currency === code);
  if (codes.length === 0 || codes.some(isReachable)) return base;
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort(([a, timesA], [b, timesB]) => timesB - timesA || (a < b ? -1 : 1))[0]?.[0] ?? base;
};
