/** How the rows of a table are found and shown: by their name, their account, and the fields that say that they are searchable. */
import { fieldsIn, type RecordField } from '../../../shared/kernel/fields.ts';
import { sqlName, type Table } from '../../../shared/kernel/table.ts';

export type SearchKindParts = {
  readonly table: string;
  /** Columns of its table that it is found by, or that decide whether it is found. */
  readonly words: readonly string[];
  /** Tables by whose words it is found too, and the column that names their row. */
  readonly under?: Readonly<Record<string, string>>;
  /** A query of `id`, `kind`, `title` and `rest` of every record that can be found: its name, and what else it is found by. */
  readonly source: string;
  /** How a list shows it, from its table as `x`: title, subtitle, accountId, status, ownerId, and `others`, what it is found by besides, as JSON. */
  readonly line: string;
};

/** Columns of `x`, or of what `join` brings in. */
export type Shown = { readonly status?: string; readonly ownerId?: string; readonly join?: string };

const orEmpty = (column: string): string => `coalesce(${column}, '')`;

/** A number is typed with its blanks or without. */
const wordsOf = ({ column, facets }: RecordField): readonly string[] => {
  const word = orEmpty(`x.${sqlName(column)}`);
  return facets.holdsA === 'phone' ? [word, `replace(${word}, ' ', '')`] : [word];
};

/** What a record that belongs to an account is found by and told from others of its name by: that account's name too. */
export const searchKind = (table: Table, { status = 'NULL', ownerId = 'NULL', join = '' }: Shown): SearchKindParts => {
  const { subtitle, hiddenBy } = table.facets?.found ?? {};
  const title = table.facets?.named[0];
  if (title === undefined) throw new Error(`${table.name} has no name to be found by`);
  const fields = fieldsIn(table).filter(({ facets }) => facets.searchable === true);
  const isOfAccount = table.columns['accountId'] !== undefined;
  const account = isOfAccount ? 'LEFT JOIN account a ON a.id = x.account_id AND a.deleted = 0' : '';
  const rest = [...(isOfAccount ? [orEmpty('a.name')] : []), ...fields.flatMap(wordsOf)];
  const others = fields.flatMap(({ column }) => (column === subtitle ? [] : [`'${column}', x.${sqlName(column)}`]));
  const beside = isOfAccount ? 'a.name' : subtitle === undefined ? 'NULL' : `x.${sqlName(subtitle)}`;
  return {
    table: table.name,
    words: [
      title,
      ...fields.map(({ column }) => column),
      ...(isOfAccount ? ['accountId'] : []),
      ...(hiddenBy === undefined ? [] : [hiddenBy]),
    ],
    ...(isOfAccount ? { under: { account: 'account_id' } } : {}),
    source: `SELECT x.id AS id, '${table.name}' AS kind, x.${sqlName(title)} AS title, ${rest.length === 0 ? "''" : rest.join(" || ' ' || ")} AS rest
      FROM ${table.name} x ${account} WHERE x.deleted = 0${hiddenBy === undefined ? '' : ` AND x.${sqlName(hiddenBy)} IS NULL`}`,
    line: `SELECT x.id, x.${sqlName(title)} AS title, ${beside} AS subtitle, ${isOfAccount ? 'a.id' : 'NULL'} AS accountId, ${status} AS status,
      ${ownerId} AS ownerId, json_object(${others.join(', ')}) AS others FROM ${table.name} x ${join} ${account}`,
  };
};
