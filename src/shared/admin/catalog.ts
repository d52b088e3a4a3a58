/** All declared tables as one whole: which table a reference names, what a row is about, and declarations that contradict each other refused. */
import type { ImportKinds } from '../kernel/importKind.ts';
import { columnNamed, type Facets, type Table } from '../kernel/table.ts';
import { type Action, isAction, reachOfRole } from './policy.ts';
import { accessRoles, positions, teamFunctions } from './schema.ts';

export type Cells = Readonly<Record<string, unknown>>;

/** A table that people see and write: derived ones are not. */
export type SyncedTable = Table & { readonly facets: Facets };

/** A record that a row names: its id, and the tables it may stand in. */
export type RecordRef = { readonly tables: readonly SyncedTable[]; readonly id: string };

/** `tableIn`: the column that says of which table the record is; null where the declaration says it. */
export type AboutColumn = { readonly column: string; readonly tables: readonly SyncedTable[]; readonly tableIn: string | null };

/** The facts that say whose a record is. */
export type Ownership = {
  readonly table: SyncedTable;
  /** Columns that name the record and its owner. */
  readonly record: string;
  readonly person: string;
  /** Whether a row names the owner, and not somebody beside them. */
  readonly namesOwner: (cells: Cells) => boolean;
};

export type Catalog = {
  readonly tables: readonly Table[];
  readonly byName: ReadonlyMap<string, Table>;
  /** The tables that devices exchange. */
  readonly synced: ReadonlyMap<string, SyncedTable>;
  /** Null where no table has owners. */
  readonly ownership: Ownership | null;
  /** The columns by which rows of a table are about records, in the order of the declaration. */
  readonly aboutOf: (table: Table) => readonly AboutColumn[];
  /** The record that a column names in a row of these cells; null: none. What it names one of is the same list for every row of a table. */
  readonly refIn: (about: AboutColumn, cells: Cells) => RecordRef | null;
  /** The records that a row of these cells is about. */
  readonly refsOf: (table: Table, cells: Cells) => readonly RecordRef[];
  /** The kinds of import that may make and fill these rows, whatever else the person may. */
  readonly filledBy: (table: Table) => readonly string[];
  /** Whether rows of the table are kept from some by whose they are. */
  readonly isScoped: (table: Table) => boolean;
  /** The same, where dated facts say whose: it changes, and with it who reads a row and all that is about it. */
  readonly isScopedByFacts: (table: Table) => boolean;
  /** The same, or by a cell that shares it: who reads a row changes, and is written down by numbers. */
  readonly isScopedByTime: (table: Table) => boolean;
  /** The same, or they are about rows that are: who reads them is known only when those have been looked up. */
  readonly hangsOnOwners: (table: Table) => boolean;
  /** Whether the row of a record must be known to say whose it is: where it may stand in several tables, or is about something itself. */
  readonly needsRow: (tables: readonly SyncedTable[], table: SyncedTable) => boolean;
  /** Whether what a row says decides who may write it, and not its table and its owner alone. */
  readonly isJudgedByCells: (table: Table) => boolean;
  /** Columns of a row that decide whose it is or who sees it, and never change. */
  readonly fixedColumns: (table: Table) => ReadonlySet<string>;
  /** Columns without which no row is made under a version of the schema: those that there were, and whatever it was, those by which it is judged. */
  readonly requiredColumns: (table: Table, schema: number) => readonly string[];
};

const fail = (table: Table, what: string): never => {
  throw new Error(`the declaration of ${table.name}: ${what}`);
};

export const isSynced = (table: Table): table is SyncedTable => table.facets !== null;

export const writeActionsOf = ({ write }: Facets): readonly string[] => (typeof write === 'string' ? [write] : write);

/** Whether anybody at all reaches some rows of an action, and not all of them. */
const isLimited = (action: Action): boolean =>
  accessRoles.some((access) =>
    teamFunctions.some((side) =>
      positions.some((position) =>
        [true, false].some((hasCeo) => ['own', 'team'].includes(reachOfRole({ access, function: side, position }, action, hasCeo))),
      ),
    ),
  );

const entityOf = (table: Table): string | undefined => Object.values(table.columns).find(({ kind }) => kind === 'id')?.to;

type AboutOf = Catalog['aboutOf'];

const none: readonly never[] = [];

/** Puts the tables together; throws where a declaration says what cannot be. `since`: the version of the schema that brought a column. */
export const catalogOf = (
  tables: readonly Table[],
  imports: ImportKinds,
  since: (table: Table, column: string) => number = () => 1,
): Catalog => {
  const byName = new Map(tables.map((table) => [table.name, table]));
  if (byName.size < tables.length) throw new Error('two tables have one name');
  const all = tables.filter(isSynced);
  const synced = new Map(all.map((table) => [table.name, table]));
  const withOwners = all.filter(({ facets }) => facets.owned === 'ownership');

  const namedBy = (table: Table, column: string): readonly SyncedTable[] => {
    const to = columnNamed(table, column)?.to;
    return to === 'Owned' ? withOwners : all.filter((other) => entityOf(other) === to && to !== undefined);
  };
  const abouts = new Map<Table, readonly AboutColumn[]>(
    all.map((table) => [
      table,
      (table.facets.about ?? []).map((about) =>
        typeof about === 'string'
          ? { column: about, tables: namedBy(table, about), tableIn: null }
          : { column: about.column, tables: [], tableIn: about.tableIn },
      ),
    ]),
  );
  const aboutOf: AboutOf = (table) => abouts.get(table) ?? none;
  const alone = new Map<string, readonly SyncedTable[]>(all.map((table) => [table.name, [table]]));
  // Asked of every row that is judged or shown, some of them hundreds of thousands at once.
  const refIn: Catalog['refIn'] = ({ column, tables: of, tableIn }, cells) => {
    const id = cells[column];
    if (typeof id !== 'string' || id === '') return null;
    return { tables: tableIn === null ? of : (alone.get(String(cells[tableIn])) ?? none), id };
  };
  for (const table of all) check(table, aboutOf);
  const ownership = ownershipIn(all);
  const [owned] = withOwners;
  if (owned !== undefined && ownership === null) fail(owned, 'no facts say whose its records are');

  const fillers = fillersOf(imports, synced);
  const scoped = new Set<Table>(all.filter(({ facets }) => facets.owned !== undefined && isAction(facets.read) && isLimited(facets.read)));
  const hangs = (table: Table): boolean =>
    scoped.has(table) || aboutOf(table).some(({ tables: of, tableIn }) => tableIn !== null || of.some(hangs));
  const hanging = new Set<Table>(all.filter(hangs));
  const scopedByFacts = new Set<Table>(all.filter((table) => scoped.has(table) && table.facets.owned === 'ownership'));
  const scopedByTime = new Set<Table>([...scopedByFacts, ...all.filter((table) => scoped.has(table) && sharedBy(table) !== undefined)]);
  const knownByOwners = new Set<Table>(all.filter((table) => scopedByFacts.has(table) && aboutOf(table).length === 0));
  const byCells = new Set<Table>(
    all.filter(({ facets }) => facets.about !== undefined || facets.cells !== undefined || typeof facets.owned === 'object'),
  );
  const columnsOf = (decide: (table: SyncedTable) => readonly string[]): ((table: Table) => ReadonlySet<string>) => {
    const sets = new Map<Table, ReadonlySet<string>>(all.map((table) => [table, new Set(decide(table))]));
    return (table) => sets.get(table) ?? new Set();
  };

  return {
    tables,
    byName,
    synced,
    ownership,
    aboutOf,
    refIn,
    refsOf: (table, cells) => {
      const refs: RecordRef[] = [];
      for (const about of aboutOf(table)) {
        const ref = refIn(about, cells);
        if (ref !== null) refs.push(ref);
      }
      return refs;
    },
    filledBy: ({ name }) => fillers.get(name) ?? [],
    isScoped: (table) => scoped.has(table),
    isScopedByFacts: (table) => scopedByFacts.has(table),
    isScopedByTime: (table) => scopedByTime.has(table),
    hangsOnOwners: (table) => hanging.has(table),
    needsRow: (of, table) => of.length > 1 || !knownByOwners.has(table),
    isJudgedByCells: (table) => byCells.has(table),
    fixedColumns: columnsOf((table) => [
      ...ownerColumns(table),
      ...aboutOf(table).flatMap(({ column, tables: of, tableIn }) =>
        tableIn !== null ? [column, tableIn] : of.some((one) => hanging.has(one)) ? [column] : [],
      ),
    ]),
    requiredColumns: requiredBy(since, aboutOf),
  };
};

/** The cell that opens rows of a table to all who read any. */
export const sharedBy = ({ facets: { owned } }: SyncedTable): string | undefined =>
  typeof owned === 'object' ? owned.sharedBy : undefined;

const ownerColumns = ({ facets: { owned } }: SyncedTable): readonly string[] =>
  owned === undefined || owned === 'ownership' ? [] : [owned.column];

const judgedBy = (table: SyncedTable, aboutOf: AboutOf): readonly string[] => {
  const { givesOwner, givesRights, sealed } = table.facets;
  return [
    'id',
    ...ownerColumns(table),
    ...aboutOf(table).flatMap(({ column, tableIn }) => (tableIn === null ? [column] : [column, tableIn])),
    ...(sealed === undefined ? [] : [sealed.by]),
    ...(givesOwner === undefined ? [] : [givesOwner.record, givesOwner.person, ...Object.keys(givesOwner.where)]),
    ...(givesRights === true ? Object.keys(table.columns) : []),
    // A fact is what happened on a day, or on one that is not known.
    ...(table.sync === 'fact' ? ['happenedAt', 'happenedDay'] : []),
  ];
};

const requiredBy = (since: (table: Table, column: string) => number, aboutOf: AboutOf): Catalog['requiredColumns'] => {
  const known = new Map<string, readonly string[]>();
  return (table, schema) => {
    const key = `${table.name} ${schema}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (!isSynced(table)) return [];
    const names = Object.keys(table.columns);
    // No row was ever made before its table was there.
    const first = Math.min(...names.map((name) => since(table, name)));
    const there = names.filter((name) => since(table, name) <= Math.max(first, schema));
    const required = [...new Set([...judgedBy(table, aboutOf), ...there])];
    known.set(key, required);
    return required;
  };
};

/** The kinds of import by the names of the tables that they fill. */
const fillersOf = (imports: ImportKinds, synced: Catalog['synced']): ReadonlyMap<string, readonly string[]> => {
  const fillers = new Map<string, string[]>();
  for (const [kind, { fills }] of Object.entries(imports)) {
    for (const table of fills) {
      if (!synced.has(table.name)) fail(table, `an import of ${kind} fills it, and it is registered nowhere`);
      if (table.facets?.sealed !== undefined) fail(table, 'what is sealed comes by no import');
      fillers.set(table.name, [...(fillers.get(table.name) ?? []), kind]);
    }
  }
  return fillers;
};

const ownershipIn = (all: readonly SyncedTable[]): Ownership | null => {
  const [table, second] = all.filter(({ facets }) => facets.givesOwner !== undefined);
  if (second !== undefined) fail(second, 'another table says already whose a record is');
  const says = table?.facets.givesOwner;
  if (table === undefined || says === undefined) return null;
  const { record, person, where } = says;
  const names = (table.facets.about ?? []).includes(record) && columnNamed(table, record)?.to === 'Owned';
  if (table.sync !== 'fact' || !names || columnNamed(table, person)?.to !== 'Person')
    fail(table, 'whose a record is, is a fact about a record and a person');
  return { table, record, person, namesOwner: (cells) => Object.entries(where).every(([name, value]) => cells[name] === value) };
};

/** What the compiler cannot see of a declaration. */
const check = (table: SyncedTable, aboutOf: AboutOf): void => {
  const { facets, sync } = table;
  const about = aboutOf(table);
  const { owned, sealed } = facets;
  for (const action of [facets.read, ...writeActionsOf(facets)]) {
    if (action === 'about' ? about.length === 0 : !isAction(action)) fail(table, `no such right as ${action}`);
  }
  if (writeActionsOf(facets).length === 0) fail(table, 'nobody may write it');
  if (typeof facets.write !== 'string' && facets.write.includes('about'))
    fail(table, 'written by what it is about, or by rights of its own');
  for (const right of Object.values(facets.cells ?? {}))
    if (right !== undefined && !isAction(right.action)) fail(table, `no such right as ${right.action}`);
  for (const { column, tables, tableIn } of about) {
    if (tableIn === null ? tables.length === 0 : columnNamed(table, tableIn)?.kind !== 'text') fail(table, `${column} names no record`);
  }
  const goesByAbout = facets.read === 'about' || facets.write === 'about';
  if (goesByAbout && about.every(({ column }) => columnNamed(table, column)?.optional === true))
    fail(table, 'rows that are about nothing belong to nobody');
  if (owned !== undefined && owned !== 'ownership' && columnNamed(table, owned.column)?.to !== 'Person')
    fail(table, `${owned.column} names no person`);
  if (sealed !== undefined && (sync !== 'fact' || columnNamed(table, sealed.by)?.to !== 'Person'))
    fail(table, 'what is sealed is a fact in the name of a person');
  checkCircle(table, [], aboutOf);
};

/** What a row is about is judged with it, and must end somewhere. Voids may speak of voids: the rows of those end. */
const checkCircle = (table: SyncedTable, above: readonly Table[], aboutOf: AboutOf): void => {
  if (above.includes(table)) fail(table, `what it is about goes round in a circle over ${above.map(({ name }) => name).join(', ')}`);
  for (const { tables } of aboutOf(table)) for (const next of tables) checkCircle(next, [...above, table], aboutOf);
};
