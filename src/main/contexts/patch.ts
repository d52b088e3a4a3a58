/** Patches from the contract: a field left out stays as it is, a field that is null is emptied. */

import { fieldValues } from '../../shared/kernel/fields.ts';
import type { Money } from '../../shared/kernel/money.ts';
import type { RowOf, Table } from '../../shared/kernel/table.ts';

/** The first field that no longer is what an editor saw, or null. */
export const changedField = <T extends Table>(table: T, row: RowOf<T>, was: object | undefined): string | null => {
  const now = fieldValues<Table>(table, row) as Readonly<Record<string, unknown>>;
  return Object.entries(given(was ?? {})).find(([field, value]) => !isSame(now[field], value))?.[0] ?? null;
};

const isMoney = (value: unknown): value is Money => typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value;

/** Whether two fields hold the same: an amount is its minor units and its currency. */
export const isSame = (one: unknown, other: unknown): boolean =>
  isMoney(one) && isMoney(other) ? one.minor === other.minor && one.currency === other.currency : one === other;

/** The same object without the fields that were left out. */
export const given = <T extends object>(patch: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
