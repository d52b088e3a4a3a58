/** Keyset windows: a page of a list starts after the last row of the page before it, found by index, never by counting rows away. */
import type { SqlValue } from '../../shared/kernel/column.ts';
import { decodeWire, encodeWire } from '../../shared/kernel/wire.ts';
import type { ReadTx } from './tx.ts';

export type WindowSpec = {
  /** Relation with all columns the list needs; `where` holds conditions with `?` for `params`. */
  readonly from: string;
  readonly select: string;
  readonly where: string;
  readonly params: readonly SqlValue[];
  /** Columns of the sort key, and the id that makes it unique. */
  readonly keys: readonly string[];
  readonly id: string;
  /** Whether the last key column can be NULL: such rows come last in both directions. */
  readonly nullable: boolean;
  readonly descending: boolean;
  readonly limit: number;
};

/** Where a window ended: in which order, in its dated part or in that of the empty keys, the key there, and the id. */
type Cursor = { readonly order: string; readonly empty: boolean; readonly key: readonly (string | number)[]; readonly id: string };

type Order = Pick<WindowSpec, 'keys' | 'nullable' | 'descending'>;

const orderName = ({ keys, descending }: Order): string => `${keys.join(' ')}${descending ? ' down' : ' up'}`;

const isKey = (part: unknown): part is string | number => typeof part === 'string' || Number.isSafeInteger(part);

/** Null: the text is no position in this order. Answers give positions out, but anybody can send one: what fits is all that reaches the SQL. */
export const readCursor = (text: string | null, order: Order): Cursor | 'start' | null => {
  if (text === null) return 'start';
  try {
    const value = decodeWire(text) as Partial<Cursor> | null;
    if (value === null || typeof value !== 'object' || value.order !== orderName(order)) return null;
    if (typeof value.empty !== 'boolean' || typeof value.id !== 'string' || !Array.isArray(value.key)) return null;
    const fits = value.empty ? order.nullable && value.key.length === 0 : value.key.length === order.keys.length && value.key.every(isKey);
    return fits ? (value as Cursor) : null;
  } catch {
    return null;
  }
};

type Keyed<R> = { readonly empty: boolean; readonly key: readonly SqlValue[]; readonly id: string; readonly row: R };

/** SQL and parameters of one part of a window; exported so that its query plan can be asserted. */
export const windowSql = (
  spec: WindowSpec,
  part: 'keyed' | 'empty',
  cursor: Cursor | 'start',
): { readonly sql: string; readonly params: readonly SqlValue[] } => {
  const last = spec.keys.at(-1) ?? '';
  const order = spec.descending ? 'DESC' : 'ASC';
  const after = spec.descending ? '<' : '>';
  const within = cursor !== 'start' && cursor.empty === (part === 'empty') ? cursor : null;
  const columns = part === 'empty' ? [spec.id] : [...spec.keys, spec.id];
  const values = within === null ? [] : part === 'empty' ? [within.id] : [...within.key, within.id];
  const position = within === null ? '' : ` AND (${columns.join(', ')}) ${after} (${columns.map(() => '?').join(', ')})`;
  const emptiness = !spec.nullable ? '' : ` AND ${last} IS ${part === 'empty' ? '' : 'NOT '}NULL`;
  const keyColumns = spec.keys.map((key, at) => `${key} AS key_${at}`).join(', ');
  return {
    sql: `SELECT ${keyColumns}, ${spec.id} AS key_id, ${spec.select} FROM ${spec.from} WHERE ${spec.where}${emptiness}${position}
      ORDER BY ${columns.map((column) => `${column} ${order}`).join(', ')} LIMIT ?`,
    params: [...spec.params, ...values, spec.limit + 1],
  };
};

const compareKeys = (a: readonly SqlValue[], b: readonly SqlValue[]): number => {
  for (const [at, left] of a.entries()) {
    const right = b[at] ?? null;
    if (left === right) continue;
    if (left === null) return -1;
    if (right === null) return 1;
    return left < right ? -1 : 1;
  }
  return 0;
};

const readPart = <R>(tx: ReadTx, spec: WindowSpec, part: 'keyed' | 'empty', cursor: Cursor | 'start'): readonly Keyed<R>[] => {
  const { sql, params } = windowSql(spec, part, cursor);
  const read = tx.all<Record<string, SqlValue>>(sql, ...params);
  const names = Object.keys(read[0] ?? {}).filter((name) => !name.startsWith('key_'));
  return read.map((whole) => {
    // Rows with an empty key are in the order of their ids alone.
    const key = part === 'empty' ? [] : spec.keys.map((_key, at) => whole[`key_${at}`] ?? null);
    // Built up name by name: an object from which names are deleted is slow to read ever after.
    const row: Record<string, SqlValue> = {};
    for (const name of names) row[name] = whole[name] ?? null;
    return { empty: part === 'empty', key, id: String(whole['key_id']), row: row as R };
  });
};

/** A page over one or several disjoint parts of a list (one a status), merged in the order of the key. */
export const readWindow = <R>(
  tx: ReadTx,
  specs: readonly WindowSpec[],
  cursor: Cursor | 'start',
): { readonly rows: readonly R[]; readonly next: string | null } => {
  const first = specs[0];
  if (first === undefined) return { rows: [], next: null };
  const sign = first.descending ? -1 : 1;
  const byKey = (a: Keyed<R>, b: Keyed<R>): number => sign * (compareKeys(a.key, b.key) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const keyed = cursor !== 'start' && cursor.empty ? [] : specs.flatMap((spec) => readPart<R>(tx, spec, 'keyed', cursor)).sort(byKey);
  const empty =
    first.nullable && keyed.length <= first.limit ? specs.flatMap((spec) => readPart<R>(tx, spec, 'empty', cursor)).sort(byKey) : [];
  const all = [...keyed, ...empty];
  const page = all.slice(0, first.limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ row }) => row),
    next:
      all.length > first.limit && last !== undefined
        ? encodeWire({ order: orderName(first), empty: last.empty, key: last.key, id: last.id })
        : null,
  };
};
