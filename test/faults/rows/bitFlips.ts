/** D3: one bit of the database file turns; whenever a stored value is another one for it, opening or the doctor says so. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkspaceStore } from '../../../src/main/contexts/openWorkspace.ts';
import { dbErrorKind } from '../../../src/main/platform/database.ts';
import { systemPorts } from '../../../src/main/platform/ports.ts';
import { readSetting } from '../../../src/main/core/settings.ts';
import { contentHash, copyStore, dbPath, newStore, tamper } from '../../support/stores.ts';
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

export const bitFlips: Row = {
  name: 'D3',
  title: 'one bit of the database turned',
  rounds: 300,
  shortSeconds: 7,
  run: async ({ random, dir, again, fault, note }) => {
    const base = newStore(join(dir, 'base'));
    workOn(base, random, 120);
    base.close();
    const foldVersion = settingOf(base.dir);
    const truth = contentHash(dbPath(base.dir));
    if (truth === null) throw new Error('the sound store cannot be read');
    let silentAndSame = 0;
    for (let round = 0; again(); round += 1) {
      const hurt = copyStore(base.dir, join(dir, 'hurt'));
      const bytes = readFileSync(dbPath(hurt));
      // The first page holds the schema and the versions: it is hit more often than its share.
      const at = random.below(random.below(10) === 0 ? 4096 : bytes.byteLength);
      const bit = random.below(8);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      writeFileSync(dbPath(hurt), bytes);
      const isChanged = contentHash(dbPath(hurt)) !== truth;
      const told = isHealed(hurt, foldVersion) ? 'healed by folding anew' : toldBy(hurt);
      fault(told ?? (isChanged ? 'silent' : 'no stored value changed'));
      if (told === null && !isChanged) silentAndSame += 1;
      mustBeEmpty(
        `round ${round}, byte ${at}, bit ${bit}`,
        isChanged && told === null ? ['a stored value is another one and nobody says so'] : [],
      );
    }
    note(`every changed value was found; ${silentAndSame} flips changed none (free space, unused header bytes)`);
  },
};
