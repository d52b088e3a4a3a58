/** K1: a process is killed while it writes; what it was told is stored is stored, once, and the tables are what the log says. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startChild, sleep } from '../children.ts';
import { readJournals } from '../marks.ts';
import { storeFaults } from '../oracle.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';
import { dbPath } from '../../support/stores.ts';
import type { WriterInput } from '../writerProgram.ts';

/** A store lives through so many kills before a new one takes its place. */
const killsPerStore = 15;
const marksPerRound = 100_000;

export const killWrites: Row = {
  name: 'K1',
  title: 'kill -9 during writes',
  rounds: 300,
  shortSeconds: 12,
  run: async ({ random, dir, again, fault, note }) => {
    let acknowledged = 0;
    let journals: string[] = [];
    let storeDir = '';
    for (let round = 0; again(); round += 1) {
      if (round % killsPerStore === 0) {
        if (storeDir !== '') rmSync(storeDir, { recursive: true });
        storeDir = join(dir, `store${round}`);
        journals = [];
      }
      const journal = join(dir, `journal${round}.txt`);
      const input: WriterInput = {
        storeDir,
        journal,
        seed: `${round}:${random.below(2 ** 32)}`,
        firstMark: (round + 1) * marksPerRound,
        changes: marksPerRound,
        alone: true,
      };
      const child = startChild('writerProgram.ts', input);
      // One kill in six comes from the start on: while the store is being made or opened.
      const early = random.below(6) === 0;
      if (!early) await child.ready;
      await sleep(random.below(early ? 700 : 150));
      child.kill();
      const { code, errors } = await child.ended;
      if (code !== null) throw new Lost(`round ${round}`, [`the writer ended by itself with ${code}: ${errors.slice(-500)}`]);
      if (existsSync(journal)) journals.push(journal);
      fault(early ? 'at the start' : 'between writes');
      // Killed before there was a file: then there was nothing to lose.
      if (!existsSync(dbPath(storeDir))) continue;
      const read = readJournals(journals);
      mustBeEmpty(`round ${round}`, storeFaults(storeDir, read, journals.length));
      if (existsSync(journal)) acknowledged += readJournals([journal]).acknowledged.length;
    }
    if (acknowledged === 0) throw new Lost('the whole row', ['no change was ever acknowledged']);
    note(`${acknowledged} changes acknowledged, all stored once`);
  },
};
