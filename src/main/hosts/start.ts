/** `npm start`: joins the start to the real machine, its store and its signals. */
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { openApp } from '../openApp.ts';
import { systemPorts } from '../../platform/ports.ts';
import { addressAnswers, findDesktop, programHere } from './start/desktopRuntime.ts';
import { ensureRenderer, ensureShell } from './start/rendererBuild.ts';
import { runStart } from './start/runStart.ts';
import { parentGone, stopRequest } from './start/stopSignals.ts';
import { browserCall } from './start/surroundings.ts';

const root = resolve(import.meta.dirname, '../../..');
const { env, platform } = process;

// Whoever read the output may leave before the program does; a broken pipe must not cut the closing of the store.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {});

/** A folder that cannot be listed holds something: opening it says what is wrong with it. */
const holdsAnything = (dir: string): boolean => {
  try {
    return readdirSync(dir).length > 0;
  } catch (cause) {
    return !(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT');
  }
};

const showInBrowser = (url: string): void => {
  const call = browserCall(url, platform, env);
  if (call === null) return;
  const browser = spawn(call.command, call.args, { detached: true, stdio: 'ignore' });
  // The link is printed all the same: nobody depends on this.
  browser.on('error', () => {});
  browser.unref();
};

const asked = stopRequest(process, (number) => process.exit(number));
// Started by hand in the background, a program outlives its parent as everybody expects.
const stop = env['npm_lifecycle_event'] === undefined ? asked : Promise.race([asked, parentGone(() => process.ppid)]);

const runtime = { env, platform, packageDir: join(root, 'node_modules', 'electron') };

/** Runs the desktop app as a part of this program: it ends with it, and what it prints is printed here. */
const runDesktop = (program: string, args: readonly string[]): Promise<number> =>
  new Promise((done) => {
    const { ELECTRON_RUN_AS_NODE: _asNode, ...inherited } = env;
    const child = spawn(program, [root, ...args], { stdio: 'inherit', env: inherited });
    void stop.then(() => child.kill('SIGTERM'));
    child.on('error', () => {
      done(1);
    });
    child.on('exit', (code) => {
      done(code ?? 1);
    });
  });

const code = await runStart({
  argv: process.argv.slice(2),
  env,
  platform,
  home: homedir(),
  // npm runs scripts at the root of the package and names here where the user stood.
  cwd: env['INIT_CWD'] ?? process.cwd(),
  random: systemPorts.random,
  log: systemPorts.log,
  print: (line) => process.stdout.write(`${line}\n`),
  printError: (line) => process.stderr.write(`${line}\n`),
  holdsAnything,
  ensureRenderer: (announce) => ensureRenderer(root, announce),
  openApp,
  showInBrowser,
  stop,
  desktop: {
    find: () => findDesktop({ ...runtime, userId: process.getuid?.() ?? null, answers: addressAnswers }),
    fetch: async () => {
      const fetched = spawnSync(process.execPath, [join(runtime.packageDir, 'install.js')], { stdio: 'inherit' });
      return fetched.status === 0 ? programHere(runtime) : null;
    },
    build: () => ensureShell(root),
    run: runDesktop,
  },
});
process.exit(code);
