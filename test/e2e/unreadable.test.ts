/** What a hub once numbered and no page can show breaks no page, and is said in words where it would stand. */
import { expect, it } from 'vitest';
import { deals } from '../../src/shared/pipeline/contract.ts';
import { aPageFor, hasBrowser } from '../support/browser.ts';
import { anApp } from '../support/anApp.ts';
import { brokenPages } from '../support/everyPage.ts';
import { putOddRows } from '../support/oddRows.ts';
import { kept } from '../support/oddValues.ts';
import { aRunningApp } from '../support/runningApp.ts';

/** The first and the last of what no column takes: a number or a text of another world, and one just beyond the edge. */
const worst = (column: Parameters<typeof kept>[0]) => {
  const values = kept(column);
  return [...new Set([values[0], values.at(-1)])].filter((value) => value !== undefined);
};

it.runIf(hasBrowser)('every page over a store with a value of every column that it does not take', async () => {
  const app = await anApp();
  const odd = await putOddRows(app, worst);
  expect(odd.length).toBeGreaterThan(150);
  expect((await app.run(deals, {})).count).toBeGreaterThan(40);
  const { id } = odd.find(({ table, name }) => table.name === 'deal' && name === 'nextStepDay') ?? { id: '' };
  await app.close();
  expect(await brokenPages(app.dir)).toEqual([]);
  const running = await aRunningApp({ store: app.dir });
  const { page } = await aPageFor(running.origin);
  await page.goto(running.link);
  await page.locator('main h1').waitFor();
  for (const place of [`#/deal/${id}`, '#/settings']) {
    await page.goto(`${running.origin}/${place}`);
    await page.getByText('unreadable value').first().waitFor();
  }
  await running.stop();
});
