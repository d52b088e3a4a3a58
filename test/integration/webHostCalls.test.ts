/** Sessions, calls and signals of the web host over real sockets: who gets in, what travels, how it ends. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { ok } from '../../src/shared/kernel/result.ts';
import { decodeWire, encodeWire } from '../../src/shared/kernel/wire.ts';
import { tempDir } from '../support/tempDir.ts';
import { aWebHost, codeOf, errorType } from './webHostFixture.ts';

let web: Awaited<ReturnType<typeof aWebHost>>;
beforeEach(async () => {
  web = await aWebHost();
});

test('without a session calls and signals are refused, and the refusal says so', async () => {
  for (const cookie of ['', 'samspill_session_1=x', `samspill_session_${web.port}=`, `samspill_session_${web.port}=guess`]) {
    const called = await web.call(cookie, '{"name":"x"}');
    expect([called.status, called.text]).toEqual([401, '{"ok":false,"error":{"type":"NoSession"}}']);
    const signals = await web.ask({ path: '/signals', headers: { cookie } });
    expect([signals.status, errorType(signals)]).toEqual([401, 'NoSession']);
  }
  expect(web.echo.calls).toEqual([]);
});

test('the code of the link is exchanged once for a cookie that scripts and other sites cannot use', async () => {
  const answer = await web.signInWith(codeOf(web.host.url));
  expect(web.host.url).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${web.port}/#code=[\\w-]{43}$`));
  expect(answer.text).toBe('{"ok":true,"value":null}');
  expect(answer.headers['set-cookie']).toEqual([
    expect.stringMatching(new RegExp(`^samspill_session_${web.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`)),
  ]);
});

test('a replayed code signs no second browser in, and the first stays signed in', async () => {
  const cookie = await web.signIn();
  const replayed = await web.signInWith(codeOf(web.host.url));
  expect([replayed.status, errorType(replayed), replayed.headers['set-cookie']]).toEqual([403, 'CodeUsed', undefined]);
  expect((await web.call(cookie, '{"name":"x"}')).status).toBe(200);
});

test('the browser that is signed in may open its link again', async () => {
  const cookie = await web.signIn();
  const again = await web.signInWith(codeOf(web.host.url), { cookie });
  expect([again.status, again.text]).toEqual([200, '{"ok":true,"value":null}']);
});

test('after ten wrong codes even the right one is refused, and who is signed in stays so', async () => {
  const cookie = await web.signIn();
  for (let attempt = 0; attempt < 10; attempt += 1) expect(errorType(await web.signInWith(`wrong ${attempt}`))).toBe('WrongCode');
  const refused = await web.signInWith(codeOf(web.host.url));
  expect([refused.status, errorType(refused)]).toEqual([429, 'TooManyTries']);
  expect((await web.call(cookie, '{"name":"x"}')).status).toBe(200);
});

test('nine wrong codes leave the right one good', async () => {
  for (let attempt = 0; attempt < 9; attempt += 1) await web.signInWith('');
  expect((await web.signInWith(codeOf(web.host.url))).status).toBe(200);
});

test('a restart ends the sessions and gives a new code', async () => {
  const cookie = await web.signIn();
  const oldCode = codeOf(web.host.url);
  await web.host.close();
  const restarted = await web.startSurely(web.port);
  expect(codeOf(restarted.url)).not.toBe(oldCode);
  expect(errorType(await web.call(cookie, '{"name":"x"}'))).toBe('NoSession');
  expect(errorType(await web.signInWith(oldCode))).toBe('WrongCode');
});

test('big integers arrive and return exact', async () => {
  const cookie = await web.signIn();
  const answer = await web.call(
    cookie,
    encodeWire({ name: 'pipeline.kpi', input: { minor: -123_456_789_012_345_678_901n, title: 'Ærlig & søt' } }),
  );
  expect(answer.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  expect(web.echo.calls).toEqual([{ name: 'pipeline.kpi', input: { minor: -123_456_789_012_345_678_901n, title: 'Ærlig & søt' } }]);
  expect(decodeWire(answer.text)).toEqual(ok({ name: 'pipeline.kpi', input: web.echo.calls[0]?.input, huge: 9_007_199_254_740_993n }));
});

test.each([
  ['half a message', '{"name":"x","inp'],
  ['nothing', ''],
  ['a list', '[1]'],
  ['a name that is no text', '{"name":{"$int":"5"}}'],
  ['no name', '{"input":{}}'],
  ['a prototype', '{"name":"x","input":{"__proto__":{"admin":true}}}'],
  ['a false integer', '{"name":"x","input":{"$int":"1e9"}}'],
  ['bytes that are no text', Buffer.from('{"name":"\xFF\xFE"}', 'latin1')],
  ['nesting deeper than the stack', '['.repeat(1_000_000) + ']'.repeat(1_000_000)],
])('a body of %s is refused and the host lives on', async (_what, body) => {
  const cookie = await web.signIn();
  const answer = await web.call(cookie, body);
  expect([answer.status, errorType(answer)]).toEqual([400, 'MalformedBody']);
  expect(web.echo.calls).toEqual([]);
  expect((await web.call(cookie, '{"name":"x"}')).status).toBe(200);
});

test('a body of more than 8 MB is refused, one just below is taken', async () => {
  const cookie = await web.signIn();
  const wrapped = (bytes: number) => `{"name":"x","input":"${'a'.repeat(bytes - '{"name":"x","input":""}'.length)}"}`;
  const limit = 8 * 1024 * 1024;
  expect((await web.call(cookie, wrapped(limit))).status).toBe(200);
  const answer = await web.call(cookie, wrapped(limit + 1));
  expect([answer.status, errorType(answer)]).toEqual([413, 'TooLarge']);
  expect((await web.call(cookie, wrapped(limit * 3))).status).toBe(413);
  expect(web.echo.calls.length).toBe(1);
});

test('the wrong method is refused with the right one named', async () => {
  const cookie = await web.signIn();
  const got = await web.ask({ path: '/call', headers: { cookie } });
  expect([got.status, errorType(got), got.headers.allow]).toEqual([405, 'MethodNotAllowed', 'POST']);
  const posted = await web.ask({ method: 'POST', path: '/', headers: web.postHeaders, body: '{}' });
  expect([posted.status, posted.headers.allow]).toEqual([405, 'GET, HEAD']);
  expect((await web.ask({ method: 'OPTIONS', path: '/call', headers: { origin: web.origin } })).headers).not.toHaveProperty(
    'access-control-allow-origin',
  );
});

test('a bug behind a call shows its number and nothing else, and is told to the host', async () => {
  const cookie = await web.signIn();
  const answer = await web.call(cookie, '{"name":"broken"}');
  expect(answer.status).toBe(500);
  expect(web.defects).toHaveLength(1);
  expect(web.defects[0]?.id).toMatch(/^[0-9a-f]{8}$/);
  expect(web.defects[0]?.cause).toMatchObject({ message: 'secret at /home/somebody/store.db' });
  expect(JSON.parse(answer.text)).toEqual({ ok: false, error: { type: 'Defect', id: web.defects[0]?.id } });
});

test('a signal of the app reaches every open window, and the line stays alive between signals', async () => {
  const cookie = await web.signIn();
  const [first, second] = [await web.listenTo(cookie), await web.listenTo(cookie)];
  web.echo.emit({ type: 'changed', tables: ['deal', 'stage_move'] });
  const event = 'data: {"type":"changed","tables":["deal","stage_move"]}\n\n';
  await expect.poll(() => first.text()).toContain(event);
  await expect.poll(() => second.text()).toContain(event);
  await expect.poll(() => first.text()).toMatch(/^: /m);
});

test('more than 32 windows are refused, and one that closes makes room', async () => {
  const cookie = await web.signIn();
  const open = await Promise.all(Array.from({ length: 32 }, () => web.listenTo(cookie)));
  expect(open.map((stream) => stream.status)).toEqual(Array.from({ length: 32 }, () => 200));
  expect((await web.listenTo(cookie)).status).toBe(503);
  open[0]?.drop();
  await expect.poll(async () => (await web.listenTo(cookie)).status).toBe(200);
});

test('closing ends the streams, waits for the running call, and stops listening to the app', async () => {
  const cookie = await web.signIn();
  const stream = await web.listenTo(cookie);
  const slow = web.call(cookie, '{"name":"slow"}');
  await expect.poll(() => web.echo.calls.length).toBe(1);
  let isClosed = false;
  const closing = web.host.close().then(() => (isClosed = true));
  await stream.ended;
  expect(web.echo.listeners.size).toBe(0);
  expect(isClosed).toBe(false);
  web.echo.releaseSlow();
  expect((await slow).status).toBe(200);
  await closing;
  await expect(web.ask({})).rejects.toThrow('ECONNREFUSED');
});

test('a taken port is an answer, not a crash', async () => {
  expect(await web.start(web.port)).toEqual({ ok: false, error: { type: 'PortTaken', port: web.port } });
});

test('a page that was never built is an answer too', async () => {
  const dir = tempDir('no-renderer');
  expect(await web.start(0, join(dir, 'nowhere'))).toEqual({ ok: false, error: { type: 'RendererMissing' } });
  await mkdir(join(dir, 'empty'));
  expect(await web.start(0, join(dir, 'empty'))).toEqual({ ok: false, error: { type: 'RendererMissing' } });
});
