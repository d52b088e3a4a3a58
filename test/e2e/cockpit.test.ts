/** The cockpit's numbers: those of the command line, and each of them opens down to rows that add up to it. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { Language } from '../../src/shared/i18n/languages.ts';
import { languages } from '../../src/shared/i18n/languages.ts';
import { chooseLanguage, hasBrowser, readMinor, startDesk } from '../support/desk.ts';
import { samspillJson } from '../support/runningApp.ts';

/** The documented keys of `kpi --json`; sums are minor units by currency. */
type Kpi = {
  readonly wonCount: number;
  readonly lostCount: number;
  readonly openCount: number;
  readonly withoutAmount: number;
  readonly wonAmount: Readonly<Record<string, number>>;
  readonly openAmount: Readonly<Record<string, number>>;
  readonly weightedAmount: Readonly<Record<string, number>>;
};

const desk = startDesk();
const kpi = async (...args: readonly string[]): Promise<Kpi> =>
  (await samspillJson(['kpi', '--store', desk.app().storeDir, ...args])) as Kpi;

let now: Kpi;
beforeAll(async () => {
  if (hasBrowser) now = await kpi();
});

const moneyFigures = ['wonAmount', 'openAmount', 'weightedAmount'] as const;
const countFigures = ['wonCount', 'lostCount', 'openCount', 'withoutAmount'] as const;
const isMoney = (figure: string): figure is (typeof moneyFigures)[number] => moneyFigures.some((each) => each === figure);
const isCount = (figure: string): figure is (typeof countFigures)[number] => countFigures.some((each) => each === figure);

const openedFigure = (page: Page): string => new URL(page.url()).hash.replace(/.*[?&]figure=(\w+).*/u, '$1');
const digits = (text: string | null): string => (text ?? '').replace(/\D/gu, '');

/** Reads all rows of the open peek, window after window. */
const readRows = async (page: Page): Promise<readonly { readonly middle: string; readonly amount: string }[]> => {
  const more = page.locator('.peek .moreRows button');
  const rows = page.locator('.peek table tbody tr');
  while ((await more.count()) > 0) {
    const before = await rows.count();
    await more.click();
    await expect.poll(async () => rows.count()).toBeGreaterThan(before);
  }
  return rows.evaluateAll((found) =>
    found.map((row) => ({
      middle: row.querySelectorAll('td')[1]?.textContent ?? '',
      amount: row.querySelectorAll('td')[2]?.textContent ?? '',
    })),
  );
};

const currencyOf = (amounts: Readonly<Record<string, number>>): string => {
  const [only, ...others] = Object.keys(amounts);
  if (only === undefined || others.length > 0) throw new Error('the sample company is expected to sell in one currency');
  return only;
};

it.runIf(hasBrowser)('the sample company has something to show in every figure', () => {
  expect(now.wonCount).toBeGreaterThan(5);
  expect(now.lostCount).toBeGreaterThan(5);
  expect(now.openCount).toBeGreaterThan(5);
  expect(now.withoutAmount).toBeGreaterThan(0);
});

it.runIf(hasBrowser)('each number opens a definition, a formula and rows that add up to it and to the command line', async () => {
  const { page, problems, close } = await desk.open('#/cockpit');
  const traces = page.locator('.page button.trace');
  const seen = new Set<string>();
  const total = await traces.count();
  expect(total).toBeGreaterThan(8);
  for (let index = 0; index < total; index += 1) {
    await traces.nth(index).click();
    await page.locator('.peek .moreRows, .peek .note').first().waitFor();
    const figure = openedFigure(page);
    expect(await traces.nth(index).getAttribute('aria-expanded')).toBe('true');
    expect((await page.locator('.peek h2').textContent())?.length).toBeGreaterThan(2);
    expect(await page.locator('.peek .formula').textContent()).toContain('=');
    if (seen.has(figure)) continue;
    seen.add(figure);
    const value = (await page.locator('.peek .figure').textContent()) ?? '';
    if (isMoney(figure)) {
      const expected = BigInt(now[figure][currencyOf(now[figure])] ?? 0);
      expect(readMinor('en', value), figure).toBe(expected);
      const rows = await readRows(page);
      // Exact in ten-thousandths, because a weight is whole basis points; rounded once, at the end, half to even.
      const sum = rows.reduce((soFar, row) => {
        if (!/\d/u.test(row.amount)) return soFar;
        const basisPoints = figure === 'weightedAmount' ? readMinor('en', row.middle.replace(/(\.\d)(?!\d)/u, '$10')) : 10_000n;
        return soFar + readMinor('en', row.amount) * basisPoints;
      }, 0n);
      const [whole, rest] = [sum / 10_000n, sum % 10_000n];
      const rounded = rest > 5000n || (rest === 5000n && whole % 2n === 1n) ? whole + 1n : whole;
      expect(rounded, figure).toBe(expected);
      expect(readMinor('en', (await page.locator('.peek tfoot tr td').last().textContent()) ?? ''), figure).toBe(expected);
    }
    if (isCount(figure)) {
      expect(digits(value), figure).toBe(String(now[figure]));
      expect((await readRows(page)).length, figure).toBe(now[figure]);
    }
  }
  expect([...moneyFigures, ...countFigures].filter((figure) => !seen.has(figure))).toEqual([]);
  expect(await problems()).toEqual([]);
  await close();
});

it.runIf(hasBrowser)('an earlier day shows what the command line says of that day', async () => {
  const day = new Date(Date.now() - 200 * 86_400_000).toISOString().slice(0, 10);
  const then = await kpi('--as-of', day);
  expect(then.wonCount).toBeLessThan(now.wonCount);
  const { page, close } = await desk.open(`#/cockpit?asOf=${day}&figure=wonCount`);
  await page.locator('.peek .moreRows').waitFor();
  expect(digits(await page.locator('.peek .figure').textContent())).toBe(String(then.wonCount));
  await close();
});

it.runIf(hasBrowser)('a switch of language changes every word at once and no number', async () => {
  const watched = await desk.open('#/cockpit?figure=openAmount');
  const { page, problems, close } = watched;
  await page.locator('.peek .moreRows').waitFor();
  const marked = await page.evaluate(() => {
    (globalThis as { isSamePage?: boolean }).isSamePage = true;
    return true;
  });
  const expected = BigInt(now.openAmount[currencyOf(now.openAmount)] ?? 0);
  const headings = new Set<string>();
  let current: Language = languages[0];
  for (const language of [...languages.slice(1), languages[0]]) {
    await chooseLanguage(watched, current, language);
    current = language;
    await expect.poll(async () => page.evaluate(() => document.documentElement.lang)).toBe(language);
    headings.add((await page.locator('main h1').textContent()) ?? '');
    expect(readMinor(language, (await page.locator('.peek .figure').textContent()) ?? ''), language).toBe(expected);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), language).toBe(true);
  }
  expect(headings.size).toBe(languages.length);
  expect(await page.evaluate(() => (globalThis as { isSamePage?: boolean }).isSamePage)).toBe(marked);
  expect(await problems()).toEqual([]);
  await close();
});
