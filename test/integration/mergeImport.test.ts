/** An import that names an account which was merged into another. */
import { expect, it } from 'vitest';
import { account } from '../../src/shared/accounts/schema.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { actor, csv, importStore } from './importFixture.ts';

const companies = csv('accounts.csv', 'account,sector,office_location', 'Kept,retail,Oslo', 'Gone,retail,Bodø');

it('a deal of an account that was merged lands on the account that stands for it, and that one keeps its own facts', () => {
  const into = importStore();
  into.report([companies]);
  const idOf = (name: string) => into.rows<{ id: Id<'Account'> }>('SELECT id FROM account WHERE name = ?', name)[0]?.id ?? null;
  const [kept, gone] = [idOf('Kept'), idOf('Gone')];
  expect(
    into.store.write({ actor, command: 'accounts.merge' }, (tx) => ok(tx.update(account, String(gone), { mergedInto: kept }))).ok,
  ).toBe(true);
  const deals = csv(
    'sales_pipeline.csv',
    'opportunity_id,sales_agent,product,account,deal_stage,engage_date',
    '1,Ann,,Gone,Engaging,2026-10-01',
  );
  into.report([csv('accounts.csv', 'account,sector,office_location', 'Gone,retail,Tromsø'), deals], {
    decisions: [{ kind: 'unknownPerson', choice: 'create' }],
  });
  expect(into.rows('SELECT account_id AS id FROM deal')).toEqual([{ id: kept }]);
  expect(into.rows('SELECT name, location FROM account ORDER BY name')).toEqual([
    { name: 'Gone', location: 'Tromsø' },
    { name: 'Kept', location: 'Oslo' },
  ]);
});
