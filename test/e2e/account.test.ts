/** Accounts in the browser: the sorted list, facts edited where they stand, two windows that meet, and a call in one line. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { hasBrowser } from '../support/browser.ts';
import { startDesk } from '../support/desk.ts';

const desk = startDesk();

const openFirst = async (page: Page): Promise<string> => {
  await page.locator('tbody tr[data-index]').first().press('Enter');
  await page.locator('.recordSheet').waitFor();
  return page.evaluate(() => location.hash);
};
const fact = (page: Page, name: string) => page.locator('.facts .fact').filter({ hasText: name });

it.runIf(hasBrowser)('g a leads to the list, which sorts by open deals and opens an account', async () => {
  const { page, problems } = await desk.open('#/cockpit');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'Open deals' }).click();
  await page.locator('th[aria-sort="descending"]').waitFor();
  const counts = async () => (await page.locator('tbody tr[data-index] td:last-child').allTextContents()).map(Number);
  await expect.poll(async () => (await counts()).every((count, at, all) => at === 0 || count <= (all[at - 1] ?? 0))).toBe(true);
  const most = (await counts())[0] ?? 0;
  expect(most).toBeGreaterThan(0);
  await openFirst(page);
  await expect.poll(async () => page.locator('.recordDeals tbody tr').count()).toBeGreaterThanOrEqual(most);
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser)('F2 edits a fact, Esc reverts it, Enter saves it, and Ctrl+Z takes it back', async () => {
  const { page, problems } = await desk.open('#/accounts');
  await openFirst(page);
  const place = fact(page, 'Place');
  const before = await place.locator('button > span').first().textContent();
  await place.locator('button').focus();
  await page.keyboard.press('F2');
  await place.locator('input').fill('Nowhere');
  await page.keyboard.press('Escape');
  await expect.poll(async () => place.locator('button > span').first().textContent()).toBe(before);
  await page.keyboard.press('F2');
  await place.locator('input').fill('Kautokeino');
  await page.keyboard.press('Enter');
  await expect.poll(async () => place.locator('button > span').first().textContent()).toBe('Kautokeino');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => place.locator('button > span').first().textContent()).toBe(before);
  const number = fact(page, 'Organisation number');
  await number.locator('button').click();
  await number.locator('input').fill('923 609 017');
  await number.getByText('No Norwegian, Danish or Swedish number').waitFor();
  await number.locator('input').fill('923 609 016');
  await number.getByText('Valid in Norway').waitFor();
  await page.keyboard.press('Escape');
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser)('a value that another window changed meanwhile is said, and both are shown', async () => {
  const one = await desk.open('#/accounts');
  const hash = await openFirst(one.page);
  const two = await desk.open(hash);
  await two.page.locator('.recordSheet').waitFor();
  const [mine, theirs] = [fact(one.page, 'Place'), fact(two.page, 'Place')];
  await mine.locator('button').click();
  await mine.locator('input').fill('Molde');
  await theirs.locator('button').click();
  await theirs.locator('input').fill('Vadsø');
  await two.page.keyboard.press('Enter');
  await theirs.getByText('Vadsø', { exact: true }).waitFor();
  await mine.getByText('Changed meanwhile to “Vadsø”. You wrote “Molde”.').waitFor();
  await mine.getByRole('button', { name: 'Save mine' }).click();
  await theirs.getByText('Molde', { exact: true }).waitFor();
  expect([...(await one.problems()), ...(await two.problems())]).toEqual([]);
  await one.close();
  await two.close();
});

it.runIf(hasBrowser)('l and one line log a call, which stands first in the timeline', async () => {
  const { page, problems } = await desk.open('#/accounts');
  await openFirst(page);
  await page.keyboard.press('l');
  await page.locator('.logLine input:focus').waitFor();
  await page.keyboard.type('Wants an offer before Friday');
  await page.keyboard.press('Enter');
  await expect.poll(async () => page.locator('.timeline li .body').first().textContent()).toBe('Wants an offer before Friday');
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser)('a merge says what moves, takes the other account out of the list, and is undone from the page', async () => {
  const { page, problems } = await desk.open('#/accounts');
  const total = page.locator('tfoot td').first();
  const before = await total.innerText();
  const [keep = '', gone = ''] = await page.locator('tbody tr[data-index] td:first-child .medium').allTextContents();
  await openFirst(page);
  await page.getByRole('button', { name: 'Merge' }).click();
  await page.getByRole('combobox', { name: 'The account that goes' }).fill(gone);
  await page.getByRole('option', { name: gone }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText(`move to ${keep}`).waitFor();
  await page.getByRole('button', { name: `Merge ${gone} into ${keep}` }).click();
  await page.getByText(`${gone} was merged into this account.`).waitFor();
  await page.getByRole('link', { name: 'All accounts' }).click();
  await expect.poll(async () => total.innerText()).not.toBe(before);
  await page.goBack();
  await page.getByRole('button', { name: 'Undo the merge' }).click();
  await page.getByText('The merge is undone.').first().waitFor();
  await page.getByRole('link', { name: 'All accounts' }).click();
  await expect.poll(async () => total.innerText()).toBe(before);
  expect(await problems()).toEqual([]);
});
