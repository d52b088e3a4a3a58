/** Each fold has a key of its own: only what differs is folded again, and other rows under the same key are noticed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { model } from '../../src/main/contexts/openWorkspace.ts';
import type { Derivation } from '../../src/main/core/derive.ts';
import { examine } from '../../src/main/core/doctor.ts';
import { foldKeys } from '../../src/main/core/foldKeys.ts';
import { foldRows } from '../../src/main/core/foldRows.ts';
import type { Model } from '../../src/main/core/model.ts';
import { readSetting, writeSetting } from '../../src/main/core/settings.ts';
import type { Store } from '../../src/main/core/store.ts';
import type { WriteTx } from '../../src/main/core/tx.ts';
import { catalogOf } from '../../src/shared/admin/catalog.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { id, integer, optional, ref, text } from '../../src/shared/kernel/column.ts';
import { day, instant } from '../../src/shared/kernel/day.ts';
import { currency } from '../../src/shared/kernel/money.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { defineTable, type InsertOf, type Table } from '../../src/shared/kernel/table.ts';
import { account, activity, contact, ownership, product } from '../../src/shared/accounts/schema.ts';
import { person } from '../../src/shared/admin/schema.ts';
import { deal, dealValue, stage, stageMove } from '../../src/shared/pipeline/schema.ts';
import { kinds } from '../../src/shared/imports/kinds.ts';
import { tables } from '../../src/shared/schema/tables.ts';
import { aStore } from '../support/stores.ts';
import { modelWith } from '../support/modelWith.ts';
import { repositoryRoot } from '../support/repository.ts';

/** The product's folds, each saying when it runs; their keys are those of the product, because their SQL is. */
const counted = (folded: string[], derivations: readonly Derivation[] = model.derivations): readonly Derivation[] =>
  derivations.map((derivation) => {
    const { table, fold } = derivation;
    return {
      ...derivation,
      fold: {
        sql: 'select' in fold ? [fold.select] : fold.sql,
        work: (db) => {
          folded.push(table.name);
          if ('select' in fold) foldRows(db, table, fold, 1);
          else fold.work(db);
        },
      },
    };
  });

const raised = (name: string): readonly Derivation[] =>
  model.derivations.map((derivation) => (derivation.table.name === name ? { ...derivation, version: derivation.version + 1 } : derivation));

describe('a store that opens', () => {
  /** What is folded when a store of the product is opened by a program with these folds. */
  const foldedBy = (derivations: readonly Derivation[], before: (store: Store) => void = () => {}): readonly string[] => {
    const made = aStore({ model });
    before(made);
    const folded: string[] = [];
    const again = aStore({ dir: made.dir, model: { ...model, derivations: counted(folded, derivations) } });
    const heard = [...folded];
    // It folds in its replica what it compares with.
    expect(examine(again).findings).toEqual([]);
    return heard;
  };

  it('folds nothing where nothing differs', () => {
    expect(foldedBy(model.derivations)).toEqual([]);
  });

  it('folds only what has another key, and what reads it', () => {
    expect(foldedBy(raised('search_entry'))).toEqual(['search_entry']);
    expect(foldedBy(raised('account_state'))).toEqual(['account_state']);
    expect(foldedBy(raised('deal_state'))).toEqual(['deal_state', 'account_state']);
  });

  it('folds everything once where an older version has counted all folds together, or left nothing that can be read', () => {
    for (const stored of ['6', 'null', '{', '[]'])
      expect(foldedBy(model.derivations, (store) => writeSetting(store.db, 'foldVersion', stored))).toEqual(
        model.derivations.map(({ table }) => table.name),
      );
  });

  it('folds the derived table of a test’s own by what its facts are about', () => {
    const plan = defineTable(
      'plan',
      { id: id('Plan'), title: text() },
      { sync: 'lww', named: ['title'], read: 'deal.read', write: 'deal.edit' },
    );
    const step = defineTable(
      'plan_step',
      { id: id('PlanStep'), planId: ref('Plan') },
      { sync: 'fact', about: ['planId'], named: [], read: 'about', write: 'about', indexes: [['plan_id']] },
    );
    const state = defineTable('plan_state', { planId: id('Plan'), steps: integer({ min: 0, max: 99 }) }, { sync: 'derived' });
    const own = modelWith(
      [plan, step, state],
      [
        {
          table: state,
          version: 1,
          roots: { plan: {}, plan_step: {} },
          fold: {
            select: `SELECT p.id, (SELECT count(*) FROM plan_step s WHERE s.plan_id = p.id AND s.voided = 0)
              FROM scratch.touched t JOIN plan p ON p.id = t.id AND p.deleted = 0`,
          },
          allIds: 'SELECT id FROM plan UNION SELECT plan_id FROM plan_state',
        },
      ],
    );
    const store = aStore({ model: own });
    const write = (body: (tx: WriteTx) => void) => store.write({ actor: 'kari', command: 'test' }, (tx) => ok(body(tx)));
    write((tx) => tx.insert(plan, { id: 'p', title: 'Plan' } as InsertOf<typeof plan>));
    for (const name of ['a', 'b']) write((tx) => tx.record(step, { id: name, planId: 'p' } as InsertOf<typeof step>, { day: tx.today }));
    const steps = (): unknown => store.read((tx) => tx.all('SELECT plan_id AS plan, steps FROM plan_state'));
    expect(steps()).toEqual([{ plan: 'p', steps: 2 }]);
    write((tx) => tx.voidFact(step, 'a'));
    expect(steps()).toEqual([{ plan: 'p', steps: 1 }]);
    expect(examine(store).findings).toEqual([]);
    expect(Object.keys(JSON.parse(readSetting(store.db, 'foldVersion') ?? '{}') as object)).toContain('plan_state');
    const astray = own.derivations.slice(-1).map((derivation) => ({ ...derivation, roots: { person: {} } }));
    expect(() => aStore({ model: modelWith([plan, step, state], astray) })).toThrow('no column of person names rows of plan_state');
  });
});

describe('the key of a fold', () => {
  const keyOf = (name: string, changed: Partial<Model> = {}): string | undefined => foldKeys({ ...model, ...changed }).get(name);
  const withTable = (changed: Table): Partial<Model> => ({
    catalog: catalogOf(
      tables.map((table) => (table.name === changed.name ? changed : table)),
      kinds,
    ),
  });
  const contactWith = (columns: Table['columns']): Table =>
    defineTable('contact', columns, { sync: 'lww', about: ['accountId'], named: ['name'], read: 'about', write: 'about' });

  it('is another where its SQL, its version, its own table or a column that it reads is', () => {
    const is = keyOf('search_entry');
    expect(is).toMatch(/^[0-9a-f]{16}$/u);
    const [search] = model.derivations.filter(({ table }) => table.name === 'search_entry');
    if (search === undefined) throw new Error('no search');
    const other: readonly Partial<Derivation>[] = [
      { version: 2 },
      { fold: { sql: ['SELECT 1'], work: () => {} } },
      { allIds: 'SELECT id FROM deal' },
      { roots: {} },
      { table: { ...search.table, indexes: [] } },
    ];
    for (const changed of other) expect(keyOf('search_entry', { derivations: [{ ...search, ...changed }] })).not.toBe(is);
    expect(keyOf('search_entry', withTable(contactWith({ ...contact.columns, phone: text({ max: 60 }) })))).not.toBe(is);
  });

  it('is the same where only what it does not read is another', () => {
    const more = withTable(contactWith({ ...contact.columns, linkedin: optional(text({ max: 200 })) }));
    for (const { table } of model.derivations) expect(keyOf(table.name, more), table.name).toBe(keyOf(table.name));
  });

  it('knows every table that its SQL reads: each is a root of it, or folded before it', () => {
    const names = model.catalog.tables.map(({ name }) => name);
    for (const { table, fold, roots } of model.derivations) {
      const sql = ('select' in fold ? [fold.select] : fold.sql).join(' ');
      const read = names.filter((name) => name !== table.name && new RegExp(`\\b(?:FROM|JOIN) ${name}\\b`, 'u').test(sql));
      const before = model.derivations
        .slice(
          0,
          model.derivations.findIndex((each) => each.table === table),
        )
        .map((each) => each.table.name);
      expect(
        read.filter((name) => roots[name] === undefined && !before.includes(name)),
        table.name,
      ).toEqual([]);
      expect(read.length, table.name).toBeGreaterThan(3);
    }
  });
});

/** Rows of the golden store are known by their ids: what a workspace begins with is not held here. */
const gold = <E extends string>(name: string): Id<E> => `gold ${name}` as Id<E>;

/** Deals and accounts in every state that their folds tell apart, the same in each run. */
const goldenStore = (): Store => {
  const store = aStore({ model });
  const nok = currency('NOK');
  store.write({ actor: 'kari', command: 'test.golden' }, (tx) => {
    tx.insert(person, { id: gold('kari'), name: 'Kari Ås', email: 'kari@havbryn.example' });
    for (const [name, kind, position] of [
      ['first', 'open', 10],
      ['won', 'won', 90],
    ] as const)
      tx.insert(stage, { id: gold(name), name, position, kind, probabilityBp: 2_500 });
    tx.insert(account, {
      id: gold('fjordfisk'),
      name: 'Fjordfisk',
      sector: 'fisheries',
      location: 'Tromsø',
      orgNumber: '974760673',
      keyAccount: true,
    });
    tx.insert(account, { id: gold('merged'), name: 'Fjordfisk AS', keyAccount: false, mergedInto: gold('fjordfisk') });
    tx.insert(account, { id: gold('bare'), name: 'Åkerlund', keyAccount: false });
    tx.insert(contact, { id: gold('vik'), accountId: gold('fjordfisk'), name: 'Nina Vik', title: 'CFO', phone: '22 33 44 55' });
    tx.insert(product, { id: gold('sensor'), name: 'Sensor', series: 'GTX' });
    const deals = { open: gold<'Deal'>('open'), closed: gold<'Deal'>('closed'), plain: gold<'Deal'>('plain'), gone: gold<'Deal'>('gone') };
    for (const [title, id_] of Object.entries(deals)) tx.insert(deal, { id: id_, title, accountId: gold('fjordfisk') });
    tx.update(deal, deals.open, { nextStep: 'Call Nina', rank: 'a5' });
    tx.remove(deal, deals.gone);
    const worth = (name: string, of: Id<'Deal'>, amount: bigint, on: string | null): void =>
      tx.record(
        dealValue,
        { id: gold(name), dealId: of, amountMinor: amount, currency: nok, estimate: false, expectedClose: day('2027-01-15') },
        on === null ? null : { day: day(on) },
      );
    worth('undated', deals.open, 1n, null);
    worth('old', deals.open, 2n, '2026-10-01');
    worth('new', deals.open, 3n, '2026-11-02');
    worth('taken', deals.open, 4n, '2026-11-03');
    tx.voidFact(dealValue, gold('taken'));
    worth('won worth', deals.closed, 500_00n, '2026-11-01');
    for (const [name, of, to, on] of [
      ['begun', deals.open, 'first', '2026-10-01'],
      ['closing', deals.closed, 'won', '2026-11-05'],
    ] as const)
      tx.record(stageMove, { id: gold(name), dealId: of, toStageId: gold(to) }, { day: day(on) });
    for (const [name, of, personId] of [
      ['of deal', 'open', gold<'Person'>('kari')],
      ['of account', 'fjordfisk', gold<'Person'>('kari')],
      ['of nobody', 'closed', null],
    ] as const)
      tx.record(ownership, { id: gold(name), recordId: gold(of), role: 'owner', personId }, { day: day('2026-10-02') });
    tx.insert(activity, {
      id: gold('visit'),
      accountId: gold('fjordfisk'),
      dealId: deals.open,
      kind: 'visit',
      team: 'sales',
      authorId: gold('kari'),
      body: 'Met Nina',
      happenedAt: instant(Date.parse('2026-11-10T12:00:00Z')),
    });
    return ok(null);
  });
  return store;
};

type Golden = { readonly key: string; readonly rows: readonly unknown[] };

const file = join(repositoryRoot, 'test/fixtures/folds/golden.json');

/** Null where both are as they were. `rows`: other rows under the same key, so that no store would fold them again. */
const faultOf = (was: Golden | undefined, is: Golden): 'rows' | 'key' | null => {
  if (was?.key !== is.key) return 'key';
  return JSON.stringify(was.rows) === JSON.stringify(is.rows) ? null : 'rows';
};

const foldedRows = (store: Store, { table, compareSql }: Derivation): readonly unknown[] =>
  store
    .read((tx) => tx.all<Readonly<Record<string, unknown>>>(compareSql ?? `SELECT * FROM ${table.name} ORDER BY 1`))
    .filter((row) => String(Object.values(row)[0]).startsWith('gold '));

describe('the golden rows', () => {
  it.each(model.derivations)('of $table.name are held with its key', (derivation) => {
    const { name } = derivation.table;
    const golden = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Golden>>;
    const is: Golden = { key: foldKeys(model).get(name) ?? '', rows: foldedRows(goldenStore(), derivation) };
    const fault = faultOf(golden[name], is);
    // A new key may bring new rows: SAMSPILL_NEW_FOLDS=1 writes them down, and the difference is there to be read.
    if (fault === 'key' && process.env['SAMSPILL_NEW_FOLDS'] === '1')
      writeFileSync(file, `${JSON.stringify({ ...golden, [name]: is }, null, 2)}\n`);
    else if (fault === 'rows')
      expect(is.rows, 'the fold writes other rows under the same key: raise its version').toEqual(golden[name]?.rows);
    else expect(fault, 'the key is new: look at the rows, then run with SAMSPILL_NEW_FOLDS=1').toBeNull();
    expect(is.rows.length).toBeGreaterThan(0);
  });

  it('would show a fold that writes other rows and says nothing of it', () => {
    const [dealFold] = model.derivations;
    if (dealFold === undefined || !('select' in dealFold.fold)) throw new Error('no fold of deals');
    const { select } = dealFold.fold;
    const wrong = { select: select.replaceAll('happened_at DESC, hlc DESC, id DESC', 'happened_at, hlc, id') };
    const silent: Derivation = { ...dealFold, fold: { sql: [select], work: (db) => foldRows(db, dealFold.table, wrong, 1) } };
    const key = foldKeys({ ...model, derivations: [silent] }).get('deal_state') ?? '';
    expect(key).toBe(foldKeys(model).get('deal_state'));
    const golden = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Golden>>;
    const store = goldenStore();
    const rows = foldedRows(store, silent);
    store.db.exec('DELETE FROM scratch.touched; INSERT INTO scratch.touched (id) SELECT id FROM deal');
    foldRows(store.db, dealFold.table, wrong, 1);
    expect(faultOf(golden['deal_state'], { key, rows })).toBeNull();
    expect(faultOf(golden['deal_state'], { key, rows: foldedRows(store, silent) })).toBe('rows');
    expect(faultOf(golden['deal_state'], { key: 'another', rows })).toBe('key');
  });
});
