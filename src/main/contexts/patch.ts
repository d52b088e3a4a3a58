/** Patches from the contract: a field left out stays as it is, a field that is null is emptied. */

/** The first field that no longer is what an editor saw, or null. */
export const changedField = (row: Readonly<Record<string, unknown>>, was: object | undefined): string | null =>
  Object.entries(given(was ?? {})).find(([field, value]) => row[field] !== value)?.[0] ?? null;

/** The same object without the fields that were left out. */
export const given = <T extends object>(patch: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
