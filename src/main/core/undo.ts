/** Undo and redo by inverse changes, read from the log: one stack per person and device; what somebody changed since is kept and named. */
import type { Table } from '../../shared/kernel/table.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { causeText, deletedCell, readCause } from '../../shared/sync/changeSet.ts';
import { deleteRegister, stampOf } from '../../shared/sync/rowClock.ts';
import type { Undone } from '../../shared/sync/contract.ts';
import { factVoid } from '../../shared/sync/schema.ts';
import { type LoggedSet, readSet } from './changeLog.ts';
import type { Store, StoreFailure } from './store.ts';
import { metaOf } from './tableMeta.ts';
import type { WriteTx } from './tx.ts';

/** How far back the stack is looked for; older work is undone from the history of its record. */
const reach = 500;

type Stack = { readonly undo: number | null; readonly redo: number | null };

/** Walks back over this actor's sets on this device: an undo hides its target, a redo brings it back, new work clears what could be redone. */
const stackOf = (store: Store, actor: string, isUndoable: (command: string) => boolean): Stack => {
  const rows = store.db
    .prepare(
      `SELECT c.local_seq, c.command, c.cause FROM change_set c JOIN device d ON d.no = c.device
       WHERE d.id = ? AND c.actor = ? ORDER BY c.local_seq DESC LIMIT ${reach}`,
    )
    .all([store.device, actor]);
  // The newest marker of a set says whether it stands or is taken back.
  const standing = new Map<number, boolean>();
  let undo: number | null = null;
  let redo: number | null = null;
  let newWork = false;
  for (const row of rows) {
    const seq = Number(row['local_seq']);
    const cause = readCause(row['cause'] === null ? null : String(row['cause']));
    if (cause?.kind === 'undo' || cause?.kind === 'redo') {
      if (standing.has(cause.seq)) continue;
      standing.set(cause.seq, cause.kind === 'redo');
      if (cause.kind === 'undo' && !newWork && redo === null) redo = cause.seq;
      continue;
    }
    // Batches have an undo of their own, which can say what it would take back.
    if (cause !== null || !isUndoable(String(row['command']))) continue;
    if (standing.get(seq) === false) continue;
    undo ??= seq;
    // A set that was redone is old work that stands again; only work without a marker clears what could be redone.
    if (!standing.has(seq)) newWork = true;
    if (newWork) break;
  }
  return { undo, redo };
};

type Kept = Undone['kept'][number];

/** Whether a cell still holds what the set wrote: nobody wrote it since. */
const stillMine = (store: Store, table: Table, id: string, field: string, hlcs: ReadonlySet<bigint>): boolean => {
  const row = store.db.prepareExact(`SELECT clock FROM ${table.name} WHERE id = ?`).get([id]);
  if (row === undefined) return false;
  const ordinal = field === deletedCell ? deleteRegister : (metaOf(table).ordinals.get(field) ?? -1);
  return hlcs.has(stampOf(row['clock'] as Uint8Array, ordinal).hlc);
};

const writeRegister = (tx: WriteTx, table: Table, id: string, register: number): void => {
  if (register === 0) tx.restore(table, id);
  else if (register === 1) tx.remove(table, id);
  else tx.withdraw(table, id);
};

/** Takes back a set (`back`) or does it again; cells are written only where they still hold what this pair of sets left there. */
const apply = (store: Store, tx: WriteTx, tables: ReadonlyMap<string, Table>, set: LoggedSet, back: boolean, mine: ReadonlySet<bigint>): readonly Kept[] => {
  const kept: Kept[] = [];
  const tableOf = (name: string): Table => {
    const table = tables.get(name);
    if (table === undefined) throw new Error(`no table ${name}`);
    return table;
  };
  for (const [name, , rows] of set.payload.i ?? []) {
    const table = tableOf(name);
    for (const [rowId] of rows) {
      const id = String(rowId);
      if (table.sync === 'fact') flipFact(store, tx, table, id, back);
      else if (stillMine(store, table, id, deletedCell, mine)) writeRegister(tx, table, id, back ? 2 : 0);
      else kept.push({ table: name, rowId: id, field: deletedCell });
    }
  }
  for (const [name, id, now, was] of set.payload.u ?? []) {
    const table = tableOf(name);
    const wanted = back ? was : now;
    const fields = Object.keys(now);
    const free = fields.filter((field) => stillMine(store, table, id, field, mine));
    for (const field of fields) if (!free.includes(field)) kept.push({ table: name, rowId: id, field });
    if (free.includes(deletedCell)) writeRegister(tx, table, id, Number(wanted[deletedCell] ?? 0));
    const patch = Object.fromEntries(free.filter((field) => field !== deletedCell).map((field) => [field, revive(table, field, wanted[field] ?? null)]));
    if (Object.keys(patch).length > 0) tx.update(table, id, patch);
  }
  return kept;
};

/** A payload value as the column's type. */
const revive = (table: Table, field: string, value: string | number | null): unknown => {
  const kind = table.columns[field]?.kind;
  if (value === null) return null;
  return kind === 'boolean' ? value === 1 : kind === 'minor' ? BigInt(value) : value;
};

const flipFact = (store: Store, tx: WriteTx, table: Table, id: string, back: boolean): void => {
  const { db } = store;
  if (back) {
    tx.voidFact(table, id);
    return;
  }
  const voids = db.prepare('SELECT id FROM fact_void WHERE fact_id = ? AND voided = 0').all([id]);
  for (const each of voids) tx.voidFact(factVoid, String(each['id']));
};

export type UndoOptions = {
  readonly store: Store;
  readonly actor: string;
  readonly tables: ReadonlyMap<string, Table>;
  /** Commands that undo passes over. */
  readonly isUndoable: (command: string) => boolean;
};

const run = <E extends string>(options: UndoOptions, seq: number, kind: 'undo' | 'redo', nothing: E): Result<Undone, { readonly type: E } | StoreFailure> => {
  const { store, actor, tables } = options;
  const set = readSet(store.db, seq);
  if (set === undefined) return err({ type: nothing });
  // The set itself, and the undos and redos of it, are "mine": toggling back and forth must not stop at its own stamps.
  const related = store.db
    .prepareExact('SELECT hlc FROM change_set WHERE local_seq = ? OR cause IN (?, ?)')
    .all([seq, causeText({ kind: 'undo', seq }), causeText({ kind: 'redo', seq })]);
  const mine = new Set(related.map(({ hlc }) => hlc as bigint));
  return store.write({ actor, command: `history.${kind}`, cause: causeText({ kind, seq }) }, (tx) =>
    ok({ command: set.command, seq, kept: apply(store, tx, tables, set, kind === 'undo', mine) }),
  );
};

export const undoLast = (options: UndoOptions): Result<Undone, { readonly type: 'NothingToUndo' } | StoreFailure> => {
  const { undo } = stackOf(options.store, options.actor, options.isUndoable);
  return undo === null ? err({ type: 'NothingToUndo' }) : run(options, undo, 'undo', 'NothingToUndo');
};

export const redoLast = (options: UndoOptions): Result<Undone, { readonly type: 'NothingToRedo' } | StoreFailure> => {
  const { redo } = stackOf(options.store, options.actor, options.isUndoable);
  return redo === null ? err({ type: 'NothingToRedo' }) : run(options, redo, 'redo', 'NothingToRedo');
};

