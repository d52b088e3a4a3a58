/** Both pages, with and without something open at the side, in both themes: nothing serious for axe, and the theme is a real one. */
import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it } from 'vitest';
import { hasBrowser, startDesk } from '../support/desk.ts';

const desk = startDesk();
const locales = { en: 'en-GB', nb: 'nb-NO' } as const;
const places = ['#/cockpit', '#/cockpit?figure=weightedAmount', '#/pipeline?view=table', '#/pipeline?status=won'] as const;

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it.runIf(hasBrowser).each(Object.entries(locales))('axe finds nothing serious on any page in %s', async (language, locale) => {
    for (const place of places) {
      const { page, problems, close } = await desk.open(place, { colorScheme, locale });
      await page
        .locator(place.includes('figure') ? '.peek .moreRows' : 'main h2, main table')
        .first()
        .waitFor();
      if (place.startsWith('#/pipeline')) {
        await page.locator('tbody tr[data-index]').first().click();
        await page.locator('.peek h2').waitFor();
      }
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
      const { violations, passes } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(
        serious.map(({ id, nodes }) => `${place} ${id}: ${nodes.map((node) => node.html).join(' | ')}`),
        place,
      ).toEqual([]);
      expect(passes.length).toBeGreaterThan(10);
      expect(await problems()).toEqual([]);
      await close();
    }
  });

  it.runIf(hasBrowser)('ink and paper are those of the theme', async () => {
    const { page, close } = await desk.open('#/cockpit', { colorScheme });
    // Painted by the browser itself, whatever notation the style sheet uses.
    const [paper, ink] = await page.evaluate(() => {
      const brightness = (colour: string): number => {
        const canvas = document.createElement('canvas').getContext('2d');
        if (canvas === null) return Number.NaN;
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
        return (red + green + blue) / 765;
      };
      const heading = document.querySelector('main h1') ?? document.body;
      return [brightness(getComputedStyle(document.body).backgroundColor), brightness(getComputedStyle(heading).color)];
    });
    const [bright, dim] = colorScheme === 'light' ? [paper, ink] : [ink, paper];
    expect(bright).toBeGreaterThan(0.75);
    expect(dim).toBeLessThan(0.3);
    await close();
  });
});
