/** Tables that the product does not have: records with owners, what hangs on them by several steps, rows of a person, and facts that are sealed. */
import { id, integer, optional, ref, text } from '../../src/shared/kernel/column.ts';
import { defineTable, type Table } from '../../src/shared/kernel/table.ts';

/** A second kind of record that has owners, beside deals. */
export const plan = defineTable(
  'plan',
  { id: id('Plan'), title: text({ max: 200, min: 1 }), note: optional(text({ max: 200 })) },
  { sync: 'lww', named: ['title'], read: 'deal.read', write: 'deal.edit', owned: 'ownership' },
);

export const planStep = defineTable(
  'plan_step',
  { id: id('PlanStep'), planId: ref('Plan'), words: text({ max: 200 }) },
  { sync: 'fact', about: ['planId'], named: ['words'], read: 'about', write: 'about', indexes: [['plan_id']] },
);

/** Said of a step of a plan: two steps away from whoever owns it. */
export const planRemark = defineTable(
  'plan_remark',
  { id: id('PlanRemark'), stepId: ref('PlanStep'), authorId: ref('Person'), body: text({ max: 200 }) },
  { sync: 'lww', about: ['stepId'], named: [], read: 'about', write: 'activity.edit', owned: { column: 'authorId', isAuthor: true } },
);

/** Owned by a column: read by position alone. */
export const payslip = defineTable(
  'payslip',
  { id: id('Payslip'), personId: ref('Person'), amount: integer({ min: 0, max: 1_000_000 }) },
  { sync: 'lww', named: [], read: 'pay.read', write: 'target.edit', owned: { column: 'personId' } },
);

/** Sealed, of a plan: whoever may write the plan says it once. */
export const verdict = defineTable(
  'verdict',
  { id: id('Verdict'), planId: ref('Plan'), byId: ref('Person'), words: text({ max: 200 }) },
  { sync: 'fact', about: ['planId'], named: ['words'], read: 'about', write: 'about', sealed: { by: 'byId' } },
);

/** Sealed, about nothing: by position alone. */
export const signature = defineTable(
  'signature',
  { id: id('Signature'), signerId: ref('Person'), words: text({ max: 200 }) },
  { sync: 'fact', named: ['words'], read: 'account.read', write: 'agreement.sign', sealed: { by: 'signerId' } },
);

export const ownTables: readonly Table[] = [plan, planStep, planRemark, payslip, verdict, signature];
