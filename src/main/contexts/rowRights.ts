/** Whether somebody may write a row of this store, by what its table declares; a refusal names the record and whose it is. */
import type { Actor } from '../../shared/admin/policy.ts';
import { type Lookup, mayRead, ownerOf, type RowRef, type RowWrite, writeFault } from '../../shared/admin/rights.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { deletedCell } from '../../shared/sync/changeSet.ts';
import type { BelongsToOther, NamedRecord, RecordNotAllowed, Sealed } from '../../shared/sync/contract.ts';
import { cellsOf, nameOf, nameOfRow } from '../core/rowNames.ts';
import type { ReadTx } from '../core/tx.ts';

/** The newest ownership counts, also of a record in the trash, which has no derived row that would say so. `seq`: the set that made it. */
export const ownershipNow = (tx: ReadTx, recordId: string): { readonly personId: string | null; readonly seq: number } | undefined =>
  tx.get(
    `SELECT person_id AS personId, seq FROM ownership WHERE record_id = ? AND role = 'owner' AND voided = 0
     ORDER BY happened_at DESC, hlc DESC, id DESC LIMIT 1`,
    recordId,
  );

/** What this store knows of rows, as rights ask for it. */
export const lookupIn = (tx: ReadTx): Lookup => ({
  cells: (name, id) => {
    const table = tx.catalog.synced.get(name);
    return table === undefined ? undefined : cellsOf(tx, table, id);
  },
  owner: (recordId) => ownershipNow(tx, recordId)?.personId ?? null,
});

export const personName = (tx: ReadTx, id: string): string | null =>
  tx.get<{ name: string }>('SELECT name FROM person WHERE id = ?', id)?.name ?? null;

/** The row that somebody owns: this one, or the first of those that it is about. */
const ownedRow = (tx: ReadTx, lookup: Lookup, row: RowRef): RowRef | null => {
  if (row.table.facets.owned !== undefined) return row;
  for (const { tables, id } of tx.catalog.refsOf(row.table, row.cells)) {
    for (const table of tables) {
      const cells = lookup.cells(table.name, id);
      const owned = cells === undefined ? null : ownedRow(tx, lookup, { table, id, cells });
      if (owned !== null) return owned;
    }
  }
  return null;
};

export type Refusal = BelongsToOther | RecordNotAllowed;

const refusalOf = (tx: ReadTx, lookup: Lookup, row: RowRef, isOthers: boolean): Refusal => {
  const owned = isOthers ? ownedRow(tx, lookup, row) : null;
  const owner = owned === null ? null : ownerOf(lookup, owned);
  if (owned === null || owner === null) return { type: 'RecordNotAllowed', record: nameOfRow(tx, row) };
  return ownersRefusal(tx, owned.table.name, owned.id, owner);
};

const unnamed = (table: string, id: string): NamedRecord => ({ table, id, title: '', seedKey: null, of: null });

/** The refusal that names a record and whose it is. */
const ownersRefusal = (tx: ReadTx, tableName: string, id: string, ownerId: string): BelongsToOther => {
  const record = nameOf(tx, tableName, id) ?? unnamed(tableName, id);
  return { type: 'BelongsToOther', record, owner: personName(tx, ownerId) ?? '' };
};

/** Whether a record is there, is live and may be read. */
export const seesRecord = (tx: ReadTx, actor: Actor, tableName: string, id: string): boolean => {
  const table = tx.catalog.synced.get(tableName);
  const cells = table === undefined ? undefined : cellsOf(tx, table, id);
  if (table === undefined || cells === undefined || Number(cells[deletedCell] ?? 0) !== 0) return false;
  return mayRead(tx.catalog, actor, lookupIn(tx), { table, id, cells });
};

/** `isTakenBack`: whether the ownership that counts for a record is taken back by the same write, by whoever gave it. */
export const mayWrite = (
  tx: ReadTx,
  actor: Actor,
  tableName: string,
  write: RowWrite,
  isTakenBack: (recordId: string) => boolean = () => false,
): Result<null, Refusal | Pick<Sealed, 'type'>> => {
  const table = tx.catalog.synced.get(tableName);
  if (table === undefined) return err({ type: 'RecordNotAllowed', record: unnamed(tableName, write.id) });
  const lookup = lookupIn(tx);
  const before = lookup.cells(tableName, write.id);
  const writing = { catalog: tx.catalog, viewer: actor, lookup, isImport: false, isTakenBack };
  const fault = writeFault(writing, table, write, before);
  if (fault === null) return ok(null);
  if (fault === 'sealed') return err({ type: 'Sealed' });
  return err(refusalOf(tx, lookup, { table, id: write.id, cells: { ...before, ...write.cells } }, fault === 'notYours'));
};
