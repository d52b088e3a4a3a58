/** The palette and the register of keys in a real browser: found, run and left by the keyboard alone, in four languages. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { languages, regions } from '../../src/shared/i18n/languages.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { discardDraft, drafts, saveDraft } from '../../src/shared/drafts/contract.ts';
import { hasBrowser } from '../support/browser.ts';
import { startDesk } from '../support/desk.ts';

const desk = startDesk();
const palette = 'dialog.palette';

const openPalette = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.locator(`${palette} input:focus`).waitFor();
};
/** Types, and waits until the answer to the whole text is there. */
const type = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.type(text);
  await page.locator(`${palette} [role=status]:not(:empty)`).waitFor();
};
const selected = async (page: Page): Promise<string> =>
  page.locator(`${palette} [role=option][aria-selected=true] .paletteTitle`).innerText();
const firstDeal = async (page: Page): Promise<string> => {
  const title = page.locator('table.ledger tbody tr[data-index="0"] td').first();
  await title.waitFor();
  return (await title.innerText()).split('\n')[0] ?? '';
};

it.runIf(hasBrowser)('a deal is found by the beginning of its name and opened with Enter, and is then among the last opened', async () => {
  const { page, problems } = await desk.open('#/pipeline?view=table');
  const title = await firstDeal(page);
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.locator('.figurePanel').first().waitFor();
  await openPalette(page);
  await type(page, title.toUpperCase());
  expect(await selected(page)).toContain(title);
  expect(await page.locator(`${palette} mark`).first().innerText()).not.toBe('');
  // The field keeps the focus and names the option in use.
  const named = await page.evaluate(
    () => document.getElementById(document.activeElement?.getAttribute('aria-activedescendant') ?? '')?.textContent,
  );
  expect(named).toContain(title);
  await page.keyboard.press('Enter');
  await expect.poll(async () => page.locator('.peek h2').textContent()).toBe(title);
  expect(await page.locator(palette).count()).toBe(0);
  await openPalette(page);
  await expect.poll(async () => selected(page)).toContain(title);
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser)('Enter before the answer has come opens the hit that was typed', async () => {
  const { page } = await desk.open('#/pipeline?view=table');
  const title = await firstDeal(page);
  await openPalette(page);
  await page.keyboard.insertText(title);
  await page.keyboard.press('Enter');
  await expect.poll(async () => page.locator('.peek h2').textContent()).toBe(title);
});

it.runIf(hasBrowser)('commands and settings are run from it, arrows go round, and Escape gives the focus back', async () => {
  const { page, problems } = await desk.open('#/cockpit');
  await page.locator('.searchField').focus();
  await page.keyboard.press('Enter');
  await page.locator(`${palette} input:focus`).waitFor();
  await page.keyboard.press('ArrowUp');
  const last = await selected(page);
  await page.keyboard.press('ArrowDown');
  expect(await selected(page)).not.toBe(last);
  await page.keyboard.press('Escape');
  await page.locator(palette).waitFor({ state: 'detached' });
  await expect.poll(async () => page.evaluate(() => document.activeElement?.className)).toContain('searchField');

  await openPalette(page);
  await type(page, 'norsk');
  await page.keyboard.press('Enter');
  await expect.poll(async () => page.evaluate(() => document.documentElement.lang)).toBe('nb');
  await openPalette(page);
  await type(page, 'gaa pipe');
  expect(await selected(page)).toBe(translate('nb', 'palette.goTo', { place: translate('nb', 'common.pipeline') }));
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toContain('#/pipeline');
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser)('what is typed in the field runs no command, and the sheet names every key', async () => {
  const { page } = await desk.open('#/cockpit');
  await openPalette(page);
  await page.keyboard.type('gp?/');
  expect(await page.locator(`${palette} input`).inputValue()).toBe('gp?/');
  expect(page.url()).toContain('#/cockpit');
  await page.keyboard.press('Escape');
  await page.locator(palette).waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  await page.locator('dialog.keySheet').waitFor();
  const keys = await page.locator('dialog.keySheet kbd').allTextContents();
  expect(keys).toEqual(expect.arrayContaining(['Ctrl+K', '?', 'g', 'h', 'p', 'Enter', 'Esc', 'Ctrl+Z', 'Ctrl+Shift+Z']));
  await page.keyboard.press('Escape');
  await page.locator('dialog.keySheet').waitFor({ state: 'detached' });
  await page.keyboard.press('/');
  await page.locator(palette).waitFor();
});

it.runIf(hasBrowser)('names with markup are shown as text, and nothing is found for signs', async () => {
  const { page, problems } = await desk.open('#/cockpit');
  await page.evaluate(async () =>
    fetch('call', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'accounts.create', input: { name: '<img src=x onerror=alert(1)> Zzyzx \u202E' } }),
    }),
  );
  await openPalette(page);
  await type(page, 'zzy');
  expect(await selected(page)).toContain('<img src=x onerror=alert(1)> Zzyzx');
  expect(await page.locator(`${palette} img`).count()).toBe(0);
  await page.locator(`${palette} input`).fill('"*^');
  await page.locator('.paletteNothing').waitFor();
  expect(await problems()).toEqual([]);
});

it.runIf(hasBrowser).each(languages)('palette and sheet are not wider than a small window in %s', async (language) => {
  const { page } = await desk.open('#/cockpit', { locale: regions[language], viewport: { width: 1024, height: 700 } });
  await openPalette(page);
  await type(page, 'ha');
  for (const shown of ['palette', 'keySheet']) {
    await page.locator(`dialog.${shown}`).waitFor();
    expect(await page.locator(`dialog.${shown}`).evaluate((dialog) => dialog.scrollWidth > dialog.clientWidth)).toBe(false);
    await page.keyboard.press('Escape');
    await page.locator(`dialog.${shown}`).waitFor({ state: 'detached' });
    if (shown === 'palette') await page.keyboard.press('?');
  }
});

it.runIf(hasBrowser)('a line half typed about an account is there again after a reload, and gone once it is logged', async () => {
  const { page, problems } = await desk.open('#/accounts');
  await openPalette(page);
  await type(page, 'zzy');
  await page.keyboard.press('Enter');
  const line = page.locator('.logLine input');
  const asked = (entry: string): Promise<unknown> =>
    page.waitForResponse((response) => response.request().postData()?.includes(`"${entry}"`) === true);
  await Promise.all([asked(saveDraft.name), line.fill('Ringte Åse, prøver igjen tirsdag')]);
  await page.reload();
  await expect.poll(async () => line.inputValue()).toBe('Ringte Åse, prøver igjen tirsdag');
  await Promise.all([asked(discardDraft.name), line.press('Enter')]);
  await expect.poll(async () => line.inputValue()).toBe('');
  // Only when the window has been told what is kept could something come back.
  await Promise.all([asked(drafts.name), page.reload()]);
  await page.locator('.timeline').waitFor();
  expect(await line.inputValue()).toBe('');
  expect(await problems()).toEqual([]);
});
