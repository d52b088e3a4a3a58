/** The product as a user starts it: `npm start` on a folder of its own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { repositoryRoot } from './repository.ts';
import { tempDir } from './tempDir.ts';

export type RunningApp = {
  /** The one-time link that was printed. */
  readonly link: string;
  readonly origin: string;
  /** Folder of the store that was opened. */
  readonly storeDir: string;
  /** Ends it as Ctrl+C does; resolves with the exit code. */
  readonly stop: () => Promise<number | null>;
};

/** What the started programs see of the machine: a home that is empty, no display, no settings of whoever runs the tests. */
const environment = (home: string): NodeJS.ProcessEnv => {
  const { SAMSPILL_STORE: _store, DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
  return { ...rest, XDG_DATA_HOME: home, HOME: home, LC_ALL: 'C', LANG: 'C' };
};

const preflight = join(repositoryRoot, 'src/main/hosts/preflight.mjs');

/** Starts the web host on a store, or on the sample company in an empty `home`. Rejects with all that was printed when no link appears. */
export const startApp = async (home: string, store: string | null = null): Promise<RunningApp> => {
  const args = ['--web', '--port', '0', '--no-open', ...(store === null ? [] : ['--store', store])];
  const child = spawn(process.execPath, [preflight, 'src/main/hosts/start.ts', ...args], {
    cwd: repositoryRoot,
    env: environment(home),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const printed: string[] = [];
  const link = await new Promise<string>((resolve, reject) => {
    const onLine = (line: string): void => {
      printed.push(line);
      const found = /http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]+/u.exec(line)?.[0];
      if (found !== undefined) resolve(found);
    };
    createInterface({ input: child.stdout }).on('line', onLine);
    createInterface({ input: child.stderr }).on('line', onLine);
    void ended.then((code) => {
      reject(new Error(`npm start ended with ${String(code)}:\n${printed.join('\n')}`));
    });
  });
  return {
    link,
    origin: new URL(link).origin,
    storeDir: store ?? join(home, 'samspill', 'sample'),
    stop: async () => {
      child.kill('SIGINT');
      return ended;
    },
  };
};

/** The same for one test, ended with it; left out, the home is a new one. */
export const aRunningApp = async ({ home = tempDir('home'), store = null }: RunningOptions = {}): Promise<RunningApp> => {
  const app = await startApp(home, store);
  onTestFinished(async () => {
    await app.stop();
  });
  return app;
};

export type RunningOptions = { readonly home?: string; readonly store?: string | null };
