/** The desktop app as a person meets it: it starts, speaks their language, opens further windows, remembers them, and ends in order. */
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyDiagnostics } from '../../src/shared/desktop.ts';
import { languages } from '../../src/shared/i18n/languages.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { board } from '../../src/shared/pipeline/boardContract.ts';
import { deals, editDeal } from '../../src/shared/pipeline/contract.ts';
import { goTo, hasElectron, startShell } from '../support/shellDesk.ts';
import type { Shell } from '../support/shellDesk.ts';
import { tempDir } from '../support/tempDir.ts';

const menuLabels = (shell: Shell): Promise<readonly string[]> =>
  shell.app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap((item) => [item.label, ...(item.submenu?.items.map(({ label }) => label) ?? [])]),
  );

describe.runIf(hasElectron)('a start', () => {
  it('shows the sample company under its own scheme, with a policy that nothing breaks, and ends with 0', async () => {
    const shell = await startShell({ place: '#/cockpit' });
    expect(shell.page.url()).toBe('app://main/#/cockpit');
    expect(await shell.page.title()).toContain('Havbryn Sensor AS');
    for (const place of ['#/pipeline', '#/accounts', '#/reports', '#/import', '#/history', '#/trash', '#/settings'])
      await goTo(shell.page, place);
    expect(await shell.problems()).toEqual([]);
    expect(await shell.quit()).toBe(0);
    const log = readFileSync(join(shell.home, 'profile', 'logs', 'samspill.log'), 'utf8');
    expect(
      log
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ').slice(1).join(' ')),
    ).toEqual(['info start 0.1.0', 'info open', 'info end']);
  });

  it('gives its page two functions and no way to anything else', async () => {
    const shell = await startShell();
    const seen = await shell.page.evaluate(() => ({
      bridge: Object.keys((globalThis as unknown as { samspill: object }).samspill).toSorted(),
      outside: ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in globalThis),
    }));
    expect(seen).toEqual({ bridge: ['call', 'onSignal'], outside: [] });
    const preferences = await shell.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      experimentalFeatures: false,
    });
    // Electron lists these two only where they are on.
    for (const name of ['nodeIntegrationInWorker', 'navigateOnDragDrop']) expect(preferences[name], name).not.toBe(true);
  });

  it('has a menu in the window’s language, and another one when the language is changed', async () => {
    const shell = await startShell({ place: '#/cockpit' });
    for (const language of [...languages.slice(1), 'en' as const]) {
      await shell.page.keyboard.press('Control+k');
      await shell.page
        .getByRole('dialog')
        .getByRole('combobox')
        .fill(translate('en', 'palette.switchLanguage', { language: '' }).trim());
      await shell.page.keyboard.press('Escape');
      await shell.app.evaluate(({ BrowserWindow }, id) => {
        BrowserWindow.getAllWindows()[0]?.webContents.send('signal', { type: 'run', command: id });
      }, `language.${language}`);
      const wanted = (['file', 'edit', 'cut', 'zoomIn', 'quit', 'newWindow', 'copyDiagnostics'] as const).map((key) =>
        translate(language, `desktop.${key}`),
      );
      await expect.poll(() => menuLabels(shell)).toEqual(expect.arrayContaining(wanted));
      expect((await menuLabels(shell)).every((label, at, all) => label !== '' || all[at - 1] !== '')).toBe(true);
    }
  });

  it('follows the appearance that is chosen in its window, the system’s own parts included', async () => {
    const shell = await startShell({ place: '#/cockpit' });
    const run = (id: string): Promise<void> =>
      shell.app.evaluate(({ BrowserWindow }, command) => {
        BrowserWindow.getAllWindows()[0]?.webContents.send('signal', { type: 'run', command });
      }, id);
    const appearance = (): Promise<readonly unknown[]> =>
      shell.app.evaluate(({ BrowserWindow, nativeTheme }) => [
        nativeTheme.themeSource,
        BrowserWindow.getAllWindows()[0]?.getBackgroundColor().toLowerCase(),
      ]);
    await expect.poll(() => menuLabels(shell)).toContain(translate('en', 'common.theme'));
    await run('theme.dark');
    await expect.poll(appearance).toEqual(['dark', '#0f1215']);
    await run('theme.light');
    await expect.poll(appearance).toEqual(['light', '#f4f4f0']);
    await run('theme.system');
    await expect.poll(async () => (await appearance())[0]).toBe('system');
  });

  it('runs a command that is chosen from the menu', async () => {
    const shell = await startShell({ place: '#/cockpit' });
    await expect.poll(() => menuLabels(shell)).toContain(translate('en', 'common.pipeline'));
    await shell.app.evaluate(({ Menu }) => {
      Menu.getApplicationMenu()?.getMenuItemById('go.pipeline')?.click();
    });
    await expect.poll(() => shell.page.url()).toContain('#/pipeline');
  });
});

describe.runIf(hasElectron)('windows', () => {
  it('a second one stands beside the first, and sees at once what is changed in it', async () => {
    const shell = await startShell({ place: '#/pipeline?view=table' });
    const opened = shell.app.waitForEvent('window');
    await shell.page.keyboard.press('Control+Enter');
    const second = await opened;
    await second.locator('main h1').waitFor();
    expect(second.url()).toContain('#/pipeline');
    const bounds = await shell.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getBounds()));
    expect(bounds).toHaveLength(2);
    const { rows } = await shell.run(deals, { status: 'open' });
    const [row] = rows;
    if (row === undefined) throw new Error('no deal');
    await goTo(second, `#/deal/${row.id}`);
    await second.getByText(row.title).first().waitFor();
    await shell.run(editDeal, { id: row.id, title: 'Seen in both windows' });
    await second.getByText('Seen in both windows').first().waitFor();
    expect(await shell.problems()).toEqual([]);
  });

  it('each have a zoom of their own', async () => {
    const shell = await startShell({ place: '#/cockpit' });
    const opened = shell.app.waitForEvent('window');
    await shell.page.keyboard.press('Control+Enter');
    const second = await opened;
    await second.locator('main h1').waitFor();
    await expect.poll(() => menuLabels(shell)).toContain(translate('en', 'desktop.zoomIn'));
    const ratios = async (): Promise<readonly number[]> =>
      Promise.all([shell.page, second].map((page) => page.evaluate(() => Math.round(devicePixelRatio * 100))));
    expect(await ratios()).toEqual([100, 100]);
    await shell.app.evaluate(({ BrowserWindow }) => {
      const windows = BrowserWindow.getAllWindows().toSorted((a, b) => a.id - b.id);
      windows[1]?.webContents.send('zoom', 1);
    });
    await expect.poll(ratios).toEqual([100, 120]);
  });

  it('come back where they were, and the last one closed ends the app', async () => {
    const home = tempDir('shell');
    const first = await startShell({ home, place: '#/accounts' });
    await first.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 40, width: 1000, height: 700 });
    });
    await first.app.evaluate(({ BrowserWindow }) => {
      setTimeout(() => BrowserWindow.getAllWindows()[0]?.close(), 50);
    });
    expect(await first.ended).toBe(0);
    const again = await startShell({ home });
    expect(again.page.url()).toContain('#/accounts');
    const bounds = await again.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
    expect(bounds).toMatchObject({ width: 1000, height: 700 });
  });

  it('one that breaks is loaded again; one that keeps breaking says what is safe, and goes on when asked', async () => {
    const shell = await startShell({ place: '#/cockpit' });
    const crash = (): Promise<void> =>
      shell.app.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
      });
    // A page that breaks never answers: what is asked of it at that moment is given up and asked again.
    const heading = (): Promise<string> =>
      shell.app.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        const asked = contents?.executeJavaScript("document.querySelector('main h1')?.textContent ?? ''") ?? Promise.resolve('');
        const givenUp = new Promise((resolve) => {
          setTimeout(resolve, 500, '');
        });
        return Promise.race([asked, givenUp]).catch(() => '') as Promise<string>;
      });
    const before = await heading();
    for (let round = 0; round < 3; round += 1) {
      await crash();
      await expect.poll(heading, { timeout: 20_000 }).toBe(before);
    }
    await crash();
    await expect.poll(heading, { timeout: 20_000 }).toBe(translate('en', 'desktop.windowBrokenTitle'));
    await shell.app.evaluate(
      ({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("document.querySelector('a').click()") as Promise<void>,
    );
    await expect.poll(heading, { timeout: 20_000 }).not.toBe(translate('en', 'desktop.windowBrokenTitle'));
  });
});

describe.runIf(hasElectron)('around the windows', () => {
  it('a second start on the same profile hands over its link and ends; the link shows a deal and changes nothing', async () => {
    const shell = await startShell({ place: '#/cockpit' });
    const { rows } = await shell.run(deals, { status: 'open' });
    const id = rows[0]?.id ?? '';
    const second = (link: string): Promise<unknown> =>
      startShell({ home: shell.home, args: ['--lang=en', link] }).then(
        () => 'started',
        () => 'ended',
      );
    expect(await second(`samspill://deal/${id}`)).toBe('ended');
    await expect.poll(() => shell.page.url()).toContain(`#/deal/${id}`);
    const before = JSON.stringify(await shell.run(board, {}), (_key, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    for (const link of [`samspill://delete/${id}`, `samspill://deal/../${id}`, `samspill://account/${id}/../x`])
      expect(await second(link)).toBe('ended');
    expect(shell.page.url()).toContain(`#/deal/${id}`);
    expect(
      JSON.stringify(await shell.run(board, {}), (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
    ).toBe(before);
    expect(await shell.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('a profile that cannot be written is said, and the app starts all the same', async () => {
    const settings = tempDir('settings');
    chmodSync(settings, 0o500);
    const shell = await startShell({ profile: null, env: { XDG_CONFIG_HOME: settings } });
    expect(shell.said()).toContain(translate('en', 'desktop.profileUnwritable'));
    expect(await shell.page.locator('main h1').first().textContent()).not.toBe('');
  });

  it('the diagnostics name programs and nobody', async () => {
    const shell = await startShell({ place: '#/cockpit' });
    await shell.call(copyDiagnostics.name, {});
    const text = await shell.app.evaluate(async ({ clipboard }) => clipboard.readText());
    expect(text).toContain('Samspill 0.1.0');
    expect(text).toContain('Electron ');
    for (const secret of [shell.home, 'Havbryn', 'Kari', process.env['USER'] ?? 'tester']) expect(text).not.toContain(secret);
    expect(existsSync(join(shell.home, 'profile', 'logs', 'samspill.log'))).toBe(true);
  });
});
