/** Sums of a column: in the base currency by dated rates, what has no rate apart, and the change that a moved deal makes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PublishedRate } from '../../../../src/shared/admin/rates.ts';
import { currency } from '../../../../src/shared/kernel/money.ts';
import { addedSums, type ColumnSums, weightedSums, withDeal } from '../../../../src/shared/pipeline/boardSums.ts';
import { convert, inBase, rateFraction, readingCurrency } from '../../../../src/shared/pipeline/currencySums.ts';
import { nok, sek } from '../../../support/builders.ts';

const rate = (code: string, text: string, perUnits = 1): PublishedRate => ({
  currency: code,
  rate: text,
  perUnits,
  day: null,
  source: 'Norges Bank',
});

describe('a sum in the base currency', () => {
  it('takes each currency at its rate, quoted for 1 or for 100', () => {
    const sums = inBase({ NOK: 100_00n, SEK: 200_00n, EUR: 10_00n }, [rate('SEK', '98.37', 100), rate('EUR', '11.7380')], 'NOK');
    expect(sums).toEqual({ currency: 'NOK', minor: 100_00n + 196_74n + 117_38n, apart: {} });
  });

  it('leaves a currency without a rate apart and names it', () => {
    expect(inBase({ NOK: 5n, USD: 7n }, [], 'NOK')).toEqual({ currency: 'NOK', minor: 5n, apart: { USD: 7n } });
  });

  it('knows that a krona of Iceland has no hundredths', () => {
    expect(convert(1_000n, 'ISK', 'NOK', { n: 8n, d: 100n })).toBe(80_00n);
    expect(convert(80_00n, 'NOK', 'ISK', { n: 100n, d: 8n })).toBe(1_000n);
  });

  it('takes a rate that is no positive decimal for no rate', () => {
    for (const text of ['', '0', '-1', '1,05', 'abc', '1e3']) expect(rateFraction({ rate: text, perUnits: 1 }), text).toBeNull();
  });
});

describe('the currency that a board is read in', () => {
  it('is the base currency as soon as anything is in it or has a rate into it', () => {
    expect(readingCurrency([{ USD: 1n }, { NOK: 1n }], [], 'NOK')).toBe('NOK');
    expect(readingCurrency([{ USD: 1n }], [rate('USD', '10')], 'NOK')).toBe('NOK');
    expect(readingCurrency([{}], [], 'NOK')).toBe('NOK');
  });

  it('is the one that is used where nothing can be read in the base currency', () => {
    expect(readingCurrency([{ USD: 1n }, { EUR: 2n, USD: 1n }], [], 'NOK')).toBe('USD');
  });
});

describe('a deal moved between columns', () => {
  const from: ColumnSums = { count: 3, withoutAmount: 1, amount: { NOK: 900_00n } };
  const to: ColumnSums = { count: 0, withoutAmount: 0, amount: {} };

  it('leaves one column and joins the other, currency by currency', () => {
    expect(withDeal(from, nok(400), -1)).toEqual({ count: 2, withoutAmount: 1, amount: { NOK: 500_00n } });
    expect(withDeal(to, sek(70), 1)).toEqual({ count: 1, withoutAmount: 0, amount: { SEK: 70_00n } });
    expect(withDeal(from, null, -1)).toEqual({ count: 2, withoutAmount: 0, amount: { NOK: 900_00n } });
  });

  it('is weighted once a sum: half a minor unit goes to the even one', () => {
    expect(weightedSums({ NOK: 5n }, 5_000)).toEqual({ NOK: 2n });
    expect(weightedSums({ NOK: 15n }, 1_000)).toEqual({ NOK: 2n });
  });

  it('and moved back, changes nothing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (minor) => {
        const amount = { minor, currency: currency('NOK') };
        expect(withDeal(withDeal(from, amount, -1), amount, 1)).toEqual(from);
      }),
    );
  });
});

describe('sums of several currencies', () => {
  it('are added each by itself', () => {
    expect(addedSums([{ NOK: 500n }, { SEK: 70n, NOK: 40n }, {}, { SEK: -80n }])).toEqual({ NOK: 540n, SEK: -10n });
    expect(addedSums([])).toEqual({});
  });

  it('stand by their codes, whichever came first, while a deal is dragged', () => {
    const of = (amount: ColumnSums['amount']): ColumnSums => ({ count: 1, withoutAmount: 0, amount });
    expect(Object.keys(withDeal(of({ SEK: 1n, NOK: 1n }), nok(1), 1).amount)).toEqual(['NOK', 'SEK']);
    expect(Object.keys(withDeal(of({ NOK: 1n }), sek(1), -1).amount)).toEqual(['NOK', 'SEK']);
  });
});
