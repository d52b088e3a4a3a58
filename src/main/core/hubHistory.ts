/** What a store knows of its hub's order: the hub's hash at any number, the sets as the hub numbered them, and going back to a point both know. */
import type { HubSet, Refusal } from '../../shared/sync/hubProtocol.ts';
import { chunkLimit } from '../../shared/sync/hubProtocol.ts';
import { unpack } from '../../platform/compress.ts';
import type { Db, SqlRow } from '../../platform/database.ts';
import { fromHex, hex } from '../../platform/hash.ts';
import type { MergeInto } from './applySets.ts';
import { hubHeadAfter, setHash, wireSetHash } from './chainHash.ts';
import { readSet, settleHeadClock } from './changeLog.ts';
import { dropConflictsOf } from './conflicts.ts';
import { rebuildRowsOf } from './rebuildRows.ts';
import { noteAllKnown } from './recorded.ts';
import { toWire } from './wireSets.ts';

/** A number in the hub's order, and the hub's running hash there (hex; empty at 0). */
export type HubMark = { readonly seq: number; readonly head: string };

const headerSql = `SELECT d.id AS device, c.device_seq, c.hlc, c.effective_hlc, c.actor, c.command, c.cause, c.recorded_at, c.schema, c.payload_hash,
  c.prev_hash, c.hub_seq, c.refused IS NOT NULL AS is_refused FROM change_set c JOIN device d ON d.no = c.device
  WHERE c.hub_seq > ? ORDER BY c.hub_seq LIMIT 500`;

const hashOfRow = (row: SqlRow): Uint8Array =>
  setHash(
    row['prev_hash'] as Uint8Array,
    {
      deviceName: String(row['device']),
      deviceSeq: Number(row['device_seq']),
      hlc: row['hlc'] as bigint,
      actor: String(row['actor']),
      command: String(row['command']),
      cause: row['cause'] === null ? null : String(row['cause']),
      recordedAt: Number(row['recorded_at']),
    },
    Number(row['schema']),
    row['payload_hash'] as Uint8Array,
  );

/** Every number that this log holds without a gap, with the hash that the hub had there; from 0 on. */
function* hubMarks(db: Db): Generator<HubMark> {
  let mark: HubMark = { seq: 0, head: '' };
  yield mark;
  const rows = db.prepareExact(headerSql);
  for (let page = rows.all([0]); page.length > 0; page = rows.all([mark.seq])) {
    for (const row of page) {
      const seq = Number(row['hub_seq']);
      if (seq !== mark.seq + 1) return;
      const numbering = { hubSeq: seq, effectiveHlc: row['effective_hlc'] as bigint, isRefused: Number(row['is_refused']) === 1 };
      mark = { seq, head: hex(hubHeadAfter(fromHex(mark.head), hashOfRow(row), numbering)) };
      yield mark;
    }
  }
}

/** The end of what this log holds of a hub's order without a gap. */
export const lastMark = (db: Db): HubMark => {
  let last: HubMark = { seq: 0, head: '' };
  for (const mark of hubMarks(db)) last = mark;
  return last;
};

/** The hub's hash at each of these numbers, as far as they are held. */
export const marksAt = (db: Db, numbers: ReadonlySet<number>): readonly HubMark[] => {
  const found: HubMark[] = [];
  const most = Math.max(0, ...numbers);
  for (const mark of hubMarks(db)) {
    if (mark.seq > most) break;
    if (numbers.has(mark.seq)) found.push(mark);
  }
  return found;
};

/** Numbers to be asked for, from the last one back in steps that double: where two orders part is found within twice the way. */
export const marksBack = (last: number): ReadonlySet<number> => {
  const numbers = new Set([last, 0]);
  for (let step = 1; step < last; step *= 2) numbers.add(last - step);
  return numbers;
};

/** Whether every set between two numbers is here whole: who holds a part of one can neither prove nor give on what the hub had. */
export const holdsWhole = (db: Db, { after, upTo }: { readonly after: number; readonly upTo: number }): boolean =>
  db.prepare('SELECT 1 FROM change_set WHERE part_hash IS NOT NULL AND hub_seq > ? AND hub_seq <= ? LIMIT 1').get([after, upTo]) ===
  undefined;

const numberedSql = `SELECT d.id AS device, c.local_seq, c.device_seq, c.hlc, c.effective_hlc, c.actor, c.command, c.cause, c.recorded_at, c.schema,
  c.salt, c.payload_hash, c.prev_hash, c.seen_seq, c.op_count, c.hub_seq, c.received_at, c.refused, c.signature, c.payload
  FROM change_set c JOIN device d ON d.no = c.device WHERE c.hub_seq > ? AND c.hub_seq <= ? ORDER BY c.hub_seq LIMIT 200`;

/**
 * Sets after one number, which are here whole, as the hub gave them out, at most a chunk and at least one. `sign` signs what this device wrote; what was refused goes
 * without its payload, as the hub kept it.
 */
export const numberedSets = (
  db: Db,
  { after, upTo }: { readonly after: number; readonly upTo: number },
  sign: (hash: Uint8Array, device: string) => string,
): readonly HubSet[] => {
  const sets: HubSet[] = [];
  let bytes = 0;
  let ops = 0;
  for (const row of db.prepareExact(numberedSql).all([after, upTo])) {
    const refused = row['refused'] === null ? null : (JSON.parse(String(row['refused'])) as Refusal);
    const payload = refused === null ? unpack(row['payload'] as Uint8Array) : '';
    bytes += Buffer.byteLength(payload);
    ops += Number(row['op_count']);
    if (sets.length > 0 && (bytes > chunkLimit.bytes || ops > chunkLimit.ops)) break;
    const wire = toWire(row, payload);
    const kept = row['signature'] as Uint8Array | null;
    sets.push({
      ...wire,
      signature: kept === null ? sign(wireSetHash(wire), wire.device) : Buffer.from(kept).toString('base64'),
      hubSeq: Number(row['hub_seq']),
      effectiveHlc: String(row['effective_hlc']),
      receivedAt: Number(row['received_at']),
      refused,
    });
  }
  return sets;
};

/**
 * Takes back every number of the hub after `mark`, and what it decided with it: those sets wait again, as their authors left them. Nothing of what
 * was typed goes. In the caller's transaction; returns the tables that changed.
 */
export const cutBack = (into: MergeInto, { seq, head }: HubMark, epoch: string): ReadonlySet<string> => {
  const { db } = into;
  // What was refused of others came without its payload: it stays without effect until the hub hands it out anew.
  const decided = db
    .prepare('SELECT local_seq FROM change_set WHERE hub_seq > ? AND length(payload) > 1 AND (refused IS NOT NULL OR effective_hlc <> hlc)')
    .all([seq])
    .map((row) => Number(row['local_seq']));
  // Which of two made a row goes by their numbers.
  const twins = db
    .prepare(
      'SELECT DISTINCT c.local_seq FROM change_set c JOIN touch t ON t.local_seq = c.local_seq WHERE c.hub_seq > ? AND t.made IS NOT 0',
    )
    .all([seq])
    .map((row) => Number(row['local_seq']));
  db.prepare(
    `UPDATE change_set SET effective_hlc = hlc, refused = NULL, settled_at = NULL WHERE hub_seq > ? AND (refused IS NULL OR length(payload) > 1)`,
  ).run([seq]);
  const uncounted = db
    .prepare('UPDATE change_set SET hub_seq = NULL, received_at = NULL, known_at = recorded_at WHERE hub_seq > ?')
    .run([seq]);
  if (uncounted > 0) noteAllKnown(into);
  // Numbers after the mark mean other sets from now on: what was seen of them counts as unseen, which at worst shows a conflict too many.
  db.prepare('UPDATE change_set SET seen_seq = ? WHERE hub_seq IS NULL AND seen_seq > ?').run([seq, seq]);
  db.prepare('UPDATE hub_link SET hub_seq = ?, hub_head = ?, epoch = ? WHERE one = 1').run([seq, fromHex(head), epoch]);
  // What was told of the scope was told in the numbers of that order.
  db.prepare(
    "UPDATE hub_link SET scope = CASE WHEN EXISTS (SELECT 1 FROM change_set WHERE part_hash IS NOT NULL) THEN '' ELSE NULL END WHERE one = 1",
  ).run([]);
  for (const one of decided) dropConflictsOf(db, one);
  const again = [...new Set([...decided, ...twins])].flatMap((one) => readSet(db, one) ?? []);
  if (again.length === 0) return new Set();
  const tables = rebuildRowsOf(into, again);
  settleHeadClock(db);
  return new Set([...tables, 'change_set', 'conflict']);
};
