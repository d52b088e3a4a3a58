/** What a deal is worth (rule A5): one-off and twelve months of what recurs, or the term where that is shorter; the whole term beside it. */
import { largestMinor } from '../kernel/money.ts';

/** All in minor units, excluding VAT. */
export type DealTerms = {
  readonly oneOff: bigint;
  /** The recurring part a month; 0 where nothing recurs. */
  readonly monthly: bigint;
  /** Months that are agreed; null: without end. */
  readonly termMonths: number | null;
};

const countedMonths = 12;
const monthsCounted = (termMonths: number | null): bigint => BigInt(Math.min(countedMonths, termMonths ?? countedMonths));

/** The deal amount: one-off + monthly × min(12, term). */
export const dealAmount = ({ oneOff, monthly, termMonths }: DealTerms): bigint => oneOff + monthly * monthsCounted(termMonths);

/** One-off + monthly × term; null where something recurs without an agreed end. */
export const wholeTerm = ({ oneOff, monthly, termMonths }: DealTerms): bigint | null =>
  monthly === 0n ? oneOff : termMonths === null ? null : oneOff + monthly * BigInt(termMonths);

/** The one-off part out of a stored amount and its recurring part. */
export const oneOffOf = (amount: bigint, monthly: bigint, termMonths: number | null): bigint =>
  amount - monthly * monthsCounted(termMonths);

/** Whether every sum of these terms can be kept exactly. */
export const fits = (terms: DealTerms): boolean =>
  [dealAmount(terms), wholeTerm(terms) ?? 0n].every((sum) => sum <= largestMinor && sum >= -largestMinor);
