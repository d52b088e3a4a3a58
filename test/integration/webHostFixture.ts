/** A running web host on a fixture page and an app that echoes, and clients that ask it what a browser would and would not. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { App } from '../../src/main/appPort.ts';
import { startWebHost } from '../../src/main/hosts/web/webHost.ts';
import { systemRandom } from '../../src/platform/ports.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import type { Signal } from '../../src/shared/kernel/signal.ts';
import { tempDir } from '../support/tempDir.ts';

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };
export type Ask = {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

/** An app that answers with what it was asked, and holds `slow` calls until released. */
export const anEchoApp = () => {
  const listeners = new Set<(signal: Signal) => void>();
  const calls: { readonly name: string; readonly input: unknown }[] = [];
  const slow = Promise.withResolvers<void>();
  const app: App = {
    call: async (name, input) => {
      calls.push({ name, input });
      if (name === 'broken') throw new Error('secret at /home/somebody/store.db');
      if (name === 'slow') await slow.promise;
      return ok({ name, input, huge: 9_007_199_254_740_993n });
    },
    onSignal: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {},
  };
  const emit = (signal: Signal) => {
    for (const listener of listeners) listener(signal);
  };
  return { app, calls, listeners, emit, releaseSlow: () => slow.resolve() };
};

const page = '<meta property="csp-nonce" nonce="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style><p>the page</p>';

/** A folder with a built page in `renderer`, a secret beside it, and a link from one to the other. */
export const aRenderer = async (): Promise<string> => {
  const dir = tempDir('web-host');
  await mkdir(join(dir, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(dir, 'renderer', 'index.html'), page);
  await writeFile(join(dir, 'renderer', 'assets', 'index-Ab12Cd34.js'), 'export {};');
  await writeFile(join(dir, 'renderer', 'assets', 'index-Ab12Cd34.js.map'), '{}');
  await writeFile(join(dir, 'renderer', 'icon.svg'), '<svg/>');
  await writeFile(join(dir, 'secret.txt'), 'needle');
  await symlink(join(dir, 'secret.txt'), join(dir, 'renderer', 'linked.txt'));
  return join(dir, 'renderer');
};

export const codeOf = (url: string) => new URL(url).hash.replace('#code=', '');

export const errorType = (answer: Answer) => (JSON.parse(answer.text) as { readonly error: { readonly type: string } }).error.type;

/** A host of its own for one test, with everything to ask it; stopped when the test is over. */
export const aWebHost = async () => {
  const rendererDir = await aRenderer();
  const echo = anEchoApp();
  const defects: { readonly id: string; readonly cause: unknown }[] = [];

  const start = (port: number, dir = rendererDir) =>
    startWebHost({
      app: echo.app,
      rendererDir: dir,
      port,
      random: systemRandom,
      log: {
        defect: (id, cause) => {
          defects.push({ id, cause });
        },
      },
      heartbeatMs: 40,
    });
  /** Starts a host that must start, and stops it with the test. */
  const startSurely = async (port: number) => {
    const started = await start(port);
    if (!started.ok) throw new Error(started.error.type);
    onTestFinished(async () => {
      echo.releaseSlow();
      await started.value.close();
    });
    return started.value;
  };
  const host = await startSurely(0);
  const { port } = host;
  const origin = `http://127.0.0.1:${port}`;
  const postHeaders = { origin, 'content-type': 'application/json' };

  const ask = ({ method = 'GET', path = '/', headers = {}, body }: Ask): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
        const chunks: Uint8Array[] = [];
        response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }),
        );
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  const signInWith = (code: string, headers: Ask['headers'] = {}) =>
    ask({ method: 'POST', path: '/session', headers: { ...postHeaders, ...headers }, body: JSON.stringify({ code }) });
  const signIn = async () => {
    const answer = await signInWith(codeOf(host.url));
    return answer.headers['set-cookie']?.[0]?.split(';', 1)[0] ?? 'no cookie';
  };
  const call = (cookie: string, body: string | Uint8Array, headers: Ask['headers'] = {}) =>
    ask({ method: 'POST', path: '/call', headers: { ...postHeaders, cookie, ...headers }, body });

  return {
    host,
    port,
    origin,
    postHeaders,
    echo,
    defects,
    start,
    startSurely,
    ask,
    signInWith,
    signIn,
    call,
    askRaw: (text: string) => askRaw(port, text),
    listenTo: (cookie: string) => listenTo(port, cookie),
  };
};

/** Sends bytes no client library would, and answers the first line that comes back. */
const askRaw = (port: number, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let got = '';
    socket.on('data', (chunk) => {
      got += chunk.toString();
      socket.destroy();
    });
    socket.on('close', () => resolve(got.split('\r\n', 1)[0] ?? ''));
    socket.on('error', reject);
  });

type Stream = { readonly text: () => string; readonly ended: Promise<void>; readonly status: number; readonly drop: () => void };

/** An open signal stream: everything it got so far, and a promise of its end. */
const listenTo = (port: number, cookie: string): Promise<Stream> =>
  new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path: '/signals', headers: { cookie }, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Uint8Array) => {
        text += Buffer.from(chunk).toString();
      });
      const ended = new Promise<void>((end) => {
        response.on('close', () => end());
      });
      resolve({ text: () => text, ended, status: response.statusCode ?? 0, drop: () => outgoing.destroy() });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
