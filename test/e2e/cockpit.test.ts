/** The cockpit's numbers: those of the command line, and each of them opens down to rows that add up to it. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { Language } from '../../src/shared/i18n/languages.ts';
import { languages } from '../../src/shared/i18n/languages.ts';
import type { OutputOf } from '../../src/shared/kernel/contract.ts';
import { baseRates } from '../../src/shared/pipeline/cockpitContract.ts';
import { inBase } from '../../src/shared/pipeline/currencySums.ts';
import { hasBrowser } from '../support/browser.ts';
import { chooseLanguage, readMinor, startDesk } from '../support/desk.ts';
import { jsonOf } from '../support/terminal.ts';

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
const kpi = async (...args: readonly string[]): Promise<Kpi> => (await jsonOf(['kpi', '--store', desk.app().storeDir, ...args])) as Kpi;

let now: Kpi;
let rates: OutputOf<typeof baseRates>;
beforeAll(async () => {
  if (!hasBrowser) return;
  now = await kpi();
  rates = ((await jsonOf(['call', baseRates.name, '--store', desk.app().storeDir])) as { value: typeof rates }).value;
});

const moneyFigures = ['wonAmount', 'openAmount', 'weightedAmount'] as const;
const countFigures = ['wonCount', 'lostCount', 'openCount', 'withoutAmount'] as const;
const isMoney = (figure: string): figure is (typeof moneyFigures)[number] => moneyFigures.some((each) => each === figure);
const isCount = (figure: string): figure is (typeof countFigures)[number] => countFigures.some((each) => each === figure);

const digits = (text: string | null): string => (text ?? '').replace(/\D/gu, '');

type Sums = Readonly<Record<string, bigint>>;
const toSums = (amounts: Readonly<Record<string, number>>): Sums =>
  Object.fromEntries(Object.entries(amounts).map(([currency, minor]) => [currency, BigInt(minor)]));

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

/** Whole per cent or with decimals, as basis points: "12.5 %" is 1250. */
const readBasisPoints = (text: string): bigint => {
  const [whole = '', decimals = ''] = text.replace(/[^\d.]/gu, '').split('.');
  return BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0'));
};

/** What the rows add up to in each currency: exact in ten-thousandths, rounded once at the end, half to even. */
const addUp = (rows: Awaited<ReturnType<typeof readRows>>, isWeighted: boolean): Sums => {
  const sums = new Map<string, bigint>();
  for (const { middle, amount } of rows) {
    const currency = /[A-Z]{3}/u.exec(amount)?.[0];
    // A row without an amount says so in words.
    if (currency === undefined) continue;
    sums.set(currency, (sums.get(currency) ?? 0n) + readMinor('en', amount) * (isWeighted ? readBasisPoints(middle) : 10_000n));
  }
  return Object.fromEntries(
    [...sums].map(([currency, sum]) => {
      const [whole, rest] = [sum / 10_000n, sum % 10_000n];
      return [currency, rest > 5000n || (rest === 5000n && whole % 2n === 1n) ? whole + 1n : whole];
    }),
  );
};

/** The totals under the rows, one a currency. */
const readTotals = async (page: Page): Promise<Sums> => {
  const cells = await page.locator('.peek tfoot tr').evaluateAll((rows) => rows.map((row) => row.lastElementChild?.textContent ?? ''));
  return Object.fromEntries(cells.map((cell) => [/[A-Z]{3}/u.exec(cell)?.[0] ?? 'none', readMinor('en', cell)]));
};

it.runIf(hasBrowser)('the sample company has something to show in every figure', () => {
  expect(now.wonCount).toBeGreaterThan(5);
  expect(now.lostCount).toBeGreaterThan(5);
  expect(now.openCount).toBeGreaterThan(5);
  expect(now.withoutAmount).toBeGreaterThan(0);
});

it.runIf(hasBrowser)('each number opens a definition, a formula and rows that add up to it and to the command line', async () => {
  const { page, problems } = await desk.open('#/cockpit');
  await page.locator('.figurePanel').first().waitFor();
  // Coverage and velocity are made of other figures, and open those.
  const traces = page.locator('.page .trace[href*="figure="]');
  const seen = new Set<string>();
  const total = await traces.count();
  expect(total).toBeGreaterThan(8);
  for (let index = 0; index < total; index += 1) {
    const trace = traces.nth(index);
    await trace.click();
    await page.locator('.peek .moreRows').waitFor();
    expect((await page.locator('.peek h2').textContent())?.length).toBeGreaterThan(2);
    expect(await page.locator('.peek .formula').textContent()).toContain('=');

    const { hash } = new URL(page.url());
    const figure = new URLSearchParams(hash.replace(/^[^?]*/u, '')).get('figure') ?? '';
    // A stage's or a month's part of a figure is compared with its own rows only.
    const isPart = /[?&](?:stage|from)=/u.test(hash);
    seen.add(hash);
    if (!isPart) {
      seen.add(figure);
      expect(await trace.getAttribute('aria-expanded'), hash).toBe('true');
    }
    const value = (await page.locator('.peek .figure').textContent()) ?? '';
    const rows = await readRows(page);
    if (isMoney(figure)) {
      const totals = await readTotals(page);
      expect(addUp(rows, figure === 'weightedAmount'), hash).toEqual(totals);
      expect(readMinor('en', value), hash).toBe(inBase(totals, rates.rates, rates.baseCurrency).minor);
      // Each currency stands with what its rate makes of it; the last line is the figure itself.
      const read = await page.locator('.peek .readSums dd').allTextContents();
      if (Object.keys(totals).length > 1) expect(read.length, hash).toBe(Object.keys(totals).length + 1);
      if (read.length > 0)
        expect(
          read.slice(0, -1).reduce((sum, text) => sum + readMinor('en', text), 0n),
          hash,
        ).toBe(readMinor('en', read.at(-1) ?? ''));
      if (!isPart) expect(totals, hash).toEqual(toSums(now[figure]));
    }
    if (isCount(figure)) {
      expect(digits(value), hash).toBe(String(rows.length));
      if (!isPart) expect(rows.length, hash).toBe(now[figure]);
    }
    await page.keyboard.press('Escape');
    await page.locator('.peek').waitFor({ state: 'detached' });
  }
  expect([...moneyFigures, ...countFigures].filter((figure) => !seen.has(figure))).toEqual([]);
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser)('an earlier day shows what the command line says of that day', async () => {
  const day = new Date(Date.now() - 200 * 86_400_000).toISOString().slice(0, 10);
  const then = await kpi('--as-of', day);
  expect(then.wonCount).toBeLessThan(now.wonCount);
  const { page } = await desk.open(`#/cockpit?asOf=${day}&figure=wonCount`);
  await page.locator('.peek .moreRows').waitFor();
  expect(digits(await page.locator('.peek .figure').textContent())).toBe(String(then.wonCount));
});

it.runIf(hasBrowser)('a switch of language changes every word at once and no number', async () => {
  const watched = await desk.open('#/cockpit?figure=openAmount');
  const { page, problems } = watched;
  await page.locator('.peek .moreRows').waitFor();
  const marked = await page.evaluate(() => {
    (globalThis as { isSamePage?: boolean }).isSamePage = true;
    return true;
  });
  const headings = new Set<string>();
  let current: Language = languages[0];
  for (const language of [...languages.slice(1), languages[0]]) {
    await chooseLanguage(watched, current, language);
    current = language;
    await expect.poll(async () => page.evaluate(() => document.documentElement.lang)).toBe(language);
    headings.add((await page.locator('main h1').textContent()) ?? '');
    expect(readMinor(language, (await page.locator('.peek .figure').textContent()) ?? ''), language).toBe(
      inBase(toSums(now.openAmount), rates.rates, rates.baseCurrency).minor,
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), language).toBe(true);
  }
  expect(headings.size).toBe(languages.length);
  expect(await page.evaluate(() => (globalThis as { isSamePage?: boolean }).isSamePage)).toBe(marked);
  expect(await problems()).toEqual([]);
});
