/** Who may read and write a row, from the facets of its table and whose the records are that it names; the same at a device and at a hub. */
import { deletedCell } from '../sync/changeSet.ts';
import { factVoid } from '../sync/schema.ts';
import { type Catalog, type Cells, type RecordRef, sharedBy, type SyncedTable } from './catalog.ts';
import { mayTouch, type Reach, reachesOwner, type Viewer } from './policy.ts';
import { type Rights, rightsOf } from './tableRights.ts';

export type RowRef = { readonly table: SyncedTable; readonly id: string; readonly cells: Cells };

/** What is known of rows; whoever asks has it at hand. */
export type Lookup = {
  /** The cells of a row in whatever state; undefined: there is none. */
  readonly cells: (table: string, id: string) => Cells | undefined;
  /** Who owns a record by its `ownership` facts; null: nobody. */
  readonly owner: (recordId: string) => string | null;
  /** Who alone reads a row that may be shared; null: all. Missing where it is as the row says now. */
  readonly reader?: (rowId: string) => string | null;
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

/** Who alone reads a row of those who read but their own; null: everybody. What is shared is nobody's in particular to its readers. */
export const readerOf = (lookup: Lookup, row: RowRef): string | null => {
  const shared = sharedBy(row.table);
  if (shared === undefined) return ownerOf(lookup, row);
  if (lookup.reader !== undefined) return lookup.reader(row.id);
  return Number(row.cells[shared] ?? 0) === 0 ? ownerOf(lookup, row) : null;
};

/** Whether somebody who reaches so far may read a row, as far as that goes by its owner. */
const readsByOwner = (viewer: Viewer, lookup: Lookup, row: RowRef, how: Reach): boolean =>
  how === 'all' || (how !== 'none' && reachesOwner(viewer, how, readerOf(lookup, row)));

/** Whether somebody who reaches so far reaches a row; whose it is, is looked up only where it decides. */
const reachesRow = (viewer: Viewer, lookup: Lookup, row: RowRef, how: Reach): boolean =>
  how === 'all' || (how !== 'none' && reachesOwner(viewer, how, ownerOf(lookup, row)));

/** Whether every row of a table may be read, whatever it says: then nothing need be looked up. */
export const readsWhole = (catalog: Catalog, viewer: Viewer, table: SyncedTable): boolean => rightsOf(catalog, viewer).of(table).readsWhole;

/** Whether any row of a table may be read at all. */
export const readsSome = (catalog: Catalog, viewer: Viewer, table: SyncedTable): boolean => rightsOf(catalog, viewer).of(table).readsSome;

/** Whether nothing at all is kept from somebody, so that they hold whole change sets and may give them on. Voids are read with what they void. */
export const holdsWholeSets = (catalog: Catalog, viewer: Viewer): boolean => rightsOf(catalog, viewer).holdsWholeSets();

/** Who asks, and what is known of the rows asked about. */
type Asking = { readonly catalog: Catalog; readonly viewer: Viewer; readonly lookup: Lookup };

/** Whether somebody may read a row: by its own right, and every record that it names. A record that is not there keeps nobody out. */
export const mayRead = (catalog: Catalog, viewer: Viewer, lookup: Lookup, row: RowRef): boolean =>
  readsRow({ catalog, viewer, lookup }, rightsOf(catalog, viewer), row, 0);

const readsRow = (asking: Asking, rights: Rights, row: RowRef, depth: number): boolean => {
  if (depth > deepest) return false;
  const { readsWhole: isSeen, reads } = rights.of(row.table);
  if (isSeen) return true;
  return (reads === null || readsByOwner(asking.viewer, asking.lookup, row, reads)) && seesAbout(asking, rights, row, depth + 1);
};

const seesAbout = (asking: Asking, rights: Rights, { table, cells }: RowRef, depth: number): boolean => {
  for (const about of asking.catalog.aboutOf(table)) {
    const ref = asking.catalog.refIn(about, cells);
    if (ref !== null && !seesRecord(asking, rights, ref, depth)) return false;
  }
  return true;
};

const seesRecord = (asking: Asking, rights: Rights, { tables, id }: RecordRef, depth: number): boolean => {
  const to = rights.to(tables);
  if (to.readsWhole) return true;
  let isThere = false;
  for (const table of tables) {
    const cells = asking.lookup.cells(table.name, id);
    if (cells === undefined) continue;
    if (!readsRow(asking, rights, { table, id, cells }, depth)) return false;
    isThere = true;
  }
  return isThere || to.readsSome;
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

/** Whether judging or reading rows of a table asks who owns them by facts. */
export const asksOwner = (catalog: Catalog, viewer: Viewer, table: SyncedTable): boolean => rightsOf(catalog, viewer).of(table).asksOwner;

/** Whether judging a row of this table asks for the records that one of its references names in these tables. */
export const asksFor = (catalog: Catalog, viewer: Viewer, table: SyncedTable, tables: readonly SyncedTable[]): boolean => {
  const { isOpen, readsWhole: isSeen } = rightsOf(catalog, viewer).to(tables);
  return table.facets.write === 'about' ? !isOpen : !isSeen;
};

const mayByImport = (writing: Writing, rights: Rights, table: SyncedTable): boolean => writing.isImport && rights.of(table).byImport;

/** Whether the viewer may do one of the actions to a row of that owner. */
const byReach = (writing: Writing, rights: Rights, row: RowRef, writes: readonly Reach[]): WriteFault | null => {
  if (writes.includes('all') || mayByImport(writing, rights, row.table)) return null;
  if (writes.every((how) => how === 'none')) return 'notAllowed';
  return writes.some((how) => reachesRow(writing.viewer, writing.lookup, row, how)) ? null : 'notYours';
};

/** Whether a row may be written at all by the viewer: by its own right, or by that of every record that it is about, each of which may be read. */
const rightFault = (writing: Writing, rights: Rights, row: RowRef, depth = 0): WriteFault | null => {
  if (depth > deepest) return 'unknownRow';
  const { catalog } = writing;
  const { table, cells } = row;
  const { writes } = rights.of(table);
  const unseen = (): WriteFault | null => (seesAbout(writing, rights, row, 1) ? null : 'notYours');
  if (writes !== null) return byReach(writing, rights, row, writes) ?? unseen();
  if (mayByImport(writing, rights, table)) return unseen();
  let isAbout = false;
  for (const about of catalog.aboutOf(table)) {
    const ref = catalog.refIn(about, cells);
    if (ref === null) continue;
    isAbout = true;
    const fault = refFault(writing, rights, table, ref, depth + 1);
    if (fault !== null) return fault;
  }
  return isAbout ? unseen() : 'unknownRow';
};

/** The fault of a record that is not there, and of one that may not be seen: who is refused learns nothing of which it is. */
const unseenFault = (rights: Rights, tables: readonly SyncedTable[]): WriteFault =>
  tables.length === 0 || rights.to(tables).readsWhole ? 'unknownRow' : 'notYours';

/** Whether the viewer may write rows of a table about a record. */
const refFault = (writing: Writing, rights: Rights, table: SyncedTable, ref: RecordRef, depth: number): WriteFault | null => {
  const isVoid = table.name === factVoid.name;
  // Nothing but a fact is ever taken back.
  if (isVoid && ref.tables.some(({ sync }) => sync !== 'fact')) return 'unknownRow';
  if (rights.to(ref.tables).isOpen) return null;
  let isThere = false;
  for (const next of ref.tables) {
    const cells = writing.lookup.cells(next.name, ref.id);
    if (cells === undefined) continue;
    const row = { table: next, id: ref.id, cells };
    const fault = isVoid && next.facets.sealed !== undefined ? 'sealed' : rightFault(writing, rights, row, depth);
    if (fault !== null) return readsRow(writing, rights, row, depth) ? fault : unseenFault(rights, ref.tables);
    isThere = true;
  }
  return isThere ? null : unseenFault(rights, ref.tables);
};

/** One row that is written: made with all of its cells, or some cells of it changed. */
export type RowWrite = { readonly kind: 'made' | 'changed'; readonly id: string; readonly cells: Cells };

const isNeutral = (table: SyncedTable, name: string, value: unknown): boolean => {
  const column = table.columns[name];
  return value === undefined || value === null || (column !== undefined && !column.optional && value === column.neutral);
};

const cellFault = (rights: Rights, table: SyncedTable, states: readonly Cells[], write: RowWrite): WriteFault | null => {
  for (const { name, wholeRow } of rights.of(table).closed) {
    const isWritten = Object.hasOwn(write.cells, name) && (write.kind === 'changed' || !isNeutral(table, name, write.cells[name]));
    const isGuarded = wholeRow && states.some((cells) => !isNeutral(table, name, cells[name]));
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
  cells[deletedCell] === 0 &&
  Object.keys(cells).length === 1 &&
  before?.[deletedCell] !== 2 &&
  facets.owned === undefined &&
  facets.write !== 'about' &&
  facets.givesRights !== true;

/** A fact that is sealed, and a row that is its author's, are made in one's own name; an import may name another author, and seals nothing. */
const nameFault = (writing: Writing, rights: Rights, table: SyncedTable, { kind, cells }: RowWrite): WriteFault | null => {
  const { owned, sealed } = table.facets;
  if (kind !== 'made') return null;
  if (sealed !== undefined) {
    if (writing.isImport) return 'sealed';
    return cells[sealed.by] === writing.viewer.personId ? null : 'notInOwnName';
  }
  if (typeof owned !== 'object' || owned.isAuthor !== true || mayByImport(writing, rights, table)) return null;
  return cells[owned.column] === writing.viewer.personId ? null : 'notInOwnName';
};

/** Why somebody may not change a row that is not there; also the answer about one that they may not see. */
export const absentFault = (catalog: Catalog, viewer: Viewer, table: SyncedTable): WriteFault => {
  const rights = rightsOf(catalog, viewer);
  const isClosed = rights.of(table).writes?.every((how) => how === 'none') === true;
  return isClosed && !rights.of(table).readsWhole ? 'notAllowed' : unseenFault(rights, [table]);
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
  const rights = rightsOf(writing.catalog, writing.viewer);
  const isAlike = before === undefined || !writing.catalog.isJudgedByCells(table);
  const states = isAlike ? [write.cells] : [before, { ...before, ...write.cells }];
  if (isFixed(writing, table, write)) return 'fixed';
  if (isRestore(table, write, before) && mayTouch(writing.viewer, 'trash.restore', null)) {
    const isSeen = states.every((cells) => readsRow(writing, rights, { table, id: write.id, cells }, 0));
    return isSeen ? cellFault(rights, table, states, write) : 'notYours';
  }
  // What is shared by its own cell is not opened by who cannot see it.
  const isClosed = before !== undefined && sharedBy(table) !== undefined;
  if (isClosed && !readsRow(writing, rights, { table, id: write.id, cells: before }, 0)) return 'notYours';
  for (const cells of states) {
    const fault = rightFault(writing, rights, { table, id: write.id, cells });
    if (fault !== null) return fault;
  }
  return nameFault(writing, rights, table, write) ?? cellFault(rights, table, states, write);
};
