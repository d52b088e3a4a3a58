/** Calls to a program that only its certificate makes known: nothing goes to any other, and everything else is as with any call. */
import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { fingerprintOf, makeOwnCertificate } from '../../../src/platform/certificate.ts';
import { type HttpCall, listenEvents, postJson } from '../../../src/platform/httpCall.ts';
import { patience } from '../../support/patience.ts';

const now = Date.UTC(2026, 10, 22);
const own = makeOwnCertificate(now, new Uint8Array(8).fill(7));
const other = fingerprintOf(makeOwnCertificate(now, new Uint8Array(8).fill(7)).cert);

type Served = { readonly url: string; readonly asked: string[] };

/** A program with a certificate of its own; `asked` are the bodies that reached it. */
const serve = async (answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Served> => {
  const asked: string[] = [];
  const server = createServer({ cert: own.cert, key: own.key }, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      asked.push(parts.length === 0 ? '' : gunzipSync(Buffer.concat(parts)).toString());
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked };
};

const call = (url: string, pin: string | null, rest: Partial<HttpCall> = {}): HttpCall => ({
  url,
  pin,
  body: { hello: 1 },
  token: 'a-token-of-at-least-20',
  most: 100_000,
  bounds: { deepest: 8, most: 100_000 },
  timeoutMs: patience,
  signal: new AbortController().signal,
  ...rest,
});

it('a certificate made here is signed by its own key, good for ten years, and nobody else’s', () => {
  const certificate = new X509Certificate(own.cert);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.issuer).toBe(certificate.subject);
  expect([Date.parse(certificate.validFrom) < now, certificate.validTo.slice(-8)]).toEqual([true, '2036 GMT']);
  expect(certificate.ca).toBe(false);
  expect(fingerprintOf(own.cert)).not.toBe(other);
  expect(() => fingerprintOf('no certificate')).toThrow();
});

it('who has confirmed nothing learns the fingerprint, and has sent nothing', async () => {
  const { url, asked } = await serve((_request, response) => response.end('{}'));
  expect(await postJson(call(url, null))).toEqual({ type: 'untrusted', fingerprint: fingerprintOf(own.cert) });
  expect(await postJson(call(url, other))).toEqual({ type: 'otherCertificate', fingerprint: fingerprintOf(own.cert) });
  expect(asked).toEqual([]);
});

it('who has confirmed it is answered, packed or not, with any status, and no further than the bounds', async () => {
  const text = JSON.stringify({ long: 'x'.repeat(5_000) });
  const { url, asked } = await serve((request, response) => {
    if (request.url === '/packed') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text));
    else if (request.url === '/cut') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text).subarray(0, 20));
    else if (request.url === '/gone') response.destroy();
    else response.writeHead(409).end(JSON.stringify({ token: request.headers.authorization }));
  });
  const pin = fingerprintOf(own.cert);
  expect(await postJson(call(url, pin))).toEqual({ type: 'answered', status: 409, body: { token: 'Bearer a-token-of-at-least-20' } });
  expect(asked).toEqual(['{"hello":1}']);
  expect(await postJson(call(`${url}packed`, pin))).toEqual({ type: 'answered', status: 200, body: JSON.parse(text) as unknown });
  expect(await postJson(call(`${url}packed`, pin, { most: 1_000 }))).toEqual({ type: 'unreadable' });
  expect(await postJson(call(`${url}cut`, pin))).toEqual({ type: 'unreachable' });
  expect(await postJson(call(`${url}gone`, pin))).toEqual({ type: 'unreachable' });
  expect(await postJson(call(url, pin, { signal: AbortSignal.abort() }))).toEqual({ type: 'unreachable' });
  expect(await postJson(call('https://127.0.0.1:1/', pin))).toEqual({ type: 'unreachable' });
  expect(await postJson(call('https://127.0.0.1:1/', null))).toEqual({ type: 'unreachable' });
});

it('events come from the confirmed one alone, until somebody ends it', async () => {
  const { url, asked } = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: poke\ndata: 7\n\n');
  });
  const ending = new AbortController();
  const heard: string[] = [];
  const onEvent = (name: string, data: string): void => {
    heard.push(`${name} ${data}`);
    ending.abort();
  };
  await listenEvents({ url, token: null, pin: other, signal: ending.signal, onEvent });
  await listenEvents({ url, token: null, pin: null, signal: ending.signal, onEvent });
  expect([heard, asked]).toEqual([[], []]);
  await listenEvents({ url, token: null, pin: fingerprintOf(own.cert), signal: ending.signal, onEvent });
  expect(heard).toEqual(['poke 7']);
});
