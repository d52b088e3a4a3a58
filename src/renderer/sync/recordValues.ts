/** Values of records out of the log as people read them: fields by their words, and records that they point to by their names. */
import { people } from '../../shared/admin/contract.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { formatFigure, formatList } from '../../shared/i18n/format.ts';
import { stages } from '../../shared/pipeline/contract.ts';
import { findByIds } from '../../shared/pipeline/searchContract.ts';
import { deletedCell, type Payload, type PayloadValue } from '../../shared/sync/changeSet.ts';
import type { ConflictView } from '../../shared/sync/statusContract.ts';
import { fieldLabel, linkedIds, valueText } from '../account/RecordHistory.tsx';
import { useQuery } from '../app/calls.ts';
import { type Translate, useText } from '../app/i18n.ts';
import { seededName } from '../app/names.ts';

export type Cells = Readonly<Record<string, PayloadValue>>;
/** What a list is about: for each value the cells that it stands among, which say the currency of an amount. */
export type ValueWords = {
  readonly line: (cells: Cells) => readonly Written[];
  readonly value: (field: string, value: PayloadValue) => string;
};
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

/** Everything that a change set wrote, row by row. */
export const cellsIn = (payload: Payload): readonly Cells[] => [
  ...(payload.u ?? []).map(([, , now]) => now),
  ...(payload.i ?? []).flatMap(([, columns, rows]) =>
    rows.map((row): Cells => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null]))),
  ),
];

const changesOf = (cells: Cells): { readonly field: string; readonly to: PayloadValue }[] =>
  Object.entries(cells).map(([field, to]) => ({ field, to }));

const factLabels: Readonly<Record<string, TextKey>> = {
  stage_move: 'common.stage',
  ownership: 'common.owner',
};

/** The words for what a conflict is about. */
export const conflictLabel = (t: Translate, { table, field }: Pick<ConflictView, 'table' | 'field'>): string => {
  if (field === deletedCell) return t('syncPage.wholeRecord');
  if (field === 'deal_value') return `${t('common.amount')} · ${t('pipeline.expectedClose')}`;
  const fact = factLabels[field.split(' ')[0] ?? ''];
  return fact === undefined ? (fieldLabel(t, table, field) ?? t('syncPage.aField')) : t(fact);
};

/** `cells` are those that will be shown, for the names of what they point to. */
export const useValueWords = (cells: readonly Cells[], baseCurrency: string): ValueWords => {
  const { t, language } = useText();
  const ids = linkedIds(cells.map((each) => ({ changes: changesOf(each) })));
  const linked = useQuery(findByIds, ids.length === 0 ? null : { ids: [...ids] });
  const persons = useQuery(people, {});
  const process = useQuery(stages, {});
  const names: ReadonlyMap<string, string> = new Map([
    ...(linked.data ?? []).map(({ id, title }): [string, string] => [id, title]),
    ...(persons.data ?? []).map(({ id, name }): [string, string] => [id, name]),
    ...(process.data?.stages ?? []).map((stage): [string, string] => [stage.id, seededName(t, stage)]),
    ...(process.data?.closeReasons ?? []).map((reason): [string, string] => [reason.id, seededName(t, reason)]),
  ]);
  return {
    line: (written) =>
      changesOf(written).flatMap((change) => {
        const label = ['dealId', 'recordId', 'role', 'currency'].includes(change.field) ? null : fieldLabel(t, null, change.field);
        const isSilent = label === null || change.to === null;
        return isSilent ? [] : [{ label, text: valueText(t, language, { changes: changesOf(written) }, change, change.to, names) }];
      }),
    value: (field, value) => {
      // An amount alone: its currency is another field.
      if (field === 'revenueMinor' && value !== null) return formatFigure(language, { minor: BigInt(value), currency: baseCurrency });
      return value === null ? t('syncPage.empty') : valueText(t, language, { changes: [] }, { field, to: value }, value, names);
    },
  };
};

/** One side of a conflict in words. */
export const sideText = (
  t: Translate,
  language: Parameters<typeof formatList>[0],
  words: ValueWords,
  field: string,
  value: PayloadValue,
): string => {
  if (field === deletedCell && cellsOf(value) === null) return t('common.removed');
  const cells = cellsOf(value);
  if (cells === null) return words.value(field, value);
  const parts = words.line(cells).map(({ label, text }) => `${label} ${text}`);
  const all = parts.length === 0 ? t('syncPage.empty') : formatList(language, parts);
  return field === deletedCell ? t('syncPage.editedHere', { values: all }) : all;
};
