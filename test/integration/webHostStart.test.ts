/** A whole start on a fixture page and an echoing app: what is printed, what is served, how it ends. */
import { request } from 'node:http';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runStart, usualPort } from '../../src/main/hosts/start/runStart.ts';
import type { Desktop, OpenApp, StartWorld } from '../../src/main/hosts/start/runStart.ts';
import type { DesktopChoice } from '../../src/main/hosts/start/desktopRuntime.ts';
import { systemPorts } from '../../src/main/platform/ports.ts';
import { languages } from '../../src/shared/i18n/languages.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { err, ok } from '../../src/shared/kernel/result.ts';
import { aRenderer, anEchoApp } from './webHostFixture.ts';

/** A start that stops when told, and everything it did to the world. */
const aStart = async (argv: readonly string[], changes: Partial<StartWorld> = {}) => {
  const rendererDir = await aRenderer();
  const echo = anEchoApp();
  const opened: Parameters<OpenApp>[0][] = [];
  const printed: string[] = [];
  const errors: string[] = [];
  const shown: string[] = [];
  let isAppClosed = false;
  const stop = Promise.withResolvers<void>();
  onTestFinished(() => stop.resolve());
  const world: StartWorld = {
    argv,
    env: {},
    platform: 'linux',
    home: '/home/kari',
    cwd: '/srv',
    random: systemPorts.random,
    log: systemPorts.log,
    print: (line) => printed.push(line),
    printError: (line) => errors.push(line),
    holdsAnything: () => true,
    ensureRenderer: async () => ok({ dir: rendererDir }),
    openApp: async (options) => {
      opened.push(options);
      const close = async () => {
        isAppClosed = true;
      };
      return ok({ ...echo.app, close });
    },
    showInBrowser: (url) => shown.push(url),
    stop: stop.promise,
    ...changes,
  };
  const ended = runStart(world);
  const link = async () => {
    await expect.poll(() => printed.join('\n')).toContain('#code=');
    return /http:\/\/\S+#code=[\w-]{43}/.exec(printed.join('\n'))?.[0] ?? '';
  };
  return { ended, opened, printed, errors, shown, stop: stop.resolve, link, isAppClosed: () => isAppClosed };
};

const statusOf = (url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end();
  });

/** Keeps a port for the length of the test, as another program would; one that is taken already serves as well. */
const takePort = (port: number): Promise<void> =>
  new Promise((resolve) => {
    const server = createServer();
    onTestFinished(() => void server.close());
    server.on('error', () => resolve());
    server.listen(port, '127.0.0.1', () => resolve());
  });

test('a start serves the page, prints a link that works, and closes cleanly when asked', async () => {
  const start = await aStart(['--port', '0']);
  const link = await start.link();
  expect(await statusOf(link)).toBe(200);
  expect(start.printed).toEqual([
    'Data folder: /home/kari/.local/share/samspill/store',
    `Open ${link}`,
    'The link signs one browser in, once. Starting again prints a new one. Stop with Ctrl+C.',
  ]);
  expect(start.shown).toEqual([link]);
  expect(start.opened).toEqual([{ storeDir: '/home/kari/.local/share/samspill/store', language: 'en', sample: false }]);
  start.stop();
  expect(await start.ended).toBe(0);
  expect(start.isAppClosed()).toBe(true);
  await expect(statusOf(link)).rejects.toThrow('ECONNREFUSED');
});

test('the sample company is announced as such, in the language of the machine', async () => {
  const start = await aStart(['--port', '0', '--web', '--no-open'], { env: { LANG: 'nb_NO.UTF-8' }, holdsAnything: () => false });
  await start.link();
  expect(start.printed[0]).toBe('Du har ingen egne data ennå, så dette er eksempelfirmaet: /home/kari/.local/share/samspill/sample');
  expect(start.opened).toEqual([{ storeDir: '/home/kari/.local/share/samspill/sample', language: 'nb', sample: true }]);
  expect(start.shown).toEqual([]);
});

test('a wrong argument gives one line in the language of the machine and the exit code 2, and touches nothing', async () => {
  const start = await aStart(['--prot', '80'], {
    env: { LANG: 'sv_SE' },
    ensureRenderer: () => Promise.reject(new Error('not to be asked')),
  });
  expect(await start.ended).toBe(2);
  expect(start.errors).toEqual([
    'Okänt argument: --prot Användning: npm start -- [--web] [--port NUMMER] [--store MAPP] [--lang en|nb|da|sv] [--no-open]',
  ]);
  expect([start.printed, start.opened]).toEqual([[], []]);
});

test('help prints the usage in every language', async () => {
  for (const language of languages) {
    const start = await aStart(['--help', '--lang', language]);
    expect(await start.ended).toBe(0);
    expect(start.printed).toEqual([expect.stringContaining('npm start -- [--web]')]);
  }
});

test('a port that was asked for and is taken ends the start with one clear line, and closes the app', async () => {
  await takePort(usualPort);
  const start = await aStart(['--port', String(usualPort), '--lang', 'da']);
  expect(await start.ended).toBe(1);
  expect(start.errors).toEqual([
    `Port ${usualPort} er optaget af et andet program. Luk det, vælg et andet nummer med --port, eller udelad --port.`,
  ]);
  expect(start.isAppClosed()).toBe(true);
});

test('when nobody asked for a port and the usual one is taken, another is used and named', async () => {
  await takePort(usualPort);
  const start = await aStart([]);
  const link = await start.link();
  expect(link).not.toContain(`:${usualPort}/`);
  expect(await statusOf(link)).toBe(200);
  expect(start.printed[0]).toBe(`Port ${usualPort} is taken by another program, so another one was chosen.`);
});

test.each([
  [
    { type: 'StoreTooNew', dir: '/data', version: 9, known: 1 },
    'The data in /data comes from a newer Samspill and was left untouched. Update Samspill to open it.',
  ],
  [
    { type: 'StoreLost', dir: '/data', changes: 1200 },
    '/data once held 1\u00a0200 changes, and its database is gone. Nothing was touched: put store.db back in its place or restore a backup.',
  ],
  [{ type: 'SomethingNew' }, 'The data in /data could not be opened (SomethingNew).'],
] as const)('data that do not open (%j) end the start with one clear line', async (error, line) => {
  const start = await aStart(['--store', '/data'], { openApp: async () => err(error) });
  expect(await start.ended).toBe(1);
  expect(start.errors).toEqual([line]);
});

test('a page that does not build, or is not there, ends the start with one clear line', async () => {
  const broken = await aStart([], { ensureRenderer: async () => err({ type: 'BuildFailed', reason: 'Unexpected token' }) });
  expect([await broken.ended, broken.errors, broken.opened]).toEqual([1, ['The page could not be built: Unexpected token'], []]);
  const nowhere = dirname(await aRenderer());
  const missing = await aStart(['--port', '0'], { ensureRenderer: async () => ok({ dir: nowhere }) });
  expect([await missing.ended, missing.errors]).toEqual([1, [`The built page is missing in ${nowhere}. Run npm run build.`]]);
  expect(missing.isAppClosed()).toBe(true);
});

test('a start that is called off while the data open serves nothing, shows nothing, and closes the app', async () => {
  const start = await aStart(['--port', '0'], { stop: Promise.resolve() });
  expect([await start.ended, start.printed, start.shown, start.isAppClosed()]).toEqual([0, [], [], true]);
});

/** The window's side of a start: what was asked of it, and what it was run with. */
const aDesktop = (choice: DesktopChoice, fetched: string | null = null) => {
  const asked: string[] = [];
  const ran: { readonly program: string; readonly args: readonly string[] }[] = [];
  const desktop: Desktop = {
    find: async () => {
      asked.push('find');
      return choice;
    },
    fetch: async () => {
      asked.push('fetch');
      return fetched;
    },
    build: async () => ok(null),
    run: async (program, args) => {
      ran.push({ program, args });
      return 7;
    },
  };
  return { desktop, asked, ran };
};

test('where Electron is, the window opens with the folder and language that were asked for, and its exit code is ours', async () => {
  const { desktop, ran } = aDesktop({ type: 'present', program: '/electron' });
  const start = await aStart(['--store', 'mine', '--lang', 'nb'], { desktop });
  expect(await start.ended).toBe(7);
  expect(ran).toEqual([{ program: '/electron', args: ['--store=/srv/mine', '--lang=nb'] }]);
  expect(start.opened).toEqual([]);
  expect(start.printed).toEqual([]);
});

test.each([['--web'], ['--port', '0'], ['--no-open']])('%s asks for the browser, and nobody looks for Electron', async (...argv) => {
  const { desktop, asked } = aDesktop({ type: 'present', program: '/electron' });
  const start = await aStart(argv[0] === '--port' ? argv : [...argv, '--port', '0'], { desktop });
  expect(await statusOf(await start.link())).toBe(200);
  start.stop();
  expect(await start.ended).toBe(0);
  expect(asked).toEqual([]);
});

test.each(['noDisplay', 'isRoot', 'noRuntime'] as const)(
  'without a window (%s) one line says why, and the browser gets the page',
  async (because) => {
    const { desktop, ran } = aDesktop({ type: 'none', because });
    const start = await aStart([], { desktop });
    expect(await statusOf(await start.link())).toBe(200);
    expect(start.printed[0]).toBe(translate('en', `start.${because}`));
    expect(start.printed.filter((line) => line.includes('browser instead'))).toHaveLength(1);
    start.stop();
    expect(await start.ended).toBe(0);
    expect(ran).toEqual([]);
  },
);

test('an Electron that can be fetched is fetched and run; one that cannot after all gives way to the browser', async () => {
  const fetched = aDesktop({ type: 'fetchable' }, '/fetched');
  expect(await (await aStart([], { desktop: fetched.desktop })).ended).toBe(7);
  expect(fetched.ran.map(({ program }) => program)).toEqual(['/fetched']);
  const { desktop } = aDesktop({ type: 'fetchable' });
  const start = await aStart([], { desktop });
  await start.link();
  expect(start.printed[0]).toBe(translate('en', 'start.noRuntime'));
  start.stop();
  await start.ended;
});
