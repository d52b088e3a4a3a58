/** A real line to a hub in this process, on which answers can be spoiled: other bytes, another status, or broken off in the middle. */
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Network, systemNetwork } from '../../src/main/contexts/sync/hubClient.ts';
import type { Seeded } from '../support/seeded.ts';
import type { Frame } from './badFrames.ts';
import { hereUrl, type HubHere } from './company.ts';

export type SpoiledLine = {
  readonly network: Network;
  readonly close: () => Promise<void>;
  /** What goes out in place of an answer; null lets it through. */
  spoil: ((path: string, answer: unknown) => Frame | null) | null;
};

const otherStatuses = [204, 206, 301, 404, 500, 503] as const;

/** The product's own calls reach the hub over loopback. */
export const spoiledLine = async (hub: HubHere, random: Seeded): Promise<SpoiledLine> => {
  let line: SpoiledLine | null = null;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    const answer = async (): Promise<void> => {
      const { 'content-encoding': encoding = null, authorization = '' } = request.headers;
      const path = request.url ?? '/';
      const token = authorization === '' ? null : authorization.slice('Bearer '.length);
      const { status, body } = await hub.post(path, Buffer.concat(parts), encoding, token);
      const frame = line?.spoil?.(path, body) ?? null;
      const bytes = frame === null ? gzipSync(JSON.stringify(body)) : frame.bytes;
      const coding = frame === null ? 'gzip' : frame.encoding;
      const isBroken = frame !== null && random.below(8) === 0;
      const isOther = frame !== null && random.below(8) === 0;
      response.writeHead(isOther ? random.pick(otherStatuses) : status, {
        'content-type': 'application/json',
        'content-length': bytes.length + (isBroken ? 10 : 0),
        ...(coding === null ? {} : { 'content-encoding': coding }),
      });
      response.write(bytes, () => (isBroken ? response.destroy() : response.end()));
    };
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      answer().catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  line = {
    spoil: null,
    network: {
      send: (call) => systemNetwork.send({ ...call, url: call.url.replace(hereUrl, `http://127.0.0.1:${port}`) }),
      listen: () => Promise.resolve(),
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return line;
};
