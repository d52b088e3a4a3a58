/** How messages are packed: zstd where both sides take it, with the same limits as gzip, and gzip with whoever knows no other. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { constants, gunzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { postJson } from '../../src/platform/httpCall.ts';
import { packWire, unpackWire } from '../../src/platform/wireCoding.ts';
import { protocolVersion, wireLimit } from '../../src/shared/sync/hubProtocol.ts';
import { aHub, aWorkspace } from './hubFixture.ts';
import { patience } from '../support/patience.ts';

it('a hub reads what is packed with zstd, and refuses what is damaged or unpacks to more than it holds', async () => {
  const hub = await aHub();
  const kari = await aWorkspace(hub);
  const ask = (bytes: Uint8Array) => hub.raw('/v1/pull', bytes, { 'content-encoding': 'zstd', authorization: `Bearer ${kari.access}` });
  const asked = zstdCompressSync(JSON.stringify({ protocol: protocolVersion, epoch: hub.context.epoch, after: 0 }));
  expect(await ask(asked)).toMatchObject({ status: 200, body: { last: 1 } });
  // Also of a stranger, of whom it reads less.
  const code = await packWire(JSON.stringify({ protocol: protocolVersion, refresh: 'nobody' }), 'zstd');
  expect(await hub.raw('/v1/refresh', code, { 'content-encoding': 'zstd' })).toMatchObject({ status: 401 });
  expect(await ask(asked.subarray(0, asked.length - 3))).toMatchObject({ status: 400, body: { error: 'malformed' } });
  expect(await ask(Buffer.from('no zstd'))).toMatchObject({ status: 400, body: { error: 'malformed' } });
  const bomb = zstdCompressSync(Buffer.alloc(wireLimit.unpacked + 1, 32));
  expect((await ask(bomb)).status).toBe(413);
});

it('a hub answers in the better of the ways that the asker takes, and says which ones it takes itself', async () => {
  const hub = await aHub();
  const kari = await aWorkspace(hub);
  const ask = async (takes: string) => {
    const { headers, rawPayload } = await hub.server.inject({
      method: 'POST',
      url: '/v1/pull',
      headers: { 'content-type': 'application/json', 'accept-encoding': takes, authorization: `Bearer ${kari.access}` },
      payload: JSON.stringify({ protocol: protocolVersion, epoch: hub.context.epoch, after: 0 }),
    });
    return { coding: headers['content-encoding'], takes: headers['accept-encoding'], bytes: rawPayload };
  };
  const [zstd, gzip, plain] = [await ask('zstd, gzip'), await ask('gzip'), await ask('')];
  expect([zstd.coding, gzip.coding, plain.coding]).toEqual(['zstd', 'gzip', undefined]);
  expect(zstd.takes).toBe('zstd, gzip');
  const text = plain.bytes.toString();
  expect([zstdDecompressSync(zstd.bytes).toString(), gunzipSync(gzip.bytes).toString()]).toEqual([text, text]);
});

it('what is packed shows every turned bit when it is unpacked', async () => {
  const text = JSON.stringify({ sets: Array.from({ length: 40 }, (_none, at) => ({ hubSeq: at, effectiveHlc: String(at * 7_919) })) });
  for (const coding of ['gzip', 'zstd'] as const) {
    const packed = await packWire(text, coding);
    expect((await unpackWire(packed, coding, 10_000)).toString()).toBe(text);
    for (let at = 12; at < packed.length; at += 5) {
      const turned = Buffer.from(packed);
      turned[at] = (turned[at] ?? 0) ^ 4;
      const read = await unpackWire(turned, coding, 10_000).catch(() => null);
      expect(read === null || read.toString() === text).toBe(true);
    }
  }
});

it('a frame that asks for a window larger than what it may unpack to is not unpacked', async () => {
  const wide = zstdCompressSync(Buffer.alloc(1 << 20, 7), {
    params: { [constants.ZSTD_c_windowLog]: 26, [constants.ZSTD_c_contentSizeFlag]: 0 },
  });
  await expect(unpackWire(wide, 'zstd', 1 << 16)).rejects.toThrow();
});

it('a device packs with zstd once the other side has said that it takes it, and with gzip until then and elsewhere', async () => {
  const seen: (string | undefined)[] = [];
  const serve = async (takes: string | null): Promise<string> => {
    const server = createServer((request, answer) => {
      seen.push(request.headers['content-encoding']);
      request.resume().on('end', () => {
        if (takes !== null) answer.setHeader('accept-encoding', takes);
        answer.end('{}');
      });
    });
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  };
  const ask = (url: string) =>
    postJson({
      url,
      body: {},
      token: null,
      pin: null,
      most: 1_000,
      bounds: { deepest: 8, most: 1_000 },
      timeoutMs: patience,
      signal: new AbortController().signal,
    });
  const [newer, older] = [await serve('zstd, gzip'), await serve(null)];
  for (const url of [newer, newer, older, older]) expect(await ask(url)).toMatchObject({ type: 'answered', body: {} });
  expect(seen).toEqual(['gzip', 'zstd', 'gzip', 'gzip']);
});
