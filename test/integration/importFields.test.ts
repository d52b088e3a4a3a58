/** What a file can say of a deal beyond stage and amount: its way, why it was closed, what recurs, and which of two companies of one name it is about. */
import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../src/shared/imports/report.ts';
import { csv, type ImportStore, importStore } from './importFixture.ts';

const head =
  'Deal ID;Deal Name;Stage;Created;Closed;Stage history;Reason for closing;Not a loss;Amount;Currency;Estimate;Recurring a month;Term in months';
const cells = (...rows: readonly string[]) => csv('deals.csv', head, ...rows);

const movesOf = ({ rows }: ImportStore, title: string): readonly string[] =>
  rows<{ move: string }>(
    `SELECT coalesce(m.happened_day, '?') || ' ' || s.name || coalesce(' (' || r.name || ')', '') AS move FROM stage_move m JOIN deal d ON d.id = m.deal_id
     JOIN stage s ON s.id = m.to_stage_id LEFT JOIN close_reason r ON r.id = m.close_reason_id
     WHERE d.title = ? AND m.voided = 0 ORDER BY m.happened_at, m.hlc, m.id`,
    title,
  ).map(({ move }) => move);

const way = '"2026-01-05 Prospecting\n2026-02-01 Engaging\n2026-03-02 Lost"';

describe('the way of a deal through the stages', () => {
  it('comes in whole, with why it ended where it ended', () => {
    const into = importStore();
    into.report([cells(`D1;One;Lost;2026-01-05;2026-03-02;${way};Too dear;;100;NOK;;;`)]);
    expect(movesOf(into, 'One')).toEqual(['2026-01-05 Prospecting', '2026-02-01 Engaging', '2026-03-02 Lost (Too dear)']);
  });

  it('is continued where the stage of the row is a later one, and gives way where it is an earlier one', () => {
    const into = importStore();
    into.report([
      cells(
        `D1;Later;Won;2026-01-05;2026-04-01;${way};;;100;NOK;;;`,
        `D2;Earlier;Won;2026-01-05;2026-02-15;${way};;;100;NOK;;;`,
        'D3;No day;Prospecting;;;Prospecting;;;100;NOK;;;',
        'D4;Unreadable;Prospecting;2026-01-07;;2026-99-99 Prospecting;;;100;NOK;;;',
      ),
    ]);
    expect(movesOf(into, 'Later')).toEqual(['2026-01-05 Prospecting', '2026-02-01 Engaging', '2026-03-02 Lost', '2026-04-01 Won']);
    expect(movesOf(into, 'Earlier')).toEqual(['2026-02-15 Won']);
    expect(movesOf(into, 'No day')).toEqual(['? Prospecting']);
    expect(movesOf(into, 'Unreadable')).toEqual(['2026-01-07 Prospecting']);
  });

  it('imported again changes nothing, and leaves no trace in the log', () => {
    const into = importStore();
    const file = cells(`D1;One;Lost;2026-01-05;2026-03-02;${way};Too dear;yes;100;NOK;yes;5;6`);
    into.report([file]);
    const sets = into.sets();
    expect(into.report([file]).batchId).toBeNull();
    expect(into.sets()).toBe(sets);
  });
});

describe('why a deal was closed', () => {
  it('is a reason that is known in any language, or a new one that is counted', () => {
    const into = importStore();
    const report: ImportReport = into.report([
      cells(
        'D1;One;Lost;2026-01-05;2026-03-02;;Duplikat;;100;NOK;;;',
        'D2;Two;Lost;2026-01-05;2026-03-02;;Moved abroad;yes;100;NOK;;;',
        'D3;Three;Lost;2026-01-05;2026-03-02;;moved  ABROAD;;100;NOK;;;',
      ),
    ]);
    expect(report.counts.closeReasons).toEqual({ made: 1, changed: 0, unchanged: 0, linked: 0 });
    expect(into.rows("SELECT name, kind, not_a_loss AS notALoss FROM close_reason WHERE name = 'Moved abroad'")).toEqual([
      { name: 'Moved abroad', kind: 'lost', notALoss: 1 },
    ]);
    expect(
      into.count(
        "SELECT count(*) AS n FROM deal_state ds JOIN close_reason r ON r.id = ds.close_reason_id WHERE r.seed_key = 'lostDuplicate'",
      ),
    ).toBe(1);
  });

  it('is said of no deal that is open', () => {
    const into = importStore();
    into.report([cells('D1;One;Prospecting;2026-01-05;;;Too dear;;100;NOK;;;')]);
    expect(into.count('SELECT count(*) AS n FROM stage_move WHERE close_reason_id IS NOT NULL')).toBe(0);
    expect(into.count("SELECT count(*) AS n FROM close_reason WHERE name = 'Too dear'")).toBe(0);
  });
});

describe('what a deal is worth', () => {
  it('is told in its parts: an estimate, what recurs and for how long', () => {
    const into = importStore();
    into.report([
      cells(
        'D1;Whole;Prospecting;2026-01-05;;;;;1 200,50;NOK;ja;100;24',
        'D2;Without end;Prospecting;2026-01-05;;;;;1 200;NOK;;100;',
        'D3;No amount;Prospecting;2026-01-05;;;;;;NOK;ja;100;24',
        'D4;Not a term;Prospecting;2026-01-05;;;;;1 200;NOK;nei;100;0',
      ),
    ]);
    expect(
      into.rows(
        'SELECT d.title, ds.amount_minor, ds.estimate, ds.monthly_minor, ds.term_months FROM deal_state ds JOIN deal d ON d.id = ds.deal_id ORDER BY d.title',
      ),
    ).toEqual([
      { title: 'No amount', amount_minor: null, estimate: 0, monthly_minor: null, term_months: null },
      { title: 'Not a term', amount_minor: 120_000, estimate: 0, monthly_minor: 10_000, term_months: null },
      { title: 'Whole', amount_minor: 120_050, estimate: 1, monthly_minor: 10_000, term_months: 24 },
      { title: 'Without end', amount_minor: 120_000, estimate: 0, monthly_minor: 10_000, term_months: null },
    ]);
  });
});

it('two companies of one name are told apart by their keys, and each deal and contact goes to its own', () => {
  const into = importStore();
  into.report([
    csv('accounts.csv', 'Company ID;Company;Place', 'A1;Fjord AS;Bergen', 'A2;Fjord AS;Bodø'),
    csv('contacts.csv', 'Contact ID;Contact;Company;Company ID', 'C1;Anna Moe;Fjord AS;A2', 'C2;Bo Lie;Fjord AS;A1'),
    csv(
      'deals.csv',
      'Deal ID;Deal Name;Company;Company ID;Contact;Stage',
      'D1;North;Fjord AS;A2;Anna Moe;Won',
      'D2;West;Fjord AS;A1;Bo Lie;Won',
      'D3;By name;Fjord AS;;;Won',
    ),
  ]);
  expect(
    into.rows(
      `SELECT d.title, a.location, c.name AS contact FROM deal d LEFT JOIN account a ON a.id = d.account_id LEFT JOIN contact c ON c.id = d.contact_id ORDER BY d.title`,
    ),
  ).toEqual([
    { title: 'By name', location: 'Bergen', contact: null },
    { title: 'North', location: 'Bodø', contact: 'Anna Moe' },
    { title: 'West', location: 'Bergen', contact: 'Bo Lie' },
  ]);
});
