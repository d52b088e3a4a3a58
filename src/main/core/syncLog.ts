/** The change log as the sync loop sees it: what waits to be sent, what the hub said of it, and what comes in the hub's order. */
import type { StoreFailure } from '../../shared/kernel/contract.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { type Payload, readPayload } from '../../shared/sync/changeSet.ts';
import { chunkLimit, type PullAnswer, type PushResult, type Refusal, type WireSet } from '../../shared/sync/hubProtocol.ts';
import { unpack } from '../../platform/compress.ts';
import type { Db } from '../../platform/database.ts';
import { hex } from '../../platform/hash.ts';
import type { ConflictNotFound, NotRefused } from '../../shared/sync/statusContract.ts';
import { wireSetHash } from './chainHash.ts';
import { conflictList } from './conflictList.ts';
import type { Conflict, ConflictKey, ConflictWindow } from './conflictTypes.ts';
import { type Forked, type HubLies, passOver, type Received, receivePage, settleDecisions } from './receivePage.ts';
import type { Store } from './store.ts';
import { toWire } from './wireSets.ts';

/** Where this store stands in the hub's order: the number of the last set it applied, and the hub's running hash there (hex; empty at 0). */
export type HubCursor = { readonly seq: number; readonly head: string };

/** A set of this store that the hub refused: its effects are taken back, its payload is kept. `at` is when it was recorded (ms). */
export type RefusedSet = {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly command: string;
  readonly refusal: Refusal;
  readonly payload: Payload;
  readonly settledAt: number | null;
};

export type SyncLog = {
  /** Sets that the hub has not numbered yet, oldest first, at most one chunk (`chunkLimit`), at least one; `sign` signs a set's hash for its device (base64). Sets of others that lost their number go as their authors signed them; those of devices in `without` stay. */
  readonly pending: (sign: (hash: Uint8Array, device: string) => string, without?: ReadonlySet<string>) => readonly WireSet[];
  /** How many sets the hub has not numbered yet. */
  readonly waiting: () => number;
  /**
   * The device of this store's own, under whichever of its names, of which a set that waits is here in part: a hub that was put back asks for the
   * whole of it, which this store no longer sees. Null: there is none.
   */
  readonly partedDevice: () => string | null;
  /**
   * What the hub said of pushed sets, in one transaction: applied ones get their number, refused ones have their effects taken back, and those
   * that the hub stamped anew are merged under that stamp. `retry` and `forked` change nothing here.
   */
  readonly acknowledge: (sets: readonly WireSet[], results: readonly PushResult[]) => Result<null, StoreFailure>;
  /**
   * A page of the hub's order: verified, then applied whole in one transaction with the cursor. Sets that are here already only get their number.
   * `asked`: the scope that the question named; where the store has been told of another since, the page is passed over.
   */
  readonly receive: (page: PullAnswer, asked?: string | null) => Result<Received, StoreFailure | HubLies | Forked>;
  readonly cursor: () => HubCursor;
  /** What the hub said of this store's scope, to be given back to it with the next question; null before the first answer. */
  readonly scope: () => string | null;
  /** The highest number that the hub has given to a set of this log: own ones have theirs before the cursor comes there. */
  readonly lastNumber: () => number;
  /** Own sets that the hub refused and nobody settled, newest first. */
  readonly refused: () => readonly RefusedSet[];
  /** Somebody has taken note of a refused set: it is in the inbox no more; its payload stays. */
  readonly settleRefused: (seq: number) => Result<null, NotRefused | StoreFailure>;
  readonly conflicts: (window: ConflictWindow) => readonly Conflict[];
  readonly openConflicts: () => number;
  /** The field stays as it is; the conflict is closed on this device. Taking or editing a value is an ordinary command and closes it everywhere. */
  readonly keepConflict: (key: ConflictKey) => Result<null, ConflictNotFound | StoreFailure>;
};

const waitingSql = `SELECT d.id AS device, c.local_seq, c.device_seq, c.hlc, c.actor, c.command, c.cause, c.recorded_at, c.schema, c.salt, c.payload_hash,
  c.prev_hash, c.seen_seq, c.op_count, c.signature, c.payload FROM change_set c JOIN device d ON d.no = c.device
  WHERE c.hub_seq IS NULL AND c.refused IS NULL AND c.part_hash IS NULL AND c.local_seq > ? ORDER BY c.local_seq LIMIT 50`;

/** What waits, as it goes on the wire; a set larger than a chunk goes alone. */
const pendingOf = (db: Db, sign: (hash: Uint8Array, device: string) => string, without: ReadonlySet<string>): readonly WireSet[] => {
  const sets: WireSet[] = [];
  let bytes = 0;
  let ops = 0;
  let after = 0;
  for (;;) {
    const page = db.prepareExact(waitingSql).all([after]);
    for (const row of page) {
      after = Number(row['local_seq']);
      if (without.has(String(row['device']))) continue;
      const payload = unpack(row['payload'] as Uint8Array);
      bytes += Buffer.byteLength(payload);
      ops += Number(row['op_count']);
      const isFull = bytes > chunkLimit.bytes || ops > chunkLimit.ops || sets.length >= chunkLimit.ops;
      if (sets.length > 0 && isFull) return sets;
      const set = toWire(row, payload);
      const kept = row['signature'] as Uint8Array | null;
      sets.push({ ...set, signature: kept === null ? sign(wireSetHash(set), set.device) : Buffer.from(kept).toString('base64') });
    }
    if (page.length === 0) return sets;
  }
};

const refusedOf = (db: Db): readonly RefusedSet[] =>
  db
    .prepare(
      // What was refused of others came without its payload; packed, an empty text is one byte.
      `SELECT local_seq, recorded_at, actor, command, refused, payload, settled_at FROM change_set
       WHERE refused IS NOT NULL AND settled_at IS NULL AND length(payload) > 1 ORDER BY local_seq DESC`,
    )
    .all([])
    .map((row) => ({
      seq: Number(row['local_seq']),
      at: Number(row['recorded_at']),
      actor: String(row['actor']),
      command: String(row['command']),
      refusal: JSON.parse(String(row['refused'])) as Refusal,
      payload: readPayload(unpack(row['payload'] as Uint8Array)),
      settledAt: row['settled_at'] === null ? null : Number(row['settled_at']),
    }));

const localSeq = (db: Db, set: WireSet): number | undefined => {
  const row = db
    .prepare('SELECT c.local_seq AS seq FROM change_set c JOIN device d ON d.no = c.device WHERE d.id = ? AND c.device_seq = ?')
    .get([set.device, set.deviceSeq]);
  return row === undefined ? undefined : Number(row['seq']);
};

/** The change log of a store, for its sync loop. */
export const syncLog = (store: Store): SyncLog => {
  const { db } = store;
  return {
    pending: (sign, without = new Set()) => pendingOf(db, sign, without),
    waiting: () =>
      Number(
        db.prepare('SELECT count(*) AS n FROM change_set WHERE hub_seq IS NULL AND refused IS NULL AND part_hash IS NULL').get([])?.['n'] ??
          0,
      ),
    partedDevice: () => {
      const [id = ''] = store.device.split('.');
      const row = db
        .prepare(
          `SELECT d.id FROM change_set c JOIN device d ON d.no = c.device
           WHERE c.hub_seq IS NULL AND c.refused IS NULL AND c.part_hash IS NOT NULL AND substr(d.id, 1, ?) = ? ORDER BY c.local_seq LIMIT 1`,
        )
        .get([id.length + 1, `${id}.`]);
      return row === undefined ? null : String(row['id']);
    },
    acknowledge: (sets, results) =>
      store.merge<null>(({ into }) => {
        const decisions = sets.flatMap((set, at) => {
          const result = results[at];
          const seq = localSeq(into.db, set);
          if (seq === undefined || result === undefined || result.type === 'retry' || result.type === 'forked') return [];
          const { hubSeq, effectiveHlc, receivedAt } = result;
          return [
            { seq, hubSeq, effectiveHlc: BigInt(effectiveHlc), receivedAt, refused: result.type === 'refused' ? result.refused : null },
          ];
        });
        const tables = settleDecisions(into, decisions);
        passOver(
          into.db,
          sets.flatMap((set, at) => {
            const result = results[at];
            if (result === undefined || result.type === 'retry' || result.type === 'forked') return [];
            const { hubSeq, effectiveHlc, type } = result;
            return [{ set, hash: wireSetHash(set), hubSeq, effectiveHlc, isRefused: type === 'refused' }];
          }),
        );
        return ok({ value: null, tables });
      }),
    receive: (page, asked) => store.merge<Received, HubLies | Forked>((tx) => receivePage(tx, page, asked)),
    cursor: () => {
      const row = db.prepare('SELECT hub_seq, hub_head FROM hub_link WHERE one = 1').get([]);
      return row === undefined ? { seq: 0, head: '' } : { seq: Number(row['hub_seq']), head: hex(row['hub_head'] as Uint8Array) };
    },
    scope: () => {
      const scope = db.prepare('SELECT scope FROM hub_link WHERE one = 1').get([])?.['scope'];
      return typeof scope === 'string' ? scope : null;
    },
    lastNumber: () => Number(db.prepare('SELECT max(hub_seq) AS last FROM change_set WHERE hub_seq IS NOT NULL').get([])?.['last'] ?? 0),
    refused: () => refusedOf(db),
    settleRefused: (seq) =>
      store.merge<null, NotRefused>(({ into, now }) => {
        const settled = into.db
          .prepare('UPDATE change_set SET settled_at = ? WHERE local_seq = ? AND refused IS NOT NULL AND settled_at IS NULL')
          .run([now, seq]);
        return settled === 1 ? ok({ value: null, tables: ['change_set'] }) : err({ type: 'NotRefused' });
      }),
    conflicts: (window) => conflictList(db, store.model.catalog, window),
    openConflicts: () => Number(db.prepare('SELECT count(*) AS n FROM conflict WHERE settled_at IS NULL').get([])?.['n'] ?? 0),
    keepConflict: ({ table, rowId, field }) =>
      store.merge<null, ConflictNotFound>(({ into, now }) => {
        const kept = into.db
          .prepare('UPDATE conflict SET settled_at = ? WHERE table_name = ? AND row_id = ? AND field = ? AND settled_at IS NULL')
          .run([now, table, rowId, field]);
        return kept === 1 ? ok({ value: null, tables: ['conflict'] }) : err({ type: 'ConflictNotFound' });
      }),
  };
};
