/** Undo and redo by inverse changes, read from the log: one stack per person and device; what somebody changed since is kept and named. */
import type { SyncedTable } from '../../shared/admin/catalog.ts';
import type { Table } from '../../shared/kernel/table.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { type Cause, deletedCell, namedCauseText, opCount, tablesOf } from '../../shared/sync/changeSet.ts';
import type {
  AlreadyUndone,
  ChangeNotFound,
  NothingToRedo,
  NothingToUndo,
  NotYourChange,
  KeptField,
  Sealed,
  Undone,
  UndoRefused,
} from '../../shared/sync/contract.ts';
import { factVoid } from '../../shared/sync/schema.ts';
import { causesNaming, getIn, localCause } from './causes.ts';
import { type LoggedSet, readSet } from './changeLog.ts';
import type { SqlRow } from '../../platform/database.ts';
import { mayHold, revived } from './tableMeta.ts';
import { nameOf } from './rowNames.ts';
import { byClock } from './rowPast.ts';
import type { NotWritten, Store } from './store.ts';
import type { ReadTx, WriteTx } from './tx.ts';
import { isSealed } from './voids.ts';

/** How far back the stack is looked for; older work is undone from the history of its record. */
const reach = 500;

/** `passed`: newer ones that undo passes over, because nothing of them is ever taken back. */
type Stack = { readonly undo: number | null; readonly redo: number | null; readonly passed: readonly number[] };

/** Replays this actor's newest sets on this device, of which anything is left in view, oldest first: work goes on the stack and clears what could be redone; undo and redo shift. */
const stackOf = (store: Store, actor: string, isUndoable: (command: string) => boolean): Stack => {
  const rows = store.db
    .prepare(
      `SELECT c.local_seq, c.command, c.cause, c.hub_seq, c.tables FROM change_set c JOIN device d ON d.no = c.device
       WHERE d.id = ? AND c.actor = ? AND c.refused IS NULL AND c.op_count > 0 ORDER BY c.local_seq DESC LIMIT ${reach}`,
    )
    .all([store.device, actor])
    .toReversed();
  const causeOf = (row: SqlRow): Cause | null =>
    localCause(
      getIn(store.db),
      row['cause'] === null ? null : String(row['cause']),
      row['hub_seq'] === null ? null : Number(row['hub_seq']),
    );
  const takenBackByOthers = new Set(
    store.db
      .prepare(
        `SELECT c.cause, c.hub_seq FROM change_set c JOIN device d ON d.no = c.device
         WHERE (c.actor <> ? OR d.id <> ?) AND c.cause >= 'undo:' AND c.cause < 'undo;' AND c.refused IS NULL`,
      )
      .all([actor, store.device])
      .flatMap((row) => {
        const read = causeOf(row);
        return read?.kind === 'undo' && isUndone(store, read.seq) ? [read.seq] : [];
      }),
  );
  const isSealed = (row: SqlRow): boolean =>
    String(row['tables'])
      .split(' ')
      .every((name) => isSealedTable(store, name));
  const sealed = new Set(rows.filter(isSealed).map((row) => Number(row['local_seq'])));
  let undo: readonly number[] = [];
  let redo: readonly number[] = [];
  for (const row of rows) {
    const cause = causeOf(row);
    if (cause?.kind === 'undo') {
      undo = undo.filter((seq) => seq !== cause.seq);
      redo = [...redo, cause.seq];
    } else if (cause?.kind === 'redo') {
      redo = redo.filter((seq) => seq !== cause.seq);
      undo = [...undo, cause.seq];
      // Batches have an undo of their own, which can say what it would take back.
    } else if (cause === null && isUndoable(String(row['command'])) && !takenBackByOthers.has(Number(row['local_seq']))) {
      undo = [...undo, Number(row['local_seq'])];
      redo = [];
    }
  }
  const top = undo.findLast((seq) => !sealed.has(seq)) ?? null;
  return { undo: top, redo: redo.at(-1) ?? null, passed: top === null ? undo : undo.slice(undo.indexOf(top) + 1) };
};

const isSealedTable = ({ model }: Store, name: string): boolean => model.catalog.synced.get(name)?.facets.sealed !== undefined;

/** What a set wrote in rows that were there, by table and id; null where the log has no such set. */
type Written = {
  readonly set: LoggedSet;
  readonly cause: Cause | null;
  readonly cells: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
};
type Log = (seq: number) => Written | null;

const cellKey = (table: string, id: string): string => `${table} ${id}`;

/** Each set is read once: the same one wrote every row of a change of many. */
const logOf = (store: Store): Log => {
  const known = new Map<number, Written | null>();
  return (seq) => {
    const kept = known.get(seq);
    if (kept !== undefined) return kept;
    const set = readSet(store.db, seq);
    const cells = new Map<string, Readonly<Record<string, unknown>>>();
    // A set may write a row more than once.
    for (const [table, id, wrote] of set?.payload.u ?? []) {
      const key = cellKey(table, id);
      cells.set(key, { ...cells.get(key), ...wrote });
    }
    const read =
      set === undefined || set.refused !== null ? null : { set, cause: localCause(getIn(store.db), set.cause, set.hubSeq), cells };
    known.set(seq, read);
    return read;
  };
};

type Owners = { readonly now: number; readonly before: number | undefined };

/**
 * Whose value a cell holds, as the number of a set: now, and before `seq` wrote it. An undo hands a cell back to whoever owned it before the
 * undone set, a redo to the redone one. Stamps alone would not do: after the second of two edits is undone the cell carries the stamp of that
 * undo, and the first could no longer be taken back.
 */
const ownersOf = (store: Store, log: Log, table: Table, id: string, field: string, seq: number): Owners => {
  const made = store.db.prepare(`SELECT seq FROM ${table.name} WHERE id = ?`).get([id]);
  const before = new Map<number, number>();
  let now = Number(made?.['seq'] ?? 0);
  const writes = store.db
    .prepare('SELECT local_seq FROM touch WHERE row_id = ?')
    .all([id])
    .flatMap((row) => log(Number(row['local_seq'])) ?? [])
    .sort((a, b) => byClock(a.set, b.set));
  for (const { set, cause, cells: all } of writes) {
    const cells = all.get(cellKey(table.name, id));
    if (cells === undefined || !Object.hasOwn(cells, field)) continue;
    if (cause?.kind === 'redo') now = cause.seq;
    // Before the set that made the row nobody owned its register: the negative number stands for that.
    else if (cause?.kind === 'undo') now = before.get(cause.seq) ?? -cause.seq;
    else {
      before.set(set.seq, now);
      now = set.seq;
    }
  }
  return { now, before: before.get(seq) };
};

/** A row is gone when the hub refused the set that made it. */
const isThere = (store: Store, table: Table, id: string): boolean =>
  store.db.prepare(`SELECT 1 FROM ${table.name} WHERE id = ?`).get([id]) !== undefined;

/** Whether a cell still holds what this set left there (to be taken back), or what it was before it (to be done again): nobody wrote it since. */
const isFree = (store: Store, log: Log, table: Table, id: string, field: string, seq: number, back: boolean): boolean => {
  if (!isThere(store, table, id)) return false;
  const { now, before } = ownersOf(store, log, table, id, field, seq);
  return back ? now === seq : now === (before ?? -seq);
};

const writeRegister = (tx: WriteTx, table: Table, id: string, register: number): void => {
  if (register === 0) tx.restore(table, id);
  else if (register === 1) tx.remove(table, id);
  else tx.withdraw(table, id);
};

/** Takes back a set (`back`) or does it again; cells are written only where nobody else has written since. */
const apply = (store: Store, tx: WriteTx, set: LoggedSet, back: boolean): readonly KeptField[] => {
  const kept: KeptField[] = [];
  const log = logOf(store);
  for (const [name, , rows] of set.payload.i ?? []) {
    const table = tableOf(store, name);
    for (const [rowId] of rows) {
      const id = String(rowId);
      const keep = (because: KeptField['because']): void => void kept.push({ table: name, rowId: id, field: deletedCell, because });
      if (table.sync === 'fact' && !isThere(store, table, id)) keep('changed');
      // What nothing takes back has never been taken back.
      else if (isSealed(tx, name, id)) {
        if (back) keep('sealed');
      } else if (table.sync === 'fact') flipFact(store, tx, table, id, back);
      else if (isFree(store, log, table, id, deletedCell, set.seq, back)) writeRegister(tx, table, id, back ? 2 : 0);
      else keep('changed');
    }
  }
  for (const [name, id, now, was] of set.payload.u ?? []) {
    const table = tableOf(store, name);
    const wanted = back ? was : now;
    const fields = Object.keys(now);
    const untouched = fields.filter((field) => isFree(store, log, table, id, field, set.seq, back));
    const free = untouched.filter((field) => mayHold(table, field, wanted[field] ?? null));
    for (const field of fields)
      if (!free.includes(field)) kept.push({ table: name, rowId: id, field, because: untouched.includes(field) ? 'unfitting' : 'changed' });
    if (free.includes(deletedCell)) writeRegister(tx, table, id, Number(wanted[deletedCell] ?? 0));
    const patch = Object.fromEntries(
      free.filter((field) => field !== deletedCell).map((field) => [field, revived(table, field, wanted[field] ?? null)]),
    );
    if (Object.keys(patch).length > 0) tx.update(table, id, patch);
  }
  return kept;
};

const tableOf = ({ model }: Store, name: string): SyncedTable => {
  const table = model.catalog.synced.get(name);
  if (table === undefined) throw new Error(`no table ${name}`);
  return table;
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
  /** Commands that undo passes over. */
  readonly isUndoable: (command: string) => boolean;
  /** Asked under the write lock: whether the actor may still change what the set changed. */
  readonly mayApply: (tx: ReadTx, set: LoggedSet, kind: 'undo' | 'redo') => Result<null, UndoRefused>;
  /** Asked before and after: whether what must always be there is there. */
  readonly stands: (tx: ReadTx) => Result<null, UndoRefused>;
};

/** Whether the set is taken back right now, by whomever: the last undo or redo of it says. */
const isUndone = (store: Store, seq: number): boolean => {
  const undos = causesNaming(getIn(store.db), 'undo', seq);
  const all = [...undos, ...causesNaming(getIn(store.db), 'redo', seq)];
  const last = store.db
    .prepare(
      `SELECT cause FROM change_set WHERE cause IN (${all.map(() => '?').join(', ')}) AND refused IS NULL
       ORDER BY effective_hlc DESC, local_seq DESC LIMIT 1`,
    )
    .get(all);
  return last !== undefined && undos.includes(String(last['cause']));
};

const run = <E extends string>(
  options: UndoOptions,
  seq: number,
  kind: 'undo' | 'redo',
  nothing: E,
  passed: readonly KeptField[] = [],
): Result<Undone, { readonly type: E } | UndoRefused | NotWritten> => {
  const { store, actor } = options;
  const set = readSet(store.db, seq);
  if (set === undefined) return err({ type: nothing });
  const cause = namedCauseText({ kind, device: set.deviceName, deviceSeq: set.deviceSeq });
  return store.writeAsked<Undone, UndoRefused>({ actor, command: `history.${kind}`, cause }, (tx) => {
    const may = options.mayApply(tx, set, kind);
    if (!may.ok) return may;
    const stood = options.stands(tx);
    const kept = [...passed, ...apply(store, tx, set, kind === 'undo')];
    const stands = options.stands(tx);
    return stood.ok && !stands.ok ? stands : ok({ command: set.command, seq, kept });
  });
};

/** The facts that a set made, each as a field that stays. */
const sealedIn = (set: LoggedSet | undefined): readonly KeptField[] =>
  (set?.payload.i ?? []).flatMap(([table, , rows]) =>
    rows.map(([id]): KeptField => ({ table, rowId: String(id), field: deletedCell, because: 'sealed' })),
  );

/** Why a set of nothing but sealed facts is not taken back, with the name of the first. */
const sealedError = (store: Store, set: LoggedSet | undefined): Sealed | null => {
  const [first] = sealedIn(set);
  const record = first === undefined ? null : store.read((tx) => nameOf(tx, first.table, first.rowId));
  return record === null ? null : { type: 'Sealed', record };
};

export const undoLast = (options: UndoOptions): Result<Undone, NothingToUndo | Sealed | UndoRefused | NotWritten> => {
  const { store } = options;
  if (store.readOnly) return err({ type: 'StoreReadOnly' });
  const { undo, passed } = stackOf(store, options.actor, options.isUndoable);
  const sets = passed.map((seq) => readSet(store.db, seq)).toReversed();
  if (undo === null) return err(sealedError(store, sets[0]) ?? { type: 'NothingToUndo' });
  return run(options, undo, 'undo', 'NothingToUndo', sets.flatMap(sealedIn));
};

export const redoLast = (options: UndoOptions): Result<Undone, NothingToRedo | UndoRefused | NotWritten> => {
  if (options.store.readOnly) return err({ type: 'StoreReadOnly' });
  const { redo } = stackOf(options.store, options.actor, options.isUndoable);
  return redo === null ? err({ type: 'NothingToRedo' }) : run(options, redo, 'redo', 'NothingToRedo');
};

/** Whether there is something for `undoLast` and `redoLast`; never in a store that is only read. */
export const canUndoLast = ({
  store,
  actor,
  isUndoable,
}: Pick<UndoOptions, 'store' | 'actor' | 'isUndoable'>): { readonly canUndo: boolean; readonly canRedo: boolean } => {
  if (store.readOnly) return { canUndo: false, canRedo: false };
  const { undo, redo } = stackOf(store, actor, isUndoable);
  return { canUndo: undo !== null, canRedo: redo !== null };
};

/** Takes back one set of any age; `mayTakeBack` says whose sets this actor may take back. */
export const undoSet = (
  options: UndoOptions,
  seq: number,
  mayTakeBack: (author: string) => boolean,
): Result<Undone, ChangeNotFound | AlreadyUndone | NotYourChange | Sealed | UndoRefused | NotWritten> => {
  if (options.store.readOnly) return err({ type: 'StoreReadOnly' });
  const set = readSet(options.store.db, seq);
  if (set === undefined || set.cause !== null || set.refused !== null || opCount(set.payload) === 0 || !options.isUndoable(set.command))
    return err({ type: 'ChangeNotFound' });
  if (!mayTakeBack(set.actor)) return err({ type: 'NotYourChange' });
  if (tablesOf(set.payload).every((name) => isSealedTable(options.store, name))) {
    const sealed = sealedError(options.store, set);
    if (sealed !== null) return err(sealed);
  }
  return isUndone(options.store, seq) ? err({ type: 'AlreadyUndone' }) : run(options, seq, 'undo', 'ChangeNotFound');
};
