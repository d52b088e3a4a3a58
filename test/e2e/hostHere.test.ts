/** Two people in a meeting room: one window makes its device the hub, the other joins it by what stands there. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createApp, type LocalApp } from '../../src/main/app.ts';
import { startWebHost, type WebHost } from '../../src/main/hosts/web/webHost.ts';
import { ensureRenderer } from '../../src/main/hosts/start/rendererBuild.ts';
import { systemPorts } from '../../src/main/platform/ports.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { createDeal } from '../../src/shared/pipeline/contract.ts';
import { launchChromium } from '../support/chromium.ts';
import { hasBrowser } from '../support/desk.ts';
import { repositoryRoot } from '../support/repository.ts';
import { type RunningApp, startOnSample } from '../support/runningApp.ts';
import { makeDir, removeDir } from '../support/tempDir.ts';
import { openWatchedPage } from '../support/watchedPage.ts';

const home = makeDir('meeting-room');
const patience = { timeout: 40_000 };
const en = (key: Parameters<typeof translate>[1], params: Parameters<typeof translate>[2] = {}): string => translate('en', key, params);

let browser: Browser | null = null;
let app: LocalApp | null = null;
let host: WebHost | null = null;
let guest: RunningApp | null = null;

/** The room has no network but this machine. */
const lan = { listenOn: '127.0.0.1', firstPort: 0, addresses: () => ['127.0.0.1'] };

beforeAll(async () => {
  const program = inject('chromium');
  if (program === null) return;
  const built = await ensureRenderer(repositoryRoot, () => {});
  if (!built.ok) throw new Error(built.error.reason);
  browser = await launchChromium(program);
  const opened = createApp({ storeDir: join(home, 'host'), ports: systemPorts, language: 'en', create: 'empty', keepsInStep: true, lan });
  if (!opened.ok) throw new Error(opened.error.type);
  app = opened.value;
  const { random, log } = systemPorts;
  const started = await startWebHost({ app, rendererDir: built.value.dir, port: 0, random, log });
  if (!started.ok) throw new Error(started.error.type);
  host = started.value;
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await host?.close();
  await app?.close();
  await guest?.stop();
  removeDir(home);
}, 60_000);

const windowAt = async (link: string): Promise<Page> => {
  if (browser === null) throw new Error('no browser');
  const { origin } = new URL(link);
  const { page } = await openWatchedPage(browser, origin);
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
    if (host === null || app === null) throw new Error('nobody is in the room');
    await app.call(createDeal.name, { title: 'Sensors for Fjordfisk' });
    const a = await windowAt(host.url);
    await press(a, 'hosting.begin');
    const address = await a.locator('.hostFacts code').first().innerText(patience);
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

    guest = await startOnSample(home, ['--store', join(home, 'guest')]);
    const b = await windowAt(guest.link);
    const joining = b.locator('[data-part=join]');
    await joining.getByLabel(en('syncPage.address')).fill(address);
    await joining.getByLabel(en('syncPage.code'), { exact: true }).fill(code);
    await joining.getByRole('button', { name: en('syncPage.joinHere'), exact: true }).click();
    expect(await b.locator('.hostAsk .hostPrint').innerText(patience)).toBe(fingerprint);
    expect(await faultsOf(b)).toEqual([]);
    // Who turns away has given nothing, and may still come in by the same code.
    await press(b, 'hosting.askNo');
    await b.locator('.hostAsk').waitFor({ state: 'detached' });
    await joining.getByRole('button', { name: en('syncPage.joinHere'), exact: true }).click();
    await press(b, 'hosting.askYes');
    await b.getByRole('heading', { name: en('syncPage.headUpToDate') }).waitFor(patience);
    expect(await b.locator('.syncFacts .hostPrint').innerText()).toBe(fingerprint);

    await press(a, 'hosting.end');
    await a
      .locator('.syncAsk')
      .getByRole('button', { name: en('hosting.end'), exact: true })
      .click();
    await a.getByText(en('hosting.isOff')).waitFor(patience);
    await b.getByRole('button', { name: en('syncPage.syncNow') }).click();
    await b.getByRole('heading', { name: en('exchange.HubUnreachable') }).waitFor(patience);
    await b.getByRole('button', { name: en('hosting.follow') }).waitFor();

    await press(a, 'hosting.again');
    await a.locator('.hostFacts').waitFor(patience);
    await b.getByRole('button', { name: en('syncPage.syncNow') }).click();
    await b.getByRole('heading', { name: en('syncPage.headUpToDate') }).waitFor(patience);
  },
  120_000,
);
