/** What one command changed, as it is logged and as it will travel: rows made, and cells of older rows written with what they held before. */
import type { SqlValue } from '../kernel/column.ts';

/** JSON has no bigint: money in a payload is a plain integer, exact because every amount is within 2^53. */
export type PayloadValue = string | number | null;

/** Rows of one table made by a set: column names once, then one array of values a row. Facts carry happenedAt and happenedDay as columns. */
export type InsertGroup = readonly [table: string, columns: readonly string[], rows: readonly (readonly PayloadValue[])[]];

/** Cells written on an older row, and what they held; `#deleted` is the delete register (0 live, 1 trash, 2 withdrawn). */
export type CellWrite = readonly [
  table: string,
  id: string,
  now: Readonly<Record<string, PayloadValue>>,
  was: Readonly<Record<string, PayloadValue>>,
];

export type Payload = { readonly i?: readonly InsertGroup[]; readonly u?: readonly CellWrite[] };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isValue = (value: unknown): value is PayloadValue => value === null || typeof value === 'string' || typeof value === 'number';
const isCells = (value: unknown): boolean => isRecord(value) && Object.values(value).every(isValue);
const isGroup = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length === 3 &&
  typeof value[0] === 'string' &&
  Array.isArray(value[1]) &&
  value[1].every((name) => typeof name === 'string') &&
  Array.isArray(value[2]) &&
  value[2].every((row) => Array.isArray(row) && row.length <= (value[1] as unknown[]).length && row.every(isValue));
const isWrite = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length === 4 &&
  typeof value[0] === 'string' &&
  typeof value[1] === 'string' &&
  isCells(value[2]) &&
  isCells(value[3]);

/** The payload of a set from its text; one that is no payload (no program of ours made it) changes nothing. */
export const readPayload = (text: string): Payload => {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return {};
    const { i = [], u = [] } = value;
    const isPayload = Array.isArray(i) && Array.isArray(u) && i.every(isGroup) && u.every(isWrite);
    return isPayload ? value : {};
  } catch {
    return {};
  }
};

export const deletedCell = '#deleted';

export const toPayloadValue = (value: SqlValue): PayloadValue => (typeof value === 'bigint' ? Number(value) : value);

/** Rows touched: the count that the op counter adds up. */
export const opCount = (payload: Payload): number =>
  (payload.i ?? []).reduce((sum, [, , rows]) => sum + rows.length, 0) + (payload.u ?? []).length;

export const tablesOf = (payload: Payload): readonly string[] => [
  ...new Set([...(payload.i ?? []).map(([table]) => table), ...(payload.u ?? []).map(([table]) => table)]),
];

/** Why a set exists, where it is not simply a person's command. `seq` is the number of the set in the store that is asked (see `readNamedCause`). */
export type Cause =
  | { readonly kind: 'undo' | 'redo'; readonly seq: number }
  | { readonly kind: 'batch'; readonly id: string }
  | { readonly kind: 'reaction'; readonly to: string };

export const causeText = (cause: Cause): string =>
  cause.kind === 'batch' ? `batch:${cause.id}` : cause.kind === 'reaction' ? `reaction:${cause.to}` : `${cause.kind}:${cause.seq}`;

export const readCause = (text: string | null): Cause | null => {
  if (text === null) return null;
  const at = text.indexOf(':');
  const kind = text.slice(0, at);
  const rest = text.slice(at + 1);
  if (kind === 'undo' || kind === 'redo') return { kind, seq: Number(rest) };
  if (kind === 'batch') return { kind, id: rest };
  return { kind: 'reaction', to: rest };
};

/** An undo or redo as it is logged: it names the set by its device and that device's number, which is the same in every store. */
export type NamedCause = { readonly kind: 'undo' | 'redo'; readonly device: string; readonly deviceSeq: number };

export const namedCauseText = ({ kind, device, deviceSeq }: NamedCause): string => `${kind}:${device}#${deviceSeq}`;

/** Null for every other cause, an undo in the older form included: that one named the set by the number in its author's store. */
export const readNamedCause = (text: string): NamedCause | null => {
  const parts = /^(undo|redo):([^#]{1,40})#(\d{1,15})$/u.exec(text);
  if (parts === null) return null;
  return { kind: parts[1] === 'undo' ? 'undo' : 'redo', device: parts[2] ?? '', deviceSeq: Number(parts[3]) };
};
