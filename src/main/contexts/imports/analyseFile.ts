/** First reading of a file: encoding, delimiter, header, and what each column says over its whole length. */
import { type CsvError, type CsvRow, readCsv } from '../../../shared/imports/csvRows.ts';
import {
  columnLetters,
  columnNames,
  createLayoutCollector,
  type FileLayout,
  guessDelimiter,
  isHeader,
  namedDelimiter,
} from '../../../shared/imports/layout.ts';
import type { Encoding } from '../../../shared/kernel/encoding.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import { decodedChunks, findEncoding, type SourceFile } from '../../platform/csvFile.ts';

export type AnalysedFile = { readonly file: SourceFile; readonly layout: FileLayout; readonly names: readonly string[] };
export type FileError = CsvError & { readonly file: string };

const sampleLength = 64 * 1024;

const sampleOf = (file: SourceFile, encoding: Encoding): string => {
  let sample = '';
  for (const chunk of decodedChunks(file, encoding)) {
    sample += chunk;
    if (sample.length >= sampleLength) break;
  }
  return sample.slice(0, sampleLength);
};

/** Reads the whole file once. `isCancelled` is asked now and then; a cancelled analysis ends early with what it has. */
export const analyseFile = (
  file: SourceFile,
  options: { readonly encoding?: Encoding; readonly isCancelled: () => boolean },
): Result<AnalysedFile, FileError> => {
  const found = findEncoding(file);
  const encoding = options.encoding ?? found.encoding;
  const sample = sampleOf(file, encoding);
  const named = namedDelimiter(sample);
  const skipLines = named === null ? 0 : 1;
  const delimiter = named ?? guessDelimiter(sample);
  let names: readonly string[] = [];
  let hasHeader = false;
  let rows = 0;
  let collector = createLayoutCollector([]);
  const read = readCsv(decodedChunks(file, encoding), { delimiter, skipLines }, ({ cells, line }) => {
    if (names.length === 0) {
      hasHeader = isHeader(cells);
      names = hasHeader ? columnNames(cells) : cells.map((_cell, index) => columnLetters(index));
      collector = createLayoutCollector(names);
      if (hasHeader) return true;
    }
    rows++;
    collector.add(cells, line);
    return rows % 1024 !== 0 || !options.isCancelled();
  });
  if (!read.ok) return err({ ...read.error, file: file.name });
  const layout: FileLayout = {
    encoding,
    hadBom: found.hadBom,
    encodingIsCertain: options.encoding !== undefined || found.isCertain,
    delimiter,
    hasHeader,
    skipLines,
    quoted: sample.includes('"'),
    rows,
    columns: collector.columns(),
  };
  return ok({ file, layout, names });
};

/** Reads the data rows of an analysed file again, without the header. */
export const readRows = (analysed: AnalysedFile, onRow: (row: CsvRow) => boolean): Result<null, FileError> => {
  const { file, layout } = analysed;
  let isHeaderRow = layout.hasHeader;
  const read = readCsv(decodedChunks(file, layout.encoding), { delimiter: layout.delimiter, skipLines: layout.skipLines }, (row) => {
    if (isHeaderRow) {
      isHeaderRow = false;
      return true;
    }
    return onRow(row);
  });
  return read.ok ? ok(null) : err({ ...read.error, file: file.name });
};
