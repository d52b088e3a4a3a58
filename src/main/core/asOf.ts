/** What had been recorded by an instant: the delete registers and the fields of rows as the log knew them then. */
import { type CellWrite, deletedCell, type Payload } from '../../shared/sync/changeSet.ts';
import { unpack } from '../platform/compress.ts';
import type { ReadTx } from './tx.ts';

const payloadsSince = (tx: ReadTx, table: string, recordedAsOf: number): readonly Payload[] =>
  tx
    .all<{ payload: Uint8Array }>(
      "SELECT payload FROM change_set WHERE recorded_at > ? AND (' ' || tables || ' ') LIKE ? ORDER BY local_seq",
      recordedAsOf,
      `% ${table} %`,
    )
    .map(({ payload }) => JSON.parse(unpack(payload)) as Payload);

/** Rows of a table whose delete register was another at that instant: id → what it was (0 live, 1 trash, 2 withdrawn). */
export const deletedThen = (tx: ReadTx, table: string, recordedAsOf: number): Readonly<Record<string, number>> => {
  const then = new Map<string, number>();
  for (const payload of payloadsSince(tx, table, recordedAsOf)) {
    for (const [name, id, now, was] of payload.u ?? []) {
      if (name === table && now[deletedCell] !== undefined && !then.has(id)) then.set(id, Number(was[deletedCell] ?? 0));
    }
  }
  return Object.fromEntries(then);
};

/** The cells of a row as they were before all that was recorded after that instant. */
export const cellsThen = (
  tx: ReadTx,
  table: string,
  id: string,
  current: Readonly<Record<string, string | number | null>>,
  recordedAsOf: number,
) => {
  const writes = payloadsSince(tx, table, recordedAsOf).flatMap((payload) => payload.u ?? []);
  const mine = writes.filter(([name, rowId]: CellWrite) => name === table && rowId === id);
  return mine.reduceRight<Readonly<Record<string, string | number | null>>>((cells, [, , , was]) => ({ ...cells, ...was }), current);
};
