/** What somebody may do with the rows of each table, as far as it does not hang on the row: worked out once for whoever asks, because many rows do. */
import { type Catalog, type SyncedTable, writeActionsOf } from './catalog.ts';
import { importActionOf, mayTouch, type Reach, reach, type Viewer } from './policy.ts';

export type TableRights = {
  /** Whether every row may be read, whatever it says: then nothing need be looked up. */
  readonly readsWhole: boolean;
  /** Whether any row may be read at all. */
  readonly readsSome: boolean;
  /** How far reading reaches; null: as what the row is about. */
  readonly reads: Reach | null;
  /** How far each of the rights to write it reaches; null: as what the row is about. */
  readonly writes: readonly Reach[] | null;
  /** Whether an import of theirs may make and fill its rows. */
  readonly byImport: boolean;
  /** Whether judging or reading its rows asks who owns them by facts. */
  readonly asksOwner: boolean;
  /** Cells that need more than the viewer may; `wholeRow`: so does every write to a row in which one is not neutral. */
  readonly closed: readonly { readonly name: string; readonly wholeRow: boolean }[];
};

/** The same of records that a row names, which may stand in one of several tables. */
export type RefRights = {
  readonly readsWhole: boolean;
  readonly readsSome: boolean;
  /**
   * Whether they may be written about whatever they hold, and need not be looked up: whoever may write and read every record of a kind need not show
   * that this one is there, because it may be on its way.
   */
  readonly isOpen: boolean;
};

export type Rights = {
  readonly of: (table: SyncedTable) => TableRights;
  readonly to: (tables: readonly SyncedTable[]) => RefRights;
  /** Whether every row of every table may be read. Voids are read with what they void. */
  readonly holdsWholeSets: () => boolean;
};

const remembered = <K, V>(work: (key: K) => V): ((key: K) => V) => {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = work(key);
    known.set(key, made);
    return made;
  };
};

const compile = (catalog: Catalog, viewer: Viewer): Rights => {
  const howFar = remembered((action: string) => reach(viewer, action));
  const tableRights = (table: SyncedTable): TableRights => {
    const { facets } = table;
    const about = catalog.aboutOf(table);
    const reads = facets.read === 'about' ? null : howFar(facets.read);
    const writes = facets.write === 'about' ? null : writeActionsOf(facets).map(howFar);
    const seesAll = about.every(({ tables, tableIn }) => tableIn === null && to(tables).readsWhole);
    return {
      readsWhole: (reads === null || reads === 'all') && seesAll,
      readsSome: reads === null ? about.every(({ tables, tableIn }) => tableIn !== null || to(tables).readsSome) : reads !== 'none',
      reads,
      writes,
      byImport: catalog.filledBy(table).some((kind) => mayTouch(viewer, importActionOf(kind), null)),
      asksOwner: facets.owned === 'ownership' && [reads, ...(writes ?? [])].some((how) => how === 'own' || how === 'team'),
      closed: Object.entries(facets.cells ?? {}).flatMap(([name, right]) =>
        right === undefined || mayTouch(viewer, right.action, null) ? [] : [{ name, wholeRow: right.wholeRow === true }],
      ),
    };
  };
  const of = remembered(tableRights);
  const to = remembered((tables: readonly SyncedTable[]): RefRights => {
    const readsWhole = tables.length > 0 && tables.every((table) => of(table).readsWhole);
    const isOpen = tables.length === 1 && tables.every((table) => table.sync === 'lww' && of(table).writes?.includes('all') === true);
    return { readsWhole, readsSome: tables.some((table) => of(table).readsSome), isOpen: isOpen && readsWhole };
  });
  const readsEverything = remembered((all: Catalog['synced']) =>
    [...all.values()].every((table) => catalog.aboutOf(table).some(({ tableIn }) => tableIn !== null) || of(table).readsWhole),
  );
  return { of, to, holdsWholeSets: () => readsEverything(catalog.synced) };
};

type Compiled = { readonly catalog: Catalog; readonly rights: Rights };
const compiled = new WeakMap<Viewer, Compiled>();

export const rightsOf = (catalog: Catalog, viewer: Viewer): Rights => {
  const known = compiled.get(viewer);
  if (known?.catalog === catalog) return known.rights;
  const rights = compile(catalog, viewer);
  compiled.set(viewer, { catalog, rights });
  return rights;
};
