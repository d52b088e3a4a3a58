/** Large sorts: they go through files inside the store's folder that leave no name behind, and only for as long as they were asked to. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDb } from '../../../src/platform/database.ts';
import { tempDir } from '../../support/tempDir.ts';

const settings = ['temp_store', 'cache_size'] as const;
const inMemory = [2, -65_536];

it('an index that is too large to be sorted in memory is built in the middle of a transaction, by files that are gone afterwards', () => {
  const dir = tempDir();
  const staging = join(dir, 'staging');
  mkdirSync(staging);
  const db = openDb(join(dir, 'store.db'));
  const now = () => settings.map((name) => db.pragma(name));
  db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, key TEXT NOT NULL)');
  db.exec("ATTACH ':memory:' AS scratch");
  db.exec('CREATE TABLE scratch.wanted (id INTEGER PRIMARY KEY)');
  db.exec('BEGIN IMMEDIATE');
  // 24 MB of keys in no order: more than one run of a sort.
  db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
    INSERT INTO t SELECT i, printf('%0600d', (i * 7919) % 40009) FROM n`);
  db.exec('INSERT INTO scratch.wanted VALUES (1)');
  expect(now()).toEqual(inMemory);
  db.sortingInFiles(() => {
    expect(db.pragma('temp_store')).toBe(1);
    expect(db.pragma('temp_store_directory')).toBe(staging);
    db.exec('CREATE INDEX t_by_key ON t (key)');
  });
  expect(now()).toEqual(inMemory);
  expect(readdirSync(staging)).toEqual([]);
  db.exec('COMMIT');
  expect(db.pragma('integrity_check')).toBe('ok');
  expect(db.prepare('SELECT id FROM scratch.wanted').all([])).toEqual([{ id: 1 }]);
  expect(() => {
    db.sortingInFiles(() => {
      throw new Error('broken');
    });
  }).toThrow('broken');
  expect(now()).toEqual(inMemory);
  db.close();
});

it('where there is no folder for them, sorts stay in memory', () => {
  const db = openDb(join(tempDir(), 'store.db'));
  let during: unknown = null;
  db.sortingInFiles(() => {
    during = db.pragma('temp_store');
  });
  expect(during).toBe(2);
  db.close();
});
