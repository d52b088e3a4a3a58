/** A kind of file that the import takes, as the context of its records declares it. */
import { type ImportedName, importedIn, type RecordField } from './fields.ts';
import type { Table } from './table.ts';

/**
 * Answers that need no name: `leaveEmpty` keeps the field empty (the original stays in the problem), `keep` takes what was done as it is,
 * `create` makes the record that was named, `listPrice` takes the product's list price of the day as an estimate.
 */
export const plainChoices = [
  'leaveEmpty',
  'keep',
  'create',
  'listPrice',
  'asDecimal',
  'asThousands',
  'dayFirst',
  'monthFirst',
  'firstDay',
] as const;
export type PlainChoice = (typeof plainChoices)[number];

/** What can be odd in a file. */
export type ProblemKind = {
  readonly choices: readonly PlainChoice[];
  /** `use:NAME` is a choice: another known record, sector or stage (`known`), or another text for the cell (`text`). */
  readonly use: 'known' | 'text' | 'none';
  /** The file itself is fine, only our reading of it needs a word: not counted as something to decide. */
  readonly isNote: boolean;
};

export const asks = (choices: readonly PlainChoice[], use: ProblemKind['use'] = 'none'): ProblemKind => ({ choices, use, isNote: false });

export type ImportKindParts<
  Field extends string = string,
  Own extends string = string,
  Made extends string = string,
  Problem extends string = string,
> = {
  /** The fields that the table of its records declares; what is beside them only a file has. */
  readonly declared: readonly RecordField[];
  /** What a column of the file can be. */
  readonly fields: readonly Field[];
  /** What the fields that only files have are called in other systems, the telling names first, in the four languages. */
  readonly only: Readonly<Record<Own, readonly string[]>>;
  /** Which of those are days, and which are amounts; all others are plain texts. */
  readonly days: readonly string[];
  readonly amounts: readonly string[];
  /** The fields without which a file is not of that kind. */
  readonly needs: readonly string[];
  /** The tables that its rows may make and fill, whatever else the person may. */
  readonly fills: readonly Table[];
  /** The records that it makes, as they are counted in its order; one row can make several (a seller, the manager, their team). */
  readonly makes: readonly Made[];
  /** Records of other kinds that its rows name: files of those come first. */
  readonly refersTo: readonly string[];
  /** A file may have a million of them: the keys of new records are kept only while another kind of the same run refers to them. */
  readonly isMany: boolean;
  /** What can be odd in its files alone. */
  readonly problems: Readonly<Record<Problem, ProblemKind>>;
};
export type ImportKinds = Readonly<Record<string, ImportKindParts>>;

type Declared<Own extends string, Made extends string, Problem extends string> = {
  readonly only: Readonly<Record<Own, readonly string[]>>;
  readonly days?: readonly NoInfer<Own>[];
  readonly amounts?: readonly NoInfer<Own>[];
  readonly fills: readonly Table[];
  readonly makes: readonly Made[];
  readonly refersTo?: readonly string[];
  readonly isMany?: boolean;
  readonly problems?: Readonly<Record<Problem, ProblemKind>>;
};

const whole = <Own extends string, Made extends string, Problem extends string>({
  days = [],
  amounts = [],
  refersTo = [],
  isMany = false,
  ...parts
}: Declared<Own, Made, Problem>) => ({
  ...parts,
  days,
  amounts,
  refersTo,
  isMany,
  problems: parts.problems ?? ({} as Record<Problem, ProblemKind>),
});

/** Rows that become records of a table: the fields which the table declares, amid those that only a file has. */
export const rowsOf = <
  T extends Table,
  const B extends string,
  const A extends string,
  const Made extends string,
  const Problem extends string = never,
>(
  table: T,
  {
    before,
    after,
    needs,
    ...parts
  }: Declared<Exclude<NoInfer<A | B>, ImportedName<T>>, Made, Problem> & {
    readonly before: readonly B[];
    readonly after: readonly A[];
    readonly needs: readonly NoInfer<A | B>[];
  },
): ImportKindParts<A | B | ImportedName<T>, Exclude<A | B, ImportedName<T>>, Made, Problem> => {
  const declared = importedIn(table);
  const first = new Set<string>(before);
  return {
    ...whole(parts),
    declared,
    fields: [...before, ...declared.flatMap(({ name }) => (first.has(name) ? [] : [name])), ...after],
    needs,
  };
};

/** Rows of which no field is declared: all that they hold is named by the file alone. */
export const rowsOfFile = <const Field extends string, const Made extends string, const Problem extends string = never>({
  fields,
  needs,
  ...parts
}: Declared<NoInfer<Field>, Made, Problem> & {
  readonly fields: readonly Field[];
  readonly needs: readonly NoInfer<Field>[];
}): ImportKindParts<Field, Field, Made, Problem> => ({ ...whole(parts), declared: [], fields, needs });
