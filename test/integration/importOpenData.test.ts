/** The open data set, with everything that is known to be true of it. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../src/main/core/doctor.ts';
import { problemsCsv } from '../../src/main/contexts/imports/handlers.ts';
import { bytesAsFile, type SourceFile } from '../../src/main/platform/csvFile.ts';
import { account as accountTable } from '../../src/shared/accounts/schema.ts';
import type { ImportReport } from '../../src/shared/imports/report.ts';
import { copyStore } from '../support/stores.ts';
import { makeDir, removeDir } from '../support/tempDir.ts';
import { actor, importStore, type ImportStore, openData, problemLines } from './importFixture.ts';

const found = openData();
const files = found ?? [];

const decisions = [
  { kind: 'unknownProduct', original: 'GTXPro', choice: 'use:GTX Pro' },
  { kind: 'unknownSector', original: 'technolgy', choice: 'use:technology' },
  { kind: 'amountMissing', choice: 'listPrice' },
];

const states = (into: ImportStore): readonly string[] =>
  into
    .rows<{ status: string; n: number; a: number | null; e: number }>(
      'SELECT status, count(*) AS n, sum(amount_minor) AS a, sum(estimate) AS e FROM deal_state GROUP BY 1 ORDER BY 1',
    )
    .map(({ status, n, a, e }) => `${status} ${n} ${a ?? '–'} ${e}`);

/** Stores after the first import and after one with decisions: made once, copied for each test. */
let folder = '';
let first: ImportReport | null = null;
let decided: ImportReport | null = null;

const copyOf = (name: 'undecided' | 'decided'): ImportStore => importStore({ dir: copyStore(join(folder, name), makeDir('import-copy')) });
const reportOf = (report: ImportReport | null): ImportReport => {
  if (report === null) throw new Error('the first import did not run');
  return report;
};

beforeAll(() => {
  if (found === null) return;
  folder = makeDir('import-open-data');
  const made = importStore({ keep: true });
  first = made.report(files);
  made.store.close();
  const later = importStore({ dir: copyStore(made.dir, join(folder, 'decided')), keep: true });
  decided = later.report(files, { decisions });
  later.store.close();
  copyStore(made.dir, join(folder, 'undecided'));
  removeDir(made.dir);
});
afterAll(() => {
  if (folder !== '') removeDir(folder);
});

const undecided = ['lost 2473 0 0', 'open 2089 – 0', 'won 4238 1000553400 0'];

describe.skipIf(found === null)('the open data set', () => {
  it('comes in whole: 8,800 deals, 85 companies, 35 sellers, 6 managers, won exactly 10,005,534 USD', () => {
    const into = copyOf('undecided');
    const report = reportOf(first);
    expect(Object.fromEntries(Object.entries(report.counts).map(([kind, counts]) => [kind, counts.made]))).toEqual({
      managers: 6,
      people: 35,
      teams: 6,
      teamMembers: 35,
      accounts: 85,
      products: 7,
      stages: 2,
      deals: 8800,
    });
    expect(report).toMatchObject({ rows: 8927, heldBack: 0, source: 'crm-sales-opportunities' });
    expect(states(into)).toEqual(undecided);
    expect(
      into
        .rows('SELECT s.name, count(*) AS n FROM deal_state d JOIN stage s ON s.id = d.stage_id GROUP BY 1 ORDER BY 1')
        .map((row) => Object.values(row).join(' ')),
    ).toEqual(['Engaging 1589', 'Lost 2473', 'Prospecting 500', 'Won 4238']);
    expect(into.count('SELECT count(*) AS n FROM deal WHERE account_id IS NULL AND deleted = 0')).toBe(1425);
    expect(into.count('SELECT count(*) AS n FROM stage_move WHERE happened_day IS NULL AND voided = 0')).toBe(500);
    expect(into.rows('SELECT min(happened_day) AS first, max(happened_day) AS last FROM stage_move')).toEqual([
      { first: '2016-10-20', last: '2017-12-31' },
    ]);
    expect(into.rows("SELECT revenue_minor AS r, revenue_currency AS c FROM account WHERE name = 'Acme Corporation'")).toEqual([
      { r: 110_004_000_000, c: 'USD' },
    ]);
    expect(into.count('SELECT count(*) AS n FROM account a JOIN account p ON p.id = a.parent_id')).toBe(15);
    expect(into.rows('SELECT DISTINCT currency AS c FROM deal_value')).toEqual([{ c: 'USD' }]);
  });

  it('is reported with everything odd about it, and says which file is no data', () => {
    const into = copyOf('undecided');
    const report = reportOf(first);
    expect(problemLines(report.problems)).toEqual([
      'unknownProduct 1480/1480',
      'unknownSector 12/12',
      'accountMissing 1425/1425',
      'amountMissing 2089/2089',
      'dayMissing 500/500',
      'stageCreated 2/2',
    ]);
    expect(report.problems[0]).toMatchObject({
      values: [{ original: 'GTXPro', count: 1480, suggestion: 'GTX Pro' }],
      choices: ['leaveEmpty', 'create', 'use:NAME'],
    });
    expect(report.problems[1]).toMatchObject({ values: [{ original: 'technolgy', count: 12, suggestion: 'technology' }] });
    expect(into.count('SELECT count(*) AS n FROM import_problem WHERE decision IS NULL AND deleted = 0')).toBe(
      1480 + 12 + 1425 + 2089 + 500 + 2,
    );
    expect(into.count('SELECT count(*) AS n FROM deal WHERE product_id IS NULL')).toBe(1480);
    expect(report.files.find(({ name }) => name === 'data_dictionary.csv')).toMatchObject({ kind: null, skipped: 'notData' });
    expect(report.files.map(({ kind }) => kind)).toEqual(['people', 'accounts', 'products', 'deals', null]);
  });

  it('imported again appends no change set, before and after decisions', () => {
    const before = copyOf('undecided');
    const sets = before.sets();
    expect(before.report(files).batchId).toBeNull();
    expect(before.sets()).toBe(sets);

    const after = copyOf('decided');
    expect(reportOf(decided)).toMatchObject({ counts: { deals: { made: 0, changed: 3236 } } });
    expect(states(after)).toEqual(['lost 2473 0 0', 'open 2089 496621500 2089', 'won 4238 1000553400 0']);
    expect(after.count('SELECT count(*) AS n FROM deal WHERE product_id IS NULL')).toBe(0);
    expect(after.count("SELECT count(*) AS n FROM account WHERE sector = 'technology'")).toBe(12);
    const decidedSets = after.sets();
    expect(after.report(files, { decisions }).batchId).toBeNull();
    // Decisions are remembered: they need not be given again.
    const again = after.report(files);
    expect(again.batchId).toBeNull();
    expect(problemLines(again.problems)).toContain('unknownProduct 1480/0');
    expect(after.sets()).toBe(decidedSets);
  });

  it('undone, is gone from every list, and doctor finds nothing; imported again, it is the same', () => {
    const into = copyOf('undecided');
    const { batchId, counts, problems } = reportOf(first);
    const undone = into.undo(batchId);
    expect(undone).toMatchObject({ ok: true, value: { withdrawn: 8976, kept: [] } });
    for (const table of ['deal', 'account', 'team', 'team_member', 'product', 'external_ref', 'import_problem', 'import_decision']) {
      expect([table, into.count(`SELECT count(*) AS n FROM ${table} WHERE deleted <> 2`)]).toEqual([table, 0]);
    }
    expect(into.count('SELECT count(*) AS n FROM person WHERE deleted <> 2')).toBe(1);
    expect(into.count('SELECT count(*) AS n FROM stage WHERE deleted = 0 AND seed_key IS NULL')).toBe(0);
    expect(into.count('SELECT count(*) AS n FROM deal_state')).toBe(0);
    expect(into.rows('SELECT status FROM import_batch')).toEqual([{ status: 'undone' }]);
    expect(into.undo(batchId)).toEqual({ ok: false, error: { type: 'BatchAlreadyUndone' } });
    expect(findings(into)).toEqual([]);

    const again = into.report(files);
    expect(again.counts).toEqual(counts);
    expect(problemLines(again.problems)).toEqual(problemLines(problems));
    expect(states(into)).toEqual(undecided);
  });

  it('decisions given with a later batch are taken back with it, and the first batch stands', () => {
    const into = copyOf('decided');
    expect(into.undo(reportOf(decided).batchId)).toMatchObject({ ok: true, value: { withdrawn: 0, voided: 2089, kept: [] } });
    expect(states(into)).toEqual(undecided);
    const sets = into.sets();
    expect(problemLines(into.report(files).problems)).toContain('unknownProduct 1480/1480');
    expect(into.sets()).toBe(sets);
    // The first batch goes even while the second one, undone, still has its mark on the same records.
    expect(into.undo(reportOf(first).batchId)).toMatchObject({ ok: true, value: { kept: [] } });
    expect(into.count('SELECT count(*) AS n FROM deal WHERE deleted <> 2')).toBe(0);
    expect(findings(into)).toEqual([]);
  });

  it('the first batch undone first takes what a later one added to its records along', () => {
    const into = copyOf('decided');
    expect(into.undo(reportOf(first).batchId)).toMatchObject({ ok: true, value: { kept: [] } });
    expect(into.count('SELECT count(*) AS n FROM deal WHERE deleted <> 2')).toBe(0);
    expect(into.count('SELECT count(*) AS n FROM import_problem WHERE deleted <> 2')).toBe(0);
  });

  it('an import that came from another device with changes of others in between is not undone here', () => {
    const into = copyOf('undecided');
    const { batchId } = reportOf(first);
    const [middle] = into.rows<{ seq: number }>(
      'SELECT local_seq AS seq FROM change_set WHERE cause = ? ORDER BY local_seq LIMIT 1 OFFSET 2',
      `batch:${batchId ?? ''}`,
    );
    // As it stands in the log of a device that fetched somebody's change between two sets of the batch.
    into.store.db.prepare('UPDATE change_set SET cause = NULL WHERE local_seq = ?').run([middle?.seq ?? 0]);
    const before = into.content();
    expect(into.undo(batchId)).toEqual({ ok: false, error: { type: 'BatchMadeElsewhere' } });
    expect(into.content()).toBe(before);
  });

  it('a check and a dry run say the same as the import and store nothing', () => {
    const into = importStore();
    const before = into.content();
    const check = into.report(files, { mode: 'check' });
    const dry = into.report(files, { mode: 'dryRun' });
    expect(into.content()).toBe(before);
    const real = reportOf(first);
    // Only what a dry run tries out shows which stages nobody needs any more.
    expect([check.putAway, dry.putAway.length]).toEqual([[], 4]);
    for (const one of [{ ...check, putAway: real.putAway }, dry]) {
      expect(one.batchId).toBeNull();
      expect({ ...one, mode: real.mode, batchId: real.batchId }).toEqual(real);
    }
  });

  it('odd rows come out as CSV with the cells they came with', () => {
    const into = copyOf('undecided');
    const { batchId } = reportOf(first);
    const text = into.store.read((tx) => problemsCsv(tx, batchId ?? '')) ?? '';
    expect(text.split('\r\n')[0]).toBe(
      'account,sector,year_established,revenue,employees,office_location,subsidiary_of,file,line,problem,column,original,decision',
    );
    expect(text).toContain(
      '\r\nAcme Corporation,technolgy,1996,1100.04,2822,United States,,accounts.csv,2,unknownSector,sector,technolgy,\r\n',
    );
    expect(text).toContain(',sales_pipeline.csv,');
    expect(text.split('\r\n').filter((line) => line.includes(',unknownProduct,')).length).toBe(1480);
  });

  it('only what the source changed goes over, and what people edited stays', () => {
    const into = copyOf('undecided');
    const account = into.rows<{ id: string }>("SELECT id FROM account WHERE name = 'Cancity'")[0]?.id ?? '';
    into.store.write({ actor, command: 'test' }, (tx) => {
      tx.update(accountTable, account, { employees: 1, location: 'Oslo' });
      return { ok: true, value: null };
    });
    const changed = edited('accounts.csv', (text) => text.replace(/^(Cancity,retail,2001,718\.62,)2448(,United States)/m, '$12500$2'));
    const report = into.report(changed);
    expect(problemLines(report.problems)).toContain('editedHere 1/0');
    expect(into.rows('SELECT employees, location, founded_year AS year FROM account WHERE id = ?', account)).toEqual([
      { employees: 1, location: 'Oslo', year: 2001 },
    ]);
    expect(report.counts.accounts).toMatchObject({ made: 0, changed: 0, unchanged: 85 });
    const sets = into.sets();
    expect(into.report(changed).batchId).toBeNull();
    expect(into.sets()).toBe(sets);
  });

  it('a deal that moved on in the source gets a new move, and the old facts stay as they were', () => {
    const into = copyOf('undecided');
    const engaging =
      new TextDecoder()
        .decode(contentOf('sales_pipeline.csv'))
        .split(/\r?\n/)
        .find((line) => line.includes(',Engaging,')) ?? '';
    const key = engaging.split(',')[0] ?? '';
    const won = engaging.replace(',Engaging,', ',Won,').replace(/,,$/, ',2018-01-15,777');
    const report = into.report(edited('sales_pipeline.csv', (text) => text.replace(engaging, won)));
    expect(report.counts.deals).toMatchObject({ made: 0, changed: 1, unchanged: 8799 });
    const deal =
      into.rows<{ id: string }>('SELECT record_id AS id FROM external_ref WHERE kind = ? AND key = ?', 'deals', key)[0]?.id ?? '';
    expect(
      into
        .rows(
          'SELECT s.name, m.happened_day AS day, m.voided FROM stage_move m JOIN stage s ON s.id = m.to_stage_id WHERE deal_id = ? ORDER BY m.happened_at',
          deal,
        )
        .map((row) => Object.values(row).join(' ')),
    ).toEqual([`Engaging ${engaging.split(',')[5]} 0`, 'Won 2018-01-15 0']);
    expect(into.rows('SELECT status, amount_minor AS a FROM deal_state WHERE deal_id = ?', deal)).toEqual([{ status: 'won', a: 77_700 }]);
    // And undone, the deal is open again.
    expect(into.undo(report.batchId)).toMatchObject({ ok: true, value: { withdrawn: 0, kept: [] } });
    expect(into.rows('SELECT status, amount_minor AS a FROM deal_state WHERE deal_id = ?', deal)).toEqual([{ status: 'open', a: null }]);
  });
});

const findings = (into: ImportStore) => examine(into.store).findings;

const contentOf = (name: string): Uint8Array => Buffer.concat([...(files.find((file) => file.name === name)?.chunks() ?? [])]);
const edited = (name: string, change: (text: string) => string): readonly SourceFile[] =>
  files.map((file) => {
    if (file.name !== name) return file;
    const before = new TextDecoder().decode(contentOf(name));
    const after = change(before);
    expect(after).not.toBe(before);
    return bytesAsFile(name, Buffer.from(after));
  });
