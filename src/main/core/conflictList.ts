/** Conflicts as people are shown them: which value stands, which was written beside it, and by whom. */
import { tableByName } from '../../shared/schema/tables.ts';
import { deletedCell } from '../../shared/sync/changeSet.ts';
import type { Db } from '../platform/database.ts';
import { newerBy } from './applySets.ts';
import { type LoggedSet, readSet } from './changeLog.ts';
import { heldBefore } from './conflictBefore.ts';
import { writtenIn } from './conflicts.ts';
import { mergeInto } from './rebuildRows.ts';
import type { Conflict, ConflictKey, ConflictSide, ConflictWindow } from './syncLog.ts';

type Side = { readonly set: LoggedSet; readonly value: ConflictSide['value']; readonly happenedAt: number; readonly removes: boolean };

const sideOf = ({ set, value }: Side): ConflictSide => ({
  seq: set.seq,
  actor: set.actor,
  device: set.deviceName,
  at: set.recordedAt,
  value,
});

const sideIn = (db: Db, key: ConflictKey, seq: number): Side | null => {
  const table = tableByName.get(key.table);
  const set = readSet(db, seq);
  if (table === undefined || set === undefined) return null;
  const written = writtenIn(set, key, table);
  return { set, ...written, removes: key.field === deletedCell && Number(written.value) > 0 };
};

/** A delete stands against an edit; facts are in the order of their fold; else the later clock wins. */
const isWinner = (db: Db, a: Side, b: Side): boolean => {
  if (a.removes !== b.removes) return a.removes;
  if (a.happenedAt !== b.happenedAt) return a.happenedAt > b.happenedAt;
  const stamp = ({ set }: Side) => ({ hlc: set.effectiveHlc, device: set.device });
  return newerBy(mergeInto(db, null).deviceName)(stamp(a), stamp(b));
};

/** A page of conflicts, newest found first. */
export const conflictList = (db: Db, { open, after, limit }: ConflictWindow): readonly Conflict[] =>
  db
    .prepare(
      `SELECT table_name, row_id, field, first_seq, second_seq, found_at, settled_at FROM conflict
       WHERE (? = 0 OR settled_at IS NULL)
         AND (? = 1 OR found_at < ? OR (found_at = ? AND (table_name, row_id, field) > (?, ?, ?)))
       ORDER BY found_at DESC, table_name, row_id, field LIMIT ?`,
    )
    .all([
      open ? 1 : 0,
      after === null ? 1 : 0,
      after?.foundAt ?? 0,
      after?.foundAt ?? 0,
      after?.table ?? '',
      after?.rowId ?? '',
      after?.field ?? '',
      limit,
    ])
    .flatMap((row): readonly Conflict[] => {
      const key = { table: String(row['table_name']), rowId: String(row['row_id']), field: String(row['field']) };
      const first = sideIn(db, key, Number(row['first_seq']));
      const second = sideIn(db, key, Number(row['second_seq']));
      if (first === null || second === null) return [];
      const [winner, loser] = isWinner(db, first, second) ? [first, second] : [second, first];
      const settledAt = row['settled_at'] === null ? null : Number(row['settled_at']);
      const table = tableByName.get(key.table);
      const before = table === undefined ? null : heldBefore(db, key, table, [first.set, second.set]);
      return [{ ...key, foundAt: Number(row['found_at']), winner: sideOf(winner), loser: sideOf(loser), before, settledAt }];
    });
