/** Files through the web host, over real sockets: handed in within limits under names that nobody chose, and taken away again. */
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { startWebHost } from '../../src/main/hosts/web/webHost.ts';
import { createFileDesk } from '../../src/main/core/fileDesk.ts';
import { systemRandom } from '../../src/platform/ports.ts';
import { tempDir } from '../support/tempDir.ts';
import { aRenderer, anEchoApp, codeOf } from './webHostFixture.ts';

const octets = 'application/octet-stream';

const aFileHost = async (storeDir: string) => {
  const desk = createFileDesk(storeDir, systemRandom);
  const host = await startWebHost({
    app: anEchoApp().app,
    files: { folder: join(storeDir, 'staging'), lend: desk.lend, produced: desk.produced },
    rendererDir: await aRenderer(),
    port: 0,
    random: systemRandom,
    log: { defect: () => {} },
  });
  if (!host.ok) throw new Error(host.error.type);
  const origin = `http://127.0.0.1:${host.value.port}`;
  const signIn = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ code: codeOf(host.value.url) }),
  });
  const cookie = (signIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const post = async (query: Readonly<Record<string, string>>, body: BodyInit, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(`${origin}/files?${new URLSearchParams(query).toString()}`, {
      method: 'POST',
      headers: { origin, cookie, 'content-type': octets, ...headers },
      body,
      ...({ duplex: 'half' } as object),
    });
    return {
      status: answer.status,
      answer: (await answer.json()) as {
        readonly value: { readonly upload: string; readonly grant: string };
        readonly error: { readonly type: string };
      },
    };
  };
  const get = (path: string, headers: Readonly<Record<string, string>> = { cookie }) => fetch(`${origin}${path}`, { headers });
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) await host.value.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { desk, origin, post, get, close };
};

let storeDir = '';
let host: Awaited<ReturnType<typeof aFileHost>>;
beforeEach(async () => {
  storeDir = tempDir('files');
  host = await aFileHost(storeDir);
});

test('several files become one grant that knows what the person calls them', async () => {
  const first = await host.post({ name: 'Kunder æøå.csv' }, 'a;b\n1;2\n');
  expect(first.status).toBe(200);
  const { upload } = first.answer.value;
  const second = await host.post({ name: 'deals.csv', beside: upload }, 'c\n3\n');
  const folder = host.desk.lent(second.answer.value.grant);
  const names = host.desk.lentNames(second.answer.value.grant);
  expect(Object.values(names ?? {})).toEqual(['Kunder æøå.csv', 'deals.csv']);
  expect(Object.keys(names ?? {}).map((name) => readFileSync(join(folder ?? '', name), 'utf8'))).toEqual(['a;b\n1;2\n', 'c\n3\n']);
});

test.each(['../../store.db', String.raw`..\..\store.db`, '/etc/passwd', 'x\u0000.csv', '', '__proto__', '<script>.csv', '\u202Evsc.exe'])(
  'the name %j is text and never a path',
  async (name) => {
    const { answer } = await host.post({ name }, 'a\n1\n');
    const folder = host.desk.lent(answer.value.grant) ?? '';
    expect(folder.startsWith(join(storeDir, 'staging', 'in-'))).toBe(true);
    expect(readdirSync(folder)).toEqual(['f1']);
    const [shown = ''] = Object.values(host.desk.lentNames(answer.value.grant) ?? {});
    expect(shown).not.toMatch(/[/\\\u0000\u202E]/u);
    expect(shown).not.toBe('');
  },
);

test('files of the same name are told apart', async () => {
  const first = await host.post({ name: 'a.csv' }, '1');
  const second = await host.post({ name: 'a.csv', beside: first.answer.value.upload }, '2');
  expect(Object.values(host.desk.lentNames(second.answer.value.grant) ?? {})).toEqual(['a.csv', 'a.csv (2)']);
});

test('without a session, from another page, or as a form nothing is taken in', async () => {
  expect((await host.post({ name: 'a.csv' }, '1', { cookie: '' })).answer.error.type).toBe('NoSession');
  expect((await host.post({ name: 'a.csv' }, '1', { origin: 'http://evil.example' })).answer.error.type).toBe('WrongOrigin');
  expect((await host.post({ name: 'a.csv' }, '1', { 'content-type': 'text/plain' })).answer.error.type).toBe('WrongContentType');
  expect((await host.post({ name: 'a.csv', beside: 'f'.repeat(32) }, '1')).answer.error.type).toBe('NotFound');
  expect(existsSync(join(storeDir, 'staging'))).toBe(false);
});

test('a file over the limit is refused and leaves nothing behind', async () => {
  const megabyte = new Uint8Array(1024 * 1024);
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (sent++ < 201) controller.enqueue(megabyte);
      else controller.close();
    },
  });
  const { status, answer } = await host.post({ name: 'big.csv' }, endless);
  expect([status, answer.error.type]).toEqual([413, 'TooLarge']);
  const [folder = ''] = readdirSync(join(storeDir, 'staging'));
  expect(readdirSync(join(storeDir, 'staging', folder))).toEqual([]);
});

test('a file made here is handed over under its name, as a file and not as a page', async () => {
  const made = host.desk.produce('Salgsmuligheter <nå>.csv', 'text/csv; charset=utf-8');
  writeFileSync(made.path, 'a,b\r\n');
  const answer = await host.get(`/files/${made.id}`);
  expect(await answer.text()).toBe('a,b\r\n');
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="Salgsmuligheter _n__.csv"; filename*=UTF-8''Salgsmuligheter%20%3Cn%C3%A5%3E.csv`,
  );
  expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await host.get(`/files/${made.id}`, {})).status).toBe(401);
  expect((await host.get(`/files/${'0'.repeat(32)}`)).status).toBe(404);
});

test('what was handed in is gone when the host closes, and what an earlier run left is gone a day later', async () => {
  const { answer } = await host.post({ name: 'a.csv' }, 'a\n1\n');
  const folder = host.desk.lent(answer.value.grant) ?? '';
  expect(existsSync(folder)).toBe(true);
  await host.close();
  expect(existsSync(folder)).toBe(false);
  const staging = join(storeDir, 'staging');
  const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 60 * 60;
  for (const name of ['in-00aa', 'in-00bb', 'keep-me']) mkdirSync(join(staging, name));
  utimesSync(join(staging, 'in-00aa'), twoDaysAgo, twoDaysAgo);
  utimesSync(join(staging, 'keep-me'), twoDaysAgo, twoDaysAgo);
  await aFileHost(storeDir);
  expect(readdirSync(staging).sort()).toEqual(['in-00bb', 'keep-me']);
});
