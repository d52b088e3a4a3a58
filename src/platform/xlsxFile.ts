/** Reads workbooks for the import: sheets as rows of text, within limits, with days as days and formulas as the results they last had. */
import { inflateRawSync } from 'node:zlib';
import { type CellObject, type DenseWorkSheet, read, SSF, type WorkBook } from '@e965/xlsx';
import type { WorkbookError } from '../shared/kernel/fileErrors.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import type { SourceFile } from './csvFile.ts';

export type SheetRow = {
  /** Texts of the cells, empty ones included up to the last that holds anything. */
  readonly cells: readonly string[];
  /** Row of the sheet, from 1. */
  readonly line: number;
  /** Indexes of the cells that are formulas. */
  readonly formulas: readonly number[];
};
export type Workbook = { readonly sheets: readonly string[]; readonly sheet: string; readonly rows: readonly SheetRow[] };

/** Megabytes that the parts of a workbook may have together: a sheet of 100,000 rows and 20 columns needs about 100. */
const unpackedLimit = 300;
const megabyte = 1024 * 1024;

const firstBytes = (file: SourceFile): Uint8Array => {
  for (const chunk of file.chunks()) return chunk.subarray(0, 8);
  return new Uint8Array();
};

const startsWith = (bytes: Uint8Array, ...signature: readonly number[]): boolean => signature.every((byte, at) => bytes[at] === byte);
const isZip = (bytes: Uint8Array): boolean => startsWith(bytes, 0x50, 0x4b, 0x03, 0x04);
/** The older container: workbooks before 2007, and every workbook with a password. */
const isCompound = (bytes: Uint8Array): boolean => startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);

/** The part of a container that holds a workbook with a password. */
const lockedPart = Buffer.from('EncryptedPackage', 'utf16le');

/** Whether the file is a workbook, by its first bytes: its name proves nothing. */
export const isWorkbook = (file: SourceFile): boolean => {
  const head = firstBytes(file);
  return isZip(head) || isCompound(head);
};

/**
 * Unpacks every part once within the limit, as the sizes that a packed file states can lie. False: they are more than that. Throws for what is no
 * ZIP file.
 */
const fitsUnpacked = (bytes: Buffer, limit: number): boolean => {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1) throw new Error('no end of the list of parts');
  let at = bytes.readUInt32LE(end + 16);
  let left = limit;
  for (let part = bytes.readUInt16LE(end + 10); part > 0; part--) {
    const method = bytes.readUInt16LE(at + 10);
    const packed = bytes.readUInt32LE(at + 20);
    const start = bytes.readUInt32LE(at + 42);
    const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    if (method === 8) {
      try {
        left -= inflateRawSync(bytes.subarray(from, from + packed), { maxOutputLength: Math.max(1, left) }).byteLength;
      } catch (cause) {
        if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') return false;
        throw cause;
      }
    } else left -= packed;
    if (left < 0) return false;
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return true;
};

type DateParts = { readonly y: number; readonly m: number; readonly d: number; readonly H: number; readonly M: number; readonly S: number };
/** The part of the library that knows number formats, which its types leave open. */
const formats = SSF as {
  readonly is_date: (format: string) => boolean;
  readonly parse_date_code: (serial: number, options: { readonly date1904: boolean }) => DateParts | null;
};

const two = (part: number): string => String(part).padStart(2, '0');

/** A number that is shown as a day, as that day; with its time where it has one. Null for a mere time of day. */
const dayText = (serial: number, date1904: boolean): string | null => {
  const parts = formats.parse_date_code(serial, { date1904 });
  if (parts === null || serial < 1) return null;
  const day = `${String(parts.y).padStart(4, '0')}-${two(parts.m)}-${two(parts.d)}`;
  return Number.isInteger(serial) ? day : `${day} ${two(parts.H)}:${two(parts.M)}:${two(Math.floor(parts.S))}`;
};

/** Fifteen figures are what a spreadsheet keeps: 0.1 + 0.2 is 0.3 there. */
const numberText = (value: number): string => {
  const text = String(Number(value.toPrecision(15)));
  return text.includes('e') && Number.isInteger(value) ? BigInt(value).toString() : text;
};

const textOf = (cell: CellObject, date1904: boolean): string => {
  if (cell.v === undefined || cell.v === null) return '';
  if (cell.t === 'e') return cell.w ?? '';
  if (typeof cell.v === 'number') {
    const isDay = typeof cell.z === 'string' && formats.is_date(cell.z);
    return (isDay ? (dayText(cell.v, date1904) ?? cell.w) : undefined) ?? numberText(cell.v);
  }
  return String(cell.v);
};

const rowsOf = (sheet: DenseWorkSheet, date1904: boolean): readonly SheetRow[] => {
  const rows: SheetRow[] = [];
  // A merged area has its value in its first cell, and nothing in the others.
  sheet['!data'].forEach((line: readonly (CellObject | undefined)[] | undefined, index) => {
    if (line === undefined) return;
    const formulas: number[] = [];
    const cells = Array.from(line, (cell, column) => {
      if (cell === undefined || cell === null) return '';
      if (cell.f !== undefined) formulas.push(column);
      return textOf(cell, date1904);
    });
    while (cells.at(-1) === '' && !formulas.includes(cells.length - 1)) cells.pop();
    if (cells.length > 0) rows.push({ cells, line: index + 1, formulas });
  });
  return rows;
};

const known = new WeakMap<SourceFile, Map<string, Workbook>>();

/** A sheet of a workbook as rows; `sheet` undefined: the first that holds anything. What was read stays with the file. */
export const readWorkbook = (file: SourceFile, sheet?: string, limit = unpackedLimit): Result<Workbook, WorkbookError> => {
  const kept = known.get(file)?.get(sheet ?? '');
  if (kept !== undefined) return ok(kept);
  if (file.size > limit * megabyte) return err({ type: 'WorkbookTooLarge', limit });
  const bytes = Buffer.concat([...file.chunks()]);
  if (isCompound(bytes) && bytes.includes(lockedPart)) return err({ type: 'WorkbookLocked' });
  try {
    if (isZip(bytes) && !fitsUnpacked(bytes, limit * megabyte)) return err({ type: 'WorkbookTooLarge', limit });
    const options = { type: 'buffer', dense: true, cellNF: true, cellHTML: false, cellStyles: false } as const;
    const names = read(bytes, { ...options, bookSheets: true }).SheetNames;
    if (sheet !== undefined && !names.includes(sheet)) return err({ type: 'SheetMissing', sheet });
    for (const name of sheet === undefined ? names : [sheet]) {
      const book: WorkBook = read(bytes, { ...options, sheets: name });
      const found = book.Sheets[name] as DenseWorkSheet | undefined;
      const rows = found?.['!data'] === undefined ? [] : rowsOf(found, book.Workbook?.WBProps?.date1904 === true);
      if (rows.length === 0 && name !== (sheet ?? names.at(-1))) continue;
      const workbook: Workbook = { sheets: names, sheet: name, rows };
      known.set(file, (known.get(file) ?? new Map<string, Workbook>()).set(sheet ?? '', workbook));
      return ok(workbook);
    }
    return err({ type: 'WorkbookUnreadable' });
  } catch (cause) {
    // The library throws for whatever it does not understand; a password is what people can do something about.
    return err({ type: cause instanceof Error && /password|encrypt/i.test(cause.message) ? 'WorkbookLocked' : 'WorkbookUnreadable' });
  }
};
