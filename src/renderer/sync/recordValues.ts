/** What a conflict or a refused change holds, as people read it: fields by their words, amounts with their currency, records by their names. */
import { fieldKey, isTextKey } from '../../shared/i18n/dictionary.ts';
import { formatList } from '../../shared/i18n/format.ts';
import {
  type ChangedField,
  columnText,
  isAbout,
  kindText,
  type ShownFields,
  valueText,
  type ValueWords,
} from '../../shared/i18n/recordText.ts';
import type { Table } from '../../shared/kernel/table.ts';
import { deletedCell, type PayloadValue } from '../../shared/sync/changeSet.ts';
import type { ConflictSideView, ConflictView } from '../../shared/sync/statusContract.ts';
import type { Translate } from '../app/i18n.ts';
import { tableNamed } from '../app/recordWords.ts';

export type Cells = Readonly<Record<string, PayloadValue>>;
export type Written = { readonly label: string; readonly text: string };

/** The columns of a fact, or the cells of an edit, that a side of a conflict holds as text; null where it is a plain value. */
export const cellsOf = (value: PayloadValue): Cells | null => {
  if (typeof value !== 'string' || !value.startsWith('{')) return null;
  try {
    return JSON.parse(value) as Cells;
  } catch {
    // Somebody wrote a brace: it is a text.
    return null;
  }
};

const isFact = (table: string): boolean => tableNamed(table)?.sync === 'fact';

/** The cells that a side holds: those of a fact, or of an edit beside which the record was removed. */
const sideCells = ({ table, field }: Pick<ConflictView, 'table' | 'field'>, value: PayloadValue): Cells | null =>
  isFact(table) || field === deletedCell ? cellsOf(value) : null;

/** The fields of all sides of a conflict, for the names of what they point to. */
export const fieldsOf = (conflict: ConflictView): ShownFields => {
  const { table, field, winner, loser, before } = conflict;
  const values = [winner.value, loser.value, before?.value ?? null];
  return {
    table,
    changes: values.flatMap((value) =>
      Object.entries(sideCells(conflict, value) ?? { [field]: value }).map(([name, to]) => ({ field: name, to })),
    ),
  };
};

/** The words for what a conflict is about. */
export const conflictLabel = (t: Translate, { table: name, field }: Pick<ConflictView, 'table' | 'field'>): string => {
  if (field === deletedCell) return t('syncPage.wholeRecord');
  if (isFact(name)) return kindText(t, name);
  const key = fieldKey({ table: name, column: field });
  return t(isTextKey(key) ? key : 'syncPage.aField');
};

/** What was written in a row, field by field; what says nothing to a reader, and what is empty, is left out. */
export const writtenLines = (words: ValueWords, tableName: string, changes: readonly ChangedField[]): readonly Written[] => {
  const table = tableNamed(tableName);
  if (table === undefined) return [];
  return changes.flatMap(({ field, to, currency = null }): readonly Written[] => {
    const label = columnText(words.say, table, field);
    if (label === null || to === null || isAbout(table, field)) return [];
    return [{ label, text: valueText(words, table, field, to, currency) }];
  });
};

const withCurrency = (table: Table | undefined, cells: Cells): readonly ChangedField[] =>
  Object.entries(cells).map(([field, to]) => {
    const code = cells[table?.columns[field]?.currency ?? ''];
    return { field, to, currency: typeof code === 'string' ? code : null };
  });

/** One side of a conflict in words. */
export const sideText = (
  words: ValueWords,
  conflict: Pick<ConflictView, 'table' | 'field'>,
  { value, currency }: Pick<ConflictSideView, 'value' | 'currency'>,
): string => {
  const { say, language } = words;
  const table = tableNamed(conflict.table);
  const cells = sideCells(conflict, value);
  if (conflict.field === deletedCell && cells === null) return say('common.removed');
  if (cells === null) {
    if (value === null) return say('syncPage.empty');
    return table === undefined ? String(value) : valueText(words, table, conflict.field, value, currency);
  }
  const parts = writtenLines(words, conflict.table, withCurrency(table, cells)).map(({ label, text }) => `${label} ${text}`);
  const all = parts.length === 0 ? say('syncPage.empty') : formatList(language, parts);
  return conflict.field === deletedCell ? say('syncPage.editedHere', { values: all }) : all;
};
