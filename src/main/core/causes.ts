/** What undid or redid what, in the numbers of this store: sets name each other by device, which is the same in every store. */
import type { SqlValue } from '../../shared/kernel/column.ts';
import { type Cause, causeText, namedCauseText, readCause, readNamedCause } from '../../shared/sync/changeSet.ts';
import type { Db } from '../../platform/database.ts';

/** Reads one row: of a connection or of a transaction. */
export type GetRow = (sql: string, ...params: readonly SqlValue[]) => Readonly<Record<string, unknown>> | undefined;

export const getIn =
  (db: Db): GetRow =>
  (sql, ...params) =>
    db.prepare(sql).get(params);

/** Stands for a set that is not in this log. */
const nowhere = 0;

/**
 * The cause of a set with the number that the set it names has here. The older form held that set's number in its author's store; that log was
 * published from its first set on, so that the hub gave the same number.
 */
export const localCause = (get: GetRow, text: string | null, hubSeq: number | null): Cause | null => {
  if (text === null) return null;
  const named = readNamedCause(text);
  if (named !== null) {
    const row = get(
      'SELECT c.local_seq AS seq FROM change_set c JOIN device d ON d.no = c.device WHERE d.id = ? AND c.device_seq = ?',
      named.device,
      named.deviceSeq,
    );
    return { kind: named.kind, seq: row === undefined ? nowhere : Number(row['seq']) };
  }
  const read = readCause(text);
  if (read === null || (read.kind !== 'undo' && read.kind !== 'redo') || hubSeq === null) return read;
  const row = get('SELECT local_seq AS seq FROM change_set WHERE hub_seq = ?', read.seq);
  return { kind: read.kind, seq: row === undefined ? read.seq : Number(row['seq']) };
};

/** The same as text, for lists that are read in this store. */
export const localCauseText = (get: GetRow, text: string | null, hubSeq: number | null): string | null => {
  if (text === null || !/^(?:undo|redo):/u.test(text)) return text;
  const cause = localCause(get, text, hubSeq);
  return cause === null ? null : causeText(cause);
};

/** The texts under which other sets name this one as undone or redone, the older form included. */
export const causesNaming = (get: GetRow, kind: 'undo' | 'redo', seq: number): readonly string[] => {
  const row = get(
    'SELECT d.id AS device, c.device_seq, c.hub_seq FROM change_set c JOIN device d ON d.no = c.device WHERE c.local_seq = ?',
    seq,
  );
  if (row === undefined) return [];
  const older = causeText({ kind, seq: Number(row['hub_seq'] ?? seq) });
  return [namedCauseText({ kind, device: String(row['device']), deviceSeq: Number(row['device_seq']) }), older];
};
