/** Figures as people in the four regions write them, exact at any size. */
import { describe, expect, test } from 'vitest';
import {
  compactMoney,
  currencyUnit,
  formatBasisPoints,
  formatCompactMoney,
  formatCount,
  formatDay,
  formatDayRange,
  formatInScale,
  formatInstant,
  formatLongDay,
  formatMoney,
  formatMonth,
  formatMonthInFull,
  formatNearDay,
  formatPercent,
  formatRecent,
  moneyScale,
  toDecimalText,
} from '../../../src/shared/i18n/format.ts';
import { languages } from '../../../src/shared/i18n/languages.ts';

const nok = (minor: bigint) => ({ minor, currency: 'NOK' });
const inWords = (text: string): string => text.replaceAll('\u00a0', '_').replaceAll('\u2212', 'minus ');

describe('money', () => {
  test('groups are no-break spaces and whole amounts carry no decimals, in every language', () => {
    for (const language of languages) expect(inWords(formatMoney(language, nok(112_000_000n)))).toBe('NOK_1_120_000');
  });

  test('the smallest unit is shown where there is one, with the region’s decimal sign', () => {
    expect(inWords(formatMoney('nb', nok(123_456n)))).toBe('NOK_1_234,56');
    expect(inWords(formatMoney('en', nok(123_456n)))).toBe('NOK_1_234.56');
    expect(inWords(formatMoney('da', nok(50n)))).toBe('NOK_0,50');
  });

  test('a negative amount has a real minus, not a hyphen', () => {
    for (const language of languages) expect(inWords(formatMoney(language, nok(-50_000n)))).toBe('NOK_minus 500');
  });

  test('an amount beyond 2^53 keeps its last digit', () => {
    expect(inWords(formatMoney('nb', nok(900_719_925_474_099_301n)))).toBe('NOK_9_007_199_254_740_993,01');
  });

  test('a currency without decimals has none', () => {
    expect(inWords(formatMoney('sv', { minor: 1500n, currency: 'JPY' }))).toBe('JPY_1_500');
  });

  test('a four-digit amount is grouped like the others, so that a column lines up', () => {
    expect(inWords(formatMoney('sv', nok(123_400n)))).toBe('NOK_1_234');
  });
});

describe('compact money', () => {
  test('millions have one decimal, cut and never rounded up', () => {
    expect(compactMoney('nb', nok(1_849_999_900n))).toEqual({ value: '18,4', unit: 'mill.\u00a0kr' });
    expect(compactMoney('nb', nok(999_999_999n)).value).toBe('9,9');
  });

  test('what a scale is too coarse for is said to be less than its least', () => {
    expect(formatInScale('nb', nok(1n), 6)).toBe('<0,1');
    expect(formatInScale('en', nok(1n), 9)).toBe('<0.1');
  });

  test('one text has the figure and its unit, the own currency by its sign', () => {
    expect(inWords(formatCompactMoney('nb', nok(1_849_999_900n)))).toBe('18,4_mill._kr');
    expect(inWords(formatCompactMoney('nb', nok(1_849_999_900n), false))).toBe('18,4_mill._NOK');
  });

  test('the scale turns at a million and at ten thousand millions, of any currency', () => {
    const scales = (sums: readonly bigint[], currency: string): readonly number[] => sums.map((minor) => moneyScale({ minor, currency }));
    expect(scales([99_999_999n, 100_000_000n, 999_999_999_999n, 1_000_000_000_000n, -100_000_000n], 'NOK')).toEqual([0, 6, 6, 9, 6]);
    expect(scales([999_999n, 1_000_000n, 9_999_999_999n, 10_000_000_000n], 'JPY')).toEqual([0, 6, 6, 9]);
  });

  test('under a million the whole figure stands', () => {
    expect(inWords(compactMoney('nb', nok(41_200_050n)).value)).toBe('412_000');
  });

  test('each language names millions its own way', () => {
    expect(languages.map((language) => compactMoney(language, { minor: 1_000_553_400n, currency: 'USD' }))).toEqual([
      { value: '10.0', unit: 'm\u00a0USD' },
      { value: '10,0', unit: 'mill.\u00a0USD' },
      { value: '10,0', unit: 'mio.\u00a0USD' },
      { value: '10,0', unit: 'mn\u00a0USD' },
    ]);
  });

  test('the home currency is "kr" only while it is alone on screen', () => {
    expect(currencyUnit('nb', 'NOK', true)).toBe('kr');
    expect(currencyUnit('nb', 'NOK', false)).toBe('NOK');
    expect(currencyUnit('nb', 'SEK', true)).toBe('SEK');
  });

  test('a label at a common scale never shows something as nothing', () => {
    expect(formatInScale('nb', nok(4_000_000n), 6)).toBe('<0,1');
    expect(formatInScale('nb', nok(0n), 6)).toBe('0');
    expect(formatInScale('nb', nok(41_200_000n), 6)).toBe('0,4');
  });

  test('a negative amount is cut towards nought', () => {
    expect(inWords(compactMoney('nb', nok(-1_849_999_900n)).value)).toBe('minus 18,4');
  });
});

describe('shares', () => {
  test('a share is cut towards the failing side: 7,999,600 of 10,000,000 misses 80 %', () => {
    expect(inWords(formatPercent('nb', { n: 7_999_600n, d: 10_000_000n }))).toBe('79,9_%');
  });

  test('the win rate of 4,238 won and 2,473 lost is 63.15 %', () => {
    expect(inWords(formatPercent('en', { n: 4238n, d: 6711n }, 2))).toBe('63.15_%');
  });

  test('without a base there is no number', () => {
    expect(formatPercent('en', { n: 0n, d: 0n })).toBe('–');
  });

  test('a weight has decimals only where it needs them', () => {
    expect(inWords(formatBasisPoints('nb', 2000))).toBe('20_%');
    expect(inWords(formatBasisPoints('nb', 1250))).toBe('12,5_%');
  });
});

describe('days', () => {
  test('a day does not move with the machine’s zone', () => {
    expect(formatDay('nb', '2026-11-19')).toBe('19. nov. 2026');
    expect(formatDay('en', '2026-11-19')).toBe('19 Nov 2026');
  });

  test('what is stored and is none is shown as unreadable, and ends no page', () => {
    const odd = ['unknown', '', '2026-13-45', '9999-12-31', '+275760-09-14'];
    for (const day of odd) {
      const texts = [
        formatDay('nb', day),
        formatLongDay('nb', day),
        formatNearDay('nb', day, '2026-11-19'),
        formatDayRange('nb', '2026-11-01', day),
      ];
      expect(texts, day).toEqual(texts.map(() => 'uleselig verdi'));
    }
    expect(formatMonth('sv', 'soon')).toBe('oläsbart värde');
    for (const at of [Number.MAX_SAFE_INTEGER, 8.64e15, -8.64e15, 0.5, Number.NaN]) {
      expect(formatInstant('da', at, 'Europe/Oslo')).toBe('ulæselig værdi');
      expect(formatRecent('en', at, '2026-11-19', 'Europe/Oslo')).toBe('unreadable value');
    }
    expect(formatInstant('en', 0, 'Mars/Olympus')).toBe(formatInstant('en', 0, 'Europe/Oslo'));
    expect(formatRecent('en', 0, '2026-11-19', '')).toBe(formatRecent('en', 0, '2026-11-19', 'Europe/Oslo'));
    expect(formatMoney('en', { minor: 1n, currency: 'kroner' })).toBe('unreadable value');
    expect(formatCompactMoney('en', { minor: 1n, currency: '' })).toBe('unreadable value');
    expect(formatCount('en', Number.NaN)).toBe('unreadable value');
  });

  test('an instant is told in the workspace’s zone', () => {
    expect(formatInstant('da', Date.UTC(2026, 10, 19, 14, 4), 'Europe/Oslo')).toContain('15.04');
  });

  test('a recent change has the time alone today, and the day otherwise', () => {
    const at = Date.UTC(2026, 10, 19, 23, 30);
    expect(formatRecent('nb', at, '2026-11-20', 'Europe/Oslo')).toBe('00:30');
    expect(formatRecent('nb', at, '2026-11-21', 'Europe/Oslo')).toContain('20. nov.');
  });

  test('a recent change has its time while the year is the same, and its year after that', () => {
    const at = Date.UTC(2026, 10, 19, 23, 30);
    expect(formatRecent('nb', at, '2026-12-31', 'Europe/Oslo')).toBe('20. nov., 00:30');
    expect(formatRecent('nb', at, '2027-01-01', 'Europe/Oslo')).toBe('20. nov. 2026');
    expect(formatInstant('nb', at, 'Europe/Oslo')).toBe('20. nov. 2026, 00:30');
  });

  test('a month in full begins like a sentence', () => {
    expect(formatMonthInFull('nb', '2026-08-31')).toBe('August 2026');
    expect(formatMonthInFull('en', '2026-08-31')).toBe('August 2026');
  });

  test('a range says its year once', () => {
    expect(formatDayRange('en', '2026-11-01', '2026-11-30').match(/2026/g)).toHaveLength(1);
  });

  test('a month may carry its year', () => {
    expect(formatMonth('nb', '2026-11-30')).toBe('nov');
    expect(formatMonth('en', '2026-11-01', true)).toBe('Nov 2026');
  });
});

test('counts are grouped', () => {
  expect(inWords(formatCount('nb', 4238))).toBe('4_238');
});

test('minor units become decimal text without a detour over floating point', () => {
  expect(toDecimalText(5n, 2)).toBe('0.05');
  expect(toDecimalText(-1_234_567n, 2)).toBe('-12345.67');
  expect(toDecimalText(7n, 0)).toBe('7');
});
