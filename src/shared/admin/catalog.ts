/** All declared tables as one whole: which table a reference names, what a row is about, and declarations that contradict each other refused. */
import { columnNamed, type Facets, type Table } from '../kernel/table.ts';
import { type Action, isAction, reachOfRole } from './policy.ts';
import { accessRoles, positions, teamFunctions } from './schema.ts';

export type Cells = Readonly<Record<string, unknown>>;

/** A table that people see and write: derived ones are not. */
export type SyncedTable = Table & { readonly facets: Facets };

/** A record that a row names: its id, and the tables it may stand in. */
export type RecordRef = { readonly tables: readonly SyncedTable[]; readonly id: string };

/** A column that names a record: `tables` that it may stand in, or the column that names the table. */
export type AboutColumn = { readonly column: string; readonly tables: readonly SyncedTable[]; readonly tableIn: string | null };

export type Catalog = {
  readonly tables: readonly Table[];
  readonly byName: ReadonlyMap<string, Table>;
  /** The tables that devices exchange. */
  readonly synced: ReadonlyMap<string, SyncedTable>;
  /** The columns by which rows of a table are about records, in the order of the declaration. */
  readonly aboutOf: (table: Table) => readonly AboutColumn[];
  /** The records that a row of these cells is about. */
  readonly refsOf: (table: Table, cells: Cells) => readonly RecordRef[];
  /** Whether rows of the table are kept from some by whose they are. */
  readonly isScoped: (table: Table) => boolean;
  /** Columns of a row that decide whose it is or who sees it, and never change. */
  readonly fixedColumns: (table: Table) => ReadonlySet<string>;
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

/** Puts the tables together; throws where a declaration says what cannot be. */
export const catalogOf = (tables: readonly Table[]): Catalog => {
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
  const aboutOf = (table: Table): readonly AboutColumn[] => abouts.get(table) ?? [];
  for (const table of all) check(table, aboutOf);

  const isLimitedTable = ({ facets }: SyncedTable): boolean =>
    facets.owned !== undefined && isAction(facets.read) && isLimited(facets.read);
  const scoped = new Set<Table>(all.filter(isLimitedTable));
  const fixed = new Map<Table, ReadonlySet<string>>(
    all.map((table) => {
      const { owned } = table.facets;
      const through = aboutOf(table).filter(({ tables: of }) => of.some((one) => scoped.has(one)));
      return [
        table,
        new Set([...(owned === undefined || owned === 'ownership' ? [] : [owned.column]), ...through.map(({ column }) => column)]),
      ];
    }),
  );
  const none: ReadonlySet<string> = new Set();

  return {
    tables,
    byName,
    synced,
    aboutOf,
    refsOf: (table, cells) =>
      aboutOf(table).flatMap(({ column, tables: of, tableIn }): readonly RecordRef[] => {
        const id = cells[column];
        if (typeof id !== 'string' || id === '') return [];
        if (tableIn === null) return [{ tables: of, id }];
        const named = synced.get(String(cells[tableIn]));
        return [{ tables: named === undefined ? [] : [named], id }];
      }),
    isScoped: (table) => scoped.has(table),
    fixedColumns: (table) => fixed.get(table) ?? none,
  };
};

/** What the compiler cannot see of a declaration. */
const check = (table: SyncedTable, aboutOf: (table: Table) => readonly AboutColumn[]): void => {
  const { facets, sync } = table;
  const about = aboutOf(table);
  const { owned, sealed } = facets;
  for (const action of [facets.read, ...writeActionsOf(facets)]) {
    if (action === 'about' ? about.length === 0 : !isAction(action)) fail(table, `no such right as ${action}`);
  }
  for (const right of Object.values(facets.cells ?? {}))
    if (right !== undefined && !isAction(right.action)) fail(table, `no such right as ${right.action}`);
  for (const { column, tables, tableIn } of about) {
    if (tableIn === null && tables.length === 0) fail(table, `${column} names no record`);
  }
  const readsAbout = facets.read === 'about' || facets.write === 'about';
  if (readsAbout && about.every(({ column }) => columnNamed(table, column)?.optional === true))
    fail(table, 'rows that are about nothing belong to nobody');
  if (owned !== undefined && owned !== 'ownership' && columnNamed(table, owned.column)?.to !== 'Person')
    fail(table, `${owned.column} names no person`);
  if (sealed !== undefined && (sync !== 'fact' || columnNamed(table, sealed.by)?.to !== 'Person'))
    fail(table, 'what is sealed is a fact in the name of a person');
  checkCircle(table, [], aboutOf);
};

/** Rights that are asked of what a row is about must end somewhere. Voids may speak of voids: the rows of those end. */
const checkCircle = (table: SyncedTable, above: readonly Table[], aboutOf: (table: Table) => readonly AboutColumn[]): void => {
  if (above.includes(table)) fail(table, `its rights go round in a circle over ${above.map(({ name }) => name).join(', ')}`);
  if (table.facets.read !== 'about' && table.facets.write !== 'about') return;
  for (const { tables } of aboutOf(table)) for (const next of tables) checkCircle(next, [...above, table], aboutOf);
};
