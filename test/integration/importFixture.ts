/** A new store in a folder of its own, with imports run into it from text in memory. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createWorkspace, openWorkspaceStore } from '../../src/main/contexts/openWorkspace.ts';
import { type ImportHooks, type ImportInput, runImport } from '../../src/main/contexts/imports/runImport.ts';
import { undoBatch } from '../../src/main/contexts/imports/undoBatch.ts';
import type { Store } from '../../src/main/core/store.ts';
import { bytesAsFile, type SourceFile } from '../../src/main/platform/csvFile.ts';
import { uuidGenerator } from '../../src/main/platform/ids.ts';
import { type Ports, systemPorts } from '../../src/main/platform/ports.ts';
import type { ImportError } from '../../src/shared/imports/contract.ts';
import type { ImportReport, ProblemGroup } from '../../src/shared/imports/report.ts';
import { currency } from '../../src/shared/kernel/money.ts';
import { type Instant, type Zone } from '../../src/shared/kernel/day.ts';
import type { Result } from '../../src/shared/kernel/result.ts';
import { tables } from '../../src/shared/schema/tables.ts';
import { makeDir, removeDir } from '../support/tempDir.ts';
import { repositoryRoot } from '../support/repository.ts';

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
  const opened = openWorkspaceStore({
    dir,
    ports,
    create: options.dir === undefined,
    ...(options.readOnly === undefined ? {} : { readOnly: options.readOnly }),
  });
  if (!opened.ok) throw new Error(opened.error.type);
  const store = opened.value;
  if (options.keep !== true) {
    onTestFinished(() => {
      store.close();
      removeDir(dir);
    });
  }
  if (options.dir === undefined) {
    createWorkspace(store, {
      name: 'Test',
      personName: 'Admin',
      baseCurrency: currency('NOK'),
      zone: 'Europe/Oslo' as Zone,
      region: 'NO',
      sample: false,
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
export const openData = (): readonly SourceFile[] | null => {
  const folder = join(repositoryRoot, '..', 'shared', 'data', 'crm-sales-opportunities');
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.csv'))
      .sort()
      .map((name) => bytesAsFile(name, readFileSync(join(folder, name))));
  } catch {
    console.warn('The open data set is not at ../shared/data: its tests are skipped.');
    return null;
  }
};

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
