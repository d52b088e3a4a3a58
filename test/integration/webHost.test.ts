/** What the web host serves to whom, over real sockets: the page and its policy, forged hosts, origins and addresses. */
import { beforeEach, expect, test } from 'vitest';
import { aWebHost, errorType } from './webHostFixture.ts';

let web: Awaited<ReturnType<typeof aWebHost>>;
beforeEach(async () => {
  web = await aWebHost();
});

test('the page loads without a session, with a fresh nonce in the policy and in the markup each time', async () => {
  const first = await web.ask({});
  const second = await web.ask({ path: '/index.html' });
  const nonce = /'nonce-([A-Za-z0-9+/=]{24})'/.exec(String(first.headers['content-security-policy']))?.[1];
  expect(first.status).toBe(200);
  expect(first.text).toBe(`<meta property="csp-nonce" nonce="${nonce}"><style nonce="${nonce}"></style><p>the page</p>`);
  expect(second.text).not.toContain(nonce);
  expect(first.headers['content-security-policy']).toBe(
    `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; ` +
      "form-action 'none'; frame-src 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; " +
      "require-trusted-types-for 'script'; trusted-types default",
  );
  expect(first.headers).toMatchObject({
    'cache-control': 'no-store',
    'content-type': 'text/html; charset=utf-8',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
});

test('a file named by its content is kept for ever, another is asked for again, and a source map is not served', async () => {
  const script = await web.ask({ path: '/assets/index-Ab12Cd34.js' });
  expect(script.text).toBe('export {};');
  expect(script.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  const icon = await web.ask({ path: '/icon.svg', method: 'HEAD' });
  expect(icon.headers).toMatchObject({ 'content-type': 'image/svg+xml', 'cache-control': 'no-cache', 'content-length': '6' });
  expect(icon.text).toBe('');
  expect((await web.ask({ path: '/assets/index-Ab12Cd34.js.map' })).status).toBe(404);
});

test.each([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets/..%5c..%5csecret.txt',
  '//secret.txt',
  '/linked.txt',
  '/assets',
  '/assets/',
  '/__proto__',
  '/index.html%00.txt',
])('the address %s leads to nothing', async (path) => {
  const answer = await web.ask({ path });
  expect(answer.status).toBe(404);
  expect(answer.text).toBe('{"ok":false,"error":{"type":"NotFound"}}');
});

test('a request for another address form or another host never reaches the page', async () => {
  const own = `127.0.0.1:${web.port}`;
  expect(await web.askRaw(`GET / HTTP/1.1\r\nHost: ${own}\r\n\r\n`)).toBe('HTTP/1.1 200 OK');
  expect(await web.askRaw(`GET http://${own}/ HTTP/1.1\r\nHost: ${own}\r\n\r\n`)).toBe('HTTP/1.1 404 Not Found');
  expect(await web.askRaw(`GET / HTTP/1.1\r\nHost: ${own}\r\nHost: evil.example\r\n\r\n`)).toBe('HTTP/1.1 403 Forbidden');
  expect(await web.askRaw(`GET / HTTP/1.0\r\n\r\n`)).toBe('HTTP/1.1 403 Forbidden');
  expect(await web.askRaw(`NONSENSE\r\n\r\n`)).toBe('HTTP/1.1 400 Bad Request');
});

test.each([
  'evil.example',
  '127.0.0.1',
  'localhost',
  '[::1]:PORT',
  '0.0.0.0:PORT',
  '127.0.0.1.evil.example:PORT',
  '127.0.0.1:1',
  'LOCALHOST.:PORT',
])('the forged host name %s is refused, signed in or not', async (name) => {
  const cookie = await web.signIn();
  const forged = name.replace('PORT', String(web.port));
  const page = await web.ask({ headers: { host: forged } });
  expect([page.status, errorType(page)]).toEqual([403, 'WrongHost']);
  const called = await web.call(cookie, '{"name":"x"}', { host: forged, origin: `http://${forged}` });
  expect([called.status, errorType(called)]).toEqual([403, 'WrongHost']);
  expect(web.echo.calls).toEqual([]);
});

test('localhost is served as well as 127.0.0.1, and each is an origin of its own', async () => {
  const local = `localhost:${web.port}`;
  expect((await web.ask({ headers: { host: local } })).status).toBe(200);
  const cookie = await web.signIn();
  expect((await web.call(cookie, '{"name":"x"}', { host: local, origin: `http://${local}` })).status).toBe(200);
  expect(errorType(await web.call(cookie, '{"name":"x"}', { host: local }))).toBe('WrongOrigin');
});

test.each(['http://evil.example', 'null', '', 'https://127.0.0.1:PORT', 'http://127.0.0.1:1', 'http://127.0.0.1:PORT.evil.example'])(
  'a call from the origin "%s" is refused',
  async (forged) => {
    const cookie = await web.signIn();
    const answer = await web.call(cookie, '{"name":"x"}', { origin: forged.replace('PORT', String(web.port)) });
    expect([answer.status, errorType(answer)]).toEqual([403, 'WrongOrigin']);
    expect(web.echo.calls).toEqual([]);
  },
);

test('a call that names no origin is refused', async () => {
  const cookie = await web.signIn();
  const answer = await web.ask({
    method: 'POST',
    path: '/call',
    headers: { cookie, 'content-type': 'application/json' },
    body: '{"name":"x"}',
  });
  expect([answer.status, errorType(answer)]).toEqual([403, 'WrongOrigin']);
});

test('what a browser marks as coming from another site is refused, and from another port of this machine too', async () => {
  const cookie = await web.signIn();
  expect(errorType(await web.ask({ headers: { 'sec-fetch-site': 'cross-site' } }))).toBe('WrongOrigin');
  expect(errorType(await web.call(cookie, '{"name":"x"}', { 'sec-fetch-site': 'cross-site' }))).toBe('WrongOrigin');
  expect(errorType(await web.ask({ path: '/signals', headers: { cookie, 'sec-fetch-site': 'same-site' } }))).toBe('WrongOrigin');
  expect((await web.ask({ headers: { 'sec-fetch-site': 'none' } })).status).toBe(200);
  expect((await web.call(cookie, '{"name":"x"}', { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
});

test.each([['text/plain'], ['application/x-www-form-urlencoded'], ['application/jsonp'], ['text/plain; application/json'], ['']])(
  'a call with the content type "%s" is refused',
  async (contentType) => {
    const cookie = await web.signIn();
    const answer = await web.call(cookie, '{"name":"x"}', { 'content-type': contentType });
    expect([answer.status, errorType(answer)]).toEqual([415, 'WrongContentType']);
    expect(web.echo.calls).toEqual([]);
  },
);

test('a call without any content type, or packed, is refused', async () => {
  const cookie = await web.signIn();
  const bare = await web.ask({ method: 'POST', path: '/call', headers: { origin: web.origin, cookie }, body: '{"name":"x"}' });
  expect([bare.status, errorType(bare)]).toEqual([415, 'WrongContentType']);
  expect(errorType(await web.call(cookie, '{"name":"x"}', { 'content-encoding': 'gzip' }))).toBe('WrongContentType');
  expect((await web.call(cookie, '{"name":"x"}', { 'content-type': 'Application/JSON; charset=utf-8' })).status).toBe(200);
});
