/** Every page that can be had of a store, shown in a real window: none may break, and none may say what only a program would. */
import type { Page } from 'playwright-core';
import type { Db } from '../../src/platform/database.ts';
import { figureIds } from '../../src/renderer/pipeline/cockpit/figures.ts';
import { railPlaces } from '../../src/renderer/app/placeNames.ts';
import { aPageFor } from './browser.ts';
import { aRunningApp } from './runningApp.ts';
import { openAt } from './stores.ts';

const places = [
  ...[...railPlaces, 'start'].map((place) => `#/${place}`),
  ...figureIds.map((figure) => `#/cockpit?figure=${figure}`),
  '#/cockpit?why=coverage',
  '#/cockpit?why=velocity',
  '#/pipeline?closed=all',
  ...['open', 'won', 'lost', 'all'].map((status) => `#/pipeline?view=table&status=${status}`),
  '#/reports?status=all',
];

const idsIn = (db: Db, table: 'account' | 'deal'): readonly string[] =>
  db
    .prepare(`SELECT id FROM ${table} WHERE deleted = 0 ORDER BY id`)
    .all([])
    .map(({ id }) => String(id));

/** Addresses of all pages: each place in its forms, and each record by itself. */
export const pagesOf = (db: Db): readonly string[] => [
  ...places,
  ...idsIn(db, 'deal').map((id) => `#/deal/${id}`),
  ...idsIn(db, 'account').map((id) => `#/accounts/${id}`),
];

/** What a person should never read: a value that had no words. */
const unsaid = /\bNaN\b|\bundefined\b|\bnull\b|\[object |Invalid Date|\bInfinity\b/u;

/** What is wrong with the pages over the store of a folder, each under its address; no record at all is wrong too. `spoil` plants a fault. */
export const brokenPages = async (dir: string, spoil: (page: Page) => Promise<void> = async () => {}): Promise<readonly string[]> => {
  const store = openAt(dir);
  const pages = pagesOf(store.db);
  store.close();
  const app = await aRunningApp({ store: dir });
  const { page, problems, settled } = await aPageFor(app.origin);
  await page.goto(app.link);
  await page.locator('main h1').waitFor();
  await spoil(page);
  const faults: string[] = [];
  let told = 0;
  for (const place of pages) {
    await page.evaluate((to) => {
      location.hash = to;
    }, place);
    await settled();
    const { alerts, text } = await page.evaluate(() => ({
      alerts: [...document.querySelectorAll('[role=alert]:has(.blank)')].map((alert) => alert.textContent),
      text: document.body.innerText,
    }));
    const word = unsaid.exec(text)?.[0];
    const all = await problems();
    faults.push(...[...alerts, ...(word === undefined ? [] : [`says ${word}`]), ...all.slice(told)].map((fault) => `${place}: ${fault}`));
    // A broken page stays broken while one is at the same place.
    if (alerts.length > 0) await page.reload();
    told = all.length;
  }
  await app.stop();
  return pages.length === places.length ? ['a store without a record shows nothing', ...faults] : faults;
};
