/** The only place that knows better-sqlite3: opening with the pragmas that durability needs, cached statements, and SQLite's errors as plain kinds. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { SqlValue } from '../shared/kernel/column.ts';
import { storePaths } from './storeFiles.ts';

export type Bindable = SqlValue | Uint8Array;
export type SqlRow = Readonly<Record<string, SqlValue | Uint8Array>>;

export type Statement = {
  readonly run: (params: readonly Bindable[]) => number;
  readonly get: (params: readonly Bindable[]) => SqlRow | undefined;
  readonly all: (params: readonly Bindable[]) => readonly SqlRow[];
};

export type Db = {
  /** A statement compiled once per text; integers come back as numbers. */
  readonly prepare: (sql: string) => Statement;
  /** The same, with every integer as a bigint: for sums, which can pass 2^53. */
  readonly prepareExact: (sql: string) => Statement;
  readonly exec: (sql: string) => void;
  readonly pragma: (text: string) => SqlValue;
  /**
   * Runs a body whose sorts may be larger than memory should hold: they go through files in the folder `staging` beside the database, which have
   * no name from the moment they are opened. For as long as the connection has a temporary table this throws: scratch tables are in `scratch`.
   */
  readonly sortingInFiles: (body: () => void) => void;
  readonly readOnly: boolean;
  readonly inTransaction: () => boolean;
  /**
   * Whether the file at its path is another one than was opened, or none: removed, moved away, replaced, or on a disk that is not there any more. SQLite
   * would write into what nobody will find again. A transaction asks by itself, and throws where it is so (`gone`): when it begins, and when it has ended.
   */
  readonly isGone: () => boolean;
  /** A deterministic SQL function of two texts. */
  readonly defineFunction: (name: string, body: (first: string | null, second: string | null) => string) => void;
  readonly close: () => void;
};

/** What went wrong, by what a person can do about it. */
export type DbErrorKind = 'gone' | 'notADatabase' | 'readOnly' | 'busy' | 'full' | 'cannotOpen' | 'io' | 'corrupt' | 'other';

class GoneError extends Error {}

export const dbErrorKind = (error: unknown): DbErrorKind | null => {
  if (error instanceof GoneError) return 'gone';
  if (!(error instanceof Database.SqliteError)) return null;
  const { code } = error;
  if (code === 'SQLITE_NOTADB') return 'notADatabase';
  if (code.startsWith('SQLITE_READONLY')) return 'readOnly';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'busy';
  if (code === 'SQLITE_FULL') return 'full';
  if (code.startsWith('SQLITE_CANTOPEN')) return 'cannotOpen';
  if (code.startsWith('SQLITE_IOERR')) return 'io';
  if (code.startsWith('SQLITE_CORRUPT')) return 'corrupt';
  return 'other';
};

export type OpenOptions = {
  readonly readOnly?: boolean;
  readonly mustExist?: boolean;
  /** How long a statement waits for another process, in ms. */
  readonly busyTimeout?: number;
};

/** Opens a database file (or ':memory:'). Throws SqliteError; ask `dbErrorKind` what it means. */
export const openDb = (path: string, options: OpenOptions = {}): Db => {
  const readOnly = options.readOnly ?? false;
  const busyTimeout = options.busyTimeout ?? 5_000;
  const open = (source: string | Buffer): Db => {
    const db = new Database(source, {
      readonly: readOnly,
      fileMustExist: options.mustExist ?? false,
      timeout: busyTimeout,
    });
    try {
      applyPragmas(db, readOnly, busyTimeout);
      return wrap(db, readOnly);
    } catch (error) {
      db.close();
      throw error;
    }
  };
  try {
    return open(path);
  } catch (error) {
    if (!readOnly || !['readOnly', 'cannotOpen'].includes(dbErrorKind(error) ?? '')) throw error;
    const resting = restingBytes(path);
    if (resting === null) throw error;
    return open(resting);
  }
};

/** Whether another connection, here or in another program, holds this database open. A file that is no sound database is held by nobody. */
export const isInUse = (path: string): boolean => {
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { fileMustExist: true, timeout: 0 });
    // Every connection to a write-ahead log holds a shared lock while it is open; only without one can the file be had alone.
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN IMMEDIATE; ROLLBACK');
    return false;
  } catch (error) {
    const kind = dbErrorKind(error);
    if (kind === null) throw error;
    return kind === 'busy';
  } finally {
    db?.close();
  }
};

/**
 * The bytes of a database that nobody has open, marked as one without a write-ahead log; null where there is such a log. Even a reader of a
 * database with one must make files beside it, which a folder that cannot be written refuses; bytes at rest can be read from memory.
 */
const restingBytes = (path: string): Buffer | null => {
  const isResting = (): boolean => (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
  if (!isResting()) return null;
  const bytes = readFileSync(path);
  // File format versions for writing and reading: 2 is WAL, 1 the rollback journal (SQLite file format, 1.3.3).
  bytes[18] = 1;
  bytes[19] = 1;
  // A writer that came meanwhile may have changed pages between two reads.
  return isResting() ? bytes : null;
};

const pauseMs = 20;

/** SQLite waits for nobody while a new database gets its write-ahead log: two programs that make one at once would refuse each other. */
const switchToLog = (db: Database.Database, busyTimeout: number): void => {
  for (let left = busyTimeout; ; left -= pauseMs) {
    const began = performance.now();
    try {
      db.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      left -= performance.now() - began;
      if (dbErrorKind(error) !== 'busy' || left <= 0) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
};

const applyPragmas = (db: Database.Database, readOnly: boolean, busyTimeout: number): void => {
  if (!readOnly) {
    switchToLog(db, busyTimeout);
    // The WAL default of NORMAL may roll back an acknowledged commit on power loss.
    db.pragma('synchronous = FULL');
    db.pragma('secure_delete = ON');
    db.pragma(`journal_size_limit = ${64 * 1024 * 1024}`);
  } else db.pragma('query_only = ON');
  // The first read of all: a file that cannot be read is noticed while it is opened, and from here on no other program that closes it takes the
  // write-ahead log away.
  db.pragma('schema_version');
  db.pragma('temp_store = MEMORY');
  db.pragma('trusted_schema = OFF');
  db.pragma(`cache_size = -${cacheKib}`);
};

/** KiB of pages that a connection holds; while it sorts in files, and for each run of such a sort, less. */
const cacheKib = 65_536;
const sortingKib = 4_096;

const sortingInFiles = (db: Database.Database, body: () => void): void => {
  const { staging } = storePaths(dirname(db.name));
  if (db.memory || !existsSync(staging)) {
    body();
    return;
  }
  db.pragma(`temp_store_directory = '${staging.replaceAll("'", "''")}'`);
  db.pragma('temp_store = FILE');
  db.pragma(`cache_size = -${sortingKib}`);
  try {
    body();
  } finally {
    db.pragma('temp_store = MEMORY');
    db.pragma(`cache_size = -${cacheKib}`);
  }
};

/** Which file is at a path, by disk and number; null: none. */
const fileAt = (path: string): string | null => {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev} ${ino}`;
  } catch {
    return null;
  }
};

/**
 * Asks by path: a descriptor of our own may not be had, because closing it would end SQLite's locks on the file. The write-ahead log holds what the
 * database does not yet; it is there from the first read on and stays the same for as long as anybody has the database open.
 */
const goneFrom = (db: Database.Database, readOnly: boolean): (() => boolean) => {
  if (db.memory) return () => false;
  const opened = fileAt(db.name);
  const logPath = `${db.name}-wal`;
  let log = readOnly ? null : fileAt(logPath);
  return () => {
    if (fileAt(db.name) !== opened) return true;
    if (readOnly) return false;
    const now = fileAt(logPath);
    log ??= now;
    return now !== log;
  };
};

const wrap = (db: Database.Database, readOnly: boolean): Db => {
  const isGone = goneFrom(db, readOnly);
  const mustBeThere = (): void => {
    if (isGone()) throw new GoneError('the file of the database is gone');
  };
  const plain = new Map<string, Statement>();
  const exact = new Map<string, Statement>();
  const compile = (sql: string, bigints: boolean): Statement => {
    const statement = db.prepare<unknown[], SqlRow>(sql);
    if (bigints) statement.safeIntegers(true);
    return {
      // An array is bound as it is: spreading it would copy every row of an import once more.
      run: (params) => statement.run(params).changes,
      get: (params) => statement.get(params),
      all: (params) => statement.all(params),
    };
  };
  const cached = (cache: Map<string, Statement>, sql: string, bigints: boolean): Statement => {
    const known = cache.get(sql);
    if (known !== undefined) return known;
    const made = compile(sql, bigints);
    cache.set(sql, made);
    return made;
  };
  return {
    prepare: (sql) => cached(plain, sql, false),
    prepareExact: (sql) => cached(exact, sql, true),
    exec: (sql) => {
      if (sql.startsWith('BEGIN')) mustBeThere();
      db.exec(sql);
      if (sql === 'COMMIT') mustBeThere();
    },
    pragma: (text) => db.pragma(text, { simple: true }) as SqlValue,
    sortingInFiles: (body) => {
      sortingInFiles(db, body);
    },
    readOnly,
    inTransaction: () => db.inTransaction,
    isGone,
    defineFunction: (name, body) => {
      const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
      db.function(name, { deterministic: true, directOnly: true }, (first: unknown, second: unknown) =>
        body(textOf(first), textOf(second)),
      );
    },
    close: () => {
      db.close();
    },
  };
};
