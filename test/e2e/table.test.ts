/** The pipeline table with hands on it, by the keyboard alone: filters, cells, many rows at once, saved views, and a second window. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { hasBrowser } from '../support/browser.ts';
import { startDesk } from '../support/desk.ts';
import { jsonOf } from '../support/terminal.ts';

const desk = startDesk();

const rows = (page: Page) => page.locator('table.ledger tbody tr[data-index]');
const countShown = async (page: Page): Promise<number> => Number(await page.locator('table.ledger').getAttribute('aria-rowcount')) - 1;
const focusRow = async (page: Page, index: number): Promise<void> => {
  await page.locator(`tbody tr[data-index="${index}"]`).focus();
};
const said = (page: Page) => page.locator('.said');
/** The cell of a column, by its head, in a row. */
const cell = async (page: Page, index: number, head: string) => {
  const heads = await page.locator('thead th').allTextContents();
  return page.locator(`tbody tr[data-index="${index}"] td[data-column="${heads.indexOf(head)}"]`);
};
const serious = async (page: Page): Promise<readonly string[]> =>
  (await new AxeBuilder({ page }).analyze()).violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);

it.runIf(hasBrowser)('filters are typed, stand in the address, are taken away one by one, and Back goes back', async () => {
  const { page, problems } = await desk.open('#/pipeline?view=table');
  await rows(page).first().waitFor();
  const all = await countShown(page);
  const title = ((await (await cell(page, 0, 'Deal')).textContent()) ?? '').split(' ')[0] ?? '';
  await focusRow(page, 0);
  await page.keyboard.press('f');
  await page.keyboard.type(title.toLowerCase());
  // The address follows the typing, and the list the address.
  await expect.poll(async () => page.evaluate(() => location.hash)).toContain(`q=${encodeURIComponent(title.toLowerCase())}`);
  await expect.poll(async () => countShown(page)).toBeLessThan(all);
  await expect
    .poll(async () => (await rows(page).locator('td[data-column="0"]').allTextContents()).filter((text) => !text.includes(title)))
    .toEqual([]);
  await page.getByRole('button', { name: 'More filters' }).press('Enter');
  await page.getByLabel('Quiet for more days than').fill('14');
  await page.keyboard.press('Enter');
  await page.getByLabel('Amount from NOK').fill('1.2m');
  await expect.poll(async () => page.locator('.moreFilters [role=status]').textContent()).toBe('= NOK\u00a01\u00a0200\u00a0000');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More filters (1)' }).press('Enter');
  await page.goBack();
  await expect.poll(async () => page.locator('.chip').count()).toBe(0);
  await page.goBack();
  await expect.poll(async () => countShown(page)).toBe(all);
  // A link from elsewhere holds all of it.
  await page.evaluate(() => {
    location.hash = '#/pipeline?view=table&cur=NOK&min=10000000&max=100000000&closeFrom=2020-01-01&no=step';
  });
  await expect.poll(async () => page.locator('.chip').count()).toBe(3);
  await expect.poll(async () => countShown(page)).toBeLessThan(all);
  expect(await countShown(page)).toBeGreaterThan(0);
  expect(await serious(page)).toEqual([]);
  await page.locator('.chip').first().press('Enter');
  await expect.poll(async () => page.locator('.chip').count()).toBe(2);
  await page.getByRole('button', { name: 'Clear the filters' }).press('Enter');
  await expect.poll(async () => countShown(page)).toBe(all);
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser)('cells are edited where they stand: F2, what was read, Enter, Tab from cell to cell, Esc', async () => {
  const { page, problems } = await desk.open('#/pipeline?view=table&sort=title');
  await rows(page).first().waitFor();
  await focusRow(page, 0);
  await page.keyboard.press('F2');
  const field = page.locator('.cellEditor > input, .cellEditor > select');
  const before = await field.inputValue();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Abc renamed');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await cell(page, 0, 'Deal')).textContent()).toBe('Abc renamed');
  await expect.poll(async () => page.evaluate(() => document.activeElement?.getAttribute('data-column'))).toBe('0');
  // From cell to cell, past those that are not edited here.
  await page.keyboard.press('F2');
  await page.keyboard.press('Tab');
  await expect.poll(async () => field.getAttribute('aria-label')).toBe('Owner');
  await page.keyboard.press('Tab');
  await expect.poll(async () => field.getAttribute('aria-label')).toBe('Next step');
  await page.keyboard.type('Call on Monday');
  await page.keyboard.press('Tab');
  await expect.poll(async () => field.getAttribute('aria-label')).toBe('Amount');
  await page.keyboard.type('150k');
  await expect.poll(async () => page.locator('.cellNote').textContent()).toMatch(/^= [A-Z]{3}\u00a0150\u00a0000$/u);
  await page.keyboard.press('Tab');
  await expect.poll(async () => field.getAttribute('aria-label')).toBe('Expected close');
  await page.keyboard.type('03/04/2027');
  await expect.poll(async () => page.locator('.cellNote[role=alert]').textContent()).toContain(' or ');
  await page.keyboard.press('Enter');
  expect(await field.count()).toBe(1);
  await page.keyboard.press('Escape');
  await expect.poll(async () => field.count()).toBe(0);
  await expect.poll(async () => (await cell(page, 0, 'Next step')).textContent()).toBe('Call on Monday');
  await expect.poll(async () => (await cell(page, 0, 'Amount')).textContent()).toMatch(/150\u00a0000$/u);
  // The stage asks for more than a cell can hold.
  await (await cell(page, 0, 'Stage')).focus();
  await page.keyboard.press('F2');
  await expect.poll(async () => said(page).textContent()).toContain('page of the deal');
  // Each is seen before the next is taken back: two strokes at once could be answered by one.
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await cell(page, 0, 'Amount')).textContent()).not.toMatch(/150\u00a0000$/u);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await cell(page, 0, 'Next step')).textContent()).not.toBe('Call on Monday');
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await cell(page, 0, 'Deal')).textContent()).not.toBe('Abc renamed');
  await expect.poll(async () => said(page).textContent()).toContain('Taken back');
  await expect.poll(async () => (await rows(page).locator('td[data-column="0"]').allTextContents()).includes(before)).toBe(true);
  // With the mouse: twice.
  await (await cell(page, 1, 'Next step')).dblclick();
  await expect.poll(async () => field.getAttribute('aria-label')).toBe('Next step');
  expect(await page.locator('.peek').count()).toBe(0);
  await page.keyboard.press('Escape');
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser)('a second window that wrote the same cell meanwhile is told of, and both values stand in the history', async () => {
  const [mine, theirs] = [await desk.open('#/pipeline?view=table&sort=title'), await desk.open('#/pipeline?view=table&sort=title')];
  for (const { page } of [mine, theirs]) await rows(page).first().waitFor();
  const open = async (page: Page, text: string): Promise<void> => {
    await (await cell(page, 2, 'Next step')).focus();
    await page.keyboard.press('F2');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(text);
  };
  await open(mine.page, 'What I wrote');
  await open(theirs.page, 'What they wrote');
  await theirs.page.keyboard.press('Enter');
  const conflict = mine.page.locator('.cellNote.conflict');
  await conflict.waitFor();
  expect(await conflict.textContent()).toMatch(/What they wrote.*What I wrote/u);
  expect(await serious(mine.page)).toEqual([]);
  // Enter alone does not overwrite what the other wrote.
  await mine.page.keyboard.press('Enter');
  expect(await conflict.count()).toBe(1);
  await mine.page.keyboard.press('Tab');
  await mine.page.keyboard.press('Tab');
  await mine.page.keyboard.press('Enter');
  for (const { page } of [mine, theirs])
    await expect.poll(async () => (await cell(page, 2, 'Next step')).textContent()).toBe('What I wrote');
  await focusRow(mine.page, 2);
  await mine.page.keyboard.press('Enter');
  await mine.page.locator('.peek .link').press('Enter');
  const record = mine.page.locator('.recordMain');
  await expect.poll(async () => record.textContent()).toContain('What they wrote → What I wrote');
  for (const { problems } of [mine, theirs]) {
    expect(await problems()).toEqual([]);
  }
});

it.runIf(hasBrowser)('rows are chosen and changed together, refusals are named first, and one undo takes all of it back', async () => {
  const { page, problems } = await desk.open('#/pipeline?view=table&sort=stage');
  await rows(page).first().waitFor();
  const all = await countShown(page);
  const steps = async (): Promise<readonly string[]> =>
    Promise.all([0, 1, 2, 3].map(async (index) => (await (await cell(page, index, 'Next step')).textContent()) ?? ''));
  const before = await steps();
  await focusRow(page, 0);
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowUp');
  const bar = page.locator('.selectionBar');
  await expect.poll(async () => bar.textContent()).toContain('3 chosen');
  await page.keyboard.press('b');
  await page.getByLabel('What shall change?').selectOption('nextStep');
  await page.getByLabel('Next step', { exact: true }).fill('Same for all');
  expect(await serious(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect.poll(async () => said(page).textContent()).toContain('3 deals changed. Ctrl+Z takes it back.');
  await expect.poll(steps).toEqual(['Same for all', 'Same for all', 'Same for all', before[3]]);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(steps).toEqual(before);

  // Forward without a reason: refused, by name, and nothing is done.
  await focusRow(page, 0);
  await page.keyboard.press('ControlOrMeta+a');
  await expect.poll(async () => bar.textContent()).toContain(`${all} chosen`);
  await page.getByLabel('What shall change?').selectOption('stage');
  await page.getByLabel('Stage', { exact: true }).last().selectOption({ label: 'Negotiation' });
  await bar.getByRole('button', { name: `Change ${all} deals` }).press('Enter');
  const refused = page.locator('.refusedDeals');
  await refused.waitFor();
  expect(await refused.textContent()).toMatch(/\d+ deals? cannot be changed so\. Nothing is changed yet\./u);
  expect(await serious(page)).toEqual([]);
  const possible = Number(/Change the (\d+) other/u.exec((await refused.textContent()) ?? '')?.[1] ?? 0);
  await refused.getByRole('button', { name: 'Leave all as they are' }).press('Enter');
  await bar.waitFor();
  expect(await countShown(page)).toBe(all);
  await expect.poll(async () => page.evaluate(() => document.activeElement?.textContent)).toBe(`Change ${all} deals`);
  if (possible > 0) {
    await bar.getByRole('button', { name: `Change ${all} deals` }).press('Enter');
    await refused.getByRole('button', { name: /Change the \d+ other/u }).press('Enter');
    await expect.poll(async () => said(page).textContent()).toContain(`${possible} deal`);
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(async () => said(page).textContent()).toContain('Taken back');
  }
  // A row that goes leaves the focus to the one in its place.
  await focusRow(page, 0);
  await page.keyboard.press('x');
  await bar.waitFor();
  await page.getByLabel('What shall change?').selectOption('remove');
  await bar.getByRole('button', { name: 'Remove 1 deal' }).press('Enter');
  await expect.poll(async () => countShown(page)).toBe(all - 1);
  await expect.poll(async () => page.evaluate(() => document.activeElement?.getAttribute('data-index'))).toBe('0');
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => countShown(page)).toBe(all);
  await focusRow(page, 0);
  await page.keyboard.press('x');
  await bar.waitFor();
  await page.keyboard.press('Escape');
  await bar.waitFor({ state: 'detached' });
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser)('columns are chosen and moved, and a view of it is saved, opened elsewhere, changed and removed', async () => {
  const { page, problems } = await desk.open('#/pipeline?view=table');
  await rows(page).first().waitFor();
  const heads = async (): Promise<readonly string[]> => page.locator('thead th').allTextContents();
  await page.getByRole('button', { name: 'Columns' }).press('Enter');
  // An opened panel takes the focus to its first control: a key sent before that would be meant for another one.
  await page.locator('.tablePanel :focus').waitFor();
  await page.getByRole('checkbox', { name: 'Quiet days' }).press('Space');
  await expect.poll(heads).toEqual(['Deal', 'Company', 'Stage', 'Owner', 'Next step', 'Amount', 'Expected close']);
  await page.getByRole('button', { name: 'Amount one place to the left' }).press('Enter');
  await expect.poll(heads).toEqual(['Deal', 'Company', 'Stage', 'Owner', 'Amount', 'Next step', 'Expected close']);
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'Won' }).press('Space');
  await page.getByRole('button', { name: 'Views' }).press('Enter');
  await page.locator('.tablePanel :focus').waitFor();
  await page.getByLabel('Name of the view').fill('Won, by amount');
  await page.getByLabel('Share it with everybody').press('Space');
  await page.getByLabel('Name of the view').press('Enter');
  await expect.poll(async () => said(page).textContent()).toContain('The view Won, by amount is saved.');
  const address = await page.evaluate(() => location.hash);
  // The open deals stand there until the won ones have come.
  const { wonCount: count } = (await jsonOf(['kpi', '--store', desk.app().storeDir])) as { readonly wonCount: number };
  await expect.poll(async () => countShown(page)).toBe(count);

  // Another window opens it from its list, and by the address alone.
  const other = await desk.open('#/pipeline?view=table');
  await other.page.getByRole('button', { name: 'Views' }).press('Enter');
  await other.page.getByRole('button', { name: 'Won, by amount' }).press('Enter');
  await expect.poll(async () => countShown(other.page)).toBe(count);
  await expect.poll(async () => other.page.evaluate(() => location.hash)).toContain('saved=');
  await other.close();
  const linked = await desk.open(address);
  await expect.poll(async () => countShown(linked.page)).toBe(count);
  await expect.poll(async () => linked.page.locator('thead th').allTextContents()).toEqual(await heads());

  // Looking at something else in it is no change of the view until that is saved.
  await linked.page.locator('thead button', { hasText: 'Owner' }).press('Enter');
  const trigger = linked.page.locator('.filtersEnd > button').first();
  await expect.poll(async () => trigger.textContent()).toBe('Won, by amount, changed');
  await trigger.press('Enter');
  await linked.page.getByRole('button', { name: 'Save the changes' }).press('Enter');
  await expect.poll(async () => trigger.textContent()).toBe('Won, by amount');
  await linked.page.locator('.tablePanel').waitFor({ state: 'detached' });
  await trigger.press('Enter');
  await linked.page.getByRole('button', { name: 'Remove the view' }).press('Enter');
  await expect.poll(async () => said(linked.page).textContent()).toContain('is removed');
  await linked.page.locator('main h1').click();
  await linked.page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => said(linked.page).textContent()).toContain('view removed');
  await trigger.press('Enter');
  await linked.page.locator('.viewList button', { hasText: 'Won, by amount' }).waitFor();
  expect(await linked.problems()).toEqual([]);
  await linked.close();
  expect(await problems()).toEqual([]);
});
