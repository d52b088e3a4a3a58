/** What a seller is shown: everything to read, and no control that the policy would refuse. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openWorkspaceStore } from '../../src/main/contexts/openWorkspace.ts';
import { systemPorts } from '../../src/main/platform/ports.ts';
import { reachBy, type Viewer } from '../../src/shared/admin/policy.ts';
import { entries } from '../../src/shared/contract.ts';
import type { TextKey } from '../../src/shared/i18n/dictionary.ts';
import { rawText } from '../../src/shared/i18n/dictionary.ts';
import { hasBrowser, startDesk } from '../support/desk.ts';
import { samspillJson, startOnSample } from '../support/runningApp.ts';
import { makeDir, removeDir } from '../support/tempDir.ts';
import { openWatchedPage, type WatchedPage } from '../support/watchedPage.ts';

const desk = startDesk();

/** What the control of each refused entry is called; an entry that is added has to be listed here, or below. */
const controls: Readonly<Record<string, readonly TextKey[]>> = {
  'admin.addMembership': ['settings.giveRole'],
  'admin.changeRoles': ['settings.changeRole'],
  'admin.createPerson': ['settings.addPerson'],
  'admin.createTeam': ['settings.addTeam'],
  'admin.editPerson': ['settings.nameOf', 'common.email'],
  'admin.editWorkspace': ['settings.workspaceName', 'settings.region', 'settings.baseCurrency', 'settings.zone'],
  'admin.endMembership': ['settings.endRole'],
  'admin.joinTeam': ['settings.addMember'],
  'admin.leaveTeam': ['settings.removeMember'],
  'admin.editTeam': ['settings.leaderOf'],
  'admin.addRate': ['settings.rate', 'settings.source'],
  'admin.removeRate': ['settings.removeRate'],
  'admin.setRevenueTarget': ['settings.forWhom'],
  'admin.removeRevenueTarget': ['settings.removeTarget'],
  'pipeline.createStage': ['settings.addStage'],
  'pipeline.editStage': ['settings.probabilityOf'],
  'pipeline.placeStage': ['settings.moveUp', 'settings.moveDown'],
  'pipeline.removeStage': ['common.removeNamed'],
  'pipeline.removeCriterion': ['common.removeNamed'],
  'pipeline.addCriterion': ['settings.addCriterion'],
  'accounts.merge': ['account.merge'],
  'imports.look': ['wizard.place'],
  'setup.leaveSample': ['firstRun.remove'],
};
/** Entries that no page of these has a control for: steps of the import behind its first one, what only a host, a terminal or a damaged store asks for, and the hub, to which no sample company goes. */
const withoutControl =
  /^(?:imports\.(?:cancel|check|decide|run|saveMapping|undoBatch)|setup\.|accounts\.(?:createProduct|setPrice)$|backups\.|store\.|sync\.|hosting\.)/u;

const places = [
  '#/cockpit',
  '#/settings',
  '#/accounts',
  '#/pipeline',
  '#/pipeline?view=table',
  '#/reports',
  '#/history',
  '#/trash',
] as const;

const seller: Pick<Viewer, 'roles' | 'hasCeo'> = { roles: [{ access: 'seller', function: 'sales', position: 'none' }], hasCeo: true };
const refused = entries.filter(({ kind, allow }) => kind !== 'query' && reachBy(seller, allow) === 'none').map(({ name }) => name);

/** The text as a pattern: whatever stands for a placeholder fits. */
const patternOf = (key: TextKey): RegExp => {
  const text = rawText('en', key) ?? '';
  return new RegExp(`^(?:.+: )?${text.replaceAll(/[.*+?^$()|[\]\\]/gu, '\\$&').replaceAll(/\{\{\w+\}\}/gu, '.+')}(?:: .+)?$`, 'u');
};

/** The names of everything on the page that can be pressed, typed into or followed. */
const liveControls = async (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a[href], button:not(:disabled), select:not(:disabled), input:not(:disabled, [readonly])')]
      .filter((element) => element.checkVisibility())
      .map((element) => (element.getAttribute('aria-label') ?? element.textContent).trim().replaceAll(/\s+/gu, ' ')),
  );

type Found = { readonly settings: readonly string[]; readonly elsewhere: readonly string[] };

const everyControl = async ({ page, settled }: WatchedPage, origin: string): Promise<Found> => {
  const elsewhere: string[] = [];
  let settings: readonly string[] = [];
  for (const place of places) {
    await page.goto(`${origin}/${place}`);
    await page.locator('main h1').waitFor();
    await expect.poll(() => page.locator('main [aria-busy=true]').count()).toBe(0);
    await settled();
    const live = await liveControls(page);
    if (place === '#/settings') settings = live;
    else elsewhere.push(...live);
  }
  // The page of one company, found by its row.
  await page.goto(`${origin}/#/accounts`);
  await page.locator('main [role=row], main tbody tr').nth(1).click();
  await page.getByRole('heading', { name: 'Facts' }).waitFor();
  await settled();
  return { settings, elsewhere: [...elsewhere, ...(await liveControls(page))] };
};

/** What the settings alone have a control for. */
const isInSettings = (name: string): boolean => /^(?:admin\.|pipeline\.\w+(?:Stage|Criterion)$)/u.test(name);

/** Controls of the settings are looked for there alone: "Remove …" is said in other places, of what a seller may remove. */
const shownOf = (found: Found): readonly string[] =>
  Object.entries(controls).flatMap(([name, keys]) =>
    keys
      .filter((key) => (isInSettings(name) ? found.settings : found.elsewhere).some((text) => patternOf(key).test(text)))
      .map((key) => `${name}: ${key}`),
  );

it('every entry that a seller is refused says what its control is called', () => {
  expect(refused.filter((name) => controls[name] === undefined && !withoutControl.test(name))).toEqual([]);
  expect(Object.keys(controls).filter((name) => !refused.includes(name))).toEqual([]);
});

it.runIf(hasBrowser)('an administrator has each of these controls, a seller none', async () => {
  const admin = await desk.open('#/cockpit');
  const all = Object.entries(controls).flatMap(([name, keys]) => keys.map((key) => `${name}: ${key}`));
  expect(shownOf(await everyControl(admin, desk.app().origin))).toEqual(all);
  await admin.close();

  const home = makeDir('seller');
  const dir = join(home, 'company');
  await samspillJson(['sample', '--store', dir]);
  const opened = openWorkspaceStore({ dir, ports: systemPorts, create: false });
  if (!opened.ok) throw new Error(opened.error.type);
  const { db } = opened.value;
  const id = db.prepare("SELECT person_id AS id FROM membership WHERE access = 'seller' AND deleted = 0 ORDER BY id LIMIT 1").get([])?.[
    'id'
  ];
  db.prepare("INSERT OR REPLACE INTO setting (key, value) VALUES ('me', ?)").run([String(id)]);
  opened.value.close();
  const app = await startOnSample(home, ['--store', dir]);
  const own = await openWatchedPage(desk.browser(), app.origin);
  await own.page.goto(app.link);
  await own.page.getByText('Member, ').waitFor();
  expect(shownOf(await everyControl(own, app.origin))).toEqual([]);
  await own.close();
  await app.stop();
  removeDir(home);
});
