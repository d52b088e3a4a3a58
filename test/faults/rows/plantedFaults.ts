/** O9: the oracle itself is tried: every fault planted in a copy of a sound store has to be noticed, and the sound copy has to pass. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { dbErrorKind } from '../../../src/platform/database.ts';
import { seeded } from '../../support/seeded.ts';
import { copyStore, newStore } from '../../support/stores.ts';
import { openJournal, readJournals } from '../marks.ts';
import { storeFaults } from '../oracle.ts';
import { plants } from '../plants.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';
import { changeDeal, makeDeal } from '../work.ts';

const deals = 20;

export const plantedFaults: Row = {
  name: 'O9',
  title: 'planted faults, each of which has to be noticed',
  rounds: 1,
  shortSeconds: 20,
  run: async ({ dir, again, fault, note }) => {
    again();
    const base = newStore(join(dir, 'base'));
    const baseJournal = join(dir, 'journal-base.txt');
    const journal = openJournal(baseJournal);
    for (let mark = 1; mark <= deals; mark += 1) {
      journal.tried(mark);
      const made = makeDeal(base, mark);
      if (!made.ok) throw new Lost('the base', [made.error.type]);
      journal.acknowledged({ mark, seq: null, hash: null });
    }
    const random = seeded('planted');
    for (let n = 0; n < 60; n += 1) {
      const changed = changeDeal(base, random, n);
      if (!changed.ok) throw new Lost('the base', [changed.error.type]);
    }
    base.close();

    const ground = (name: string) => {
      const place = { dir: copyStore(base.dir, join(dir, name)), journal: join(dir, `journal-${name}.txt`) };
      copyFileSync(baseJournal, place.journal);
      return place;
    };
    const noticed = (place: { readonly dir: string; readonly journal: string }): readonly string[] => {
      try {
        return storeFaults(place.dir, readJournals([place.journal]), 0);
      } catch (error) {
        if (dbErrorKind(error) === null) throw error;
        return [`SQLite: ${String(dbErrorKind(error))}`];
      }
    };
    mustBeEmpty('the sound copy', noticed(ground('sound')));
    const missed: string[] = [];
    for (const [at, { name, plant }] of plants.entries()) {
      const place = ground(`plant${at}`);
      plant(place);
      if (noticed(place).length === 0) missed.push(`not noticed: ${name}`);
      fault('planted');
    }
    mustBeEmpty('the oracle', missed);
    note(`${plants.length} planted, ${plants.length - missed.length} noticed`);
  },
};
