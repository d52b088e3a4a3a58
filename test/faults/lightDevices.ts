/** Devices that hold rows in memory alone, hundreds of them in one process: they write, prove what they fetch, and merge by rules written a second time. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { hubHeadOf } from '../../src/hub/hash.ts';
import type { HubContext } from '../../src/hub/hubContext.ts';
import { pull } from '../../src/hub/pull.ts';
import { push } from '../../src/hub/push.ts';
import { registerDevice } from '../../src/hub/devices.ts';
import type { Session } from '../../src/hub/sessions.ts';
import { migrations } from '../../src/shared/schema/migrations/list.ts';
import type { Payload, PayloadValue } from '../../src/shared/sync/changeSet.ts';
import { hlc } from '../../src/shared/sync/hlc.ts';
import { type HubSet, protocolVersion, type WireSet } from '../../src/shared/sync/hubProtocol.ts';
import { payloadHash, setHash } from '../hub/hubFixture.ts';
import { must } from './company.ts';
import { Lost } from './row.ts';

/** A value and who wrote it when, as one text that sorts: the clock, then the name of the device. */
type Cell = { readonly value: PayloadValue; readonly stamp: string };
type Op = { readonly key: string; readonly cells: readonly (readonly [name: string, cell: Cell])[]; readonly isMade: boolean };
/** A set of the hub's order, read once for all devices. */
type Heard = {
  readonly device: string;
  readonly deviceSeq: number;
  readonly hash: string;
  readonly payload: string;
  readonly ops: readonly Op[];
};

const stampOf = (clock: string, device: string): string => `${clock.padStart(20, '0')} ${device}`;

const opsOf = (payload: Payload, stamp: string): readonly Op[] => [
  ...(payload.i ?? []).flatMap(([table, columns, rows]) =>
    rows.map((row): Op => {
      const cells = columns.map((name, at) => [name, { value: row[at] ?? null, stamp }] as const);
      return { key: `${table} ${String(row[columns.indexOf('id')])}`, cells: [...cells, ['#deleted', { value: 0, stamp }]], isMade: true };
    }),
  ),
  ...(payload.u ?? []).map(([table, id, now]): Op => {
    const cells = Object.entries(now).map(([name, value]) => [name, { value, stamp }] as const);
    return { key: `${table} ${id}`, cells, isMade: false };
  }),
];

export type LightDevice = {
  readonly name: string;
  readonly write: (payload: Payload, now: number) => void;
  /** Sends what waits; `isLost`: the answer does not arrive. */
  readonly push: (isLost: boolean) => Promise<void>;
  /** Fetches at most so many pages. */
  readonly pull: (pages: number) => Promise<void>;
  readonly seen: () => number;
  readonly waiting: () => number;
  readonly written: () => number;
  /** Every row as `table id`, with its cells by name. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, Cell>>;
};

export type LightDevices = {
  readonly add: (name: string) => Promise<LightDevice>;
};

/** Sets of one message. */
const chunk = 50;

/** Devices of one person at a workspace that is there. They call the hub's own push and pull, without HTTP between. */
export const lightDevices = (context: HubContext, workspace: string, person: string): LightDevices => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const publicText = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const heard = new Map<number, Heard>();
  /** All devices must hear the same: what the first one heard is what the others compare with. */
  const hear = (set: HubSet): Heard => {
    const known = heard.get(set.hubSeq);
    const hash = known === undefined || known.payload !== set.payload ? setHash(set) : known.hash;
    if (known !== undefined) {
      if (known.hash !== hash || known.device !== set.device) throw new Lost(`set ${set.hubSeq}`, ['two devices are told different sets']);
      return known;
    }
    if (set.salt === null || payloadHash(set.salt, set.payload) !== set.payloadHash)
      throw new Lost(`set ${set.hubSeq}`, ['its payload is not the one that was hashed']);
    if (set.refused !== null || set.effectiveHlc !== set.hlc) throw new Lost(`set ${set.hubSeq}`, ['refused, or stamped anew']);
    const ops = opsOf(JSON.parse(set.payload) as Payload, stampOf(set.effectiveHlc, set.device));
    const made = { device: set.device, deviceSeq: set.deviceSeq, hash, payload: set.payload, ops };
    heard.set(set.hubSeq, made);
    return made;
  };
  return {
    add: async (name) => {
      const key = { device: name, publicKey: publicText, label: name };
      // One person stands for many: nobody in the world holds so many devices.
      const unbounded = { ...context, mostDevices: Number.MAX_SAFE_INTEGER };
      const about = { workspace, person, key, by: { type: 'code', madeAt: context.ports.clock.now() } } as const;
      if ((await context.db.write((sql) => registerDevice(unbounded, sql, about))) !== null) throw new Error(`${name} is not let in`);
      return lightDevice({ context, session: { workspace, device: name, person, accessUntil: Number.MAX_SAFE_INTEGER }, hear, privateKey });
    },
  };
};

type About = {
  readonly context: HubContext;
  readonly session: Session;
  readonly hear: (set: HubSet) => Heard;
  readonly privateKey: KeyObject;
};

const lightDevice = ({ context, session, hear, privateKey }: About): LightDevice => {
  const { device: name, person } = session;
  const rows = new Map<string, Map<string, Cell>>();
  const ends = new Map<string, number>();
  let pending: WireSet[] = [];
  let end = { seq: 0, hash: '' };
  let clock = 0n;
  let cursor = { seq: 0, head: '' };

  const apply = (ops: readonly Op[]): void => {
    for (const { key, cells, isMade } of ops) {
      let row = rows.get(key);
      if (row === undefined && !isMade) throw new Lost(name, [`${key} is written before it is made`]);
      if (row === undefined) rows.set(key, (row = new Map<string, Cell>()));
      for (const [column, cell] of cells) {
        const there = row.get(column);
        if (there === undefined || cell.stamp > there.stamp) row.set(column, cell);
      }
    }
  };

  const take = (set: HubSet): void => {
    if (set.hubSeq !== cursor.seq + 1) throw new Lost(name, [`${set.hubSeq} comes after ${cursor.seq}`]);
    const { device, deviceSeq, hash, ops } = hear(set);
    if (deviceSeq !== (ends.get(device) ?? 0) + 1) throw new Lost(name, [`a set of ${device} is missing before ${deviceSeq}`]);
    ends.set(device, deviceSeq);
    cursor = { seq: set.hubSeq, head: hubHeadOf(cursor.head, hash, set.hubSeq, set.effectiveHlc, false) };
    const stamp = BigInt(set.effectiveHlc);
    if (stamp > clock) clock = stamp;
    if (device === name) pending = pending.filter((own) => own.deviceSeq > deviceSeq);
    apply(ops);
  };

  return {
    name,
    rows,
    seen: () => cursor.seq,
    waiting: () => pending.length,
    written: () => end.seq,
    write: (content, now) => {
      const payload = JSON.stringify(content);
      const salt = '00'.repeat(16);
      const fresh = hlc(now);
      clock = fresh > clock ? fresh : clock + 1n;
      const unsigned = {
        device: name,
        deviceSeq: end.seq + 1,
        hlc: clock.toString(),
        actor: person,
        command: 'pipeline.editDeal',
        cause: null,
        recordedAt: now,
        schema: migrations.length,
        salt,
        payloadHash: payloadHash(salt, payload),
        prevHash: end.hash,
        seenSeq: cursor.seq,
        payload,
      };
      const hash = setHash(unsigned);
      pending.push({ ...unsigned, signature: sign(null, Buffer.from(hash, 'hex'), privateKey).toString('base64') });
      end = { seq: unsigned.deviceSeq, hash };
      apply(opsOf(content, stampOf(unsigned.hlc, name)));
    },
    push: async (isLost) => {
      while (pending.length > 0) {
        const sets = pending.slice(0, chunk);
        const results = must(await push(context, session, { protocol: protocolVersion, epoch: context.epoch, sets }));
        const bad = results.find(({ type }) => type !== 'applied');
        if (bad !== undefined) throw new Lost(name, [`a push is answered ${JSON.stringify(bad)}`]);
        if (isLost) return;
        pending = pending.slice(sets.length);
      }
    },
    pull: async (pages) => {
      for (let page = 0; page < pages; page += 1) {
        const answer = must(await pull(context, session, { protocol: protocolVersion, epoch: context.epoch, after: cursor.seq }));
        for (const set of answer.sets) take(set);
        if (answer.head !== cursor.head) throw new Lost(name, [`the running hash at ${cursor.seq} is not that of the sets`]);
        if (!answer.more) return;
      }
    },
  };
};
