/** Files that are not as they should be, and stores that do not want them: the right value, a listed problem, or a refusal that leaves nothing behind. */
import { describe, expect, it } from 'vitest';
import { problemsCsv } from '../../src/main/contexts/imports/handlers.ts';
import { startImport } from '../../src/main/contexts/imports/importWorker.ts';
import { bytesAsFile, sourceFiles } from '../../src/main/platform/csvFile.ts';
import { account } from '../../src/shared/accounts/schema.ts';
import { dealValue } from '../../src/shared/pipeline/schema.ts';
import { day } from '../../src/shared/kernel/day.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { currency } from '../../src/shared/kernel/money.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '../support/tempDir.ts';
import { actor, csv, importStore, type ImportStore, problemLines } from './importFixture.ts';

const deals = (...lines: readonly string[]) => csv('deals.csv', 'Deal Id;Deal Name;Deal Stage;Amount;Close Date;Created', ...lines);
const nok = {
  kind: 'deals',
  source: 'crm',
  columns: { key: 'Deal Id', title: 'Deal Name', stage: 'Deal Stage', amount: 'Amount', closeDay: 'Close Date', createdDay: 'Created' },
  currency: 'NOK',
};

const dealLines = (into: ImportStore): readonly string[] =>
  into
    .rows<{
      title: string;
      status: string;
      a: number | null;
      currency: string | null;
      closed: string | null;
      expected: string | null;
      created: string | null;
    }>(
      `SELECT d.title, s.status, s.amount_minor AS a, s.currency, s.closed_day AS closed, s.expected_close AS expected, s.created_day AS created
       FROM deal d JOIN deal_state s ON s.deal_id = d.id ORDER BY d.title`,
    )
    .map(
      ({ title, status, a, currency: code, closed, expected, created }) =>
        `${title}: ${status} ${a ?? '–'} ${code ?? '–'} closed ${closed ?? '–'} expected ${expected ?? '–'} created ${created ?? '–'}`,
    );

describe('values in a file of deals', () => {
  it('amounts and days are read exactly, and a closing day of an open deal is the expected one', () => {
    const into = importStore();
    const report = into.report(
      [
        deals(
          '1;Kilo;Won;150k;03.11.2026;01.10.2026',
          '2;Mill;Won;1,2 mill;3/11-26;2026-10-01',
          '3;Minus;Lost;−500;2026-11-03;2026-10-01',
          '4;Open;Proposal;1 234,50;24.12.2026;01.10.2026',
          '5;Euro;Negotiation;€ 99;;01.10.2026',
        ),
      ],
      { mapping: nok },
    );
    expect(dealLines(into)).toEqual([
      'Euro: open 9900 EUR closed – expected – created 2026-10-01',
      'Kilo: won 15000000 NOK closed 2026-11-03 expected – created 2026-11-03',
      'Mill: won 120000000 NOK closed 2026-11-03 expected – created 2026-11-03',
      'Minus: lost -50000 NOK closed 2026-11-03 expected – created 2026-11-03',
      'Open: open 123450 NOK closed – expected 2026-12-24 created 2026-10-01',
    ]);
    expect(problemLines(report.problems)).toEqual([]);
  });

  it('what can be read in two ways, or not at all, stays empty with the original kept, until somebody decides', () => {
    const into = importStore();
    const file = deals(
      '1;Two ways;Proposal;1.234;2026-W49;2026-10-01',
      '2;No amount;Proposal;a lot;03/11/2026;2026-10-01',
      '3;Too precise;Proposal;1,23456;soon;2026-10-01',
      '4;Too large;Proposal;99999999999999999;;2026-10-01',
    );
    const mapping = { ...nok, decimal: { amount: 'unknown' } };
    const report = into.report([file], { mapping });
    expect(problemLines(report.problems)).toEqual([
      'unreadableAmount 1/1',
      'ambiguousAmount 1/1',
      'amountTooPrecise 1/1',
      'amountOutOfRange 1/1',
      'unreadableDay 1/1',
      'ambiguousDay 1/1',
      'weekNotDay 1/1',
    ]);
    expect(dealLines(into).every((line) => line.includes('open – – closed – expected –'))).toBe(true);
    expect(
      into
        .rows('SELECT line, "column" AS c, original AS o FROM import_problem ORDER BY line, id')
        .map((row) => Object.values(row).join(' ')),
    ).toEqual([
      '2 Close Date 2026-W49',
      '2 Amount 1.234',
      '3 Close Date 03/11/2026',
      '3 Amount a lot',
      '4 Close Date soon',
      '4 Amount 1,23456',
      '5 Amount 99999999999999999',
    ]);
    into.report([file], {
      mapping,
      decisions: [
        { kind: 'ambiguousAmount', choice: 'asThousands' },
        { kind: 'weekNotDay', choice: 'firstDay' },
        { kind: 'ambiguousDay', original: '03/11/2026', choice: 'dayFirst' },
        { kind: 'unreadableAmount', original: 'a lot', choice: 'use:5000' },
        { kind: 'unreadableDay', original: 'soon', choice: 'use:2026-12-01' },
        { kind: 'amountTooPrecise', choice: 'leaveEmpty' },
      ],
    });
    expect(dealLines(into)).toEqual([
      'No amount: open 500000 NOK closed – expected 2026-11-03 created 2026-10-01',
      'Too large: open – – closed – expected – created 2026-10-01',
      'Too precise: open – – closed – expected 2026-12-01 created 2026-10-01',
      'Two ways: open 123400 NOK closed – expected 2026-11-30 created 2026-10-01',
    ]);
    expect(into.count('SELECT count(*) AS n FROM import_problem WHERE decision IS NULL AND deleted = 0')).toBe(1);
  });

  it('a column that contradicts itself is noted, and its clear cells are still read', () => {
    const into = importStore();
    const report = into.report([deals('1;A;Proposal;1,5;2026-12-01;2026-10-01', '2;B;Proposal;2.5;2026-12-01;2026-10-01')], {
      mapping: nok,
    });
    expect(problemLines(report.problems)).toEqual(['mixedDecimals 1/0']);
    expect(dealLines(into).map((line) => line.split(' ').slice(2, 4).join(' '))).toEqual(['150 NOK', '250 NOK']);
  });

  it('a deal won without a day is won on no known day, and one closed in the future is asked about', () => {
    const into = importStore();
    const report = into.report([deals('1;A;Won;5;;2026-10-01', '2;B;Won;5;2027-01-01;2026-10-01', '3;C;Lost;5;2026-09-01;2026-10-01')], {
      mapping: nok,
    });
    expect(problemLines(report.problems)).toEqual(['closeDayMissing 1/1', 'closedBeforeOpened 1/1', 'dayInFuture 1/1']);
    expect(dealLines(into)).toEqual([
      'A: won 500 NOK closed – expected – created –',
      'B: won 500 NOK closed – expected – created –',
      'C: lost 500 NOK closed 2026-09-01 expected – created 2026-09-01',
    ]);
  });

  it('a stage that nobody knows becomes an open stage, and a decision sends its deals elsewhere', () => {
    const into = importStore();
    const file = deals('1;A;Discovery;5;;2026-10-01', '2;B;Vunnet;5;2026-11-01;2026-10-01', '3;C;Closed Lost;5;2026-11-01;2026-10-01');
    const report = into.report([file], { mapping: nok });
    expect(problemLines(report.problems)).toEqual(['stageCreated 1/1']);
    expect(into.rows('SELECT name, kind, probability_bp AS p FROM stage WHERE seed_key IS NULL')).toEqual([
      { name: 'Discovery', kind: 'open', p: 2500 },
    ]);
    expect(dealLines(into).map((line) => line.split(' ')[1])).toEqual(['open', 'won', 'lost']);
    into.report([file], { mapping: nok, decisions: [{ kind: 'stageCreated', original: 'Discovery', choice: 'use:qualified' }] });
    expect(into.rows("SELECT s.seed_key AS k FROM deal_state d JOIN stage s ON s.id = d.stage_id WHERE d.status = 'open'")).toEqual([
      { k: 'qualified' },
    ]);
    const sets = into.sets();
    into.report([file], { mapping: nok });
    expect(into.sets()).toBe(sets);
  });

  it('the first row of a key wins, the second is kept in its problem; rows without a key are told apart by content', () => {
    const into = importStore();
    const file = deals(
      '1;A;Proposal;5;;2026-10-01',
      '1;B;Proposal;6;;2026-10-01',
      ';C;Proposal;7;;2026-10-01',
      ';C;Proposal;7;;2026-10-01',
    );
    const report = into.report([file], { mapping: nok });
    expect(problemLines(report.problems)).toEqual(['duplicateKey 1/1', 'keyMissing 2/0']);
    expect(report).toMatchObject({ heldBack: 1, counts: { deals: { made: 3 } } });
    expect(into.rows('SELECT title FROM deal ORDER BY title').map((row) => row['title'])).toEqual(['A', 'C', 'C']);
    expect(into.rows("SELECT cells FROM import_problem WHERE kind = 'duplicateKey'")).toEqual([
      { cells: '["1","B","Proposal","6","","2026-10-01"]' },
    ]);
    const sets = into.sets();
    into.report([file], { mapping: nok });
    expect(into.sets()).toBe(sets);
  });
});

describe('companies and people', () => {
  it('parents are found in any order, a company that owns itself in a circle is cut loose, twice the same', () => {
    const into = importStore();
    const file = csv(
      'companies.csv',
      'Company,Parent',
      'Child,Middle',
      'Middle,Top',
      'Top,',
      'Ring A,Ring B',
      'Ring B,Ring A',
      'Self,Self',
      'Orphan,Nobody AS',
    );
    const report = into.report([file], { kind: 'accounts' });
    expect(problemLines(report.problems)).toEqual(['unknownParent 1/1', 'parentLoop 3/3']);
    const parents = () =>
      into
        .rows('SELECT a.name, p.name AS parent FROM account a LEFT JOIN account p ON p.id = a.parent_id ORDER BY a.name')
        .map((row) => `${row['name']} < ${row['parent']}`);
    const expected = ['Child < Middle', 'Middle < Top', 'Orphan < null', 'Ring A < null', 'Ring B < null', 'Self < null', 'Top < null'];
    expect(parents()).toEqual(expected);
    const sets = into.sets();
    into.report([file], { kind: 'accounts' });
    expect(into.sets()).toBe(sets);
    into.report([file], { kind: 'accounts', decisions: [{ kind: 'unknownParent', original: 'Nobody AS', choice: 'create' }] });
    expect(parents()).toContain('Orphan < Nobody AS');
    const after = into.sets();
    into.report([file], { kind: 'accounts' });
    expect(into.sets()).toBe(after);
  });

  it('a company that is there already is recognised by its name, whatever its case and composition, and only its gaps are filled', () => {
    const into = importStore();
    into.store.write({ actor, command: 'test' }, (tx) => {
      tx.insert(account, { id: tx.newId(), name: 'Ålesund Fisk AS', keyAccount: true, location: 'Ålesund' });
      return ok(null);
    });
    const report = into.report([csv('companies.csv', 'Company,City,Employees', 'A\u030ALESUND  Fisk AS,Oslo,12', 'Ny AS,Bergen,3')], {
      kind: 'accounts',
    });
    expect(report.counts.accounts).toMatchObject({ made: 1, linked: 1 });
    expect(into.rows('SELECT name, location, employees, key_account AS k FROM account ORDER BY name')).toEqual([
      { name: 'Ny AS', location: 'Bergen', employees: 3, k: 0 },
      { name: 'Ålesund Fisk AS', location: 'Ålesund', employees: 12, k: 1 },
    ]);
    // Undone, the company that was there stays, without what the import filled in.
    into.undo(report.batchId);
    expect(into.rows('SELECT name, employees FROM account WHERE deleted = 0')).toEqual([{ name: 'Ålesund Fisk AS', employees: null }]);
  });

  it('contacts and activities without a known company wait in their problems, and come in when it is created', () => {
    const into = importStore();
    const contacts = csv(
      'contacts.csv',
      'Kontaktperson;Firma;E-post;Telefon',
      'Kari Nes;Havbruk AS;kari@havbruk.no;+47 22 33 44 55',
      ';Havbruk AS;;',
    );
    const first = into.report([contacts], { kind: 'contacts' });
    expect(problemLines(first.problems)).toEqual(['nameMissing 1/1', 'contactWithoutAccount 1/1']);
    expect(first.heldBack).toBe(2);
    into.report([contacts], { kind: 'contacts', decisions: [{ kind: 'contactWithoutAccount', choice: 'create' }] });
    expect(into.rows('SELECT c.name, c.phone, a.name AS account FROM contact c JOIN account a ON a.id = c.account_id')).toEqual([
      { name: 'Kari Nes', phone: '+47 22 33 44 55', account: 'Havbruk AS' },
    ]);

    const activities = csv(
      'activities.csv',
      'Date;Company;Type;Author;Notes',
      '2026-11-03;Havbruk AS;Møte;Admin;"Snakket om\r\nvåren"',
      '2026-11-04;Havbruk AS;Fax;Admin;x',
      ';Havbruk AS;Call;Admin;x',
      '2026-11-04;Havbruk AS;Call;Nobody;x',
    );
    const report = into.report([activities], { kind: 'activities' });
    expect(problemLines(report.problems)).toEqual(['unknownActivityKind 1/1', 'activityWithoutAuthor 1/1', 'activityWithoutDay 1/1']);
    expect(into.rows('SELECT kind, body FROM activity ORDER BY body')).toEqual([
      { kind: 'meeting', body: 'Snakket om\nvåren' },
      { kind: 'note', body: 'x' },
    ]);
  });
});

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
    expect(refused(into, [csv('x.csv', 'foo,bar', '1,2')], { mapping: nok })).toEqual({
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
    into.report([deals('x;Before;Proposal;5;;2026-10-01')], { mapping: nok });
    const before = into.content();
    let seen = 0;
    let total = 0;
    const outcome = into.run(
      [many(100_000)],
      { mapping: nok },
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
      const outcome = into.run([many(3_000)], { mapping: nok }, { isCancelled: () => looks++ >= stopAt });
      expect(outcome).toEqual({ ok: false, error: { type: 'Cancelled' } });
    }
    expect(into.content()).toBe(before);
  });

  it('a store that cannot be written to is told apart, and can still be checked against', () => {
    const first = importStore();
    const into = importStore({ dir: first.dir, readOnly: true });
    expect(into.run([many(10)], { mapping: nok })).toEqual({ ok: false, error: { type: 'StoreReadOnly' } });
    expect(into.run([many(10)], { mapping: nok, mode: 'check' })).toMatchObject({ ok: true, value: { counts: { deals: { made: 10 } } } });
  });

  it('runs in a thread of its own while reads go on here, and can be stopped from here', async () => {
    const into = importStore();
    const dir = tempDir();
    const path = join(dir, 'deals.csv');
    writeFileSync(path, Buffer.concat([...many(20_000).chunks()]));
    let reads = 0;
    const stopped = startImport({ storeDir: into.dir, path, actor, mode: 'commit', mapping: nok }, (done) => {
      reads += into.count('SELECT count(*) AS n FROM deal') === 0 ? 1 : 0;
      if (done > 5_000) stopped.cancel();
    });
    expect(await stopped.result).toEqual({ ok: false, error: { type: 'Cancelled' } });
    expect(reads).toBeGreaterThan(0);
    expect(into.count('SELECT count(*) AS n FROM deal')).toBe(0);
    const whole = startImport({ storeDir: into.dir, path, actor, mode: 'commit', mapping: nok }, () => {});
    expect(await whole.result).toMatchObject({ ok: true, value: { counts: { deals: { made: 20_000 } } } });
    expect(into.count('SELECT count(*) AS n FROM deal')).toBe(20_000);
    const missing = startImport({ storeDir: into.dir, path: join(dir, 'nowhere.csv'), actor, mode: 'commit' }, () => {});
    expect(await missing.result).toMatchObject({ ok: false, error: { type: 'UnreadablePath' } });
  });
});
