/** Win rate by count and by value: rule 4, and B4's refusal to show a share that says nothing. */
import { describe, expect, it } from 'vitest';
import { roundHalfEven } from '../../../../src/shared/kernel/money.ts';
import { type Decided, winRateByCount, winRateByValue } from '../../../../src/shared/pipeline/winRate.ts';

const decided = (parts: Partial<Decided>): Decided => ({
  wonCount: 12,
  wonAmount: { NOK: 240_000_000n },
  wonWithoutAmount: 0,
  lostCount: 36,
  lostAmount: { NOK: 560_000_000n },
  lostWithoutAmount: 0,
  ...parts,
});
const unknown = (reason: string) => ({ known: false, reason });

describe('win rate', () => {
  it('12 won and 36 lost are 25 % by count', () => {
    expect(winRateByCount(12, 36)).toEqual({ known: true, n: 12n, d: 48n });
  });

  it('2.4m of 8.0m are 30 % by value', () => {
    const rate = winRateByValue(decided({}));
    expect(rate).toEqual({ known: true, n: 240_000_000n, d: 800_000_000n });
    expect(rate.known && (rate.n * 100n) / rate.d).toBe(30n);
  });

  it('the lost all at 0 give no share by value, not 100 %, while the count stands at 63.15 %', () => {
    expect(winRateByValue(decided({ wonCount: 4_238, lostCount: 2_473, lostAmount: {}, lostWithoutAmount: 2_473 }))).toEqual(
      unknown('lostWithoutAmount'),
    );
    const byCount = winRateByCount(4_238, 2_473);
    expect(byCount.known && roundHalfEven(byCount.n * 10_000n, byCount.d)).toBe(6_315n);
  });

  it('a tenth of the lost without an amount is still a basis, one more is not', () => {
    expect(winRateByValue(decided({ lostCount: 30, lostWithoutAmount: 3 })).known).toBe(true);
    expect(winRateByValue(decided({ lostCount: 30, lostWithoutAmount: 4 }))).toEqual(unknown('lostWithoutAmount'));
    expect(winRateByValue(decided({ wonWithoutAmount: 2 }))).toEqual(unknown('wonWithoutAmount'));
  });

  it('nothing decided is no number, not 0', () => {
    expect(winRateByCount(0, 0)).toEqual(unknown('nothingDecided'));
    expect(winRateByValue(decided({ wonCount: 0, lostCount: 0, wonAmount: {}, lostAmount: {} }))).toEqual(unknown('nothingDecided'));
  });

  it('only losses are 0 %, which is a number', () => {
    expect(winRateByCount(0, 5)).toEqual({ known: true, n: 0n, d: 5n });
    expect(winRateByValue(decided({ wonCount: 0, wonAmount: {} }))).toEqual({ known: true, n: 0n, d: 560_000_000n });
  });

  it('two currencies are never one share', () => {
    expect(winRateByValue(decided({ lostAmount: { NOK: 1n, SEK: 1n } }))).toEqual(unknown('mixedCurrencies'));
  });
});
