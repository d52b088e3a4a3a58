/** The board in a browser: how long it takes to come, and to show a moved card, with many deals beside a board that holds only what is in sight. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { addOpenDeals } from '../support/boardDeals.ts';
import { launchChromium, prepareChromium } from '../support/chromium.ts';
import { startApp } from '../support/runningApp.ts';
import { newStore } from '../support/stores.ts';
import { openWatchedPage } from '../support/watchedPage.ts';
import { type Line, ratio } from './measure.ts';

type Times = { readonly mount: number[]; readonly move: number[] };

/** From the change of the address to the picture in which the first card stands, in milliseconds. */
const mount = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    location.hash = '#/trash';
    while (document.querySelector('.board') !== null || document.querySelector('main h1') === null)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const began = performance.now();
    location.hash = '#/pipeline';
    while (document.querySelectorAll('.boardColumn [data-card]').length < 8) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - began;
  });

/** From the key to the picture in which the card stands in its new column; it is brought back afterwards. */
const move = async (page: Page): Promise<number> => {
  await page.waitForTimeout(300);
  // Backwards: the way forward may ask for what the stage demands.
  await page.locator('.boardColumn').nth(1).locator('[data-card]').first().focus();
  await page.evaluate(() => {
    const noted = globalThis as { movedAfter?: Promise<number> };
    const columnOf = (): Element | null | undefined =>
      document.querySelector(`[data-card="${document.activeElement?.getAttribute('data-card') ?? ''}"]`)?.closest('section');
    const id = document.activeElement?.getAttribute('data-card') ?? '';
    const home = columnOf();
    noted.movedAfter = new Promise((resolve, reject) => {
      setTimeout(() => {
        reject(new Error('the card did not move'));
      }, 10_000);
      addEventListener(
        'keydown',
        ({ timeStamp, key }) => {
          if (key !== 'ArrowLeft') return;
          const look = (): void => {
            const now = document.querySelector(`[data-card="${id}"]`)?.closest('section');
            if (now === null || now === undefined || now === home) requestAnimationFrame(look);
            else
              requestAnimationFrame(() => {
                resolve(performance.now() - timeStamp);
              });
          };
          look();
        },
        { capture: true },
      );
    });
  });
  await page.keyboard.press('Shift+ArrowLeft');
  const time = await page.evaluate(async () => (globalThis as { movedAfter?: Promise<number> }).movedAfter ?? Number.NaN);
  await page.waitForTimeout(300);
  await page.keyboard.press('Control+z');
  await page.waitForTimeout(300);
  return time;
};

/** Null where there is no browser: what was to be measured is then said to be missing. */
export const benchBoardPage = async (dir: string, deals: number, rounds: number): Promise<readonly Line[]> => {
  const program = await prepareChromium();
  if (typeof program === 'string') {
    console.warn(`The board is not measured in a browser: ${program}.`);
    return [];
  }
  const inSight = 60;
  const browser = await launchChromium(program);
  const apps = [];
  try {
    const desks: { readonly page: Page; readonly times: Times }[] = [];
    for (const count of [deals, inSight]) {
      const home = join(dir, `home-${count}`);
      const storeDir = join(home, 'store');
      mkdirSync(home, { recursive: true });
      newStore(storeDir).close();
      addOpenDeals(storeDir, count);
      const app = await startApp(home, storeDir);
      apps.push(app);
      const { page } = await openWatchedPage(browser, app.origin, { reducedMotion: 'reduce' });
      await page.goto(app.link);
      await page.locator('main h1').waitFor();
      desks.push({ page, times: { mount: [], move: [] } });
    }
    for (let turn = 0; turn < 4 * rounds + 2; turn += 1)
      for (const { page, times } of desks) {
        await page.bringToFront();
        const [mounted, moved] = [await mount(page), await move(page)];
        if (turn < 2) continue;
        times.mount.push(mounted);
        times.move.push(moved);
      }
    const [many, few] = desks;
    if (many === undefined || few === undefined) throw new Error('both boards are measured');
    const what = `board of ${deals.toLocaleString('en')} open deals in a browser / the same with ${inSight}`;
    return [
      ratio(`${what}, until its cards stand there`, many.times.mount, few.times.mount, 1.5),
      ratio(`${what}, a card moved by key`, many.times.move, few.times.move, 1.5),
    ];
  } finally {
    await browser.close();
    for (const app of apps) await app.stop();
  }
};
