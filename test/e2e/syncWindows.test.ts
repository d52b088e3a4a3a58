/** Two people at two windows on two stores, with a hub between them that is a program of its own. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { translate } from '../../src/shared/i18n/translate.ts';
import { createDeal, editDeal, moveDeal } from '../../src/shared/pipeline/contract.ts';
import { arrivalIn, cardOf, stageOf, watchArrival } from '../support/boardPage.ts';
import { aDeal, openTestApp, testPorts } from '../support/builders.ts';
import { launchChromium } from '../support/chromium.ts';
import { hasBrowser } from '../support/desk.ts';
import { type HubProcess, startHub } from '../support/hubProcess.ts';
import { type RunningApp, startOnSample } from '../support/runningApp.ts';
import { makeDir, removeDir } from '../support/tempDir.ts';
import { openWatchedPage } from '../support/watchedPage.ts';

const home = makeDir('windows');
const apps: RunningApp[] = [];
const folders = [home];
let browser: Browser | null = null;
/** The hub of this try, to be stopped whatever comes of it. */
let hub: HubProcess | null = null;

beforeAll(async () => {
  const program = inject('chromium');
  if (program === null) return;
  browser = await launchChromium(program);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  for (const app of apps) await app.stop();
  await hub?.stop();
  for (const folder of folders) removeDir(folder);
}, 60_000);

/** A window on a store folder, let in by the link of its own program. */
const windowOn = async (dir: string, place: string): Promise<Page> => {
  const app = await startOnSample(home, ['--store', dir]);
  apps.push(app);
  if (browser === null) throw new Error('no browser');
  const { page } = await openWatchedPage(browser, app.origin);
  await page.goto(app.link);
  await page.locator('main h1').waitFor();
  await page.goto(`${app.origin}/${place}`);
  await page.locator('main h1').waitFor();
  return page;
};

/** What the window's own controls send, on the window's own session. */
const callIn = async (page: Page, name: string, input: unknown): Promise<unknown> =>
  page.evaluate(async (body) => {
    const response = await fetch('call', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const answer = (await response.json()) as { readonly ok: boolean };
    if (!answer.ok) throw new Error(JSON.stringify(answer));
    return answer;
  }, JSON.stringify({ name, input }));

const en = (key: Parameters<typeof translate>[1], params: Parameters<typeof translate>[2] = {}): string => translate('en', key, params);
const statusBar = (page: Page) => page.locator('.statusBar');
/** What axe finds serious on a page. */
const faultsOf = async (page: Page): Promise<readonly string[]> =>
  (await new AxeBuilder({ page }).analyze()).violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id }) => id);
const patience = { timeout: 40_000 };

type Told = { readonly title: string; readonly body: string };
type PageWithNews = { told?: Told[]; clickLast?: () => void };

/**
 * Notifications that are only written down, because a headless browser shows nobody anything; whether they are allowed is then for the test
 * to say. What the browsers themselves answer differs: the pinned one denies them to everybody.
 */
const writeNews = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const told: Told[] = [];
    const kept = globalThis as unknown as PageWithNews;
    kept.told = told;
    class Written extends EventTarget {
      static permission: NotificationPermission = 'denied';
      static requestPermission(): Promise<string> {
        Written.permission = 'granted';
        return Promise.resolve(Written.permission);
      }
      close = (): void => {};
      constructor(title: string, { body }: { readonly body: string }) {
        super();
        told.push({ title, body });
        kept.clickLast = () => this.dispatchEvent(new Event('click'));
      }
    }
    Object.defineProperty(globalThis, 'Notification', { value: Written, configurable: true });
  });
/** A person changes what the page may do, in the settings of the browser. */
const setPermission = (page: Page, permission: NotificationPermission): Promise<void> =>
  page.evaluate((value) => {
    (Notification as { permission: NotificationPermission }).permission = value;
  }, permission);
const comeBack = (page: Page): Promise<boolean> => page.evaluate(() => dispatchEvent(new Event('focus')));
const toldIn = (page: Page): Promise<readonly Told[]> => page.evaluate(() => (globalThis as unknown as PageWithNews).told ?? []);

it.runIf(hasBrowser)(
  'publish, invite, join; a move shows in the other window at once; without the hub both go on, and meet when it returns',
  async () => {
    // Each try begins with an empty hub: it prints its code once.
    await hub?.stop();
    for (const app of apps.splice(0)) await app.stop();
    const [hubDir, joinedDir] = [makeDir('hub'), makeDir('joined')];
    folders.push(hubDir, joinedDir);
    hub = await startHub(hubDir);
    const first = await openTestApp({ ports: testPorts({ at: new Date().toISOString() }), keep: true });
    folders.push(first.dir);
    const { id } = await first.run(createDeal, aDeal({ title: 'Sensors for Fjordfisk' }));
    const offer = first.stage('proposal');
    await first.close();

    const a = await windowOn(first.dir, '#/sync');
    expect(await statusBar(a).innerText()).toContain(en('common.recent'));
    expect(await faultsOf(a)).toEqual([]);
    const publishing = a.locator('[data-part=publish]');
    await publishing.getByLabel(en('syncPage.address')).fill(hub.url);
    await publishing.getByLabel(en('syncPage.code'), { exact: true }).fill(hub.setUpCode);
    await a.getByRole('button', { name: en('syncPage.publish'), exact: true }).click();
    await a.getByRole('heading', { name: en('syncPage.headUpToDate') }).waitFor();
    await expect.poll(() => statusBar(a).innerText(), patience).toContain('Synced');

    await a.getByRole('button', { name: en('syncPage.invite') }).click();
    expect(await faultsOf(a)).toEqual([]);
    await a.locator('.inviteDialog input').first().fill('Sigrid Berg');
    await a.getByRole('combobox', { name: en('common.role') }).selectOption('manager');
    await a.getByRole('button', { name: en('syncPage.makeCode') }).click();
    const code = await a.locator('.inviteDialog .code').innerText();
    await a.getByRole('button', { name: en('syncPage.done') }).click();
    await writeNews(a);
    await comeBack(a);
    await a.getByText(en('others.newsDenied')).waitFor();
    await setPermission(a, 'default');
    // Some browsers tell the page of a change by themselves; this is how one is made to.
    await a.context().grantPermissions(['notifications']);
    await a.getByRole('button', { name: en('others.newsAsk') }).click();
    await a.getByText(en('others.newsOn')).waitFor();
    await setPermission(a, 'denied');
    await comeBack(a);
    await a.getByText(en('others.newsDenied')).waitFor();
    await setPermission(a, 'granted');
    await comeBack(a);
    await a.getByText(en('others.newsOn')).waitFor();

    const b = await windowOn(join(joinedDir, 'store'), '#/sync');
    const joining = b.locator('[data-part=join]');
    await joining.getByLabel(en('syncPage.address')).fill(hub.url);
    await joining.getByLabel(en('syncPage.code'), { exact: true }).fill(code);
    await joining.getByRole('button', { name: en('syncPage.joinHere'), exact: true }).click();
    await b.getByRole('heading', { name: en('syncPage.headUpToDate') }).waitFor();
    await b.goto(`${new URL(b.url()).origin}/#/pipeline`);
    await cardOf(b, id).waitFor();
    const before = await stageOf(b, id);

    await watchArrival(b, id);
    const sentAt = Date.now();
    await callIn(a, moveDeal.name, { id, toStageId: offer, reason: 'Agreed on the phone' });
    await expect.poll(() => arrivalIn(b), patience).not.toBeNull();
    const latency = Math.round(((await arrivalIn(b)) ?? 0) - sentAt);
    console.log(`a move in one window stands on the other's board after ${latency} ms`);
    expect(latency).toBeLessThan(5_000);
    expect(await stageOf(b, id)).toBe(offer);
    expect(before).not.toBe(offer);

    const { port } = hub;
    await hub.stop();
    // A record that somebody has looked at before tells what others did since.
    await b.goto(`${new URL(b.url()).origin}/#/deal/${id}`);
    // Looked at is what has come: the history is asked for beside the deal.
    const isKept = (): Promise<boolean> => b.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith('samspill.looked.')));
    await expect.poll(isKept, patience).toBe(true);
    await b.goto(`${new URL(b.url()).origin}/#/pipeline`);
    await callIn(a, editDeal.name, { id, title: 'Sensors, two sites', nextStep: 'Write' });
    await callIn(b, editDeal.name, { id, title: 'Sensors, three sites', nextStep: 'Visit' });
    await callIn(b, createDeal.name, { title: 'From the train' });
    await expect.poll(() => statusBar(b).innerText(), patience).toContain(en('syncPage.waiting', { count: 2 }));
    await expect.poll(() => statusBar(b).innerText(), patience).toContain(en('syncPage.isAway'));
    await b.getByText('From the train').first().waitFor();
    hub = await startHub(hubDir, port);

    await a.goto(`${new URL(a.url()).origin}/#/pipeline`);
    await a.getByText('From the train').first().waitFor(patience);
    for (const page of [a, b])
      await expect.poll(() => statusBar(page).innerText(), patience).toContain(en('syncPage.conflicts', { count: 2 }));

    await expect.poll(() => toldIn(a).then((told) => told.length), patience).toBe(1);
    const [told] = await toldIn(a);
    expect(told?.title).toBe(en('others.newsTitle', { count: 2, n: '2' }));
    expect(told?.body).toMatch(/: Sensors, (?:two|three) sites$/u);
    await a.evaluate(() => (globalThis as unknown as PageWithNews).clickLast?.());

    const cards = a.locator('.syncCard');
    const title = cards.filter({ hasText: 'Sensors for Fjordfisk' });
    await title.waitFor();
    expect(await title.innerText()).toContain('Sensors, two sites');
    expect(await title.innerText()).toContain('Sensors, three sites');
    await title.getByRole('button', { name: /^History/u }).click();
    await title.locator('.history li').first().waitFor();
    expect(await faultsOf(a)).toEqual([]);
    await title.getByRole('button', { name: /Take the other/u }).click();
    await title.waitFor({ state: 'detached' });

    // A third value, written by whoever sees both.
    const step = cards.filter({ hasText: 'Visit' });
    await step.getByRole('button', { name: /^Edit/u }).click();
    await step.locator('input').fill('Write, then visit');
    expect(await faultsOf(a)).toEqual([]);
    await step.locator('input').press('Enter');
    await step.waitFor({ state: 'detached' });
    // Whoever has seen both and chooses settles it for everybody.
    for (const page of [a, b]) await expect.poll(() => statusBar(page).innerText(), patience).not.toContain('conflict');
    await expect.poll(() => cardOf(b, id).innerText(), patience).toContain('Write, then visit');
    expect(await cardOf(b, id).innerText()).toMatch(/Sensors, (?:two|three) sites/u);

    await b.goto(`${new URL(b.url()).origin}/#/deal/${id}`);
    const since = b.locator('.sinceLine');
    await since.waitFor();
    expect(await since.innerText()).toContain('made 3 changes since you looked here last.');
    await since.getByRole('button').click();
    expect(await b.evaluate(() => document.activeElement?.matches('.history li.fresh'))).toBe(true);
    expect(await b.locator('.history li.fresh').count()).toBeGreaterThan(2);
    expect(await faultsOf(b)).toEqual([]);
  },
  240_000,
);
