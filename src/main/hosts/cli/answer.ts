/** What a command of the command line ends in, and the one JSON document it becomes. */
import type { Say } from '../../../shared/i18n/dictionary.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import type { Result } from '../../../shared/kernel/result.ts';

/** 0 done, 1 a failure that has a name, 2 wrong arguments, 3 the doctor found something, 130 stopped by Ctrl+C. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

/** Done: the same in JSON and, line by line, in words; `json` is undefined where the document was printed already. */
export type Answer = { readonly code: ExitCode; readonly json: unknown; readonly lines: readonly string[] };
/** Not done: the error as plain data and in one line, with further lines where several things are wrong at once. */
export type Failure = {
  readonly code: ExitCode;
  readonly error: { readonly type: string };
  readonly lines: readonly string[];
  /** Printed in any case, where the answer itself is JSON; left out, `--json` prints `{ "error": … }`. */
  readonly document?: unknown;
};
export type Outcome = Result<Answer, Failure>;

/** The words of one run. */
export type Words = { readonly say: Say; readonly language: Language };

// Part of the language since ES2025, after the library that the compiler is set to.
const { rawJSON } = JSON as typeof JSON & { readonly rawJSON: (text: string) => unknown };

/** JSON in which a bigint is a plain integer with all its digits, however many. */
export const toJson = (value: unknown, indent = 0): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? rawJSON(part.toString()) : part), indent);

/** Columns side by side, two blanks apart, each as wide as its longest text; `right` are set flush right. Trailing blanks are cut. */
export const aligned = (rows: readonly (readonly string[])[], right: readonly number[] = []): readonly string[] => {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  return rows.map((row) =>
    row
      .map((cell, at) => (right.includes(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
};
