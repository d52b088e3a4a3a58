/** The bare counterpart of a hub, as a process that imports what a hub imports: what is posted is stored, what is asked for is read and sent. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { runHub } from '../../src/hub/runHub.ts';
import { openDb } from '../../src/platform/database.ts';
import { bareLines, takeLines } from './syncBare.ts';

const [path = '', batch = '1000'] = process.argv.slice(2);
if (typeof runHub !== 'function') throw new Error('a hub is not there');
const db = openDb(path);
const server = createServer((call, answer) => {
  const most = new URL(call.url ?? '/', 'http://bare').searchParams.get('most') ?? '';
  const done =
    call.method === 'POST'
      ? takeLines(call, db, Number(batch)).then(() => answer.end())
      : pipeline(Readable.from(bareLines(db, most === '' ? null : Number(most))), createGzip(), answer);
  done.catch((error: unknown) => answer.destroy(error instanceof Error ? error : undefined));
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
});
