/** The store: one folder, one database, two capabilities. Every write is one transaction of rows, log entry, clocks and derived rows. */
import type { StoreFailure } from '../../shared/kernel/contract.ts';
import { type Zone, zoneNamed } from '../../shared/kernel/day.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import type { ManyRemoved } from '../../shared/sync/contract.ts';
import type { Db } from '../../platform/database.ts';
import { uuidGenerator } from '../../platform/ids.ts';
import type { Ports } from '../../platform/ports.ts';
import { storePaths } from '../../platform/storeFiles.ts';
import { type MergeInto, newerBy } from './applySets.ts';
import { asHead, type LogHead, readLogHead } from './changeLog.ts';
import { foldTouched, foldWaiting, noTouched, prepareDerivations } from './derive.ts';
import { deviceName, newDevice, openDevice } from './device.ts';
import { refreshDerived } from './foldKeys.ts';
import { type HeadFile, type HeadKeeper, type Integrity, keepHead, readHead } from './head.ts';
import { settleLostHeads } from './lostHeads.ts';
import type { Model } from './model.ts';
import { type OpenedDb, type OpenError, openFailure, openStoreDb } from './openStore.ts';
import { type Changes, noteChanges, react, type ReactionOrder, reactionOrder, type ReactionRefusal } from './reactions.ts';
import { readTx } from './readTx.ts';
import { removalAsker } from './removals.ts';
import { applyParked, deviceNameIn, hasUnread, mergeInto, settleEarlierTwins } from './rebuildRows.ts';
import { storeFailure } from './storeFailure.ts';
import type { ReadTx, WriteTx } from './tx.ts';
import type { WriteMeta } from './setWriter.ts';
import { openWrite, type OpenWrite } from './writeTx.ts';

export type Written = { readonly tables: readonly string[]; readonly seq: number };

/** What a person does has no cause but that person, and is one set. */
export type PerformMeta = Pick<WriteMeta, 'actor' | 'command'>;

export type Merged<T> = { readonly value: T; readonly tables: Iterable<string> };

/** What a merge works with; `deviceNo` gives a device its number in this store. */
export type MergeTx = {
  readonly into: MergeInto;
  readonly now: number;
  readonly deviceNo: (name: string) => number;
  /** To be called before sets that are in the log already are hashed anew: a head from before must not tell of a loss. */
  readonly forgetHead: () => void;
};

/** Why a write was not done, whatever it is. */
export type NotWritten = StoreFailure | ManyRemoved;

export type Store = {
  readonly dir: string;
  readonly readOnly: boolean;
  /** What the heads that were written down say about the log; a loss is told until it is settled. */
  readonly integrity: Integrity;
  /** Somebody has taken note of what was lost: it is told no more. */
  readonly settleLoss: () => void;
  /** Changes are stored, but their head could not be written down beside the database: a loss of the newest ones would go unnoticed. */
  readonly isHeadLagging: () => boolean;
  /** The name under which this device signs its change sets. */
  readonly device: string;
  /** Goes on as the next incarnation of the device: the name it had stands for something else elsewhere. */
  readonly goOn: () => void;
  /** Goes on as another device: none of the names that it could count on to is its own any more. */
  readonly beginAnew: () => void;
  readonly read: <T>(body: (tx: ReadTx) => T) => T;
  /** Runs a body under the write lock; an error value rolls everything back. */
  readonly write: <T, E = never>(meta: WriteMeta, body: (tx: WriteTx) => Result<T, E>) => Result<T, E | StoreFailure>;
  /** The same for what somebody takes back: nothing is done before they have said yes where much would be removed. */
  readonly writeAsked: <T, E = never>(meta: WriteMeta, body: (tx: WriteTx) => Result<T, E>) => Result<T, E | NotWritten>;
  /** The same for what a person does: the reactions to it follow in its change set, and it is refused with them. */
  readonly perform: <T, E = never>(meta: PerformMeta, body: (tx: WriteTx) => Result<T, E>) => Result<T, E | ReactionRefusal | NotWritten>;
  /** Much may be removed by the next write that would be answered with this. */
  readonly confirmRemoval: (asked: Pick<ManyRemoved, 'table' | 'rows'>) => void;
  /**
   * Runs a body that brings in or takes back change sets, under the write lock; an error value rolls everything back. What it changes is folded
   * in the same transaction; `tables` of its answer are told to whoever listens.
   */
  readonly merge: <T, E = never>(body: (tx: MergeTx) => Result<Merged<T>, E>) => Result<T, E | StoreFailure>;
  /** Called after each commit with the tables that changed, here or (see `pollOthers`) in another process. */
  readonly onChanged: (listener: (written: Written) => void) => () => void;
  /** Whether its file is not the one at its path any more; nothing is read or written then. */
  readonly isGone: () => boolean;
  /** Notices commits of other processes on the same store; cheap enough for a timer. */
  readonly pollOthers: () => void;
  /** Folds a slice of the derived rows that wait (see `Derivation.mayWait`); true while more is waiting. */
  readonly catchUp: (limit: number) => boolean;
  readonly close: () => void;
  /** For the engine's own modules (doctor, history, undo, backup) only. */
  readonly db: Db;
  /** What it is of. */
  readonly model: Model;
};

export type StoreOptions = {
  readonly dir: string;
  readonly ports: Ports;
  readonly model: Model;
  readonly create: boolean;
  readonly readOnly?: boolean;
  readonly busyTimeout?: number;
  /** How the head file is opened; tests give one that fails. */
  readonly openHead?: (path: string) => HeadFile;
};

/** Opens the store of a folder. The caller closes it. Reactions that follow each other in a circle are a fault of the program, and thrown. */
export const openStore = (options: StoreOptions): Result<Store, OpenError> => {
  const reactions = reactionOrder(options.model.reactions);
  const opened = openStoreDb(options.dir, options);
  if (!opened.ok) return opened;
  const { db, readOnly } = opened.value;
  const { model } = options;
  model.defineFunctions(db);
  try {
    if (!readOnly) {
      prepareDerivations(db);
      bringIn(db, model);
      refreshDerived(db, model);
    }
    return ok(storeOver(opened.value, options, reactions));
  } catch (error) {
    db.close();
    return err(openFailure(error, options.dir));
  }
};

/** What an older version of the program had no place for finds it now. */
const bringIn = (db: Db, model: Model): void => {
  if (db.prepare('SELECT 1 FROM change_set WHERE parked = 1 LIMIT 1').get([]) === undefined && !hasUnread(db)) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    const touched = noTouched(model, db);
    const into = mergeInto(db, model.catalog, touched);
    const isAnyAnew = settleEarlierTwins(into);
    if (applyParked(into) || isAnyAnew) foldTouched(db, touched);
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction()) db.exec('ROLLBACK');
    throw error;
  }
};

const storeOver = ({ db, readOnly, isNewLoss, ...found }: OpenedDb, options: StoreOptions, reactions: ReactionOrder): Store => {
  const { ports, model, dir } = options;
  const { catalog, derivations } = model;
  const paths = storePaths(dir);
  const newId = uuidGenerator(ports.clock, ports.random);
  const listeners = new Set<(written: Written) => void>();
  /** What a hub has said of the log: how far it has numbered it, and what it refused. Two small indexes answer it. */
  const hubSaid = (): string =>
    JSON.stringify(
      db
        .prepare(
          `SELECT (SELECT max(hub_seq) FROM change_set WHERE hub_seq IS NOT NULL) AS last, count(*) AS refused, total(local_seq) AS which
           FROM change_set WHERE refused IS NOT NULL`,
        )
        .get([]),
    );
  let seenSaid = hubSaid();
  let deviceId = readOnly ? 'read-only' : deviceName(openDevice(paths.device, dir, ports.random, isNewLoss));
  const noteLag = (error: unknown): void =>
    ports.log.warn('the head file cannot be written', { code: (error as NodeJS.ErrnoException).code ?? 'unknown' });
  const headKeeper: HeadKeeper | null = readOnly ? null : keepHead(paths.head, noteLag, options.openHead);
  let integrity: Integrity = found.integrity;
  if (isNewLoss) headKeeper?.reset(asHead(readLogHead(db)));
  else if (readHead(paths.head).seq < readLogHead(db).seq) headKeeper?.write(asHead(readLogHead(db)));
  let seenSeq = readLogHead(db).seq;
  let seenVersion = Number(db.pragma('data_version'));
  let closed = false;
  const asker = removalAsker();

  const zone = (): Zone => {
    const text = db.prepare('SELECT zone FROM workspace WHERE deleted = 0 ORDER BY id LIMIT 1').get([])?.['zone'];
    return zoneNamed(String(text ?? ''));
  };

  const deviceNo = (name: string): number => {
    const known = db.prepare('SELECT no FROM device WHERE id = ?').get([name]);
    if (known !== undefined) return Number(known['no']);
    db.prepare('INSERT INTO device (id) VALUES (?)').run([name]);
    return Number(db.prepare('SELECT no FROM device WHERE id = ?').get([name])?.['no']);
  };

  const isNewer = newerBy(deviceNameIn(db));

  const tablesBetween = (after: number, upTo: number): readonly string[] => {
    const sets = db.prepare('SELECT DISTINCT tables FROM change_set WHERE local_seq > ? AND local_seq <= ?').all([after, upTo]);
    return [...new Set(sets.flatMap((set) => String(set['tables']).split(' ')))];
  };

  // A fact that is taken back changes what its table says, though only the void is written.
  const withVoided = (tables: readonly string[]): readonly string[] =>
    tables.includes('fact_void')
      ? [
          ...new Set([
            ...tables,
            ...db
              .prepare('SELECT DISTINCT fact_table AS name FROM fact_void')
              .all([])
              .map(({ name }) => String(name)),
          ]),
        ]
      : tables;

  // The log names no derived tables, but lists read little else: whoever waits for them is told when what they are folded from changed.
  const withDerived = (tables: readonly string[]): readonly string[] => [
    ...tables,
    ...derivations.filter(({ roots }) => tables.some((table) => roots[table] !== undefined)).map(({ table }) => table.name),
  ];

  const tell = ({ tables, seq }: Written): void => {
    const written = { tables: withDerived(withVoided(tables)), seq };
    for (const listener of listeners) listener(written);
  };

  const read = <T>(body: (tx: ReadTx) => T): T => {
    if (closed) throw new Error('the store is closed');
    if (db.inTransaction()) return body(readTx(db, catalog, ports.clock, zone()));
    db.exec('BEGIN');
    try {
      return body(readTx(db, catalog, ports.clock, zone()));
    } finally {
      if (db.inTransaction()) db.exec('COMMIT');
    }
  };

  /** After a commit: the head is written down and the tables are told, with those of sets that another process committed since the last look. */
  const committed = (before: LogHead, head: LogHead, tables: Iterable<string>): void => {
    if (head.seq > before.seq) headKeeper?.write(asHead(head));
    const others = before.seq > seenSeq ? tablesBetween(seenSeq, before.seq) : [];
    seenSeq = head.seq;
    const all = [...new Set([...others, ...tables])];
    if (all.length > 0) tell({ tables: all, seq: head.seq });
  };

  /** Runs a body under the write lock and commits what it made, or nothing. */
  const locked = <T, E>(body: () => Result<{ readonly value: T; readonly done: () => void }, E>): Result<T, E | StoreFailure> => {
    if (closed) throw new Error('the store is closed');
    if (readOnly) return err({ type: 'StoreReadOnly' });
    try {
      db.exec('BEGIN IMMEDIATE');
      const result = body();
      if (!result.ok) {
        db.exec('ROLLBACK');
        return result;
      }
      db.exec('COMMIT');
      result.value.done();
      return ok(result.value.value);
    } catch (error) {
      if (db.inTransaction()) db.exec('ROLLBACK');
      const failure = storeFailure(error);
      if (failure === null) throw error;
      return err(failure);
    }
  };

  /** `follow` may add to the set, and refuse the whole. */
  const inSet = <T, E, R>(
    meta: WriteMeta,
    body: (tx: WriteTx) => Result<T, E>,
    changes: Changes | null,
    follow: (open: OpenWrite, read: ReadTx) => Result<null, R>,
  ): Result<T, E | R | StoreFailure> => {
    let open: OpenWrite | null = null;
    try {
      return locked<T, E | R>(() => {
        // Clock, device number and head are read under the lock: another process may have written since.
        const before = readLogHead(db);
        const device = { no: deviceNo(deviceId), name: deviceId };
        const view = readTx(db, catalog, ports.clock, zone());
        open = openWrite({ db, read: view, newId, random: ports.random, model, device, isNewer, changes }, meta, before);
        const result = body(open.tx);
        if (!result.ok) return result;
        const followed = follow(open, view);
        if (!followed.ok) return followed;
        const { head, tables } = open.finish();
        open.fold();
        return ok({
          value: result.value,
          done: () => {
            if (head.seq > before.seq) committed(before, head, tables);
          },
        });
      });
    } finally {
      (open as OpenWrite | null)?.close();
    }
  };

  const write = <T, E>(meta: WriteMeta, body: (tx: WriteTx) => Result<T, E>): Result<T, E | StoreFailure> =>
    inSet(meta, body, null, () => ok(null));

  const writeAsked = <T, E>(meta: WriteMeta, body: (tx: WriteTx) => Result<T, E>): Result<T, E | NotWritten> =>
    inSet(meta, body, null, (open, from) => asker.asks(open.question(meta.actor, from.now)));

  const perform = <T, E>(meta: PerformMeta, body: (tx: WriteTx) => Result<T, E>): Result<T, E | ReactionRefusal | NotWritten> => {
    const changes = noteChanges(reactions);
    return inSet(meta, body, changes, (open, from) => {
      const followed = react(reactions, { ...open, read: from, changes });
      return followed.ok ? asker.asks(open.question(meta.actor, from.now)) : followed;
    });
  };

  const merge = <T, E>(body: (tx: MergeTx) => Result<Merged<T>, E>): Result<T, E | StoreFailure> => {
    let isForgotten = false;
    const forgetHead = (): void => {
      isForgotten = true;
      headKeeper?.reset({ seq: 0, ops: 0, hash: '' });
    };
    try {
      return locked<T, E>(() => {
        const before = readLogHead(db);
        const touched = noTouched(model, db);
        const result = body({ into: mergeInto(db, catalog, touched), now: ports.clock.now(), deviceNo, forgetHead });
        if (!result.ok) return result;
        foldTouched(db, touched);
        const head = readLogHead(db);
        const { value, tables } = result.value;
        return ok({ value, done: () => committed(before, head, tables) });
      });
    } finally {
      if (isForgotten) headKeeper?.reset(asHead(readLogHead(db)));
    }
  };

  return {
    dir,
    readOnly,
    get integrity() {
      return integrity;
    },
    settleLoss: () => {
      if (readOnly) return;
      settleLostHeads(dir);
      integrity = { state: 'whole' };
    },
    isHeadLagging: () => headKeeper?.isLagging() === true,
    get device() {
      return deviceId;
    },
    goOn: () => {
      if (!readOnly) deviceId = deviceName(openDevice(paths.device, dir, ports.random, true));
    },
    beginAnew: () => {
      if (!readOnly) deviceId = deviceName(newDevice(paths.device, dir, ports.random));
    },
    read,
    write,
    writeAsked,
    perform,
    confirmRemoval: asker.confirm,
    merge,
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isGone: () => !closed && db.isGone(),
    pollOthers: () => {
      headKeeper?.retry();
      const version = Number(db.pragma('data_version'));
      if (version === seenVersion) return;
      seenVersion = version;
      const { seq } = readLogHead(db);
      // What the hub told another process of older sets may have changed any row: a refused one is taken back, one stamped anew is merged again.
      const said = hubSaid();
      const isSettled = said !== seenSaid;
      seenSaid = said;
      if (seq === seenSeq && !isSettled) return;
      const tables = isSettled ? [...catalog.byName.keys(), 'change_set', 'conflict'] : tablesBetween(seenSeq, seq);
      seenSeq = seq;
      tell({ tables, seq });
    },
    catchUp: (limit) => {
      if (closed || readOnly || db.prepare('SELECT 1 FROM fold_later LIMIT 1').get([]) === undefined) return false;
      try {
        db.exec('BEGIN IMMEDIATE');
        const brought = foldWaiting(db, derivations, limit);
        db.exec('COMMIT');
        if (brought.length > 0) tell({ tables: brought, seq: seenSeq });
        return brought.length > 0;
      } catch (error) {
        if (db.inTransaction()) db.exec('ROLLBACK');
        // A full disk or a busy store: what waits is written down and waits on.
        if (storeFailure(error) === null) throw error;
        return false;
      }
    },
    close: () => {
      if (closed) return;
      closed = true;
      headKeeper?.close();
      db.close();
    },
    db,
    model,
  };
};
