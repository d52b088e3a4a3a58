/** What each kind of record is found by: its name, the account it belongs to, and the fields that say of themselves that they are searchable. */
import { account, contact, product } from '../../../shared/accounts/schema.ts';
import { person } from '../../../shared/admin/schema.ts';
import { fieldsIn, type RecordField } from '../../../shared/kernel/fields.ts';
import { sqlName, type Table } from '../../../shared/kernel/table.ts';
import { deal } from '../../../shared/pipeline/schema.ts';
import type { SearchKind } from '../../../shared/pipeline/searchSchema.ts';

type Searched = {
  readonly table: Table;
  /** The column that names the record. */
  readonly title: string;
  /** Whether it belongs to an account: then it is found, and told from others of its name, by that one's. */
  readonly ofAccount: boolean;
  /** Else the column that tells it from others of its name. */
  readonly subtitle: string | null;
  readonly fields: readonly RecordField[];
};

const searched = (table: Table, subtitle: string | null = null): Searched => ({
  table,
  title: table.facets?.named[0] ?? '',
  ofAccount: table.columns['accountId'] !== undefined,
  subtitle,
  fields: fieldsIn(table).filter(({ facets }) => facets.searchable === true),
});

export const searchedKinds: Readonly<Record<SearchKind, Searched>> = {
  deal: searched(deal),
  account: searched(account, 'location'),
  contact: searched(contact),
  person: searched(person, 'email'),
  product: searched(product, 'series'),
};

/** The columns that say what a record is found by. */
export const searchedColumns = ({ title, ofAccount, fields }: Searched): readonly string[] => [
  title,
  ...fields.map(({ column }) => column),
  ...(ofAccount ? ['accountId'] : []),
];

/** The account of a record `x`, as `a`. */
export const accountJoin = ({ ofAccount }: Searched): string =>
  ofAccount ? 'LEFT JOIN account a ON a.id = x.account_id AND a.deleted = 0' : '';

/** The live records of a kind: id, kind, name, and the words of all else that it is found by. */
export const wordsSql = (kind: SearchKind): string => {
  const found = searchedKinds[kind];
  const { table, title, ofAccount, fields } = found;
  const words = (column: string): string => `coalesce(${column}, '')`;
  const rest = [
    ...(ofAccount ? [words('a.name')] : []),
    ...fields.map(({ column }) => words(`x.${sqlName(column)}`)),
    // A number is typed with its blanks or without.
    ...fields.flatMap(({ column, facets }) => (facets.holdsA === 'phone' ? [`replace(${words(`x.${sqlName(column)}`)}, ' ', '')`] : [])),
  ];
  return `SELECT x.id AS id, '${kind}' AS kind, x.${sqlName(title)} AS title, ${rest.length === 0 ? "''" : rest.join(" || ' ' || ")} AS rest
    FROM ${table.name} x ${accountJoin(found)} WHERE x.deleted = 0`;
};
