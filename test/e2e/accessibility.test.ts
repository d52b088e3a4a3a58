/** Every screen in every language and both themes: nothing serious for axe, nothing wider than its window, and the theme is a real one. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages, regions } from '../../src/shared/i18n/languages.ts';
import { askAxe } from '../support/axe.ts';
import { hasBrowser } from '../support/browser.ts';
import { startDesk } from '../support/desk.ts';
import { screens } from './screens.ts';
import { tempDir } from '../support/tempDir.ts';

const desk = startDesk();

/** A file of companies with one sector misspelt: it asks something, and its names are new in every language. */
const oddFile = (language: string): string => {
  const path = join(tempDir('screens'), `kunder-${language}.csv`);
  const names = Array.from({ length: 12 }, (_, at) => `Prøve ${language} ${at} AS,${at === 4 ? 'technolgy' : 'technology'},${at + 3}`);
  writeFileSync(path, `Company name,Sector,Employees\n${names.join('\n')}\n`);
  return path;
};

/** Something to see in the trash. */
const throwAway = async (page: Awaited<ReturnType<typeof desk.open>>['page'], title: string): Promise<void> => {
  await page.evaluate(async (name) => {
    const call = async (entry: string, input: object): Promise<unknown> =>
      (
        await fetch('call', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ name: entry, input }),
        })
      ).json();
    const made = (await call('accounts.create', { name })) as { readonly value: { readonly id: string } };
    await call('accounts.remove', { id: made.value.id });
  }, title);
};

describe.each(languages)('in %s', (language) => {
  it.runIf(hasBrowser)(
    'axe finds nothing serious on any screen, on paper as on slate, and no screen is wider than its window',
    async () => {
      // A colour on its way to another is none of either theme: without motion it is there at once.
      const { page, problems, close } = await desk.open('#/cockpit', {
        locale: regions[language],
        colorScheme: 'light',
        reducedMotion: 'reduce',
      });
      await throwAway(page, `Bortkastet ${language}`);
      const faults: string[] = [];
      for (const { name, show, part } of screens([oddFile(language)])) {
        await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
        await show(page);
        const light = await askAxe(page, 'all', part);
        await page.emulateMedia({ colorScheme: 'dark' });
        await page.locator('html[data-mantine-color-scheme=dark]').waitFor({ state: 'attached' });
        const dark = await askAxe(page, 'colours', part);
        expect(light.passed, name).toBeGreaterThan(part === undefined ? 10 : 3);
        faults.push(...light.serious.map((fault) => `${name}: ${fault}`), ...dark.serious.map((fault) => `${name}, dark: ${fault}`));
        if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth))
          faults.push(`${name}: wider than its window`);
      }
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
      const { origin } = desk.app();
      await page.goto(`${origin}/?print#/print/pipeline?lang=${language}&status=all`);
      await page.locator('html[data-ready=yes]').waitFor({ state: 'attached' });
      faults.push(...(await askAxe(page)).serious.map((fault) => `printed report: ${fault}`));
      expect(faults).toEqual([]);
      expect(await problems()).toEqual([]);
      await close();
      // Who comes without the link reads a page, too.
      const stranger = await desk.open('#/cockpit', { locale: regions[language], storageState: { cookies: [], origins: [] } });
      expect((await askAxe(stranger.page)).serious).toEqual([]);
    },
  );
});

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it.runIf(hasBrowser)('ink and paper are those of the theme', async () => {
    const { page } = await desk.open('#/cockpit', { colorScheme });
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
  });
});
