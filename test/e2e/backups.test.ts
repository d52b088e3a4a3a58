/** Backups and health in a browser: one is made, the data is put back and back again, and damaged data leads to choices. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { makeStoreBackup } from '../../src/main/contexts/backups/soundness.ts';
import { systemPorts } from '../../src/platform/ports.ts';
import { makeDeal } from '../faults/work.ts';
import { askAxe } from '../support/axe.ts';
import { hasBrowser } from '../support/browser.ts';
import { startDesk } from '../support/desk.ts';
import { dbPath, newStore } from '../support/stores.ts';

/** What axe finds serious on the page itself, on paper as on slate. */
const serious = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    // A colour on its way to another is none of either theme.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor({ state: 'attached' });
    const answer = await askAxe(page, colorScheme === 'light' ? 'all' : 'colours', 'main');
    found.push(...answer.serious.map((fault) => `${colorScheme}: ${fault}`));
  }
  return found;
};

const desk = startDesk((dir) => {
  const store = newStore(dir);
  for (let mark = 1; mark <= 3; mark += 1) makeDeal(store, mark);
  store.close();
});

it.runIf(hasBrowser)('a backup is made and restored, the data that was there is put back, and everything is found well', async () => {
  const { page, problems } = await desk.open('#/settings?part=backups', { locale: 'en-GB' });
  await page.getByText('None yet').waitFor();
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByText('The backup is made and was found whole.').waitFor();
  await page.evaluate(() => {
    location.hash = '#/pipeline?status=open&view=table';
  });
  await page.getByText('mark-1', { exact: true }).first().waitFor();
  await page.evaluate(() => {
    location.hash = '#/settings?part=backups';
  });
  await page.getByRole('button', { name: 'Examine everything' }).click();
  await page.getByText('Nothing is wrong: 4 changes were read').waitFor();
  await page.getByRole('button', { name: 'Restore the backup of' }).click();
  await page.getByText('The data as it is now is set aside').waitFor();
  expect(await serious(page)).toEqual([]);
  const norwegian = await desk.open('#/settings?part=backups', { locale: 'nb-NO' });
  await norwegian.page.getByRole('button', { name: 'Gjenopprett sikkerhetskopien fra' }).click();
  await norwegian.page.locator('.asked .primary').waitFor();
  expect(await serious(norwegian.page)).toEqual([]);
  await norwegian.close();
  await page.locator('.asked .primary').click();
  await page.getByText('The data is back as it was').waitFor();
  await page.getByRole('button', { name: 'Put back what was set aside' }).click();
  await page.locator('.asked .primary').click();
  await expect.poll(() => page.getByRole('button', { name: 'Put back what was set aside' }).count()).toBe(2);
  expect(await problems()).toEqual([]);
});

const hurtDesk = startDesk((dir) => {
  const store = newStore(dir);
  makeDeal(store, 1);
  const made = makeStoreBackup({ storeDir: dir, ports: systemPorts });
  if (!made.ok) throw new Error(made.error.type);
  store.close();
  const bytes = readFileSync(dbPath(dir));
  bytes.fill(0x55, 0, 100);
  writeFileSync(dbPath(dir), bytes);
});

it.runIf(hasBrowser)('data that does not open says what is safe and offers four ways on; a backup brings it back', async () => {
  const { page, problems } = await hurtDesk.open('#/cockpit', { locale: 'nb-NO', colorScheme: 'dark' });
  await page.getByRole('heading', { name: 'Dataene lar seg ikke åpne' }).waitFor();
  await page.getByText('Ingenting er slettet eller overskrevet').waitFor();
  expect(await page.locator('.rescueWay h2').allTextContents()).toEqual([
    'Gjenopprett en sikkerhetskopi',
    'Åpne for lesing',
    'Eksporter det som kan leses',
    'La den ligge',
  ]);
  expect(await serious(page)).toEqual([]);
  const english = await hurtDesk.open('#/cockpit', { locale: 'en-GB' });
  await english.page.locator('.rescueWay h2').first().waitFor();
  expect(await serious(english.page)).toEqual([]);
  await english.close();
  await page.getByRole('button', { name: 'Eksporter' }).click();
  await page.getByText('Ingenting lot seg lese fra den skadede filen').waitFor();
  await page.getByRole('button', { name: 'Gjenopprett sikkerhetskopien fra' }).click();
  await page.locator('.asked .primary').click();
  await page.getByRole('navigation').first().waitFor();
  expect(await problems()).toEqual([]);
});
