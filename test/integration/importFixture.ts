/** A new store in a folder of its own, with imports run into it from text in memory. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { onTestFinished } from 'vitest';
import { type ImportHooks, type ImportInput, runImport } from '../../src/main/contexts/imports/runImport.ts';
import { undoBatch } from '../../src/main/contexts/imports/undoBatch.ts';
import type { Store } from '../../src/main/core/store.ts';
import { bytesAsFile, type SourceFile } from '../../src/platform/csvFile.ts';
import { uuidGenerator } from '../../src/platform/ids.ts';
import { type Ports, systemPorts } from '../../src/platform/ports.ts';
import type { ImportError } from '../../src/shared/imports/contract.ts';
import type { ImportReport, ProblemGroup } from '../../src/shared/imports/report.ts';
import type { Instant } from '../../src/shared/kernel/day.ts';
import type { Result } from '../../src/shared/kernel/result.ts';
import { tables } from '../../src/shared/schema/tables.ts';
import { hasOpenData, openDataFiles } from '../support/openData.ts';
import { newStore, openAt } from '../support/stores.ts';
import { makeDir, removeDir } from '../support/tempDir.ts';

const start = Date.UTC(2026, 10, 21, 9);

/** A clock that stands still but for one millisecond each look. */
const steadyPorts = (): Ports => {
  let now = start;
  return { ...systemPorts, clock: { now: () => now++ as Instant } };
};

export type ImportStore = {
  readonly dir: string;
  readonly store: Store;
  readonly run: (files: readonly SourceFile[], input?: Partial<ImportInput>, hooks?: ImportHooks) => Result<ImportReport, ImportError>;
  /** The report of a run that must succeed. */
  readonly report: (files: readonly SourceFile[], input?: Partial<ImportInput>) => ImportReport;
  readonly undo: (batchId: string | null) => ReturnType<typeof undoBatch>;
  readonly rows: <R = Record<string, string | number | null>>(sql: string, ...params: readonly (string | number | null)[]) => readonly R[];
  readonly count: (sql: string) => number;
  /** Sets in the log: a run that changes nothing appends none. */
  readonly sets: () => number;
  /** All rows of all tables, as text. */
  readonly content: () => string;
};

export const actor = '00000000-0000-7000-8000-000000000001';

/** Opens a new store, or the one in `dir`; closed and removed when the test ends, unless the caller keeps it. */
export const importStore = (options: { readonly readOnly?: boolean; readonly dir?: string; readonly keep?: boolean } = {}): ImportStore => {
  const ports = steadyPorts();
  const dir = options.dir ?? makeDir('import');
  const { readOnly = false } = options;
  const store = options.dir === undefined ? newStore(dir, ports, { personName: 'Admin' }) : openAt(dir, { ports, readOnly });
  if (options.keep !== true) {
    onTestFinished(() => {
      store.close();
      removeDir(dir);
    });
  }
  const newId = uuidGenerator(ports.clock, ports.random);
  const run: ImportStore['run'] = (files, input = {}, hooks = {}) =>
    runImport({ store, newId, mayImport: () => true }, { files, actor, mode: 'commit', ...input }, hooks);
  const rows: ImportStore['rows'] = (sql, ...params) => store.read((tx) => tx.all(sql, ...params));
  return {
    dir,
    store,
    run,
    rows,
    report: (files, input) => {
      const outcome = run(files, input);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
      return outcome.value;
    },
    undo: (batchId) => {
      const outcome = store.write({ actor, command: 'imports.undoBatch' }, (tx) => undoBatch(tx, batchId ?? ''));
      if (!outcome.ok && !outcome.error.type.startsWith('Batch')) throw new Error(outcome.error.type);
      return outcome as ReturnType<typeof undoBatch>;
    },
    count: (sql) => rows<{ n: number }>(sql)[0]?.n ?? 0,
    sets: () => rows<{ n: number }>('SELECT count(*) AS n FROM change_set')[0]?.n ?? 0,
    content: () =>
      [...tables.map(({ name }) => name), 'change_set', 'touch', 'head', 'device']
        .map((name) => JSON.stringify(rows(`SELECT * FROM ${name} ORDER BY 1, 2`)))
        .join('\n'),
  };
};

/** A file of text. */
export const csv = (name: string, ...lines: readonly string[]): SourceFile => bytesAsFile(name, Buffer.from(lines.join('\n')));

/** The open data set beside the checkout, or null (said aloud) where it is not there. */
export const openData = (untried: string): readonly SourceFile[] | null =>
  hasOpenData(untried) ? openDataFiles().map((path) => bytesAsFile(basename(path), readFileSync(path))) : null;

/** Problems as "kind count/undecided", for comparison. */
export const problemLines = (problems: readonly ProblemGroup[]): readonly string[] =>
  problems.map(({ kind, count, undecided }) => `${kind} ${count}/${undecided}`);

/** Deals of a made-up CRM. */
export const deals = (...lines: readonly string[]) => csv('deals.csv', 'Deal Id;Deal Name;Deal Stage;Amount;Close Date;Created', ...lines);
/** How that CRM maps onto ours. */
export const crmMapping = {
  kind: 'deals',
  source: 'crm',
  columns: { key: 'Deal Id', title: 'Deal Name', stage: 'Deal Stage', amount: 'Amount', closeDay: 'Close Date', createdDay: 'Created' },
  currency: 'NOK',
};
