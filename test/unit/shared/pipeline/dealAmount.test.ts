/** What a deal is worth, and how its credit is split. */
import { describe, expect, it } from 'vitest';
import { largestMinor } from '../../../../src/shared/kernel/money.ts';
import { creditFault, splitCredit } from '../../../../src/shared/pipeline/credit.ts';
import { dealAmount, fits, oneOffOf, wholeTerm } from '../../../../src/shared/pipeline/dealAmount.ts';

describe('a deal of 40,000 once and 5,000 a month', () => {
  const of = (termMonths: number | null) => ({ oneOff: 4_000_000n, monthly: 500_000n, termMonths });
  it('for 36 months is worth 100,000, the whole contract 220,000', () => {
    expect([dealAmount(of(36)), wholeTerm(of(36))]).toEqual([10_000_000n, 22_000_000n]);
  });
  it('for 6 months is worth 70,000, and so is the whole contract', () => {
    expect([dealAmount(of(6)), wholeTerm(of(6))]).toEqual([7_000_000n, 7_000_000n]);
  });
  it('without an agreed end is worth 100,000, and nobody knows the whole contract', () => {
    expect([dealAmount(of(null)), wholeTerm(of(null))]).toEqual([10_000_000n, null]);
  });
  it('gives its one-off part back out of the amount, whatever the term', () => {
    for (const term of [1, 6, 11, 12, 13, 36, null]) expect(oneOffOf(dealAmount(of(term)), 500_000n, term)).toBe(4_000_000n);
  });
});

it('where nothing recurs the whole contract is the one-off part, with an end and without', () => {
  for (const termMonths of [null, 6]) expect(wholeTerm({ oneOff: 7n, monthly: 0n, termMonths })).toBe(7n);
  for (const monthly of [1n, -1n]) expect(wholeTerm({ oneOff: 7n, monthly, termMonths: null })).toBeNull();
});

it('terms fit up to the largest sum, and down to the same below nothing', () => {
  const once = (oneOff: bigint) => fits({ oneOff, monthly: 0n, termMonths: null });
  expect([largestMinor, largestMinor + 1n, -largestMinor, -largestMinor - 1n].map(once)).toEqual([true, false, true, false]);
});

it('terms whose whole contract cannot be kept exactly do not fit', () => {
  expect(fits({ oneOff: 0n, monthly: 9_000_000_000_000n, termMonths: 1_000 })).toBe(true);
  expect(fits({ oneOff: 0n, monthly: 9_000_000_000_000n, termMonths: 1_200 })).toBe(false);
});

describe('credit', () => {
  const shares = [3_333, 3_333, 3_334].map((shareBp, at) => ({ personId: String(at), shareBp }));
  it('of 100.00 at 33.33, 33.33 and 33.34 per cent is 33.33, 33.33 and 33.34', () => {
    expect(splitCredit(10_000n, shares)).toEqual([3_333n, 3_333n, 3_334n]);
  });
  it('counts once: the parts of any amount sum to it', () => {
    for (const minor of [1n, 2n, 7n, 99_999n, -101n]) expect(splitCredit(minor, shares).reduce((sum, part) => sum + part, 0n)).toBe(minor);
  });
  it('must total 100 per cent, be above 0 and name each person once', () => {
    expect(creditFault(shares)).toBeNull();
    expect(creditFault(shares.slice(1))).toBe('total');
    expect(creditFault([...shares, { personId: 'x', shareBp: 0 }])).toBe('share');
    expect(creditFault([0.5, 9_999.5].map((shareBp, at) => ({ personId: String(at), shareBp })))).toBe('share');
    expect(
      creditFault([
        { personId: 'a', shareBp: 5_000 },
        { personId: 'a', shareBp: 5_000 },
      ]),
    ).toBe('twice');
  });
});
