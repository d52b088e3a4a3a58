/** Sets that no hub has numbered are written anew under another incarnation of this device: the name they stand under is taken or cannot sign. */
import { namedCauseText, readNamedCause } from '../../shared/sync/changeSet.ts';
import type { Db, SqlRow } from '../../platform/database.ts';
import { unpack } from '../../platform/compress.ts';
import { sha256 } from '../../platform/hash.ts';
import type { Random } from '../../platform/ports.ts';
import { type HashedHeader, setHash } from './chainHash.ts';
import { readSet } from './changeLog.ts';
import { rebuildRowsOf } from './rebuildRows.ts';
import type { MergeTx } from './store.ts';

const selectSql = `SELECT c.local_seq, d.id AS device, c.device_seq, c.hub_seq, c.hlc, c.actor, c.command, c.cause, c.recorded_at, c.schema, c.prev_hash,
  c.payload_hash, c.part_hash, c.refused, c.salt, iif(c.part_hash IS NULL, NULL, c.payload) AS payload FROM change_set c JOIN device d ON d.no = c.device`;

const headerOf = (row: SqlRow, about: Partial<HashedHeader> = {}): HashedHeader => ({
  deviceName: String(row['device']),
  deviceSeq: Number(row['device_seq']),
  hlc: row['hlc'] as bigint,
  actor: String(row['actor']),
  command: String(row['command']),
  cause: row['cause'] === null ? null : String(row['cause']),
  recordedAt: Number(row['recorded_at']),
  ...about,
});

const hashOf = (row: SqlRow, header: HashedHeader, previous: Uint8Array): Uint8Array =>
  setHash(previous, header, Number(row['schema']), row['payload_hash'] as Uint8Array);

/** The chain of a device ends with what is left of it. */
const endChain = (db: Db, device: string): void => {
  const last = db.prepareExact(`${selectSql} WHERE d.id = ? ORDER BY c.device_seq DESC LIMIT 1`).get([device]);
  const hash = last === undefined ? new Uint8Array(0) : hashOf(last, headerOf(last), last['prev_hash'] as Uint8Array);
  db.prepare('UPDATE device SET last_seq = ?, last_hash = ? WHERE id = ?').run([
    last === undefined ? 0 : Number(last['device_seq']),
    hash,
    device,
  ]);
};

/**
 * Gives all sets of a device that wait for a number to another one that has written nothing yet, in their order and with their clocks, and hashes
 * the end of the log anew. `actor` takes the place of their own where it is given. In the caller's transaction; returns the tables that changed.
 */
export const reauthor = (
  { into, deviceNo, forgetHead }: MergeTx,
  { from, to, actor, random }: { readonly from: string; readonly to: string; readonly actor: string | null; readonly random: Random },
): ReadonlySet<string> => {
  const { db } = into;
  const first = db
    .prepare(
      'SELECT min(c.local_seq) AS seq FROM change_set c JOIN device d ON d.no = c.device WHERE d.id = ? AND c.hub_seq IS NULL AND c.refused IS NULL',
    )
    .get([from])?.['seq'];
  if (typeof first !== 'number') return new Set();
  const before = db.prepareExact('SELECT running FROM change_set WHERE local_seq < ? ORDER BY local_seq DESC LIMIT 1').get([first]);
  let running: Uint8Array = (before?.['running'] as Uint8Array | undefined) ?? new Uint8Array(0);
  const no = deviceNo(to);
  const renamed = new Map<string, { readonly deviceSeq: number }>();
  let end = { seq: 0, hash: new Uint8Array(0) as Uint8Array };
  const moved: number[] = [];
  const rows = db.prepareExact(`${selectSql} WHERE c.local_seq >= ? ORDER BY c.local_seq LIMIT 500`);
  forgetHead();
  for (let page = rows.all([first]), last = first; page.length > 0; page = rows.all([last + 1])) {
    for (const row of page) {
      last = Number(row['local_seq']);
      const isMoved = row['device'] === from && row['hub_seq'] === null && row['refused'] === null;
      if (!isMoved) {
        running = sha256(running, hashOf(row, headerOf(row), row['prev_hash'] as Uint8Array));
        db.prepare('UPDATE change_set SET running = ? WHERE local_seq = ?').run([running, last]);
        continue;
      }
      const deviceSeq = end.seq + 1;
      renamed.set(String(row['device_seq']), { deviceSeq });
      const named = row['cause'] === null ? null : readNamedCause(String(row['cause']));
      const now = named?.device === from ? renamed.get(String(named.deviceSeq)) : undefined;
      const header = headerOf(row, {
        deviceName: to,
        deviceSeq,
        ...(actor === null ? {} : { actor }),
        // An undo names what it takes back by the name that this has now.
        ...(named === null || now === undefined
          ? {}
          : { cause: namedCauseText({ kind: named.kind, device: to, deviceSeq: now.deviceSeq }) }),
      });
      // Of a set that is here in part, the part is what is written anew, under a salt of its own: the first one may be withheld.
      const isPart = row['part_hash'] !== null;
      const salt = isPart ? random.bytes(16) : (row['salt'] as Uint8Array);
      const payloadHash = isPart ? sha256(salt, unpack(row['payload'] as Uint8Array)) : (row['payload_hash'] as Uint8Array);
      const hash = setHash(end.hash, header, Number(row['schema']), payloadHash);
      running = sha256(running, hash);
      db.prepare(
        `UPDATE change_set SET device = ?, device_seq = ?, prev_hash = ?, salt = ?, payload_hash = ?, part_hash = NULL, actor = ?, cause = ?, signature = NULL, running = ? WHERE local_seq = ?`,
      ).run([no, deviceSeq, end.hash, salt, payloadHash, header.actor, header.cause, running, last]);
      end = { seq: deviceSeq, hash };
      moved.push(last);
    }
  }
  db.prepare('UPDATE device SET last_seq = ?, last_hash = ? WHERE no = ?').run([end.seq, end.hash, no]);
  endChain(db, from);
  db.prepare('UPDATE head SET running = ? WHERE one = 1').run([running]);
  // Stamps of cells name their device: ties are broken by it.
  const tables = rebuildRowsOf(
    into,
    moved.flatMap((seq) => readSet(db, seq) ?? []),
  );
  return new Set([...tables, 'change_set']);
};
