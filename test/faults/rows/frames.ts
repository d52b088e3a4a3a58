/** N2: damaged messages in both directions: none crashes a hub or a device, and none is taken by halves. */
import { createHash } from 'node:crypto';
import type { Network } from '../../../src/main/contexts/sync/hubClient.ts';
import { secretFile } from '../../../src/main/contexts/sync/secrets.ts';
import { readLogHead } from '../../../src/main/core/changeLog.ts';
import { syncLog } from '../../../src/main/core/syncLog.ts';
import { signerOf } from '../../../src/platform/deviceKey.ts';
import { hex } from '../../../src/platform/hash.ts';
import { hubError, protocolVersion, pushAnswer, type WireSet } from '../../../src/shared/sync/hubProtocol.ts';
import { contentOf } from '../../support/exchange.ts';
import type { Seeded } from '../../support/seeded.ts';
import { badFrame } from '../badFrames.ts';
import { closeCompany, type Company, companyTemplate, type Device, exchange, heal, linesOf, must, unequal } from '../company.ts';
import { newNotes, writeMarked } from '../marked.ts';
import { Lost, mustBeEmpty, type Row, type RowContext } from '../row.ts';
import { type SpoiledLine, spoiledLine } from '../spoiledLine.ts';

/** What a hub holds of its workspace. */
const held = async ({ hub }: Company): Promise<string> => {
  const rows = await hub.context.db.read(async (sql) => [
    await sql.all('SELECT hub_seq, set_hash, effective_hlc, refused, head FROM hub_set ORDER BY hub_seq'),
    await sql.all('SELECT tbl, id, cells, clocks, made_hlc FROM hub_held ORDER BY tbl, id'),
    await sql.all('SELECT device, last_seq, last_hash, revoked_at FROM hub_device ORDER BY device'),
    await sql.all('SELECT seq, head FROM hub_workspace'),
  ]);
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
};

/** Where its log ends: enough to see that nothing was taken, between two looks at all of it. */
const logEnd = async ({ hub }: Company): Promise<{ readonly seq: number; readonly text: string }> => {
  const rows = await hub.context.db.read((sql) => sql.all('SELECT seq, head, (SELECT count(*) FROM hub_held) AS n FROM hub_workspace'));
  return { seq: Number(rows[0]?.['seq']), text: JSON.stringify(rows) };
};

const pendingOf = ({ dir, store }: Device): readonly WireSet[] => {
  const keys = secretFile(dir).read()?.keys ?? {};
  return syncLog(store).pending((hash, device) => signerOf(keys[device] ?? '')(hash));
};

type Told = Pick<RowContext, 'random' | 'fault'>;
const framesEach = 50;

/** Damaged messages to a hub, until one by chance still says something; then the hub must hold exactly what it says that it took. */
const toHub = async (company: Company, sender: Device, { random, fault }: Told): Promise<void> => {
  const { hub } = company;
  const message = { protocol: protocolVersion, epoch: hub.context.epoch, sets: pendingOf(sender) };
  const token = secretFile(sender.dir).read()?.tokens?.access ?? '';
  const [before, end] = [await held(company), await logEnd(company)];
  for (let at = 0; at < framesEach; at += 1) {
    const frame = badFrame(message, random);
    const { status, body } = await hub.post('/v1/push', frame.bytes, frame.encoding, token);
    fault('to a hub');
    const where = `a message to the hub, ${frame.kind}`;
    const now = await logEnd(company);
    if (status === 200) {
      const { results } = pushAnswer.parse(body);
      const taken = results.filter((result) => 'hubSeq' in result && result.hubSeq > end.seq).length;
      if (now.seq - end.seq !== taken)
        throw new Lost(where, [`took ${now.seq - end.seq} sets and says ${JSON.stringify(results).slice(0, 300)}`]);
      if (taken > 0) return;
    } else if (status >= 500 || !hubError.safeParse(body).success)
      throw new Lost(where, [`answered ${status} ${JSON.stringify(body).slice(0, 200)}`]);
    if (now.text !== end.text) throw new Lost(where, ['the hub took something of what it refused']);
  }
  if ((await held(company)) !== before) throw new Lost('messages to the hub', ['the hub holds something else than before']);
};

const stateOf = ({ store }: Device): string =>
  [contentOf(store), linesOf(store).join('\n'), syncLog(store).cursor().seq, hex(readLogHead(store.db).running)].join(' ');
const quickStateOf = ({ store }: Device): string =>
  JSON.stringify(
    store.db
      .prepare(
        'SELECT (SELECT max(local_seq) FROM change_set) AS sets, (SELECT count(hub_seq) FROM change_set) AS numbered, hub_seq FROM hub_link',
      )
      .get([]),
  );

/** How a device may name what it met. Of an answer that is whole and says less than the hub had said before, that it is not the hub that it was. */
const named: ReadonlySet<string> = new Set(['HubUnreachable', 'NotAHub', 'HubLies', 'HubBusy', 'HubReplaced']);

/** Damaged answers to a device, until it has by chance all that the undamaged one said; nothing between is allowed. */
const toDevice = async (device: Device, line: SpoiledLine, path: '/v1/push' | '/v1/pull', { random, fault }: Told): Promise<void> => {
  let kind = '';
  line.spoil = (asked, answer) => {
    if (asked !== path) return null;
    let frame = badFrame(answer, random);
    // What a hub says of numbers it gave is its own to say; that all devices are told the same is proven when it comes again.
    while (path === '/v1/push' && (frame.kind === 'bent' || frame.kind === 'altered')) frame = badFrame(answer, random);
    kind = frame.kind;
    fault('to a device');
    return frame;
  };
  const [before, quick] = [stateOf(device), quickStateOf(device)];
  for (let at = 0; at < framesEach; at += 1) {
    const round = await exchange(device, line.network);
    if (!round.ok && !named.has(round.error.type)) throw new Lost(`an answer, ${kind}`, [`the exchange ended with ${round.error.type}`]);
    if (quickStateOf(device) !== quick) break;
  }
  line.spoil = null;
  if (quickStateOf(device) === quick && stateOf(device) !== before)
    throw new Lost('answers to a device', ['it holds something else than before']);
};

/** The answer to an earlier message comes once more, in place of the right one: the device must not wait for ever, nor believe it. */
const staleAnswer = async (device: Device, honest: Network, random: Seeded): Promise<void> => {
  let stale: unknown = null;
  const network: Network = {
    listen: honest.listen,
    send: async (call) => {
      const answer = await honest.send(call);
      if (!call.url.endsWith('/v1/push') || answer.type !== 'answered') return answer;
      stale ??= answer.body;
      return { ...answer, body: stale };
    },
  };
  const notes = newNotes();
  writeMarked(device.store, random, 1, notes);
  must(await exchange(device, network));
  writeMarked(device.store, random, 2, notes);
  const round = await exchange(device, network);
  if (!round.ok && !named.has(round.error.type)) throw new Lost('an old answer', [`the exchange ended with ${round.error.type}`]);
};

export const frames: Row = {
  name: 'N2',
  title: 'messages cut, flipped, too large and packed wrongly, both ways',
  rounds: 170,
  shortSeconds: 5,
  run: async ({ random, dir, again, fault }) => {
    const template = await companyTemplate(dir, 2);
    for (let round = 0; again(); round += 1) {
      const seed = Buffer.from(random.bytes(8)).toString('hex');
      const company = await template.start(seed);
      const [device, other = device] = company.devices;
      const line = await spoiledLine(company.hub, random);
      try {
        const notes = newNotes();
        let mark = 1;
        const write = (by: Device): void => {
          for (let count = 1 + random.below(3); count > 0; count -= 1) writeMarked(by.store, random, (mark += 1), notes);
        };
        for (const [at, path] of (['/v1/push', '/v1/pull'] as const).entries()) {
          write(other);
          await toHub(company, other, { random, fault });
          must(await exchange(other, company.hub.network));
          if (at === 0) write(device);
          await toDevice(device, line, path, { random, fault });
        }
        if (round % 5 === 0) await staleAnswer(device, company.hub.network, random);
        await heal(company.devices, company.hub.network, `seed ${seed}`);
        mustBeEmpty(`seed ${seed}`, unequal(company.devices));
      } finally {
        await line.close();
        await closeCompany(company);
      }
    }
  },
};
