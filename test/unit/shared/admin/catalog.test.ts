/** What the declarations of the product come to as one whole, and which of them could not be. */
import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../../../src/shared/admin/catalog.ts';
import { person } from '../../../../src/shared/admin/schema.ts';
import { knowledge, ownership } from '../../../../src/shared/accounts/schema.ts';
import { kinds } from '../../../../src/shared/imports/kinds.ts';
import { id, integer, optional, ref, text } from '../../../../src/shared/kernel/column.ts';
import { defineTable, type Table } from '../../../../src/shared/kernel/table.ts';
import { deal, dealValue } from '../../../../src/shared/pipeline/schema.ts';
import { catalog } from '../../../../src/shared/schema/catalog.ts';
import { migrations } from '../../../../src/shared/schema/migrations/list.ts';
import { tables } from '../../../../src/shared/schema/tables.ts';
import { factVoid } from '../../../../src/shared/sync/schema.ts';
import { ownTables, payslip, plan, planRemark, planStep, signature, verdict } from '../../../support/ownTables.ts';

const product = catalogOf(tables, kinds);
const whole = catalogOf([...tables, ...ownTables], kinds);
const named = (of: (table: Table) => boolean, catalog = product) => catalog.tables.filter(of).map(({ name }) => name);

describe('the tables of the product', () => {
  it('are kept from nobody by whose they are but deals, what hangs on them, and views', () => {
    expect([named(product.isScoped), named(product.isScopedByFacts), named(product.isScopedByTime)]).toEqual([
      ['deal', 'saved_view'],
      ['deal'],
      ['deal', 'saved_view'],
    ]);
    expect(named(product.hangsOnOwners).toSorted()).toEqual(
      ['activity', 'deal', 'deal_credit', 'deal_value', 'fact_void', 'ownership', 'saved_view', 'stage_move'].toSorted(),
    );
  });

  it('say in one place whose a record is, which column never changes, and without what nothing can be made', () => {
    expect(product.ownership).toMatchObject({ table: { name: 'ownership' }, record: 'recordId', person: 'personId' });
    expect([product.ownership?.namesOwner({ role: 'owner' }), product.ownership?.namesOwner({ role: 'coOwner' })]).toEqual([true, false]);
    const columns = (of: (table: Table) => ReadonlySet<string>) =>
      Object.fromEntries(product.tables.flatMap((table) => (of(table).size === 0 ? [] : [[table.name, [...of(table)].toSorted()]])));
    expect(columns(product.fixedColumns)).toEqual({
      fact_void: ['factId', 'factTable'],
      activity: ['authorId', 'dealId'],
      knowledge: ['authorId'],
      saved_view: ['ownerId'],
      ownership: ['recordId'],
      deal_value: ['dealId'],
      stage_move: ['dealId'],
      deal_credit: ['dealId'],
    });
    // Of a time when a row had an id alone: what it is judged by is asked for all the same.
    const late = catalogOf(tables, kinds, (_table, column) => (column === 'id' ? 1 : 9));
    const required = (schema: number) =>
      Object.fromEntries([...late.synced.values()].map((table) => [table.name, late.requiredColumns(table, schema).toSorted()]));
    const happened = ['happenedAt', 'happenedDay'];
    expect(Object.fromEntries(Object.entries(required(1)).filter(([, names]) => names.length > 1))).toEqual({
      fact_void: ['factId', 'factTable', ...happened, 'id'],
      membership: ['access', 'fromDay', 'function', 'id', 'personId', 'position', 'toDay'],
      team_member: ['fromDay', 'id', 'personId', 'teamId', 'toDay'],
      exchange_rate: [...happened, 'id'],
      revenue_target: ['id', 'personId', 'teamId'],
      saved_view: ['id', 'ownerId'],
      contact: ['accountId', 'id'],
      activity: ['accountId', 'authorId', 'dealId', 'id'],
      knowledge: ['accountId', 'authorId', 'id'],
      product_price: [...happened, 'id', 'productId'],
      ownership: [...happened, 'id', 'personId', 'recordId', 'role'],
      stage_criterion: ['id', 'stageId'],
      deal_value: ['dealId', ...happened, 'id'],
      stage_move: ['dealId', ...happened, 'id'],
      deal_credit: ['dealId', ...happened, 'id'],
      import_problem: ['batchId', 'id'],
    });
    for (const table of late.synced.values())
      expect(required(9)[table.name]).toEqual([...Object.keys(table.columns), ...(table.sync === 'fact' ? happened : [])].toSorted());
  });

  it('ask of a row for the columns of the version that made it, by the migrations', () => {
    const asked = (table: Table, schema: number) => catalog.requiredColumns(table, schema);
    for (const table of catalog.synced.values())
      expect(asked(table, migrations.length)).toEqual(expect.arrayContaining(Object.keys(table.columns)));
    expect(asked(deal, 1)).not.toContain('rank');
    expect(asked(deal, 2)).toContain('rank');
    expect([asked(dealValue, 1).includes('termMonths'), asked(dealValue, 2).includes('termMonths')]).toEqual([false, true]);
    // A table that came later was whole from its first day.
    expect(asked(knowledge, 1)).toContain('source');
  });

  it('name records of any table that has owners, and of the table that a void names', () => {
    const records = (catalog: typeof product) =>
      catalog.refsOf(ownership, { recordId: 'r1' }).map(({ tables: of, id: record }) => [record, of.map(({ name }) => name)]);
    expect(records(product)).toEqual([['r1', ['account', 'deal']]]);
    expect(records(whole)).toEqual([['r1', ['account', 'deal', 'plan']]]);
    const voided = (cells: object) => product.refsOf(factVoid, { ...cells }).map(({ tables: of }) => of.map(({ name }) => name));
    expect(voided({ factTable: 'deal_value', factId: 'v1' })).toEqual([['deal_value']]);
    expect(voided({ factTable: 'deal_state', factId: 'v1' })).toEqual([[]]);
    expect(voided({ factTable: 'constructor', factId: 'v1' })).toEqual([[]]);
    expect(voided({ factTable: 'deal_value', factId: '' })).toEqual([]);
  });
});

it('tables of a test’s own follow from their declarations as those of the product do', () => {
  expect(named(whole.isScoped, whole)).toEqual(['deal', 'saved_view', 'plan', 'payslip']);
  expect(ownTables.filter(whole.hangsOnOwners)).toEqual([plan, planStep, planRemark, payslip, verdict]);
  expect([...whole.fixedColumns(planRemark)].toSorted()).toEqual(['authorId', 'stepId']);
  expect(whole.requiredColumns(signature, 1)).toEqual(['id', 'signerId', 'happenedAt', 'happenedDay', 'words']);
});

describe('a declaration that cannot be is refused by the name of its table', () => {
  const words = { words: text({ max: 20 }) };
  const plain = { sync: 'lww', named: [], read: 'account.read', write: 'account.edit' } as const;
  const faulty: readonly (readonly [string, readonly Table[], RegExp])[] = [
    [
      'reading by a right that is none',
      [defineTable('bad', { id: id('Bad') }, { ...plain, read: 'bad.read' })],
      /bad: no such right as bad\.read/u,
    ],
    [
      'writing by a right that is none',
      [defineTable('bad', { id: id('Bad') }, { ...plain, write: ['account.edit', 'toString'] })],
      /no such right as toString/u,
    ],
    ['written by no right at all', [defineTable('bad', { id: id('Bad') }, { ...plain, write: [] })], /nobody may write it/u],
    [
      'a cell by a right that is none',
      [defineTable('bad', { id: id('Bad'), ...words }, { ...plain, cells: { words: { action: 'x' } } })],
      /no such right as x/u,
    ],
    [
      'read by what it is about, and about nothing',
      [defineTable('bad', { id: id('Bad') }, { ...plain, read: 'about' })],
      /no such right as about/u,
    ],
    [
      'written by what it is about or by a right',
      [person, defineTable('bad', { id: id('Bad'), who: ref('Person') }, { ...plain, about: ['who'], write: ['about', 'account.edit'] })],
      /by what it is about, or by rights of its own/u,
    ],
    [
      'about a text that names no record',
      [defineTable('bad', { id: id('Bad'), ...words }, { ...plain, about: ['words'] })],
      /words names no record/u,
    ],
    [
      'about a record of no table',
      [defineTable('bad', { id: id('Bad'), lost: ref('Lost') }, { ...plain, about: ['lost'] })],
      /lost names no record/u,
    ],
    [
      'about a record whose table no text names',
      [
        defineTable(
          'bad',
          { id: id('Bad'), ...words, at: integer({ min: 0, max: 9 }) },
          { ...plain, about: [{ column: 'words', tableIn: 'at' }] },
        ),
      ],
      /words names no record/u,
    ],
    [
      'by what it is about, which need not be set',
      [person, defineTable('bad', { id: id('Bad'), who: optional(ref('Person')) }, { ...plain, about: ['who'], read: 'about' })],
      /rows that are about nothing/u,
    ],
    [
      'owned by a text',
      [defineTable('bad', { id: id('Bad'), ...words }, { ...plain, owned: { column: 'words' } })],
      /words names no person/u,
    ],
    ['with owners of whom no facts tell', [defineTable('bad', { id: id('Bad') }, { ...plain, owned: 'ownership' })], /no facts say whose/u],
    [
      'two tables that say whose a record is',
      [
        person,
        plan,
        ownership,
        defineTable(
          'bad',
          { id: id('Bad'), of: ref('Owned'), by: ref('Person') },
          { ...plain, sync: 'fact', about: ['of'], givesOwner: { record: 'of', person: 'by', where: {} } },
        ),
      ],
      /bad: another table says already/u,
    ],
    [
      'whose a record is, in rows that change',
      [
        plan,
        defineTable(
          'bad',
          { id: id('Bad'), of: ref('Owned'), by: ref('Person') },
          { ...plain, about: ['of'], givesOwner: { record: 'of', person: 'by', where: {} } },
        ),
      ],
      /bad: whose a record is, is a fact/u,
    ],
    [
      'sealed, and no fact',
      [defineTable('bad', { id: id('Bad'), by: ref('Person') }, { ...plain, sealed: { by: 'by' } })],
      /what is sealed is a fact/u,
    ],
    [
      'sealed in the name of a text',
      [defineTable('bad', { id: id('Bad'), ...words }, { ...plain, sync: 'fact', sealed: { by: 'words' } })],
      /in the name of a person/u,
    ],
    [
      'about itself',
      [defineTable('bad', { id: id('Bad'), above: optional(ref('Bad')) }, { ...plain, about: ['above'] })],
      /round in a circle/u,
    ],
    [
      'about what is about it',
      [
        defineTable('bad', { id: id('Bad'), of: ref('Worse') }, { ...plain, about: ['of'], read: 'about' }),
        defineTable('worse', { id: id('Worse'), of: ref('Bad') }, { ...plain, about: ['of'], write: 'about' }),
      ],
      /round in a circle over bad, worse/u,
    ],
    ['two tables of one name', [person, person], /two tables have one name/u],
  ];
  it.each(faulty)('%s', (_what, bad, message) => {
    expect(() => catalogOf(bad, {})).toThrow(message);
  });

  it('sealed by an import, and filled by one while it is registered nowhere', () => {
    const bad = defineTable('bad', { id: id('Bad'), by: ref('Person') }, { ...plain, sync: 'fact', sealed: { by: 'by' } });
    const filling = (table: Table) => ({ people: { ...kinds.people, fills: [table] } });
    expect(() => catalogOf([person, bad], filling(bad))).toThrow(/comes by no import/u);
    expect(() => catalogOf([person, bad], filling(ownership))).toThrow(/ownership: an import of people fills it/u);
    expect(catalogOf([person, bad], filling(person)).filledBy(person)).toEqual(['people']);
  });

  it('and the same tables without the fault are taken', () => {
    expect(() => catalogOf([person, ownership, plan, payslip, defineTable('good', { id: id('Good'), ...words }, plain)], {})).not.toThrow();
  });
});
