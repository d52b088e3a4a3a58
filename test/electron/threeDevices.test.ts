/** A leader and two sellers, each with the desktop app on a store of their own: they work without the hub, meet, and see what two of them wrote. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTeam } from '../../src/shared/admin/contract.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { createDeal, deal, deals, moveDeal } from '../../src/shared/pipeline/contract.ts';
import { conflicts, invite, joinAgain, publish, syncNow, syncStatus } from '../../src/shared/sync/statusContract.ts';
import { anApp } from '../support/anApp.ts';
import { testPorts } from '../support/builders.ts';
import { type HubProcess, startHub } from '../support/hubProcess.ts';
import { goTo, hasElectron, type Shell, startShell } from '../support/shellDesk.ts';
import { sharedContent } from '../support/syncedStores.ts';
import { makeDir, removeDir, tempDir } from '../support/tempDir.ts';

const en = (key: Parameters<typeof translate>[1], params: Parameters<typeof translate>[2] = {}): string => translate('en', key, params);
const patience = { timeout: 40_000 };

const appOn = (dir: string): Promise<Shell> => startShell({ args: ['--lang=en', `--store=${dir}`] });

/** Edits the title where it stands, as a person does. */
const rename = async ({ page }: Shell, id: string, title: string): Promise<void> => {
  await goTo(page, `#/deal/${id}`);
  await page.locator('h1 .editable').click();
  const field = page.locator('h1 input');
  await field.fill(title);
  await field.press('Enter');
  await page.locator('h1 .editable').filter({ hasText: title }).waitFor();
};

const isInStep = async (shell: Shell): Promise<boolean> => {
  const { state, waiting } = await shell.run(syncStatus, {});
  return state === 'upToDate' && waiting === 0;
};

type Alerted = { readonly title: string; readonly body: string };
type MainWithAlerts = { alerts?: Alerted[]; clickLast?: () => void };

/** There is nobody on the test's display to show a notification to: they are written down instead. */
const writeAlertsDown = ({ app }: Shell): Promise<void> =>
  app.evaluate(({ Notification }) => {
    const kept = globalThis as MainWithAlerts;
    const alerts: Alerted[] = [];
    kept.alerts = alerts;
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification): void {
      alerts.push({ title: this.title, body: this.body });
      kept.clickLast = () => this.emit('click');
    };
  });

describe.runIf(hasElectron)('three devices', () => {
  it('work apart for a while, meet at the hub, see the conflict, and hold the same', { timeout: 180_000 }, async () => {
    const hubDir = makeDir('hub');
    onTestFinished(() => {
      removeDir(hubDir);
    });
    let hub: HubProcess = await startHub(hubDir);
    onTestFinished(() => hub.kill());

    const made = await anApp({ ports: testPorts({ at: new Date().toISOString() }) });
    onTestFinished(() => {
      removeDir(made.dir);
    });
    const { id: team } = await made.run(createTeam, { name: 'North' });
    const offer = made.stage('proposal');
    await made.close();
    const dirs = [made.dir, join(tempDir('nils'), 'store'), join(tempDir('anna'), 'store')] as const;
    mkdirSync(dirs[1]);
    mkdirSync(dirs[2]);

    const kari = await appOn(dirs[0]);
    await kari.run(publish, { hub: hub.url, code: hub.setUpCode });
    const [nils, anna] = await Promise.all([appOn(dirs[1]), appOn(dirs[2])]);
    for (const [shell, name] of [
      [nils, 'Nils Berg'],
      [anna, 'Anna Lind'],
    ] as const) {
      const { code } = await kari.run(invite, { name, access: 'seller', team });
      await shell.run(joinAgain, { hub: hub.url, code });
      await expect.poll(() => isInStep(shell), patience).toBe(true);
    }
    const { id } = await nils.run(createDeal, { title: 'Sensors for Fjordfisk' });
    const { id: other } = await anna.run(createDeal, { title: 'Buoys for Havbruk' });
    for (const shell of [nils, anna]) await shell.run(syncNow, {});
    for (const shell of [kari, nils, anna]) await expect.poll(async () => (await shell.run(deals, {})).count, patience).toBe(2);
    await writeAlertsDown(kari);

    // Nobody reaches the hub, and everybody works on.
    const { port } = hub;
    await hub.stop();
    await rename(nils, id, 'Sensors, three sites');
    await nils.run(moveDeal, { id, toStageId: offer, reason: 'Agreed on the quay' });
    await rename(kari, id, 'Sensors, two sites');
    await anna.run(createDeal, { title: 'From the train' });
    await rename(anna, other, 'Buoys for Havbruk, all sites');
    for (const shell of [kari, nils, anna]) expect((await shell.run(syncStatus, {})).waiting).toBeGreaterThan(0);
    hub = await startHub(hubDir, port);

    for (const shell of [kari, nils, anna]) {
      await expect.poll(async () => (await shell.run(deals, {})).count, patience).toBe(3);
      await expect.poll(() => isInStep(shell), patience).toBe(true);
    }
    await expect.poll(async () => (await kari.run(conflicts, {})).length, patience).toBe(1);
    expect((await kari.run(deal, { id })).stage?.id).toBe(offer);

    // The leader is told of it, and the click leads to the card.
    const alerts = (): Promise<readonly Alerted[]> => kari.app.evaluate(() => (globalThis as MainWithAlerts).alerts ?? []);
    await expect.poll(alerts, patience).toHaveLength(1);
    expect((await alerts())[0]?.title).toBe(en('others.newsTitle', { count: 1, n: '1' }));
    await kari.app.evaluate(() => (globalThis as MainWithAlerts).clickLast?.());
    const card = kari.page.locator('.syncCard');
    await card.waitFor();
    const text = await card.innerText();
    for (const part of ['Sensors, two sites', 'Sensors, three sites', 'Sensors for Fjordfisk', 'Nils Berg']) expect(text).toContain(part);
    await card.getByRole('button', { name: en('others.editNamed', { field: en('fields.deal.title'), record: '' }).trim() }).click();
    await card.locator('input').fill('Sensors, four sites');
    await card.locator('input').press('Enter');
    await card.waitFor({ state: 'detached' });
    for (const shell of [kari, nils, anna]) {
      await expect.poll(async () => (await shell.run(conflicts, {})).length, patience).toBe(0);
      await expect.poll(async () => (await shell.run(deal, { id })).title, patience).toBe('Sensors, four sites');
      await expect.poll(() => isInStep(shell), patience).toBe(true);
      expect(await shell.problems()).toEqual([]);
    }

    for (const shell of [kari, nils, anna]) expect(await shell.quit()).toBe(0);
    const contents: string[] = [];
    for (const dir of dirs) {
      const store = await anApp({ dir, ports: testPorts({ at: new Date().toISOString() }) });
      expect(await store.findings()).toEqual([]);
      contents.push(sharedContent(store));
      await store.close();
    }
    expect(new Set(contents).size).toBe(1);
  });
});
