/** A kind of file that the import takes, as the context of its records declares it. */
import { type ImportedName, importedIn, type RecordField } from './fields.ts';
import type { Table } from './table.ts';

export type ImportKindParts<Field extends string = string> = {
  /** The fields that the table of its records declares; what is beside them only a file has. */
  readonly declared: readonly RecordField[];
  /** What a column of the file can be. */
  readonly fields: readonly Field[];
  /** The fields without which a file is not of that kind. */
  readonly needs: readonly Field[];
};

/** Rows that become records of a table: the fields which the table declares, amid those that only a file has. */
export const rowsOf = <T extends Table, const B extends string, const A extends string>(
  table: T,
  parts: { readonly before: readonly B[]; readonly after: readonly A[]; readonly needs: readonly NoInfer<A | B>[] },
): ImportKindParts<A | B | ImportedName<T>> => {
  const declared = importedIn(table);
  const first = new Set<string>(parts.before);
  return {
    declared,
    fields: [...parts.before, ...declared.flatMap(({ name }) => (first.has(name) ? [] : [name])), ...parts.after],
    needs: parts.needs,
  };
};

/** Rows of which no field is declared: all that they hold is named by the file alone. */
export const rowsOfFile = <const Field extends string>(
  parts: Pick<ImportKindParts<Field>, 'fields'> & { readonly needs: readonly NoInfer<Field>[] },
): ImportKindParts<Field> => ({ declared: [], ...parts });
