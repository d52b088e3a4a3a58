import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { chooseLanguage, hasBrowser, startDesk } from '../support/desk.ts';
const out = process.env['OUT'] ?? '';
mkdirSync(out, { recursive: true });
cpSync('/tmp/cmp-store', out + '/store', { recursive: true });
const desk = startDesk(() => ['--store', out + '/store']);
it.runIf(hasBrowser)('looks', async () => {
  const watched = await desk.open('#/accounts', { viewport: { width: 1440, height: 1600 } });
  const { page } = watched;
  let last: any = 'en';
  const shot = async (name: string) => {
    await page.mouse.move(0, 0);
    await page.evaluate(() => (document.activeElement as any)?.blur?.());
    await page.waitForTimeout(700);
    const html = await page.evaluate(() => document.querySelector('main')?.outerHTML ?? '');
    writeFileSync(`${out}/${name}.html`, html.replaceAll(/></g, '>\n<'));
    await page.screenshot({ path: `${out}/${name}.png` });
  };
  for (const language of ['en', 'nb', 'da', 'sv'] as const) {
    if (language !== last) await chooseLanguage(watched, last, language);
    last = language;
    for (const n of [0, 3, 7]) {
      await page.evaluate(() => { location.hash = '#/accounts'; });
      await page.locator('tbody tr[data-index]').nth(n).waitFor();
      await page.locator('tbody tr[data-index]').nth(n).press('Enter');
      await page.locator('.recordSheet').waitFor();
      await shot(`account${n}-${language}`);
      if (n === 3) {
        const fields = page.locator('.facts button.editable');
        for (let at = 0; at < (await fields.count()); at++) {
          await fields.nth(at).click();
          await page.waitForTimeout(50);
          writeFileSync(`${out}/edit${at}-${language}.html`, (await page.locator('.facts').first().evaluate((e) => e.outerHTML)).replaceAll(/></g, '>\n<').replaceAll(/id="[^"]*"|list="[^"]*"/g, ''));
          await page.keyboard.press('Escape');
        }
      }
    }
    await page.evaluate(() => { location.hash = '#/pipeline?view=table'; });
    await page.locator('tbody tr[data-index]').first().press('Enter');
    await page.locator('.peek a.link').first().click();
    await page.locator('.recordSheet').waitFor();
    await shot(`deal-${language}`);
    await page.evaluate(() => { location.hash = '#/settings'; });
    await page.locator('.peopleList').first().waitFor();
    await shot(`settings-${language}`);
  }
  await watched.close();
}, 300000);
