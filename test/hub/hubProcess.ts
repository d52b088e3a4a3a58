/** Hubs as processes of their own, as people run them; and devices that reach them over the network. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { JoinAnswer, PullAnswer, PushAnswer, WireSet } from '../../src/shared/sync/hubProtocol.ts';
import { repositoryRoot } from '../support/repository.ts';

export type HubProcess = {
  readonly url: string;
  readonly epoch: string;
  readonly setUpCode: string | null;
  readonly child: ChildProcess;
  readonly post: (path: string, body: object, token?: string) => Promise<{ readonly status: number; readonly body: unknown }>;
  readonly kill: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null>;
};

/** Starts a hub; `where` is a folder, or the address of a PostgreSQL database. */
export const startHub = async (where: { readonly store: string } | { readonly url: string }): Promise<HubProcess> => {
  const args = ['store' in where ? `--store=${where.store}` : null, '--port=0', '--json'].filter((arg) => arg !== null);
  const child = spawn(
    join(repositoryRoot, 'node_modules/.bin/node'),
    [join(repositoryRoot, 'src/main/hosts/preflight.mjs'), join(repositoryRoot, 'src/hub/main.ts'), ...args],
    { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...('url' in where ? { DATABASE_URL: where.url } : {}) } },
  );
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.on('exit', (code) => reject(new Error(`the hub ended with ${code}: ${text}`)));
  });
  const { url, epoch, setUpCode } = JSON.parse(line) as Pick<HubProcess, 'url' | 'epoch' | 'setUpCode'>;
  return {
    url,
    epoch,
    setUpCode,
    child,
    post: async (path, body, token) => {
      const answer = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
        body: JSON.stringify({ protocol: 1, ...body }),
        signal: AbortSignal.timeout(20_000),
      });
      return { status: answer.status, body: await answer.json() };
    },
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
};

export const joinAt = async (hub: HubProcess, code: string, key: object): Promise<JoinAnswer> => {
  const { status, body } = await hub.post('/v1/join', { code, key });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as JoinAnswer;
};

export const pushTo = (hub: HubProcess, token: string, sets: readonly WireSet[]) =>
  hub.post('/v1/push', { epoch: hub.epoch, sets }, token) as Promise<{ readonly status: number; readonly body: PushAnswer }>;

export const pullFrom = async (hub: HubProcess, token: string, after: number): Promise<PullAnswer> => {
  const { status, body } = await hub.post('/v1/pull', { epoch: hub.epoch, after, scope: null }, token);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body as PullAnswer;
};
