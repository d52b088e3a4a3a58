/** The import wizard in a real browser, on a store of its own: real files with decisions, one that is stopped, and files that mean harm. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { fileDeals, writeCsvFolders } from '../support/dealCsv.ts';
import { hasBrowser } from '../support/browser.ts';
import { startDesk } from '../support/desk.ts';
import { jsonOf } from '../support/terminal.ts';
import { hasOpenData, openDataFiles } from '../support/openData.ts';
import { tempDir } from '../support/tempDir.ts';

const desk = startDesk('empty');

const canTell = hasBrowser && hasOpenData('the wizard on the open data set');

type Kpi = { readonly wonAmount: Readonly<Record<string, number>>; readonly openCount: number; readonly wonCount: number };
const kpi = async (): Promise<Kpi> => (await jsonOf(['kpi', '--store', desk.app().storeDir])) as Kpi;

const drop = (page: Page, paths: readonly string[]): Promise<void> => page.locator('input[type=file]').setInputFiles([...paths]);
const on = (page: Page): Promise<void> => page.locator('.wizardFoot .primary').click();
const cell = (page: Page, kind: string, column: number): Promise<string | null> =>
  page.locator(`tr[data-kind="${kind}"] td`).nth(column).textContent();

/** Everything that axe finds serious on the page itself; what surrounds it is tried elsewhere. */
const seriousFaults = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).include('main').analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
};

describe('the import wizard', () => {
  it.runIf(canTell)('real files come in as decided, and the whole import can be undone', async () => {
    const { page, problems } = await desk.open('#/import', { colorScheme: 'dark' });
    const faults: string[] = [];
    faults.push(...(await seriousFaults(page)));
    await drop(page, openDataFiles());
    await page.locator('.fileTabs').waitFor();
    expect(await page.locator('.fileTabs label').allTextContents()).toHaveLength(5);
    expect(await page.locator('.fileTabs .leftOut').textContent()).toContain('data_dictionary.csv');
    await page.locator('.fileTabs label', { hasText: 'sales_pipeline' }).click();
    await expect.poll(() => page.locator('.preview tbody tr').count()).toBe(20);
    faults.push(...(await seriousFaults(page)));
    await on(page);
    await page.locator('.ledger.columns').waitFor();
    faults.push(...(await seriousFaults(page)));
    await on(page);

    const product = page.locator('[data-problem="unknownProduct"]');
    await product.waitFor();
    // A suggestion is offered and never chosen for the person.
    expect(await product.getByRole('radio', { name: 'Use GTX Pro' }).isChecked()).toBe(false);
    await product.getByRole('radio', { name: 'Use GTX Pro' }).check();
    await page.locator('[data-problem="unknownSector"]').getByRole('radio', { name: 'Use technology' }).check();
    await page.locator('[data-problem="amountMissing"]').getByRole('radio', { name: 'List price as an estimate' }).check();
    await page.locator('[data-problem="accountMissing"]').getByRole('radio', { name: 'Leave empty' }).first().check();
    faults.push(...(await seriousFaults(page)));
    // What was answered is kept over a reload, and so is the place.
    await page.reload();
    await product.waitFor();
    await expect.poll(() => product.getByRole('radio', { name: 'Use GTX Pro' }).isChecked()).toBe(true);
    await on(page);

    await page.locator('.ledger.counts').waitFor();
    expect(await cell(page, 'deals', 0)).toBe('8\u00a0800');
    expect(await page.locator('.undecided').textContent()).not.toContain('Product not known');
    expect(await page.locator('.putAway').textContent()).toMatch(/^4 stages that came with the product go to the trash/u);
    expect((await kpi()).wonCount).toBe(0);
    faults.push(...(await seriousFaults(page)));
    await on(page);

    await page.locator('.wizardFoot a.primary').waitFor();
    expect(await page.locator('.putAway').textContent()).toMatch(/^4 stages that came with the product are in the trash/u);
    const stored = await kpi();
    expect(stored).toMatchObject({ wonCount: 4238, openCount: 2089, wonAmount: { USD: 1_000_553_400 } });
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Odd rows as CSV' }).click()]);
    expect(download.suggestedFilename()).toBe('Odd rows as CSV.csv');

    await page.getByRole('button', { name: 'Import more' }).click();
    await page.getByRole('button', { name: 'Undo this import' }).click();
    await page.locator('.undoneNote').waitFor();
    expect(await kpi()).toMatchObject({ wonCount: 0, openCount: 0 });
    expect(await page.locator('.batches tbody tr').first().textContent()).toContain('Undone');
    faults.push(...(await seriousFaults(page)));
    expect(faults).toEqual([]);
    expect(await problems()).toEqual([]);
  });

  it.runIf(hasBrowser)('an import of 50,000 rows that is stopped stores nothing', async () => {
    const { deals } = writeCsvFolders(tempDir('wizard-many'), fileDeals(50_000, 'stopped'));
    const before = (await jsonOf(['batches', '--store', desk.app().storeDir])) as readonly unknown[];
    const { page, problems } = await desk.open('#/import');
    await drop(page, [join(deals, 'sales_pipeline.csv')]);
    await page.locator('.fileTabs').waitFor();
    await on(page);
    await page.locator('.ledger.columns').waitFor();
    await on(page);
    await page.locator('.problems').waitFor();
    await on(page);
    await page.locator('.ledger.counts').waitFor();
    await on(page);
    // Some thousand rows into it.
    await expect
      .poll(async () =>
        Math.max(0, ...(await page.locator('progress[value]').evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute('value')))))),
      )
      .toBeGreaterThan(2_000);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('status').filter({ hasText: 'Stopped.' }).waitFor();
    expect(await kpi()).toMatchObject({ wonCount: 0, openCount: 0 });
    expect(await jsonOf(['batches', '--store', desk.app().storeDir])).toEqual(before);
    expect(await problems()).toEqual([]);
  });

  it.runIf(hasBrowser)('what a file calls its records is shown as text, whatever it is', async () => {
    const names = [
      '<script>document.title="taken"</script>',
      "=cmd|' /C calc'!A0",
      '\u202Etxt.exe',
      'شركة الاختبار',
      '👩‍🚀 Romfart AS',
      '"><img src=x onerror=alert(1)>',
    ];
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const path = join(tempDir('wizard-hostile'), '<b>fæle &amp; gale.csv');
    writeFileSync(path, `Company name,Sector\n${names.map((name) => `${quoted(name)},technology`).join('\n')}\n`);
    const { page, problems } = await desk.open('#/import');
    await drop(page, [path]);
    await page.locator('.preview').waitFor();
    expect(await page.locator('.preview tbody tr td:nth-child(2)').allTextContents()).toEqual(names);
    await on(page);
    // The columns are proposed by their names, and say so.
    expect(await page.locator('.ledger.columns').textContent()).toContain('the name says so');
    await on(page);
    await page.locator('.problems').waitFor();
    expect(await page.locator('.problems').textContent()).toContain('A formula, taken as plain text');
    await on(page);
    await page.locator('.ledger.counts').waitFor();
    expect(await cell(page, 'accounts', 0)).toBe(String(names.length));
    await on(page);
    await page.locator('.wizardFoot a.primary').waitFor();
    expect(await page.title()).not.toBe('taken');
    await page.getByRole('button', { name: 'Undo this import' }).click();
    await page.locator('.undoneNote').waitFor();
    expect(await problems()).toEqual([]);
  });

  it.runIf(hasBrowser)('a file that cannot be read says so by itself, and the keyboard alone leads to the end', async () => {
    const dir = tempDir('wizard-keys');
    writeFileSync(join(dir, 'broken.csv'), 'name\n"never closed\n');
    writeFileSync(join(dir, 'kunder.csv'), 'Firmanavn;Omsætning\nNordhavn A/S;12,5\nVesterbro ApS;7,25\n');
    const { page, problems } = await desk.open('#/import', { locale: 'da-DK' });
    await drop(page, [join(dir, 'broken.csv'), join(dir, 'kunder.csv')]);
    await page.locator('.refusedFile').waitFor();
    expect(await page.locator('.refusedFile').textContent()).toContain('broken.csv');
    expect(await page.locator('.guessed select').first().inputValue()).toBe(';');
    const press = async (name: string): Promise<void> => {
      await page.getByRole('button', { name, exact: true }).waitFor();
      for (let steps = 0; steps < 60; steps += 1) {
        if ((await page.evaluate(() => document.activeElement?.textContent)) === name) break;
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Enter');
    };
    await press('Næste');
    await press('Kontrollér rækkerne');
    await press('Prøvekør');
    await page.locator('.ledger.counts').waitFor();
    expect(await cell(page, 'accounts', 0)).toBe('2');
    await press('Importér');
    await page.locator('.wizardFoot a.primary').waitFor();
    await press('Fortryd importen');
    await page.locator('.undoneNote').waitFor();
    expect(await problems()).toEqual([]);
  });
});
