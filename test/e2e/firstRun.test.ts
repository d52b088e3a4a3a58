/** The first run in the browser: from the strip of the sample company to an empty workspace of one's own, in the same program and session. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, it } from 'vitest';
import { hasBrowser, startDesk } from '../support/desk.ts';

const desk = startDesk();

it.runIf(hasBrowser)('the strip leads to a workspace of one’s own, with region and currency proposed from the system', async () => {
  const other = await desk.open('#/pipeline', { locale: 'sv-SE' });
  const { page, problems, close } = await desk.open('#/cockpit', { locale: 'sv-SE' });
  await page.getByRole('button', { name: 'Börja med egna data' }).click();
  const dialog = page.getByRole('dialog', { name: 'Din egen arbetsyta' });
  expect(await dialog.getByLabel('Datans region').inputValue()).toBe('SE');
  expect(await dialog.getByLabel('Basvaluta').inputValue()).toBe('SEK');
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)).toEqual([]);
  await dialog.getByLabel('Företagets namn').fill('Norrsken <b>AB</b>');
  await dialog.getByLabel('Ditt namn').fill('Åsa Öberg');
  await dialog.getByRole('button', { name: 'Börja tom' }).click();
  await page.getByText('Administratör, Norrsken <b>AB</b>').waitFor();
  expect(await page.locator('.sampleStrip').count()).toBe(0);
  expect(await page.locator('main h1').textContent()).toContain('Inget är registrerat ännu.');
  // The other window of the same program goes on with the same store.
  await other.page.getByText('Administratör, Norrsken <b>AB</b>').waitFor();
  expect(await other.page.locator('.sampleStrip').count()).toBe(0);
  expect(await problems()).toEqual([]);
  await close();
  await other.close();
});
