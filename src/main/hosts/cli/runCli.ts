/** What the command line does, from its arguments to its exit code; the world it acts on is passed in. */
import { idsShown, namedText } from '../../../shared/i18n/recordText.ts';
import { translate } from '../../../shared/i18n/translate.ts';
import { workspace as workspaceEntry } from '../../../shared/admin/contract.ts';
import { batches as batchesEntry, undoBatch as undoBatchEntry } from '../../../shared/imports/contract.ts';
import type { BatchLine } from '../../../shared/imports/contract.ts';
import type { AnyEntry, CallError, CallInputOf, OutputOf } from '../../../shared/kernel/contract.ts';
import { exhaustive, err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { kpi as kpiEntry } from '../../../shared/pipeline/contract.ts';
import { tableByName } from '../../../shared/schema/tables.ts';
import { doctor as doctorEntry, history as historyEntry, mostNames, names as namesEntry } from '../../../shared/sync/contract.ts';
import { createApp } from '../../app.ts';
import type { App } from '../../appPort.ts';
import { defectId } from '../../../platform/ports.ts';
import { fileExists, storePaths } from '../../../platform/storeFiles.ts';
import { chooseStore, languageOf } from '../start/surroundings.ts';
import type { Env } from '../start/surroundings.ts';
import { storeText } from '../storeText.ts';
import type { OpenAppError } from '../storeText.ts';
import { toJson } from './answer.ts';
import type { Answer, ExitCode, Failure, Outcome, Words } from './answer.ts';
import { parseCliArgs } from './args.ts';
import type { CallRequest, HistoryRequest, ImportRequest, KpiRequest, Request, SampleRequest, UndoBatchRequest } from './args.ts';
import { argumentLines, errorLines, helpLines } from './errorLines.ts';
import { backUp, restore } from './backup.ts';
import { hostHere, type HostWorld } from './host.ts';
import { importFiles } from './importFiles.ts';
import type { ImportWorld } from './importFiles.ts';
import { confirming } from './confirming.ts';
import { batchLines, importLines, undoneLines } from './importLines.ts';
import { kpiJson, kpiLines } from './kpi.ts';
import { doctorLines, historyLines } from './record.ts';
import { writeReport } from './report.ts';
import type { ReportRequest } from './report.ts';
import { joinHub, runSync } from './sync.ts';

export type CliWorld = ImportWorld &
  HostWorld & {
    readonly argv: readonly string[];
    readonly env: Env;
    readonly platform: NodeJS.Platform;
    readonly home: string;
    readonly print: (text: string) => void;
    readonly printError: (text: string) => void;
    readonly holdsAnything: (dir: string) => boolean;
  };

/** Runs one command. With `--json`, the standard output is one document: the answer, or `{ "error": … }`. */
export const runCli = async (world: CliWorld): Promise<ExitCode> => {
  const args = parseCliArgs(world.argv);
  const common = args.ok ? args.value : args.error.common;
  const language = common.language ?? languageOf(world.env);
  const words: Words = { language, say: (key, params) => translate(language, key, params) };
  if (!args.ok) {
    const { error } = args.error;
    return finish(world, common.json, err({ code: 2, error, lines: argumentLines(words.say, error, common.command) }));
  }
  const { request, json, store } = args.value;
  if (request === null) {
    for (const line of helpLines(words.say, common.command)) world.print(`${line}\n`);
    return 0;
  }
  return finish(world, json, await orDefect(world, words, runRequest(world, words, storeOf(world, request, store), request, json)));
};

/** What nobody expected is logged under an id and ends like any other failure. */
const orDefect = async (world: CliWorld, words: Words, outcome: Promise<Outcome>): Promise<Outcome> => {
  try {
    return await outcome;
  } catch (cause) {
    const id = defectId();
    world.ports.log.defect(id, cause);
    return callFailed(words, { type: 'Defect', id });
  }
};

const finish = (world: CliWorld, json: boolean, outcome: Outcome): ExitCode => {
  if (outcome.ok) {
    const { lines, code } = outcome.value;
    const document = outcome.value.json === undefined ? '' : `${toJson(outcome.value.json)}\n`;
    world.print(json ? document : lines.map((line) => `${line}\n`).join(''));
    return code;
  }
  const { error, lines, code, document } = outcome.error;
  if (json) world.print(`${toJson(document ?? { error })}\n`);
  else if (document !== undefined) world.print(`${toJson(document, 2)}\n`);
  world.printError(lines.map((line) => `${line}\n`).join(''));
  return code;
};

/** The folder as `npm start` chooses it, but what is imported never goes into the sample company, and a sample never where one's own data goes. */
const storeOf = (world: CliWorld, request: Request, given: string | null): string => {
  if (['import', 'restore', 'join', 'host', 'publish'].includes(request.command))
    return chooseStore({ ...world, given, holdsAnything: () => true }).dir;
  if (request.command === 'sample') return chooseStore({ ...world, given, holdsAnything: () => false }).dir;
  return chooseStore({ ...world, given }).dir;
};

const runRequest = async (world: CliWorld, words: Words, dir: string, request: Request, isJson: boolean): Promise<Outcome> => {
  const inApp = (body: (app: App) => Promise<Outcome>): Promise<Outcome> => withApp(world, words, dir, body);
  switch (request.command) {
    case 'sample':
      return makeSample(world, words, dir, request);
    case 'import':
      return runImport(world, words, dir, request);
    case 'kpi':
      return inApp((app) => showKpi(app, words, request));
    case 'call':
      return inApp((app) => callEntry(confirming(app, request.yes), words, request));
    case 'history':
      return inApp((app) => showHistory(app, words, request));
    case 'doctor':
      return inApp((app) => examine(app, words));
    case 'backup':
      return backUp(world, words, dir, request);
    case 'restore':
      return restore(world, words, dir, request);
    case 'batches':
      return inApp((app) => listBatches(app, words));
    case 'undo-batch':
      return inApp((app) => takeBack(confirming(app, request.yes), words, request));
    case 'host':
      return hostHere(world, words, dir, isJson);
    case 'join':
      return joinHub(world.ports, words, dir, request);
    case 'publish':
    case 'invite':
    case 'sync':
    case 'push-again':
    case 'move':
    case 'leave':
    case 'devices':
    case 'conflicts':
      return inApp((app) => runSync(app, words, dir, request));
    case 'report':
      return inApp((app) => makeReport(world, words, app, request));
    default:
      return exhaustive(request);
  }
};

const done = (json: unknown, lines: readonly string[], code: ExitCode = 0): Outcome => ok<Answer>({ code, json, lines });
const failed = (error: { readonly type: string }, lines: readonly string[], code: ExitCode = 1): Outcome =>
  err<Failure>({ code, error, lines });
const callFailed = (words: Words, error: CallError): Outcome => failed(error, errorLines(words.say, error));
const storeFailed = (words: Words, error: OpenAppError, dir: string): Outcome => failed(error, [storeText(words.say, error, dir)]);

const withApp = async (world: CliWorld, words: Words, dir: string, body: (app: App) => Promise<Outcome>): Promise<Outcome> => {
  const opened = createApp({ storeDir: dir, ports: world.ports, language: words.language, create: null });
  if (!opened.ok) return storeFailed(words, opened.error, dir);
  try {
    return await body(opened.value);
  } finally {
    await opened.value.close();
  }
};

/** A call with the types of its entry. */
const ask = async <E extends AnyEntry>(app: App, entry: E, input: CallInputOf<E>): Promise<Result<OutputOf<E>, CallError>> =>
  (await app.call(entry.name, input)) as Result<OutputOf<E>, CallError>;

const makeSample = async (world: CliWorld, words: Words, dir: string, { size, seed }: SampleRequest): Promise<Outcome> => {
  if (fileExists(storePaths(dir).db)) return failed({ type: 'StoreExists' }, [words.say('cli.storeExists', { dir })]);
  const made = createApp({ storeDir: dir, ports: world.ports, language: words.language, create: 'sample', sample: { size, seed } });
  if (!made.ok) return storeFailed(words, made.error, dir);
  try {
    const workspace = await ask(made.value, workspaceEntry, {});
    if (!workspace.ok) return callFailed(words, workspace.error);
    const { name } = workspace.value;
    return done({ store: dir, name, size, seed }, [words.say('cli.sampleMade', { name, dir })]);
  } finally {
    await made.value.close();
  }
};

const runImport = async (world: CliWorld, words: Words, dir: string, request: ImportRequest): Promise<Outcome> => {
  const imported = await importFiles(world, words, dir, request);
  if (!imported.ok) {
    const { at, error } = imported.error;
    if (at === 'store') return storeFailed(words, error, dir);
    return failed(error, errorLines(words.say, error), error.type === 'Cancelled' ? 130 : 1);
  }
  const { report, storeMade } = imported.value;
  const made = storeMade ? [words.say('cli.storeMade', { dir })] : [];
  return done({ store: dir, storeMade, ...report }, [...made, ...importLines(words, report)]);
};

const showKpi = async (app: App, words: Words, { asOf, recordedAsOf, from, to }: KpiRequest): Promise<Outcome> => {
  const figures = await ask(app, kpiEntry, { asOf, recordedAsOf, from, to });
  if (!figures.ok) return callFailed(words, figures.error);
  const workspace = await ask(app, workspaceEntry, {});
  if (!workspace.ok) return callFailed(words, workspace.error);
  const recorded = recordedAsOf === null ? null : { at: recordedAsOf, zone: workspace.value.zone };
  return done(kpiJson(figures.value), kpiLines(words, figures.value, recorded));
};

/** The result itself, whichever it is; its failure is also said in words and by the exit code. */
const callEntry = async (app: App, words: Words, { name, input }: CallRequest): Promise<Outcome> => {
  const result = await app.call(name, input);
  if (result.ok) return done(result, [toJson(result, 2)]);
  return err({ code: 1, error: result.error, document: result, lines: errorLines(words.say, result.error) });
};

const showHistory = async (app: App, words: Words, { record }: HistoryRequest): Promise<Outcome> => {
  const entries = await ask(app, historyEntry, { id: record });
  if (!entries.ok) return callFailed(words, entries.error);
  const workspace = await ask(app, workspaceEntry, {});
  if (!workspace.ok) return callFailed(words, workspace.error);
  const ids = idsShown((name) => tableByName.get(name), entries.value);
  const known = new Map<string, string>();
  for (let at = 0; at < ids.length; at += mostNames) {
    const named = await ask(app, namesEntry, { ids: ids.slice(at, at + mostNames) });
    if (!named.ok) return callFailed(words, named.error);
    for (const each of named.value) known.set(each.id, namedText(words.say, each));
  }
  const { zone } = workspace.value;
  return done({ record, entries: entries.value }, historyLines({ ...words, zone, nameOf: (id) => known.get(id) ?? null }, entries.value));
};

const examine = async (app: App, words: Words): Promise<Outcome> => {
  const report = await ask(app, doctorEntry, {});
  if (!report.ok) return callFailed(words, report.error);
  return done(report.value, doctorLines(words, report.value), report.value.findings.length === 0 ? 0 : 3);
};

const listBatches = async (app: App, words: Words): Promise<Outcome> => {
  const workspace = await ask(app, workspaceEntry, {});
  if (!workspace.ok) return callFailed(words, workspace.error);
  const rows: BatchLine[] = [];
  let after: string | null = null;
  do {
    const page: Result<OutputOf<typeof batchesEntry>, CallError> = await ask(app, batchesEntry, { after });
    if (!page.ok) return callFailed(words, page.error);
    rows.push(...page.value.rows);
    after = page.value.next;
  } while (after !== null);
  return done({ batches: rows }, batchLines(words, rows, workspace.value.zone));
};

const takeBack = async (app: App, words: Words, { batch }: UndoBatchRequest): Promise<Outcome> => {
  // What is no id at all is answered like one that nobody knows.
  const result = (await app.call(undoBatchEntry.name, { id: batch })) as Result<OutputOf<typeof undoBatchEntry>, CallError>;
  if (!result.ok) return callFailed(words, result.error.type === 'InvalidInput' ? { type: 'BatchNotFound' } : result.error);
  return done({ batch, ...result.value }, undoneLines(words, result.value));
};

const makeReport = async (world: CliWorld, words: Words, app: App, request: ReportRequest): Promise<Outcome> => {
  const made = await writeReport(world, words, app, request);
  return made.ok ? made : callFailed(words, made.error);
};
