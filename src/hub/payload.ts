/** Reads the payload of a change set: the shape of it, the tables and columns it names, and whether each value fits its column. */
import { z } from 'zod';
import type { Column } from '../shared/kernel/column.ts';
import type { Table } from '../shared/kernel/table.ts';
import { tableByName } from '../shared/schema/tables.ts';
import { factVoid } from '../shared/sync/schema.ts';
import { deletedCell, type Payload, type PayloadValue } from '../shared/sync/changeSet.ts';

const value = z.union([z.string(), z.number(), z.null()]);
// An id is a key in the hub's database: no control character, which not every database can hold.
const idShape = /^[^\u0000-\u001f\u007f]{1,64}$/u;
const rowId = z.string().regex(idShape);
const cells = z.record(z.string().max(60), value);
const payloadShape = z.strictObject({
  i: z.array(z.tuple([z.string().max(60), z.array(z.string().max(60)).max(100), z.array(z.array(value).max(100))])).optional(),
  u: z.array(z.tuple([z.string().max(60), rowId, cells, cells])).optional(),
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
  readonly table: string;
  readonly id: string;
  readonly cells: Readonly<Record<string, PayloadValue>>;
  readonly was: Readonly<Record<string, PayloadValue>>;
};

export type ReadPayload =
  | { readonly type: 'rows'; readonly rows: readonly RowWrite[] }
  | { readonly type: 'malformed'; readonly table: string | null; readonly rowId: string | null };

const malformed = (table: string | null = null, id: string | null = null): ReadPayload => ({ type: 'malformed', table, rowId: id });

const factColumns: ReadonlySet<string> = new Set(['happenedAt', 'happenedDay']);

/** What a void points at is a key of the hub's as well, though it is declared as text. */
const pointers: ReadonlySet<Column<unknown>> = new Set(Object.values(factVoid.columns));

const fitsColumn = (column: Column<unknown>, cell: PayloadValue): boolean => {
  if (cell === null) return column.optional;
  if (column.sql === 'INTEGER') return typeof cell === 'number' && Number.isSafeInteger(cell);
  if (typeof cell === 'string' && (column.kind === 'id' || column.kind === 'ref' || pointers.has(column))) return idShape.test(cell);
  return typeof cell === 'string' && (column.max === undefined || cell.length <= column.max);
};

/** A name from outside may be one that every object inherits. */
const columnOf = (table: Table, name: string): Column<unknown> | undefined =>
  Object.hasOwn(table.columns, name) ? table.columns[name] : undefined;

const fits = (table: Table, name: string, cell: PayloadValue): boolean => {
  if (table.sync === 'fact' && name === 'happenedAt') return cell === null || Number.isSafeInteger(cell);
  if (table.sync === 'fact' && name === 'happenedDay') return cell === null || (typeof cell === 'string' && cell.length <= 10);
  if (name === deletedCell) return table.sync === 'lww' && (cell === 0 || cell === 1 || cell === 2);
  const column = columnOf(table, name);
  return column !== undefined && fitsColumn(column, cell);
};

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

const synced = (name: string): Table | null => {
  const table = tableByName.get(name);
  return table === undefined || table.sync === 'derived' ? null : table;
};

/** The rows of a payload, each checked against its declared table. Columns that are `id`s of the row are never written twice. */
export const readPayload = (text: string): ReadPayload => {
  const payload = parse(text);
  if (payload === null) return malformed();
  const rows: RowWrite[] = [];
  for (const [name, columns, values] of payload.i ?? []) {
    const table = synced(name);
    if (table === null || new Set(columns).size !== columns.length) return malformed(name);
    if (columns.some((column) => columnOf(table, column) === undefined && !(table.sync === 'fact' && factColumns.has(column))))
      return malformed(name);
    const idAt = columns.indexOf('id');
    for (const row of values) {
      const id = row[idAt];
      if (row.length !== columns.length || typeof id !== 'string' || !rowId.safeParse(id).success) return malformed(name);
      const made: Record<string, PayloadValue> = {};
      for (const [at, column] of columns.entries()) {
        const cell = row[at] ?? null;
        if (!fits(table, column, cell)) return malformed(name, id);
        made[column] = cell;
      }
      rows.push({ kind: 'made', table: name, id, cells: made, was: {} });
    }
  }
  for (const [name, id, now, was] of payload.u ?? []) {
    const table = synced(name);
    // Facts are never changed, only voided.
    if (table === null || table.sync !== 'lww') return malformed(name, id);
    if (Object.entries(now).some(([column, cell]) => column === 'id' || !fits(table, column, cell))) return malformed(name, id);
    rows.push({ kind: 'changed', table: name, id, cells: now, was });
  }
  return { type: 'rows', rows };
};
