/** Every screen of the window, in the order in which one walk can show them all, with nothing said in any language. */
import type { Locator, Page } from 'playwright-core';

export type Screen = {
  readonly name: string;
  readonly show: (page: Page) => Promise<void>;
  /** What is new on it, where the rest is that of the screen before; left out: everything. */
  readonly part?: string;
};

/** Goes to a place of the window that is open already, as a link in it would. */
export const goTo = async (page: Page, place: string): Promise<void> => {
  await page.evaluate((to) => {
    location.hash = to;
  }, place);
};

const at =
  (place: string, ready: string) =>
  async (page: Page): Promise<void> => {
    await goTo(page, place);
    await page.locator(ready).first().waitFor();
  };

const onward = (page: Page): Locator => page.locator('.wizardFoot .primary');
const nextStep =
  (ready: string) =>
  async (page: Page): Promise<void> => {
    await onward(page).click();
    await page.locator(ready).first().waitFor();
  };

/** Presses a key on the first card of the board. */
const onCard =
  (key: string, ready: string) =>
  async (page: Page): Promise<void> => {
    await page.locator('[data-card]').first().focus();
    await page.keyboard.press(key);
    await page.locator(ready).first().waitFor();
  };

/** Shows a screen on top of the one before and leaves it again by Escape once it has been looked at. */
const escaped =
  (before: string, show: Screen['show']): Screen['show'] =>
  async (page) => {
    await page.keyboard.press('Escape');
    await page.locator(before).first().waitFor({ state: 'detached' });
    await show(page);
  };

const firstRow = 'tbody tr[data-index]';

/** Opens what a button of the bar above the table holds; the button closes it again. */
const pressed =
  (button: string, ready: string): Screen['show'] =>
  async (page) => {
    await page.locator(button).click();
    await page.locator(ready).first().waitFor();
  };
const moreFilters = '.filters > .button[aria-expanded]';

/** `files` are what the walk through the import brings in; they must hold at least one oddity. */
export const screens = (files: readonly string[]): readonly Screen[] => [
  { name: 'cockpit', show: at('#/cockpit', '.figurePanel') },
  { name: 'cockpit, a figure open', part: '.peek', show: at('#/cockpit?figure=weightedAmount', '.peek .moreRows') },
  { name: 'cockpit, coverage open', part: '.peek', show: at('#/cockpit?why=coverage', '.peek h2') },
  { name: 'cockpit, velocity open', part: '.peek', show: at('#/cockpit?why=velocity', '.peek h2') },
  { name: 'board', show: at('#/pipeline', '.board [data-card]') },
  { name: 'board, menu of a card', part: '[role=menu]', show: onCard('m', '[role=menu]') },
  { name: 'board, form of a win', part: '.moveForm', show: escaped('[role=menu]', onCard('w', '.moveForm')) },
  { name: 'board, form of a loss', part: '.moveForm', show: escaped('.moveForm', onCard('q', '.moveForm')) },
  { name: 'board, a deal open', part: '.peek', show: escaped('.moveForm', onCard('Enter', '.peek .figure')) },
  { name: 'table', show: at('#/pipeline?view=table', firstRow) },
  { name: 'table, more filters', part: '.moreFilters', show: pressed(moreFilters, '.moreFilters') },
  {
    name: 'table, saved views',
    part: '.tablePanel',
    show: async (page) => {
      await page.locator(moreFilters).click();
      await pressed('.filtersEnd > button >> nth=0', '.viewForm')(page);
    },
  },
  { name: 'table, columns', part: '.tablePanel', show: escaped('.tablePanel', pressed('.filtersEnd > button >> nth=1', '.columnList')) },
  {
    name: 'table, deals chosen for a stage',
    part: '.selectionBar',
    show: escaped('.tablePanel', async (page) => {
      await page.locator(firstRow).first().focus();
      await page.keyboard.press('x');
      const fields = page.locator('.selectionBar select');
      await fields.first().selectOption('stage');
      await fields.nth(1).selectOption({ index: 1 });
      await page.locator('.selectionBar input').waitFor();
    }),
  },
  {
    name: 'table, deals chosen for a day',
    part: '.selectionBar',
    show: async (page) => {
      await page.locator('.selectionBar select').first().selectOption('expectedClose');
      await page.locator('.selectionBar input').fill('31.12.2027');
      await page.locator('.selectionBar .meta[role=status]').waitFor();
    },
  },
  {
    name: 'table, a deal open',
    part: '.peek',
    show: escaped('.selectionBar', async (page) => {
      await page.locator(firstRow).first().focus();
      await page.keyboard.press('Enter');
      await page.locator('.peek .figure').waitFor();
    }),
  },
  { name: 'table of won deals', show: at('#/pipeline?view=table&status=won', firstRow) },
  {
    name: 'deal',
    show: async (page) => {
      await page.locator(firstRow).first().focus();
      await page.keyboard.press('Enter');
      await page.locator('.peek a.link').first().click();
      await page.locator('.recordSheet .figure').first().waitFor();
    },
  },
  { name: 'accounts', show: at('#/accounts', firstRow) },
  {
    name: 'account',
    show: async (page) => {
      await page.locator(firstRow).first().press('Enter');
      await page.locator('.recordSheet .timeline').waitFor();
    },
  },
  { name: 'import', show: at('#/import', '.dropZone') },
  {
    name: 'import, files',
    show: async (page) => {
      await page.locator('input[type=file]').setInputFiles([...files]);
      await page.locator('.preview').first().waitFor();
    },
  },
  { name: 'import, columns', show: nextStep('.ledger.columns') },
  { name: 'import, oddities', show: nextStep('.problemCard .choices') },
  { name: 'import, dry run', show: nextStep('.ledger.counts') },
  { name: 'import, done', show: nextStep('.wizardFoot a.primary') },
  {
    name: 'import, taken back',
    show: async (page) => {
      await page.locator('.hint .row button').last().click();
      await page.locator('.undoneNote').waitFor();
    },
  },
  { name: 'reports', show: at('#/reports', '.reportChoices') },
  { name: 'settings', show: at('#/settings', '.setting table') },
  { name: 'history', show: at('#/history', '.historyTable tbody tr') },
  { name: 'trash', show: at('#/trash', '.trashTable tbody tr') },
  { name: 'sync', show: at('#/sync', '.syncPart') },
  {
    name: 'palette',
    part: 'dialog.palette',
    show: async (page) => {
      await page.keyboard.press('Control+k');
      await page.locator('dialog.palette input:focus').waitFor();
      await page.keyboard.type('an');
      await page.locator('dialog.palette mark').first().waitFor();
    },
  },
  {
    name: 'keys',
    part: 'dialog.keySheet',
    show: escaped('dialog.palette', async (page) => {
      await page.keyboard.press('?');
      await page.locator('dialog.keySheet kbd').first().waitFor();
    }),
  },
  {
    name: 'language and appearance',
    part: '.titleBar',
    show: escaped('dialog.keySheet', async (page) => {
      await page.locator('.titleBar [aria-haspopup=menu]').last().click();
      await page.locator('[role=menuitemradio]').first().waitFor();
    }),
  },
  { name: 'the first page', show: escaped('[role=menuitemradio]', at('#/start', '.startPage')) },
  {
    name: 'a deal that does not exist',
    part: '.peek',
    show: at('#/pipeline?view=table&deal=00000000-0000-7000-8000-000000000000', '.peek [role=alert], .peek .blank'),
  },
  { name: 'table of nothing', show: at('#/pipeline?view=table&status=lost&stage=00000000-0000-7000-8000-000000000000', '.blank') },
];
