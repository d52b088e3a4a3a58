/** The board as a test reads and handles it: columns and cards by their marks, so that it works in every language. */
import type { Locator, Page } from 'playwright-core';

export const cardsOf = (page: Page, stageId: string): Locator => page.locator(`section[data-stage="${stageId}"] [data-card]`);
export const cardOf = (page: Page, id: string): Locator => page.locator(`[data-card="${id}"]`);

export const idOf = async (card: Locator): Promise<string> => (await card.getAttribute('data-card')) ?? '';

/** The stage in whose column a card stands in this window, or null where it is not in the page. */
export const stageOf = async (page: Page, id: string): Promise<string | null> =>
  page.evaluate((card) => document.querySelector(`[data-card="${card}"]`)?.closest('section')?.getAttribute('data-stage') ?? null, id);

/** How many cards the fullest column holds in the page, whatever it holds in the store. */
export const mostCards = async (page: Page): Promise<number> =>
  Math.max(...(await page.locator('.boardColumn').evaluateAll((all) => all.map((each) => each.querySelectorAll('[data-card]').length))));

/** Takes a card by its middle and holds it over a point of another element, some way below that element's upper edge. */
export const holdOver = async (page: Page, from: Locator, over: Locator, below = 36): Promise<void> => {
  const [start, end] = [await from.boundingBox(), await over.boundingBox()];
  if (start === null || end === null) throw new Error('a card is out of sight');
  await page.mouse.move(start.x + 80, start.y + 30);
  await page.mouse.down();
  await page.mouse.move(start.x + 90, start.y + 40, { steps: 4 });
  await page.mouse.move(end.x + 80, end.y + below, { steps: 15 });
  await page.locator('.floatingCard').waitFor();
};

type WindowWithTasks = { longTasks?: number[] };

/** Has the page write down from now on every task of its own that takes longer than 50 ms. */
export const watchLongTasks = async (page: Page): Promise<void> => {
  await page.evaluate(() => {
    const kept: number[] = [];
    (globalThis as WindowWithTasks).longTasks = kept;
    new PerformanceObserver((list) => {
      kept.push(...list.getEntries().map(({ duration }) => Math.round(duration)));
    }).observe({ type: 'longtask' });
  });
};

/** What it wrote down since, in milliseconds, the longest first. */
export const longTasksOf = async (page: Page): Promise<readonly number[]> =>
  page.evaluate(() => ((globalThis as WindowWithTasks).longTasks ?? []).toSorted((a, b) => b - a));

type WindowWithArrivals = { cameAt?: number | null };

/** Has a window note the moment when a card first stands in another column than now, on the clock that all windows of the machine share. */
export const watchArrival = async (page: Page, id: string): Promise<void> => {
  await page.evaluate((card) => {
    const noted = globalThis as WindowWithArrivals;
    noted.cameAt = null;
    const columnNow = (): string | null => document.querySelector(`[data-card="${card}"]`)?.closest('section')?.dataset['stage'] ?? null;
    const before = columnNow();
    const observer = new MutationObserver(() => {
      const now = columnNow();
      if (now === null || now === before) return;
      noted.cameAt = performance.timeOrigin + performance.now();
      observer.disconnect();
    });
    observer.observe(document.body, { childList: true, subtree: true });
  }, id);
};

export const arrivalIn = async (page: Page): Promise<number | null> =>
  page.evaluate(() => (globalThis as WindowWithArrivals).cameAt ?? null);
