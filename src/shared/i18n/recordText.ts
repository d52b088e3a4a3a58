/** Records as people read them, by what their tables declare: what a row is called, its columns by their words, and its values in the reader's habits. */
import { fits } from '../kernel/column.ts';
import { columnNamed, type Table } from '../kernel/table.ts';
import { fieldKey, isTextKey, type Say } from './dictionary.ts';
import { formatBasisPoints, formatCount, formatDay, formatFigure, formatInstant, formatList, formatMoney } from './format.ts';
import type { Language } from './languages.ts';

/** A row by its name: its own, or (`of`) that of the record that it is about. */
export type NamedRow = {
  readonly table: string;
  readonly title: string;
  readonly seedKey: string | null;
  readonly of: { readonly table: string; readonly id: string } | null;
};

/** A name that came with the product in the reader's language, until somebody changes it. */
export const seededText = (say: Say, name: string, seedKey: string | null): string => {
  const key = `seeds.${seedKey ?? ''}`;
  return seedKey !== null && isTextKey(key) ? say(key) : name;
};

/** What a row of a table is called; one that a newer version has is a record. */
export const kindText = (say: Say, table: string): string => {
  const key = `kinds.${table}`;
  return say(isTextKey(key) ? key : 'trash.record');
};

/** "Fjordfisk" for the company, "Activity · Fjordfisk" for what has no name of its own. */
export const namedText = (say: Say, { table, title, seedKey, of }: NamedRow): string => {
  if (title.trim() === '') return say('trash.untitled');
  const name = seededText(say, title, seedKey);
  return of === null ? name : `${kindText(say, table)} · ${name}`;
};

/** The words for a column; null where it says nothing to a reader by itself. The currency of an amount is read with the amount. */
export const columnText = (say: Say, table: Table, column: string): string | null => {
  if (Object.values(table.columns).some(({ currency }) => currency === column)) return null;
  const key = fieldKey({ table: table.name, column });
  return isTextKey(key) ? say(key) : null;
};

/** Whether a column only says what its row is about: whoever looks at the record knows that. */
export const isAbout = ({ facets }: Table, column: string): boolean =>
  (facets?.about ?? []).some((about) => (typeof about === 'string' ? about : about.column) === column);

export type ValueWords = {
  readonly say: Say;
  readonly language: Language;
  readonly zone: string;
  /** The name of a row that a value points to; null where it is not known. */
  readonly nameOf: (id: string) => string | null;
};

type Value = string | number | null;
type Share = { readonly personId: string; readonly shareBp: number };

/** "health care" is kept as it stands; its words are found under a key without spaces. */
const sectorText = (say: Say, text: string): string => {
  const key = `sectors.${text.replace(/[ -](\w)/gu, (_, letter: string) => letter.toUpperCase())}`;
  return isTextKey(key) ? say(key) : text;
};

/** Columns whose values are more than their kind says. */
const ownTexts: Readonly<Record<string, (words: ValueWords, value: string) => string>> = {
  'account.sector': ({ say }, value) => sectorText(say, value),
  'deal_credit.shares': ({ say, language, nameOf }, value) => {
    const shares = (JSON.parse(value) as readonly Share[]).map(
      ({ personId, shareBp }) => `${nameOf(personId) ?? say('changes.someone')} ${formatBasisPoints(language, shareBp)}`,
    );
    return shares.length === 0 ? say('account.emptyValue') : formatList(language, shares);
  },
};

/** A stored value of a column in words; `currency` is that of an amount, where it is known. */
export const valueText = (words: ValueWords, table: Table, field: string, value: Value, currency: string | null = null): string => {
  const { say, language, zone, nameOf } = words;
  if (value === null || value === '') return say('account.emptyValue');
  const column = columnNamed(table, field);
  if (column !== undefined && !fits(column, value)) return say('common.unreadable');
  const own = Object.hasOwn(ownTexts, `${table.name}.${field}`) ? ownTexts[`${table.name}.${field}`] : undefined;
  if (own !== undefined && typeof value === 'string') return own(words, value);
  switch (column?.kind) {
    case 'ref':
      return nameOf(String(value)) ?? say('account.linked');
    case 'minor':
      return currency === null
        ? formatFigure(language, { minor: BigInt(value), currency: '' })
        : formatMoney(language, { minor: BigInt(value), currency });
    case 'boolean':
      return say(Number(value) === 1 ? 'common.yes' : 'common.no');
    case 'choice': {
      const key = `choices.${table.name}.${field}.${String(value)}`;
      return isTextKey(key) ? say(key) : String(value);
    }
    case 'day':
      return formatDay(language, String(value));
    case 'instant':
      return formatInstant(language, Number(value), zone);
    case 'integer':
      if (column.unit === 'basisPoints') return formatBasisPoints(language, Number(value));
      return column.field?.isYear === true ? String(value) : formatCount(language, Number(value));
    default:
      return String(value);
  }
};

const idsInText = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;

/** The ids of rows that a value of a column points to. */
const idsIn = (table: Table, field: string, value: Value): readonly string[] => {
  const kind = columnNamed(table, field)?.kind;
  if (typeof value !== 'string' || value === '') return [];
  if (kind === 'ref') return [value];
  return kind === 'json' ? [...value.matchAll(idsInText)].map(([id]) => id) : [];
};

/** Fields of one row of a table. */
export type ShownFields = { readonly table: string; readonly changes: readonly Pick<ChangedField, 'field' | 'from' | 'to'>[] };

/** The ids that the shown fields point to, each once, in the order in which they are shown. */
export const idsShown = (tableNamed: (name: string) => Table | undefined, shown: readonly ShownFields[]): readonly string[] => [
  ...new Set(
    shown.flatMap(({ table: name, changes }) => {
      const table = tableNamed(name);
      if (table === undefined) return [];
      return changes.flatMap(({ field, from = null, to }) => [from, to].flatMap((value) => idsIn(table, field, value)));
    }),
  ),
];

/** One field of a row as it was changed; without `from`, as the row was made. */
export type ChangedField = {
  readonly field: string;
  readonly from?: Value;
  readonly to: Value;
  readonly currency?: string | null;
  readonly fromCurrency?: string | null;
};

/** A changed field in one line; null where it says nothing to a reader. */
export const changeText = (words: ValueWords, table: Table, change: ChangedField): string | null => {
  const { field, from, to, currency = null, fromCurrency = null } = change;
  const label = columnText(words.say, table, field);
  if (label === null || (from === undefined && isAbout(table, field))) return null;
  const now = valueText(words, table, field, to, currency);
  if (from === undefined) return words.say('account.historySet', { field: label, to: now });
  return words.say('account.historyChange', { field: label, from: valueText(words, table, field, from, fromCurrency), to: now });
};
