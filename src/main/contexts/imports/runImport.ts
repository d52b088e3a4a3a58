/** Runs an import: reads the files, plans, resolves every row, and stores all of it or nothing. */
import type { Cancelled, ImportError } from '../../../shared/imports/contract.ts';
import type { CsvRow } from '../../../shared/imports/csvRows.ts';
import type { FileChoice } from '../../../shared/imports/fileChoices.ts';
import { type ImportKind, kindParts, recordKinds } from '../../../shared/imports/kinds.ts';
import { type Mapping, readingOf } from '../../../shared/imports/mapping.ts';
import { type Decision, type InvalidDecisions, readDecisions } from '../../../shared/imports/problems.ts';
import type { BatchFile, FileReport, ImportReport } from '../../../shared/imports/report.ts';
import { externalRef, importBatch, importDecision, importProblem } from '../../../shared/imports/schema.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import { causeText } from '../../../shared/sync/changeSet.ts';
import type { Store } from '../../core/store.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { SourceFile } from '../../../platform/csvFile.ts';
import { openScratchFile } from '../../../platform/scratchFile.ts';
import { storePaths } from '../../../platform/storeFiles.ts';
import { type AnalysedFile, analyseFile, readRows } from './analyseFile.ts';
import { resolvers } from '../records.ts';
import { unknownNames } from './decisionNames.ts';
import { loadState } from './importState.ts';
import { givenMapping, type Plan, planFiles, type PlannedFile } from './planFiles.ts';
import { createProblemBook, rememberDecisions } from './problemBook.ts';
import { createRowReader, type RowReader } from './rowView.ts';
import { createSeenKeys, type SeenKeys } from './seenKeys.ts';
import type { Resolver, Run } from './run.ts';
import { checkingSink, filling, type Sink, writingSink } from './sink.ts';
import { putAway, standInsBefore } from './standIns.ts';

export type ImportDeps = {
  readonly store: Pick<Store, 'read' | 'write' | 'dir'>;
  /** A new id for the batch, known before its transaction begins. */
  readonly newId: () => string;
  /** Whether the person imports files of this kind. */
  readonly mayImport: (kind: ImportKind) => boolean;
  /** Keys of a file that are told apart in memory; those of a longer one are in a scratch file. Tests lower it. */
  readonly keysInMemory?: number;
};

export type ImportInput = {
  readonly files: readonly SourceFile[];
  /** Who imports: the person's id, as the log keeps it. */
  readonly actor: string;
  /** check: nothing is locked or written; dryRun: everything is written and rolled back; commit. The report is the same. */
  readonly mode: ImportReport['mode'];
  readonly kind?: ImportKind | null;
  /** A mapping (plain JSON data) or the name of a saved one. */
  readonly mapping?: unknown;
  /** Plain JSON data: a list of decisions. */
  readonly decisions?: unknown;
  /** Names the system that files without a built-in mapping came from; default: the name of the first file. */
  readonly source?: string | null;
  /** What a person said about single files. */
  readonly choices?: readonly FileChoice[];
};

export type ImportHooks = {
  readonly onProgress?: (done: number, total: number) => void;
  /** Asked often; once it says yes, nothing is stored. */
  readonly isCancelled?: () => boolean;
};

const rowsBetweenLooks = 256;
/** Rows touched in one change set of a big import: what travels and is acknowledged at once. */
const opsInSet = 2_000;

const cancelled: Cancelled = { type: 'Cancelled' };

/** Imports the files. Everything is stored in one transaction, or nothing; a run that changes nothing leaves no trace. */
export const runImport = (deps: ImportDeps, input: ImportInput, hooks: ImportHooks = {}): Result<ImportReport, ImportError> => {
  const isCancelled = hooks.isCancelled ?? (() => false);
  const read = readDecisions(input.decisions ?? []);
  if (read.issues.length > 0) return err({ type: 'InvalidDecisions', issues: read.issues });

  const given = deps.store.read((tx) => givenMapping(tx, input.mapping));
  if (!given.ok) return given;
  const encoding = given.value?.mapping.encoding;
  const analysed: AnalysedFile[] = [];
  const choices = new Map((input.choices ?? []).map((choice) => [choice.name, choice]));
  for (const file of input.files) {
    const choice = choices.get(file.name);
    if (choice?.skip === true) continue;
    const one = analyseFile(file, { isCancelled, ...(encoding === undefined ? {} : { encoding }), ...choice });
    if (!one.ok) return one;
    if (isCancelled()) return err(cancelled);
    analysed.push(one.value);
  }
  const plan = planFiles(analysed, { kind: input.kind ?? null, given: given.value, source: input.source ?? null, choices });
  if (!plan.ok) return plan;
  const refused = plan.value.files.find(({ mapping }) => !deps.mayImport(mapping.kind));
  if (refused !== undefined) return err({ type: 'ImportKindNotAllowed', file: refused.analysed.file.name, kind: refused.mapping.kind });

  const batchId = deps.newId() as Id<'ImportBatch'>;
  const folder = storePaths(deps.store.dir).staging;
  const seenKeys = (most: number): SeenKeys =>
    createSeenKeys({
      most,
      openFile: (bytes) => openScratchFile(folder, bytes),
      ...(deps.keysInMemory === undefined ? {} : { inMemory: deps.keysInMemory }),
    });
  const job: Job = { plan: plan.value, batchId, mode: input.mode, decisions: read.decisions, hooks, seenKeys };
  if (input.mode === 'check') return deps.store.read((tx) => runJob(job, checkingSink(tx), tx));
  const meta = { actor: input.actor, command: 'imports.run', cause: causeText({ kind: 'batch', id: batchId }), splitAfterOps: opsInSet };
  const outcome = deps.store.write(meta, (tx): Result<ImportReport, ImportError | DryRun> => {
    const report = runJob(job, writingSink(tx), tx);
    // A value that is an error rolls back: a dry run is an import that never is.
    return report.ok && input.mode === 'dryRun' ? err({ type: 'DryRun', report: report.value }) : report;
  });
  if (outcome.ok) return outcome;
  return outcome.error.type === 'DryRun' ? ok(outcome.error.report) : err(outcome.error);
};

type DryRun = { readonly type: 'DryRun'; readonly report: ImportReport };

type Job = {
  readonly plan: Plan;
  readonly batchId: Id<'ImportBatch'>;
  readonly mode: ImportReport['mode'];
  readonly decisions: readonly Decision[];
  readonly hooks: ImportHooks;
  /** For a file of so many rows. */
  readonly seenKeys: (rows: number) => SeenKeys;
};

/** What an import keeps of itself, whatever its files hold. */
const ownTables = [importBatch, externalRef, importProblem, importDecision].map(({ name }) => name);

const runJob = (job: Job, to: Sink, tx: ReadTx): Result<ImportReport, ImportError> => {
  const { plan, batchId, hooks } = job;
  const sink = filling(
    to,
    new Set([...ownTables, ...plan.files.flatMap(({ mapping }) => kindParts(mapping.kind).fills.map(({ name }) => name))]),
  );
  const total = plan.files.reduce((sum, { analysed }) => sum + analysed.layout.rows, 0);
  const book = createProblemBook(sink, plan.source, batchId, job.decisions);
  const run: Run = {
    sink,
    book,
    state: loadState(
      tx,
      plan.source,
      plan.files.map(({ mapping }) => mapping.kind),
    ),
    today: tx.today,
    counts: new Map(),
    heldBack: 0,
    seen: job.seenKeys(0),
    found: new Map(),
    teamOf: teamsOfPersons(tx),
  };
  const standIns = standInsBefore(run, tx);
  let done = 0;
  const goOn = (): boolean => {
    done++;
    if (done % rowsBetweenLooks !== 0) return true;
    hooks.onProgress?.(Math.min(done, total), total);
    return hooks.isCancelled?.() !== true;
  };
  for (const file of plan.files) {
    run.seen = job.seenKeys(file.analysed.layout.rows);
    try {
      const finished = importFile(run, file, goOn);
      if (!finished.ok) return finished;
    } finally {
      run.seen.close();
    }
  }
  if (hooks.isCancelled?.() === true) return err(cancelled);
  hooks.onProgress?.(total, total);
  const bad = unknownNames(run, job.decisions);
  if (bad.length > 0) return err<InvalidDecisions>({ type: 'InvalidDecisions', issues: bad });
  // A check reads what is stored: nothing of the import is, so nothing can be said to be unused.
  const stagesPutAway = job.mode === 'check' ? [] : putAway(run, tx, standIns);
  book.finish();
  rememberDecisions(sink, plan.source, job.decisions);
  const isStored = job.mode === 'commit' && sink.changes() > 0;
  const counts = Object.fromEntries(recordKinds.flatMap((kind) => (run.counts.has(kind) ? [[kind, run.counts.get(kind)]] : [])));
  const report: ImportReport = {
    mode: job.mode,
    batchId: isStored ? batchId : null,
    source: plan.source,
    files: fileReports(plan),
    rows: total,
    heldBack: run.heldBack,
    counts,
    problems: book.groups(),
    putAway: stagesPutAway,
  };
  if (sink.changes() > 0) {
    const files: readonly BatchFile[] = plan.files.map(({ analysed, mapping }) => ({
      name: analysed.file.name,
      kind: mapping.kind,
      header: analysed.names,
    }));
    sink.insert(importBatch, {
      id: batchId,
      source: plan.source,
      files: JSON.stringify(files),
      startedAt: tx.now,
      counts: JSON.stringify(counts),
      status: 'committed',
    });
  }
  return ok(report);
};

const teamsOfPersons = (tx: ReadTx): Map<string, string> =>
  new Map(
    tx
      .all<{ person_id: string; team_id: string }>(
        'SELECT person_id, min(team_id) AS team_id FROM team_member WHERE deleted = 0 GROUP BY person_id HAVING count(DISTINCT team_id) = 1 ORDER BY person_id',
      )
      .map((row) => [row.person_id, row.team_id]),
  );

/** What a whole column says against itself is noted once, on the line that contradicts. */
const noteContradictions = (reader: RowReader, file: PlannedFile): void => {
  for (const { name, decimal, dates } of file.analysed.layout.columns) {
    const field = Object.entries(file.mapping.columns).find(([, column]) => column === name)?.[0];
    if (field === undefined) continue;
    if (decimal.comma !== null && decimal.point !== null && isNumber(file.mapping.kind, field)) {
      const later = decimal.comma.line > decimal.point.line ? decimal.comma : decimal.point;
      reader.load({ cells: [], line: later.line, hadNul: false, hadStrayQuote: false });
      reader.forget();
      reader.note('mixedDecimals', name, `${decimal.comma.text} / ${decimal.point.text}`);
      reader.settle(null);
    }
    if (dates.dayFirst !== null && dates.monthFirst !== null) {
      const later = dates.dayFirst.line > dates.monthFirst.line ? dates.dayFirst : dates.monthFirst;
      reader.load({ cells: [], line: later.line, hadNul: false, hadStrayQuote: false });
      reader.forget();
      reader.note('mixedDates', name, `${dates.dayFirst.text} / ${dates.monthFirst.text}`);
      reader.settle(null);
    }
  }
};
const isNumber = (kind: ImportKind, field: string): boolean => {
  const reading = readingOf(kind, field);
  return reading === 'amount' || reading === 'whole';
};

const importFile = (run: Run, file: PlannedFile, goOn: () => boolean): Result<null, ImportError> => {
  const resolver: Resolver = resolvers[file.mapping.kind](run, file.mapping);
  const reader = createRowReader(file.analysed, file.mapping, run.book, run.today);
  noteContradictions(reader, file);
  let stopped = false;
  if (resolver.scan !== undefined) {
    const scanned = readRows(file.analysed, (row) => {
      reader.load(row);
      resolver.scan?.(reader);
      return true;
    });
    if (!scanned.ok) return scanned;
  }
  let waiting: CsvRow[] = [];
  const read = readRows(file.analysed, (row) => {
    reader.load(row);
    if (resolver.row(reader, false) === 'defer') waiting.push(row);
    stopped = !goOn();
    return !stopped;
  });
  if (!read.ok) return read;
  while (waiting.length > 0 && !stopped) {
    const before = waiting;
    waiting = [];
    for (const row of before) {
      reader.load(row);
      if (resolver.row(reader, false) === 'defer') waiting.push(row);
    }
    if (waiting.length === before.length) {
      for (const row of waiting) {
        reader.load(row);
        resolver.row(reader, true);
      }
      waiting = [];
    }
  }
  return stopped ? err(cancelled) : ok(null);
};

const fileReports = (plan: Plan): readonly FileReport[] => [
  ...plan.files.map(({ analysed, mapping, by }): FileReport => describe(analysed, mapping, by, null)),
  ...plan.skipped.map(({ analysed, skipped }): FileReport => describe(analysed, null, null, skipped)),
];

const describe = (
  analysed: AnalysedFile,
  mapping: Mapping | null,
  by: FileReport['mapping'],
  skipped: FileReport['skipped'],
): FileReport => {
  const { layout } = analysed;
  const fieldOf = new Map(Object.entries(mapping?.columns ?? {}).map(([field, column]) => [column, field]));
  return {
    name: analysed.file.name,
    kind: mapping?.kind ?? null,
    skipped,
    mapping: by,
    encoding: layout.encoding,
    encodingIsCertain: layout.encodingIsCertain,
    delimiter: layout.delimiter,
    hasHeader: layout.hasHeader,
    rows: layout.rows,
    columns: layout.columns.map((column) => ({ ...column, field: fieldOf.get(column.name) ?? null })),
  };
};
