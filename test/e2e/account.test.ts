/** Accounts in the browser: the sorted list, facts edited where they stand, two windows that meet, and a call in one line. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { contact } from '../../src/shared/accounts/schema.ts';
import { fieldKey } from '../../src/shared/i18n/dictionary.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { fieldsIn } from '../../src/shared/kernel/fields.ts';
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

it.runIf(hasBrowser)('a contact shows every field that is declared, each under its word, within its limit, and saves it', async () => {
  const { page, problems } = await desk.open('#/accounts');
  await openFirst(page);
  await page.getByRole('textbox', { name: 'Add contact' }).fill('Åse Vik');
  await page.keyboard.press('Enter');
  const line = page.locator('.contacts li').filter({ hasText: 'Åse Vik' });
  const [, ...rest] = fieldsIn(contact);
  const words = rest.map((field) => translate('en', fieldKey(field)));
  await expect.poll(async () => line.locator('button.editable > span:first-child').allTextContents()).toEqual(['Åse Vik', ...words]);
  for (const [at, { of, facets }] of rest.entries()) {
    const button = line.locator('button.editable').nth(at + 1);
    await button.click();
    const input = line.locator('input');
    expect(await input.getAttribute('maxlength')).toBe(String(of.max));
    expect(await input.getAttribute('inputmode')).toBe(facets.holdsA === 'phone' ? 'tel' : (facets.holdsA ?? 'text'));
    await input.fill(`Value ${at}`);
    await page.keyboard.press('Enter');
    await line.getByText(`Value ${at}`, { exact: true }).waitFor();
  }
  const name = line.locator('button.editable').first();
  await name.click();
  await line.locator('input').fill(' ');
  await line.getByText('A name is needed').waitFor();
  await page.keyboard.press('Escape');
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser)('a number, a year and an amount of an account are taken as their columns can hold them', async () => {
  const { page, problems } = await desk.open('#/accounts');
  await openFirst(page);
  const type = async (name: string, text: string): Promise<void> => {
    await fact(page, name).locator('button').click();
    await fact(page, name).locator('input').fill(text);
  };
  await type('Founded', '999');
  await fact(page, 'Founded').getByText('Write a year with four digits').waitFor();
  await page.keyboard.press('Escape');
  await type('Employees', '100000001');
  await fact(page, 'Employees').getByText('Write a whole number').waitFor();
  await fact(page, 'Employees').locator('input').fill('1 250');
  await page.keyboard.press('Enter');
  await fact(page, 'Employees').getByText('1 250', { exact: true }).waitFor();
  await type('Yearly revenue', 'SEK 200 000');
  await page.keyboard.press('Enter');
  await fact(page, 'Yearly revenue').getByText('SEK 200 000').waitFor();
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
  await page.getByText(`What moves to ${keep}`).waitFor();
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
