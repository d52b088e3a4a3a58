/** Reads the payload of a change set: the shape of it, the tables and columns it names, and whether each value fits its column. */
import type { Catalog, SyncedTable } from '../shared/admin/catalog.ts';
import { type Column, fits, id } from '../shared/kernel/column.ts';
import { columnNamed } from '../shared/kernel/table.ts';
import { deletedCell, type Payload, type PayloadValue } from '../shared/sync/changeSet.ts';
import { payloadText, type PayloadText, type RowCells, type Written } from './payloadText.ts';

// An id is a key in the hub's database: no control character, which not every database can hold.
const key = id('Row');
const isKey = (cell: PayloadValue): boolean => fits(key, cell);

/** One row of a set: made by it (`cells` are the whole row), or cells of an older one written. */
export type RowWrite = {
  readonly kind: 'made' | 'changed';
  readonly table: SyncedTable;
  readonly id: string;
  readonly cells: Readonly<Record<string, PayloadValue>>;
};

export type Malformed = { readonly type: 'malformed'; readonly table: string | null; readonly rowId: string | null };
/** `said`: the payload itself, whose rows these are in the same order. */
export type ReadPayload = { readonly type: 'rows'; readonly rows: readonly RowWrite[]; readonly said: Payload } | Malformed;

/**
 * `pushedUnder` a version of the schema: it is to get a number, so every row that it makes must be whole and every value fit its column. `numbered`:
 * it was judged when it came (or is of the time before there was anybody to judge it), by a program that may have asked less; it is read whatever
 * its values are, as long as what names a row can.
 */
export type ReadHow = { readonly pushedUnder: number } | 'numbered';

const malformed = (table: string | null = null, rowId: string | null = null): Malformed => ({ type: 'malformed', table, rowId });

type FitsCell = (cell: PayloadValue) => boolean;

/** What a column of a table takes; null: there is no such column. What a row is about is a key of the hub's, also where it is declared as text. */
const cellCheck = (catalog: Catalog, table: SyncedTable, name: string, how: ReadHow): FitsCell | null => {
  if (name === deletedCell) return table.sync === 'lww' ? (cell) => cell === 0 || cell === 1 || cell === 2 : null;
  const column: Column<unknown> | undefined = columnNamed(table, name);
  if (column === undefined) return null;
  const isPointer = catalog.aboutOf(table).some(({ column: of, tableIn }) => of === name || tableIn === name);
  const names = (cell: PayloadValue): boolean => (cell === null && column.optional) || isKey(cell);
  if (how !== 'numbered') return isPointer ? (cell) => fits(column, cell) && names(cell) : (cell) => fits(column, cell);
  return isPointer || column.kind === 'id' || column.kind === 'ref' ? names : () => true;
};

/** A text shorter than this is read once, and its rows are kept as they come: longer ones are looked through first, so that what is refused is not built. */
const lookedThrough = 256 * 1024;

type Keep = {
  readonly group: (table: SyncedTable, columns: readonly string[]) => void;
  readonly row: (table: SyncedTable, rowId: string, columns: readonly string[], row: RowCells) => void;
  readonly write: (table: SyncedTable, write: Written) => void;
};

const cellsOf = (columns: readonly string[], row: readonly PayloadValue[]): RowWrite['cells'] => {
  const cells: Record<string, PayloadValue> = {};
  for (const [at, column] of columns.entries()) cells[column] = row[at] ?? null;
  return cells;
};

type Reading = PayloadText & { readonly fault: () => Malformed };

/** Reads rows as they come, each checked against its declared table; `keep` is told of them, where they are kept. Columns that are `id`s of the row are never written twice. */
const reading = (catalog: Catalog, how: ReadHow, keep: Keep | null): Reading => {
  let fault = malformed();
  const wrong = (table: string | null, rowId: string | null = null): false => {
    fault = malformed(table, rowId);
    return false;
  };
  let of: { readonly table: SyncedTable; readonly columns: readonly string[]; readonly checks: readonly (FitsCell | null)[] } | null = null;
  const checksOf = new Map<SyncedTable, Map<string, FitsCell | null>>();
  const checkOf = (table: SyncedTable, name: string): FitsCell | null => {
    let known = checksOf.get(table);
    if (known === undefined) checksOf.set(table, (known = new Map<string, FitsCell | null>()));
    let check = known.get(name);
    // Names that no column has are not kept: there is no end of them.
    if (check === undefined && (check = cellCheck(catalog, table, name, how)) !== null) known.set(name, check);
    return check;
  };
  const text = payloadText({
    group: (name, columns) => {
      const table = catalog.synced.get(name);
      if (table === undefined || new Set(columns).size !== columns.length || columns.includes(deletedCell)) return wrong(name);
      if (how !== 'numbered' && catalog.requiredColumns(table, how.pushedUnder).some((column) => !columns.includes(column)))
        return wrong(name);
      const checks = columns.map((column) => checkOf(table, column));
      of = { table, columns, checks };
      if (checks.includes(null)) return wrong(name);
      keep?.group(table, columns);
      return true;
    },
    rows: (rows) => {
      if (of === null) return false;
      const { table, columns, checks } = of;
      const idAt = columns.indexOf('id');
      for (const row of rows) {
        const rowId = row[idAt];
        if (row.length !== columns.length || typeof rowId !== 'string' || !isKey(rowId)) return wrong(table.name);
        // By index: of a large set this is done for millions of cells.
        for (let at = 0; at < row.length; at += 1) if (checks[at]?.(row[at] ?? null) !== true) return wrong(table.name, rowId);
        keep?.row(table, rowId, columns, row);
      }
      return true;
    },
    writes: (writes) => {
      for (const write of writes) {
        const [name, rowId, now] = write;
        const table = catalog.synced.get(name);
        // Facts are never changed, only voided.
        if (table?.sync !== 'lww' || !isKey(rowId)) return wrong(name, isKey(rowId) ? rowId : null);
        const isFit = ([column, cell]: readonly [string, PayloadValue]): boolean =>
          column !== 'id' && checkOf(table, column)?.(cell) === true;
        if (!Object.entries(now).every(isFit)) return wrong(name, rowId);
        keep?.write(table, write);
      }
      return true;
    },
  });
  return { ...text, fault: () => fault };
};

export type PayloadLook = Pick<PayloadText, 'take'> & { readonly end: () => Malformed | null };

/** Looks a payload through piece by piece and keeps nothing of it: what is wrong with it, null where it can be read. */
export const lookThrough = (catalog: Catalog, how: ReadHow): PayloadLook => {
  const { take, isWhole, fault } = reading(catalog, how, null);
  return { take, end: () => (isWhole() ? null : fault()) };
};

/** The rows of a payload; `isLookedThrough`: it was found to be one before. */
export const readPayload = (catalog: Catalog, text: string, how: ReadHow, isLookedThrough = false): ReadPayload => {
  if (!isLookedThrough && text.length > lookedThrough) {
    const look = lookThrough(catalog, how);
    look.take(text);
    const wrong = look.end();
    if (wrong !== null) return wrong;
  }
  const rows: RowWrite[] = [];
  const made: [string, readonly string[], RowCells[]][] = [];
  const written: Written[] = [];
  const { take, isWhole, fault } = reading(catalog, how, {
    group: (table, columns) => made.push([table.name, columns, []]),
    row: (table, rowId, columns, row) => {
      made.at(-1)?.[2].push(row);
      rows.push({ kind: 'made', table, id: rowId, cells: cellsOf(columns, row) });
    },
    write: (table, write) => {
      written.push(write);
      rows.push({ kind: 'changed', table, id: write[1], cells: write[2] });
    },
  });
  take(text);
  return isWhole() ? { type: 'rows', rows, said: { i: made, u: written } } : fault();
};
