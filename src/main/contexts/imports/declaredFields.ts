/** What a row says of the fields that its record declares: read by the kind of their columns, one way for all of them. */
import { saysYes } from '../../../shared/imports/cells.ts';
import type { AnyField } from '../../../shared/imports/kinds.ts';
import type { Column } from '../../../shared/kernel/column.ts';
import { fieldDefaults, importedIn, type RecordField } from '../../../shared/kernel/fields.ts';
import type { Table } from '../../../shared/kernel/table.ts';
import type { RowView } from './rowView.ts';
import type { FieldValue, RecordSpec } from './upsert.ts';

/** Column → value; undefined: the file says nothing about it. */
type Cells = Readonly<Record<string, FieldValue | undefined>>;
type Described = Pick<RecordSpec, 'fields' | 'later' | 'defaults'>;
/** Fields whose text means more than it says. */
type Own = Readonly<Record<string, (row: RowView) => FieldValue>>;

/** What of a name a column can hold. */
export const cut = ({ max = 0 }: Column<unknown>, text: string): string => text.slice(0, max);

const readField = (row: RowView, { name, kind, of }: RecordField<AnyField>): FieldValue => {
  const nothing = of.optional ? null : of.neutral;
  switch (kind) {
    case 'text':
      return row.text(name, of.max) || nothing;
    case 'integer':
      return row.integer(name, of.min ?? 0, of.max ?? 0) ?? nothing;
    case 'boolean':
      return saysYes(row.text(name));
    case 'day':
      return row.day(name);
    default:
      throw new Error(`${name} is read by its own rule: ${kind}`);
  }
};

/**
 * Reads the records of a table. `first`: the columns that the first fingerprints told, in their order; every column that was declared since
 * has a place of its own under its name, so that a new one changes no fingerprint that there is.
 */
export const declaredFields = <T extends Table>(table: T, first: readonly (keyof T['columns'] & string)[]) => {
  const declared = importedIn(table) as readonly RecordField<AnyField>[];
  const isFirst = new Set<string>(first);
  const defaults = fieldDefaults(table) as NonNullable<RecordSpec['defaults']>;
  /** `given` stands for what it names, whatever the row says; what it adds to the first columns follows them where it is told. */
  const describe = (given: Cells, cells: Readonly<Record<string, FieldValue>>): Described => {
    const fields: Record<string, FieldValue | undefined> = {};
    for (const column of first) fields[column] = column in given ? given[column] : cells[column];
    for (const column in given) if (!isFirst.has(column) && given[column] !== undefined) fields[column] = given[column];
    let later: Record<string, FieldValue> | null = null;
    for (const column in cells) {
      const value = cells[column];
      if (!isFirst.has(column) && value !== undefined) (later ??= {})[column] = value;
    }
    return later === null ? { fields, defaults } : { fields, later, defaults };
  };
  return {
    read: (row: RowView, given: Cells, own: Own = {}): Described => {
      const cells: Record<string, FieldValue> = {};
      for (const field of declared) {
        if (field.column in given || !row.has(field.name)) continue;
        if (field.of.currency === undefined) {
          const rule = own[field.name];
          cells[field.column] = rule === undefined ? readField(row, field) : rule(row);
          continue;
        }
        const money = row.money(field.name);
        cells[field.column] = money?.minor ?? null;
        cells[field.of.currency] = money?.currency ?? null;
      }
      return describe(given, cells);
    },
    /** A record of which a row of another kind tells no more than this. */
    only: (given: Cells): Described => describe(given, {}),
  };
};
