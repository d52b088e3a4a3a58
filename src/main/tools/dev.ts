/** `npm run dev`: the page changes while one looks at it, and the program beneath starts again when its own sources change. */
import { type ChildProcess, spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createServer, type ViteDevServer } from 'vite';
import { translate } from '../../shared/i18n/translate.ts';
import { addressAnswers, findDesktop } from '../hosts/start/desktopRuntime.ts';
import { ensureRenderer, ensureShell } from '../hosts/start/rendererBuild.ts';
import { languageOf } from '../hosts/start/surroundings.ts';

const root = resolve(import.meta.dirname, '../../..');
const { env, platform } = process;
const language = languageOf(env);
const given = process.argv.slice(2);
const rest = given.filter((part) => part !== '--web');
const print = (line: string): unknown => process.stdout.write(`${line}\n`);

/** Milliseconds of quiet after a change: editors write a file more than once. */
const quiet = 300;

/** The page from its sources; `host` answers what is not a file of it. */
const servePage = async (host: string | null): Promise<ViteDevServer> => {
  const proxied = { target: host ?? '', changeOrigin: true, headers: { origin: host ?? '' } };
  const server = await createServer({
    configFile: join(root, 'vite.config.ts'),
    server: {
      host: '127.0.0.1',
      proxy: host === null ? {} : Object.fromEntries(['/call', '/session', '/signals', '/files'].map((path) => [path, proxied])),
    },
  });
  return server.listen();
};

const originOf = (server: ViteDevServer): string => {
  const address = server.httpServer?.address();
  if (address === null || address === undefined || typeof address === 'string') throw new Error('a TCP server has a port');
  return `http://127.0.0.1:${address.port}`;
};

/** Calls when sources of the program have changed. */
const onSourceChange = (changed: () => void): void => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  for (const folder of ['src/main', 'src/shared', 'src/hub']) {
    watch(join(root, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(changed, quiet);
    });
  }
};

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done();
    else child.once('exit', () => done());
  });

/** Keeps one child running; a new one starts when the one before has ended, and its end by itself ends everything. */
const keepRunning = async (start: () => Promise<ChildProcess>): Promise<void> => {
  let isRestarting = false;
  let child = await start();
  const follow = (one: ChildProcess): void => {
    one.once('exit', (code) => {
      if (!isRestarting) process.exit(code ?? 1);
    });
  };
  follow(child);
  const again = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended(child);
    child = await start();
    isRestarting = false;
    follow(child);
  };
  onSourceChange(() => {
    if (isRestarting) return;
    isRestarting = true;
    void again();
  });
};

const developWindow = async (program: string): Promise<void> => {
  const page = originOf(await servePage(null));
  await keepRunning(async () => {
    const built = await ensureShell(root);
    if (!built.ok) print(translate(language, 'start.buildFailed', { reason: built.error.reason }));
    return spawn(program, [root, ...rest], { stdio: 'inherit', env: { ...env, SAMSPILL_PAGE: page } });
  });
};

const developWeb = async (): Promise<void> => {
  let port = '0';
  let page: string | null = null;
  await keepRunning(async () => {
    const program = [join(root, 'src/main/hosts/preflight.mjs'), 'src/main/hosts/start.ts', '--web', '--no-open', '--port', port, ...rest];
    const child = spawn(process.execPath, program, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const link = /http:\/\/127\.0\.0\.1:(?<port>\d+)\/(?<code>#code=\S+)/u.exec(line)?.groups;
      if (link === undefined) return void print(line);
      port = link['port'] ?? '0';
      const show = async (): Promise<void> => {
        page ??= originOf(await servePage(`http://127.0.0.1:${port}`));
        print(line.replace(`http://127.0.0.1:${port}`, page));
      };
      void show();
    });
    return child;
  });
};

const desktop = given.includes('--web')
  ? null
  : await findDesktop({
      env,
      platform,
      userId: process.getuid?.() ?? null,
      packageDir: join(root, 'node_modules', 'electron'),
      answers: addressAnswers,
    });
// The shell looks for a built page before it learns of another one.
await ensureRenderer(root, () => print(translate(language, 'start.building')));
if (desktop?.type === 'present') await developWindow(desktop.program);
else await developWeb();
