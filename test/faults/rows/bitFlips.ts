/** D3: bits and pages of the database file are spoiled; whenever a stored value is another one, it is told, a backup takes its place, and the damaged file is kept. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeStoreBackup, stageStoreBackup } from '../../../src/main/contexts/backups/soundness.ts';
import { openWorkspaceStore } from '../../../src/main/contexts/openWorkspace.ts';
import { swapIn } from '../../../src/main/core/restore.ts';
import { type Db, dbErrorKind, openDb } from '../../../src/platform/database.ts';
import { systemPorts } from '../../../src/platform/ports.ts';
import { readSetting } from '../../../src/main/core/settings.ts';
import { contentHash, copyStore, dbPath, newStore, tamper } from '../../support/stores.ts';
import type { Seeded } from '../../support/seeded.ts';
import { doctorOf } from '../oracle.ts';
import { mustBeEmpty, type Row } from '../row.ts';
import { workOn } from '../work.ts';

/** How the program tells of damage; null when it says nothing. */
const toldBy = (dir: string): string | null => {
  const opened = openWorkspaceStore({ dir, ports: systemPorts, create: false });
  if (!opened.ok) return 'opening refuses';
  const store = opened.value;
  try {
    if (store.integrity.state !== 'whole') return 'opening warns';
    return doctorOf(store).length > 0 ? 'the doctor finds it' : null;
  } catch (error) {
    if (dbErrorKind(error) === null) throw error;
    return 'the doctor cannot read it';
  } finally {
    store.close();
  }
};

/** The version of the folds as it stands in the file; null where it cannot be read. */
const settingOf = (dir: string): string | null => {
  try {
    return tamper(dir, (db) => readSetting(db, 'foldVersion') ?? null);
  } catch (error) {
    if (dbErrorKind(error) === null) throw error;
    return null;
  }
};

/** Another version of the folds makes every opening fold all anew and write the right one: nothing is left to tell of. */
const isHealed = (dir: string, foldVersion: string | null): boolean => {
  const now = settingOf(dir);
  return now !== null && now !== foldVersion && toldBy(dir) === null && settingOf(dir) === foldVersion;
};

/** The engine's own tables of the full-text index: they are judged by what is found with them, since one answer can lie in them in many ways. */
const isSearchIndex = (table: string): boolean => /^search_text_(?:data|idx|docsize|config)$/u.test(table);

/** Every word that is in the index. */
const wordsOf = (path: string): readonly string[] => {
  const db = openDb(path);
  try {
    db.exec("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'search_text', 'row')");
    return db
      .prepare('SELECT term FROM temp.words ORDER BY term')
      .all([])
      .map(({ term }) => String(term));
  } finally {
    db.close();
  }
};

/** What is stored, and what is found by each word; null where SQLite cannot read it all. */
const meaningOf = (path: string, words: readonly string[]): string | null => {
  const content = contentHash(path, isSearchIndex);
  if (content === null) return null;
  const hash = createHash('sha256').update(content);
  let db: Db | null = null;
  try {
    db = openDb(path, { readOnly: true, mustExist: true });
    const found = db.prepare(
      'SELECT group_concat(rowid) AS ids FROM (SELECT rowid FROM search_text WHERE search_text MATCH ? ORDER BY rowid)',
    );
    for (const word of words) hash.update(`${word} ${String(found.get([`"${word}"`])?.['ids'])}\n`);
    return hash.digest('hex');
  } catch (error) {
    if (dbErrorKind(error) === null) throw error;
    return null;
  } finally {
    db?.close();
  }
};

const pageSize = 4096;

/** Turns a bit, or spoils a whole page as a dying disk does: empty, noise, or another page's bytes. */
const hurtBytes = (bytes: Buffer, random: Seeded): { readonly what: string; readonly where: number } => {
  const what = random.pick(['bit', 'bit', 'bit', 'empty page', 'noise', 'wrong page'] as const);
  // The first page holds the schema and the versions: it is hit more often than its share.
  const at = random.below(random.below(10) === 0 ? pageSize : bytes.byteLength);
  const page = Math.floor(at / pageSize) * pageSize;
  if (what === 'bit') bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  else if (what === 'empty page') bytes.fill(0, page, page + pageSize);
  else if (what === 'noise') for (let each = page; each < page + pageSize; each += 1) bytes[each] = random.below(256);
  else {
    const from = random.below(bytes.byteLength / pageSize) * pageSize;
    bytes.copy(bytes, page, from, from + pageSize);
  }
  return { what, where: at };
};

/** Restores a backup over a damaged store: every value is back, and the damaged database lies where the rest of the old store was set aside. */
const restoreFaults = (dir: string, name: string, truth: string, words: readonly string[]): readonly string[] => {
  const damaged = sha(dbPath(dir));
  const staged = stageStoreBackup({ storeDir: dir, file: join(dir, 'backups', name), ports: systemPorts });
  if (!staged.ok) return [`the backup is refused: ${staged.error.type}`];
  const swapped = swapIn(dir, staged.value.staged, systemPorts);
  if (!swapped.ok) return [`the backup does not take the place of the store: ${swapped.error.type}`];
  const kept = join(dir, 'kept', String(swapped.value.kept), 'store.db');
  return [
    ...(sha(kept) === damaged ? [] : ['the damaged file is not kept as it was']),
    ...(meaningOf(dbPath(dir), words) === truth ? [] : ['the restored store holds other values']),
    ...(toldBy(dir) === null ? [] : ['the restored store is not sound']),
  ];
};

const sha = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

export const bitFlips: Row = {
  name: 'D3',
  title: 'bits and pages of the database spoiled',
  rounds: 1_000,
  shortSeconds: 7,
  run: async ({ random, dir, again, fault, note }) => {
    const base = newStore(join(dir, 'base'));
    workOn(base, random, 120);
    base.close();
    const foldVersion = settingOf(base.dir);
    const words = wordsOf(dbPath(base.dir));
    const truth = meaningOf(dbPath(base.dir), words);
    if (truth === null) throw new Error('the sound store cannot be read');
    const backup = makeStoreBackup({ storeDir: base.dir, ports: systemPorts });
    if (!backup.ok) throw new Error(backup.error.type);
    let silentAndSame = 0;
    let restored = 0;
    for (let round = 0; again(); round += 1) {
      const hurt = copyStore(base.dir, join(dir, 'hurt'));
      const bytes = readFileSync(dbPath(hurt));
      const { what, where } = hurtBytes(bytes, random);
      writeFileSync(dbPath(hurt), bytes);
      const isChanged = meaningOf(dbPath(hurt), words) !== truth;
      const told = isHealed(hurt, foldVersion) ? 'healed by folding anew' : toldBy(hurt);
      fault(`${what}: ${told ?? (isChanged ? 'silent' : 'no stored value changed')}`);
      if (told === null && !isChanged) silentAndSame += 1;
      // A restore costs as much as twenty rounds of damage.
      if (told !== null && random.below(20) === 0) {
        mustBeEmpty(`round ${round}, restored`, restoreFaults(hurt, backup.value.name, truth, words));
        restored += 1;
      }
      mustBeEmpty(
        `round ${round}, ${what} at ${where}`,
        isChanged && told === null ? ['a stored value is another one and nobody says so'] : [],
      );
    }
    note(`${restored} times a backup was put in the place of the damaged file, which was kept byte by byte`);
    note(`every changed value was found; ${silentAndSame} faults changed none (free space, unused header bytes)`);
  },
};
