/** The desktop app beside an empty window of the same Electron: from the start to a usable board, and the memory of both at rest. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { ensureRenderer, ensureShell } from '../../src/main/hosts/start/rendererBuild.ts';
import { repositoryRoot } from '../support/repository.ts';
import { type Line, median, ratio } from './measure.ts';

type Measured = { readonly start: number; readonly memory: number };

/** Milliseconds after which a window has nothing left to do. */
const rest = 4_000;

/** An app that shows one word. */
const emptyApp = (dir: string): string => {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ name: 'empty', type: 'module', main: 'main.js' }));
  writeFileSync(
    join(dir, 'main.js'),
    `import { app, BrowserWindow } from 'electron';
app.enableSandbox();
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, show: false, webPreferences: { sandbox: true, spellcheck: false } });
  window.once('ready-to-show', () => window.show());
  void window.loadURL('data:text/html,<main><h1>empty</h1></main>');
});`,
  );
  return dir;
};

/** Kilobytes that all processes of the app hold, what they share counted for each. */
const memoryOf = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ app: shell }) => shell.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0));

const measure = async (program: string, appDir: string, home: string, sign: string): Promise<Measured> => {
  const env = process.env as Record<string, string>;
  const began = performance.now();
  const app = await _electron.launch({
    executablePath: program,
    chromiumSandbox: true,
    args: ['--disable-gpu', `--user-data-dir=${join(home, 'profile')}`, appDir],
    env: { ...env, HOME: home, XDG_DATA_HOME: home, SAMSPILL_UNDER_TEST: '1' },
  });
  try {
    const page = await app.firstWindow();
    await page.locator(sign).first().waitFor();
    const start = performance.now() - began;
    await page.waitForTimeout(rest);
    return { start, memory: await memoryOf(app) };
  } finally {
    await app.close();
  }
};

/** Nothing where there is no Electron to measure in, and that is said. */
export const benchShell = async (dir: string, rounds: number): Promise<readonly Line[]> => {
  const folder = process.env['SAMSPILL_ELECTRON'] ?? '';
  if (folder === '' || process.getuid?.() === 0 || (process.env['DISPLAY'] ?? '') === '') {
    console.warn('The desktop app is not measured: that takes SAMSPILL_ELECTRON, a display and an ordinary user.');
    return [];
  }
  await ensureRenderer(repositoryRoot, () => {});
  await ensureShell(repositoryRoot);
  const program = join(folder, 'electron');
  const empty = emptyApp(join(dir, 'empty'));
  const home = join(dir, 'home');
  mkdirSync(join(home, 'profile'), { recursive: true });
  const card = '.boardColumn [data-card]';
  // The window opens where it was left: on the board.
  const bounds = { x: 0, y: 0, width: 1440, height: 900 };
  const state = { windows: [{ bounds, isMaximized: false, zoomLevel: 0, place: '#/pipeline' }], isDark: false };
  const ours: Measured[] = [];
  const bare: Measured[] = [];
  for (let round = -1; round < rounds; round += 1) {
    writeFileSync(join(home, 'profile', 'windows.json'), JSON.stringify(state));
    const app = await measure(program, repositoryRoot, home, card);
    const window = await measure(program, empty, join(dir, 'emptyHome'), 'main h1');
    // The first time the sample company is made and everything is read from the disk.
    if (round < 0) continue;
    ours.push(app);
    bare.push(window);
  }
  const megabytes = (all: readonly Measured[]): number => median(all.map(({ memory }) => memory)) / 1024;
  return [
    ratio(
      'desktop app, from the start to the cards of its board / to an empty window of the same Electron',
      ours.map(({ start }) => start),
      bare.map(({ start }) => start),
      null,
    ),
    {
      what: 'desktop app, memory of all its processes at rest / an empty window of the same Electron',
      ours: `${megabytes(ours).toFixed(0)} MB`,
      bare: `${megabytes(bare).toFixed(0)} MB`,
      value: megabytes(ours) / megabytes(bare),
      unit: '',
      limit: null,
    },
  ];
};
