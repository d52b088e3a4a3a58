/** Hubs as processes of their own, as people run them; and devices that reach them over the network. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { systemPorts } from '../../src/platform/ports.ts';
import { type JoinAnswer, protocolVersion, type PullAnswer, type PushAnswer, type WireSet } from '../../src/shared/sync/hubProtocol.ts';
import { testPorts } from '../support/builders.ts';
import { patience } from '../support/patience.ts';
import { repositoryRoot } from '../support/repository.ts';
import { beginning, deviceOf, newKey, type TestDevice, type TestHub } from './hubFixture.ts';

export type HubProcess = {
  readonly url: string;
  readonly epoch: string;
  readonly setUpCode: string | null;
  readonly child: ChildProcess;
  /** `from` is the address that the asker seems to have, at a hub that is told of a proxy before it. */
  readonly post: (
    path: string,
    body: object,
    token?: string,
    from?: string,
  ) => Promise<{ readonly status: number; readonly body: unknown }>;
  readonly kill: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null>;
};

/** A folder, or the address of a PostgreSQL database. */
export type HubPlace = { readonly store: string } | { readonly url: string };

/**
 * Starts a hub; the caller ends it. It believes that a proxy stands before it, so that many may ask from one machine. `model`: the path of a module
 * with a model of the test's own, which a program of tests serves in the place of the product's.
 */
export const spawnHub = async (where: HubPlace, model: string | null = null): Promise<HubProcess> => {
  const args = ['store' in where ? `--store=${where.store}` : null, '--port=0', '--behind-proxy', '--json'].filter((arg) => arg !== null);
  const child = spawn(
    join(repositoryRoot, 'node_modules/.bin/node'),
    [
      join(repositoryRoot, 'src/main/hosts/preflight.mjs'),
      ...(model === null ? [join(repositoryRoot, 'src/hub/main.ts')] : [join(repositoryRoot, 'test/hub/hubProgram.ts'), model]),
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...('url' in where ? { DATABASE_URL: where.url } : {}) } },
  );
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
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
    post: async (path, body, token, from) => {
      const answer = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(from === undefined ? {} : { 'x-forwarded-for': from }),
        },
        body: JSON.stringify({ protocol: protocolVersion, ...body }),
        signal: AbortSignal.timeout(patience),
      });
      return { status: answer.status, body: await answer.json() };
    },
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
};

/** A hub that ends with the running test. */
export const startHub = async (where: HubPlace, model: string | null = null): Promise<HubProcess> => {
  const hub = await spawnHub(where, model);
  onTestFinished(async () => {
    await hub.kill('SIGKILL');
  });
  return hub;
};

export const joinAt = async (hub: HubProcess, code: string, key: object): Promise<JoinAnswer> => {
  const { status, body } = await hub.post('/v1/join', { code, key });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as JoinAnswer;
};

export const pushTo = (hub: HubProcess, token: string, sets: readonly WireSet[], from?: string) =>
  hub.post('/v1/push', { epoch: hub.epoch, sets }, token, from) as Promise<{ readonly status: number; readonly body: PushAnswer }>;

export const pullFrom = async (hub: HubProcess, token: string, after: number, from?: string): Promise<PullAnswer> => {
  const ask = () => hub.post('/v1/pull', { epoch: hub.epoch, after, scope: null }, token, from);
  let { status, body } = await ask();
  // Whoever reads on and on keeps to the pace that a hub asks of one address.
  for (; status === 429; { status, body } = await ask()) await pause(100);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body as PullAnswer;
};

/** Writes sets by the real clock; nothing of it speaks to a hub of this process. */
const writer = (joined: JoinAnswer, keys: ReturnType<typeof newKey>): TestDevice =>
  deviceOf({ ports: { ...testPorts(), clock: systemPorts.clock } } as unknown as TestHub, keys, joined);

/** A workspace of a new hub, with the device of its admin. */
export const published = async (hub: HubProcess): Promise<TestDevice> => {
  const keys = newKey();
  const { status, body } = await hub.post('/v1/publish', {
    code: hub.setUpCode,
    workspace: 'w1',
    name: 'Havbryn',
    person: 'kari',
    key: keys.key,
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
  const kari = writer(body as JoinAnswer, keys);
  const { body: answer } = await pushTo(hub, kari.access, [kari.write(beginning('w1', 'kari'), { actor: 'set-up', recordedAt: 1 })]);
  if (answer.results[0]?.type !== 'applied') throw new Error(JSON.stringify(answer));
  return kari;
};

/** A seller whom the admin invites, on a device of their own. */
export const invitedAt = async (hub: HubProcess, admin: TestDevice, name: string): Promise<TestDevice> => {
  const { body } = await hub.post('/v1/invite', { access: 'seller', person: null, name, team: null, validHours: 1 }, admin.access);
  const keys = newKey();
  return writer(await joinAt(hub, (body as { readonly code: string }).code, keys.key), keys);
};
