/** Coverage against the revenue target: the worked examples of rule 3 and its fine print B3. */
import { describe, expect, it } from 'vitest';
import { type ClosedBasis, coverageBasis, coverageOf } from '../../../../src/shared/pipeline/coverage.ts';

const million = 100_000_000n;
const closed = (parts: Partial<ClosedBasis> = {}): ClosedBasis => ({
  wonCount: 12,
  lostCount: 36,
  wonValue: 25n,
  lostValue: 75n,
  withoutAmount: 0,
  isMixed: false,
  ...parts,
});
const base = { target: 6n * million, won: (24n * million) / 10n, open: (108n * million) / 10n };

describe('a target of 6.0m with 2.4m won and 10.8m open', () => {
  it('is covered 3.0 times; at 25 % it takes 4.0 times, 14.4m, and 3.6m are missing', () => {
    const found = coverageOf({ ...base, closed: closed() });
    expect(found.remaining).toBe((36n * million) / 10n);
    expect(found.covered).toEqual({ n: base.open, d: found.remaining });
    expect(base.open).toBe(found.remaining * 3n);
    expect(found.requiredTimes).toEqual({ n: 100n, d: 25n });
    expect(found.required).toBe((144n * million) / 10n);
    expect(found.gap).toBe((36n * million) / 10n);
  });

  it('takes 12.0m at 30 %, so 1.2m are missing', () => {
    const found = coverageOf({ ...base, closed: closed({ wonValue: 30n, lostValue: 70n }) });
    expect([found.required, found.gap]).toEqual([12n * million, (12n * million) / 10n]);
  });

  it('takes 8.4m at 3/7, so 2.4m are over', () => {
    const found = coverageOf({ ...base, closed: closed({ wonValue: 3n, lostValue: 4n }) });
    expect([found.required, found.gap]).toEqual([(84n * million) / 10n, (-24n * million) / 10n]);
  });

  it('says "no win yet" after 12 lost, and "too few" after 9 closed, and asks for nothing then', () => {
    const noWin = coverageOf({ ...base, closed: closed({ wonCount: 0, lostCount: 12, wonValue: 0n }) });
    expect(noWin).toMatchObject({ basis: { known: false, reason: 'noWin' }, required: null, gap: null });
    const tooFew = coverageOf({ ...base, closed: closed({ wonCount: 4, lostCount: 5 }) });
    expect(tooFew).toMatchObject({ basis: { known: false, reason: 'tooFew' }, required: null, gap: null });
    expect(tooFew.covered).toEqual({ n: base.open, d: (36n * million) / 10n });
  });
});

it('a target that is met, to the øre or beyond, asks for nothing', () => {
  for (const won of [base.target, base.target + 1n])
    expect(coverageOf({ ...base, won, closed: closed() })).toMatchObject({
      remaining: base.target - won,
      covered: null,
      basis: { known: true, by: 'value' },
      requiredTimes: null,
      required: null,
      gap: null,
    });
});

describe('the win rate that coverage is held against', () => {
  it('is by value, until more than a tenth of the closed deals lack an amount', () => {
    const ten = { wonCount: 5, lostCount: 5 };
    expect(coverageBasis(closed({ ...ten, withoutAmount: 1 }))).toEqual({ known: true, by: 'value', rate: { n: 25n, d: 100n } });
    expect(coverageBasis(closed({ ...ten, withoutAmount: 2 }))).toEqual({ known: true, by: 'count', rate: { n: 5n, d: 10n } });
  });

  it('is by value also where what was lost was worth nothing, and not where it was worth less', () => {
    expect(coverageBasis(closed({ lostValue: 0n }))).toEqual({ known: true, by: 'value', rate: { n: 25n, d: 25n } });
    expect(coverageBasis(closed({ lostValue: -1n }))).toMatchObject({ by: 'count' });
  });

  it('is by count where currencies do not add up, and where the wins have no value', () => {
    for (const parts of [{ isMixed: true }, { wonValue: 0n }])
      expect(coverageBasis(closed(parts))).toEqual({ known: true, by: 'count', rate: { n: 12n, d: 48n } });
  });
});
