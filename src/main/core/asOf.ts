/** What had been recorded by an instant: the delete registers and the fields of rows as the log knew them then. */
import { deletedCell, type Payload, type PayloadValue, readPayload } from '../../shared/sync/changeSet.ts';
import { unpack } from '../../platform/compress.ts';
import type { ReadTx } from './tx.ts';

type Cells = Readonly<Record<string, PayloadValue>>;
type PayloadRow = { readonly seq: number; readonly payload: Uint8Array };

/** Payloads by the number of their set, read once: one set may have written all the rows that are asked for. */
const payloads = () => {
  const known = new Map<number, Payload>();
  return ({ seq, payload }: PayloadRow): Payload => {
    const read = known.get(seq) ?? readPayload(unpack(payload));
    known.set(seq, read);
    return read;
  };
};

/** What the sets that were recorded by then wrote in a row, the newest value of each field; in the order in which sets count, wherever they came from. */
const writtenBy = (tx: ReadTx, read: (row: PayloadRow) => Payload, table: string, id: string, recordedAsOf: number): Cells => {
  const cells: Record<string, PayloadValue> = {};
  for (const row of tx.all<PayloadRow>(
    `SELECT c.local_seq AS seq, c.payload FROM touch t JOIN change_set c ON c.local_seq = t.local_seq JOIN device d ON d.no = c.device
     WHERE t.row_id = ? AND c.known_at <= ? AND c.refused IS NULL ORDER BY c.effective_hlc, d.id, c.local_seq`,
    id,
    recordedAsOf,
  )) {
    for (const [name, rowId, now] of read(row).u ?? []) if (name === table && rowId === id) Object.assign(cells, now);
  }
  return cells;
};

/** Rows of a table whose delete register was another at that instant: id → what it was (0 live, 1 trash, 2 withdrawn). */
export const deletedThen = (tx: ReadTx, table: string, recordedAsOf: number): Readonly<Record<string, number>> => {
  const read = payloads();
  const ids = new Set<string>();
  for (const row of tx.all<PayloadRow>(
    `SELECT local_seq AS seq, payload FROM change_set
     WHERE known_at > ? AND refused IS NULL AND (' ' || tables || ' ') LIKE ? ORDER BY local_seq`,
    recordedAsOf,
    `% ${table} %`,
  )) {
    for (const [name, id, now] of read(row).u ?? []) if (name === table && now[deletedCell] !== undefined) ids.add(id);
  }
  return Object.fromEntries([...ids].map((id) => [id, Number(writtenBy(tx, read, table, id, recordedAsOf)[deletedCell] ?? 0)]));
};

/** The fields of a row as they were made. */
const madeIn = (tx: ReadTx, read: (row: PayloadRow) => Payload, table: string, id: string): Cells => {
  const row = tx.get<PayloadRow>(
    `SELECT c.local_seq AS seq, c.payload FROM ${table} t JOIN change_set c ON c.local_seq = t.seq WHERE t.id = ?`,
    id,
  );
  for (const [name, columns, rows] of row === undefined ? [] : (read(row).i ?? [])) {
    const values = name === table ? rows.find(([rowId]) => rowId === id) : undefined;
    if (values !== undefined) return Object.fromEntries(columns.map((column, position) => [column, values[position] ?? null]));
  }
  return {};
};

/** The cells of a row, by the names that `current` has, as they were before all that was recorded after that instant. */
export const cellsThen = (
  tx: ReadTx,
  table: string,
  id: string,
  current: Readonly<Record<string, string | number | null>>,
  recordedAsOf: number,
): Readonly<Record<string, string | number | null>> => {
  const read = payloads();
  const then: Cells = { ...madeIn(tx, read, table, id), ...writtenBy(tx, read, table, id, recordedAsOf) };
  return Object.fromEntries(Object.keys(current).map((name) => [name, then[name] ?? null]));
};
