/** The pipeline table: all deals of its filter, their total, and the keyboard alone. */
import { expect, it } from 'vitest';
import { hasBrowser } from '../support/browser.ts';
import { readMinor, startDesk } from '../support/desk.ts';
import { jsonOf } from '../support/terminal.ts';

const desk = startDesk();

it.runIf(hasBrowser)('the table holds all open deals and ends in their sum', async () => {
  const now = (await jsonOf(['kpi', '--store', desk.app().storeDir])) as {
    readonly openCount: number;
    readonly openAmount: Readonly<Record<string, number>>;
  };
  const { page, problems, settled } = await desk.open('#/pipeline?view=table');
  const table = page.locator('table.ledger');
  await table.waitFor();
  expect(await table.getAttribute('aria-rowcount')).toBe(String(now.openCount + 1));
  const foot = await page.locator('tfoot').innerText();
  const sums = (foot.match(/[A-Z]{3}[\u00a0\d,.]+/gu) ?? []).map((sum) => `${sum.slice(0, 3)} ${readMinor('en', sum)}`);
  expect(sums).toEqual(expect.arrayContaining(Object.entries(now.openAmount).map(([currency, minor]) => `${currency} ${minor}`)));
  // Rows outside the sight do not exist; walking to the end shows each of them once.
  const seen = new Set<string>();
  await page.locator('tbody tr[data-index]').first().focus();
  for (let pages = 0; pages < 500 && seen.size < now.openCount; pages += 1) {
    for (const index of await page
      .locator('tbody tr[data-index]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-index') ?? '')))
      seen.add(index);
    await page.keyboard.press('PageDown');
    await settled();
  }
  expect(seen.size).toBe(now.openCount);
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser)('a head sorts the table, and says so', async () => {
  const { page } = await desk.open('#/pipeline?view=table');
  const heads = page.locator('thead th');
  await heads.first().waitFor();
  const sortedBy = async (): Promise<readonly string[]> =>
    heads.evaluateAll((found) =>
      found.map((head) => head.getAttribute('aria-sort') ?? '').filter((sort) => sort === 'ascending' || sort === 'descending'),
    );
  expect(await sortedBy()).toHaveLength(1);
  const amountHead = heads.filter({ hasText: 'Amount' }).locator('button');
  // Sums of different currencies are not compared; within one they must rise or fall.
  const amounts = async (): Promise<readonly string[]> => {
    const cells = await page.locator('tbody tr[data-index] td').allTextContents();
    return cells.flatMap((cell) => /[A-Z]{3}\u00a0[\d\u00a0.]+$/u.exec(cell)?.[0] ?? []);
  };
  const isFalling = (sums: readonly string[]): boolean =>
    sums.every((sum, at) => {
      const before = sums[at - 1];
      return before === undefined || before.slice(0, 3) !== sum.slice(0, 3) || readMinor('en', sum) <= readMinor('en', before);
    });
  await amountHead.click();
  await expect.poll(async () => (await sortedBy()).length).toBe(1);
  await expect
    .poll(async () => {
      const values = await amounts();
      return values.length > 2 && (isFalling(values) || isFalling([...values].reverse()));
    })
    .toBe(true);
  const before = await amounts();
  await amountHead.click();
  await expect.poll(async () => (await amounts())[0] === before[0]).toBe(false);
});

it.runIf(hasBrowser)('everything can be reached and left by the keyboard alone', async () => {
  const { page, problems } = await desk.open('#/cockpit');
  const focused = async (): Promise<string> => page.evaluate(() => document.activeElement?.className ?? '');
  await page.locator('.figurePanel').first().waitFor();

  for (let steps = 0; steps < 80 && !(await focused()).includes('trace'); steps += 1) await page.keyboard.press('Tab');
  expect(await focused()).toContain('trace');
  const outline = await page.evaluate(() => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement ?? document.body);
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  });
  expect(outline).toBe(true);
  await page.keyboard.press('Enter');
  await page.locator('.peek').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.peek').waitFor({ state: 'detached' });
  await expect.poll(focused).toContain('trace');

  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.locator('.board [data-card]').first().waitFor();
  await page.getByRole('radio', { name: 'Table' }).focus();
  await page.keyboard.press('Space');
  await page.locator('table.ledger tbody tr[data-index]').first().waitFor();
  for (let steps = 0; steps < 80 && (await page.evaluate(() => document.activeElement?.tagName)) !== 'TR'; steps += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => page.evaluate(() => document.activeElement?.getAttribute('data-index'))).toBe('1');
  const title = await page.evaluate(() => document.activeElement?.querySelector('td')?.textContent ?? '');
  await page.keyboard.press('Enter');
  await expect.poll(async () => page.locator('.peek h2').textContent()).toBe(title);
  await page.keyboard.press('Escape');
  await page.locator('.peek').waitFor({ state: 'detached' });

  await page.keyboard.press('?');
  await page.locator('dialog[open]').waitFor();
  expect(await page.locator('dialog kbd').allTextContents()).toEqual(expect.arrayContaining(['g', 'h', 'p', '?']));
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.locator('.figurePanel').first().waitFor();
  expect(await problems()).toEqual([]);
});
