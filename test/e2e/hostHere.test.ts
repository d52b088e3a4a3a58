/** Two people in a meeting room: one window makes its device the hub, the other joins it by what stands there. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, inject, it, onTestFinished } from 'vitest';
import { startWebHost, type WebHost } from '../../src/main/hosts/web/webHost.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { createDeal } from '../../src/shared/pipeline/contract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { realPorts } from '../support/builders.ts';
import { aPageFor, hasBrowser } from '../support/browser.ts';
import { aRunningApp } from '../support/runningApp.ts';
import { tempDir } from '../support/tempDir.ts';

const en = (key: Parameters<typeof translate>[1], params: Parameters<typeof translate>[2] = {}): string => translate('en', key, params);

/** The room has no network but this machine. */
const lan = { listenOn: '127.0.0.1', firstPort: 0, addresses: () => ['127.0.0.1'] };

/** The window of a device that may be the hub; ended with the test. */
const aHost = async (app: TestApp): Promise<WebHost> => {
  const { random, log } = app.ports;
  const started = await startWebHost({ app: app.app, rendererDir: inject('rendererDir'), port: 0, random, log });
  if (!started.ok) throw new Error(started.error.type);
  onTestFinished(started.value.close);
  return started.value;
};

const windowAt = async (link: string): Promise<Page> => {
  const { origin } = new URL(link);
  const { page } = await aPageFor(origin);
  await page.goto(link);
  await page.locator('main h1').waitFor();
  await page.goto(`${origin}/#/sync`);
  await page.locator('main h1').waitFor();
  return page;
};

const faultsOf = async (page: Page): Promise<readonly string[]> =>
  (await new AxeBuilder({ page }).analyze()).violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id }) => id);

const press = (page: Page, key: Parameters<typeof translate>[1]) => page.getByRole('button', { name: en(key), exact: true }).click();

it.runIf(hasBrowser)(
  'host here, make a code, compare the fingerprint, join; with the hub stopped both go on, and meet when it is back',
  async () => {
    const app = await anApp({ ports: realPorts(), more: { keepsInStep: true, lan } });
    await app.run(createDeal, { title: 'Sensors for Fjordfisk' });
    const a = await windowAt((await aHost(app)).url);
    await press(a, 'hosting.begin');
    const address = await a.locator('.hostFacts code').first().innerText();
    expect(address).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/u);
    const fingerprint = await a.locator('.hostFacts .hostPrint').innerText();
    expect(fingerprint.replaceAll(/\s/gu, '')).toMatch(/^[0-9A-F]{64}$/u);
    expect(await faultsOf(a)).toEqual([]);

    await press(a, 'hosting.makeCode');
    await a.locator('.inviteDialog input').first().fill('Sigrid Berg');
    await a.getByRole('combobox', { name: en('common.role') }).selectOption('manager');
    await press(a, 'syncPage.makeCode');
    const code = await a.locator('.inviteDialog .code').innerText();
    expect(await a.locator('.inviteDialog').innerText()).toContain(address);
    expect(await a.locator('.inviteDialog .hostPrint').innerText()).toBe(fingerprint);
    await press(a, 'syncPage.done');

    const guest = await aRunningApp({ store: join(tempDir('guest'), 'store') });
    const b = await windowAt(guest.link);
    const joining = b.locator('[data-part=join]');
    await joining.getByLabel(en('syncPage.address')).fill(address);
    await joining.getByLabel(en('syncPage.code'), { exact: true }).fill(code);
    await joining.getByRole('button', { name: en('syncPage.joinHere'), exact: true }).click();
    expect(await b.locator('.hostAsk .hostPrint').innerText()).toBe(fingerprint);
    expect(await faultsOf(b)).toEqual([]);
    // Who turns away has given nothing, and may still come in by the same code.
    await press(b, 'hosting.askNo');
    await b.locator('.hostAsk').waitFor({ state: 'detached' });
    await joining.getByRole('button', { name: en('syncPage.joinHere'), exact: true }).click();
    await press(b, 'hosting.askYes');
    await b.getByRole('heading', { name: en('syncPage.headUpToDate') }).waitFor();
    expect(await b.locator('.syncFacts .hostPrint').innerText()).toBe(fingerprint);

    await press(a, 'hosting.end');
    await a
      .locator('.syncAsk')
      .getByRole('button', { name: en('hosting.end'), exact: true })
      .click();
    await a.getByText(en('hosting.isOff')).waitFor();
    await b.getByRole('button', { name: en('syncPage.syncNow') }).click();
    await b.getByRole('heading', { name: en('exchange.HubUnreachable') }).waitFor();
    await b.getByRole('button', { name: en('hosting.follow') }).waitFor();

    await press(a, 'hosting.again');
    await a.locator('.hostFacts').waitFor();
    await b.getByRole('button', { name: en('syncPage.syncNow') }).click();
    await b.getByRole('heading', { name: en('syncPage.headUpToDate') }).waitFor();
  },
);
