/** A page of the hub's order: proven set by set before anything of it is applied, then applied whole. */
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { opCount, readPayload, tablesOf } from '../../shared/sync/changeSet.ts';
import type { HubSet, PullAnswer, Refusal } from '../../shared/sync/hubProtocol.ts';
import { pack } from '../../platform/compress.ts';
import type { Db } from '../../platform/database.ts';
import { fromHex, hex, sha256 } from '../../platform/hash.ts';
import { type Amendment, amendSets } from './amendSets.ts';
import { applySet, isBeyond, type MergeInto } from './applySets.ts';
import { hubHeadAfter, setHash, wireSetHash } from './chainHash.ts';
import { appendReceived, type LoggedSet, partHash, readLogHead, readSet, refusalText, saltOf, settleHeadClock } from './changeLog.ts';
import { dropConflictsOf, findConflicts } from './conflicts.ts';
import { isOfTwins, rebuildRowsOf, remakeThese } from './rebuildRows.ts';
import { knownAtOf, noteKnown } from './recorded.ts';
import type { MergeTx, Merged } from './store.ts';

/**
 * The hub said something that cannot be: a set that does not continue its device's chain, a running hash or a payload that does not fit its hash,
 * or numbers that do not follow each other; or (`taken`) a number under which it had taken another set. Nothing of the page was applied.
 */
export type HubLies = { readonly type: 'HubLies'; readonly what: 'chain' | 'head' | 'payload' | 'order' | 'taken' };

/** The hub holds another set under a number of this device that waits here for one of the hub's. Nothing of the page was applied. */
export type Forked = { readonly type: 'DeviceForked'; readonly device: string };

/** What a page brought: sets that are new here, the tables they changed, and conflicts that they opened. */
export type Received = { readonly sets: number; readonly tables: readonly string[]; readonly conflicts: number };

/** What the hub decided of a set that stands in this log under `seq`. */
export type HubDecision = {
  readonly seq: number;
  readonly hubSeq: number;
  readonly effectiveHlc: bigint;
  readonly receivedAt: number;
  readonly refused: Refusal | null;
};

/**
 * Writes down the numbers that the hub gave, takes back what it refused, and merges under its new clock what it stamped anew; in the caller's
 * transaction. A set that has its number keeps it. Returns the tables that changed.
 */
export const settleDecisions = (into: MergeInto, decisions: readonly HubDecision[]): ReadonlySet<string> => {
  const { db } = into;
  const again: LoggedSet[] = [];
  const told = new Set<string>();
  for (const { seq, hubSeq, effectiveHlc, receivedAt, refused } of decisions) {
    // What was only written down changes nothing but its number and its time.
    const set = db.prepareExact('SELECT hlc, hub_seq, refused, recorded_at, known_at FROM change_set WHERE local_seq = ?').get([seq]);
    const isTaken = db.prepare('SELECT 1 FROM change_set WHERE hub_seq = ?').get([hubSeq]) !== undefined;
    if (set === undefined || set['hub_seq'] !== null || isTaken) continue;
    const knownAt = knownAtOf(db, { hubSeq, recordedAt: Number(set['recorded_at']), receivedAt });
    db.prepare(
      `UPDATE change_set SET hub_seq = ?, effective_hlc = ?, received_at = ?, known_at = ?, refused = ?, seen_seq = min(seen_seq, ?)
       WHERE local_seq = ?`,
    ).run([hubSeq, effectiveHlc, receivedAt, knownAt, refused === null ? null : refusalText(refused), hubSeq - 1, seq]);
    const isOtherTime = knownAt !== Number(set['known_at']);
    if (isOtherTime) told.add('change_set');
    if (refused === null && set['refused'] === null && effectiveHlc === set['hlc'] && !isOfTwins(into, seq)) {
      if (isOtherTime) for (const table of noteKnown(into, seq)) told.add(table);
      continue;
    }
    const settled = readSet(db, seq);
    if (settled !== undefined) again.push(settled);
    if (refused === null) continue;
    db.prepare('DELETE FROM touch WHERE local_seq = ?').run([seq]);
    dropConflictsOf(db, seq);
  }
  if (again.length === 0) return told;
  const tables = rebuildRowsOf(into, again);
  settleHeadClock(db);
  return new Set([...told, ...tables, 'change_set', 'conflict']);
};

/** What the hub said of a set of this store, and the set's hash. */
export type Numbered = {
  readonly set: Pick<HubSet, 'device' | 'deviceSeq'>;
  readonly hash: Uint8Array;
  readonly hubSeq: number;
  readonly effectiveHlc: string;
  readonly isRefused: boolean;
};

/**
 * Moves the cursor over sets of this store that the hub has just numbered, as far as they follow it without a gap: what we wrote ourselves need
 * not come back to us. The head is ours to work out, and the next page is held against it as ever.
 */
export const passOver = (db: Db, numbered: readonly Numbered[]): void => {
  const link = db.prepare('SELECT hub_seq, hub_head FROM hub_link WHERE one = 1').get([]);
  if (link === undefined) return;
  const from = Number(link['hub_seq']);
  let seq = from;
  let head = link['hub_head'] as Uint8Array;
  const standing = db.prepareExact(
    'SELECT c.effective_hlc, c.refused FROM change_set c JOIN device d ON d.no = c.device WHERE d.id = ? AND c.device_seq = ? AND c.hub_seq = ?',
  );
  for (const { set, hash, ...numbering } of numbered) {
    const stands = standing.get([set.device, set.deviceSeq, numbering.hubSeq]);
    if (numbering.hubSeq !== seq + 1 || stands === undefined) break;
    if (String(stands['effective_hlc']) !== numbering.effectiveHlc || (stands['refused'] !== null) !== numbering.isRefused) break;
    head = hubHeadAfter(head, hash, numbering);
    seq = numbering.hubSeq;
  }
  if (seq > from) db.prepare('UPDATE hub_link SET hub_seq = ?, hub_head = ? WHERE one = 1').run([seq, head]);
};

type Known = { readonly seq: number; readonly hash: Uint8Array; readonly set: LoggedSet };
type Step = { readonly set: HubSet; readonly hash: Uint8Array; readonly known: Known | null };
type Proven = { readonly steps: readonly Step[]; readonly head: Uint8Array };

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

const knownSet = (db: Db, device: string, deviceSeq: number): Known | null => {
  const row = db
    .prepare(
      'SELECT c.local_seq, c.prev_hash, c.payload_hash FROM change_set c JOIN device d ON d.no = c.device WHERE d.id = ? AND c.device_seq = ?',
    )
    .get([device, deviceSeq]);
  const seq = Number(row?.['local_seq'] ?? 0);
  const set = readSet(db, seq);
  if (row === undefined || set === undefined) return null;
  return { seq, set, hash: hashOf(set, row['prev_hash'] as Uint8Array, row['payload_hash'] as Uint8Array) };
};

const hashOf = (set: LoggedSet, prevHash: Uint8Array, payloadHash: Uint8Array): Uint8Array =>
  setHash(prevHash, set, set.schema, payloadHash);

/** The set that holds a number of the hub; null where none does. */
const holderOf = (db: Db, hubSeq: number): number | null => {
  const row = db.prepare('SELECT local_seq FROM change_set WHERE hub_seq = ?').get([hubSeq]);
  return row === undefined ? null : Number(row['local_seq']);
};

/** Whether the hub says the same of a set as it said before. */
const agrees = ({ set: here }: Known, set: HubSet): boolean =>
  here.hubSeq === null ||
  (here.hubSeq === set.hubSeq && here.effectiveHlc === BigInt(set.effectiveHlc) && (here.refused === null) === (set.refused === null));

/** The hash of a payload is proven by those who get all of it. */
const payloadFits = (set: HubSet): boolean =>
  (set.partial === true && set.payload !== '') ||
  (set.refused !== null && set.payload === '') ||
  (set.salt !== null && same(sha256(fromHex(set.salt), set.payload), fromHex(set.payloadHash)));

/** Proves what comes after the cursor; what was applied before is passed over. */
const prove = (db: Db, page: PullAnswer, cursor: { readonly seq: number; readonly head: Uint8Array }): Result<Proven, HubLies | Forked> => {
  const lies = (what: HubLies['what']): Result<Proven, HubLies> => err({ type: 'HubLies', what });
  const ends = new Map<string, { readonly seq: number; readonly hash: Uint8Array }>();
  const endOf = (device: string) => {
    const row = ends.has(device) ? undefined : db.prepare('SELECT last_seq, last_hash FROM device WHERE id = ?').get([device]);
    if (row !== undefined) ends.set(device, { seq: Number(row['last_seq']), hash: row['last_hash'] as Uint8Array });
    return ends.get(device) ?? { seq: 0, hash: new Uint8Array(0) };
  };
  const steps: Step[] = [];
  let { head } = cursor;
  let last = cursor.seq;
  for (const set of page.sets) {
    if (set.hubSeq <= cursor.seq) continue;
    // Nobody has seen what got its number later.
    if (set.hubSeq !== last + 1 || set.seenSeq >= set.hubSeq) return lies('order');
    if (!payloadFits(set)) return lies('payload');
    const hash = wireSetHash(set);
    const end = endOf(set.device);
    const known = set.deviceSeq <= end.seq ? knownSet(db, set.device, set.deviceSeq) : null;
    if (known === null) {
      if (set.deviceSeq !== end.seq + 1 || set.prevHash !== hex(end.hash)) return lies('chain');
      ends.set(set.device, { seq: set.deviceSeq, hash });
    } else if (!same(known.hash, hash))
      return known.set.hubSeq === null
        ? err({ type: 'DeviceForked', device: set.device })
        : lies(known.set.hubSeq > cursor.seq ? 'taken' : 'chain');
    else if (!agrees(known, set)) return lies('taken');
    if (holderOf(db, set.hubSeq) !== (known?.set.hubSeq === set.hubSeq ? known.seq : null)) return lies('taken');
    head = hubHeadAfter(head, hash, { hubSeq: set.hubSeq, effectiveHlc: set.effectiveHlc, isRefused: set.refused !== null });
    last = set.hubSeq;
    steps.push({ set, hash, known });
  }
  // A page from before the cursor, come twice, says nothing of the head here.
  if (steps.length > 0 && hex(head) !== page.head) return lies('head');
  return ok({ steps, head });
};

/** Whether a set of some other device stands here that the author of this one had not seen. Numbers of one device only grow. */
const hasUnseen = (db: Db, device: number, seenSeq: number): boolean => {
  const waits = db.prepare('SELECT 1 FROM change_set WHERE hub_seq IS NULL AND refused IS NULL AND device <> ? LIMIT 1').get([device]);
  if (waits !== undefined) return true;
  const newest = db
    .prepare(
      'SELECT max(c.hub_seq) AS seq FROM device d JOIN change_set c ON c.device = d.no AND c.device_seq = d.last_seq WHERE d.no <> ?',
    )
    .get([device]);
  return Number(newest?.['seq'] ?? 0) > seenSeq;
};

const append = (
  { into, deviceNo, now }: MergeTx,
  { set, hash }: Step,
  isAnyOpen: boolean,
): { readonly tables: readonly string[]; readonly conflicts: number } => {
  const { db, tables } = into;
  const before = readLogHead(db);
  const payload = set.payload === '' ? {} : readPayload(set.payload);
  const parked = set.refused === null && isBeyond(payload, tables);
  const device = deviceNo(set.device);
  const knownAt = knownAtOf(db, set);
  const { seq } = appendReceived(db, before, { set, device, hash, payload, parked, knownAt });
  if (set.refused !== null) return { tables: [], conflicts: 0 };
  remakeThese(into, applySet(into, { seq, device, effectiveHlc: BigInt(set.effectiveHlc), knownAt, payload }));
  // Who had seen all that is here writes against nobody, and where no conflict is open settles none.
  const logged = isAnyOpen || hasUnseen(db, device, set.seenSeq) ? readSet(db, seq) : undefined;
  return {
    tables: [...(payload.i ?? []), ...(payload.u ?? [])].map(([table]) => table),
    conflicts: logged === undefined ? 0 : findConflicts(into, logged, now),
  };
};

/**
 * Earlier sets of the page as they are seen now, by their numbers here; a whole payload must be what was hashed. Where it was withheld, the salt comes
 * with the whole; hubs of version 1 withheld none, and tell none.
 */
const amendmentsOf = (db: Db, page: PullAnswer, cursor: number): Result<readonly Amendment[], HubLies> => {
  const amendments: Amendment[] = [];
  for (const { hubSeq, payload, partial, salt: told } of page.amended ?? []) {
    const row = db.prepare('SELECT local_seq, salt, payload_hash FROM change_set WHERE hub_seq = ? AND refused IS NULL').get([hubSeq]);
    if (row === undefined || hubSeq > cursor) return err({ type: 'HubLies', what: 'order' });
    const kept = row['salt'] as Uint8Array;
    const salt = told === undefined ? kept : saltOf(told);
    const isWhole = same(sha256(salt, payload), row['payload_hash'] as Uint8Array);
    // What was withheld by one hub is told by none of version 1: there it stays what cannot be proven.
    const isUntold = told === undefined && same(kept, saltOf(null));
    if (payload === '' || (!partial && !isWhole && !isUntold)) return err({ type: 'HubLies', what: 'payload' });
    amendments.push({ seq: Number(row['local_seq']), payload, isPartial: partial || !isWhole, salt });
  }
  return ok(amendments);
};

/** Sets that are here whole and are no longer seen so, as those of the author who gave a deal away, and the other way round. */
const seenOtherwise = (steps: readonly Step[]): readonly Amendment[] =>
  steps.flatMap(({ set, known }) =>
    known === null || set.refused !== null || (set.partial !== true && !known.set.isPartial)
      ? []
      : [{ seq: known.seq, payload: set.payload, isPartial: set.partial === true, salt: saltOf(set.salt) }],
  );

/** A set that was refused once came without its payload; the hub takes it over now, and here it is. */
const fillIn = ({ into: { db, tables } }: MergeTx, seq: number, set: HubSet): void => {
  const payload = readPayload(set.payload);
  const ops = opCount(payload);
  db.prepare('UPDATE change_set SET payload = ?, salt = ?, part_hash = ?, op_count = ?, tables = ?, parked = ? WHERE local_seq = ?').run([
    pack(Buffer.from(set.payload, 'utf8')),
    saltOf(set.salt),
    set.partial === true ? partHash(saltOf(set.salt), set.payload) : null,
    ops,
    tablesOf(payload).join(' '),
    isBeyond(payload, tables) ? 1 : 0,
    seq,
  ]);
  db.prepare('UPDATE head SET op_count = op_count + ? WHERE one = 1').run([ops]);
};

/** Proves a page and applies it; the caller's transaction holds rows, log, cursor and folds together. */
export const receivePage = (tx: MergeTx, page: PullAnswer, asked?: string | null): Result<Merged<Received>, HubLies | Forked> => {
  const { db } = tx.into;
  const link = db.prepare('SELECT hub_seq, hub_head, scope FROM hub_link WHERE one = 1').get([]);
  if (link === undefined) throw new Error('a page came to a store that has no hub');
  // What it amends is amended from what the store held when it asked.
  if (asked !== undefined && asked !== link['scope']) return ok({ value: { sets: 0, tables: [], conflicts: 0 }, tables: [] });
  const proven = prove(db, page, { seq: Number(link['hub_seq']), head: link['hub_head'] as Uint8Array });
  if (!proven.ok) return proven;
  const amendments = amendmentsOf(db, page, Number(link['hub_seq']));
  if (!amendments.ok) return amendments;
  const { steps, head } = proven.value;
  const isAnyOpen = db.prepare('SELECT 1 FROM conflict WHERE settled_at IS NULL LIMIT 1').get([]) !== undefined;
  const tables = new Set(amendSets(tx.into, amendments.value));
  const decisions: HubDecision[] = [];
  let sets = 0;
  let conflicts = 0;
  for (const step of steps) {
    const { set, known } = step;
    if (known !== null) {
      const { hubSeq, receivedAt, refused } = set;
      if (refused === null && known.set.refused !== null) fillIn(tx, known.seq, set);
      decisions.push({ seq: known.seq, hubSeq, effectiveHlc: BigInt(set.effectiveHlc), receivedAt, refused });
      continue;
    }
    const applied = append(tx, step, isAnyOpen || conflicts > 0);
    sets += 1;
    conflicts += applied.conflicts;
    for (const table of applied.tables) tables.add(table);
  }
  for (const table of settleDecisions(tx.into, decisions)) tables.add(table);
  for (const table of amendSets(tx.into, seenOtherwise(steps))) tables.add(table);
  if (conflicts > 0) tables.add('conflict');
  const last = steps.at(-1);
  if (last !== undefined) db.prepare('UPDATE hub_link SET hub_seq = ?, hub_head = ? WHERE one = 1').run([last.set.hubSeq, head]);
  if (page.scope !== undefined) db.prepare('UPDATE hub_link SET scope = ? WHERE one = 1').run([page.scope]);
  return ok({ value: { sets, tables: [...tables], conflicts }, tables });
};
