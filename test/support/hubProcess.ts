/** A hub as a program of its own, as somebody runs it beside the app, and the store folders that talk to it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { repositoryRoot } from './repository.ts';
import { tempDir } from './tempDir.ts';

export type HubProcess = {
  readonly url: string;
  readonly port: number;
  /** Printed by an empty hub alone. */
  readonly setUpCode: string;
  /** Ends it as Ctrl+C does. */
  readonly stop: () => Promise<void>;
  /** Ends it in the middle of whatever it does. */
  readonly kill: () => Promise<void>;
};

type FirstLine = { readonly url: string; readonly setUpCode?: string | null };

/** Starts a hub over a folder; port 0 takes a free one. Rejects with what was printed when it does not come up. */
export const startHub = async (dir: string, port = 0): Promise<HubProcess> => {
  const preflight = join(repositoryRoot, 'src/main/hosts/preflight.mjs');
  const child: ChildProcess = spawn(process.execPath, [preflight, 'src/hub/main.ts', '--store', dir, '--port', String(port), '--json'], {
    cwd: repositoryRoot,
    env: { ...process.env, LC_ALL: 'C', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr?.on('data', (text: Buffer) => (errors += text.toString()));
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  const line = await new Promise<string>((resolve, reject) => {
    if (child.stdout !== null) createInterface({ input: child.stdout }).once('line', resolve);
    void ended.then(() => reject(new Error(`the hub did not start:\n${errors}`)));
  });
  const { url, setUpCode } = JSON.parse(line) as FirstLine;
  const end = (signal: NodeJS.Signals) => async (): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return { url, port: Number(new URL(url).port), setUpCode: setUpCode ?? '', stop: end('SIGINT'), kill: end('SIGKILL') };
};

/** A hub that ends with the test; left out, its folder is a new one. */
export const aHubProcess = async (dir = tempDir('hub')): Promise<HubProcess> => {
  const hub = await startHub(dir);
  onTestFinished(hub.stop);
  return hub;
};
