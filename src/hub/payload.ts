/** Reads the payload of a change set: the shape of it, the tables and columns it names, and whether each value fits its column. */
import { z } from 'zod';
import type { Catalog, SyncedTable } from '../shared/admin/catalog.ts';
import { type Column, fits, id } from '../shared/kernel/column.ts';
import { columnNamed } from '../shared/kernel/table.ts';
import { deletedCell, type Payload, type PayloadValue } from '../shared/sync/changeSet.ts';

const value = z.union([z.string(), z.number(), z.null()]);
// An id is a key in the hub's database: no control character, which not every database can hold.
const key = id('Row');
const isKey = (cell: PayloadValue): boolean => fits(key, cell);
const cells = z.record(z.string().max(60), value);
const payloadShape = z.strictObject({
  i: z.array(z.tuple([z.string().max(60), z.array(z.string().max(60)).max(100), z.array(z.array(value).max(100))])).optional(),
  u: z.array(z.tuple([z.string().max(60), z.string().refine(isKey), cells, cells])).optional(),
});

/** Nesting beyond this is nobody's message; a parser is not asked to find out. */
const deepest = 16;

/** Whether brackets outside of texts nest deeper than any message of ours. */
export const isTooDeep = (json: string): boolean => {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (isText) {
      if (code === 92) at += 1;
      else if (code === 34) isText = false;
    } else if (code === 34) isText = true;
    else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (code === 93 || code === 125) depth -= 1;
  }
  return false;
};

/** One row of a set: made by it (`cells` are the whole row), or cells of an older one written. */
export type RowWrite = {
  readonly kind: 'made' | 'changed';
  readonly table: SyncedTable;
  readonly id: string;
  readonly cells: Readonly<Record<string, PayloadValue>>;
};

/** `said`: the payload itself, whose rows these are in the same order. */
export type ReadPayload =
  | { readonly type: 'rows'; readonly rows: readonly RowWrite[]; readonly said: Payload }
  | { readonly type: 'malformed'; readonly table: string | null; readonly rowId: string | null };

/**
 * `pushedUnder` a version of the schema: it is to get a number, so every row that it makes must be whole and every value fit its column. `numbered`:
 * it was judged when it came (or is of the time before there was anybody to judge it), by a program that may have asked less; it is read whatever
 * its values are, as long as what names a row can.
 */
export type ReadHow = { readonly pushedUnder: number } | 'numbered';

const malformed = (table: string | null = null, rowId: string | null = null): ReadPayload => ({ type: 'malformed', table, rowId });

const isCells = (part: unknown): part is object => typeof part === 'object' && part !== null;

const parse = (text: string): Payload | null => {
  try {
    if (isTooDeep(text)) return null;
    const raw: unknown = JSON.parse(text);
    if (!payloadShape.safeParse(raw).success) return null;
    const payload = raw as Payload;
    // The one name that the shape passes over without a word.
    return (payload.u ?? []).some((row) => row.some((part) => isCells(part) && Object.hasOwn(part, '__proto__'))) ? null : payload;
  } catch {
    return null;
  }
};

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

/** The rows of a payload, each checked against its declared table. Columns that are `id`s of the row are never written twice. */
export const readPayload = (catalog: Catalog, text: string, how: ReadHow): ReadPayload => {
  const payload = parse(text);
  if (payload === null) return malformed();
  const rows: RowWrite[] = [];
  for (const [name, columns, values] of payload.i ?? []) {
    const table = catalog.synced.get(name);
    if (table === undefined || new Set(columns).size !== columns.length || columns.includes(deletedCell)) return malformed(name);
    if (how !== 'numbered' && catalog.requiredColumns(table, how.pushedUnder).some((column) => !columns.includes(column)))
      return malformed(name);
    const checks = columns.map((column) => cellCheck(catalog, table, column, how));
    if (checks.includes(null)) return malformed(name);
    const idAt = columns.indexOf('id');
    for (const row of values) {
      const rowId = row[idAt];
      if (row.length !== columns.length || typeof rowId !== 'string' || !isKey(rowId)) return malformed(name);
      const made: Record<string, PayloadValue> = {};
      for (const [at, column] of columns.entries()) {
        const cell = row[at] ?? null;
        if (checks[at]?.(cell) !== true) return malformed(name, rowId);
        made[column] = cell;
      }
      rows.push({ kind: 'made', table, id: rowId, cells: made });
    }
  }
  for (const [name, rowId, now] of payload.u ?? []) {
    const table = catalog.synced.get(name);
    // Facts are never changed, only voided.
    if (table?.sync !== 'lww') return malformed(name, rowId);
    const isFit = ([column, cell]: readonly [string, PayloadValue]): boolean =>
      column !== 'id' && cellCheck(catalog, table, column, how)?.(cell) === true;
    if (!Object.entries(now).every(isFit)) return malformed(name, rowId);
    rows.push({ kind: 'changed', table, id: rowId, cells: now });
  }
  return { type: 'rows', rows, said: payload };
};
