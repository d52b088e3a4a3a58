/** Whether a person may still change what taking back (or doing again) a change would change: roles and owners move on. */
import type { SyncedTable } from '../shared/admin/catalog.ts';
import type { Actor } from '../shared/admin/policy.ts';
import type { RowWrite } from '../shared/admin/rights.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import { deletedCell } from '../shared/sync/changeSet.ts';
import type { UndoRefused } from '../shared/sync/contract.ts';
import { factVoid } from '../shared/sync/schema.ts';
import { mayWrite, ownershipNow } from './contexts/rowRights.ts';
import type { LoggedSet } from './core/changeLog.ts';
import { cellsOf } from './core/rowNames.ts';
import type { ReadTx } from './core/tx.ts';

type Write = { readonly table: string; readonly write: RowWrite };

/** What would be written in rows that are here: a row that is gone stays gone. */
const writesOf = (tx: ReadTx, { payload }: LoggedSet, kind: 'undo' | 'redo'): readonly Write[] => {
  const { synced } = tx.catalog;
  const isHere = (table: SyncedTable, id: string): boolean => cellsOf(tx, table, id) !== undefined;
  const made = (payload.i ?? []).flatMap(([name, , rows]) => {
    const table = synced.get(name);
    if (table === undefined) return [];
    return rows.flatMap(([first]): readonly Write[] => {
      const id = String(first);
      if (!isHere(table, id)) return [];
      if (table.sync === 'lww') return [{ table: name, write: { kind: 'changed', id, cells: { [deletedCell]: kind === 'undo' ? 2 : 0 } } }];
      // Doing again voids the void, which needs what the fact needs as well.
      return [{ table: factVoid.name, write: { kind: 'made', id: '', cells: { factTable: name, factId: id } } }];
    });
  });
  const changed = (payload.u ?? []).flatMap(([name, id, now, was]): readonly Write[] => {
    const table = synced.get(name);
    return table === undefined || !isHere(table, id)
      ? []
      : [{ table: name, write: { kind: 'changed', id, cells: kind === 'undo' ? was : now } }];
  });
  return [...made, ...changed];
};

/** Refuses with the first row that the actor may not write. What is sealed is no reason: undo passes it over. */
export const mayApply = (tx: ReadTx, actor: Actor, set: LoggedSet, kind: 'undo' | 'redo'): Result<null, UndoRefused> => {
  // Who has just given a record away may take that back, as long as nobody passed it on.
  const isTakenBack = (recordId: string): boolean => ownershipNow(tx, recordId)?.seq === set.seq;
  for (const { table, write } of writesOf(tx, set, kind)) {
    const may = mayWrite(tx, actor, table, write, isTakenBack);
    if (!may.ok && may.error.type !== 'Sealed') return err(may.error);
  }
  return ok(null);
};
