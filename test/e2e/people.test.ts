/** Settings, People in the browser: an administrator is asked once who works where, answers by keys, and changes one role by mouse; a marketer sees what they may do. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { writeSetting } from '../../src/main/core/settings.ts';
import { systemPorts } from '../../src/platform/ports.ts';
import { membership, person } from '../../src/shared/admin/schema.ts';
import { languages } from '../../src/shared/i18n/languages.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { askAxe } from '../support/axe.ts';
import { aPageFor, hasBrowser } from '../support/browser.ts';
import { startDesk } from '../support/desk.ts';
import { countPointer, focusedName, pointerUsed, tabTo } from './keyboardOnly.ts';
import { aRunningApp } from '../support/runningApp.ts';
import { newStore, openAt } from '../support/stores.ts';
import { tempDir } from '../support/tempDir.ts';
import { jsonOf } from '../support/terminal.ts';
import type { WatchedPage } from '../support/watchedPage.ts';

/** What a person reads for somebody who is neither manager nor administrator. */
const member = translate('en', 'common.accessMember');

/** A company whose people came by invitations from before one could say where they work. */
const desk = startDesk((dir) => {
  const store = newStore(dir, systemPorts, { personName: 'Kari Solheim' });
  store.write<null>({ actor: '', command: 'sync.invite' }, (tx) => {
    for (const name of ['Anna Vik', 'Mads Holm', 'Sara Lind']) {
      const id = tx.newId<'Person'>();
      tx.insert(person, { id, name });
      const role = { access: 'seller', function: 'sales', position: 'none', fromDay: day('2026-03-02') } as const;
      tx.insert(membership, { id: tx.newId<'Membership'>(), personId: id, ...role });
    }
    return ok(null);
  });
  store.close();
});

const settings = async (locale = 'en-GB'): Promise<WatchedPage> => {
  const watched = await desk.open('#/settings', { locale });
  await watched.page.locator('.peopleList .roleLine').first().waitFor();
  return watched;
};

const rolesOf = async (page: Page, name: string): Promise<readonly string[]> => {
  const line = page.locator('.personLine').filter({ has: page.getByRole('textbox', { name: `Name of ${name}` }) });
  return (await line.locator('.roleLine').allInnerTexts()).map((text) => text.replaceAll(/\s+/gu, ' ').trim());
};

describe('who works where', () => {
  it.runIf(hasBrowser).each(languages)('is asked with nothing serious for axe to find, in %s', async (language) => {
    const { page, problems } = await settings(language);
    await page.locator('.unsaidRoles').waitFor();
    const { serious } = await askAxe(page, 'all', '.unsaidRoles');
    expect(serious).toEqual([]);
    expect(await problems()).toEqual([]);
  });

  it.runIf(hasBrowser)('is answered by keys for all at once, taken back, answered again, and not asked any more', async () => {
    const { page, problems } = await settings();
    await countPointer(page);
    const question = page.getByRole('form', { name: 'Who works where?' });
    await question.waitFor();
    expect(await question.getByRole('listitem').allInnerTexts()).toHaveLength(3);
    await tabTo(page, 'Works in: Mads Holm');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, 'Position: Mads Holm');
    await page.keyboard.type('Marketing');
    await tabTo(page, 'Works in: Sara Lind');
    await page.keyboard.press('End');
    await tabTo(page, 'Save for all of them');
    await page.keyboard.press('Enter');
    await question.waitFor({ state: 'detached' });
    await page.getByText('It is said where 3 people work. Ctrl+Z takes it back.').waitFor();
    const answered = [`${member}, Marketing, Marketing leader`, `${member}, Management`, `${member}, Sales`];
    const held = async (): Promise<readonly (string | undefined)[]> => {
      const all = [await rolesOf(page, 'Mads Holm'), await rolesOf(page, 'Sara Lind'), await rolesOf(page, 'Anna Vik')];
      return all.map(([role]) => /^(.*?)(?: from .*)?$/u.exec(role ?? '')?.[1]);
    };
    await expect.poll(held).toEqual(answered);
    expect(await focusedName(page)).toBe('People');

    await page.keyboard.press('Control+z');
    await question.waitFor();
    await expect.poll(held).toEqual([1, 2, 3].map(() => `${member}, Sales`));
    await page.keyboard.press('Control+Shift+z');
    await question.waitFor({ state: 'detached' });
    await expect.poll(held).toEqual(answered);
    await page.reload();
    await expect.poll(held).toEqual(answered);
    expect(await question.count()).toBe(0);
    // What they were before is found again.
    await tabTo(page, '1 earlier role: Mads Holm');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await rolesOf(page, 'Mads Holm'))[1])
      .toMatch(new RegExp(`^${member}, Sales from 2 Mar 2026 until `, 'u'));
    expect(await pointerUsed(page)).toBe(0);
    expect(await problems()).toEqual([]);
  });

  it.runIf(hasBrowser)('is changed for one person by mouse, and the focus stays at the role; Escape changes nothing', async () => {
    const { page, problems } = await settings();
    await page.getByRole('button', { name: `Change the role ${member}, Sales of Anna Vik` }).click();
    await page.getByRole('combobox', { name: 'Works in', exact: true }).selectOption('marketing');
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedName(page)).toBe(`Change the role ${member}, Sales of Anna Vik`);
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Role', exact: true }).selectOption('manager');
    await page.getByRole('combobox', { name: 'Position', exact: true }).selectOption('ceo');
    await page.getByRole('button', { name: 'Change from today on' }).click();
    await expect.poll(async () => (await rolesOf(page, 'Anna Vik'))[0]).toMatch(/^Manager, Sales, CEO from /u);
    // There is a CEO now: positions are no longer an administrator's to give or to take.
    await page.getByText('There is a CEO, who gives the positions.').waitFor();
    expect(await page.getByRole('button', { name: /^(?:Change|End) the role .*(?:CEO|Marketing leader)/u }).count()).toBe(0);
    await page.getByRole('button', { name: `Change the role ${member}, Management of Sara Lind` }).click();
    expect(await page.getByRole('combobox', { name: 'Position', exact: true }).count()).toBe(0);
    expect(await problems()).toEqual([]);
  });
});

describe('a marketer', () => {
  it.runIf(hasBrowser)('sees every deal on the board, moves the own and nobody’s, and reads the others’', async () => {
    const dir = join(tempDir('people'), 'sample');
    await jsonOf(['sample', '--store', dir]);
    const store = openAt(dir);
    const sara = store.db.prepare("SELECT id FROM person WHERE name = 'Sara Lindqvist'").get([])?.['id'];
    writeSetting(store.db, 'me', String(sara));
    store.close();
    const app = await aRunningApp({ store: dir });
    const { page, problems, settled } = await aPageFor(app.origin);
    await page.goto(app.link);
    await page.getByText('Marketing, Havbryn Sensor AS').waitFor();
    await expect.poll(() => page.url()).toContain('accounts');
    await page.goto(`${app.origin}/#/pipeline`);
    const card = page.locator('[data-card]').first();
    await card.waitFor();
    const before = await page.locator('.boardColumn').first().locator('[data-card]').count();
    await card.focus();
    await page.keyboard.press('m');
    await page.getByRole('menuitem').first().waitFor();
    expect(await page.getByRole('menuitem').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByText(/was not moved\. This deal belongs to somebody else/u).waitFor();
    expect(await page.locator('.boardColumn').first().locator('[data-card]').count()).toBe(before);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Open as a page' }).click();
    await page.getByText(/^This deal is .*’s\. You can read it, and log what you did\.$/u).waitFor();
    await settled();
    expect(await page.locator('.recordSide').locator('button, select, input').count()).toBe(0);
    expect(await page.locator('h1 button').count()).toBe(0);
    await page.getByRole('textbox', { name: 'Log in one line, then Enter' }).waitFor();
    expect(await problems()).toEqual([]);
  });
});
