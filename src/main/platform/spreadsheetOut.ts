/** Writes rows to files that spreadsheets open: CSV with a byte order mark, and workbooks with real days and numbers. */
import { closeSync, openSync, writeSync } from 'node:fs';
import writeXlsxFile, { type Cell } from 'write-excel-file/node';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { csvCell } from '../../shared/kernel/spreadsheetText.ts';

/** A cell as data; numbers as exact decimal text with a point. */
export type OutCell =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'number'; readonly text: string; readonly decimals: number }
  | { readonly is: 'day'; readonly day: string }
  | null;
export type OutRow = readonly OutCell[];
export type OutColumn = { readonly head: string; /** Characters. */ readonly width: number };
export type OutError = { readonly type: 'DiskFull' } | { readonly type: 'StoreIoError' };

const failure = (cause: unknown): Result<never, OutError> => {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  return err({ type: code === 'ENOSPC' || code === 'EDQUOT' ? 'DiskFull' : 'StoreIoError' });
};

const csvText = (cell: OutCell, decimalMark: ',' | '.'): string => {
  if (cell === null) return '';
  switch (cell.is) {
    case 'text':
      return csvCell(cell.text);
    case 'number':
      // The delimiter is never the decimal mark, so that a number needs no quotes.
      return cell.text.replace('.', decimalMark);
    case 'day':
      return cell.day;
  }
};

/** CRLF, a byte order mark so that spreadsheets read UTF-8, and a semicolon where the comma is the decimal mark. */
export const writeCsv = (
  path: string,
  columns: readonly OutColumn[],
  rows: Iterable<OutRow>,
  decimalMark: ',' | '.',
): Result<null, OutError> => {
  const delimiter = decimalMark === ',' ? ';' : ',';
  const line = (cells: OutRow): string => `${cells.map((cell) => csvText(cell, decimalMark)).join(delimiter)}\r\n`;
  try {
    const file = openSync(path, 'wx', 0o600);
    try {
      let waiting = `\uFEFF${line(columns.map(({ head }) => ({ is: 'text', text: head })))}`;
      for (const row of rows) {
        waiting += line(row);
        if (waiting.length < 64 * 1024) continue;
        writeSync(file, waiting);
        waiting = '';
      }
      writeSync(file, waiting);
    } finally {
      closeSync(file);
    }
    return ok(null);
  } catch (cause) {
    return failure(cause);
  }
};

/** Rows of a sheet, its head included. */
export const mostSheetRows = 1_048_576;
/** Characters that a cell of a sheet holds. */
const longestText = 32_767;

const xlsxCell = (cell: OutCell): Cell => {
  if (cell === null) return null;
  switch (cell.is) {
    case 'text':
      // A text cell is never calculated, whatever it begins with: it needs no apostrophe.
      return { value: cell.text.slice(0, longestText), type: String };
    case 'number': {
      const value = Number(cell.text);
      // What a spreadsheet's number cannot hold exactly stays a text.
      if (Math.abs(value) >= 1e15) return { value: cell.text, type: String };
      return { value, type: Number, format: cell.decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(cell.decimals)}` };
    }
    case 'day': {
      const [year = 0, month = 1, day = 1] = cell.day.split('-').map(Number);
      // The library reads the parts of the day in UTC.
      return { value: new Date(Date.UTC(year, month - 1, day)), type: Date, format: 'yyyy-mm-dd' };
    }
  }
};

/** One sheet with its head in bold and always in sight. */
export const writeXlsx = async (
  path: string,
  sheet: string,
  columns: readonly OutColumn[],
  rows: readonly OutRow[],
): Promise<Result<null, OutError>> => {
  const head: Cell[] = columns.map((column) => ({ value: column.head, type: String, fontWeight: 'bold' }));
  try {
    await writeXlsxFile([head, ...rows.map((row) => row.map(xlsxCell))], {
      sheet: sheet.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31),
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
    }).toFile(path);
    return ok(null);
  } catch (cause) {
    return failure(cause);
  }
};
