/** First reading of a file: encoding, delimiter, header, and what each column says over its whole length. */
import {
  type CsvError,
  type CsvRow,
  type HeaderTooLong,
  longestCell,
  longestHeader,
  mostColumns,
  readCsv,
} from '../../../shared/imports/csvRows.ts';
import type { ReadingChoice } from '../../../shared/imports/fileChoices.ts';
import {
  columnLetters,
  columnNames,
  createLayoutCollector,
  type FileLayout,
  guessDelimiter,
  isHeader,
  namedDelimiter,
} from '../../../shared/imports/layout.ts';

import type { Encoding } from '../../../shared/kernel/spreadsheetText.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import { decodedChunks, findEncoding, type SourceFile } from '../../../platform/csvFile.ts';
import { isWorkbook, readWorkbook, type Workbook, type XlsxError } from '../../../platform/xlsxFile.ts';

export type AnalysedFile = {
  readonly file: SourceFile;
  readonly layout: FileLayout;
  readonly names: readonly string[];
  /** The sheet that is read, where the file is a workbook. */
  readonly workbook: Workbook | null;
};
export type FileError = (CsvError | XlsxError) & { readonly file: string };

type Options = Omit<ReadingChoice, 'name'> & { readonly isCancelled: () => boolean };

const sampleLength = 64 * 1024;

const sampleOf = (file: SourceFile, encoding: Encoding): string => {
  let sample = '';
  for (const chunk of decodedChunks(file, encoding)) {
    sample += chunk;
    if (sample.length >= sampleLength) break;
  }
  return sample.slice(0, sampleLength);
};

/** The rows of a sheet, as if they came from a text file. */
const readSheet = (workbook: Workbook, onRow: (row: CsvRow) => boolean): Result<null, CsvError> => {
  for (const row of workbook.rows) {
    if (row.cells.length > mostColumns) return err({ type: 'TooManyColumns', line: row.line, limit: mostColumns });
    const tooLong = row.cells.findIndex((cell) => cell.length > longestCell);
    if (tooLong !== -1) return err({ type: 'CellTooLong', line: row.line, column: tooLong + 1, limit: longestCell });
    if (!onRow({ ...row, hadNul: false, hadStrayQuote: false })) break;
  }
  return ok(null);
};

/** A number in a sheet has no mark of its own: it was written here with a point, which therefore is what an undecided column means. */
const withPoints = (layout: FileLayout): FileLayout => ({
  ...layout,
  columns: layout.columns.map((column) => {
    const { mark, comma } = column.decimal;
    return mark === 'unknown' && comma === null ? { ...column, decimal: { ...column.decimal, mark: '.' } } : column;
  }),
});

/** Finds the header and what each column says; `read` gives all rows. */
const collect = <E>(
  read: (onRow: (row: CsvRow) => boolean) => Result<unknown, E>,
  { hasHeader: given, isCancelled }: Options,
): Result<Pick<FileLayout, 'hasHeader' | 'rows' | 'columns'> & { readonly names: readonly string[] }, E | HeaderTooLong> => {
  let names: readonly string[] = [];
  let hasHeader = false;
  let rows = 0;
  let tooLong: HeaderTooLong | null = null;
  let collector = createLayoutCollector([]);
  const done = read(({ cells, line }) => {
    if (names.length === 0) {
      hasHeader = given ?? isHeader(cells);
      const at = hasHeader ? cells.findIndex((cell) => cell.length > longestHeader) : -1;
      if (at !== -1) {
        tooLong = { type: 'HeaderTooLong', line, column: at + 1, limit: longestHeader };
        return false;
      }
      names = hasHeader ? columnNames(cells) : cells.map((_cell, index) => columnLetters(index));
      collector = createLayoutCollector(names);
      if (hasHeader) return true;
    }
    rows++;
    collector.add(cells, line);
    return rows % 1024 !== 0 || !isCancelled();
  });
  if (tooLong !== null) return err(tooLong);
  return done.ok ? ok({ names, hasHeader, rows, columns: collector.columns() }) : done;
};

const analyseWorkbook = (file: SourceFile, options: Options): Result<AnalysedFile, FileError> => {
  const workbook = readWorkbook(file, options.sheet, { isStopped: options.isCancelled });
  if (!workbook.ok) return err({ ...workbook.error, file: file.name });
  const found = collect((onRow) => readSheet(workbook.value, onRow), options);
  if (!found.ok) return err({ ...found.error, file: file.name });
  const { names, ...rest } = found.value;
  const text = { encoding: 'utf-8', hadBom: false, encodingIsCertain: true, delimiter: ',', skipLines: 0, quoted: false } as const;
  return ok({ file, layout: withPoints({ ...text, ...rest }), names, workbook: workbook.value });
};

/** Reads the whole file once. `isCancelled` is asked now and then; a cancelled analysis ends early with what it has. */
export const analyseFile = (file: SourceFile, options: Options): Result<AnalysedFile, FileError> => {
  if (isWorkbook(file)) return analyseWorkbook(file, options);
  const guessed = findEncoding(file);
  const encoding = options.encoding ?? guessed.encoding;
  const sample = sampleOf(file, encoding);
  const named = namedDelimiter(sample);
  const skipLines = named === null ? 0 : 1;
  const delimiter = options.delimiter ?? named ?? guessDelimiter(sample);
  const found = collect((onRow) => readCsv(decodedChunks(file, encoding), { delimiter, skipLines }, onRow), options);
  if (!found.ok) return err({ ...found.error, file: file.name });
  const { names, ...rest } = found.value;
  const layout: FileLayout = {
    encoding,
    hadBom: guessed.hadBom,
    encodingIsCertain: options.encoding !== undefined || guessed.isCertain,
    delimiter,
    skipLines,
    quoted: sample.includes('"'),
    ...rest,
  };
  return ok({ file, layout, names, workbook: null });
};

/** Reads the data rows of an analysed file again, without the header. */
export const readRows = (analysed: AnalysedFile, onRow: (row: CsvRow) => boolean): Result<null, FileError> => {
  const { file, layout, workbook } = analysed;
  let isHeaderRow = layout.hasHeader;
  const take = (row: CsvRow): boolean => {
    if (!isHeaderRow) return onRow(row);
    isHeaderRow = false;
    return true;
  };
  const read =
    workbook === null
      ? readCsv(decodedChunks(file, layout.encoding), { delimiter: layout.delimiter, skipLines: layout.skipLines }, take)
      : readSheet(workbook, take);
  return read.ok ? ok(null) : err({ ...read.error, file: file.name });
};
