/** Who may read and write a row, from the facets of its table and whose the records are that it names; the same at a device and at a hub. */
import { deletedCell } from '../sync/changeSet.ts';
import { factVoid } from '../sync/schema.ts';
import { type Catalog, type Cells, type RecordRef, type SyncedTable, writeActionsOf } from './catalog.ts';
import { importActionOf, mayTouch, type Reach, reach as reachNow, type Viewer } from './policy.ts';

export type RowRef = { readonly table: SyncedTable; readonly id: string; readonly cells: Cells };

/** What is known of rows; whoever asks has it at hand. */
export type Lookup = {
  /** The cells of a row in whatever state; undefined: there is none. */
  readonly cells: (table: string, id: string) => Cells | undefined;
  /** Who owns a record by its `ownership` facts; null: nobody. */
  readonly owner: (recordId: string) => string | null;
};

/** How far a viewer reaches is asked for each of many rows, and worked out once. */
const reached = new WeakMap<Viewer, Map<string, Reach>>();
const reach = (viewer: Viewer, action: string): Reach => {
  const known = reached.get(viewer) ?? new Map<string, Reach>();
  const how = known.get(action) ?? reachNow(viewer, action);
  reached.set(viewer, known.set(action, how));
  return how;
};

/** Voids of voids of voids: nobody writes more of them. */
export const deepest = 20;

/** Whose a row is; null: nobody's in particular. A row that lacks the column of its owner is nobody's own. */
export const ownerOf = (lookup: Lookup, { table, id, cells }: RowRef): string | null => {
  const { owned } = table.facets;
  if (owned === undefined) return null;
  if (owned === 'ownership') return lookup.owner(id);
  const owner = cells[owned.column];
  if (typeof owner === 'string') return owner;
  return table.columns[owned.column]?.optional === true ? null : '';
};

/** Whether the viewer may do this to a row; whose it is, is looked up only where it decides. */
const mayToRow = (viewer: Viewer, lookup: Lookup, row: RowRef, action: string): boolean => {
  const how = reach(viewer, action);
  return how === 'all' || (how !== 'none' && mayTouch(viewer, action, ownerOf(lookup, row)));
};

/** The rows that a reference names, as far as they are there. */
const rowsOf = (lookup: Lookup, { tables, id }: RecordRef): readonly RowRef[] =>
  tables.flatMap((table) => {
    const cells = lookup.cells(table.name, id);
    return cells === undefined ? [] : [{ table, id, cells }];
  });

/** Whether every row of a table may be read, whatever it says: then nothing need be looked up. */
export const readsWhole = (catalog: Catalog, viewer: Viewer, table: SyncedTable): boolean => {
  const { read } = table.facets;
  if (read !== 'about' && reach(viewer, read) !== 'all') return false;
  return catalog
    .aboutOf(table)
    .every(({ tables, tableIn }) => tableIn === null && tables.every((next) => readsWhole(catalog, viewer, next)));
};

/** Whether any row of a table may be read at all. */
export const readsSome = (catalog: Catalog, viewer: Viewer, table: SyncedTable): boolean => {
  const { read } = table.facets;
  if (read !== 'about') return reach(viewer, read) !== 'none';
  return catalog.aboutOf(table).every(({ tables, tableIn }) => tableIn !== null || tables.some((next) => readsSome(catalog, viewer, next)));
};

/** Whether nothing at all is kept from somebody, so that they hold whole change sets and may give them on. Voids are read with what they void. */
export const holdsWholeSets = (catalog: Catalog, viewer: Viewer): boolean =>
  [...catalog.synced.values()].every(
    (table) => catalog.aboutOf(table).some(({ tableIn }) => tableIn !== null) || readsWhole(catalog, viewer, table),
  );

/** Whether somebody may read a row: by its own right, and every record that it names. A record that is not there keeps nobody out. */
export const mayRead = (catalog: Catalog, viewer: Viewer, lookup: Lookup, row: RowRef, depth = 0): boolean => {
  const { table, cells } = row;
  if (depth > deepest) return false;
  if (readsWhole(catalog, viewer, table)) return true;
  const { read } = table.facets;
  if (read !== 'about' && !mayToRow(viewer, lookup, row, read)) return false;
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

const mayAll = (viewer: Viewer, { facets }: SyncedTable): boolean =>
  writeActionsOf(facets).some((action) => reach(viewer, action) === 'all');

/**
 * Whether a record may be written about whatever it holds, and need not be looked up: whoever may write and read every record of a kind need not
 * show that this one is there, because it may be on its way.
 */
export const isOpenTo = (catalog: Catalog, viewer: Viewer, { tables }: Pick<RecordRef, 'tables'>): boolean =>
  tables.length === 1 && tables.every((table) => table.sync === 'lww' && mayAll(viewer, table) && readsWhole(catalog, viewer, table));

/** Whether judging or reading rows of a table asks who owns them by facts. */
export const asksOwner = (viewer: Viewer, { facets }: SyncedTable): boolean =>
  facets.owned === 'ownership' &&
  [facets.read, ...writeActionsOf(facets)].some((action) => ['own', 'team'].includes(reach(viewer, action)));

/** Whether judging a row of this table asks for the records of one of its references. */
export const asksFor = (catalog: Catalog, viewer: Viewer, table: SyncedTable, ref: RecordRef): boolean =>
  table.facets.write === 'about' ? !isOpenTo(catalog, viewer, ref) : !ref.tables.every((next) => readsWhole(catalog, viewer, next));

/** Whether the viewer may do one of the actions to a row of that owner. */
const byActions = (writing: Writing, row: RowRef): WriteFault | null => {
  const { viewer, lookup } = writing;
  const actions = writeActionsOf(row.table.facets);
  if (mayAll(viewer, row.table) || mayByImport(writing, row.table)) return null;
  if (actions.every((action) => reach(viewer, action) === 'none')) return 'notAllowed';
  return actions.some((action) => mayToRow(viewer, lookup, row, action)) ? null : 'notYours';
};

const seesAbout = ({ catalog, viewer, lookup }: Writing, { table, cells }: RowRef): boolean =>
  catalog.refsOf(table, cells).every((ref) => maySee(catalog, viewer, lookup, ref, 1));

/** Whether a row may be written at all by the viewer: by its own right, or by that of every record that it is about, each of which may be read. */
const rightFault = (writing: Writing, row: RowRef, depth = 0): WriteFault | null => {
  const { catalog, viewer, lookup } = writing;
  if (depth > deepest) return 'unknownRow';
  const { table, cells } = row;
  const unseen = (): WriteFault | null => (seesAbout(writing, row) ? null : 'notYours');
  if (table.facets.write !== 'about') return byActions(writing, row) ?? unseen();
  if (mayByImport(writing, table)) return unseen();
  const refs = catalog.refsOf(table, cells);
  if (refs.length === 0) return 'unknownRow';
  const isVoid = table.name === factVoid.name;
  for (const ref of refs) {
    // Nothing but a fact is ever taken back.
    if (isVoid && ref.tables.some(({ sync }) => sync !== 'fact')) return 'unknownRow';
    if (isOpenTo(catalog, viewer, ref)) continue;
    const rows = rowsOf(lookup, ref);
    if (rows.length === 0) return 'unknownRow';
    for (const next of rows) {
      if (isVoid && next.table.facets.sealed !== undefined) return 'sealed';
      const fault = rightFault(writing, next, depth + 1);
      if (fault !== null) return fault;
    }
  }
  return unseen();
};

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

/** What decides whose a row is stays as it was made. */
const isFixed = ({ catalog }: Writing, table: SyncedTable, { kind, cells }: RowWrite): boolean =>
  kind === 'changed' && [...catalog.fixedColumns(table)].some((name) => Object.hasOwn(cells, name));

/** Everybody may bring back from the trash what is nobody's in particular; what an undo has withdrawn (2) is not there. */
const isRestore = ({ facets }: SyncedTable, { kind, cells }: RowWrite, before: Cells | undefined): boolean =>
  kind === 'changed' &&
  Object.keys(cells).length === 1 &&
  cells[deletedCell] === 0 &&
  before?.[deletedCell] !== 2 &&
  facets.owned === undefined &&
  facets.write !== 'about' &&
  facets.givesRights !== true;

/** A fact that is sealed, and a row that is its author's, are made in one's own name; an import may name another author, and seals nothing. */
const nameFault = (writing: Writing, table: SyncedTable, { kind, cells }: RowWrite): WriteFault | null => {
  const { owned, sealed } = table.facets;
  if (kind !== 'made') return null;
  if (sealed !== undefined) {
    if (writing.isImport) return 'sealed';
    return cells[sealed.by] === writing.viewer.personId ? null : 'notInOwnName';
  }
  if (typeof owned !== 'object' || owned.isAuthor !== true || mayByImport(writing, table)) return null;
  return cells[owned.column] === writing.viewer.personId ? null : 'notInOwnName';
};

/** What is taken back counts as being with whom it is taken back by. */
const withTakenBack = (writing: Writing): Writing => {
  const { lookup, viewer, isTakenBack } = writing;
  const owner: Lookup['owner'] = (record) => (isTakenBack(record) ? viewer.personId : lookup.owner(record));
  return { ...writing, lookup: { cells: lookup.cells, owner } };
};

/**
 * Why the viewer may not write this row; null: they may. `before`: the row as it was, if it was there. A row is judged by what it was and by what it
 * becomes.
 */
export const writeFault = (asked: Writing, table: SyncedTable, write: RowWrite, before: Cells | undefined): WriteFault | null => {
  const writing = withTakenBack(asked);
  const isAlike = before === undefined || !writing.catalog.isJudgedByCells(table);
  const states = isAlike ? [write.cells] : [before, { ...before, ...write.cells }];
  if (isFixed(writing, table, write)) return 'fixed';
  if (isRestore(table, write, before) && mayTouch(writing.viewer, 'trash.restore', null)) {
    const isSeen = states.every((cells) => seesAbout(writing, { table, id: write.id, cells }));
    return isSeen ? cellFault(writing, table, states, write) : 'notYours';
  }
  for (const cells of states) {
    const fault = rightFault(writing, { table, id: write.id, cells });
    if (fault !== null) return fault;
  }
  return nameFault(writing, table, write) ?? cellFault(writing, table, states, write);
};
