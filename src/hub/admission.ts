/** Whether a hub takes a change set over: authorship and place in the chain first, then each row by the rights of its table. Pure over what storage read. */
import type { Viewer } from '../shared/admin/policy.ts';
import { absentFault, type Lookup, mayRead, writeFault, type Writing } from '../shared/admin/rights.ts';
import type { PayloadValue } from '../shared/sync/changeSet.ts';
import { type Hlc, hlcMs, tick } from '../shared/sync/hlc.ts';
import { driftLimit, type Refusal, type WireSet } from '../shared/sync/hubProtocol.ts';
import { factVoid } from '../shared/sync/schema.ts';
import { type Held, type HeldRow, isAsMade, keyOf, merged, ownerNow, ownershipOf, stampText } from './held.ts';
import type { RowWrite } from './payload.ts';
import { type RowMap, rowMap } from './rowMap.ts';

/** Where a device's chain ends at the hub. */
export type ChainEnd = { readonly seq: number; readonly hash: string };
export type ChainPosition = 'next' | 'gap' | 'forked' | 'old';

/** How a set stands to what the hub holds of its device: the next, one that was here before, one too early, or one of another history. */
export const positionInChain = (set: Pick<WireSet, 'deviceSeq' | 'prevHash'>, end: ChainEnd): ChainPosition => {
  if (set.deviceSeq <= end.seq) return 'old';
  if (set.deviceSeq > end.seq + 1) return 'gap';
  return set.prevHash === end.hash ? 'next' : 'forked';
};

/**
 * The clock every merge uses: the author's, or the hub's where the author's is too far ahead of it. It is later than the device's own before and
 * than all that the author had seen (`seen`: the largest of them), so that nobody's words fall below those they were an answer to, also where the
 * hub's clock was ahead when it took those.
 */
export const effectiveClock = (author: Hlc, hubNow: number, before: { readonly device: Hlc; readonly seen: Hlc }): Hlc => {
  const claimed = hlcMs(author) <= hubNow + driftLimit ? author : tick(0n, hubNow);
  const floor = before.device > before.seen ? before.device : before.seen;
  return claimed > floor ? claimed : floor + 1n;
};

export type Judged =
  | { readonly type: 'taken'; readonly rows: readonly HeldRow[] }
  | { readonly type: 'refused'; readonly refused: Refusal };

type Why = Refusal['reason'];
export const refuse = (
  reason: Why,
  at: { readonly table: string; readonly id: string } | null = null,
  held?: HeldRow,
  names: readonly string[] = [],
): Judged => ({
  type: 'refused',
  refused: {
    reason,
    table: at?.table ?? null,
    rowId: at?.id ?? null,
    held: Object.fromEntries(names.flatMap((name) => (held?.cells[name] === undefined ? [] : [[name, held.cells[name]]]))),
  },
});

export type Case = {
  readonly viewer: Viewer;
  readonly device: string;
  readonly effectiveHlc: string;
  readonly rows: readonly RowWrite[];
  /** The set says that it is a part of an import. */
  readonly isImport: boolean;
  /** The log of a workspace from before it was published: its admin answers for all of it. */
  readonly isFounding: boolean;
};

const textOf = (cell: PayloadValue | undefined): string => (typeof cell === 'string' ? cell : '');

/** Rows that a set makes, by table and id: rows of one set may speak of each other in any order. */
export const madeIn = (rows: readonly RowWrite[]): RowMap<RowWrite> => {
  const made = rowMap<RowWrite>();
  for (const row of rows) if (row.kind === 'made') made.set(row.table.name, row.id, row);
  return made;
};

/** The facts that a set takes back for certain: by voids that it makes, and does not take back in turn. */
const takenBackBy = (held: Held, rows: readonly RowWrite[]): ReadonlySet<string> => {
  const voids = rows.filter(({ table, id }) => table.name === factVoid.name && held.row(table.name, id) === undefined);
  const targetOf = ({ cells }: RowWrite): string => keyOf(textOf(cells['factTable']), textOf(cells['factId']));
  const targets = new Set(voids.map(targetOf));
  return new Set(voids.filter(({ id }) => !targets.has(keyOf(factVoid.name, id))).map(targetOf));
};

/** Judges the rows of a set one by one; the first that is not allowed refuses the whole of it. */
export const judge = (held: Held, { viewer, device, effectiveHlc, rows, isImport, isFounding }: Case): Judged => {
  const { catalog } = held;
  const made = madeIn(rows);
  const after = rowMap<HeldRow>();
  const voided = takenBackBy(held, rows);
  const rowNow = (table: string, id: string): HeldRow | undefined => after.get(table, id) ?? held.row(table, id);
  const lookup: Lookup = {
    cells: (table, id) => (rowNow(table, id) ?? made.get(table, id))?.cells,
    owner: (record) => ownerNow(held, record),
  };
  const writing: Writing = {
    catalog,
    viewer,
    lookup,
    isImport,
    // Who has just given a record away may take that back, as long as nobody passed it on.
    isTakenBack: (record) => {
      if (voided.size === 0) return false;
      const now = ownershipOf(held, record);
      return now?.fact.madeBy === viewer.personId && voided.has(keyOf(now.fact.table, now.fact.id));
    },
  };

  const isSeen = ({ table, id }: RowWrite, { cells }: HeldRow): boolean =>
    isFounding || mayRead(catalog, viewer, lookup, { table, id, cells });
  /** What the hub holds of a row is told to those alone who may see the row. */
  const refuseRow = (why: Why, write: RowWrite, before: HeldRow | undefined): Judged => {
    const seen = before !== undefined && isSeen(write, before) ? before : undefined;
    return refuse(why, { table: write.table.name, id: write.id }, seen, Object.keys(write.cells));
  };

  const stamp = stampText(effectiveHlc, device);
  for (const write of rows) {
    const { table, id, kind } = write;
    const before = rowNow(table.name, id);
    if (kind === 'changed' && before === undefined)
      return refuseRow(isFounding ? 'unknownRow' : absentFault(catalog, viewer, table), write, before);
    if (kind === 'made' && before !== undefined) {
      // The same words again say nothing new, and nobody finds out by trying what a row says that they may not see.
      if (!isFounding && !(isAsMade(write, before) && isSeen(write, before))) return refuseRow('malformed', write, before);
      continue;
    }
    const fault = isFounding ? null : writeFault(writing, table, write, before?.cells);
    const isUnseen = kind === 'changed' && before !== undefined && !isSeen(write, before);
    if (fault !== null) return refuseRow(isUnseen ? absentFault(catalog, viewer, table) : fault, write, before);
    after.set(table.name, id, merged(before, write, stamp, viewer.personId));
  }
  return { type: 'taken', rows: after.values() };
};
