/** A first look at files: how each is laid out and what its first rows hold, for a person to judge. */
import type { ImportError } from '../../../shared/imports/contract.ts';
import type { FileChoice } from '../../../shared/imports/fileChoices.ts';
import type { FileLook, Look } from '../../../shared/imports/wizardContract.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { SourceFile } from '../../../platform/csvFile.ts';
import { analyseFile, readRows } from './analyseFile.ts';

const previewRows = 20;
/** Characters of a cell that a preview shows. */
const previewCell = 200;

const lookAt = (file: SourceFile, choice: FileChoice | undefined, isCancelled: () => boolean): Result<FileLook, ImportError> => {
  const analysed = analyseFile(file, { isCancelled, ...choice });
  if (!analysed.ok) return analysed;
  const { layout, workbook } = analysed.value;
  const preview: { readonly line: number; readonly cells: readonly string[] }[] = [];
  const read = readRows(analysed.value, ({ line, cells }) => {
    preview.push({ line, cells: cells.map((cell) => cell.slice(0, previewCell)) });
    return preview.length < previewRows;
  });
  if (!read.ok) return read;
  return ok({
    name: file.name,
    sheets: workbook?.sheets ?? [],
    sheet: workbook?.sheet ?? null,
    encoding: layout.encoding,
    encodingIsCertain: layout.encodingIsCertain,
    delimiter: layout.delimiter,
    hasHeader: layout.hasHeader,
    rows: layout.rows,
    columns: layout.columns,
    preview,
  });
};

export const lookAtFiles = (
  files: readonly SourceFile[],
  choices: readonly FileChoice[],
  hooks: { readonly isCancelled: () => boolean; readonly onProgress: (done: number, total: number) => void },
): readonly Look[] =>
  files.map((file, index) => {
    const seen = lookAt(
      file,
      choices.find(({ name }) => name === file.name),
      hooks.isCancelled,
    );
    hooks.onProgress(index + 1, files.length);
    return seen.ok ? { name: file.name, look: seen.value, error: null } : { name: file.name, look: null, error: seen.error };
  });
