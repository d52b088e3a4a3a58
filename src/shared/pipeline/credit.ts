/** Credit for a deal shared between sellers (rule B9): shares total 100 %, money is split by largest remainder. */
import { largestRemainder } from '../kernel/money.ts';

/** `shareBp` in basis points, 10,000 is the whole deal. */
export type CreditShare<Id extends string = string> = { readonly personId: Id; readonly shareBp: number };

export const wholeDeal = 10_000;

/** What is wrong with a split: shares that do not total 100 %, one that is not above 0, or a person named twice. Null: nothing. */
export const creditFault = (shares: readonly CreditShare[]): 'total' | 'share' | 'twice' | null => {
  if (shares.some(({ shareBp }) => !Number.isInteger(shareBp) || shareBp <= 0)) return 'share';
  if (new Set(shares.map(({ personId }) => personId)).size < shares.length) return 'twice';
  return shares.reduce((sum, { shareBp }) => sum + shareBp, 0) === wholeDeal ? null : 'total';
};

/** Each one's part of an amount in minor units; the parts sum to the amount, so that the company counts the deal once. */
export const splitCredit = (minor: bigint, shares: readonly CreditShare[]): readonly bigint[] =>
  largestRemainder(
    minor,
    shares.map(({ shareBp }) => BigInt(shareBp)),
  );
