/** What the hub refused for how much it removes, written anew: a set of its own, over what its rows are now. */
import type { SyncedTable } from '../../shared/admin/catalog.ts';
import type { StoreFailure } from '../../shared/kernel/contract.ts';
import type { Day, Instant } from '../../shared/kernel/day.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { deletedCell, type PayloadValue } from '../../shared/sync/changeSet.ts';
import type { UndoRefused } from '../../shared/sync/contract.ts';
import type { NothingToSend } from '../../shared/sync/removalContract.ts';
import { factVoid } from '../../shared/sync/schema.ts';
import type { NotRefused } from '../../shared/sync/statusContract.ts';
import { type LoggedSet, readSet } from './changeLog.ts';
import { mayHold, revived } from './tableMeta.ts';
import type { Happened, WriteTx } from './tx.ts';
import type { UndoOptions } from './undo.ts';
import { isSealed } from './voids.ts';

type Cells = Readonly<Record<string, PayloadValue>>;

const tableOf = (tx: WriteTx, name: string): SyncedTable => {
  const table = tx.catalog.synced.get(name);
  if (table === undefined) throw new Error(`no table ${name}`);
  return table;
};

/** Whether a row is there, in the trash or not. */
const isThere = (tx: WriteTx, { name }: SyncedTable, id: string): boolean => tx.get(`SELECT 1 FROM ${name} WHERE id = ?`, id) !== undefined;

const voidAgain = (tx: WriteTx, cells: Cells): boolean => {
  const [table, id] = [tableOf(tx, String(cells['factTable'])), String(cells['factId'])];
  const isLive = tx.get(`SELECT 1 FROM ${table.name} WHERE id = ? AND voided = 0`, id) !== undefined;
  if (!isLive || isSealed(tx, table.name, id)) return false;
  tx.voidFact(table, id);
  return true;
};

const happenedOf = ({ happenedAt = null, happenedDay = null }: Cells): Happened =>
  happenedDay === null ? null : { day: String(happenedDay) as Day, ...(happenedAt === null ? {} : { at: Number(happenedAt) as Instant }) };

const makeAgain = (tx: WriteTx, table: SyncedTable, cells: Cells): boolean => {
  if (table.name === factVoid.name) return voidAgain(tx, cells);
  const id = String(cells['id']);
  if (isThere(tx, table, id) || table.facets.sealed !== undefined) return false;
  const row = Object.fromEntries(Object.keys(table.columns).map((name) => [name, revived(table, name, cells[name] ?? null)]));
  if (table.sync === 'fact') tx.record(table, row, happenedOf(cells));
  else tx.insert(table, row);
  return true;
};

const writeAgain = (tx: WriteTx, table: SyncedTable, id: string, cells: Cells): boolean => {
  if (!isThere(tx, table, id)) return false;
  const register = cells[deletedCell];
  const was = tx.get<{ deleted: number }>(`SELECT deleted FROM ${table.name} WHERE id = ?`, id)?.deleted;
  if (register === 0) tx.restore(table, id);
  else if (register === 1) tx.remove(table, id);
  else if (register === 2) tx.withdraw(table, id);
  const fields = Object.keys(cells).filter((name) => name !== deletedCell && mayHold(table, name, cells[name] ?? null));
  tx.update(table, id, Object.fromEntries(fields.map((name) => [name, revived(table, name, cells[name] ?? null)])));
  return fields.length > 0 || (register !== undefined && register !== was);
};

/** Returns whether anything is left to write. */
const apply = (tx: WriteTx, { payload }: LoggedSet): boolean => {
  let isAny = false;
  for (const [name, columns, rows] of payload.i ?? []) {
    const table = tableOf(tx, name);
    for (const row of rows) {
      const cells = Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null]));
      isAny = makeAgain(tx, table, cells) || isAny;
    }
  }
  for (const [name, id, now] of payload.u ?? []) isAny = writeAgain(tx, tableOf(tx, name), id, now) || isAny;
  return isAny;
};

/** Nobody is asked again: they have said yes, and an admin has. An undo stays an undo of what it took back. The refused set is settled in the same transaction. */
export const sendAgain = (
  { store, actor, mayApply }: UndoOptions,
  seq: number,
): Result<null, NotRefused | NothingToSend | UndoRefused | StoreFailure> => {
  const set = readSet(store.db, seq);
  if (set?.refused?.reason !== 'needsAdmin' || set.actor !== actor) return err({ type: 'NotRefused' });
  const { command, cause } = set;
  return store.write<null, NotRefused | NothingToSend | UndoRefused>({ actor, command, ...(cause === null ? {} : { cause }) }, (tx) => {
    const settled = store.db
      .prepare('UPDATE change_set SET settled_at = ? WHERE local_seq = ? AND refused IS NOT NULL AND settled_at IS NULL')
      .run([tx.now, seq]);
    if (settled !== 1) return err({ type: 'NotRefused' });
    const may = mayApply(tx, set, 'redo');
    if (!may.ok) return may;
    return apply(tx, set) ? ok(null) : err({ type: 'NothingToSend' });
  });
};
