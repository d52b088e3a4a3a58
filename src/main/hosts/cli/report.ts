/** The command `report`: a report of the store as a PDF file. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { CallError } from '../../../shared/kernel/contract.ts';
import { parseDay } from '../../../shared/kernel/day.ts';
import { allWords, choiceOf, type Parameter, type Parameters, type ReportContent } from '../../../shared/kernel/report.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { PrintChoice } from '../../../shared/reports/contract.ts';
import { printAddressOf } from '../../../shared/reports/printAddress.ts';
import { type ReportName, reportNames, reportOf } from '../../../shared/reports/reports.ts';
import type { App } from '../../appPort.ts';
import type { Ports } from '../../../platform/ports.ts';
import type { BuildError } from '../start/rendererBuild.ts';
import { ensureRenderer } from '../start/rendererBuild.ts';
import type { Answer, Words } from './answer.ts';
import type { ArgumentErrorOf } from './argumentError.ts';

export type ReportRequest = {
  readonly command: 'report';
  readonly out: string;
  readonly choice: Omit<PrintChoice, 'language'>;
};
type ReportArgumentError = ArgumentErrorOf<'ArgumentMissing' | 'ArgumentUnknown' | 'ValueNotListed' | 'DayInvalid'>;

/** `asOf` as it is written in a terminal. */
const optionOf = (name: string): string => name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);

const offeredBy = (report: ReportName): readonly (readonly [string, Parameter])[] =>
  Object.entries(reportOf(report).parameters).filter(([, { is }]) => is !== 'person');

/** The options by which any report is chosen. */
export const reportOptions: readonly string[] = [
  ...new Set(reportNames.flatMap((report) => offeredBy(report).map(([name]) => optionOf(name)))),
];

/** Reads what stands after `report`. */
export const readReportRequest = (
  values: ReadonlyMap<string, string>,
  words: readonly string[],
): Result<ReportRequest, ReportArgumentError> => {
  const [wanted] = words;
  if (wanted === undefined) return err({ type: 'ArgumentMissing', argument: 'NAME' });
  const report = reportNames.find((name) => name === wanted);
  if (report === undefined) return err({ type: 'ValueNotListed', argument: 'NAME', value: wanted, choices: reportNames.join(', ') });
  const offered = offeredBy(report);
  const others = reportOptions.filter((option) => !offered.some(([name]) => optionOf(name) === option));
  const foreign = others.find((option) => values.has(option));
  if (foreign !== undefined) return err({ type: 'ArgumentUnknown', argument: `--${foreign}` });
  const chosen: Record<string, string | null> = {};
  for (const [name, parameter] of offered) {
    const option = optionOf(name);
    const read = readParameter(`--${option}`, parameter, values.get(option));
    if (!read.ok) return read;
    chosen[name] = read.value;
  }
  // What a terminal does not offer is chosen as by somebody who chooses nothing.
  const choice = z.strictObject(choiceOf(reportOf(report).parameters)).parse(chosen);
  return ok({ command: 'report', out: values.get('out') ?? '', choice: { report, ...choice } as ReportRequest['choice'] });
};

const readParameter = (argument: string, parameter: Parameter, text: string | undefined): Result<string | null, ReportArgumentError> => {
  if (parameter.is === 'word') {
    const value = text ?? parameter.otherwise;
    if (value === allWords) return ok(null);
    const choices = [...parameter.of, allWords].join(', ');
    return parameter.of.includes(value) ? ok(value) : err({ type: 'ValueNotListed', argument, value, choices });
  }
  if (text === undefined) return ok(null);
  const read = parseDay(text);
  return read === null ? err({ type: 'DayInvalid', argument, value: text }) : ok(read);
};

export type ReportWorld = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly ports: Ports;
  readonly printError: (text: string) => void;
};
/** The folder of the file is missing, or nothing may be written there. */
export type OutUnwritable = { readonly type: 'OutUnwritable'; readonly out: string };

const root = resolve(import.meta.dirname, '../../../..');

/** Asks the report first, so that what cannot be reported is said before a browser is started; then prints it and puts the file in place whole. */
export const writeReport = async (
  world: ReportWorld,
  words: Words,
  app: App,
  request: ReportRequest,
): Promise<Result<Answer, CallError | OutUnwritable | BuildError>> => {
  const { report, ...chosen } = request.choice;
  const { content: entry, parameters } = reportOf(report);
  const content = (await app.call(entry.name, chosen)) as Result<ReportContent, CallError>;
  if (!content.ok) return content;
  const renderer = await ensureRenderer(root, () => world.printError(`${words.say('start.building')}\n`));
  if (!renderer.ok) return renderer;
  // Loaded only here: what drives a browser is slow to load, and no other command needs it.
  const { createChromiumPrinter } = await import('../print/pdfPrinter.ts');
  const printer = createChromiumPrinter({
    app,
    rendererDir: renderer.value.dir,
    random: world.ports.random,
    log: world.ports.log,
    env: world.env,
  });
  const printed = await printer.print({ url: printAddressOf({ ...request.choice, language: words.language }) });
  if (!printed.ok) return printed;
  const out = resolve(world.cwd, request.out);
  const written = await putInPlace(out, printed.value.bytes);
  if (!written.ok) return written;
  const rows = content.value.rows.length;
  return ok({
    code: 0,
    json: {
      report,
      out,
      language: words.language,
      asOf: content.value.asOf,
      ...wordsChosen(parameters, chosen),
      rows,
      bytes: printed.value.bytes.length,
    },
    lines: [words.say('cli.reportMade', { out, count: rows })],
  });
};

const wordsChosen = (parameters: Parameters, chosen: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(parameters).flatMap(([name, { is }]) => (is === 'word' ? [[name, chosen[name] ?? allWords]] : [])));

/** Under another name first: a file of that name is replaced whole or left as it was. */
const putInPlace = async (out: string, bytes: Uint8Array): Promise<Result<null, CallError | OutUnwritable>> => {
  const temporary = `${out}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, out);
    return ok(null);
  } catch (cause) {
    await rm(temporary, { force: true });
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'ENOSPC' || code === 'EDQUOT') return err({ type: 'DiskFull' });
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'EROFS', 'ENAMETOOLONG'].includes(code))
      return err({ type: 'OutUnwritable', out });
    throw cause;
  }
};
