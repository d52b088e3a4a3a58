/** Who may read and write a row, from the facets of its table and whose the records are that it names; the same at a device and at a hub. */
import { deletedCell } from '../sync/changeSet.ts';
import { type Catalog, type Cells, type RecordRef, type SyncedTable, writeActionsOf } from './catalog.ts';
import { importActionOf, mayTouch, reach, type Viewer } from './policy.ts';

export type RowRef = { readonly table: SyncedTable; readonly id: string; readonly cells: Cells };

/** What is known of rows; whoever asks has it at hand. */
export type Lookup = {
  /** The cells of a row in whatever state; undefined: there is none. */
  readonly cells: (table: string, id: string) => Cells | undefined;
  /** Who owns a record by its `ownership` facts; null: nobody. */
  readonly owner: (recordId: string) => string | null;
};

/** Voids of voids of voids: nobody writes more of them. */
const deepest = 20;

/** Whose a row is; null: nobody's in particular. */
export const ownerOf = (lookup: Lookup, { table, id, cells }: RowRef): string | null => {
  const { owned } = table.facets;
  if (owned === undefined) return null;
  if (owned === 'ownership') return lookup.owner(id);
  const owner = cells[owned.column];
  return typeof owner === 'string' ? owner : null;
};

/** The rows that a reference names, as far as they are there. */
const rowsOf = (lookup: Lookup, { tables, id }: RecordRef): readonly RowRef[] =>
  tables.flatMap((table) => {
    const cells = lookup.cells(table.name, id);
    return cells === undefined ? [] : [{ table, id, cells }];
  });

/** Whether every row of a table may be read, whatever it says: then nothing need be looked up. */
export const readsWhole = (catalog: Catalog, viewer: Viewer, table: SyncedTable, depth = 0): boolean => {
  if (depth > deepest) return false;
  const { read } = table.facets;
  if (read !== 'about' && reach(viewer, read) !== 'all') return false;
  return catalog
    .aboutOf(table)
    .every(({ tables, tableIn }) => tableIn === null && tables.every((next) => readsWhole(catalog, viewer, next, depth + 1)));
};

/** Whether any row of a table may be read at all. */
export const readsSome = (catalog: Catalog, viewer: Viewer, table: SyncedTable): boolean => {
  const { read } = table.facets;
  if (read !== 'about') return reach(viewer, read) !== 'none';
  return catalog.aboutOf(table).every(({ tables, tableIn }) => tableIn !== null || tables.some((next) => readsSome(catalog, viewer, next)));
};

/** Whether nothing at all is kept from somebody, so that they hold whole change sets and may send them on. */
export const holdsWholeSets = (catalog: Catalog, viewer: Viewer): boolean =>
  [...catalog.synced.values()].every(
    (table) => table.facets.about?.some((about) => typeof about !== 'string') === true || readsWhole(catalog, viewer, table),
  );

/** Whether somebody may read a row: by its own right, and every record that it names. A record that is not there keeps nobody out. */
export const mayRead = (catalog: Catalog, viewer: Viewer, lookup: Lookup, row: RowRef, depth = 0): boolean => {
  const { table, cells } = row;
  if (depth > deepest) return false;
  if (readsWhole(catalog, viewer, table)) return true;
  const { read } = table.facets;
  if (read !== 'about' && !mayTouch(viewer, read, ownerOf(lookup, row))) return false;
  return catalog.refsOf(table, cells).every((ref) => maySee(catalog, viewer, lookup, ref, depth + 1));
};

const maySee = (catalog: Catalog, viewer: Viewer, lookup: Lookup, ref: RecordRef, depth: number): boolean => {
  if (ref.tables.length === 0) return false;
  if (ref.tables.every((table) => readsWhole(catalog, viewer, table))) return true;
  const rows = rowsOf(lookup, ref);
  if (rows.length === 0) return ref.tables.some((table) => readsSome(catalog, viewer, table));
  return rows.every((row) => mayRead(catalog, viewer, lookup, row, depth));
};

/** Why a write is refused: the right is missing altogether, the record is somebody else's, it is not there, or it may never be written. */
export type WriteFault = 'notAllowed' | 'notYours' | 'unknownRow' | 'sealed' | 'fixed' | 'notInOwnName';

export type Writing = {
  readonly catalog: Catalog;
  readonly viewer: Viewer;
  readonly lookup: Lookup;
  /** The set says that it is a part of an import. */
  readonly isImport: boolean;
  /** Whether the ownership that counts for a record was given by the viewer, and is taken back by the same set. */
  readonly isTakenBack: (recordId: string) => boolean;
};

const mayByImport = ({ viewer, isImport }: Writing, { facets }: SyncedTable): boolean =>
  isImport && (facets.byImport ?? []).some((kind) => mayTouch(viewer, importActionOf(kind), null));

/** Whether the viewer may do one of the actions to a row of that owner. */
const byActions = (writing: Writing, row: RowRef): WriteFault | null => {
  const { viewer, lookup, isTakenBack } = writing;
  const actions = writeActionsOf(row.table.facets);
  if (mayByImport(writing, row.table) || actions.some((action) => reach(viewer, action) === 'all')) return null;
  if (actions.every((action) => reach(viewer, action) === 'none')) return 'notAllowed';
  const owner = ownerOf(lookup, row);
  if (actions.some((action) => mayTouch(viewer, action, owner))) return null;
  return row.table.facets.owned === 'ownership' && isTakenBack(row.id) ? null : 'notYours';
};

/** Whether a row, or what it is about, may be written at all by the viewer; `depth` counts the records on the way. */
const rightFault = (writing: Writing, row: RowRef, depth: number): WriteFault | null => {
  const { catalog, viewer, lookup } = writing;
  if (depth > deepest) return 'unknownRow';
  const { write } = row.table.facets;
  if (write !== 'about') {
    const fault = byActions(writing, row);
    if (fault !== null || depth > 0) return fault;
    return catalog.refsOf(row.table, row.cells).every((ref) => maySee(catalog, viewer, lookup, ref, 1)) ? null : 'notYours';
  }
  if (mayByImport(writing, row.table)) return null;
  for (const ref of catalog.refsOf(row.table, row.cells)) {
    const rows = rowsOf(lookup, ref);
    // Whoever may write every record of a kind need not show that this one is there: it may be on its way.
    const isSure = ref.tables.length === 1 && ref.tables.every((table) => table.sync === 'lww' && mayAll(writing, table));
    if (rows.length === 0 && !isSure) return 'unknownRow';
    for (const next of rows) {
      if (next.table.facets.sealed !== undefined) return 'sealed';
      const fault = rightFault(writing, next, depth + 1);
      if (fault !== null) return fault;
    }
  }
  return null;
};

const mayAll = ({ viewer }: Writing, { facets }: SyncedTable): boolean =>
  writeActionsOf(facets).some((action) => reach(viewer, action) === 'all');

/** One row that is written: made with all of its cells, or some cells of it changed. */
export type RowWrite = { readonly kind: 'made' | 'changed'; readonly id: string; readonly cells: Cells };

const isNeutral = (table: SyncedTable, name: string, value: unknown): boolean => {
  const column = table.columns[name];
  return value === undefined || value === null || (column !== undefined && !column.optional && value === column.neutral);
};

const cellFault = ({ viewer }: Writing, table: SyncedTable, states: readonly Cells[], write: RowWrite): WriteFault | null => {
  for (const [name, right] of Object.entries(table.facets.cells ?? {})) {
    if (right === undefined || mayTouch(viewer, right.action, null)) continue;
    const isWritten = Object.hasOwn(write.cells, name) && (write.kind === 'changed' || !isNeutral(table, name, write.cells[name]));
    const isGuarded = right.wholeRow === true && states.some((cells) => !isNeutral(table, name, cells[name]));
    if (isWritten || isGuarded) return 'notAllowed';
  }
  return null;
};

/**
 * Why the viewer may not write this row; null: they may. `before`: the row as it was, if it was there. A row is judged by what it was and by what it
 * becomes.
 */
export const writeFault = (writing: Writing, table: SyncedTable, write: RowWrite, before: Cells | undefined): WriteFault | null => {
  const { catalog, viewer } = writing;
  const { facets } = table;
  const after = { ...before, ...write.cells };
  const states = before === undefined ? [after] : [before, after];
  if (write.kind === 'changed' && Object.keys(write.cells).some((name) => catalog.fixedColumns(table).has(name))) return 'fixed';
  if (
    isRestore(write) &&
    before?.[deletedCell] !== 2 &&
    facets.owned === undefined &&
    facets.write !== 'about' &&
    facets.givesRights !== true
  )
    return mayTouch(viewer, 'trash.restore', null) ? null : 'notAllowed';
  for (const cells of states) {
    const fault = rightFault(writing, { table, id: write.id, cells }, 0);
    if (fault !== null) return fault;
  }
  const author = facets.sealed?.by ?? (typeof facets.owned === 'object' && facets.owned.isAuthor === true ? facets.owned.column : null);
  if (author !== null && write.kind === 'made' && write.cells[author] !== viewer.personId) {
    if (facets.sealed !== undefined || !mayByImport(writing, table)) return 'notInOwnName';
  }
  return cellFault(writing, table, states, write);
};

const isRestore = ({ kind, cells }: RowWrite): boolean => kind === 'changed' && Object.keys(cells).length === 1 && cells[deletedCell] === 0;
