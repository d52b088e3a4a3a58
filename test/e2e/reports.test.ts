/** The page of the reports: a report is chosen, made and taken away; page and paper are well-formed for those who hear them. */
import { expect, it } from 'vitest';
import { translate } from '../../src/shared/i18n/translate.ts';
import { bytesOf, hasBrowser } from '../support/browser.ts';
import { startDesk } from '../support/desk.ts';
import { readPdf, textOf } from '../support/pdf.ts';

const desk = startDesk();

it.runIf(hasBrowser)('a report is chosen by keyboard, made, and taken away as a PDF', async () => {
  const { page, problems } = await desk.open('#/reports', { acceptDownloads: true });
  const won = page.getByRole('radio', { name: translate('en', 'pipeline.filterWon') });
  await won.focus();
  await page.keyboard.press('Space');
  await page.getByRole('combobox', { name: translate('en', 'reports.languageOf') }).selectOption('nb');
  const make = page.getByRole('button', { name: translate('en', 'reports.make') });
  await make.focus();
  const downloading = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^Pipeline .+\.pdf$/u);
  const pdf = await readPdf(await bytesOf(download));
  expect(pdf.language).toBe('nb');
  expect(pdf.pages.map(textOf).join(' ')).toContain(translate('nb', 'reports.tableWon'));
  await page.getByRole('button', { name: `${translate('en', 'reports.download')}: ${download.suggestedFilename()}` }).waitFor();
  await expect
    .poll(() => page.getByRole('status').first().textContent())
    .toBe(translate('en', 'reports.ready', { name: download.suggestedFilename() }));
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser)('a printed page speaks its own language and leaves that of the windows alone', async () => {
  const { page, problems } = await desk.open('#/cockpit');
  const { origin } = new URL(page.url());
  await page.goto(`${origin}/?print#/print/pipeline?lang=sv&status=all`);
  await page.locator('html[data-ready="yes"]').waitFor({ state: 'attached' });
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('sv');
  expect(await page.locator('h1').textContent()).toBe(translate('sv', 'reports.title'));
  const levels = await page.locator('h1, h2, h3').evaluateAll((found) => found.map(({ tagName }) => Number(tagName.slice(1))));
  expect(levels.every((level, at) => level <= (levels[at - 1] ?? 0) + 1)).toBe(true);
  await page.goto(`${origin}/?again#/cockpit`);
  await page.locator('main h1').waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser)('an address that asks for no report says why instead of waiting for ever', async () => {
  const { page } = await desk.open('#/cockpit');
  const { origin } = new URL(page.url());
  await page.goto(`${origin}/?bad#/print/pipeline?lang=en&from=2026-06-30&to=2026-01-01`);
  await page.locator('html[data-ready="failed"]').waitFor({ state: 'attached' });
  expect(await page.getByRole('alert').textContent()).toBe(translate('en', 'errors.PeriodBackwards'));
});
