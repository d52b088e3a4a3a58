/** Currencies on the cockpit: one is on screen at a time, the others are named beside it, never added to it. */
import type { MoneyByCurrency } from '../../../shared/kernel/money.ts';

/** The sum in one currency; a currency without a row is nought. */
export const inCurrency = (sums: MoneyByCurrency, currency: string): bigint => sums[currency] ?? 0n;

/** Every currency that any of these sums knows, the base currency first, then by code. */
export const currenciesOf = (sums: readonly MoneyByCurrency[], base: string): readonly string[] => {
  const codes = new Set(sums.flatMap((each) => Object.keys(each)));
  return [...codes].sort((a, b) => Number(b === base) - Number(a === base) || (a < b ? -1 : 1));
};

/** The currencies of a sum beside the one on screen. */
export const othersIn = (sums: MoneyByCurrency, currency: string): readonly string[] =>
  Object.keys(sums).filter((code) => code !== currency);
