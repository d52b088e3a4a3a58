/** Live streams: devices that listen are poked when their workspace grows and cut off at once when they are shut out. */
import type { ServerResponse } from 'node:http';
import { stemOf } from '../shared/sync/deviceName.ts';
import type { HubContext } from './hubContext.ts';
import type { Session } from './sessions.ts';

export type Live = {
  readonly open: (session: Session, response: ServerResponse) => void;
  readonly count: () => number;
  readonly closeAll: () => void;
};

/** How often the streams are held against the database: what a lost poke or a lost revocation costs at most, in ms. */
const lookEvery = 2_000;
/** A comment that keeps proxies from cutting a silent stream, in ms. */
const breatheEvery = 25_000;

type Stream = { readonly session: Session; readonly response: ServerResponse; told: number };

const isOfDevice = ({ session }: Stream, { workspace, device }: Session): boolean =>
  session.workspace === workspace && stemOf(session.device) === stemOf(device);

export const openLive = (context: HubContext): Live => {
  const { db, ports, quotas } = context;
  const streams = new Set<Stream>();

  const end = (stream: Stream): void => {
    streams.delete(stream);
    stream.response.end();
  };
  const tell = (stream: Stream, seq: number): void => {
    if (seq <= stream.told) return;
    stream.told = seq;
    stream.response.write(`event: poke\ndata: ${seq}\n\n`);
  };
  const stop = db.onPoke((poke) => {
    for (const stream of streams) {
      if (stream.session.workspace !== poke.workspace) continue;
      if (poke.type === 'grown') tell(stream, poke.seq);
      else if (poke.stem === stemOf(stream.session.device)) end(stream);
    }
  });
  const look = async (): Promise<void> => {
    if (streams.size === 0) return;
    const { seqs, revoked } = await db.read(async (sql) => ({
      seqs: await sql.all('SELECT id, seq FROM hub_workspace'),
      revoked: await sql.all('SELECT workspace, device FROM hub_device WHERE revoked_at IS NOT NULL'),
    }));
    const newest = new Map(seqs.map((row) => [String(row['id']), Number(row['seq'])]));
    const shutOut = new Set(revoked.map((row) => `${String(row['workspace'])} ${String(row['device'])}`));
    const now = ports.clock.now();
    for (const stream of streams) {
      const { workspace, device, accessUntil } = stream.session;
      if (accessUntil <= now || shutOut.has(`${workspace} ${device}`)) end(stream);
      else tell(stream, newest.get(workspace) ?? 0);
    }
  };
  const looking = setInterval(() => {
    // While the database is away nothing can be told; the next look tries again.
    look().catch(() => {});
  }, lookEvery);
  const breathing = setInterval(() => {
    for (const { response } of streams) response.write(': \n\n');
  }, breatheEvery);
  looking.unref();
  breathing.unref();

  return {
    open: (session, response) => {
      // Whoever left while the token was looked at never closes again: the stream would be kept for ever.
      if (response.destroyed) return;
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      response.write(': \n\n');
      const stream: Stream = { session, response, told: 0 };
      // A device that comes again may have left streams behind that nobody has noticed to be cut.
      const own = [...streams].filter((each) => isOfDevice(each, session));
      for (const oldest of own.slice(0, Math.max(0, own.length - quotas.streams + 1))) end(oldest);
      streams.add(stream);
      response.on('close', () => streams.delete(stream));
      look().catch(() => {});
    },
    count: () => streams.size,
    closeAll: () => {
      stop();
      clearInterval(looking);
      clearInterval(breathing);
      for (const stream of streams) end(stream);
    },
  };
};
