/** What a list is as a file: its windows, and the columns that its rows become; rows are read window by window and never held together. */
import type { z } from 'zod';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { rawText } from '../../shared/i18n/dictionary.ts';
import { toDecimalText, unreadable } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { translate } from '../../shared/i18n/translate.ts';
import type { InputOf } from '../../shared/kernel/contract.ts';
import { isReadableDay } from '../../shared/kernel/day.ts';
import type { ExportList } from '../../shared/kernel/exportList.ts';
import { isCurrency, minorDigits } from '../../shared/kernel/money.ts';
import type { ReadTx } from '../core/tx.ts';
import { readCursor, readWindow, type WindowSpec } from '../core/window.ts';
import type { OutCell, OutColumn, OutRow } from '../../platform/outCell.ts';

/** What is stored there is not what the column holds. */
const unreadableCell = 'unreadable';
export type SheetCell = OutCell | typeof unreadableCell;

export type SheetColumn<Row> = {
  /** A word that the import knows again in every language, where it takes the column. */
  readonly head: TextKey;
  /** Characters. */
  readonly width: number;
  readonly cell: (row: Row, language: Language) => SheetCell;
};

export type Sheet<Question, Row> = {
  /** The list as disjoint windows in one order. */
  readonly windows: (tx: ReadTx, question: Question) => readonly WindowSpec[];
  readonly columns: readonly SheetColumn<Row>[];
};

/** A list ready to be written: its types are known to itself alone. */
export type ReadyList = { readonly heads: readonly OutColumn[]; readonly count: number; readonly rows: () => Iterable<OutRow> };
export type AnySheet = {
  readonly list: ExportList<string, z.ZodType, TextKey>;
  readonly read: (tx: ReadTx, question: unknown, language: Language) => ReadyList;
};

/** Rows read at a time. */
export const rowsAtOnce = 500;

function* rowsOf<Row>(tx: ReadTx, windows: readonly WindowSpec[]): Generator<Row> {
  const [first] = windows;
  if (first === undefined) return;
  let after: string | null = null;
  do {
    const cursor = readCursor(after, first);
    if (cursor === null) throw new Error('a window gave out a position that it does not know');
    const page: ReturnType<typeof readWindow<Row>> = readWindow<Row>(tx, windows, cursor);
    yield* page.rows;
    after = page.next;
  } while (after !== null);
}

const countOf = (tx: ReadTx, windows: readonly WindowSpec[]): number =>
  windows.reduce(
    (sum, { from, where, params }) => sum + (tx.get<{ n: number }>(`SELECT count(*) AS n FROM ${from} WHERE ${where}`, ...params)?.n ?? 0),
    0,
  );

/** A figure stands in a file as it is: what is none would be read as a part of the file. */
const isFigure = (figure: string): boolean => /^-?\d+(?:\.\d+)?$/u.test(figure);

/** The sheet of a list, its types forgotten; the question is what the list's entry of the contract decoded. */
export const sheetOf = <E extends ExportList<string, z.ZodType, TextKey>, Row>(list: E, sheet: Sheet<InputOf<E>, Row>): AnySheet => ({
  list,
  read: (tx, question, language) => {
    const windows = sheet.windows(tx, question as InputOf<E>);
    const said = (cell: SheetCell): OutCell =>
      cell === unreadableCell || (cell?.is === 'number' && !isFigure(cell.text)) ? text(unreadable(language)) : cell;
    return {
      heads: sheet.columns.map(({ head, width }) => ({ head: translate(language, head), width })),
      count: countOf(tx, windows),
      rows: function* () {
        for (const row of rowsOf<Row>(tx, windows)) yield sheet.columns.map(({ cell }) => said(cell(row, language)));
      },
    };
  },
});

export const text = (value: string | null): OutCell => (value === null || value === '' ? null : { is: 'text', text: value });
export const day = (value: string | null): SheetCell =>
  value === null ? null : isReadableDay(value) ? { is: 'day', day: value } : unreadableCell;
export const count = (value: number | null): OutCell => (value === null ? null : { is: 'number', text: String(value), decimals: 0 });
/** Yes where it is so, and nothing where it is not. */
export const yes = (value: number, language: Language): OutCell => (value === 1 ? text(translate(language, 'common.yes')) : null);
/** Minor units of a currency. */
export const amount = (minor: number | null, currency: string | null): SheetCell => {
  if (minor === null || currency === null) return null;
  if (!isCurrency(currency)) return unreadableCell;
  const decimals = minorDigits(currency);
  return { is: 'number', text: toDecimalText(BigInt(minor), decimals), decimals };
};
/** Basis points as per cent. */
export const percent = (bp: number | string | null): SheetCell =>
  typeof bp === 'number' && Number.isInteger(bp) ? { is: 'number', text: toDecimalText(BigInt(bp), 2), decimals: 2 } : unreadableCell;
/** What came with the product is called by its name in the language until somebody renames it. */
export const seeded = (language: Language, name: string | null, seedKey: string | null): string | null =>
  (seedKey === null ? undefined : rawText(language, `seeds.${seedKey}`)) ?? name;
