/** Rows as a hub holds them: enough of each to judge who may write to it and what its cells say, merged by the same clocks as at every device. */
import type { Catalog } from '../shared/admin/catalog.ts';
import type { PayloadValue } from '../shared/sync/changeSet.ts';
import { factVoid } from '../shared/sync/schema.ts';
import type { RowWrite } from './payload.ts';

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

/** Ties are broken by the name of the device, which is the same everywhere. */
export const isNewer = (a: StampText, b: StampText): boolean => {
  const difference = hlcOf(a) - hlcOf(b);
  return difference === 0n ? a.slice(a.indexOf(' ')) > b.slice(b.indexOf(' ')) : difference > 0n;
};

/** The row after a write; cells that somebody wrote later stay as they are. */
export const merged = (row: HeldRow | undefined, write: RowWrite, stamp: StampText, actor: string): HeldRow => {
  const { table, id } = write;
  if (row === undefined) return { table: table.name, id, cells: write.cells, clocks: {}, made: stamp, madeBy: actor };
  const cells: Record<string, PayloadValue> = { ...row.cells };
  const clocks: Record<string, StampText> = { ...row.clocks };
  for (const [name, cell] of Object.entries(write.cells)) {
    if (!isNewer(stamp, row.clocks[name] ?? row.made)) continue;
    cells[name] = cell;
    clocks[name] = stamp;
  }
  return { ...row, cells, clocks };
};

/** A fact is written once: what makes one that is there says nothing new. */
export const isWrittenAgain = ({ kind, table }: RowWrite, before: HeldRow | undefined): boolean =>
  kind === 'made' && table.sync === 'fact' && before !== undefined;

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
