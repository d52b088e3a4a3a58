/** Lists as files, from the page to the folder of downloads; and a seller, who may export and not import. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { meOf } from '../../src/main/contexts/openWorkspace.ts';
import { bytesOf, hasBrowser } from '../support/browser.ts';
import { startDesk } from '../support/desk.ts';
import { jsonOf } from '../support/terminal.ts';
import { openAt } from '../support/stores.ts';

const desk = startDesk();

/** Chooses a file in the page's export menu by the keyboard alone. */
const download = async (page: Page, button: string, item: string): Promise<{ readonly name: string; readonly bytes: Buffer }> => {
  await page.getByRole('button', { name: button, exact: true }).focus();
  await page.keyboard.press('Enter');
  const entry = page.getByRole('menuitem', { name: item, exact: true });
  await entry.waitFor();
  await entry.focus();
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  return { name: file.suggestedFilename(), bytes: await bytesOf(file) };
};

const linesOf = (bytes: Buffer): number => bytes.toString('utf8').trimEnd().split('\r\n').length;

describe('lists as files', () => {
  it.runIf(hasBrowser)('the pipeline table leaves as CSV and as a workbook, with every row of its filter', async () => {
    const { openCount } = (await jsonOf(['kpi', '--store', desk.app().storeDir])) as { readonly openCount: number };
    const { page, problems } = await desk.open('#/pipeline?view=table', { locale: 'nb-NO' });
    await page.locator('tbody tr[data-index]').first().waitFor();
    for (const format of ['CSV', 'XLSX']) {
      const { name, bytes } = await download(page, 'Eksporter', `Last ned som ${format}`);
      expect(name).toMatch(new RegExp(`^Salgsmuligheter \\d{4}-\\d\\d-\\d\\d\\.${format.toLowerCase()}$`, 'u'));
      // The way of a deal through the stages is one cell of several lines, which end in a bare line feed.
      if (format === 'CSV') expect(linesOf(bytes)).toBe(openCount + 1);
      else expect(bytes.subarray(0, 2).toString('latin1')).toBe('PK');
      await page.getByRole('status').filter({ hasText: 'er laget' }).waitFor();
    }
    expect(await problems()).toEqual([]);
  });

  it.runIf(hasBrowser)('board, accounts, an account and the settings each have theirs', async () => {
    const { page, problems } = await desk.open('#/pipeline', { locale: 'da-DK' });
    const { openCount } = (await jsonOf(['kpi', '--store', desk.app().storeDir])) as { readonly openCount: number };
    await page.locator('.board').waitFor();
    expect(linesOf((await download(page, 'Eksportér', 'Hent som CSV')).bytes)).toBe(openCount + 1);
    await page.evaluate(() => {
      location.hash = '#/accounts';
    });
    await page.locator('main table tbody tr').first().waitFor();
    expect((await download(page, 'Eksportér', 'Kontaktpersoner som XLSX')).name).toMatch(/^Kontaktpersoner \d{4}-\d\d-\d\d\.xlsx$/u);
    await page.locator('main table tbody tr').first().click();
    await page.locator('h1.hPage').waitFor();
    expect((await download(page, 'Eksportér', 'Aktiviteter som CSV')).name).toMatch(/^Aktiviteter /u);
    await page.evaluate(() => {
      location.hash = '#/settings';
    });
    await page.locator('section.setting').first().waitFor();
    expect((await download(page, 'Eksportér', 'Valutakurser som CSV')).bytes.toString('utf8')).toContain('EUR');
    expect(await problems()).toEqual([]);
  });

  it.runIf(hasBrowser)('a seller exports, and finds no way to the import that would refuse', async () => {
    const { storeDir } = desk.app();
    const store = openAt(storeDir);
    const me = meOf(store);
    const seller = store.db
      .prepare("SELECT person_id AS id FROM membership GROUP BY person_id HAVING max(access <> 'seller') = 0 ORDER BY person_id LIMIT 1")
      .get([])?.['id'];
    const act = (person: unknown): void => {
      store.db.prepare("INSERT OR REPLACE INTO setting (key, value) VALUES ('me', ?)").run([String(person)]);
    };
    act(seller);
    try {
      const { page, problems } = await desk.open('#/pipeline?view=table', { locale: 'en-GB' });
      await page.locator('tbody tr[data-index]').first().waitFor();
      expect(await page.locator('nav.rail a').allTextContents()).not.toContain('Import');
      await page.keyboard.press('g');
      await page.keyboard.press('i');
      expect(page.url()).toContain('#/pipeline');
      await page.keyboard.press('Control+k');
      await page
        .getByRole('option', { name: /Reports/u })
        .first()
        .waitFor();
      expect((await page.getByRole('option').allTextContents()).filter((text) => text.includes('Import'))).toEqual([]);
      await page.keyboard.press('Escape');
      expect((await download(page, 'Export', 'Download as CSV')).name).toMatch(/^Deals /u);
      expect(await problems()).toEqual([]);
    } finally {
      act(me);
      store.close();
    }
  });
});
