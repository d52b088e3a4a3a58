/** A feed of newer versions on this machine, that can also lie, fall silent in the middle, and remember what it was asked. */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = { readonly path: string; readonly headers: IncomingHttpHeaders };
export type Release = {
  readonly version: string;
  /** What the feed announces. */
  readonly program: Buffer;
  /** What it hands out instead; left out: the same. */
  readonly handedOut?: Buffer;
  /** How it hands it out: whole, cut off in the middle, or without ever coming to its end. */
  readonly manner?: 'whole' | 'cut' | 'endless';
};

export type Feed = {
  readonly address: string;
  readonly offer: (release: Release) => void;
  /** Paths that were asked for, without their queries, since the last time this was called. */
  readonly asked: () => readonly Asked[];
  readonly close: () => Promise<void>;
};

const announcement = ({ version, program }: Release): string => {
  const name = `samspill-${version}.AppImage`;
  const sha512 = createHash('sha512').update(program).digest('base64');
  return [
    `version: ${version}`,
    'files:',
    `  - url: ${name}`,
    `    sha512: ${sha512}`,
    `    size: ${program.length}`,
    `path: ${name}`,
    `sha512: ${sha512}`,
    "releaseDate: '2026-11-22T00:00:00.000Z'",
    '',
  ].join('\n');
};

/** Serves on a free port of 127.0.0.1. */
export const startFeed = async (): Promise<Feed> => {
  let release: Release = { version: '0.0.0', program: Buffer.alloc(0) };
  let asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    asked.push({ path: pathname, headers: request.headers });
    if (pathname === '/latest-linux.yml') {
      response.end(announcement(release));
      return;
    }
    if (pathname !== `/samspill-${release.version}.AppImage`) {
      response.writeHead(404).end();
      return;
    }
    const bytes = release.handedOut ?? release.program;
    response.writeHead(200, { 'content-length': bytes.length });
    const { manner = 'whole' } = release;
    if (manner === 'whole') {
      response.end(bytes);
      return;
    }
    response.write(bytes.subarray(0, bytes.length / 2), () => {
      if (manner === 'cut') setTimeout(() => response.destroy(), 50);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    offer: (next) => {
      release = next;
    },
    asked: () => {
      const list = asked;
      asked = [];
      return list;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
};
