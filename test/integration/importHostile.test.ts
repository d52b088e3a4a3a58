/** Hostile files, refusals that leave nothing behind, people who edit what was imported, and imports that are stopped. */
import { describe, expect, it } from 'vitest';
import { problemsCsv } from '../../src/main/contexts/imports/handlers.ts';
import { startImport } from '../../src/main/contexts/imports/importWorker.ts';
import { bytesAsFile, sourceFiles } from '../../src/platform/csvFile.ts';
import { account } from '../../src/shared/accounts/schema.ts';
import { dealValue } from '../../src/shared/pipeline/schema.ts';
import { day } from '../../src/shared/kernel/day.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { currency } from '../../src/shared/kernel/money.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '../support/tempDir.ts';
import { meOf } from '../../src/main/contexts/openWorkspace.ts';
import { actor, crmMapping, csv, deals, importStore, type ImportStore, problemLines } from './importFixture.ts';

describe('hostile cells', () => {
  it('formulas come in as text and go out harmless; phone numbers and negative numbers go through unchanged', () => {
    const into = importStore();
    const file = csv(
      'companies.csv',
      'Company,City,Organisation number',
      '"=HYPERLINK(""http://x"",""y"")",+47 22 33 44 55,-500',
      '@cmd,=1+1,x',
      "'=kept,Oslo,y",
    );
    const { problems, batchId } = into.report([file], { kind: 'accounts' });
    expect(problemLines(problems)).toEqual(['formulaCell 4/0']);
    expect(into.rows('SELECT name, location FROM account ORDER BY name').map((row) => `${row['name']} | ${row['location']}`)).toEqual([
      '=HYPERLINK("http://x","y") | +47 22 33 44 55',
      '=kept | Oslo',
      '@cmd | =1+1',
    ]);
    const text = into.store.read((tx) => problemsCsv(tx, batchId ?? '')) ?? '';
    expect(text.split(/[,\r\n]/).filter((cell) => /^"?[=@]/.test(cell))).toEqual([]);
    expect(text).toContain('+47 22 33 44 55,-500');
  });

  it('NUL, control characters, ragged rows and unreadable bytes are noted, and the rest of the row comes in', () => {
    const into = importStore();
    const bytes = Buffer.concat([
      Buffer.from('Company,City\nA\0B,Oslo\nC\u0007D,Bergen\nShort\nLong,Oslo,extra,more\n"Q"x,Oslo\n'),
      Buffer.from('\uFFFDx,Oslo\n'),
    ]);
    const report = into.report([bytesAsFile('companies.csv', bytes)], { kind: 'accounts' });
    expect(problemLines(report.problems)).toEqual([
      'missingCells 1/0',
      'surplusCells 1/0',
      'nulCharacter 1/0',
      'controlCharacter 1/0',
      'strayQuote 1/0',
      'unreadableCharacter 1/0',
    ]);
    expect(into.rows('SELECT name FROM account ORDER BY name').map((row) => row['name'])).toEqual([
      'AB',
      'CD',
      'Long',
      'Qx',
      'Short',
      '\uFFFDx',
    ]);
    expect(
      into
        .rows("SELECT original FROM import_problem WHERE kind IN ('surplusCells', 'controlCharacter') ORDER BY original")
        .map((row) => row['original']),
    ).toEqual(['C␇D', 'extra | more']);
  });

  it('a name that would become a prototype is a name', () => {
    const into = importStore();
    into.report([csv('companies.csv', 'Company,__proto__,constructor', '__proto__,x,y', 'constructor,x,y')], { kind: 'accounts' });
    expect(into.rows('SELECT name FROM account ORDER BY name').map((row) => row['name'])).toEqual(['__proto__', 'constructor']);
  });

  it('texts longer than their column are cut and noted with the whole original', () => {
    const into = importStore();
    const long = 'x'.repeat(300);
    const report = into.report([csv('companies.csv', 'Company', long)], { kind: 'accounts' });
    expect(problemLines(report.problems)).toEqual(['textTooLong 1/0']);
    expect(into.rows('SELECT length(name) AS n FROM account')).toEqual([{ n: 200 }]);
    expect(into.rows('SELECT original FROM import_problem')).toEqual([{ original: long }]);
  });
});

describe('what is refused leaves nothing behind', () => {
  const refused = (into: ImportStore, files: Parameters<ImportStore['run']>[0], input: Parameters<ImportStore['run']>[1] = {}): unknown => {
    const before = into.content();
    const outcome = into.run(files, input);
    expect(into.content()).toBe(before);
    return outcome.ok ? outcome : outcome.error;
  };

  it('a broken file after a good one', () => {
    const into = importStore();
    expect(refused(into, [csv('companies.csv', 'Company', 'A'), csv('deals.csv', 'a,b', '"x')])).toEqual({
      type: 'UnclosedQuote',
      line: 2,
      file: 'deals.csv',
    });
  });
  it('columns that say nothing, a mapping that does not fit, a mapping that is none', () => {
    const into = importStore();
    expect(refused(into, [csv('x.csv', 'foo,bar', '1,2')])).toMatchObject({ type: 'LayoutUnknown', file: 'x.csv' });
    expect(refused(into, [csv('x.csv', 'foo,bar', '1,2')], { mapping: crmMapping })).toEqual({
      type: 'ColumnMissing',
      file: 'x.csv',
      column: 'Deal Id',
    });
    expect(refused(into, [csv('x.csv', 'foo,bar', '1,2')], { mapping: { kind: 'deals' } })).toMatchObject({ type: 'InvalidMapping' });
    expect(refused(into, [csv('x.csv', 'foo,bar', '1,2')], { mapping: 'mine' })).toEqual({ type: 'MappingNotFound', name: 'mine' });
    expect(refused(into, [csv('x.csv')])).toEqual({ type: 'NothingToImport', files: ['x.csv'] });
  });
  it('decisions that are wrong, and those that point at nobody', () => {
    const into = importStore();
    const file = csv('companies.csv', 'Company,Parent', 'A,Bee', 'B,');
    expect(refused(into, [file], { decisions: [{ kind: 'nope', choice: 'keep' }] })).toEqual({
      type: 'InvalidDecisions',
      issues: [{ index: 0, code: 'unknownKind', detail: 'nope' }],
    });
    expect(refused(into, [file], { decisions: [{ kind: 'unknownParent', original: 'Bee', choice: 'use:Zed' }] })).toEqual({
      type: 'InvalidDecisions',
      issues: [{ index: 0, code: 'unknownTarget', detail: 'Zed' }],
    });
  });
  it('paths that are no files', () => {
    const dir = tempDir();
    mkdirSync(join(dir, 'empty'));
    writeFileSync(join(dir, 'a.csv'), 'x');
    expect(sourceFiles(join(dir, 'nowhere.csv'))).toEqual({
      ok: false,
      error: { type: 'UnreadablePath', name: 'nowhere.csv', reason: 'missing' },
    });
    expect(sourceFiles(join(dir, 'a.csv', 'b.csv'))).toMatchObject({ ok: false, error: { reason: 'missing' } });
    expect(sourceFiles('/dev/null')).toMatchObject({ ok: false, error: { reason: 'notAFile' } });
    expect(sourceFiles(join(dir, 'a\0.csv'))).toMatchObject({ ok: false, error: { reason: 'missing' } });
    expect(sourceFiles(join(dir, 'empty'))).toEqual({ ok: true, value: [] });
  });
});

describe('people and imports on the same records', () => {
  it('undo keeps what people edited since, and what that refers to', () => {
    const into = importStore();
    const report = into.report(
      [
        csv('companies.csv', 'Company,City', 'A,Oslo', 'B,Oslo', 'C,Oslo'),
        csv('deals.csv', 'Opportunity,Company,Stage,Amount,Currency', 'D1,A,Proposal,5,NOK', 'D2,B,Proposal,6,NOK'),
      ],
      { source: 'crm' },
    );
    const deal = into.rows<{ id: string }>("SELECT id FROM deal WHERE title = 'D1'")[0]?.id ?? '';
    const third = into.rows<{ id: string }>("SELECT id FROM account WHERE name = 'C'")[0]?.id ?? '';
    into.store.write({ actor, command: 'test' }, (tx) => {
      tx.record(
        dealValue,
        { id: tx.newId(), dealId: deal as Id<'Deal'>, amountMinor: 900n, currency: currency('NOK'), estimate: false },
        { day: day('2026-11-20') },
      );
      tx.update(account, third, { location: 'Bergen' });
      return ok(null);
    });
    const undone = into.undo(report.batchId);
    expect(undone.ok && undone.value.kept.map(({ name, because }) => `${name} ${because}`).sort()).toEqual([
      'A used',
      'C edited',
      'D1 edited',
    ]);
    expect(into.rows('SELECT name FROM account WHERE deleted = 0 ORDER BY name').map((row) => row['name'])).toEqual(['A', 'C']);
    expect(into.rows('SELECT title FROM deal WHERE deleted = 0').map((row) => row['title'])).toEqual(['D1']);
    // Imported again, what was kept is found again and not made twice.
    into.report([csv('companies.csv', 'Company,City', 'A,Oslo', 'B,Oslo', 'C,Oslo')], { source: 'crm' });
    expect(into.rows('SELECT name FROM account WHERE deleted = 0 ORDER BY name').map((row) => row['name'])).toEqual(['A', 'B', 'C']);
  });

  it('a record that is in the trash here stays there', () => {
    const into = importStore();
    const file = (city: string) => [csv('companies.csv', 'Company,City', `A,${city}`)];
    into.report(file('Oslo'));
    const id = into.rows<{ id: string }>('SELECT id FROM account')[0]?.id ?? '';
    into.store.write({ actor, command: 'test' }, (tx) => {
      tx.remove(account, id);
      return ok(null);
    });
    expect(problemLines(into.report(file('Bergen')).problems)).toEqual(['deletedHere 1/0']);
    expect(into.rows('SELECT deleted FROM account')).toEqual([{ deleted: 1 }]);
  });
});

describe('large, stopped, and read-only', () => {
  const many = (rows: number) =>
    csv(
      'deals.csv',
      'Deal Id;Deal Name;Deal Stage;Amount;Close Date;Created',
      ...Array.from({ length: rows }, (_row, index) => `${index};Deal ${index};Won;${index};2026-11-01;2026-10-01`),
    );

  it('100,000 rows stopped half-way leave the store as it was, to the byte', () => {
    const into = importStore();
    into.report([deals('x;Before;Proposal;5;;2026-10-01')], { mapping: crmMapping });
    const before = into.content();
    let seen = 0;
    let total = 0;
    const outcome = into.run(
      [many(100_000)],
      { mapping: crmMapping },
      {
        onProgress: (done, of) => {
          seen = done;
          total = of;
        },
        isCancelled: () => seen >= 50_000,
      },
    );
    expect(outcome).toEqual({ ok: false, error: { type: 'Cancelled' } });
    expect([seen >= 50_000 && seen < 51_000, total]).toEqual([true, 100_000]);
    expect(into.content()).toBe(before);
  });

  it('stopped at any point, nothing is stored', () => {
    const into = importStore();
    const before = into.content();
    for (const stopAt of [0, 1, 2, 5, 9]) {
      let looks = 0;
      const outcome = into.run([many(3_000)], { mapping: crmMapping }, { isCancelled: () => looks++ >= stopAt });
      expect(outcome).toEqual({ ok: false, error: { type: 'Cancelled' } });
    }
    expect(into.content()).toBe(before);
  });

  it('a store that cannot be written to is told apart, and can still be checked against', () => {
    const first = importStore();
    const into = importStore({ dir: first.dir, readOnly: true });
    expect(into.run([many(10)], { mapping: crmMapping })).toEqual({ ok: false, error: { type: 'StoreReadOnly' } });
    expect(into.run([many(10)], { mapping: crmMapping, mode: 'check' })).toMatchObject({
      ok: true,
      value: { counts: { deals: { made: 10 } } },
    });
  });

  it('runs in a thread of its own while reads go on here, and can be stopped from here', async () => {
    const into = importStore();
    const dir = tempDir();
    const path = join(dir, 'deals.csv');
    writeFileSync(path, Buffer.concat([...many(20_000).chunks()]));
    let reads = 0;
    const stopped = startImport({ storeDir: into.dir, path, actor: meOf(into.store), mode: 'commit', mapping: crmMapping }, (done) => {
      reads += into.count('SELECT count(*) AS n FROM deal') === 0 ? 1 : 0;
      if (done > 5_000) stopped.cancel();
    });
    expect(await stopped.result).toEqual({ ok: false, error: { type: 'Cancelled' } });
    expect(reads).toBeGreaterThan(0);
    expect(into.count('SELECT count(*) AS n FROM deal')).toBe(0);
    const whole = startImport({ storeDir: into.dir, path, actor: meOf(into.store), mode: 'commit', mapping: crmMapping }, () => {});
    expect(await whole.result).toMatchObject({ ok: true, value: { counts: { deals: { made: 20_000 } } } });
    expect(into.count('SELECT count(*) AS n FROM deal')).toBe(20_000);
    const missing = startImport({ storeDir: into.dir, path: join(dir, 'nowhere.csv'), actor, mode: 'commit' }, () => {});
    expect(await missing.result).toMatchObject({ ok: false, error: { type: 'UnreadablePath' } });
  });
});
