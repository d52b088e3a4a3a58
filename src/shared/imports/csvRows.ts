/** Splits CSV text, given in chunks, into rows: one pass, one cell in memory, physical line numbers, typed errors for what cannot be read. */
import { err, ok, type Result } from '../kernel/result.ts';

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** What spreadsheets hold in one cell; more is an unclosed quote or an attack on memory. */
export const longestCell = 32_767;
/** What a column may be called: longer than any question of a form; whatever compares names would take minutes over more. */
export const longestHeader = 1_000;
export const mostColumns = 1_000;
export const mostRows = 2_000_000;

export type CellTooLong = { readonly type: 'CellTooLong'; readonly line: number; readonly column: number; readonly limit: number };
export type HeaderTooLong = { readonly type: 'HeaderTooLong'; readonly line: number; readonly column: number; readonly limit: number };
export type TooManyColumns = { readonly type: 'TooManyColumns'; readonly line: number; readonly limit: number };
export type TooManyRows = { readonly type: 'TooManyRows'; readonly limit: number };
/** `line` is where the quote was opened. */
export type UnclosedQuote = { readonly type: 'UnclosedQuote'; readonly line: number };
export type CsvError = CellTooLong | HeaderTooLong | TooManyColumns | TooManyRows | UnclosedQuote;

export type CsvRow = {
  readonly cells: readonly string[];
  /** Physical line on which the row begins, from 1. */
  readonly line: number;
  /** NUL characters were in the row and are left out of the cells. */
  readonly hadNul: boolean;
  /** Text followed a closing quote (`"a"b`) and was kept. */
  readonly hadStrayQuote: boolean;
  /** Indexes of the cells that are formulas in the workbook the row is from; their text is the last result. */
  readonly formulas?: readonly number[];
};

export type CsvLimits = { readonly cell: number; readonly columns: number; readonly rows: number };
export const defaultLimits: CsvLimits = { cell: longestCell, columns: mostColumns, rows: mostRows };

const cr = 13;
const lf = 10;
const quote = 34;

/**
 * Calls `onRow` for every row that has any character; a row of nothing but an empty line is no row. `onRow` answers false to stop.
 * Line ends CR, LF and CRLF may be mixed and count as one line each; within quotes they become LF.
 */
export const readCsv = (
  chunks: Iterable<string>,
  options: { readonly delimiter: Delimiter; readonly limits?: CsvLimits; readonly skipLines?: number },
  onRow: (row: CsvRow) => boolean | undefined,
): Result<{ readonly rows: number }, CsvError> => {
  const limits = options.limits ?? defaultLimits;
  const delimiter = options.delimiter.charCodeAt(0);
  let toSkip = options.skipLines ?? 0;
  let rows = 0;
  let line = 1;
  let rowLine = 1;
  let quoteLine = 1;
  let cells: string[] = [];
  let cell = '';
  let state = 'start' as 'start' | 'plain' | 'quoted' | 'afterQuote';
  let afterCr = false;
  let sawNul = false;
  let hadNul = false;
  let hadStrayQuote = false;
  let stopped = false;

  const endCell = (): CsvError | null => {
    if (cells.length >= limits.columns) return { type: 'TooManyColumns', line: rowLine, limit: limits.columns };
    if (sawNul && cell.includes('\0')) {
      hadNul = true;
      cell = cell.replaceAll('\0', '');
    }
    cells.push(cell.includes('\r') ? cell.replaceAll(/\r\n?/g, '\n') : cell);
    cell = '';
    state = 'start';
    return null;
  };
  const endRow = (): CsvError | null => {
    // An empty quoted cell alone on a line is a row, an empty line is none; behind a delimiter there is always a cell.
    const isBlank = cells.length === 0 && state === 'start';
    const failed = isBlank ? null : endCell();
    if (failed !== null) return failed;
    if (toSkip > 0) toSkip--;
    else if (!isBlank) {
      if (rows >= limits.rows) return { type: 'TooManyRows', limit: limits.rows };
      rows++;
      stopped = onRow({ cells, line: rowLine, hadNul, hadStrayQuote }) === false;
    }
    cells = [];
    hadNul = false;
    hadStrayQuote = false;
    return null;
  };
  const tooLong = (): CsvError => ({
    type: 'CellTooLong',
    line: state === 'quoted' ? quoteLine : line,
    column: cells.length + 1,
    limit: limits.cell,
  });

  const take = (chunk: string): CsvError | null => {
    const end = chunk.length;
    let at = 0;
    while (at < end) {
      if (stopped) return null;
      const code = chunk.charCodeAt(at);
      if (state === 'quoted') {
        const close = chunk.indexOf('"', at);
        const until = close === -1 ? end : close;
        for (let next = at; next < until; next++) {
          const inside = chunk.charCodeAt(next);
          if (inside === cr || (inside === lf && !afterCr)) line++;
          afterCr = inside === cr;
        }
        cell += chunk.slice(at, until);
        if (cell.length > limits.cell) return tooLong();
        at = until;
        if (close !== -1) {
          at++;
          afterCr = false;
          state = 'afterQuote';
        }
        continue;
      }
      if (code === lf && afterCr) {
        afterCr = false;
        rowLine = line;
        at++;
        continue;
      }
      afterCr = false;
      if (code === delimiter) {
        const failed = endCell();
        if (failed !== null) return failed;
        at++;
        continue;
      }
      if (code === cr || code === lf) {
        const failed = endRow();
        if (failed !== null) return failed;
        line++;
        rowLine = line;
        afterCr = code === cr;
        at++;
        continue;
      }
      if (state === 'start' && code === quote) {
        state = 'quoted';
        quoteLine = line;
        at++;
        continue;
      }
      if (state === 'afterQuote') {
        if (code === quote) {
          cell += '"';
          state = 'quoted';
          at++;
          continue;
        }
        hadStrayQuote = true;
      }
      state = 'plain';
      let until = at + 1;
      while (until < end) {
        const next = chunk.charCodeAt(until);
        if (next === delimiter || next === cr || next === lf) break;
        until++;
      }
      cell += chunk.slice(at, until);
      if (cell.length > limits.cell) return tooLong();
      at = until;
    }
    return null;
  };

  for (const chunk of chunks) {
    if (chunk.includes('\0')) sawNul = true;
    const failed = take(chunk);
    if (failed !== null) return err(failed);
    if (stopped) return ok({ rows });
  }
  if (state === 'quoted') return err({ type: 'UnclosedQuote', line: quoteLine });
  const failed = endRow();
  return failed === null ? ok({ rows }) : err(failed);
};
