/** The pipeline table as a file, from the page to the folder of downloads. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { hasBrowser, startDesk } from '../support/desk.ts';
import { samspillJson } from '../support/runningApp.ts';

const desk = startDesk();

it.runIf(hasBrowser)('the table leaves as CSV and as a workbook, with every row of its filter', async () => {
  const { openCount } = (await samspillJson(['kpi', '--store', desk.app().storeDir])) as { readonly openCount: number };
  const { page, problems, close } = await desk.open('#/pipeline?view=table', { locale: 'nb-NO' });
  await page.locator('tbody tr[data-index]').first().waitFor();
  for (const format of ['CSV', 'XLSX']) {
    // By the keyboard alone.
    await page.getByRole('button', { name: 'Eksporter' }).focus();
    await page.keyboard.press('Enter');
    const item = page.getByRole('menuitem', { name: `Last ned som ${format}` });
    await item.waitFor();
    await item.focus();
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^Salgsmuligheter \\d{4}-\\d\\d-\\d\\d\\.${format.toLowerCase()}$`, 'u'));
    const bytes = readFileSync(await download.path());
    if (format === 'CSV') expect(bytes.toString('utf8').trimEnd().split('\r\n')).toHaveLength(openCount + 1);
    else expect(bytes.subarray(0, 2).toString('latin1')).toBe('PK');
    await page.getByRole('status').filter({ hasText: 'er laget' }).waitFor();
  }
  expect(await problems()).toEqual([]);
  await close();
});
