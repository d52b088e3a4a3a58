/** The parts of a workbook as they are packed: its sheets by name, texts that cells share, which number formats are days, and the cells of a sheet. */
import { SSF } from '@e965/xlsx';
import { attribute, scanXml } from './xmlScan.ts';
import { type ZipIn, ZipUnreadable } from './zipIn.ts';

/** More cells or texts than are held; what is empty between two cells counts as they do. */
export class TooManyCells extends Error {}

export type SheetRow = {
  /** Texts of the cells, empty ones included up to the last that holds anything. */
  readonly cells: readonly string[];
  /** Row of the sheet, from 1. */
  readonly line: number;
  /** Indexes of the cells that are formulas. */
  readonly formulas: readonly number[];
};

type Scan = { readonly zip: ZipIn; readonly isStopped: () => boolean };

/** Characters of a number format, as spreadsheets take them. */
const longestFormat = 255;
const mostColumns = 16_384;
const mostLines = 1_048_576;

type DateParts = { readonly y: number; readonly m: number; readonly d: number; readonly H: number; readonly M: number; readonly S: number };
/** The part of the library that knows number formats, which its types leave open. */
const formats = SSF as {
  readonly is_date: (format: string) => boolean;
  readonly parse_date_code: (serial: number, options: { readonly date1904: boolean }) => DateParts | null;
  readonly format: (format: string, value: number) => string;
  readonly get_table: () => Readonly<Record<number, string>>;
};

const two = (part: number): string => String(part).padStart(2, '0');

/** A number that is shown as a day, as that day; with its time where it has one. Null for a mere time of day. */
export const dayText = (serial: number, date1904: boolean): string | null => {
  const parts = formats.parse_date_code(serial, { date1904 });
  if (parts === null || serial < 1) return null;
  const day = `${String(parts.y).padStart(4, '0')}-${two(parts.m)}-${two(parts.d)}`;
  return Number.isInteger(serial) ? day : `${day} ${two(parts.H)}:${two(parts.M)}:${two(Math.floor(parts.S))}`;
};

/** Fifteen figures are what a spreadsheet keeps: 0.1 + 0.2 is 0.3 there. */
export const numberText = (value: number): string => {
  const text = String(Number(value.toPrecision(15)));
  return text.includes('e') && Number.isInteger(value) ? BigInt(value).toString() : text;
};

export const isDayFormat = (format: string): boolean => formats.is_date(format);

const needed = (part: Uint8Array | null): Uint8Array => {
  if (part === null) throw new ZipUnreadable();
  return part;
};

const nothing = (): void => {};

/** Where the parts lie that a part names, by the names it has for them. */
const relations = ({ zip, isStopped }: Scan, of: string): ReadonlyMap<string, { readonly path: string; readonly type: string }> => {
  const folder = of.slice(0, of.lastIndexOf('/') + 1);
  const found = new Map<string, { readonly path: string; readonly type: string }>();
  const part = zip.part(`${folder}_rels/${of.slice(folder.length)}.rels`);
  const open = (name: string, rest: string): void => {
    const [id, target] = [attribute(rest, 'Id'), attribute(rest, 'Target')];
    if (name !== 'Relationship' || id === null || target === null) return;
    const path = target.startsWith('/') ? target.slice(1) : `${folder}${target}`;
    found.set(id, { path, type: attribute(rest, 'Type') ?? '' });
  };
  if (part !== null) scanXml(part, { open, close: nothing, text: nothing }, isStopped);
  return found;
};

export type Parts = {
  readonly sheets: readonly { readonly name: string; readonly path: string }[];
  readonly date1904: boolean;
  readonly shared: string | null;
  readonly styles: string | null;
};

/** What the workbook is made of. */
export const partsOf = (scan: Scan): Parts => {
  const main = [...relations(scan, '').values()].find(({ type }) => type.endsWith('/officeDocument'))?.path ?? 'xl/workbook.xml';
  const related = relations(scan, main);
  const sheets: { readonly name: string; readonly path: string }[] = [];
  let date1904 = false;
  const open = (name: string, rest: string): void => {
    if (name === 'workbookPr') date1904 = /^(?:1|true)$/u.test(attribute(rest, 'date1904') ?? '');
    if (name !== 'sheet') return;
    const path = related.get(attribute(rest, 'id') ?? '')?.path;
    const called = attribute(rest, 'name');
    if (path !== undefined && called !== null) sheets.push({ name: called, path });
  };
  scanXml(needed(scan.zip.part(main)), { open, close: nothing, text: nothing }, scan.isStopped);
  const ofType = (end: string): string | null => [...related.values()].find(({ type }) => type.endsWith(end))?.path ?? null;
  return { sheets, date1904, shared: ofType('/sharedStrings'), styles: ofType('/styles') };
};

/** Signs that XML cannot hold are written as their codes. */
const withoutCodes = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([\dA-Fa-f]{4})_/gu, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** The texts that cells share, in their order; readings above a text are none of it. */
export const sharedTexts = ({ zip, isStopped }: Scan, path: string | null, most: number): readonly string[] => {
  const part = path === null ? null : zip.part(path);
  const texts: string[] = [];
  let text = '';
  let isShown = false;
  let isReading = false;
  if (part === null) return texts;
  scanXml(
    part,
    {
      open: (name) => {
        if (name === 'si') text = '';
        else if (name === 'rPh') isReading = true;
        else if (name === 't') isShown = !isReading;
      },
      close: (name) => {
        if (name === 't') isShown = false;
        else if (name === 'rPh') isReading = false;
        else if (name === 'si') {
          if (texts.length >= most) throw new TooManyCells();
          texts.push(withoutCodes(text));
        }
      },
      text: (said) => {
        if (isShown) text += said;
      },
    },
    isStopped,
  );
  return texts;
};

/** Of each style of a cell the number format, where it shows days or times. */
export const dayStyles = ({ zip, isStopped }: Scan, path: string | null): readonly (string | null)[] => {
  const part = path === null ? null : zip.part(path);
  const own = new Map<number, string>();
  const styles: (string | null)[] = [];
  let isCells = false;
  const formatOf = (id: number): string | null => own.get(id) ?? formats.get_table()[id] ?? null;
  if (part === null) return styles;
  scanXml(
    part,
    {
      open: (name, rest) => {
        if (name === 'numFmt') own.set(Number(attribute(rest, 'numFmtId')), attribute(rest, 'formatCode') ?? '');
        else if (name === 'cellXfs') isCells = true;
        else if (name === 'xf' && isCells && styles.length < 100_000) {
          const format = formatOf(Number(attribute(rest, 'numFmtId') ?? 0));
          styles.push(format !== null && format.length <= longestFormat && formats.is_date(format) ? format : null);
        }
      },
      close: (name) => {
        if (name === 'cellXfs') isCells = false;
      },
      text: nothing,
    },
    isStopped,
  );
  return styles;
};

/** The column that a cell names, from 0; null where it names none. */
const columnOf = (place: string | null): number | null => {
  const letters = /^\$?([A-Za-z]{1,3})/u.exec(place ?? '')?.[1]?.toUpperCase();
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
};

type Book = {
  readonly shared: readonly string[];
  readonly styles: readonly (string | null)[];
  readonly date1904: boolean;
  readonly most: number;
};

const cellText = ({ shared, styles, date1904 }: Book, type: string, style: number, value: string): string => {
  if (value === '') return '';
  if (type === 's') return shared[Number(value)] ?? '';
  if (type === 'b') return String(value.trim() === '1' || value.trim() === 'true');
  if (type === 'd')
    return value
      .replace('T00:00:00', '')
      .replace('T', ' ')
      .replace(/\.\d+|Z$/gu, '');
  if (type !== '' && type !== 'n') return withoutCodes(value);
  const number = Number(value);
  if (!Number.isFinite(number)) return '';
  const format = styles[style] ?? null;
  return format === null ? numberText(number) : (dayText(number, date1904) ?? formats.format(format, number));
};

/** The rows of a sheet that hold anything. What the sheet says of its own size is not asked for. */
export const sheetRows = ({ zip, isStopped }: Scan, path: string, book: Book): readonly SheetRow[] => {
  const rows: SheetRow[] = [];
  let line = 0;
  let lastLine = 0;
  let isInOrder = true;
  let held = 0;
  let cells: string[] = [];
  let formulas: number[] = [];
  let cell = { column: -1, type: '', style: 0 };
  let value = '';
  let isValue = false;
  let isReading = false;
  const put = (): void => {
    const text = cellText(book, cell.type, cell.style, value);
    if (cell.column < 0 || cell.column >= mostColumns) return;
    // Empty ones in between are held as well.
    held += Math.max(0, cell.column + 1 - cells.length);
    if (held > book.most) throw new TooManyCells();
    while (cells.length <= cell.column) cells.push('');
    cells[cell.column] = text;
  };
  scanXml(
    needed(zip.part(path)),
    {
      open: (name, rest) => {
        if (name === 'row') {
          const said = Number(attribute(rest, 'r'));
          line = Number.isInteger(said) && said > 0 && said <= mostLines ? said : line + 1;
          cells = [];
          formulas = [];
          cell = { column: -1, type: '', style: 0 };
        } else if (name === 'c') {
          const column = columnOf(attribute(rest, 'r')) ?? cell.column + 1;
          cell = { column, type: attribute(rest, 't') ?? '', style: Number(attribute(rest, 's') ?? 0) };
          value = '';
        } else if (name === 'f') formulas.push(cell.column);
        else if (name === 'rPh') isReading = true;
        else if (name === 'v' || name === 't') isValue = !isReading;
      },
      close: (name) => {
        if (name === 'v' || name === 't') isValue = false;
        else if (name === 'rPh') isReading = false;
        else if (name === 'c') put();
        else if (name === 'row') {
          const kept = new Set(formulas);
          while (cells.at(-1) === '' && !kept.has(cells.length - 1)) cells.pop();
          if (cells.length > 0) rows.push({ cells, line, formulas });
          isInOrder &&= line > lastLine;
          lastLine = line;
        }
      },
      text: (said) => {
        if (isValue) value += said;
      },
    },
    isStopped,
  );
  return isInOrder ? rows : rows.toSorted((a, b) => a.line - b.line);
};
