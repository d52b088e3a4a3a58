/** The append-only log: each change set is hashed, chained to its author's previous one, and counted in the running head. */
import { opCount, type Payload, readPayload, tablesOf } from '../../shared/sync/changeSet.ts';
import type { Hlc } from '../../shared/sync/hlc.ts';
import { type HubSet, type Refusal, withheldSalt } from '../../shared/sync/hubProtocol.ts';
import { pack, unpack } from '../../platform/compress.ts';
import type { Db, SqlRow } from '../../platform/database.ts';
import { fromHex, hex, sha256 } from '../../platform/hash.ts';
import type { Sealed } from '../../platform/sealThread.ts';
import type { Head } from './head.ts';
import { hubHeadAfter, setHash } from './chainHash.ts';

export type LogHead = { readonly seq: number; readonly ops: number; readonly hlc: Hlc; readonly running: Uint8Array };

/** Every store has its head from its first migration on: without it, it is damaged. */
export class NoHeadError extends Error {}

export const readLogHead = (db: Db): LogHead => {
  const row = db.prepareExact('SELECT local_seq, op_count, hlc, running FROM head WHERE one = 1').get([]);
  if (row === undefined) throw new NoHeadError('the store has no head');
  return { seq: Number(row['local_seq']), ops: Number(row['op_count']), hlc: row['hlc'] as bigint, running: row['running'] as Uint8Array };
};

export const asHead = (head: LogHead): Head => ({ seq: head.seq, ops: head.ops, hash: hex(head.running) });

export type SetHeader = {
  readonly seq: number;
  readonly device: number;
  readonly deviceName: string;
  readonly deviceSeq: number;
  readonly hlc: Hlc;
  readonly actor: string;
  readonly command: string;
  readonly cause: string | null;
  readonly recordedAt: number;
  /** The version of the store that wrote it. */
  readonly schema: number;
  readonly salt: Uint8Array;
};

/** What the log keeps of a payload: sealed, counted, and its tables named. */
export type SealedPayload = Sealed & { readonly ops: number; readonly tables: readonly string[] };

/** Appends a set and moves the head; returns the new head. Everything happens in the caller's transaction. */
export const appendSet = (db: Db, before: LogHead, header: SetHeader, payload: SealedPayload): LogHead => {
  const { ops, hash: payloadHash } = payload;
  const previous = db.prepare('SELECT last_hash FROM device WHERE no = ?').get([header.device])?.['last_hash'] as Uint8Array;
  const hash = setHash(previous, header, header.schema, payloadHash);
  const running = sha256(before.running, hash);
  db.prepare(
    `INSERT INTO change_set (local_seq, device, device_seq, hlc, effective_hlc, seen_seq, actor, command, cause, recorded_at, known_at, schema, salt, payload_hash,
       prev_hash, running, op_count, tables, payload)
     VALUES (?, ?, ?, ?, ?, coalesce((SELECT hub_seq FROM hub_link WHERE one = 1), 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run([
    header.seq,
    header.device,
    header.deviceSeq,
    header.hlc,
    header.hlc,
    header.actor,
    header.command,
    header.cause,
    header.recordedAt,
    header.recordedAt,
    header.schema,
    header.salt,
    payloadHash,
    previous,
    running,
    ops,
    payload.tables.join(' '),
    payload.packed,
  ]);
  db.prepare('UPDATE device SET last_seq = ?, last_hash = ? WHERE no = ?').run([header.deviceSeq, hash, header.device]);
  return writeHead(db, { seq: header.seq, ops: before.ops + ops, hlc: header.hlc, running });
};

const writeHead = (db: Db, head: LogHead): LogHead => {
  db.prepare('UPDATE head SET local_seq = ?, op_count = ?, hlc = ?, running = ? WHERE one = 1').run([
    head.seq,
    head.ops,
    head.hlc,
    head.running,
  ]);
  return head;
};

/** The salt of a set as the hub gave it on; one that it withholds is as good as none. */
export const saltOf = (salt: string | null): Uint8Array => fromHex(salt ?? withheldSalt);

/** What a log keeps of a refusal: what the hub held of the row is told once, and is not kept for the time when it may not be seen. */
export const refusalText = (refused: Refusal): string => JSON.stringify({ ...refused, held: {} });

/** Protects the part of a payload that came, where the rest of it is not this person's to see: the payload's own hash is of all of it. */
export const partHash = (salt: Uint8Array, part: string): Uint8Array => sha256(salt, part);

/** A set of another device, as the hub handed it on. `parked`: something of it is of a newer version. */
export type ReceivedSet = {
  readonly set: HubSet;
  readonly device: number;
  readonly hash: Uint8Array;
  readonly payload: Payload;
  readonly parked: boolean;
  /** When it counts as recorded. */
  readonly knownAt: number;
};

/** Appends a set that came from the hub, and moves the head; in the caller's transaction. */
export const appendReceived = (db: Db, before: LogHead, { set, device, hash, payload, parked, knownAt }: ReceivedSet): LogHead => {
  const running = sha256(before.running, hash);
  const effective = BigInt(set.effectiveHlc);
  const seq = before.seq + 1;
  const ops = opCount(payload);
  db.prepare(
    `INSERT INTO change_set (local_seq, device, device_seq, hlc, effective_hlc, hub_seq, seen_seq, actor, command, cause, recorded_at, schema, salt,
       payload_hash, prev_hash, signature, running, op_count, tables, payload, received_at, known_at, refused, parked, part_hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run([
    seq,
    device,
    set.deviceSeq,
    BigInt(set.hlc),
    effective,
    set.hubSeq,
    set.seenSeq,
    set.actor,
    set.command,
    set.cause,
    set.recordedAt,
    set.schema,
    saltOf(set.salt),
    fromHex(set.payloadHash),
    fromHex(set.prevHash),
    Buffer.from(set.signature, 'base64'),
    running,
    ops,
    tablesOf(payload).join(' '),
    pack(Buffer.from(set.payload, 'utf8')),
    set.receivedAt,
    knownAt,
    set.refused === null ? null : refusalText(set.refused),
    parked ? 1 : 0,
    set.partial === true ? partHash(saltOf(set.salt), set.payload) : null,
  ]);
  db.prepare('UPDATE device SET last_seq = ?, last_hash = ? WHERE no = ?').run([set.deviceSeq, hash, device]);
  // A refused set merges nothing: its clock must not push ours.
  const hlc = set.refused === null && effective > before.hlc ? effective : before.hlc;
  return writeHead(db, { seq, ops: before.ops + ops, hlc, running });
};

/** Sets the head's clock back to what the sets that count say, after the hub gave one of them an earlier stamp or refused it. */
export const settleHeadClock = (db: Db): void => {
  const newest = db.prepareExact('SELECT max(effective_hlc) AS hlc FROM change_set WHERE refused IS NULL').get([])?.['hlc'];
  db.prepare('UPDATE head SET hlc = ? WHERE one = 1').run([newest ?? 0n]);
};

/** A set as it stands in the log. */
export type LoggedSet = {
  readonly seq: number;
  readonly device: number;
  readonly deviceName: string;
  readonly deviceSeq: number;
  readonly hlc: Hlc;
  readonly effectiveHlc: Hlc;
  readonly actor: string;
  readonly command: string;
  readonly cause: string | null;
  /** When its author says that it was written. */
  readonly recordedAt: number;
  /** When it counts as recorded: what is asked about the past goes by this alone. */
  readonly knownAt: number;
  readonly schema: number;
  /** The number that the hub gave it; null until then. */
  readonly hubSeq: number | null;
  /** The highest number that its author had applied. */
  readonly seenSeq: number;
  /** Why the hub did not take it over: it changes nothing then. */
  readonly refused: Refusal | null;
  readonly payload: Payload;
  /** Rows that this person may not see were left out of the payload. */
  readonly isPartial: boolean;
  /** False where the stored bytes are not those that were hashed, or the chain does not fit. */
  readonly intact: boolean;
};

const selectSets = `SELECT c.local_seq, c.device, d.id AS device_name, c.device_seq, c.hlc, c.effective_hlc, c.actor, c.command, c.cause, c.recorded_at, c.known_at, c.schema,
  c.salt, c.payload_hash, c.prev_hash, c.running, c.op_count, c.tables, c.hub_seq, c.seen_seq, c.refused, c.received_at,
  c.settled_at, c.signature, c.parked, c.part_hash, c.payload FROM change_set c JOIN device d ON d.no = c.device`;

const readText = (packed: Uint8Array): string | null => {
  try {
    return unpack(packed);
  } catch {
    return null;
  }
};

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

const toSet = (row: SqlRow): LoggedSet => {
  const text = readText(row['payload'] as Uint8Array);
  const refused = row['refused'] === null ? null : (JSON.parse(String(row['refused'])) as Refusal);
  // What the hub refused of somebody else comes without its payload.
  const isWithheld = refused !== null && text === '';
  const hash = (row['part_hash'] ?? row['payload_hash']) as Uint8Array;
  const intact = isWithheld || (text !== null && sameBytes(sha256(row['salt'] as Uint8Array, text), hash));
  return {
    seq: Number(row['local_seq']),
    device: Number(row['device']),
    deviceName: String(row['device_name']),
    deviceSeq: Number(row['device_seq']),
    hlc: row['hlc'] as bigint,
    effectiveHlc: row['effective_hlc'] as bigint,
    actor: String(row['actor']),
    command: String(row['command']),
    cause: row['cause'] === null ? null : String(row['cause']),
    recordedAt: Number(row['recorded_at']),
    knownAt: Number(row['known_at']),
    schema: Number(row['schema']),
    hubSeq: row['hub_seq'] === null ? null : Number(row['hub_seq']),
    seenSeq: Number(row['seen_seq']),
    refused,
    // A payload that was tampered with must not be replayed as if it were true.
    payload: intact && text !== null && !isWithheld ? readPayload(text) : {},
    isPartial: row['part_hash'] !== null,
    intact,
  };
};

/** Sets after `after`, oldest first, at most `limit`. */
export const readSets = (db: Db, after: number, limit: number): readonly LoggedSet[] =>
  db.prepareExact(`${selectSets} WHERE c.local_seq > ? ORDER BY c.local_seq LIMIT ?`).all([after, limit]).map(toSet);

/** All sets in the order in which they count: by the numbers of the hub, and what has none yet, as it was written, after all that have one. */
export function* setsInOrder(db: Db): Generator<LoggedSet> {
  const numbered = db.prepareExact(`${selectSets} WHERE c.hub_seq > ? ORDER BY c.hub_seq LIMIT 100`);
  for (let page = numbered.all([0]), last = 0; page.length > 0; page = numbered.all([last]))
    for (const row of page) {
      last = Number(row['hub_seq']);
      yield toSet(row);
    }
  const waiting = db.prepareExact(`${selectSets} WHERE c.hub_seq IS NULL AND c.local_seq > ? ORDER BY c.local_seq LIMIT 100`);
  for (let page = waiting.all([0]), last = 0; page.length > 0; page = waiting.all([last]))
    for (const row of page) {
      last = Number(row['local_seq']);
      yield toSet(row);
    }
}

export const readSet = (db: Db, seq: number): LoggedSet | undefined => {
  const row = db.prepareExact(`${selectSets} WHERE c.local_seq = ?`).get([seq]);
  return row === undefined ? undefined : toSet(row);
};

export type ChainFault = { readonly seq: number; readonly fault: 'missing' | 'payload' | 'chain' | 'running' };

type DeviceEnd = { readonly seq: number; readonly hash: Uint8Array };
const unwritten: DeviceEnd = { seq: 0, hash: new Uint8Array(0) };

/** What the columns beside the payload repeat of it, so that lists need not unpack it. */
const repeatsPayload = (set: LoggedSet, row: SqlRow): boolean =>
  !set.intact || (Number(row['op_count']) === opCount(set.payload) && row['tables'] === tablesOf(set.payload).join(' '));

/** Packed, an empty text is one byte. */
const hasPayload = (row: SqlRow): boolean => (row['payload'] as Uint8Array).byteLength > 1;

/** When a set that has its number may count as recorded. */
const mayBeKnownAt = ({ knownAt, recordedAt }: LoggedSet, receivedAt: number): boolean =>
  knownAt === receivedAt || (knownAt === recordedAt && recordedAt < receivedAt);

/** Only a hub numbers a set, moves its clock or refuses it; until then everything that it decides is as its author left it. */
const isAsHubLeftIt = (set: LoggedSet, row: SqlRow, wasLinked: boolean): boolean => {
  if (set.hubSeq !== null) return row['received_at'] !== null && set.seenSeq < set.hubSeq && mayBeKnownAt(set, Number(row['received_at']));
  // A set of somebody else's lost its number when the hub was put back: it still shows that it came from outside.
  const cameFromOutside = wasLinked && row['signature'] !== null;
  const untouched = row['received_at'] === null && row['settled_at'] === null && (cameFromOutside || row['parked'] === 0n);
  const isWhole = wasLinked || row['part_hash'] === null;
  const isOpen = cameFromOutside ? set.refused === null || !hasPayload(row) : set.refused === null && row['signature'] === null;
  // The number of what was numbered before is gone, and with it what the hub said of the time.
  const isOwnTime = set.knownAt === set.recordedAt;
  const isOwnClock = set.effectiveHlc === set.hlc || set.refused !== null;
  return untouched && isWhole && isOpen && isOwnTime && isOwnClock && (wasLinked || set.seenSeq === 0);
};

const hasHubNumbers = (db: Db): boolean =>
  db.prepare('SELECT 1 FROM hub_link UNION ALL SELECT 1 FROM change_set WHERE hub_seq IS NOT NULL LIMIT 1').get([]) !== undefined;

/** Walks the sets in the hub's order and names where the running hash that the hub gave does not come out. */
const checkHubHead = (db: Db): readonly ChainFault[] => {
  const link = db.prepare('SELECT hub_seq, hub_head FROM hub_link WHERE one = 1').get([]);
  if (link === undefined) return [];
  const upTo = Number(link['hub_seq']);
  let head: Uint8Array = new Uint8Array(0);
  let last = 0;
  const rows = db.prepareExact(`${selectSets} WHERE c.hub_seq > ? AND c.hub_seq <= ? ORDER BY c.hub_seq LIMIT 200`);
  for (let page = rows.all([last, upTo]); page.length > 0; page = rows.all([last, upTo])) {
    for (const row of page) {
      const set = toSet(row);
      if (set.hubSeq !== last + 1) return [{ seq: set.seq, fault: 'missing' }];
      const hash = setHash(row['prev_hash'] as Uint8Array, set, set.schema, row['payload_hash'] as Uint8Array);
      head = hubHeadAfter(head, hash, { hubSeq: set.hubSeq, effectiveHlc: set.effectiveHlc, isRefused: set.refused !== null });
      last = set.hubSeq;
    }
  }
  return last === upTo && sameBytes(head, link['hub_head'] as Uint8Array) ? [] : [{ seq: readLogHead(db).seq, fault: 'chain' }];
};

/** Walks the whole log and names each set that is missing, altered, or does not continue its chain, and what head and devices remember wrongly. */
export const checkChain = (db: Db): readonly ChainFault[] => {
  const faults: ChainFault[] = [];
  const ends = new Map<number, DeviceEnd>();
  let running: Uint8Array = new Uint8Array(0);
  let ops = 0;
  let hlc = 0n;
  let expected = 1;
  const wasLinked = hasHubNumbers(db);
  const rows = db.prepareExact(`${selectSets} WHERE c.local_seq > ? ORDER BY c.local_seq LIMIT 200`);
  for (let page = rows.all([0]); page.length > 0; page = rows.all([expected - 1])) {
    for (const row of page) {
      const set = toSet(row);
      while (expected < set.seq) {
        faults.push({ seq: expected, fault: 'missing' });
        expected += 1;
      }
      if (!set.intact || !repeatsPayload(set, row)) faults.push({ seq: set.seq, fault: 'payload' });
      const previous = ends.get(set.device) ?? unwritten;
      const continues = sameBytes(previous.hash, row['prev_hash'] as Uint8Array) && set.deviceSeq === previous.seq + 1;
      if (!continues || !isAsHubLeftIt(set, row, wasLinked)) faults.push({ seq: set.seq, fault: 'chain' });
      const hash = setHash(row['prev_hash'] as Uint8Array, set, set.schema, row['payload_hash'] as Uint8Array);
      ends.set(set.device, { seq: set.deviceSeq, hash });
      const next = sha256(running, hash);
      if (!sameBytes(next, row['running'] as Uint8Array)) faults.push({ seq: set.seq, fault: 'running' });
      running = row['running'] as Uint8Array;
      ops += Number(row['op_count']);
      if (set.refused === null && set.effectiveHlc > hlc) hlc = set.effectiveHlc;
      expected += 1;
    }
  }
  const head = readLogHead(db);
  if (expected - 1 < head.seq) for (let seq = expected; seq <= head.seq; seq += 1) faults.push({ seq, fault: 'missing' });
  else if (!sameBytes(running, head.running) || ops !== head.ops || hlc !== head.hlc) faults.push({ seq: head.seq, fault: 'running' });
  // Where the next set of a device would continue: a number or hash that is wrong here breaks the chain with the next change.
  for (const row of db.prepare('SELECT no, last_seq, last_hash FROM device ORDER BY no').all([])) {
    const end = ends.get(Number(row['no'])) ?? unwritten;
    if (row['last_seq'] !== end.seq || !sameBytes(end.hash, row['last_hash'] as Uint8Array)) faults.push({ seq: head.seq, fault: 'chain' });
  }
  return [...faults, ...checkHubHead(db)];
};
