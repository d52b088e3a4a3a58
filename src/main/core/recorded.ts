/**
 * When a set counts as recorded: from when the hub that numbered it first says that it had it, and until then, provisionally, from when its author
 * says that it was written. It stands in the log (`known_at`) and on each fact (`recorded_at`), and nothing else is asked about the past.
 */
import type { Db } from '../../platform/database.ts';
import type { MergeInto } from './applySets.ts';
import { readSet } from './changeLog.ts';

type Numbered = { readonly hubSeq: number; readonly recordedAt: number; readonly receivedAt: number };

/**
 * Whether a set is of the log from before a publishing at a hub of the first version, which gave it the time of the publishing: all up to it had
 * been recorded when the first of them came, and nobody had been invited yet, which the hub writes itself. A hub of today says itself what counts.
 */
const isFromBefore = (db: Db, { hubSeq, recordedAt, receivedAt }: Numbered): boolean => {
  if (hubSeq === 1) return recordedAt < receivedAt;
  const first = db.prepare('SELECT recorded_at, received_at FROM change_set WHERE hub_seq = 1').get([]);
  const published = Number(first?.['received_at'] ?? 0);
  if (first === undefined || Number(first['recorded_at']) >= published || recordedAt > published) return false;
  const before = db
    .prepare(
      `SELECT count(*) AS n, count(CASE WHEN recorded_at > ? OR command = 'sync.invite' THEN 1 END) AS later FROM change_set
       WHERE hub_seq < ?`,
    )
    .get([published, hubSeq]);
  return Number(before?.['n']) === hubSeq - 1 && Number(before?.['later']) === 0;
};

/** When a set that has its number counts as recorded. */
export const knownAtOf = (db: Db, set: Numbered): number => (isFromBefore(db, set) ? set.recordedAt : set.receivedAt);

/** Whether a set of `change_set` waits for a number of the hub of this store, and with it for the time from which it counts as recorded. */
export const provisionalSql = '(hub_seq IS NULL AND refused IS NULL AND EXISTS (SELECT 1 FROM hub_link WHERE one = 1))';

/** Writes on the facts that a set made when it counts as recorded; returns the tables of those that it made. */
export const noteKnown = ({ db, tables }: Pick<MergeInto, 'db' | 'tables'>, seq: number): readonly string[] => {
  const named = String(db.prepare('SELECT tables FROM change_set WHERE local_seq = ?').get([seq])?.['tables'] ?? '').split(' ');
  // Most changes are of rows that are no facts: their payloads are not unpacked for this.
  if (!named.some((name) => tables.get(name)?.sync === 'fact')) return [];
  const set = readSet(db, seq);
  return (set?.payload.i ?? []).flatMap(([name, columns, rows]) => {
    if (tables.get(name)?.sync !== 'fact') return [];
    const idAt = columns.indexOf('id');
    db.prepare(`UPDATE ${name} SET recorded_at = ? WHERE seq = ? AND id IN (SELECT value FROM json_each(?))`).run([
      set?.knownAt ?? 0,
      seq,
      JSON.stringify(rows.map((row) => row[idAt] ?? null)),
    ]);
    return [name];
  });
};

/** The same for all facts of the log at once. */
export const noteAllKnown = ({ db, tables }: Pick<MergeInto, 'db' | 'tables'>): void => {
  for (const { name, sync } of tables.values())
    if (sync === 'fact')
      db.prepare(
        `UPDATE ${name} SET recorded_at = c.known_at FROM change_set c WHERE c.local_seq = ${name}.seq AND ${name}.recorded_at <> c.known_at`,
      ).run([]);
};
