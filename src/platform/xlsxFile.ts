/** Reads workbooks for the import: sheets as rows of text, within limits, with days as days and formulas as the results they last had. */
import { type CellObject, type DenseWorkSheet, read, type WorkBook } from '@e965/xlsx';
import type { WorkbookError } from '../shared/kernel/fileErrors.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import type { SourceFile } from './csvFile.ts';
import { dayStyles, dayText, isDayFormat, numberText, partsOf, sharedTexts, sheetRows, type SheetRow, TooManyCells } from './xlsxParts.ts';
import { XmlStopped } from './xmlScan.ts';
import { openZipIn, ZipTooLarge } from './zipIn.ts';

/** Why it was not read; `Cancelled`: the person stopped it. */
export type XlsxError = WorkbookError | { readonly type: 'Cancelled' };
export type Workbook = { readonly sheets: readonly string[]; readonly sheet: string; readonly rows: readonly SheetRow[] };

/**
 * `megabytes` that the parts of a workbook may have together, unpacked: a sheet of 100,000 rows and 20 columns needs about 100; `cells` of a sheet, and
 * texts that they share. With both the time is bounded that reading takes.
 */
export type WorkbookBounds = { readonly megabytes: number; readonly cells: number };
const usual: WorkbookBounds = { megabytes: 300, cells: 5_000_000 };
/** Megabytes of a workbook of the older kind, which is not packed, and read whole by a library. */
const olderLimit = 40;
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

const textOf = (cell: CellObject, date1904: boolean): string => {
  if (cell.v === undefined || cell.v === null) return '';
  if (cell.t === 'e') return cell.w ?? '';
  if (typeof cell.v === 'number') {
    const isDay = typeof cell.z === 'string' && isDayFormat(cell.z);
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

/** The first sheet that holds anything, or the one that is asked for, as `read` gives its rows. */
const chosen = (
  names: readonly string[],
  sheet: string | undefined,
  read: (name: string) => readonly SheetRow[],
): Result<Workbook, XlsxError> => {
  if (sheet !== undefined && !names.includes(sheet)) return err({ type: 'SheetMissing', sheet });
  for (const name of sheet === undefined ? names : [sheet]) {
    const rows = read(name);
    if (rows.length > 0 || name === (sheet ?? names.at(-1))) return ok({ sheets: names, sheet: name, rows });
  }
  return err({ type: 'WorkbookUnreadable' });
};

const readPacked = (
  bytes: Buffer,
  sheet: string | undefined,
  { megabytes, cells: most }: WorkbookBounds,
  isStopped: () => boolean,
): Result<Workbook, XlsxError> => {
  const scan = { zip: openZipIn(bytes, megabytes * megabyte), isStopped };
  const { sheets, date1904, shared, styles } = partsOf(scan);
  const book = { shared: sharedTexts(scan, shared, most), styles: dayStyles(scan, styles), date1904, most };
  const paths = new Map(sheets.map(({ name, path }) => [name, path]));
  return chosen([...paths.keys()], sheet, (name) => sheetRows(scan, paths.get(name) ?? '', book));
};

const readOlder = (bytes: Buffer, sheet: string | undefined): Result<Workbook, XlsxError> => {
  const options = { type: 'buffer', dense: true, cellNF: true, cellHTML: false, cellStyles: false } as const;
  return chosen(read(bytes, { ...options, bookSheets: true }).SheetNames, sheet, (name) => {
    const book: WorkBook = read(bytes, { ...options, sheets: name });
    const found = book.Sheets[name] as DenseWorkSheet | undefined;
    return found?.['!data'] === undefined ? [] : rowsOf(found, book.Workbook?.WBProps?.date1904 === true);
  });
};

export type WorkbookReading = { readonly bounds?: WorkbookBounds; readonly isStopped?: () => boolean };

/** A sheet of a workbook as rows; `sheet` undefined: the first that holds anything. What was read stays with the file. */
export const readWorkbook = (
  file: SourceFile,
  sheet?: string,
  { bounds = usual, isStopped = () => false }: WorkbookReading = {},
): Result<Workbook, XlsxError> => {
  const kept = known.get(file)?.get(sheet ?? '');
  if (kept !== undefined) return ok(kept);
  const isPacked = isZip(firstBytes(file));
  const limit = isPacked ? bounds.megabytes : Math.min(olderLimit, bounds.megabytes);
  if (file.size > limit * megabyte) return err({ type: 'WorkbookTooLarge', limit });
  const bytes = Buffer.concat([...file.chunks()]);
  if (isCompound(bytes) && bytes.includes(lockedPart)) return err({ type: 'WorkbookLocked' });
  try {
    const found = isPacked ? readPacked(bytes, sheet, bounds, isStopped) : readOlder(bytes, sheet);
    if (found.ok) known.set(file, (known.get(file) ?? new Map<string, Workbook>()).set(sheet ?? '', found.value));
    return found;
  } catch (cause) {
    if (cause instanceof XmlStopped) return err({ type: 'Cancelled' });
    if (cause instanceof ZipTooLarge) return err({ type: 'WorkbookTooLarge', limit });
    if (cause instanceof TooManyCells) return err({ type: 'WorkbookTooManyCells', limit: bounds.cells });
    // The library throws for whatever it does not understand; a password is what people can do something about.
    return err({ type: cause instanceof Error && /password|encrypt/i.test(cause.message) ? 'WorkbookLocked' : 'WorkbookUnreadable' });
  }
};
