/** Something for each of many rows, by table and id: a text made of both would have to be built and hashed for every question. */
export type RowMap<T> = {
  readonly get: (table: string, id: string) => T | undefined;
  readonly has: (table: string, id: string) => boolean;
  readonly set: (table: string, id: string, value: T) => void;
  /** Table by table, each in the order in which its rows came. */
  readonly values: () => readonly T[];
};

export const rowMap = <T>(): RowMap<T> => {
  const tables = new Map<string, Map<string, T>>();
  return {
    get: (table, id) => tables.get(table)?.get(id),
    has: (table, id) => tables.get(table)?.has(id) === true,
    set: (table, id, value) => {
      let rows = tables.get(table);
      if (rows === undefined) tables.set(table, (rows = new Map<string, T>()));
      rows.set(id, value);
    },
    values: () => [...tables.values()].flatMap((rows) => [...rows.values()]),
  };
};
