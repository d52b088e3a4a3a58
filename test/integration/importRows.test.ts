/** Values, companies and people in files: read exactly, or listed with their original until somebody decides. */
import { describe, expect, it } from 'vitest';
import { bytesAsFile } from '../../src/main/platform/csvFile.ts';
import { filling, writingSink } from '../../src/main/contexts/imports/sink.ts';
import { account } from '../../src/shared/accounts/schema.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { actor, crmMapping, csv, deals, importStore, type ImportStore, problemLines } from './importFixture.ts';

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
      { mapping: crmMapping },
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
    const mapping = { ...crmMapping, decimal: { amount: 'unknown' } };
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
      mapping: crmMapping,
    });
    expect(problemLines(report.problems)).toEqual(['mixedDecimals 1/0']);
    expect(dealLines(into).map((line) => line.split(' ').slice(2, 4).join(' '))).toEqual(['150 NOK', '250 NOK']);
  });

  it('a deal won without a day is won on no known day, and one closed in the future is asked about', () => {
    const into = importStore();
    const report = into.report([deals('1;A;Won;5;;2026-10-01', '2;B;Won;5;2027-01-01;2026-10-01', '3;C;Lost;5;2026-09-01;2026-10-01')], {
      mapping: crmMapping,
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
    const report = into.report([file], { mapping: crmMapping });
    expect(problemLines(report.problems)).toEqual(['stageCreated 1/1']);
    expect(into.rows('SELECT name, kind, probability_bp AS p FROM stage WHERE seed_key IS NULL')).toEqual([
      { name: 'Discovery', kind: 'open', p: 2500 },
    ]);
    expect(dealLines(into).map((line) => line.split(' ')[1])).toEqual(['open', 'won', 'lost']);
    into.report([file], { mapping: crmMapping, decisions: [{ kind: 'stageCreated', original: 'Discovery', choice: 'use:qualified' }] });
    expect(into.rows("SELECT s.seed_key AS k FROM deal_state d JOIN stage s ON s.id = d.stage_id WHERE d.status = 'open'")).toEqual([
      { k: 'qualified' },
    ]);
    const sets = into.sets();
    into.report([file], { mapping: crmMapping });
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
    const report = into.report([file], { mapping: crmMapping });
    expect(problemLines(report.problems)).toEqual(['duplicateKey 1/1', 'keyMissing 2/0']);
    expect(report).toMatchObject({ heldBack: 1, counts: { deals: { made: 3 } } });
    expect(into.rows('SELECT title FROM deal ORDER BY title').map((row) => row['title'])).toEqual(['A', 'C', 'C']);
    expect(into.rows("SELECT cells FROM import_problem WHERE kind = 'duplicateKey'")).toEqual([
      { cells: '["1","B","Proposal","6","","2026-10-01"]' },
    ]);
    const sets = into.sets();
    into.report([file], { mapping: crmMapping });
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

  it('a seller who leads another team is one person, in a check as in the import', () => {
    const into = importStore();
    const file = csv('people.csv', 'Seller,Manager,E-mail', 'Ada,Bo,ada@x.no', 'Bo,Cia,bo@x.no');
    const check = into.report([file], { kind: 'people', mode: 'check' });
    const real = into.report([file], { kind: 'people' });
    expect(check.counts).toEqual(real.counts);
    expect(check.problems).toEqual([]);
    expect(into.rows('SELECT name, email FROM person WHERE email IS NOT NULL ORDER BY name')).toEqual([
      { name: 'Ada', email: 'ada@x.no' },
      { name: 'Bo', email: 'bo@x.no' },
    ]);
    const sets = into.sets();
    into.report([file], { kind: 'people' });
    expect(into.sets()).toBe(sets);
  });

  it('a saved mapping settles the encoding of the files it is for', () => {
    const into = importStore();
    const bytes = Buffer.from('navn\nÅse\n');
    const report = into.report([bytesAsFile('x.csv', bytes)], {
      mapping: { kind: 'people', source: 'x', columns: { name: 'navn' }, encoding: 'windows-1252' },
    });
    expect(report.files).toMatchObject([{ encoding: 'windows-1252', encodingIsCertain: true }]);
    expect(into.rows("SELECT name FROM person WHERE name LIKE '%se'").map((row) => row['name'])).toEqual(['Ã…se']);
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

it('what a kind of files may not fill, no row of it writes', () => {
  const { store, content } = importStore();
  const before = content();
  const write = () =>
    store.write({ actor, command: 'imports.run' }, (tx) => {
      filling(writingSink(tx), new Set(['deal'])).insert(account, { id: tx.newId<'Account'>(), name: 'Fjordfisk', keyAccount: false });
      return ok(null);
    });
  expect(write).toThrow('none of the kinds of this import may fill account');
  expect(content()).toBe(before);
});
