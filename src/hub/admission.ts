/** Whether a hub takes a change set over: authorship and place in the chain first, then each row by the policy. Pure over what storage read. */
import { type Actor, mayTouch } from '../shared/admin/policy.ts';
import { dealColumnOf, mayReadDeal, mayReadTable } from '../shared/admin/readScope.ts';
import { mayWrite, writeRightOf } from '../shared/admin/writeRights.ts';
import { deletedCell, type PayloadValue } from '../shared/sync/changeSet.ts';
import { type Hlc, hlcMs, tick } from '../shared/sync/hlc.ts';
import { driftLimit, type Refusal, type WireSet } from '../shared/sync/hubProtocol.ts';
import { tableByName } from '../shared/schema/tables.ts';
import { type Held, type HeldRow, merged, ownershipOf, stampText } from './held.ts';
import type { RowWrite } from './payload.ts';

/** Where a device's chain ends at the hub. */
export type ChainEnd = { readonly seq: number; readonly hash: string };
export type Place = 'next' | 'gap' | 'forked' | 'old';

/** How a set stands to what the hub holds of its device: the next, one that was here before, one too early, or one of another history. */
export const placeInChain = (set: Pick<WireSet, 'deviceSeq' | 'prevHash'>, end: ChainEnd): Place => {
  if (set.deviceSeq <= end.seq) return 'old';
  if (set.deviceSeq > end.seq + 1) return 'gap';
  return set.prevHash === end.hash ? 'next' : 'forked';
};

/**
 * The clock every merge uses. A stamp too far ahead of the hub gets one of the hub's own, later than what the device and the hub gave before,
 * so that the order of one author's sets stays as it was.
 */
export const effectiveClock = (author: Hlc, hubNow: number, before: { readonly device: Hlc; readonly clamped: Hlc }): Hlc => {
  if (hlcMs(author) <= hubNow + driftLimit) return author;
  return tick(before.device > before.clamped ? before.device : before.clamped, hubNow);
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
  readonly actor: Actor;
  readonly device: string;
  readonly effectiveHlc: string;
  readonly rows: readonly RowWrite[];
  /** The set says that it is a part of an import. */
  readonly isImport: boolean;
  /** The log of a workspace from before it was published: its admin answers for all of it. */
  readonly isFounding: boolean;
};

const textOf = (cell: PayloadValue | undefined): string | null => (typeof cell === 'string' ? cell : null);
const keyOf = (table: string, id: string): string => `${table} ${id}`;

/** The fact that a void speaks of in the end: through voids of voids to what was recorded. */
export const voidedFact = (
  held: Held,
  made: ReadonlyMap<string, RowWrite>,
  cells: RowWrite['cells'],
): Pick<RowWrite, 'table' | 'id' | 'cells'> | null => {
  let next: RowWrite['cells'] = cells;
  for (let steps = 0; steps < 20; steps += 1) {
    const table = textOf(next['factTable']);
    const id = textOf(next['factId']);
    if (table === null || id === null) return null;
    const fact = held.row(table, id) ?? made.get(keyOf(table, id));
    if (fact === undefined) return null;
    if (table !== 'fact_void') return tableByName.get(table)?.sync === 'fact' ? fact : null;
    next = fact.cells;
  }
  return null;
};

/** The deal whose owner decides about a row, if there is one. */
const dealOf = (one: Pick<RowWrite, 'table' | 'id' | 'cells'>, isDeal: (id: string) => boolean): string | null => {
  if (one.table === 'deal') return one.id;
  const record = textOf(one.cells['recordId']);
  if (one.table === 'ownership') return record !== null && isDeal(record) ? record : null;
  return textOf(one.cells['dealId']);
};

/** Judges the rows of a set one by one; the first that is not allowed refuses the whole of it. */
export const judge = (held: Held, { actor, device, effectiveHlc, rows, isImport, isFounding }: Case): Judged => {
  const made = new Map(rows.filter(({ kind }) => kind === 'made').map((row) => [keyOf(row.table, row.id), row]));
  const voided = new Set(
    rows.flatMap(({ table, cells }) =>
      table === 'fact_void' ? [keyOf(textOf(cells['factTable']) ?? '', textOf(cells['factId']) ?? '')] : [],
    ),
  );
  const isDeal = (id: string): boolean => held.row('deal', id) !== undefined || made.has(keyOf('deal', id));

  const dealFault = (id: string): Why | null => {
    if (mayTouch(actor, 'deal.edit', '')) return null;
    if (held.row('deal', id) === undefined) return made.has(keyOf('deal', id)) ? null : 'unknownRow';
    const now = ownershipOf(held, id);
    if (mayTouch(actor, 'deal.edit', now?.personId ?? null)) return null;
    // Who has just given a deal away may take that back, as long as nobody passed it on.
    return now?.fact.madeBy === actor.personId && voided.has(keyOf('ownership', now.fact.id)) ? null : 'notYours';
  };

  /** Entries of the timeline are everybody's to write, but not about a deal that they may not see. */
  const isOutOfSight = (fact: Pick<RowWrite, 'table' | 'cells'>, before: HeldRow | undefined): boolean => {
    if (fact.table !== 'activity' || mayReadDeal(actor, '')) return false;
    const deal = textOf(before?.cells['dealId'] ?? fact.cells['dealId']);
    return deal !== null && !mayReadDeal(actor, ownershipOf(held, deal)?.personId ?? null);
  };

  const faultOf = (write: RowWrite, before: HeldRow | undefined): Why | null => {
    const fact = write.table === 'fact_void' ? voidedFact(held, made, write.cells) : write;
    if (fact === null) return 'unknownRow';
    const right = writeRightOf(fact.table);
    if (right === null) return 'notAllowed';
    if (fact.table === 'saved_view') {
      const owners = [before?.cells['ownerId'], write.cells['ownerId']].flatMap((cell) => textOf(cell) ?? []);
      // A view that names no owner is nobody's own.
      return (owners.length === 0 ? [''] : owners).every((owner) => mayTouch(actor, 'view.edit', owner)) ? null : 'notYours';
    }
    const deal = right.owner === 'none' ? null : dealOf(fact, isDeal);
    if (deal !== null) return mayTouch(actor, 'deal.edit', actor.personId) ? dealFault(deal) : 'notAllowed';
    if (right.owner === 'recordOwner' && !isFoundRecord(held, made, fact)) return 'unknownRow';
    if (isOutOfSight(fact, before)) return mayWrite(actor, right, isImport) ? 'notYours' : 'notAllowed';
    const names = Object.keys(write.cells);
    // What an undo has withdrawn (2) is not in the trash.
    const isInReach = right.givesRights !== true && before?.cells[deletedCell] !== 2;
    const isRestore = write.kind === 'changed' && names.length === 1 && write.cells[deletedCell] === 0;
    if (isRestore && isInReach && mayTouch(actor, 'trash.restore', null)) return null;
    if (!mayWrite(actor, right, isImport)) return 'notAllowed';
    const special = names.some((name) => {
      const action = right.cells?.[name];
      return action !== undefined && (write.kind === 'changed' || write.cells[name] !== null) && !mayTouch(actor, action, null);
    });
    return special ? 'notAllowed' : null;
  };

  /** What the hub holds of a row is told to those alone who may see the row. */
  const seen = (write: RowWrite, before: HeldRow | undefined): HeldRow | undefined => {
    if (before === undefined || isFounding) return before;
    const fact = write.table === 'fact_void' ? voidedFact(held, made, before.cells) : before;
    if (fact === null || !mayReadTable(actor, fact.table) || fact.table === 'activity') return undefined;
    const id = dealColumnOf(fact.table) === null ? null : dealOf(fact, isDeal);
    return id === null || mayReadDeal(actor, '') || mayReadDeal(actor, ownershipOf(held, id)?.personId ?? null) ? before : undefined;
  };

  const stamp = stampText(effectiveHlc, device);
  const after = new Map<string, HeldRow>();
  for (const write of rows) {
    const key = keyOf(write.table, write.id);
    const before = after.get(key) ?? held.row(write.table, write.id);
    const names = Object.keys(write.cells);
    if (write.kind === 'changed' && before === undefined) return refuse('unknownRow', write);
    // An entry of the timeline stays with its deal: what belongs to a deal is found by the deal it was made for.
    if (write.kind === 'changed' && write.table === 'activity' && 'dealId' in write.cells) return refuse('malformed', write);
    const isFact = 'happenedAt' in write.cells;
    if (isFact && write.kind === 'made' && before !== undefined) {
      // A fact is written once; the same words again say nothing new.
      if (names.some((name) => before.cells[name] !== write.cells[name])) return refuse('malformed', write, seen(write, before), names);
      continue;
    }
    const fault = isFounding ? null : faultOf(write, before);
    if (fault !== null) return refuse(fault, write, seen(write, before), names);
    after.set(key, merged(before, write, stamp, actor.personId));
  }
  return { type: 'taken', rows: [...after.values()] };
};

const isFoundRecord = (held: Held, made: ReadonlyMap<string, RowWrite>, fact: Pick<RowWrite, 'cells'>): boolean => {
  const id = textOf(fact.cells['recordId']);
  return id !== null && (held.row('account', id) !== undefined || made.has(keyOf('account', id)));
};
