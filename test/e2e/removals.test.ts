/** Removing much at once, in windows: an administrator allows it on the page Sync, and the refused change is sent again there. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { createAccount, removeAccount } from '../../src/shared/accounts/contract.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { confirmRemoval } from '../../src/shared/sync/removalContract.ts';
import { syncNow } from '../../src/shared/sync/statusContract.ts';
import { anApp } from '../support/anApp.ts';
import { aPageFor, hasBrowser } from '../support/browser.ts';
import { aHubProcess } from '../support/hubProcess.ts';
import { aRunningApp } from '../support/runningApp.ts';
import { aDevice, publishAt } from '../support/syncDevices.ts';

const en = (key: Parameters<typeof translate>[1], params: Parameters<typeof translate>[2] = {}): string => translate('en', key, params);

const syncPageOf = async (store: string): Promise<Page> => {
  const app = await aRunningApp({ store });
  const { page } = await aPageFor(app.origin);
  await page.goto(app.link);
  await page.locator('main h1').waitFor();
  await page.goto(`${app.origin}/#/sync`);
  await page.locator('main h1').waitFor();
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

  const page = await syncPageOf(admin.dir);
  const allow = page.getByRole('button', { name: en('removal.allowNamed', { name: 'Nils', kind: en('kinds.account') }) });
  await allow.waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await allow.focus();
  await page.keyboard.press('Enter');
  await page.getByText(en('removal.allowed', { name: 'Nils' })).waitFor();

  const his = await syncPageOf(nils.dir);
  const again = his.getByRole('button', { name: /^Send again:/u });
  await again.waitFor();
  expect(await faultsOf(his)).toEqual([]);
  await again.focus();
  await his.keyboard.press('Enter');
  await his.getByText(en('syncPage.refusedNone')).waitFor();
});
