/** Settings, trash, history and the cockpit's coverage in the browser: a rate and a target are set, held against the pipeline, and taken back. */
import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it } from 'vitest';
import { hasBrowser, startDesk } from '../support/desk.ts';

const desk = startDesk();
const locales = { en: 'en-GB', nb: 'nb-NO' } as const;
const places = ['#/settings', '#/trash', '#/history', '#/cockpit?why=coverage', '#/cockpit?why=velocity'] as const;

describe('settings, trash, history and coverage', () => {
  it.runIf(hasBrowser).each(Object.values(locales))('have nothing serious for axe in %s', async (locale) => {
    for (const place of places) {
      const { page, problems, close } = await desk.open(place, { colorScheme: 'dark', locale });
      await page
        .locator(place.includes('why') ? '.peek h2' : '.blank, main table')
        .first()
        .waitFor();
      const { violations } = await new AxeBuilder({ page }).include('main').analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(
        serious.map(({ id, nodes }) => `${place} ${id}: ${nodes.map((node) => node.html).join(' | ')}`),
        place,
      ).toEqual([]);
      expect(await problems()).toEqual([]);
      await close();
    }
  });

  it.runIf(hasBrowser)(
    'a target that is set shows the coverage of its quarter; Ctrl+Z takes it back, and the history says so',
    async () => {
      const { page, problems, close } = await desk.open('#/settings', { locale: 'en-GB' });
      const targets = page.getByRole('table', { name: 'Revenue targets' });
      const before = await targets.locator('tbody tr').count();
      await page.getByLabel('Period', { exact: true }).selectOption({ index: 1 });
      await page.getByLabel('Revenue target NOK').fill('90 000 000');
      await page.getByRole('button', { name: 'Set the target' }).click();
      await page.getByText('NOK\u00a090\u00a0000\u00a0000', { exact: true }).waitFor();
      expect(await targets.locator('tbody tr').count()).toBe(before + 1);
      await page.locator('h1').click();
      await page.keyboard.press('Control+z');
      await page.getByText(/Taken back: revenue target set/i).waitFor();
      await expect.poll(() => targets.locator('tbody tr').count()).toBe(before);
      await page.goto(`${page.url().split('#')[0] ?? ''}#/history`);
      await page.getByRole('table', { name: 'History' }).locator('tr.takenBack').first().waitFor();
      expect(await problems()).toEqual([]);
      await close();
    },
  );

  it.runIf(hasBrowser)('the search leaves the parts that speak of it', async () => {
    const { page, close } = await desk.open('#/settings', { locale: 'en-GB' });
    await page.getByRole('searchbox', { name: 'Search the settings' }).fill('criteria');
    await expect.poll(() => page.locator('main section.setting h2').allInnerTexts()).toEqual(['Stages']);
    await page.getByRole('searchbox', { name: 'Search the settings' }).fill('xyzzy');
    await page.getByText('No setting has “xyzzy” in it').waitFor();
    await close();
  });
});
