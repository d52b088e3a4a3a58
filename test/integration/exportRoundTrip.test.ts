/** Lists out to files and back in: the same numbers and facts again, and nothing in a file that a spreadsheet would run. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ImportReport } from '../../src/shared/imports/report.ts';
import type { Kpi } from '../../src/shared/pipeline/contract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { makeDir, removeDir } from '../support/tempDir.ts';
import { hasOpenData, openDataDir } from '../support/openData.ts';

/** People and products are named by the files alone: the person says that they are to be made. */
const decisions = [
  'unknownAccount',
  'unknownPerson',
  'unknownProduct',
  'unknownParent',
  'contactWithoutAccount',
  'activityWithoutAuthor',
].map((kind) => ({ kind, choice: 'create' }));

const importInto = async ({ app, call }: TestApp, path: string): Promise<ImportReport> =>
  call<ImportReport>('imports.run', { grant: app.files.lend(path), decisions });

const everything = ['accounts', 'contacts', 'products', 'deals', 'activities'] as const;

/** Every list of a store in one folder, named as the person gets them. */
const exportAll = async (from: TestApp, choice: { readonly format: string; readonly language: string }): Promise<string> => {
  const folder = makeDir('exported');
  onTestFinished(() => {
    removeDir(folder);
  });
  for (const list of everything) {
    const { path, name } = await from.exported(list, { ...choice, ...(list === 'deals' ? { status: null } : {}) });
    copyFileSync(path, join(folder, name));
  }
  return folder;
};

const accountFacts = `SELECT a.name, up.name AS parent, a.org_number, a.sector, a.founded_year, a.employees, a.revenue_minor, a.revenue_currency, a.location,
  a.key_account, p.name AS owner, st.open_deals FROM account_state st JOIN account a ON a.id = st.account_id LEFT JOIN account up ON up.id = a.parent_id
  LEFT JOIN person p ON p.id = st.owner_id ORDER BY a.name, a.org_number, a.location`;
const contactFacts = `SELECT c.name, a.name AS account, c.title, c.email, c.phone FROM contact c JOIN account a ON a.id = c.account_id
  WHERE c.deleted = 0 ORDER BY c.name, a.name, c.email, c.phone`;
const productFacts = 'SELECT name, series FROM product WHERE deleted = 0 ORDER BY name';
const activityFacts = `SELECT e.kind, e.team, e.body, p.name AS author, a.name AS account, d.title AS deal, c.name AS contact FROM activity e JOIN account a ON a.id = e.account_id
  LEFT JOIN person p ON p.id = e.author_id LEFT JOIN deal d ON d.id = e.deal_id LEFT JOIN contact c ON c.id = e.contact_id
  WHERE e.deleted = 0 ORDER BY e.body, a.name, d.title, c.name, p.name, e.kind, e.team`;
/** What a deal is and where it stands; with every move it made. */
const dealFacts = `SELECT d.title, a.name AS account, pr.name AS product, c.name AS contact, d.next_step, d.next_step_day, ds.status, s.name AS stage, ds.created_day,
  ds.stage_day, ds.closed_day, r.name AS reason, r.not_a_loss, ds.amount_minor, CASE WHEN ds.amount_minor IS NULL THEN NULL ELSE ds.currency END AS currency, ds.estimate, ds.expected_close, ds.monthly_minor,
  ds.term_months, o.name AS owner, (SELECT group_concat(coalesce(m.happened_day, '?') || ' ' || ms.name, '; ') FROM (SELECT * FROM stage_move x
    WHERE x.deal_id = d.id AND x.voided = 0 ORDER BY x.happened_at, x.hlc, x.id) m JOIN stage ms ON ms.id = m.to_stage_id) AS moves
  FROM deal_state ds JOIN deal d ON d.id = ds.deal_id LEFT JOIN account a ON a.id = d.account_id LEFT JOIN product pr ON pr.id = d.product_id
  LEFT JOIN contact c ON c.id = d.contact_id LEFT JOIN stage s ON s.id = ds.stage_id LEFT JOIN close_reason r ON r.id = ds.close_reason_id
  LEFT JOIN person o ON o.id = ds.owner_id ORDER BY d.title, a.name, moves, ds.amount_minor, o.name, ds.expected_close, c.name`;
/** The facts behind, each with its day. */
const datedFacts = [
  `SELECT d.title, m.happened_day, s.name, r.name AS reason FROM stage_move m JOIN deal d ON d.id = m.deal_id JOIN stage s ON s.id = m.to_stage_id
   LEFT JOIN close_reason r ON r.id = m.close_reason_id WHERE m.voided = 0 ORDER BY d.title, m.happened_day, s.name, r.name`,
  `SELECT d.title, v.happened_day, v.amount_minor, v.currency, v.expected_close, v.estimate FROM deal_value v JOIN deal d ON d.id = v.deal_id
   WHERE v.voided = 0 ORDER BY d.title, v.happened_day, v.amount_minor`,
  `SELECT d.title, o.happened_day, p.name FROM ownership o JOIN deal d ON d.id = o.record_id LEFT JOIN person p ON p.id = o.person_id
   WHERE o.voided = 0 ORDER BY d.title, o.happened_day, p.name`,
];

const formats = [
  { language: 'nb', format: 'csv' },
  { language: 'sv', format: 'xlsx' },
  { language: 'da', format: 'csv' },
  { language: 'en', format: 'xlsx' },
  { language: 'en', format: 'csv' },
] as const;

describe('lists as files', () => {
  it.each(formats)('the sample company exported in $language as $format and imported elsewhere is the same company', async (choice) => {
    const from = await anApp({ sample: true });
    const folder = await exportAll(from, choice);
    const to = await anApp();
    const report = await importInto(to, folder);
    expect(new Set(report.files.map(({ kind }) => kind))).toEqual(new Set(everything));
    expect(report.heldBack).toBe(0);
    expect(await to.call<Kpi>('pipeline.kpi')).toEqual(await from.call<Kpi>('pipeline.kpi'));
    for (const sql of [accountFacts, contactFacts, productFacts, dealFacts, activityFacts]) {
      expect(from.rows(sql).length).toBeGreaterThan(0);
      expect(to.rows(sql)).toEqual(from.rows(sql));
    }
  });

  it.runIf(hasOpenData('the round trip of the open data set')).each(['csv', 'xlsx'] as const)(
    'real data exported as %s and imported elsewhere has the same numbers and the same dated facts',
    async (format) => {
      const from = await anApp();
      await importInto(from, openDataDir);
      const to = await anApp();
      const report = await importInto(to, await exportAll(from, { format, language: 'nb' }));
      expect(report.counts.deals?.made).toBe(8800);
      expect(await to.call('pipeline.kpi')).toEqual(await from.call('pipeline.kpi'));
      for (const sql of [accountFacts, productFacts, dealFacts, ...datedFacts]) expect(to.rows(sql)).toEqual(from.rows(sql));
    },
  );

  it('filters of the table hold for the file', async () => {
    const { call, exported } = await anApp({ sample: true });
    const { wonCount } = await call<Kpi>('pipeline.kpi');
    expect((await exported('deals', { format: 'csv', language: 'en', status: 'won' })).rows).toBe(wonCount);
  });
});
