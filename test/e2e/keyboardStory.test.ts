/** The same story without a mouse: import, board, win, note, settings, undo and report, by the keyboard alone and in another language. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { TextKey, TextParams } from '../../src/shared/i18n/dictionary.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { stageOf } from '../support/boardPage.ts';
import { companyName, fileDeals, writeCsvFolders } from '../support/dealCsv.ts';
import { hasBrowser, startDesk } from '../support/desk.ts';
import { countPointer, focusedName, pointerUsed, pressOn, runFromPalette, tabTo } from '../support/keyboardOnly.ts';
import { readPdf } from '../support/pdf.ts';
import { samspillJson } from '../support/runningApp.ts';
import { tempDir } from '../support/tempDir.ts';

let storeDir = '';
const desk = startDesk((home) => {
  storeDir = join(home, 'own');
  return ['--store', storeDir];
});
const t = (key: TextKey, params: TextParams = {}): string => translate('nb', key, params);
const patient = { timeout: 10_000 } as const;
const kpi = async (): Promise<{ readonly openCount: number; readonly wonCount: number }> =>
  (await samspillJson(['kpi', '--store', storeDir])) as { readonly openCount: number; readonly wonCount: number };

/** Files of a small company, in one of which a product is misspelt. */
const files = (): readonly string[] => {
  const { known, deals } = writeCsvFolders(tempDir('by-keys'), fileDeals(80, 'by keys'));
  const pipeline = join(deals, 'sales_pipeline.csv');
  writeFileSync(pipeline, readFileSync(pipeline, 'utf8').replace('Sensor 3', 'Sensr 3'));
  return [...['sales_teams.csv', 'products.csv', 'accounts.csv'].map((name) => join(known, name)), pipeline];
};

const openPage = async (place: string): Promise<Awaited<ReturnType<typeof desk.open>>> => {
  const watched = await desk.open(place, { locale: 'nb-NO', acceptDownloads: true });
  await countPointer(watched.page);
  return watched;
};

const said = (page: Page, text: string): Promise<void> => page.locator('.said').filter({ hasText: text }).waitFor();

describe('by the keyboard alone', () => {
  it.runIf(hasBrowser)('files are chosen, a question is answered, and everything comes in', async () => {
    const { page, problems, close } = await openPage('#/cockpit');
    await runFromPalette(page, 'til import');
    await expect.poll(() => page.url()).toContain('#/import');
    const chooser = page.waitForEvent('filechooser');
    await pressOn(page, t('wizard.chooseFiles'));
    await (await chooser).setFiles([...files()]);
    await page.locator('.fileTabs').waitFor();
    await pressOn(page, t('wizard.next'));
    await page.locator('.ledger.columns').waitFor();
    await pressOn(page, t('wizard.toCheck'));
    await page.locator('[data-problem="unknownProduct"]').waitFor();
    // The radio buttons of a question are one stop; the arrows choose among them.
    await tabTo(page, t('wizard.later'));
    const wanted = t('imports.choiceUse', { name: 'Sensor 3' });
    for (let steps = 0; steps < 8 && (await focusedName(page)) !== wanted; steps += 1) await page.keyboard.press('ArrowDown');
    expect(await focusedName(page)).toBe(wanted);
    await pressOn(page, t('wizard.toDryRun'));
    await page.locator('.ledger.counts').waitFor();
    expect((await kpi()).openCount).toBe(0);
    await pressOn(page, t('wizard.toImport'));
    await page.getByRole('link', { name: t('wizard.toPipeline') }).waitFor();
    expect((await kpi()).openCount).toBeGreaterThan(10);
    await pressOn(page, t('wizard.toPipeline'));
    await page.locator('.board [data-card]').first().waitFor();
    expect(await pointerUsed(page)).toBe(0);
    expect(await problems()).toEqual([]);
    await close();
  });

  it.runIf(hasBrowser)('a deal is moved, brought back, and won with a reason and an amount', async () => {
    const before = await kpi();
    const { page, problems, close } = await openPage('#/cockpit');
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.locator('.board [data-card]').first().waitFor();
    const focusedCard = async (): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute('data-card') ?? '');
    for (let steps = 0; steps < 60 && (await focusedCard()) === ''; steps += 1) await page.keyboard.press('Tab');
    const id = await focusedCard();
    const stage = await stageOf(page, id);
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(async () => stageOf(page, id), patient).not.toBe(stage);
    await said(page, t('board.howToUndo'));
    await expect.poll(focusedCard, patient).toBe(id);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => stageOf(page, id), patient).toBe(stage);
    await expect.poll(focusedCard, patient).toBe(id);
    await page.keyboard.press('w');
    await page.locator('.moveForm :focus').waitFor();
    await tabTo(page, t('pipeline.reason'));
    await page.keyboard.press('ArrowDown');
    await tabTo(page, /^Beløp/u);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('1,2 mill');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await kpi()).wonCount, patient).toBe(before.wonCount + 1);
    await expect.poll(async () => page.locator(`[data-card="${id}"]`).innerText(), patient).toContain('1\u00a0200\u00a0000');
    await expect.poll(focusedCard, patient).toBe(id);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => kpi(), patient).toEqual(before);
    expect(await pointerUsed(page)).toBe(0);
    expect(await problems()).toEqual([]);
    await close();
  });

  it.runIf(hasBrowser)('an account is found, a call is noted on it, and a fact is changed and taken back', async () => {
    const { page, problems, close } = await openPage('#/cockpit');
    await runFromPalette(page, companyName(7));
    await page.locator('.recordSheet').waitFor();
    await page.keyboard.press('l');
    await page.locator('.logLine input:focus').waitFor();
    const note = `Vil ha tilbud før fredag ${Date.now()}`;
    await page.keyboard.type(note);
    await page.keyboard.press('Enter');
    await expect.poll(async () => page.locator('.timeline li .body').first().textContent(), patient).toBe(note);
    await page.keyboard.press('Escape');
    const place = page
      .locator('.facts .fact')
      .filter({ hasText: t('fields.account.location') })
      .locator('button > span')
      .first();
    const before = await place.textContent();
    await tabTo(page, new RegExp(`${t('fields.account.location')}$`, 'u'), 'Shift+Tab');
    await page.keyboard.press('F2');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Kautokeino');
    await page.keyboard.press('Enter');
    await expect.poll(async () => place.textContent(), patient).toBe('Kautokeino');
    await page.keyboard.press('Control+z');
    await expect.poll(async () => place.textContent(), patient).toBe(before);
    expect(await pointerUsed(page)).toBe(0);
    expect(await problems()).toEqual([]);
    await close();
  });

  it.runIf(hasBrowser)('a target is set in the settings and taken back, and the language is another one for a while', async () => {
    const { page, problems, close } = await openPage('#/cockpit');
    await page.keyboard.press('Control+,');
    const form = page.locator('.settingForm').filter({ hasText: t('settings.setTarget') });
    await form.waitFor();
    const sum = page.getByText(/^NOK\u00a090\u00a0000\u00a0000$/u);
    await tabTo(page, `${t('common.revenueTarget')} NOK`);
    await page.keyboard.type('90 mill');
    await page.keyboard.press('Enter');
    await sum.waitFor();
    await tabTo(page, t('common.period'), 'Shift+Tab');
    await page.keyboard.press('Control+z');
    await sum.waitFor({ state: 'detached' });
    const language = (): Promise<string> => page.evaluate(() => document.documentElement.lang);
    await runFromPalette(page, 'svenska');
    await expect.poll(language).toBe('sv');
    await runFromPalette(page, 'norsk');
    await expect.poll(language).toBe('nb');
    expect(await pointerUsed(page)).toBe(0);
    expect(await problems()).toEqual([]);
    await close();
  });

  it.runIf(hasBrowser)('a report is made, and the way to it leads past no trap', async () => {
    const { page, problems, close } = await openPage('#/cockpit');
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await expect.poll(() => page.url()).toContain('#/reports');
    const downloading = page.waitForEvent('download', { timeout: 60_000 });
    await pressOn(page, t('reports.make'));
    const pdf = await readPdf(readFileSync(await (await downloading).path()));
    expect(pdf.language).toBe('nb');
    expect(pdf.pages.length).toBeGreaterThan(1);
    expect(await pointerUsed(page)).toBe(0);
    expect(await problems()).toEqual([]);
    await close();
  });
});
