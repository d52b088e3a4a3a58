/** Rows as a hub holds them: enough of each to judge who may write to it and what its cells say, merged by the same clocks as at every device. */
import type { Catalog } from '../shared/admin/catalog.ts';
import { columnNamed, type Table } from '../shared/kernel/table.ts';
import { deletedCell, type PayloadValue } from '../shared/sync/changeSet.ts';
import { mergeRow, replaces } from '../shared/sync/merge.ts';
import { factVoid } from '../shared/sync/schema.ts';
import { hex, sha256 } from '../platform/hash.ts';
import type { RowWrite } from './payload.ts';
import { rowMap } from './rowMap.ts';

/** Effective clock and device of a write, as text: `123 0a….1`. */
export type StampText = string;

export type HeldRow = {
  readonly table: string;
  readonly id: string;
  readonly cells: Readonly<Record<string, PayloadValue>>;
  /** Stamps of cells written after the row was made. */
  readonly clocks: Readonly<Record<string, StampText>>;
  readonly made: StampText;
  readonly madeBy: string;
  /** A hash of the row as it was made first; null while nothing has been written to it, because then it still says so itself. */
  readonly madeHash: string | null;
};

/** What a judgement reads; everything it may ask for has been fetched before. */
export type Held = {
  readonly catalog: Catalog;
  readonly row: (table: string, id: string) => HeldRow | undefined;
  readonly withRoot: (table: string, root: string) => readonly HeldRow[];
};

export const keyOf = (table: string, id: string): string => `${table} ${id}`;

const textOf = (cell: PayloadValue | undefined): string | null => (typeof cell === 'string' ? cell : null);

/** The record by which rows of a table are found again: what the first of the columns names that say what they are about. */
export const rootOf = (catalog: Catalog, row: Pick<HeldRow, 'table' | 'cells'>): string | null => {
  const table = catalog.synced.get(row.table);
  const [first] = table === undefined ? [] : catalog.aboutOf(table);
  return first === undefined ? null : textOf(row.cells[first.column]);
};

export const stampText = (hlc: string, device: string): StampText => `${hlc} ${device}`;
export const hlcOf = (stamp: StampText): bigint => BigInt(stamp.slice(0, stamp.indexOf(' ')));

const deviceOf = (stamp: StampText): string => stamp.slice(stamp.indexOf(' ') + 1);
const isNewer = (a: StampText, b: StampText): boolean =>
  replaces({ hlc: hlcOf(a), device: deviceOf(a) }, { hlc: hlcOf(b), device: deviceOf(b) });

/** What a row was made with, the same whichever columns its author knew: one that is left out holds its neutral value, as in every store. */
const madeText = (table: Table, cells: HeldRow['cells']): string => {
  const said = Object.entries(cells).filter(([name, cell]) => {
    const column = columnNamed(table, name);
    return name !== deletedCell && cell !== null && (column === undefined || column.optional || cell !== column.neutral);
  });
  return JSON.stringify(said.toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

const hashOf = (text: string): string => hex(sha256(text));

/** Whether a write that makes a row which is there says no more than the one that made it. */
export const isAsMade = ({ table, cells }: RowWrite, row: HeldRow): boolean => {
  const text = madeText(table, cells);
  return row.madeHash === null ? text === madeText(table, row.cells) : hashOf(text) === row.madeHash;
};

/** The row after a write. What is held comes before what is merged into it, in the order of the hub's numbers. */
export const merged = (row: HeldRow | undefined, write: RowWrite, stamp: StampText, actor: string): HeldRow => {
  const { table, id, kind } = write;
  const there = row === undefined ? undefined : { number: 0, writtenUnder: (name: string) => row.clocks[name] ?? row.made };
  const merge = mergeRow(there, { kind, cells: Object.keys(write.cells), stamp, number: 1 }, isNewer);
  if (merge.type === 'make') return { table: table.name, id, cells: write.cells, clocks: {}, made: stamp, madeBy: actor, madeHash: null };
  if (row === undefined) throw new Error(`nobody made the row of ${table.name} that is written to`);
  if (merge.type !== 'write') return row;
  const cells: Record<string, PayloadValue> = { ...row.cells };
  const clocks: Record<string, StampText> = { ...row.clocks };
  for (const name of merge.cells) {
    cells[name] = write.cells[name] ?? null;
    clocks[name] = stamp;
  }
  return { ...row, cells, clocks, madeHash: row.madeHash ?? hashOf(madeText(table, row.cells)) };
};

/** The rows of a set that has been judged before, merged; null where it writes to one that nobody made. */
export const mergedRows = (
  held: Pick<Held, 'row'>,
  rows: readonly RowWrite[],
  stamp: StampText,
  actor: string,
): readonly HeldRow[] | null => {
  const after = rowMap<HeldRow>();
  for (const write of rows) {
    const { table, id } = write;
    const before = after.get(table.name, id) ?? held.row(table.name, id);
    if (write.kind === 'changed' && before === undefined) return null;
    after.set(table.name, id, merged(before, write, stamp, actor));
  }
  return after.values();
};

const isMadeLater = (a: HeldRow, b: Pick<HeldRow, 'id' | 'made'>): boolean => {
  const difference = hlcOf(a.made) - hlcOf(b.made);
  return difference === 0n ? a.id > b.id : difference > 0n;
};

/**
 * Whether a fact is taken back by a void that is not itself taken back. Rows of two tables may have one id: a void counts for the table that it
 * names. Against another void only a later one counts, so that none ever judges itself.
 */
export const isVoided = (held: Held, fact: Pick<HeldRow, 'table' | 'id' | 'made'>): boolean =>
  held
    .withRoot(factVoid.name, fact.id)
    .some((one) => one.cells['factTable'] === fact.table && (fact.table !== one.table || isMadeLater(one, fact)) && !isVoided(held, one));

const timeOf = (row: HeldRow): number => {
  const at = row.cells['happenedAt'];
  return typeof at === 'number' ? at : Number.NEGATIVE_INFINITY;
};

/** Order of dated facts: when it happened, when it was written, its id; an unknown day comes before all days. */
const isLater = (a: HeldRow, b: HeldRow): boolean => {
  return timeOf(a) === timeOf(b) ? isMadeLater(a, b) : timeOf(a) > timeOf(b);
};

export type OwnershipNow = { readonly fact: HeldRow; readonly personId: string | null };

/** The ownership that counts for a record now, and its person; undefined where nobody ever owned it. */
export const ownershipOf = (held: Held, recordId: string): OwnershipNow | undefined => {
  const { ownership } = held.catalog;
  if (ownership === null) return undefined;
  let newest: HeldRow | undefined;
  for (const row of held.withRoot(ownership.table.name, recordId)) {
    if (!ownership.namesOwner(row.cells) || isVoided(held, row)) continue;
    if (newest === undefined || isLater(row, newest)) newest = row;
  }
  return newest === undefined ? undefined : { fact: newest, personId: textOf(newest.cells[ownership.person]) };
};

export const ownerNow = (held: Held, recordId: string): string | null => ownershipOf(held, recordId)?.personId ?? null;
