/** Ways to something that is not the hub one means: pages, silence, half an answer; each a network that a device is sent into. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Network, systemNetwork } from '../../src/main/contexts/sync/hubClient.ts';
import { hereUrl } from './company.ts';

const html = '<!doctype html><title>Welcome</title><p>It works.</p>';

/** What answers at the address, and how. */
export const pages: Readonly<Record<string, RequestListener>> = {
  'a page': (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html),
  'a page that says it is JSON': (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(html),
  'a page that is not there': (_request, response) => response.writeHead(404, { 'content-type': 'text/html' }).end(html),
  'a server in trouble': (_request, response) => response.writeHead(500).end('Internal Server Error'),
  'a proxy without its hub': (_request, response) => response.writeHead(502, { 'content-type': 'text/html' }).end(html),
  'a page elsewhere': (_request, response) => response.writeHead(302, { location: '/login' }).end(),
  'a page to log in': (_request, response) => response.writeHead(401, { 'content-type': 'text/html' }).end(html),
  'JSON of somebody else': (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}'),
  'an empty answer': (_request, response) => response.writeHead(204).end(),
  'half an answer': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"hubTime":1,');
    response.destroy();
  },
  'a line that breaks': (request) => request.socket.destroy(),
};

/** A server of pages, and the network by which the hub’s address leads to it. */
export const pageServer = async (
  listener: RequestListener,
): Promise<{ readonly network: Network; readonly close: () => Promise<void> }> => {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const there = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    network: { ...systemNetwork, send: (call) => systemNetwork.send({ ...call, url: call.url.replace(hereUrl, there) }) },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
