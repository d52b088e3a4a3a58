/** Calls over HTTP: whatever answers, each ends as one plain value. */
import { createServer, type ServerResponse } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { postJson } from '../../../src/platform/httpCall.ts';
import { patience } from '../../support/patience.ts';

const answering = async (answer: (response: ServerResponse) => void) => {
  const server = createServer((request, response) => {
    request.resume().on('end', () => answer(response));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { signal } = new AbortController();
  return postJson({
    url: `http://127.0.0.1:${port}/`,
    body: {},
    token: null,
    pin: null,
    most: 1_000,
    bounds: { deepest: 8, most: 1_000 },
    timeoutMs: patience,
    signal,
  });
};

it.each<[string, (response: ServerResponse) => void, string]>([
  ['JSON', (response) => response.end('{"a":1}'), 'answered'],
  ['nothing, and says so', (response) => response.writeHead(204).end(), 'unreadable'],
  ['an empty body', (response) => response.end(), 'unreadable'],
  ['a page', (response) => response.end('<html></html>'), 'unreadable'],
  ['more than anybody sends', (response) => response.end(`"${'x'.repeat(2_000)}"`), 'unreadable'],
  ['another address', (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), 'unreadable'],
  [
    'less than was promised',
    (response) => response.writeHead(200, { 'content-length': 50 }).write('{', () => response.destroy()),
    'unreachable',
  ],
  ['something packed that is not', (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('{"a":1}'), 'unreachable'],
  ['nothing at all', (response) => response.destroy(), 'unreachable'],
])('a call that is answered with %s ends', async (_what, answer, type) => {
  expect(await answering(answer)).toMatchObject({ type });
});
