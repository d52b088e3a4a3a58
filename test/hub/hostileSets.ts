/**
 * A client that builds change sets by hand: rows and cells over all tables, missing, extra, wrongly typed, extreme, of others, removed, there, sealed.
 * Beside each stands what the matrix says of it, so that whatever a hub takes over can be held against what it may.
 */
import type { SyncedTable } from '../../src/shared/admin/catalog.ts';
import { fits } from '../../src/shared/kernel/column.ts';
import { columnNamed } from '../../src/shared/kernel/table.ts';
import { deletedCell, type Payload, type PayloadValue } from '../../src/shared/sync/changeSet.ts';
import {
  commonTables,
  mayCommon,
  mayOwn,
  mayRecord,
  mayRestore,
  maySay,
  maySign,
  ownedByColumn,
  roots,
  rowOf,
  sealedTables,
  seesRecord,
  type Whose,
} from '../faults/matrix.ts';
import { foreign, type Someone, type World } from '../faults/rightsWorld.ts';
import { model } from '../support/ownModel.ts';
import type { Seeded } from '../support/seeded.ts';
import { together, valueFor } from './hubFixture.ts';

export type Cells = Readonly<Record<string, PayloadValue>>;
type Known = { readonly table: SyncedTable; readonly id: string; readonly made: Cells };

/** What is known of the rows of the hub: as they were made, as they are by all that was taken over, and whose the records are. */
export type Beliefs = {
  readonly known: readonly Known[];
  readonly now: Map<string, Cells>;
  readonly owners: ReadonlyMap<string, string | null>;
};

/** One row of a set. `isForbidden`: whatever else the set holds, nobody may take it over. `after`: what the row is if the set is taken over. */
type Op = {
  readonly what: string;
  readonly payload: Payload;
  readonly isForbidden: boolean;
  readonly after: readonly [key: string, cells: Cells] | null;
};

export type HostileSet = {
  readonly ops: readonly Op[];
  readonly payload: Payload;
  readonly isForbidden: boolean;
};

const tables = [...model.catalog.synced.values()];
const tableOf = (name: string): SyncedTable | undefined => model.catalog.synced.get(name);
export const keyOf = (table: string, id: string): string => `${table} ${id}`;
const ownTables: Readonly<Record<string, string>> = ownedByColumn;
const isSealed = (table: string): boolean => sealedTables.some((name) => name === table);

/** Values that no column should take, and some that one or the other does. */
const oddValues: readonly [unknown, ...unknown[]] = [
  7,
  -1,
  1.5,
  1e308,
  2 ** 53,
  -(2 ** 53) - 1,
  '',
  ' ',
  'soon',
  '9999-12-31',
  '2026-02-30',
  'x'.repeat(40_000),
  'a\u0000b',
  '[{"personId":7}]',
  '{',
  null,
  true,
  false,
  {},
  [],
  [[]],
  { '#deleted': 0 },
  '__proto__',
  'constructor',
];
const oddNames: readonly [string, ...string[]] = [
  'colour',
  'clock',
  'seq',
  'hlc',
  'voided',
  '#deleted ',
  '__proto__x',
  'constructor',
  'toString',
  '',
];

/** As every store keeps a row: what is left out holds its neutral value. */
const asMade = (table: SyncedTable, cells: Cells): string =>
  JSON.stringify(
    [...Object.keys(table.columns), 'happenedAt', 'happenedDay'].map((name) => {
      const column = columnNamed(table, name);
      return cells[name] ?? (column === undefined || column.optional ? null : column.neutral);
    }),
  );

export const hostileClient = (world: World, beliefs: Beliefs, random: Seeded) => {
  const { other } = world;
  const pickOf = <T>(from: readonly T[]): T => {
    const [first, ...rest] = from;
    if (first === undefined) throw new Error('nothing to pick from');
    return random.pick([first, ...rest]);
  };
  let made = 0;
  const newId = (): string => `hostile-${(made += 1)}`;

  const whoseIs = ({ device }: Someone, owner: PayloadValue | undefined): Whose =>
    typeof owner !== 'string' ? 'nobody' : owner === device.person ? 'own' : owner === other ? 'other' : 'teammate';
  const ofRecord = (who: Someone, record: PayloadValue | undefined): Whose => whoseIs(who, beliefs.owners.get(String(record)));
  const cellsOf = (table: string, id: PayloadValue | undefined): Cells | undefined => beliefs.now.get(keyOf(table, String(id)));
  const stepsPlan = (step: PayloadValue | undefined): PayloadValue | undefined => cellsOf('plan_step', step)?.['planId'];

  /** Whether somebody may make such a fact, and so take one back. */
  const mayFact = (who: Someone, table: string, cells: Cells): boolean => {
    const { standing } = who;
    const root = roots.find(({ facts }) => (facts as readonly string[]).includes(table));
    if (root !== undefined)
      return cellsOf(root.table, cells[root.column]) !== undefined && mayRecord(standing, ofRecord(who, cells[root.column]));
    if (table === 'ownership') {
      const record = cells['recordId'];
      if (cellsOf('account', record) !== undefined) return mayCommon(standing, 'account', null);
      return roots.some((one) => cellsOf(one.table, record) !== undefined) && mayRecord(standing, ofRecord(who, record));
    }
    if (table === 'verdict')
      return (
        cellsOf('plan', cells['planId']) !== undefined &&
        mayRecord(standing, ofRecord(who, cells['planId'])) &&
        cells['byId'] === who.device.person
      );
    if (table === 'signature') return maySign(standing) && cells['signerId'] === who.device.person;
    return mayCommon(standing, table, null);
  };
  const mayVoid = (who: Someone, table: string, id: string): boolean => {
    const fact = cellsOf(table, id);
    return fact !== undefined && tableOf(table)?.sync === 'fact' && !isSealed(table) && table !== 'fact_void' && mayFact(who, table, fact);
  };
  /** Whether somebody sees what an entry is about. */
  const seesAbout = ({ standing, ...who }: Someone, table: string, cells: Cells): boolean => {
    if (table === 'activity') return cells['dealId'] === null || seesRecord(standing, ofRecord({ standing, ...who }, cells['dealId']));
    return table !== 'plan_remark' || seesRecord(standing, ofRecord({ standing, ...who }, stepsPlan(cells['stepId'])));
  };
  const mayMake = (who: Someone, table: string, cells: Cells): boolean => {
    const { standing, device } = who;
    if (table in commonTables)
      return (
        mayCommon(standing, table, null) &&
        (table !== 'account' || cells['mergedInto'] === null || mayCommon(standing, 'account', 'mergedInto'))
      );
    if (roots.some((root) => root.table === table)) return mayRecord(standing, 'nobody');
    const column = ownTables[table];
    if (column === undefined) return mayFact(who, table, cells);
    if (table === 'saved_view' || table === 'payslip') return mayOwn(standing, table, whoseIs(who, cells[column]), '');
    return cells[column] === device.person && maySay(standing, 'nobody') && seesAbout(who, table, cells);
  };
  const mayChange = (who: Someone, { table: { name }, id }: Known, cells: Cells): boolean => {
    const { standing } = who;
    const before = cellsOf(name, id) ?? {};
    const [written = ''] = Object.keys(cells);
    const isBack = written === deletedCell && cells[deletedCell] === 0;
    if (name in commonTables) return isBack ? mayRestore(standing, name) : mayCommon(standing, name, written);
    if (roots.some((root) => root.table === name)) return mayRecord(standing, ofRecord(who, id));
    const column = ownTables[name];
    if (column === undefined) return false;
    const whose = whoseIs(who, before[column]);
    // A view that is not shared is closed to all but its owner and admins.
    const isClosed = name === 'saved_view' && before['shared'] !== 1 && whose !== 'own' && standing.access !== 'admin';
    return !isClosed && mayOwn(standing, name as keyof typeof ownedByColumn, whose, written) && seesAbout(who, name, before);
  };

  /** Whether what is allowed would change who may do what: then it is not tried, so that what was believed stays true. */
  const movesRights = (table: string): boolean => ['ownership', 'team_member', 'membership', 'workspace'].includes(table);

  /** A new row, as somebody might make it for themselves or in another's name. */
  const aRow = (who: Someone, table: SyncedTable): Cells => {
    const [group] = rowOf(table, newId()).i ?? [];
    const [, names = [], [values = []] = []] = group ?? [];
    const cells: Record<string, PayloadValue> = Object.fromEntries(names.map((name, at) => [name, values[at] ?? null]));
    const record = (name: string): string => pickOf(beliefs.known.filter((one) => one.table.name === name)).id;
    const someone = random.pick([who.device.person, other, world.mate]);
    for (const [name, { to }] of Object.entries(table.columns)) {
      if (to === 'Person') cells[name] = someone;
      if (to === 'Deal' && table.columns[name]?.kind === 'ref')
        cells[name] = random.below(4) === 0 && table.name === 'activity' ? null : record('deal');
      if (to === 'Plan' && table.columns[name]?.kind === 'ref') cells[name] = record('plan');
      if (to === 'PlanStep' && table.columns[name]?.kind === 'ref') cells[name] = record('plan_step');
      if (to === 'Owned') cells[name] = random.pick([record('deal'), record('plan'), record('account')]);
      if (to === 'Account' && table.columns[name]?.kind === 'ref') cells[name] = 'known';
    }
    if (table.name === 'membership') cells['position'] = random.pick(['none', 'ceo']);
    if (table.name === 'fact_void') {
      const target = pickOf(beliefs.known);
      cells['factTable'] = random.below(6) === 0 ? random.pick(['deal', 'nonsense', 'deal_state', 'constructor']) : target.table.name;
      cells['factId'] = random.below(6) === 0 ? random.pick(['nowhere', `${foreign}-deal`]) : target.id;
    }
    return cells;
  };

  const raw = (table: string, cells: Readonly<Record<string, unknown>>): Payload =>
    ({ i: [[table, Object.keys(cells), [Object.values(cells)]]] }) as unknown as Payload;
  const without = (cells: Cells, left: string): Cells => Object.fromEntries(Object.entries(cells).filter(([name]) => name !== left));

  /** What is done to the cells of a row on its way: `null`: nothing that could be wrong. */
  const spoil = (table: SyncedTable, cells: Cells): { readonly how: string; readonly cells: Readonly<Record<string, unknown>> } | null => {
    const name = pickOf(Object.keys(cells));
    const column = columnNamed(table, name);
    const value = random.pick(oddValues);
    switch (random.below(8)) {
      case 0:
        return { how: `without ${name}`, cells: without(cells, name) };
      case 1: {
        const extra = random.pick(oddNames);
        return Object.hasOwn(cells, extra) ? null : { how: `with ${extra}`, cells: { ...cells, [extra]: 'x' } };
      }
      case 2:
      case 3:
        if (column === undefined || (['string', 'number'].includes(typeof value) && fits(column, value as PayloadValue))) return null;
        if (value === null && column.optional) return null;
        return { how: `${name} of ${JSON.stringify(value).slice(0, 20)}`, cells: { ...cells, [name]: value } };
      default:
        return null;
    }
  };

  const makeNew = (who: Someone): Op => {
    const table = pickOf(tables);
    const cells = aRow(who, table);
    const id = String(cells['id']);
    const isVoid = table.name === 'fact_void';
    const isAllowed = isVoid ? mayVoid(who, String(cells['factTable']), String(cells['factId'])) : mayMake(who, table.name, cells);
    const moves = movesRights(isVoid ? String(cells['factTable']) : table.name);
    const spoilt = isAllowed && moves ? { how: 'without its id', cells: without(cells, 'id') } : spoil(table, cells);
    return {
      what: `a new ${table.name} ${spoilt?.how ?? ''} ${JSON.stringify(cells)}`,
      payload: raw(table.name, spoilt?.cells ?? cells),
      isForbidden: !isAllowed || spoilt !== null,
      after: [keyOf(table.name, id), cells],
    };
  };

  /** A row that is there, or one in the trash, made once more. */
  const makeAgain = (): Op => {
    const { table, id, made: first } = pickOf(beliefs.known);
    const name = pickOf(Object.keys(first).filter((one) => one !== 'id'));
    const column = columnNamed(table, name);
    const values = column === undefined ? [] : [valueFor(column, 'again'), column.optional ? null : column.neutral, random.pick(oddValues)];
    const spoilt: Readonly<Record<string, unknown>> =
      random.below(3) === 0 ? without(first, name) : { ...first, ...(values.length === 0 ? {} : { [name]: pickOf(values) }) };
    const isWhole = Object.keys(spoilt).length === Object.keys(first).length;
    const isSame = isWhole && asMade(table, spoilt as Cells) === asMade(table, first);
    return {
      what: `${table.name} ${id} again ${JSON.stringify(spoilt)}`,
      payload: raw(table.name, spoilt),
      isForbidden: !isSame,
      after: null,
    };
  };

  const changeOne = (who: Someone): Op => {
    const one = pickOf(beliefs.known);
    const { table } = one;
    const id = random.below(8) === 0 ? random.pick(['nowhere', `${foreign}-${table.name}`, '']) : one.id;
    const name = random.below(4) === 0 ? deletedCell : pickOf(Object.keys(table.columns));
    const column = columnNamed(table, name);
    const value = name === deletedCell ? random.pick([0, 1]) : column === undefined ? 'x' : valueFor(column, `${random.below(1_000)}`);
    const cells: Cells = { [name]: value };
    const isAllowed = id === one.id && table.sync === 'lww' && name !== 'id' && mayChange(who, one, cells);
    const mustSpoil = isAllowed && movesRights(table.name);
    const spoilt = mustSpoil ? { how: 'with colour', cells: { ...cells, colour: 'red' } } : spoilChange(table, cells);
    const before = beliefs.now.get(keyOf(table.name, id)) ?? {};
    return {
      what: `${table.name} ${id} ${JSON.stringify(spoilt?.cells ?? cells).slice(0, 200)}`,
      payload: { u: [[table.name, id, (spoilt?.cells ?? cells) as Cells, {}]] },
      isForbidden: !isAllowed || spoilt !== null,
      after: [keyOf(table.name, id), { ...before, ...cells }],
    };
  };
  const spoilChange = (table: SyncedTable, cells: Cells): ReturnType<typeof spoil> => {
    const done = Object.keys(cells)[0] === deletedCell ? null : spoil(table, cells);
    return done === null || Object.keys(done.cells).length === 0 ? null : done;
  };

  /** What the matrix allows is rare among all that can be thought of: sometimes it is looked for. */
  const allowedOne = (who: Someone): Op | null => {
    for (let at = 0; at < 20; at += 1) {
      const op = random.below(2) === 0 ? makeNew(who) : changeOne(who);
      if (!op.isForbidden) return op;
    }
    return null;
  };
  const anOp = (who: Someone): Op => {
    if (random.below(4) === 0) return allowedOne(who) ?? makeAgain();
    const kind = random.below(10);
    return kind < 4 ? makeNew(who) : kind < 6 ? makeAgain() : changeOne(who);
  };

  return {
    /** One set of somebody's; rows of one set never name the same row, but where they are meant to. */
    next: (who: Someone): HostileSet => {
      const ops: Op[] = [];
      const named = new Set<string>();
      for (let count = random.pick([1, 1, 1, 2, 3]); count > 0; count -= 1) {
        const op = anOp(who);
        const key = op.after?.[0];
        if (key !== undefined && named.has(key)) continue;
        if (key !== undefined) named.add(key);
        ops.push(op);
      }
      const [only] = ops;
      // The row once more in its own set, and said otherwise.
      const isTwice = only?.payload.i !== undefined && !only.isForbidden && random.below(10) === 0;
      const twice: readonly Op[] = isTwice && only.after !== null ? [changedTwin(only.after)] : [];
      const all = [...ops, ...twice];
      return { ops: all, payload: together(...all.map(({ payload }) => payload)), isForbidden: all.some(({ isForbidden }) => isForbidden) };
    },
  };

  function changedTwin([key, cells]: readonly [string, Cells]): Op {
    const table = tableOf(key.slice(0, key.indexOf(' ')));
    if (table === undefined) throw new Error(key);
    const name = Object.keys(cells).find((one) => one !== 'id') ?? 'id';
    const column = columnNamed(table, name);
    const value = column?.optional === true && cells[name] !== null ? null : column === undefined ? 'x' : valueFor(column, 'twin');
    const twin = { ...cells, [name]: value };
    const isSame = asMade(table, twin) === asMade(table, cells);
    return { what: `${key} twice ${JSON.stringify(twin)}`, payload: raw(table.name, twin), isForbidden: !isSame, after: null };
  }
};

/** What is believed after a set was taken over. */
export const believe = ({ now }: Beliefs, { ops }: HostileSet): void => {
  for (const { after } of ops) if (after !== null) now.set(...after);
};
