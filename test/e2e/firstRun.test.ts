/** The first run in the browser: the first page, the sample company set aside and brought back, and a workspace of one's own by keyboard alone. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { aPageFor, hasBrowser } from '../support/browser.ts';
import { startDesk } from '../support/desk.ts';
import { aRunningApp } from '../support/runningApp.ts';

const desk = startDesk();

const seriousIn = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id);
};

/** Tab until the focus is on what has that accessible name; fails where it never comes there. */
const tabTo = async (page: Page, name: string): Promise<void> => {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const { activeElement: at } = document;
      return `${at?.getAttribute('aria-label') ?? ''}|${at?.closest('label')?.querySelector('.meta')?.textContent ?? ''}|${at?.textContent ?? ''}`;
    });
    if (focused.split('|').includes(name)) return;
  }
  throw new Error(`the focus never came to ${name}`);
};

it.runIf(hasBrowser)('a first visit is led to the first questions, and from there into the sample company, once', async () => {
  const { page, problems } = await desk.open('', { locale: 'da-DK' });
  await page.getByRole('heading', { level: 1, name: 'Hvordan vil du begynde?' }).waitFor();
  expect(await page.getByLabel('Dataenes region').inputValue()).toBe('DK');
  expect(await seriousIn(page)).toEqual([]);
  await page.getByRole('button', { name: 'Udforsk eksempelvirksomheden' }).click();
  await page.locator('.sampleStrip').waitFor();
  expect(new URL(page.url()).hash).toBe('#/cockpit');
  await page.goto(`${desk.app().origin}/#/`);
  await page.locator('.sampleStrip').waitFor();
  expect(new URL(page.url()).hash).toBe('#/cockpit');
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser)(
  'one click sets the sample aside, the same page brings it back, and keys alone lead to a workspace of one’s own',
  async () => {
    // A program of its own: the others share theirs with this file's next test.
    const app = await aRunningApp();
    const { page, problems } = await aPageFor(app.origin, { locale: 'sv-SE' });
    await page.goto(app.link);
    await page.getByRole('button', { name: 'Utforska exempelföretaget' }).click();
    await page.getByRole('button', { name: 'Ta bort exemplet' }).click();
    await page.getByRole('heading', { level: 1, name: 'Hur vill du börja?' }).waitFor();
    await page.locator('.sampleStrip').waitFor({ state: 'detached' });
    // Nothing of it is left anywhere; each place draws what it will hold.
    for (const place of ['#/cockpit', '#/pipeline', '#/pipeline?view=table', '#/accounts', '#/import', '#/reports', '#/trash']) {
      await page.goto(`${app.origin}/${place}`);
      await page.locator('main .ghost').waitFor();
      expect(await page.locator('main tbody tr').count(), place).toBe(0);
    }

    await page.goto(`${app.origin}/#/start`);
    await page.getByRole('button', { name: 'Utforska exempelföretaget' }).click();
    await page.locator('.sampleStrip').waitFor();
    await page.getByRole('button', { name: 'Ta bort exemplet' }).click();
    await page.getByRole('heading', { level: 1, name: 'Hur vill du börja?' }).waitFor();
    await page.locator('.sampleStrip').waitFor({ state: 'detached' });

    expect(await page.getByLabel('Datans region').inputValue()).toBe('SE');
    expect(await page.getByLabel('Basvaluta').inputValue()).toBe('SEK');
    // Without the names nothing is made: the first empty field says so and has the focus.
    await tabTo(page, 'Börja tomt');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('company');
    await page.keyboard.type('Norrsken <b>AB</b>');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Åsa Öberg');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.getByRole('radio', { name: 'Marknad' }).isChecked()).toBe(true);
    await tabTo(page, 'Börja tomt');
    await page.keyboard.press('Enter');
    await page.getByText('Administratör, Norrsken <b>AB</b>').waitFor();
    expect(new URL(page.url()).hash).toBe('#/accounts');
    expect(await page.locator('.sampleStrip').count()).toBe(0);
    await page.goto(`${app.origin}/#/start`);
    await page.getByRole('heading', { level: 1, name: 'Hur vill du börja?' }).waitFor({ state: 'detached' });
    expect(await problems()).toEqual([]);
    expect(await app.stop()).toBe(0);
  },
);
