/** Pipeline coverage against the revenue target (rule 3; fine print B3): what is open for what is left to win, and what it would take. */
import { type Fraction, roundHalfEven } from '../kernel/money.ts';
import { fewestClosed } from './velocity.ts';

/** What closed in the last 12 full months, in the target's currency. */
export type ClosedBasis = {
  readonly wonCount: number;
  readonly lostCount: number;
  readonly wonValue: bigint;
  readonly lostValue: bigint;
  /** Closed deals without an amount, won and lost. */
  readonly withoutAmount: number;
  /** Some closed deals are in a currency that no rate brings into the target's: a share by value would leave them out. */
  readonly isMixed: boolean;
};

/** The win rate that coverage is held against, with what it is counted by; or why there is none (rule A6). */
export type CoverageBasis =
  | { readonly known: true; readonly by: 'value' | 'count'; readonly rate: Fraction }
  | { readonly known: false; readonly reason: 'tooFew' | 'noWin' };

export type Coverage = {
  /** Target less won, in minor units; nought or less: the target is met. */
  readonly remaining: bigint;
  /** Open ÷ remaining; null where the target is met. */
  readonly covered: Fraction | null;
  readonly basis: CoverageBasis;
  /** How many times the remaining must be open: 1 ÷ win rate. */
  readonly requiredTimes: Fraction | null;
  /** The open pipeline that the remaining calls for, rounded half-even to the minor unit. */
  readonly required: bigint | null;
  /** Required less open; a negative gap is a surplus. Null where nothing is required or nothing is known. */
  readonly gap: bigint | null;
};

/** By value; by count where more than a tenth of the closed deals lack an amount, or where values do not add up to one sum. */
export const coverageBasis = ({ wonCount, lostCount, wonValue, lostValue, withoutAmount, isMixed }: ClosedBasis): CoverageBasis => {
  const closed = wonCount + lostCount;
  if (closed < fewestClosed) return { known: false, reason: 'tooFew' };
  if (wonCount === 0) return { known: false, reason: 'noWin' };
  const isByCount = withoutAmount * 10 > closed || isMixed || wonValue <= 0n || lostValue < 0n;
  return isByCount
    ? { known: true, by: 'count', rate: { n: BigInt(wonCount), d: BigInt(closed) } }
    : { known: true, by: 'value', rate: { n: wonValue, d: wonValue + lostValue } };
};

type CoverageInput = { readonly target: bigint; readonly won: bigint; readonly open: bigint; readonly closed: ClosedBasis };

/** All sums in minor units of one currency. */
export const coverageOf = ({ target, won, open, closed }: CoverageInput): Coverage => {
  const remaining = target - won;
  const basis = coverageBasis(closed);
  if (remaining <= 0n) return { remaining, covered: null, basis, requiredTimes: null, required: null, gap: null };
  const covered = { n: open, d: remaining };
  if (!basis.known) return { remaining, covered, basis, requiredTimes: null, required: null, gap: null };
  const required = roundHalfEven(remaining * basis.rate.d, basis.rate.n);
  return { remaining, covered, basis, requiredTimes: { n: basis.rate.d, d: basis.rate.n }, required, gap: required - open };
};
