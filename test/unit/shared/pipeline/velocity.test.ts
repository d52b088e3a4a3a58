/** Sales velocity: the golden numbers of rule 5 and B7, and why there may be none. */
import { describe, expect, it } from 'vitest';
import { addDays, day } from '../../../../src/shared/kernel/day.ts';
import { averageCycle, velocity, type WonDeal } from '../../../../src/shared/pipeline/velocity.ts';
import { nok, sek } from '../../../support/builders.ts';

const closedDay = day('2026-09-01');
const wonDeal = (days: number, amount: WonDeal['amount'] = nok(180_000)): WonDeal => ({
  amount,
  createdDay: addDays(closedDay, -days),
  closedDay,
});
const wins = (count: number, parts: WonDeal = wonDeal(72)): readonly WonDeal[] => Array.from({ length: count }, () => parts);

describe('velocity', () => {
  it('24 deals of 180,000 at 25 % over 72 days bring 15,000 a day', () => {
    expect(velocity({ openDeals: 24, won: wins(12), lostCount: 36 })).toEqual({
      known: true,
      perDay: nok(15_000),
      deals: 24,
      averageValue: { n: 12n * 18_000_000n, d: 12n },
      winRate: { n: 12n, d: 48n },
      cycleDays: { n: 864n, d: 12n },
    });
  });

  it('is rounded once: a third of an øre is not lost three times', () => {
    const answer = velocity({ openDeals: 3, won: wins(10, wonDeal(3, nok(0.1))), lostCount: 0 });
    expect(answer).toMatchObject({ perDay: nok(0.1) });
  });

  it('under 10 closed deals it is "too few"; with 10 it is a number', () => {
    expect(velocity({ openDeals: 24, won: wins(5), lostCount: 4 })).toEqual({ known: false, reason: 'tooFew' });
    expect(velocity({ openDeals: 24, won: wins(5), lostCount: 5 })).toMatchObject({ known: true, perDay: nok(30_000) });
  });

  it('without a win there is no number, not 0', () => {
    expect(velocity({ openDeals: 24, won: [], lostCount: 12 })).toEqual({ known: false, reason: 'noWin' });
  });

  it('no open deals bring 0 a day', () => {
    expect(velocity({ openDeals: 0, won: wins(12), lostCount: 36 })).toMatchObject({ perDay: nok(0) });
  });

  it('cycles of 0, 3 and 6 days are 10/3 on average, since a cycle is at least one day', () => {
    expect(averageCycle([wonDeal(0), wonDeal(3), wonDeal(6)])).toEqual({ n: 10n, d: 3n });
  });

  it('leaves deals out of the cycle whose first day is not known', () => {
    expect(averageCycle([wonDeal(4), { ...wonDeal(0), createdDay: null }])).toEqual({ n: 4n, d: 1n });
    expect(velocity({ openDeals: 1, won: wins(10, { ...wonDeal(0), createdDay: null }), lostCount: 0 })).toEqual({
      known: false,
      reason: 'cycleUnknown',
    });
  });

  it('takes a tenth of the wins without an amount, and no more', () => {
    const mixed = (without: number) =>
      velocity({ openDeals: 24, won: [...wins(20 - without), ...wins(without, wonDeal(72, null))], lostCount: 60 });
    expect(mixed(2)).toMatchObject({ known: true, perDay: nok(15_000) });
    expect(mixed(3)).toEqual({ known: false, reason: 'wonWithoutAmount' });
    expect(velocity({ openDeals: 1, won: wins(10, wonDeal(72, nok(0))), lostCount: 0 })).toEqual({
      known: false,
      reason: 'wonWithoutAmount',
    });
  });

  it('never sums two currencies', () => {
    expect(velocity({ openDeals: 24, won: [...wins(11), wonDeal(72, sek(180_000))], lostCount: 36 })).toEqual({
      known: false,
      reason: 'mixedCurrencies',
    });
  });
});
