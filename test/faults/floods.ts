/** Peers that wear a hub out: senders that never come to an end, listeners that never read, bombs, nests and heaps of keys, as long as they are wanted. */
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { hubError, protocolVersion } from '../../src/shared/sync/hubProtocol.ts';
import type { TestDevice } from '../hub/hubFixture.ts';
import type { HubProcess } from '../hub/hubProcess.ts';

export type Flood = {
  readonly name: string;
  /** Whether the hub tells it to slow down in the end. */
  readonly isPaced: boolean;
  /** Returns when it was told to end; problems are answers that are none of the protocol. */
  readonly run: (isOver: () => boolean, count: (wasSlowed: boolean) => void) => Promise<readonly string[]>;
};

/** How long a drop takes to follow a drop, in ms. */
const dropEvery = 40;
const sockets = 40;

/** Opens many connections and sends a byte now and then; what the hub says to it is not read. */
const trickle = (hub: HubProcess, name: string, head: string, drop: string): Flood => ({
  name,
  isPaced: false,
  run: async (isOver, count) => {
    const port = Number(new URL(hub.url).port);
    const open = new Set<Socket>();
    const add = (): void => {
      const socket = connect(port, '127.0.0.1');
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => open.delete(socket));
      socket.write(head);
      count(false);
    };
    while (!isOver()) {
      while (open.size < sockets) add();
      await pause(dropEvery);
      for (const socket of open) socket.write(drop);
    }
    for (const socket of open) socket.destroy();
    return [];
  },
});

/** Sends one message again and again, the next when the last was answered. */
const hammer = (
  hub: HubProcess,
  about: { readonly name: string; readonly path: string; readonly body: Buffer; readonly token: string | null; readonly from: string },
): Flood => ({
  name: about.name,
  isPaced: true,
  run: async (isOver, count) => {
    const problems: string[] = [];
    const isPacked = about.body[0] === 0x1f;
    while (!isOver()) {
      const answer = await fetch(`${hub.url}${about.path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': about.from,
          ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
          ...(about.token === null ? {} : { authorization: `Bearer ${about.token}` }),
        },
        body: new Uint8Array(about.body),
      }).catch(() => null);
      count(answer?.status === 429);
      // A large body is cut off before it has been sent: then there may be nothing to read.
      if (answer !== null && (answer.status < 400 || !hubError.safeParse(await answer.json().catch(() => null)).success))
        problems.push(`${about.name} was answered ${answer.status}`);
      if (answer?.status === 429) await pause(20);
    }
    return problems;
  },
});

const keys = (count: number): string => Array.from({ length: count }, (_, at) => `"key${at}":${at}`).join(',');

/** Everything that is thrown at a hub at once. `inside` is a device that has joined and means harm. */
export const floods = (hub: HubProcess, inside: TestDevice): readonly Flood[] => {
  const post = (path: string, length: number): string =>
    `POST ${path} HTTP/1.1\r\nhost: hub\r\nx-forwarded-for: 10.1.0.7\r\ncontent-type: application/json\r\nauthorization: Bearer ${inside.access}\r\ncontent-length: ${length}\r\n\r\n`;
  const bomb = gzipSync(Buffer.alloc(60 * 1024 * 1024, 32), { level: 9 });
  const deep = Buffer.from(`{"protocol":1,"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
  const set = inside.sealed({ ...inside.write({ u: [] }), deviceSeq: 1, payload: `{"u":[["deal","d1",{${keys(10_000)}},{}]]}` });
  const member = { path: '/v1/push', token: inside.access };
  return [
    trickle(hub, 'slow headers', 'POST /v1/push HTTP/1.1\r\nhost: hub\r\nx-forwarded-for: 10.1.0.8\r\n', 'x-more: 1\r\n'),
    trickle(hub, 'slow bodies', post('/v1/push', 1_000_000), ' '),
    trickle(hub, 'slow strangers', post('/v1/join', 50_000).replace(/authorization.*\r\n/u, ''), ' '),
    trickle(
      hub,
      'listeners that never read',
      `GET /v1/live HTTP/1.1\r\nhost: hub\r\nx-forwarded-for: 10.1.0.9\r\nauthorization: Bearer ${inside.access}\r\n\r\n`,
      '',
    ),
    hammer(hub, { name: 'bombs of a member', ...member, body: bomb, from: '10.1.0.1' }),
    hammer(hub, { name: 'bombs of a stranger', path: '/v1/join', token: null, body: bomb, from: '10.1.0.2' }),
    hammer(hub, { name: 'deep JSON', ...member, body: deep, from: '10.1.0.3' }),
    hammer(hub, { name: '10,000 keys', ...member, body: Buffer.from(`{"protocol":1,${keys(10_000)}}`), from: '10.1.0.4' }),
    hammer(hub, {
      name: '10,000 cells, forged',
      ...member,
      body: Buffer.from(JSON.stringify({ protocol: protocolVersion, epoch: hub.epoch, sets: [set] })),
      from: '10.1.0.5',
    }),
    hammer(hub, { name: 'wrong tokens', path: '/v1/pull', token: 'x'.repeat(43), body: Buffer.from('{}'), from: '10.1.0.6' }),
  ];
};
