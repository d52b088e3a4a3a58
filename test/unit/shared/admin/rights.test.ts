/** Who may read and write a row: every access, function and position against the matrix that is written down by hand, and the ways through what rows are about. */
import { describe, expect, it } from 'vitest';
import { catalogOf, type Cells, type SyncedTable } from '../../../../src/shared/admin/catalog.ts';
import type { Viewer } from '../../../../src/shared/admin/policy.ts';
import {
  deepest,
  holdsWholeSets,
  type Lookup,
  mayRead,
  ownerOf,
  readsSome,
  readsWhole,
  type RowWrite,
  writeFault,
} from '../../../../src/shared/admin/rights.ts';
import { kinds } from '../../../../src/shared/imports/kinds.ts';
import { tables } from '../../../../src/shared/schema/tables.ts';
import {
  mayCommon,
  mayOwn,
  mayRecord,
  maySay,
  maySign,
  ownedByColumn,
  roots,
  seesPay,
  seesRecord,
  type Standing,
  standings,
  whose,
} from '../../../faults/matrix.ts';
import { model } from '../../../support/ownModel.ts';

const { catalog } = model;
const product = catalogOf(tables, kinds);
const tableOf = (name: string): SyncedTable => {
  const table = catalog.synced.get(name);
  if (table === undefined) throw new Error(name);
  return table;
};

const viewerOf = ({ access, side, position, former }: Pick<Standing, 'access' | 'side' | 'position' | 'former'>): Viewer => ({
  personId: 'me',
  roles: former === true ? [] : [{ access, function: side, position }],
  teammates: ['me', 'mate'],
  hasCeo: true,
});
const seller = viewerOf({ access: 'seller', side: 'sales', position: 'none' });
const manager = viewerOf({ access: 'manager', side: 'sales', position: 'none' });

const owners = { own: 'me', teammate: 'mate', other: 'other', nobody: null } as const;

/** A store of a few rows; owners by facts stand in `owned`. */
const lookupOf = (rows: Readonly<Record<string, Cells>>, owned: Readonly<Record<string, string | null>> = {}): Lookup => ({
  cells: (table, id) => rows[`${table} ${id}`],
  owner: (record) => owned[record] ?? null,
});

const world = lookupOf(
  Object.fromEntries([
    ['account known', { name: 'x' }],
    ...whose.flatMap((of): [string, Cells][] => [
      [`deal ${of}`, { title: 'x' }],
      [`plan ${of}`, { title: 'x' }],
      [`deal_value v-${of}`, { dealId: of }],
      [`plan_step s-${of}`, { planId: of }],
      [`fact_void void-${of}`, { factTable: 'plan_step', factId: `s-${of}` }],
    ]),
  ]),
  { ...owners },
);

const writing = (viewer: Viewer, lookup: Lookup, more: { readonly isImport?: boolean; readonly isTakenBack?: boolean } = {}) => ({
  catalog,
  viewer,
  lookup,
  isImport: more.isImport === true,
  isTakenBack: () => more.isTakenBack === true,
});
const faultOf = (viewer: Viewer, table: string, write: RowWrite, before?: Cells, lookup = world, more = {}) =>
  writeFault(writing(viewer, lookup, more), tableOf(table), write, before);
const made = (cells: Cells, id = 'new'): RowWrite => ({ kind: 'made', id, cells });
const changed = (id: string, cells: Cells): RowWrite => ({ kind: 'changed', id, cells });
const isSeen = (viewer: Viewer, table: string, id: string, cells: Cells, lookup = world) =>
  mayRead(catalog, viewer, lookup, { table: tableOf(table), id, cells });

describe.each(standings)('$name', (one) => {
  const me = viewerOf(one);

  it('reads and writes records with owners, of both kinds, as the matrix says', () => {
    for (const { table } of roots)
      for (const of of whose) {
        const about = table === 'deal' ? { dealId: of } : { planId: of };
        const [fact, factId] = table === 'deal' ? (['deal_value', `v-${of}`] as const) : (['plan_step', `s-${of}`] as const);
        const writes = [
          faultOf(me, table, changed(of, { title: 'y' }), { title: 'x' }),
          faultOf(me, fact, made(about)),
          faultOf(me, 'fact_void', made({ factTable: fact, factId })),
          faultOf(me, 'ownership', made({ recordId: of, role: 'owner', personId: 'me' })),
        ];
        expect([of, ...writes.map((fault) => fault === null)]).toEqual([of, ...writes.map(() => mayRecord(one, of))]);
        const reads = [
          isSeen(me, table, of, { title: 'x' }),
          isSeen(me, fact, factId, about),
          isSeen(me, 'fact_void', 'v', { factTable: fact, factId }),
        ];
        expect([of, ...reads]).toEqual([of, ...reads.map(() => seesRecord(one, of))]);
      }
  });

  it('says something about what it sees, in its own name alone', () => {
    for (const of of whose) {
      const said = [
        (authorId: string) => faultOf(me, 'activity', made({ accountId: 'known', dealId: of, authorId })),
        (authorId: string) => faultOf(me, 'plan_remark', made({ stepId: `s-${of}`, authorId })),
      ];
      expect(said.map((say) => say('me') === null)).toEqual([maySay(one, of), maySay(one, of)]);
      expect(said.map((say) => say('mate') === null)).toEqual([false, false]);
      expect(isSeen(me, 'plan_remark', 'r', { stepId: `s-${of}`, authorId: 'other' })).toBe(seesRecord(one, of));
    }
  });

  it('changes what is a person’s own, and reads pay, as the matrix says', () => {
    for (const [table, column] of Object.entries(ownedByColumn) as [keyof typeof ownedByColumn, string][])
      for (const of of ['own', 'teammate', 'other'] as const) {
        const before = { [column]: owners[of], accountId: 'known', stepId: 's-nobody', shared: 1 };
        const may = (cell: string) => faultOf(me, table, changed('row', { [cell]: 'x' }), before) === null;
        expect([table, of, may('#deleted'), may(column)]).toEqual([table, of, mayOwn(one, table, of, ''), false]);
        if (table === 'payslip') expect(isSeen(me, table, 'row', before)).toBe(seesPay(one, of));
      }
  });

  it('gives roles and positions, and signs, as the matrix says', () => {
    const plain = { personId: 'x', access: 'seller', function: 'sales', position: 'none' };
    const led = { ...plain, position: 'salesLeader' };
    expect([
      faultOf(me, 'membership', made(plain)) === null,
      faultOf(me, 'membership', made(led)) === null,
      ...[{ toDay: '2026-11-20' }, { '#deleted': 1 }, { '#deleted': 0 }, { position: 'none' }].map(
        (cells) => faultOf(me, 'membership', changed('m', cells), led) === null,
      ),
      faultOf(me, 'signature', made({ signerId: 'me' })) === null,
    ]).toEqual([
      mayCommon(one, 'membership', null),
      ...Array.from({ length: 5 }, () => mayCommon(one, 'membership', 'position')),
      maySign(one),
    ]);
  });
});

it('two roles are judged each as its own, and the farther one counts', () => {
  const both: Viewer = { ...seller, roles: [...seller.roles, { access: 'seller', function: 'marketing', position: 'none' }] };
  expect(isSeen(both, 'deal', 'other', {})).toBe(true);
  expect(faultOf(both, 'deal', changed('other', { title: 'y' }), {})).toBe('notYours');
  // A guest who holds a position, beside a member who holds none: neither of them signs.
  const apart: Viewer = { ...seller, roles: [...seller.roles, { access: 'guest', function: 'management', position: 'ceo' }] };
  expect(faultOf(apart, 'signature', made({ signerId: 'me' }))).toBe('notAllowed');
});

describe('whole', () => {
  const standing = (access: Standing['access'], side: Standing['side'] = 'sales', position: Standing['position'] = 'none') =>
    viewerOf({ access, side, position });
  it('sets are held by those from whom nothing is kept', () => {
    const holders = (of: typeof catalog) => standings.filter((one) => holdsWholeSets(of, viewerOf(one))).map(({ name }) => name);
    const leading = standings.filter(({ access, former }) => access === 'admin' && former !== true);
    expect(holders(product)).toEqual(leading.map(({ name }) => name));
    expect(holders(catalog)).toEqual(leading.filter(({ position }) => position === 'ceo').map(({ name }) => name));
  });

  it('a view is read by its owner and by admins, by all while it is shared, and shared by nobody who does not see it', () => {
    const admin = viewerOf({ access: 'admin', side: 'sales', position: 'none' });
    const guest = viewerOf({ access: 'guest', side: 'sales', position: 'none' });
    const view = (ownerId: string, shared: number): Cells => ({ ownerId, shared, name: 'Mine' });
    const readers = (cells: Cells) => [admin, manager, seller, guest].map((viewer) => isSeen(viewer, 'saved_view', 'v', cells));
    expect([readers(view('other', 0)), readers(view('other', 1)), readers(view('me', 0))]).toEqual([
      [true, false, false, false],
      [true, true, true, false],
      [true, true, true, false],
    ]);
    const opens = (cells: Cells) =>
      [admin, manager, seller].map((viewer) => faultOf(viewer, 'saved_view', changed('v', { shared: 1 }), cells));
    expect([opens(view('other', 0)), opens(view('other', 1)), opens(view('me', 0))]).toEqual([
      [null, 'notYours', 'notYours'],
      [null, null, 'notYours'],
      [null, null, null],
    ]);
  });

  it('tables are read where neither a row nor what it is about is kept from anybody', () => {
    const reads = (viewer: Viewer, name: string) => [readsWhole(catalog, viewer, tableOf(name)), readsSome(catalog, viewer, tableOf(name))];
    expect([reads(seller, 'contact'), reads(seller, 'deal'), reads(seller, 'deal_value'), reads(seller, 'import_batch')]).toEqual([
      [true, true],
      [false, true],
      [false, true],
      [false, false],
    ]);
    expect([reads(standing('seller', 'marketing'), 'plan_remark'), reads(standing('guest'), 'contact'), reads(manager, 'payslip')]).toEqual(
      [
        [true, true],
        [false, false],
        [false, true],
      ],
    );
  });
});

describe('what is not there', () => {
  it('keeps nobody from reading, and is written about by those alone who may write all of its kind', () => {
    expect(isSeen(seller, 'deal_value', 'v', { dealId: 'nowhere' })).toBe(true);
    expect(isSeen(viewerOf({ access: 'guest', side: 'sales', position: 'none' }), 'deal_value', 'v', { dealId: 'nowhere' })).toBe(false);
    expect([
      faultOf(seller, 'deal_value', made({ dealId: 'nowhere' })),
      faultOf(manager, 'deal_value', made({ dealId: 'nowhere' })),
    ]).toEqual(['notYours', null]);
    // Of a record that may stand in several tables nobody can be sure.
    expect(faultOf(manager, 'ownership', made({ recordId: 'nowhere' }))).toBe('unknownRow');
    expect([faultOf(manager, 'deal_value', made({})), faultOf(manager, 'deal_value', made({ dealId: null }))]).toEqual([
      'unknownRow',
      'unknownRow',
    ]);
  });

  it('is nobody’s own where a row lacks the column of its owner', () => {
    expect(ownerOf(world, { table: tableOf('saved_view'), id: 'v', cells: {} })).toBe('');
    expect([
      faultOf(seller, 'saved_view', changed('v', { name: 'x' }), {}),
      faultOf(manager, 'saved_view', changed('v', { name: 'x' }), {}),
      faultOf(manager, 'saved_view', changed('v', { name: 'x' }), { shared: 1 }),
    ]).toEqual(['notYours', 'notYours', null]);
  });
});

describe('voids', () => {
  const chain = (length: number): Lookup => {
    const rows: Record<string, Cells> = {
      'plan_step s': { planId: 'p' },
      'plan p': {},
      'fact_void v0': { factTable: 'plan_step', factId: 's' },
      'signature sig': { signerId: 'me' },
    };
    for (let at = 1; at <= length; at += 1) rows[`fact_void v${at}`] = { factTable: 'fact_void', factId: `v${at - 1}` };
    return lookupOf(rows, { p: 'me' });
  };
  const voiding = (factId: string, factTable = 'fact_void') => made({ factTable, factId });

  it('need what their fact needs, through as many voids as anybody writes, and no further', () => {
    expect(faultOf(seller, 'fact_void', voiding('v9'), undefined, chain(9))).toBeNull();
    expect(faultOf(seller, 'fact_void', voiding(`v${deepest}`), undefined, chain(deepest))).toBe('notYours');
    expect(isSeen(seller, 'fact_void', 'x', { factTable: 'fact_void', factId: `v${deepest}` }, chain(deepest))).toBe(false);
  });

  it('that go round in a circle, or speak of no fact, are refused', () => {
    const circle = lookupOf({
      'fact_void a': { factTable: 'fact_void', factId: 'b' },
      'fact_void b': { factTable: 'fact_void', factId: 'a' },
    });
    expect([
      faultOf(manager, 'fact_void', voiding('a'), undefined, circle),
      isSeen(seller, 'fact_void', 'x', { factTable: 'fact_void', factId: 'a' }, circle),
    ]).toEqual(['notYours', false]);
    for (const table of ['deal', 'nonsense', 'deal_state', ''])
      expect(faultOf(manager, 'fact_void', voiding('own', table))).toBe('unknownRow');
  });

  it('of what is sealed are refused to everybody, at the end of a chain too', () => {
    const sealed = (length: number): Lookup => {
      const { cells, owner } = chain(length);
      return { owner, cells: (table, id) => (id === 'v0' ? { factTable: 'signature', factId: 'sig' } : cells(table, id)) };
    };
    for (const viewer of [seller, manager, viewerOf({ access: 'admin', side: 'management', position: 'ceo' })])
      expect([
        faultOf(viewer, 'fact_void', voiding('sig', 'signature'), undefined, sealed(0)),
        faultOf(viewer, 'fact_void', voiding('v3'), undefined, sealed(3)),
      ]).toEqual(['sealed', 'sealed']);
  });

  it('of an ownership let whoever gave a record away take it back', () => {
    const given = lookupOf({ 'deal d': {}, 'ownership o': { recordId: 'd' } }, { d: 'other' });
    const write = voiding('o', 'ownership');
    expect([
      faultOf(seller, 'fact_void', write, undefined, given),
      faultOf(seller, 'fact_void', write, undefined, given, { isTakenBack: true }),
    ]).toEqual(['notYours', null]);
  });
});

describe('a row that changes', () => {
  it('is judged by what it was and by what it becomes', () => {
    const rows = { 'deal mine': {}, 'deal theirs': {}, 'deal_value v': { dealId: 'theirs' } };
    const lookup = lookupOf(rows, { mine: 'me', theirs: 'other' });
    expect(faultOf(seller, 'activity', changed('a', { body: 'x' }), { accountId: 'known', dealId: 'theirs', authorId: 'me' }, lookup)).toBe(
      'notYours',
    );
    const own = { accountId: 'known', dealId: 'mine', authorId: 'me' };
    for (const moved of [{ dealId: 'theirs' }, { dealId: null }, { authorId: 'other' }])
      expect(faultOf(seller, 'activity', changed('a', moved), own, lookup)).toBe('fixed');
  });

  it('comes back from the trash by everybody where it is nobody’s in particular, and not where an undo withdrew it', () => {
    const back = changed('row', { '#deleted': 0 });
    const guest = viewerOf({ access: 'guest', side: 'sales', position: 'none' });
    const tell = (table: string, before: Cells, viewer = seller) => faultOf(viewer, table, back, before);
    expect([tell('product', { '#deleted': 1 }), tell('product', { '#deleted': 2 }), tell('product', { '#deleted': 1 }, guest)]).toEqual([
      null,
      'notAllowed',
      'notAllowed',
    ]);
    expect([
      tell('membership', { '#deleted': 1, personId: 'me', position: 'none' }),
      tell('stage_criterion', { '#deleted': 1, stageId: 's' }),
    ]).toEqual(['notAllowed', 'unknownRow']);
    expect(faultOf(seller, 'product', changed('row', { '#deleted': 0, name: 'x' }), { '#deleted': 1 })).toBe('notAllowed');
  });
});

it('an import makes and fills the rows of its kinds, in others’ names too, and seals nothing', () => {
  const isImport = { isImport: true };
  const note = made({ accountId: 'known', dealId: null, authorId: 'other' });
  expect([
    faultOf(manager, 'activity', note),
    faultOf(manager, 'activity', note, undefined, world, isImport),
    faultOf(seller, 'activity', note, undefined, world, isImport),
  ]).toEqual(['notInOwnName', null, 'notYours']);
  // A manager makes people by an import, and by nothing else.
  expect([
    faultOf(manager, 'person', made({ name: 'x' })),
    faultOf(manager, 'person', made({ name: 'x' }), undefined, world, isImport),
  ]).toEqual(['notAllowed', null]);
  expect(
    faultOf(
      viewerOf({ access: 'admin', side: 'sales', position: 'ceo' }),
      'signature',
      made({ signerId: 'me' }),
      undefined,
      world,
      isImport,
    ),
  ).toBe('sealed');
});
