/** The page of a deal in the browser: the amount by its parts, a day as people type it, shared credit, and axe. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { hasBrowser } from '../support/browser.ts';
import { startDesk } from '../support/desk.ts';

const desk = startDesk();

const openDeal = async (page: Page): Promise<void> => {
  await page.locator('tbody tr[data-index]').first().click();
  await page.locator('.peek a.link').click();
  await page.locator('.recordSheet .worthForm, .recordSheet .figure').first().waitFor();
};

it.runIf(hasBrowser)('the amount is one-off and twelve months of what recurs, says so before it is saved, and is undone', async () => {
  const { page, problems } = await desk.open('#/pipeline?view=table');
  await openDeal(page);
  const figure = page.locator('.recordSide .figure');
  const before = await figure.innerText();
  await page.getByRole('button', { name: 'Edit amount' }).click();
  await page.getByLabel('One-off').fill('40 000');
  await page.getByLabel('A month').fill('5k');
  await page.getByLabel('Months').fill('36');
  const said = page.locator('.worthForm [role="status"]');
  expect((await said.innerText()).replaceAll('\u00a0', ' ')).toMatch(/Amount [A-Z]{3} 100 000 Whole contract [A-Z]{3} 220 000/u);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await figure.innerText()).replaceAll('\u00a0', ' ')).toMatch(/100 000$/u);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => figure.innerText()).toBe(before);
  await page.getByRole('button', { name: 'Edit amount' }).click();
  await page.getByLabel('One-off').fill('1,500');
  await page.getByText('Write it out').waitFor();
  expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser)('a day that could be two is asked about, and one that is clear is said in full', async () => {
  const { page, problems } = await desk.open('#/pipeline?view=table');
  await openDeal(page);
  const fact = page.locator('.facts .fact').filter({ hasText: 'Expected close' });
  await fact.locator('button').click();
  await fact.locator('input').fill('03/11/2027');
  await fact.getByText('Write the month in letters').waitFor();
  await fact.locator('input').fill('24.12.2027');
  await fact.getByText(/= Friday,? 24 December 2027/u).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(async () => fact.locator('button > span').first().textContent()).toBe('24 Dec 2027');
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser)('credit is saved only when it totals 100 per cent', async () => {
  const { page, problems } = await desk.open('#/pipeline?view=table');
  await openDeal(page);
  await page.getByRole('button', { name: 'Share the credit' }).click();
  const form = page.locator('.creditForm');
  const options = await form.locator('select').nth(1).locator('option').allTextContents();
  const owner = await form
    .locator('select')
    .first()
    .evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.textContent ?? '');
  const other = options.find((name) => name !== owner && name !== 'Nobody') ?? '';
  await form.locator('select').nth(1).selectOption({ label: other });
  await form.locator('.share input').first().fill('60');
  await form.getByText('Total 110').waitFor();
  expect(await form.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await form.locator('.share input').nth(1).fill('40');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.locator('.recordSide .lines li').filter({ hasText: other }).filter({ hasText: '40' }).waitFor();
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser).each(['light', 'dark'] as const)(
  'axe finds nothing serious on the page of a deal in the %s theme',
  async (colorScheme) => {
    const { page, problems } = await desk.open('#/pipeline?view=table', { colorScheme, locale: 'nb-NO' });
    await openDeal(page);
    await page.getByRole('button', { name: 'Fordel kreditten' }).click();
    await page.getByRole('button', { name: 'Rediger beløpet' }).click();
    const { violations } = await new AxeBuilder({ page }).include('main').analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
    expect(await problems()).toEqual([]);
  },
);
