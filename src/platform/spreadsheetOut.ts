/** Writes rows to files that spreadsheets open, as they come: CSV with a byte order mark, and workbooks with real days and numbers. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import type { FileNotWritten } from '../shared/kernel/exportList.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import { csvCell } from '../shared/kernel/spreadsheetText.ts';
import type { OutCell, OutColumn, OutRow } from './outCell.ts';
import { writeSheet } from './xlsxOut.ts';

/** Takes a file away again, finished or not. */
export const removeOut = (path: string): void => {
  rmSync(path, { force: true });
};

/** An error of the file system as one of ours; anything else is a defect and goes on. */
const failure = (path: string, cause: unknown): Result<never, FileNotWritten> => {
  // Half a file is worse than none: it opens and looks whole.
  removeOut(path);
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  const isOfFile = cause instanceof Error && 'syscall' in cause;
  if (!isOfFile && !(cause instanceof RangeError)) throw cause;
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
): Result<null, FileNotWritten> => {
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
    return failure(path, cause);
  }
};

/** A workbook of one sheet. */
export const writeXlsx = (
  path: string,
  sheet: string,
  columns: readonly OutColumn[],
  rows: Iterable<OutRow>,
): Result<null, FileNotWritten> => {
  try {
    writeSheet(path, sheet, columns, rows);
    return ok(null);
  } catch (cause) {
    return failure(path, cause);
  }
};
