/** Win rate by count and by value (rule 4; fine print A6, B4, B5): exact shares, or the reason why there is none. */
import type { MoneyByCurrency } from '../kernel/money.ts';
import type { ExactShare } from './contract.ts';

export const winRateByCount = (won: number, lost: number): ExactShare =>
  won + lost === 0 ? { known: false, reason: 'nothingDecided' } : { known: true, n: BigInt(won), d: BigInt(won + lost) };

export type Decided = {
  readonly wonCount: number;
  readonly wonAmount: MoneyByCurrency;
  /** Won deals whose amount is empty or 0. */
  readonly wonWithoutAmount: number;
  readonly lostCount: number;
  readonly lostAmount: MoneyByCurrency;
  readonly lostWithoutAmount: number;
};

/** More than a tenth without an amount makes a share by value say nothing (B4): 100 % for a company that writes down only what it wins. */
const tooMany = (without: number, all: number): boolean => without * 10 > all;

export const winRateByValue = (decided: Decided): ExactShare => {
  if (decided.wonCount + decided.lostCount === 0) return { known: false, reason: 'nothingDecided' };
  if (tooMany(decided.lostWithoutAmount, decided.lostCount)) return { known: false, reason: 'lostWithoutAmount' };
  if (tooMany(decided.wonWithoutAmount, decided.wonCount)) return { known: false, reason: 'wonWithoutAmount' };
  const currencies = new Set([...Object.keys(decided.wonAmount), ...Object.keys(decided.lostAmount)]);
  const [only] = currencies;
  if (currencies.size > 1) return { known: false, reason: 'mixedCurrencies' };
  if (only === undefined) return { known: false, reason: 'nothingDecided' };
  const won = decided.wonAmount[only] ?? 0n;
  const all = won + (decided.lostAmount[only] ?? 0n);
  return all <= 0n ? { known: false, reason: 'nothingDecided' } : { known: true, n: won, d: all };
};
