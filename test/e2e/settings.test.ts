/** Settings, trash, history and the cockpit's coverage in the browser: a rate and a target are set, held against the pipeline, and taken back. */
import { describe, expect, it } from 'vitest';
import { askAxe } from '../support/axe.ts';
import { hasBrowser } from '../support/browser.ts';
import { startDesk } from '../support/desk.ts';

const desk = startDesk();

describe('settings, trash, history and coverage', () => {
  // All other pages are tried with something on them by the accessibility test.
  it.runIf(hasBrowser).each(['en-GB', 'nb-NO'])('axe finds nothing serious in a trash that is empty, in %s', async (locale) => {
    const { page, problems } = await desk.open('#/trash', { colorScheme: 'dark', locale, reducedMotion: 'reduce' });
    await page.locator('main .blank').waitFor();
    const { serious, passed } = await askAxe(page, 'all', 'main');
    expect(serious).toEqual([]);
    expect(passed).toBeGreaterThan(3);
    expect(await problems()).toEqual([]);
  });

  it.runIf(hasBrowser)(
    'a target that is set shows the coverage of its quarter; Ctrl+Z takes it back, and the history says so',
    async () => {
      const { page, problems } = await desk.open('#/settings', { locale: 'en-GB' });
      const targets = page.getByRole('table', { name: 'Revenue targets' });
      await targets.locator('tbody tr').first().waitFor();
      const before = await targets.locator('tbody tr').count();
      await page.getByLabel('Period', { exact: true }).selectOption({ index: 1 });
      await page.getByLabel('Revenue target NOK').fill('90 000 000');
      await page.getByRole('button', { name: 'Set the target' }).click();
      await page.getByText('NOK\u00a090\u00a0000\u00a0000', { exact: true }).waitFor();
      await expect.poll(() => targets.locator('tbody tr').count()).toBe(before + 1);
      await page.locator('h1').click();
      await page.keyboard.press('Control+z');
      await page.getByText(/Taken back: .*revenue target set/i).waitFor();
      await expect.poll(() => targets.locator('tbody tr').count()).toBe(before);
      await page.goto(`${page.url().split('#')[0] ?? ''}#/history`);
      await page.getByRole('table', { name: 'History' }).locator('tr.takenBack').first().waitFor();
      expect(await problems()).toEqual([]);
    },
  );

  it.runIf(hasBrowser)(
    'the history offers to take back and to do again only what there is, also when another window changes it',
    async () => {
      const { page, problems } = await desk.open('#/history', { locale: 'en-GB' });
      const undo = page.getByRole('button', { name: 'Undo my last change' });
      const redo = page.getByRole('button', { name: 'Redo' });
      const states = async (): Promise<readonly boolean[]> => [await undo.isEnabled(), await redo.isEnabled()];
      const call = (name: string, input: object): Promise<boolean> =>
        page.evaluate(async (body) => {
          const answer = await fetch('call', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
          return ((await answer.json()) as { readonly ok: boolean }).ok;
        }, JSON.stringify({ name, input }));
      await undo.waitFor();
      // What this person did before, back to the beginning.
      let isLeft = true;
      while (isLeft) isLeft = await call('history.undo', {});
      await expect.poll(() => undo.isEnabled()).toBe(false);
      await call('accounts.create', { name: 'Made elsewhere' });
      await expect.poll(states).toEqual([true, false]);
      await undo.focus();
      await page.keyboard.press('Enter');
      await expect.poll(states).toEqual([false, true]);
      await expect.poll(() => redo.evaluate((button) => button === document.activeElement)).toBe(true);
      await page.keyboard.press('Enter');
      await expect.poll(states).toEqual([true, false]);
      expect(await problems()).toEqual([]);
    },
  );

  it.runIf(hasBrowser)('the search leaves the parts that speak of it', async () => {
    const { page } = await desk.open('#/settings', { locale: 'en-GB' });
    await page.getByRole('searchbox', { name: 'Search the settings' }).fill('criteria');
    await expect.poll(() => page.locator('main section.setting h2').allInnerTexts()).toEqual(['Stages']);
    await page.getByRole('searchbox', { name: 'Search the settings' }).fill('xyzzy');
    await page.getByText('No setting has “xyzzy” in it').waitFor();
  });
});
