/** The fields that a record declares, as columns of its sheet: what the import takes back. */
import { fieldKey, type TextKey } from '../../shared/i18n/dictionary.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { exhaustive } from '../../shared/kernel/result.ts';
import { type FieldKind, type ImportedName, importedIn, type RecordField } from '../../shared/kernel/fields.ts';
import type { Table } from '../../shared/kernel/table.ts';
import { amount, count, day, type SheetCell, type SheetColumn, text, yes } from './sheet.ts';

/** Where a field has another head in a file than in a form, or other words. */
type Own = { readonly head?: TextKey; readonly words?: (value: string, language: Language) => string };
type FieldSheetColumn = SheetColumn<object>;

const widths: Readonly<Record<FieldKind, number>> = { text: 20, integer: 12, boolean: 14, money: 18, day: 12, ref: 38 };

/** The cell of a row as `selectFields` reads it. */
const cellOf = (row: object, column: string): string | number | null =>
  (row as Readonly<Record<string, string | number | null>>)[column] ?? null;
const textOf = (value: string | number | null): string | null => (value === null ? null : String(value));
const numberOf = (value: string | number | null): number | null => (value === null ? null : Number(value));

const outCell = ({ column, kind, of, facets }: RecordField, { words }: Own, row: object, language: Language): SheetCell => {
  const value = cellOf(row, column);
  switch (kind) {
    case 'text':
    case 'ref':
      return text(typeof value === 'string' && words !== undefined ? words(value, language) : textOf(value));
    case 'integer':
      // A year is a name of a year: a spreadsheet would group its figures.
      return facets.isYear === true ? text(textOf(value)) : count(numberOf(value));
    case 'boolean':
      return yes(numberOf(value) ?? 0, language);
    case 'day':
      return day(textOf(value));
    case 'money':
      return amount(numberOf(value), textOf(cellOf(row, of.currency ?? '')));
    default:
      return exhaustive(kind);
  }
};

/** An amount has its currency beside it. */
const columnsOf = (field: RecordField, own: Own): readonly FieldSheetColumn[] => {
  const { kind, column, of, facets } = field;
  const main: FieldSheetColumn = {
    head: own.head ?? fieldKey(field),
    width: facets.width ?? widths[kind],
    cell: (row, language) => outCell(field, own, row, language),
  };
  if (of.currency === undefined) return [main];
  const { currency } = of;
  const code = (row: object) => text(cellOf(row, column) === null ? null : textOf(cellOf(row, currency)));
  return [main, { head: 'wizard.fieldCurrency', width: 10, cell: code }];
};

/** `only` and `besides` let a sheet put columns of its own between them. */
export const fieldColumns = <T extends Table>(table: T, own: { readonly [N in ImportedName<T>]?: Own }) => {
  const all = importedIn(table);
  const columns = (fields: typeof all): readonly FieldSheetColumn[] => fields.flatMap((field) => columnsOf(field, own[field.name] ?? {}));
  return {
    all: columns(all),
    only: (name: ImportedName<T>) => columns(all.filter((field) => field.name === name)),
    besides: (name: ImportedName<T>) => columns(all.filter((field) => field.name !== name)),
  };
};
