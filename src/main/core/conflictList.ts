/** Conflicts as people are shown them: which value stands, which was written beside it, and by whom. */
import type { Catalog } from '../../shared/admin/catalog.ts';
import type { Table } from '../../shared/kernel/table.ts';
import { deletedCell } from '../../shared/sync/changeSet.ts';
import type { Db } from '../platform/database.ts';
import { newerBy } from './applySets.ts';
import { type LoggedSet, readSet } from './changeLog.ts';
import { heldBefore } from './conflictBefore.ts';
import { writtenIn } from './conflicts.ts';
import { deviceNameIn } from './rebuildRows.ts';
import { currencyAfter } from './rowPast.ts';
import type { Conflict, ConflictKey, ConflictSide, ConflictWindow } from './syncLog.ts';

type Side = Pick<ConflictSide, 'value' | 'currency'> & { readonly set: LoggedSet; readonly happenedAt: number; readonly removes: boolean };

const sideOf = ({ set, value, currency }: Side): ConflictSide => ({
  seq: set.seq,
  actor: set.actor,
  device: set.deviceName,
  at: set.recordedAt,
  value,
  currency,
});

const sideIn = (db: Db, table: Table, key: ConflictKey, seq: number): Side | null => {
  const set = readSet(db, seq);
  if (set === undefined) return null;
  const written = writtenIn(set, key, table);
  const currency = currencyAfter(db, table, key.rowId, key.field, set);
  return { set, ...written, currency, removes: key.field === deletedCell && Number(written.value) > 0 };
};

/** A delete stands against an edit; facts are in the order of their fold; else the later clock wins. */
const isWinner = (db: Db, a: Side, b: Side): boolean => {
  if (a.removes !== b.removes) return a.removes;
  if (a.happenedAt !== b.happenedAt) return a.happenedAt > b.happenedAt;
  const stamp = ({ set }: Side) => ({ hlc: set.effectiveHlc, device: set.device });
  return newerBy(deviceNameIn(db))(stamp(a), stamp(b));
};

/** A page of conflicts, newest found first. */
export const conflictList = (db: Db, { synced }: Catalog, { open, after, limit }: ConflictWindow): readonly Conflict[] =>
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
      const table = synced.get(key.table);
      if (table === undefined) return [];
      const first = sideIn(db, table, key, Number(row['first_seq']));
      const second = sideIn(db, table, key, Number(row['second_seq']));
      if (first === null || second === null) return [];
      const [winner, loser] = isWinner(db, first, second) ? [first, second] : [second, first];
      const settledAt = row['settled_at'] === null ? null : Number(row['settled_at']);
      const before = heldBefore(db, key, table, [first.set, second.set]);
      return [{ ...key, foundAt: Number(row['found_at']), winner: sideOf(winner), loser: sideOf(loser), before, settledAt }];
    });
