/** What a store folder can hold instead of a sound store of ours: each is answered by name, and not a byte of it is changed. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/main/app.ts';
import { openWorkspaceStore } from '../../src/main/contexts/openWorkspace.ts';
import { migrations } from '../../src/shared/schema/migrations/list.ts';
import { openDb } from '../../src/platform/database.ts';
import { systemPorts } from '../../src/platform/ports.ts';
import { dbPath, newStore, openAt, tamper } from '../support/stores.ts';
import { nobody, ordinaryUser } from '../support/ordinaryUser.ts';
import { repositoryRoot } from '../support/repository.ts';
import { makeDir, removeDir, tempDir } from '../support/tempDir.ts';

const storeDir = (): string => join(tempDir(), 'store');
const open = (dir: string) => openWorkspaceStore({ dir, ports: systemPorts, create: true });

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Everything in a folder, as hashes; what SQLite leaves beside a file that it only read (a shared index, an empty log) apart. */
const bytesOf = (dir: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.endsWith('-shm') && !(path.endsWith('-wal') && statSync(path).size === 0))
      .sort()
      .map((path) => [path, hashOf(path)]),
  );

const soundStore = (): string => {
  const dir = storeDir();
  newStore(dir).close();
  return dir;
};

describe('a store that is opened', () => {
  it('opens a second time as it was', () => {
    const dir = soundStore();
    const first = openAt(dir);
    const sets = first.db.prepare('SELECT count(*) AS n FROM change_set').get([]);
    first.close();
    const second = openAt(dir);
    expect(second.db.prepare('SELECT count(*) AS n FROM change_set').get([])).toEqual(sets);
    expect(second.integrity).toEqual({ state: 'whole' });
    second.close();
  });

  it('of a newer version is refused without changing a byte of it', () => {
    const dir = soundStore();
    tamper(dir, (db) => db.exec(`PRAGMA user_version = ${migrations.length + 1}`));
    const before = bytesOf(dir);
    expect(open(dir)).toEqual({ ok: false, error: { type: 'StoreTooNew', dir, version: migrations.length + 1, known: migrations.length } });
    expect(bytesOf(dir)).toEqual(before);
  });

  it.each([
    ['a name of 300 letters', ['a'.repeat(300)]],
    ['a way of 600 letters', ['b', 'c', 'd'].map((letter) => letter.repeat(200))],
  ])('is said to have too long a name where its folder has %s', (_what, names) => {
    const dir = join(tempDir(), ...names);
    expect(open(dir)).toEqual({ ok: false, error: { type: 'FolderNameTooLong', dir } });
    expect(openWorkspaceStore({ dir, ports: systemPorts, create: false })).toMatchObject({ ok: false });
  });

  it.each([0, -2_147_483_647])('that claims to be of version %i is called damaged', (version) => {
    const dir = soundStore();
    tamper(dir, (db) => db.exec(`PRAGMA user_version = ${version}`));
    expect(open(dir)).toEqual({ ok: false, error: { type: 'StoreDamaged', dir } });
  });

  it('of a file format that this SQLite does not know is called damaged', () => {
    const dir = soundStore();
    const bytes = readFileSync(dbPath(dir));
    // Byte 47: the schema format, 1 to 4.
    bytes[47] = 44;
    writeFileSync(dbPath(dir), bytes);
    expect(open(dir)).toEqual({ ok: false, error: { type: 'StoreDamaged', dir } });
  });

  it('with its tables gone is called damaged, not opened as a new one', () => {
    const dir = soundStore();
    tamper(dir, (db) => db.exec('DROP TABLE head'));
    expect(open(dir)).toEqual({ ok: false, error: { type: 'StoreDamaged', dir } });
  });

  it('whose log cannot be asked what a hub said of it is called damaged', () => {
    const dir = soundStore();
    const pages = tamper(dir, (db) =>
      db
        .prepare("SELECT rootpage FROM sqlite_schema WHERE tbl_name = 'change_set' AND type = 'index'")
        .all([])
        .map(({ rootpage }) => Number(rootpage)),
    );
    const bytes = readFileSync(dbPath(dir));
    const size = bytes.readUInt16BE(16);
    for (const page of pages) bytes.fill(0xff, (page - 1) * size, page * size);
    writeFileSync(dbPath(dir), bytes);
    expect(pages.length).toBeGreaterThan(0);
    expect(open(dir)).toEqual({ ok: false, error: { type: 'StoreDamaged', dir } });
  });

  it('without its head row is called damaged', () => {
    const dir = soundStore();
    tamper(dir, (db) => db.exec('DELETE FROM head'));
    expect(open(dir)).toEqual({ ok: false, error: { type: 'StoreDamaged', dir } });
  });

  it('whose database is gone is reported lost, with the number of its changes, and no new one takes its place', () => {
    const dir = soundStore();
    rmSync(dbPath(dir));
    expect(open(dir)).toEqual({ ok: false, error: { type: 'StoreLost', dir, changes: 1 } });
    expect(existsSync(dbPath(dir))).toBe(false);
  });

  it('whose database was emptied is reported lost', () => {
    const dir = soundStore();
    writeFileSync(dbPath(dir), '');
    expect(open(dir)).toEqual({ ok: false, error: { type: 'StoreLost', dir, changes: 1 } });
    expect(readFileSync(dbPath(dir)).byteLength).toBe(0);
  });
});

describe('a folder that holds no store of ours', () => {
  it('is left without one unless a new one was asked for', () => {
    const dir = storeDir();
    expect(openWorkspaceStore({ dir, ports: systemPorts, create: false })).toEqual({ ok: false, error: { type: 'StoreMissing', dir } });
    expect(existsSync(dir)).toBe(false);
  });

  it('but another program’s SQLite database: that is named and stays as it is, byte for byte', () => {
    const dir = tempDir();
    const other = openDb(dbPath(dir));
    other.exec('PRAGMA journal_mode = DELETE');
    other.exec('CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT)');
    other.exec("INSERT INTO notes (body) VALUES ('not ours')");
    other.close();
    const before = bytesOf(dir);
    expect(open(dir)).toEqual({ ok: false, error: { type: 'NotASamspillStore', dir } });
    expect(bytesOf(dir)).toEqual(before);
  });

  it.each([
    ['words', Buffer.from('This is a letter, and a long one.\n'.repeat(200))],
    ['noise', Buffer.from(Array.from({ length: 8192 }, (_, at) => (at * 167 + 13) % 256))],
  ])('but a file of %s: that is named and stays as it is', (_what, bytes) => {
    const dir = tempDir();
    writeFileSync(dbPath(dir), bytes);
    const before = bytesOf(dir);
    expect(open(dir)).toEqual({ ok: false, error: { type: 'NotADatabase', dir } });
    expect(bytesOf(dir)).toEqual(before);
  });

  it('but an empty file: that becomes a new store', () => {
    const dir = tempDir();
    writeFileSync(dbPath(dir), '');
    const opened = open(dir);
    expect(opened.ok).toBe(true);
    if (opened.ok) opened.value.close();
  });

  it('but a file where the folder should be is unwritable', () => {
    const dir = join(tempDir(), 'file');
    writeFileSync(dir, 'a file');
    expect(open(dir)).toEqual({ ok: false, error: { type: 'StoreUnwritable', dir } });
  });
});

it('the application answers the same as the store', () => {
  const dir = tempDir();
  writeFileSync(dbPath(dir), 'not a database at all, not even nearly one');
  expect(createApp({ storeDir: dir, ports: systemPorts, language: 'en', create: 'empty' })).toEqual({
    ok: false,
    error: { type: 'NotADatabase', dir },
  });
});

/** Opens a store as an ordinary user and prints what happened. */
const program = `
import { openWorkspaceStore } from '${join(repositoryRoot, 'src/main/contexts/openWorkspace.ts')}';
import { systemPorts } from '${join(repositoryRoot, 'src/platform/ports.ts')}';
const opened = openWorkspaceStore({ dir: process.argv[1], ports: systemPorts, create: true });
if (!opened.ok) console.log(opened.error.type);
else {
  const { value: store } = opened;
  const written = store.write({ actor: 'x', command: 'x' }, () => ({ ok: true, value: null }));
  const read = store.read((tx) => tx.get('SELECT count(*) AS n FROM workspace'));
  console.log([store.readOnly ? 'read only' : 'writable', written.ok ? 'written' : written.error.type, read.n].join(', '));
  store.close();
}`;

const asNobody = (dir: string) => spawnSync(process.execPath, ['--input-type=module', '-e', program, dir], { ...nobody, encoding: 'utf8' });
// Root may write everywhere: only as root can somebody else be asked to try. And that user must be able to read the program.
const reason = process.getuid?.() !== 0 ? 'not root' : ordinaryUser() === null ? 'nobody else can run this checkout' : null;
if (reason !== null) console.warn(`NOT TRIED: stores that an ordinary user cannot write (${reason})`);

describe.skipIf(reason !== null)('a store that an ordinary user cannot write', () => {
  // Below a folder that everybody may enter.
  const inOpenFolder = (body: (dir: string) => void): void => {
    const parent = makeDir('nobody');
    chmodSync(parent, 0o755);
    try {
      body(join(parent, 'store'));
    } finally {
      removeDir(parent);
    }
  };

  const readable = ['store.db', 'head.json', 'device.json'];

  it.each([
    ['the files', 0o777],
    ['the folder too', 0o755],
  ])('is opened for reading where %s cannot be written, answers, and refuses to write by name', (_what, mode) => {
    inOpenFolder((dir) => {
      newStore(dir).close();
      chmodSync(dir, mode);
      for (const name of readable) chmodSync(join(dir, name), 0o644);
      const before = bytesOf(dir);
      const run = asNobody(dir);
      expect({ said: run.stdout.trim(), errors: run.stderr }).toEqual({ said: 'read only, StoreReadOnly, 1', errors: '' });
      expect(bytesOf(dir)).toEqual(before);
    });
  });

  it('is explained where its files cannot even be read', () => {
    inOpenFolder((dir) => {
      newStore(dir).close();
      chmodSync(dir, 0o755);
      for (const name of readable) chmodSync(join(dir, name), 0o600);
      expect(asNobody(dir).stdout.trim()).toBe('StoreUnwritable');
    });
  });

  it('is not made where the folder cannot be written', () => {
    inOpenFolder((dir) => {
      mkdirSync(dir);
      chmodSync(dir, 0o755);
      expect(asNobody(dir).stdout.trim()).toBe('StoreUnwritable');
      expect(readdirSync(dir)).toEqual([]);
    });
  });
});
