/** Work in the desktop app: the first run, a card dragged from stage to stage, a long task on the taskbar, and the start by `npm start`. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { workspace } from '../../src/shared/admin/contract.ts';
import { setUp } from '../../src/shared/admin/setupContract.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { deals } from '../../src/shared/pipeline/contract.ts';
import { holdOver, idOf, stageOf } from '../support/boardPage.ts';
import { repositoryRoot } from '../support/repository.ts';
import { goTo, hasElectron, startShell } from '../support/shellDesk.ts';
import { tempDir } from '../support/tempDir.ts';

describe.runIf(hasElectron)('the first run', () => {
  it('begins a workspace of one’s own, which the next start opens', async () => {
    const shell = await startShell({ place: '#/start' });
    await shell.page.getByLabel(translate('en', 'settings.workspaceName')).fill('Nordlys Måling AS');
    await shell.page.getByLabel(translate('en', 'firstRun.yourName')).fill('Ingrid Aune');
    await shell.page.getByRole('button', { name: translate('en', 'firstRun.beginEmpty') }).click();
    // The window loads itself anew on the other store.
    await shell.page.getByText('Nordlys Måling AS').first().waitFor();
    await shell.page.locator('main h1').first().waitFor();
    await expect
      .poll(() =>
        shell.run(workspace, {}).then(
          ({ name }) => name,
          () => '',
        ),
      )
      .toBe('Nordlys Måling AS');
    expect((await shell.run(deals, { status: null })).rows).toEqual([]);
    expect(await shell.call(setUp.name, { name: 1 })).toMatchObject({ ok: false });
    expect(await shell.problems()).toEqual([]);
    expect(await shell.quit()).toBe(0);
    const again = await startShell({ home: shell.home });
    expect(await again.run(workspace, {})).toMatchObject({ name: 'Nordlys Måling AS', sample: false });
  });
});

describe.runIf(hasElectron)('the board', () => {
  it('a card dragged in one window stands in its new stage in both, and Ctrl+Z brings it back', async () => {
    const shell = await startShell({ place: '#/pipeline' });
    const { page } = shell;
    await page.locator('.boardColumn [data-card]').first().waitFor();
    const opened = shell.app.waitForEvent('window');
    await page.keyboard.press('Control+Enter');
    const other = await opened;
    await other.locator('.boardColumn [data-card]').first().waitFor();
    await page.bringToFront();
    const columns = page.locator('section[data-stage]');
    // Backwards: the way forward may ask for what the stage demands.
    const card = columns.nth(1).locator('[data-card]').first();
    const id = await idOf(card);
    const [before, target] = [await stageOf(page, id), await columns.first().getAttribute('data-stage')];
    await holdOver(page, card, columns.first().locator('[data-card]').first());
    await page.mouse.up();
    await expect.poll(() => stageOf(page, id)).toBe(target);
    await expect.poll(() => stageOf(other, id)).toBe(target);
    await page.keyboard.press('Control+z');
    await expect.poll(() => stageOf(other, id)).toBe(before);
    expect(await shell.problems()).toEqual([]);
  });

  it('is worked with by the menu as well: undo there takes back what was done last', async () => {
    const shell = await startShell({ place: '#/cockpit' });
    await goTo(shell.page, '#/pipeline');
    const said = shell.page.locator('[role=status], .said').first();
    await shell.app.evaluate(({ Menu }) => {
      Menu.getApplicationMenu()?.getMenuItemById('history.undo')?.click();
    });
    await expect.poll(async () => (await said.textContent()) ?? '', { timeout: 5_000 }).not.toBe('');
  });
});

describe.runIf(hasElectron)('the taskbar', () => {
  it('shows how far a task is, and nothing when it is done', async () => {
    const shell = await startShell();
    await shell.app.evaluate(({ BrowserWindow }) => {
      const shown: number[] = [];
      (globalThis as { shown?: number[] }).shown = shown;
      for (const window of BrowserWindow.getAllWindows()) window.setProgressBar = (part) => void shown.push(part);
    });
    const csv = `account,sector,year_established,revenue,employees,office_location,subsidiary_of\n${Array.from({ length: 4_000 }, (_, n) => `Company ${n},technology,1996,1100,28,Norway,`).join('\n')}\n`;
    await shell.page.evaluate(async (text) => {
      const { call } = (
        globalThis as unknown as {
          samspill: { call: (name: string, input: unknown) => Promise<{ value: { file: string; grant: string } }> };
        }
      ).samspill;
      const { value: begun } = await call('desktop.beginFile', { name: 'accounts.csv', beside: null });
      await call('desktop.addPiece', { file: begun.file, bytes: new TextEncoder().encode(text) });
      const { value: ended } = await call('desktop.endFile', { file: begun.file });
      await call('imports.run', { grant: ended.grant, taskId: 'bar' });
    }, csv);
    const shown = (): Promise<readonly number[]> => shell.app.evaluate(() => (globalThis as { shown?: number[] }).shown ?? []);
    await expect.poll(async () => (await shown()).at(-1)).toBe(-1);
    for (const part of await shown()) expect(part === -1 || part === 2 || (part >= 0 && part < 1)).toBe(true);
  });
});

describe.runIf(hasElectron)('npm start', () => {
  it('opens the window where an Electron is, and ends it in order when it is stopped', async () => {
    const home = tempDir('start');
    const { SAMSPILL_STORE: _store, npm_lifecycle_event: _npm, ...env } = process.env;
    const child = spawn(process.execPath, ['src/main/hosts/preflight.mjs', 'src/main/hosts/start.ts', '--lang', 'nb'], {
      cwd: repositoryRoot,
      env: {
        ...env,
        HOME: home,
        XDG_DATA_HOME: home,
        XDG_CONFIG_HOME: home,
        ELECTRON_OVERRIDE_DIST_PATH: process.env['SAMSPILL_ELECTRON'],
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = new Promise<number | null>((resolve) => {
      child.once('exit', resolve);
    });
    let printed = '';
    child.stdout.on('data', (bytes: Buffer) => {
      printed += bytes.toString();
    });
    const log = join(home, 'Samspill', 'logs', 'samspill.log');
    const logged = (): string => (existsSync(log) ? readFileSync(log, 'utf8') : '');
    await expect.poll(() => existsSync(join(home, 'samspill', 'sample', 'store.db')), { timeout: 30_000 }).toBe(true);
    await expect.poll(logged, { timeout: 30_000 }).toContain('info open');
    expect(printed).not.toContain('http://');
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    await expect.poll(logged).toMatch(/ end\n$/u);
  });
});
