/** Answers of the command line: exact numbers in JSON, aligned columns in words. */
import { expect, test } from 'vitest';
import { aligned, toJson } from '../../../../../src/main/hosts/cli/answer.ts';
import { kpiJson, kpiLines } from '../../../../../src/main/hosts/cli/kpi.ts';
import { translate } from '../../../../../src/shared/i18n/translate.ts';
import { day } from '../../../../../src/shared/kernel/day.ts';
import type { Kpi, ExactShare } from '../../../../../src/shared/pipeline/contract.ts';

test('an amount is a plain integer in JSON with every digit, beyond what a float holds', () => {
  expect(toJson({ wonAmount: { USD: 9_007_199_254_740_993n }, lost: [-1n, 0n] })).toBe(
    '{"wonAmount":{"USD":9007199254740993},"lost":[-1,0]}',
  );
});

test('columns are as wide as their longest text, numbers flush right', () => {
  expect(
    aligned(
      [
        ['Won', '1 785', ''],
        ['Open deals', '–', 'no amount'],
      ],
      [1],
    ),
  ).toEqual(['Won         1 785', 'Open deals      –  no amount']);
});

const aKpi = (rates: { readonly byCount?: ExactShare; readonly byValue?: ExactShare } = {}): Kpi => ({
  asOf: day('2017-06-30'),
  from: null,
  provisional: 0,
  to: null,
  wonCount: 1785,
  lostCount: 894,
  notALossCount: 0,
  openCount: 1686,
  dayUnknown: 500,
  openWithoutDate: 0,
  wonAmount: { NOK: 100n, USD: 422_078_300n },
  lostAmount: {},
  openAmount: {},
  weightedAmount: {},
  withoutAmount: 1686,
  wonWithoutAmount: 0,
  lostWithoutAmount: 894,
  winRateByCount: rates.byCount ?? { known: true, n: 4238n, d: 6711n },
  winRateByValue: rates.byValue ?? { known: false, reason: 'lostWithoutAmount' },
});

test('a win rate is cut to four decimals and never rounded up, with its exact parts beside it', () => {
  const { winRateByCount, winRateByValue, winRates } = kpiJson(aKpi());
  expect([winRateByCount, winRateByValue]).toEqual([0.6315, null]);
  expect(winRates).toEqual({ byCount: { won: 4238n, decided: 6711n }, byValue: { reason: 'lostWithoutAmount' } });
  expect(kpiJson(aKpi({ byCount: { known: true, n: 7_999_999n, d: 8_000_000n } })).winRateByCount).toBe(0.9999);
  expect(kpiJson(aKpi({ byCount: { known: true, n: 3n, d: 3n } })).winRateByCount).toBe(1);
});

test('the table gives a currency a line, and a missing number a dash with its reason', () => {
  const lines = kpiLines({ language: 'nb', say: (key, params) => translate('nb', key, params) }, aKpi(), null).map((line) =>
    line.replaceAll('\u00a0', ' '),
  );
  expect(lines[0]).toBe('Per 30. juni 2017 · Alt');
  expect(lines.filter((line) => /^Vunnet |^ +USD/.test(line)).map((line) => line.trim().replaceAll(/ {2,}/g, ' '))).toEqual([
    'Vunnet NOK 1',
    'USD 4 220 783',
    'Vunnet uten beløp 0',
  ]);
  expect(lines.at(-1)).toMatch(/^Hitrate i verdi {2,}– {2}for mange tapte mangler beløp$/);
});
