/** Removing much at once, in windows: the question comes before it from wherever it was wanted, an administrator allows it on the page Sync, and the refused change is sent again there. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { createAccount, removeAccount } from '../../src/shared/accounts/contract.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { run as runImport } from '../../src/shared/imports/contract.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { bulkEdit } from '../../src/shared/pipeline/bulkContract.ts';
import { createDeal } from '../../src/shared/pipeline/contract.ts';
import { confirmRemoval } from '../../src/shared/sync/removalContract.ts';
import { syncNow } from '../../src/shared/sync/statusContract.ts';
import { anApp } from '../support/anApp.ts';
import { aPageFor, hasBrowser } from '../support/browser.ts';
import { aDeal } from '../support/builders.ts';
import { aHubProcess } from '../support/hubProcess.ts';
import { aRunningApp } from '../support/runningApp.ts';
import { aDevice, publishAt } from '../support/syncDevices.ts';

const en = (key: Parameters<typeof translate>[1], params: Parameters<typeof translate>[2] = {}): string => translate('en', key, params);

const goTo = async (page: Page, place: string): Promise<void> => {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, place);
  await page.locator(`[aria-current=page][href="${place.replace(/\?.*/u, '')}"]`).waitFor();
  await page.locator('main h1').waitFor();
};
const pageAt = async (store: string, place: string): Promise<Page> => {
  const app = await aRunningApp({ store });
  const { page } = await aPageFor(app.origin);
  await page.goto(app.link);
  await page.locator('main h1').waitFor();
  await goTo(page, place);
  return page;
};
const faultsOf = async (page: Page): Promise<readonly string[]> =>
  (await new AxeBuilder({ page }).analyze()).violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id }) => id);

it.runIf(hasBrowser)('an administrator allows what the hub has refused, and it is sent again', async () => {
  const hub = await aHubProcess();
  const admin = await anApp();
  const person = await admin.aPerson('Nils', 'manager');
  const accounts: Id<'Account'>[] = [];
  for (let n = 0; n < 20; n += 1) accounts.push((await admin.run(createAccount, { name: `Company ${n}` })).id);
  await publishAt(admin, hub);
  const nils = await aDevice(admin, hub, { name: 'Nils', access: 'manager', person, seed: 51 });
  for (const id of accounts.slice(0, 19)) await nils.run(removeAccount, { id });
  const last = accounts.at(-1) ?? ('' as Id<'Account'>);
  await nils.run(confirmRemoval, { table: 'account', rows: 20 });
  await nils.run(removeAccount, { id: last });
  await nils.run(syncNow);
  await Promise.all([admin.close(), nils.close()]);

  const page = await pageAt(admin.dir, '#/sync');
  const allow = page.getByRole('button', { name: en('removal.allowNamed', { name: 'Nils', kind: en('kinds.account') }) });
  await allow.waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await allow.focus();
  await page.keyboard.press('Enter');
  await page.getByText(en('removal.allowed', { name: 'Nils' })).waitFor();

  const his = await pageAt(nils.dir, '#/sync');
  const again = his.getByRole('button', { name: /^Send again:/u });
  await again.waitFor();
  // Which one was to go, and whose devices have no names for a manager.
  await his.locator('.syncCard').getByText('Company 19', { exact: true }).waitFor();
  await his.getByRole('cell', { name: en('others.otherDevice'), exact: true }).waitFor();
  expect(await faultsOf(his)).toEqual([]);
  await again.focus();
  await his.keyboard.press('Enter');
  await his.getByText(en('syncPage.refusedNone')).waitFor();
});

it.runIf(hasBrowser)(
  'the question comes for undo, for an import and for many deals; Esc and Enter are no, only the other button is yes',
  async () => {
    const hub = await aHubProcess();
    const admin = await anApp();
    const deals: Id<'Deal'>[] = [];
    for (let n = 0; n < 25; n += 1) deals.push((await admin.run(createDeal, aDeal({ title: `Deal ${n}` }))).id);
    await publishAt(admin, hub);
    const csv = ['Company,Industry', ...deals.map((_, n) => `Company ${n},technology`)].join('\n');
    await admin.run(runImport, { grant: admin.lend({ 'companies.csv': csv }), taskId: 'one', dryRun: false });
    await admin.run(bulkEdit, { which: { ids: deals }, change: { stage: { toStageId: admin.stage('meeting'), reason: 'Met them all' } } });
    await admin.close();

    const page = await pageAt(admin.dir, '#/import');
    const question = page.getByRole('dialog', { name: en('removal.askTitle') });
    const no = question.getByRole('button', { name: en('common.cancel') });
    const isAsked = async (rows: number, kind: string): Promise<void> => {
      await question.getByText(en('errors.ManyRemoved', { rows, kind })).waitFor();
      await expect.poll(async () => no.evaluate((button) => button === document.activeElement)).toBe(true);
    };
    const isLeft = async (): Promise<void> => {
      await question.waitFor({ state: 'detached' });
      await page.locator('.said').getByText(en('errors.NothingRemoved')).waitFor();
    };
    const hasFocus = async (name: string): Promise<void> => {
      await expect.poll(async () => page.evaluate(() => document.activeElement?.textContent)).toBe(name);
    };

    await page.keyboard.press('ControlOrMeta+z');
    await isAsked(25, en('kinds.stage_move'));
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await faultsOf(page)).toEqual([]);
    }
    await page.keyboard.press('Enter');
    await isLeft();

    await goTo(page, '#/pipeline?view=table');
    await page.locator('thead input[type=checkbox]').check();
    await page.getByLabel(en('table.bulkWhat')).selectOption('remove');
    const remove = en('table.bulkRemoveApply', { count: 25 });
    await page.getByRole('button', { name: remove }).press('Enter');
    await isAsked(25, en('kinds.deal'));
    await page.keyboard.press('Escape');
    await isLeft();
    // What was chosen is chosen still, and the button that asked has the focus again.
    await hasFocus(remove);

    await goTo(page, '#/import');
    await page.getByRole('button', { name: en('wizard.undo') }).press('Enter');
    await isAsked(25, en('kinds.account'));
    await page.keyboard.press('Escape');
    await isLeft();
    await hasFocus(en('wizard.undo'));
    await page.keyboard.press('Enter');
    await isAsked(25, en('kinds.account'));
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByText(en('wizard.undone', { withdrawn: '25', reverted: '0' })).waitFor();
    await question.waitFor({ state: 'detached' });
  },
);
