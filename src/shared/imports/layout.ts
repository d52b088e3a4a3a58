/** How a CSV file is laid out, found from its text and shown to the person: delimiter, header, and how each column writes numbers and days. */
import type { DayOrder } from '../kernel/readDay.ts';
import type { DecimalMark } from '../kernel/readAmount.ts';
import type { Encoding } from '../kernel/spreadsheetText.ts';
import { type Delimiter, delimiters, readCsv } from './csvRows.ts';

/** A cell that decided, with its line, so that the person can look at it. */
export type Evidence = { readonly line: number; readonly text: string };

export type ColumnLayout = {
  readonly name: string;
  readonly examples: readonly string[];
  readonly filled: number;
  readonly empty: number;
  /** `unknown` with two pieces of evidence: the column contradicts itself; with none: nothing in it needs the answer. */
  readonly decimal: { readonly mark: DecimalMark; readonly comma: Evidence | null; readonly point: Evidence | null };
  readonly dates: { readonly order: DayOrder; readonly dayFirst: Evidence | null; readonly monthFirst: Evidence | null };
  /** Every filled cell is a whole number that a spreadsheet would show as a day of 1954–2119. */
  readonly maybeSerialDays: boolean;
};

export type FileLayout = {
  readonly encoding: Encoding;
  readonly hadBom: boolean;
  /** False when nothing proves the encoding (single bytes above 127 that could belong to several). */
  readonly encodingIsCertain: boolean;
  readonly delimiter: Delimiter;
  readonly hasHeader: boolean;
  /** Lines before the first row that belong to no table (`sep=;`). */
  readonly skipLines: number;
  readonly quoted: boolean;
  readonly rows: number;
  readonly columns: readonly ColumnLayout[];
};

const sampleRows = 200;

/** `sep=;` on the first line is how spreadsheets name the delimiter. */
export const namedDelimiter = (sample: string): Delimiter | null => {
  const named = /^sep=([,;\t|])\r?\n?/i.exec(sample);
  return (named?.[1] as Delimiter | undefined) ?? null;
};

/** The delimiter under which the rows of the sample agree best on their number of cells; a comma when none splits anything. */
export const guessDelimiter = (sample: string): Delimiter => {
  let best: { readonly delimiter: Delimiter; readonly score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const widths: number[] = [];
    readCsv([sample], { delimiter, limits: { cell: Number.MAX_SAFE_INTEGER, columns: 10_000, rows: sampleRows } }, ({ cells }) => {
      widths.push(cells.length);
      return widths.length < sampleRows;
    });
    const counts = new Map<number, number>();
    for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
    const [width = 1, count = 0] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
    if (width < 2) continue;
    // A header as wide as the rows speaks for the delimiter; decimal commas only split the rows below it.
    const score = (count / widths.length) * (1 + Math.log2(width)) * (widths[0] === width ? 1 : 0.5);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
};

const looksLikeValue = (cell: string): boolean =>
  /^[-+−(]?[\d.,\s]*\d[\d.,\s%)]*$/.test(cell) || /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(cell) || cell.includes('@');

/** Whether the first row names the columns: no numbers, days or addresses in it, and something in most cells. */
export const isHeader = (first: readonly string[]): boolean => {
  const filled = first.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return filled.length * 2 > first.length && !filled.some(looksLikeValue);
};

/** Spreadsheet letters, for columns without a name: A … Z, AA … */
export const columnLetters = (index: number): string => {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
};

/** Column names from a header row: trimmed, NFC; empty ones get their letter, repeated ones a number. */
export const columnNames = (header: readonly string[]): readonly string[] => {
  const seen = new Map<string, number>();
  return header.map((cell, index) => {
    const name = cell.normalize('NFC').replaceAll(/\s+/g, ' ').trim() || columnLetters(index);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
};

type Column = {
  examples: string[];
  filled: number;
  empty: number;
  comma: Evidence | null;
  point: Evidence | null;
  dayFirst: Evidence | null;
  monthFirst: Evidence | null;
  yearFirst: boolean;
  serials: number;
};

const numberShape = /^[-+−(]?\s*(?:[^\d\s.,()-]{1,4}\s?)?(\d[\d.,  ']*\d)\s*(?:[^\d\s.,()]{0,4}\)?)$/;

/** Which mark a cell proves to be decimal: both present, one repeated, or a lone one not followed by exactly three digits. */
export const decimalEvidence = (cell: string): ',' | '.' | null => {
  const digits = numberShape.exec(cell)?.[1];
  if (digits === undefined) return null;
  const marks = digits.replaceAll(/[^.,]/g, '');
  const last = marks.at(-1);
  if (last !== '.' && last !== ',') return null;
  const other = last === '.' ? ',' : '.';
  if (marks.includes(other)) return marks.indexOf(last) === marks.length - 1 ? last : null;
  if (marks.length > 1) return /^\d{1,3}(?:[.,]\d{3})+$/.test(digits) ? other : null;
  const [whole = '', fraction = ''] = digits.split(last);
  return fraction.length !== 3 || whole.length > 3 || whole.startsWith('0') || /\D/.test(whole) ? last : null;
};

const datePrefix = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:$|[ T])/;

/** Collects what a whole column says; `add` for every row, then `columns`. */
export const createLayoutCollector = (names: readonly string[]) => {
  const all: Column[] = names.map(() => ({
    examples: [],
    filled: 0,
    empty: 0,
    comma: null,
    point: null,
    dayFirst: null,
    monthFirst: null,
    yearFirst: false,
    serials: 0,
  }));
  return {
    add: (cells: readonly string[], line: number): void => {
      for (let index = 0; index < all.length; index++) {
        const column = all[index];
        if (column === undefined) continue;
        const text = (cells[index] ?? '').trim();
        if (text === '') {
          column.empty++;
          continue;
        }
        column.filled++;
        if (column.examples.length < 3 && !column.examples.includes(text)) column.examples.push(text.slice(0, 80));
        const first = text.charCodeAt(0);
        const startsLikeNumber = first < 65 || first > 122;
        if (!startsLikeNumber && column.filled > 20 && column.comma === null && column.point === null) continue;
        if (text.length > 40) continue;
        const day = datePrefix.exec(text);
        if (day !== null) {
          const one = Number(day[1]);
          const two = Number(day[3]);
          // Points between the parts are day first wherever they are used.
          if (one > 12 || day[2] === '.') column.dayFirst ??= { line, text };
          else if (two > 12) column.monthFirst ??= { line, text };
        } else if (/^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/.test(text)) column.yearFirst = true;
        else if (/^\d{5}$/.test(text) && text > '20000' && text < '80000') column.serials++;
        else if (column.comma === null || column.point === null) {
          const mark = decimalEvidence(text);
          if (mark === ',') column.comma ??= { line, text };
          else if (mark === '.') column.point ??= { line, text };
        }
      }
    },
    columns: (): readonly ColumnLayout[] =>
      all.map((column, index) => ({
        name: names[index] ?? '',
        examples: column.examples,
        filled: column.filled,
        empty: column.empty,
        decimal: {
          mark: column.comma !== null && column.point === null ? ',' : column.point !== null && column.comma === null ? '.' : 'unknown',
          comma: column.comma,
          point: column.point,
        },
        dates: {
          order:
            column.dayFirst !== null && column.monthFirst === null
              ? 'dmy'
              : column.monthFirst !== null && column.dayFirst === null
                ? 'mdy'
                : column.yearFirst && column.dayFirst === null
                  ? 'ymd'
                  : 'unknown',
          dayFirst: column.dayFirst,
          monthFirst: column.monthFirst,
        },
        maybeSerialDays: column.filled > 0 && column.serials === column.filled,
      })),
  };
};
