/** Stores for tests: a workspace in a folder, copies of it, and everything that a database file holds as one comparable text. */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openWorkspaceStore, createWorkspace } from '../../src/main/contexts/openWorkspace.ts';
import type { Model } from '../../src/main/core/model.ts';
import type { Store } from '../../src/main/core/store.ts';
import { type Db, openDb } from '../../src/platform/database.ts';
import { type Ports, systemPorts } from '../../src/platform/ports.ts';
import type { Zone } from '../../src/shared/kernel/day.ts';
import { currency } from '../../src/shared/kernel/money.ts';
import { type TestPorts, testPorts } from './builders.ts';
import { tempDir } from './tempDir.ts';

export type OpenOptions = {
  readonly create?: boolean;
  readonly ports?: Ports;
  readonly busyTimeout?: number;
  readonly readOnly?: boolean;
  readonly model?: Model;
};

/** Opens the store of a folder; one that does not open fails the test with the reason. */
export const openAt = (dir: string, options: OpenOptions = {}): Store => {
  const opened = openWorkspaceStore({ dir, ports: systemPorts, create: false, ...options });
  if (!opened.ok) throw new Error(`the store does not open: ${JSON.stringify(opened.error)}`);
  return opened.value;
};

/** A new store with a workspace in it, open. */
export const newStore = (
  dir: string,
  ports: Ports = systemPorts,
  { personName = 'Ingrid Aune', ...more }: { readonly personName?: string; readonly model?: Model } = {},
): Store => {
  const store = openAt(dir, { create: true, ports, ...more });
  const made = createWorkspace(store, {
    name: 'Nordlys Måling AS',
    personName,
    baseCurrency: currency('NOK'),
    zone: 'Europe/Oslo' as Zone,
    region: 'NO',
    sample: false,
  });
  if (!made.ok) throw new Error(`no workspace: ${made.error.type}`);
  return store;
};

/** A store by a clock that stands still: a new one with a workspace in it, or that of a folder; closed when the test ends. */
export const aStore = ({ dir, ...options }: { readonly dir?: string; readonly ports?: TestPorts; readonly model?: Model } = {}): Store => {
  const { ports = testPorts(), ...more } = options;
  const store = dir === undefined ? newStore(tempDir('store'), ports, more) : openAt(dir, { ports, ...more });
  onTestFinished(store.close);
  return store;
};

export const dbPath = (dir: string): string => join(dir, 'store.db');

/** Copies a store folder as it lies there, an unfinished write-ahead log included. */
export const copyStore = (from: string, to: string): string => {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  // The shared-memory file is an index of the log that SQLite rebuilds; a copy of it would belong to another process.
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('-shm') });
  return to;
};

/** Runs SQL on a closed store behind the engine's back. */
export const tamper = <T>(dir: string, body: (db: Db) => T): T => {
  const db = openDb(dbPath(dir), { mustExist: true });
  try {
    return body(db);
  } finally {
    db.close();
  }
};

/** A hash of the schema and of every value of every table but those left out; null when SQLite cannot read it all. Reads tables, never indexes. */
export const contentHash = (path: string, isLeftOut: (table: string) => boolean = () => false): string | null => {
  let db: Db | null = null;
  try {
    db = openDb(path, { readOnly: true, mustExist: true });
    const hash = createHash('sha256');
    const objects = db
      .prepare("SELECT type, name, tbl_name, rootpage > 0 AS stored, coalesce(sql, '') AS sql FROM sqlite_schema ORDER BY type, name")
      .all([]);
    hash.update(JSON.stringify(objects));
    for (const { type, name, stored } of objects) {
      // A virtual table keeps its content in tables of its own, which are read as well.
      if (type !== 'table' || stored !== 1 || isLeftOut(String(name))) continue;
      const columns = db.prepare(`SELECT name FROM pragma_table_info(?)`).all([String(name)]);
      const quoted = columns.map((column) => `quote("${String(column['name'])}")`).join(" || ',' || ");
      for (const row of db.prepare(`SELECT ${quoted} AS line FROM "${String(name)}" NOT INDEXED`).all([]))
        hash.update(`${String(row['line'])}\n`);
    }
    return hash.digest('hex');
  } catch {
    return null;
  } finally {
    db?.close();
  }
};
