/** One row as the resolvers see it: fields by name, cleaned; numbers and days read; what is odd noted with the decision about it. */
import { hasControls, normalKey, withoutControls } from '../../../shared/imports/cells.ts';
import type { CsvRow } from '../../../shared/imports/csvRows.ts';
import type { AnyField } from '../../../shared/imports/kinds.ts';
import type { Mapping } from '../../../shared/imports/mapping.ts';
import { type ProblemKindName, meantBy } from '../../../shared/imports/problems.ts';
import { type Day, parseDay } from '../../../shared/kernel/day.ts';
import { type Currency, isCurrency, type Money } from '../../../shared/kernel/money.ts';
import { amountToMinor, type DecimalMark, type ExactAmount, readAmount } from '../../../shared/kernel/readAmount.ts';
import { type DayOrder, type DayReading, readDay } from '../../../shared/kernel/readDay.ts';
import { isFormula, withoutApostrophe } from '../../../shared/kernel/spreadsheetText.ts';
import type { AnalysedFile } from './analyseFile.ts';
import type { Oddity, ProblemBook } from './problemBook.ts';

export type RowView = {
  /** True when the file (or a constant of the mapping) says anything about the field. */
  readonly has: (field: AnyField) => boolean;
  /** The cleaned text of a field; empty when there is none. `max` cuts what no column can hold, and says so. */
  readonly text: (field: AnyField, max?: number) => string;
  /** Notes something odd about a field of this row and answers with the decision about it. */
  readonly raise: (kind: ProblemKindName, field: AnyField, original: string, suggestion?: string | null) => string | null;
  /** The same about another record than the one this row becomes; stored at once. */
  readonly raiseAbout: (kind: ProblemKindName, field: AnyField, original: string, suggestion: string | null, recordId: string) => void;
  /** The same for what belongs to no column of the file. */
  readonly note: (kind: ProblemKindName, column: string, original: string) => void;
  readonly day: (field: AnyField) => Day | null;
  readonly money: (field: AnyField) => Money | null;
  readonly integer: (field: AnyField, min: number, max: number) => number | null;
  /** Hands the notes of the row to the book; to be called once, when it is known what the row became. */
  readonly settle: (recordId: string | null) => void;
  readonly cells: () => readonly string[];
};

export type RowReader = RowView & {
  readonly load: (row: CsvRow) => void;
  /** Drops what was noted since the row was loaded. */
  readonly forget: () => void;
};

type Source = { readonly column: number; readonly name: string; readonly constant: string };

export const createRowReader = (analysed: AnalysedFile, mapping: Mapping, book: ProblemBook, today: Day): RowReader => {
  const file = analysed.file.name;
  const sources = new Map<string, Source>();
  for (const [field, constant] of Object.entries(mapping.constants ?? {})) sources.set(field, { column: -1, name: field, constant });
  for (const [field, name] of Object.entries(mapping.columns))
    sources.set(field, { column: analysed.names.indexOf(name), name, constant: mapping.constants?.[field] ?? '' });
  const width = analysed.names.length;
  const layoutOf = (field: string) => analysed.layout.columns.find((column) => column.name === mapping.columns[field]);
  const decimals = new Map(
    [...sources.keys()].map((field): [string, DecimalMark] => [
      field,
      mapping.decimal?.[field] ?? layoutOf(field)?.decimal.mark ?? 'unknown',
    ]),
  );
  const orders = new Map(
    [...sources.keys()].map((field): [string, DayOrder] => [field, mapping.dates?.[field] ?? layoutOf(field)?.dates.order ?? 'unknown']),
  );
  const days = new Map<string, DayReading>();
  let row: CsvRow = { cells: [], line: 0, hadNul: false, hadStrayQuote: false };
  let odd: Oddity[] = [];

  const note = (kind: ProblemKindName, column: string, original: string, suggestion: string | null = null): string | null => {
    const decision = book.decisionFor(kind, original);
    odd.push({ kind, file, line: row.line, column, original, suggestion, decision });
    return decision;
  };
  const nameOf = (field: string): string => sources.get(field)?.name ?? field;
  const raise: RowView['raise'] = (kind, field, original, suggestion = null) => note(kind, nameOf(field), original, suggestion);

  const raiseAbout: RowView['raiseAbout'] = (kind, field, original, suggestion, recordId) => {
    const decision = book.decisionFor(kind, original);
    book.add({ kind, file, line: row.line, column: nameOf(field), original, suggestion, decision }, recordId, row.cells, true);
  };

  const text: RowView['text'] = (field, max) => {
    const source = sources.get(field);
    if (source === undefined) return '';
    let cell = source.column < 0 ? source.constant : (row.cells[source.column] ?? '');
    if (source.column >= 0 && row.formulas?.includes(source.column) === true) note('formulaValue', source.name, cell);
    if (cell === '') return source.constant;
    const first = cell.charCodeAt(0);
    // A workbook says which cells are text: an apostrophe in one is its own.
    if (first === 39 && row.formulas === undefined) cell = withoutApostrophe(cell);
    if (first <= 64 && isFormula(cell)) note('formulaCell', source.name, cell);
    if (hasControls(cell)) {
      note('controlCharacter', source.name, cell);
      cell = withoutControls(cell);
    }
    if (cell.includes('\uFFFD')) note('unreadableCharacter', source.name, cell);
    const clean = cell.includes('\n') ? cell.normalize('NFC').trim() : normalKey(cell);
    if (max === undefined || clean.length <= max) return clean;
    note('textTooLong', source.name, cell);
    return clean.slice(0, max);
  };

  /** Reads a text; where that fails, a decision may give another text to read instead. */
  const retry = <T>(kind: ProblemKindName, field: AnyField, original: string, read: (text: string) => T | null): T | null => {
    const meant = meantBy(raise(kind, field, original) ?? '');
    return meant === null ? null : read(meant);
  };

  const dayIn = (field: AnyField, cell: string): DayReading => {
    const iso = parseDay(cell);
    if (iso !== null) return { kind: 'day', day: iso, precision: 'day' };
    const key = `${orders.get(field) ?? ''} ${cell}`;
    const known = days.get(key) ?? readDay(cell, { order: orders.get(field) ?? 'unknown', today });
    if (days.size < 10_000) days.set(key, known);
    return known;
  };
  const plainDay = (text_: string): Day | null => {
    const reading = readDay(text_, { order: 'ymd', today });
    return reading.kind === 'day' && reading.precision === 'day' ? reading.day : null;
  };

  const day: RowView['day'] = (field) => {
    const cell = text(field);
    if (cell === '') return null;
    const reading = dayIn(field, cell);
    switch (reading.kind) {
      case 'day': {
        if (reading.precision === 'day') return reading.day;
        const decision = raise('weekNotDay', field, cell, reading.day);
        return decision === 'firstDay' ? reading.day : plainDay(meantBy(decision ?? '') ?? '');
      }
      case 'ambiguous': {
        const decision = raise('ambiguousDay', field, cell);
        return decision === 'dayFirst' ? reading.dmy : decision === 'monthFirst' ? reading.mdy : plainDay(meantBy(decision ?? '') ?? '');
      }
      default:
        return retry('unreadableDay', field, cell, plainDay);
    }
  };

  const currencyFor = (field: AnyField, amount: ExactAmount, cell: string): Currency | null => {
    const named = text('currency').toUpperCase();
    if (named !== '') {
      if (isCurrency(named)) return named;
      const meant = meantBy(raise('unknownCurrency', 'currency', named) ?? '') ?? '';
      return isCurrency(meant) ? meant : null;
    }
    if (amount.currency !== null) return amount.currency;
    const fixed = mapping.currency ?? '';
    if (isCurrency(fixed)) return fixed;
    const meant = meantBy(raise('currencyMissing', field, cell) ?? '') ?? '';
    return isCurrency(meant) ? meant : null;
  };

  const exactIn = (field: AnyField, cell: string): ExactAmount | null => {
    if (/^\d{1,15}$/.test(cell)) return { value: BigInt(cell), scale: 0, currency: null };
    const reading = readAmount(cell, { decimal: decimals.get(field) ?? 'unknown' });
    if (reading.kind === 'amount') return reading.amount;
    if (reading.kind === 'ambiguous') {
      const decision = raise('ambiguousAmount', field, cell);
      if (decision === 'asDecimal') return reading.asDecimal;
      if (decision === 'asThousands') return reading.asThousands;
      const again = readAmount(meantBy(decision ?? '') ?? '', { decimal: '.' });
      return again.kind === 'amount' ? again.amount : null;
    }
    return retry('unreadableAmount', field, cell, (meant) => {
      const again = readAmount(meant, { decimal: '.' });
      return again.kind === 'amount' ? again.amount : null;
    });
  };

  const money: RowView['money'] = (field) => {
    const cell = text(field);
    if (cell === '') return null;
    const exact = exactIn(field, cell);
    if (exact === null) return null;
    const currency = currencyFor(field, exact, cell);
    if (currency === null) return null;
    const power = 10n ** BigInt(mapping.powers?.[field] ?? 0);
    const minor = amountToMinor({ value: exact.value * power, scale: exact.scale }, currency);
    if (minor.ok) return { minor: minor.value, currency };
    return retry(minor.error.type === 'TooPrecise' ? 'amountTooPrecise' : 'amountOutOfRange', field, cell, (meant) => {
      const again = readAmount(meant, { decimal: '.' });
      const read = again.kind === 'amount' ? amountToMinor(again.amount, currency) : null;
      return read?.ok === true ? { minor: read.value, currency } : null;
    });
  };

  const integer: RowView['integer'] = (field, min, max) => {
    const cell = text(field);
    if (cell === '') return null;
    const read = (wanted: string): number | null => {
      const reading = readAmount(wanted, { decimal: decimals.get(field) ?? 'unknown' });
      // A whole number grouped by thousands is no decimal here: `1.234` employees are 1234.
      const exact = reading.kind === 'amount' ? reading.amount : reading.kind === 'ambiguous' ? reading.asThousands : null;
      const scale = 10n ** BigInt(exact?.scale ?? 0);
      if (exact === null || exact.value % scale !== 0n) return null;
      const whole = Number(exact.value / scale);
      return whole >= min && whole <= max ? whole : null;
    };
    return read(cell) ?? retry('unreadableNumber', field, cell, read);
  };

  return {
    load: (next) => {
      row = next;
      odd = [];
      if (row.hadNul) note('nulCharacter', '', '');
      if (row.hadStrayQuote) note('strayQuote', '', '');
      if (row.cells.length < width) note('missingCells', '', String(row.cells.length));
      else if (row.cells.length > width) {
        const surplus = row.cells.slice(width);
        // Spreadsheets write empty cells behind the last column; those hold nothing that could be lost.
        if (surplus.some((cell) => cell !== '')) note('surplusCells', '', surplus.join(' | '));
      }
    },
    forget: () => {
      odd = [];
    },
    has: (field) => sources.has(field),
    text,
    raise,
    raiseAbout,
    note,
    day,
    money,
    integer,
    cells: () => row.cells,
    settle: (recordId) => {
      if (recordId !== null) book.sawRecord(recordId);
      for (let index = 0; index < odd.length; index++) {
        const oddity = odd[index];
        if (oddity !== undefined) book.add(oddity, recordId, row.cells, index === 0);
      }
      odd = [];
    },
  };
};
