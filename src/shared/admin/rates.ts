/** Currency rates as they are published and as people type them: exact decimal text, never a binary fraction (rules 27 and P14). */
import type { Day } from '../kernel/day.ts';
import { ratePattern } from '../kernel/money.ts';

/** What `perUnits` of a currency are worth in the base currency, as published on a day. */
export type PublishedRate = {
  readonly currency: string;
  /** Decimal text, exact: 98.37. */
  readonly rate: string;
  readonly perUnits: number;
  readonly day: Day | null;
  readonly source: string;
};

/** Units that banks quote a rate for (P14). */
export const quotedUnits = [1, 100] as const;

/**
 * A typed rate in that form, or null where it is none: "98,37" and "98.37" are the same rate. A rate has no thousands, so a text with two
 * separators is refused rather than guessed.
 */
export const readRate = (typed: string): string | null => {
  const parts = /^(\d+)(?:[.,](\d+))?$/.exec(typed.replaceAll(/[\s\u00a0\u202f]/g, ''));
  if (parts === null) return null;
  const whole = (parts[1] ?? '').replace(/^0+(?=\d)/, '');
  const decimals = (parts[2] ?? '').replace(/0+$/, '');
  const rate = decimals === '' ? whole : `${whole}.${decimals}`;
  return ratePattern.test(rate) ? rate : null;
};
