/** Several processes write one store at once: nothing is lost, nothing doubled, the log stays one chain, and the first start makes one workspace. */
import { join } from 'node:path';
import { openAt } from '../../support/stores.ts';
import { startChild } from '../children.ts';
import { readJournals } from '../marks.ts';
import { storeFaults } from '../oracle.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';
import type { WriterInput } from '../writerProgram.ts';

const writers = 4;
const changesEach = 500;
const changesShort = 60;

export const manyWriters: Row = {
  name: 'writers',
  title: 'four processes write one store',
  rounds: 2,
  shortSeconds: 5,
  run: async ({ random, dir, again, isShort, fault, note }) => {
    for (let round = 0; again(); round += 1) {
      const storeDir = join(dir, `store${round}`);
      const changes = isShort ? changesShort : changesEach;
      const journals = Array.from({ length: writers }, (_, n) => join(dir, `journal${round}-${n}.txt`));
      // All start on a folder without a store: making it is a race too.
      const children = journals.map((journal, n) =>
        startChild('writerProgram.ts', {
          storeDir,
          journal,
          seed: `${round}:${n}:${random.below(2 ** 32)}`,
          firstMark: (n + 1) * 1_000_000,
          changes,
          alone: false,
        } satisfies WriterInput),
      );
      const ends = await Promise.all(children.map((child) => child.ended));
      const broken = ends.flatMap(({ code, errors }, n) =>
        code === 0 ? [] : [`writer ${n} ended with ${code}: ${readJournals([journals[n] ?? '']).endedWith ?? ''} ${errors.slice(-500)}`],
      );
      mustBeEmpty(`round ${round}`, broken);
      for (const _ of children) fault('a writer among others');

      const journal = readJournals(journals);
      if (journal.acknowledged.length < writers * changes * 0.5)
        throw new Lost(`round ${round}`, ['too few changes were made to say anything']);
      mustBeEmpty(`round ${round}`, storeFaults(storeDir, journal, 0));
      const store = openAt(storeDir);
      const one = (sql: string): number => Number(store.db.prepare(sql).get([])?.['n']);
      const workspaces = one('SELECT count(*) AS n FROM workspace');
      const reused = one('SELECT count(*) AS n FROM (SELECT 1 FROM change_set GROUP BY device, device_seq HAVING count(*) > 1)');
      const sets = one('SELECT count(*) AS n FROM change_set');
      const head = one('SELECT local_seq AS n FROM head');
      store.close();
      mustBeEmpty(`round ${round}`, [
        ...(workspaces === 1 ? [] : [`${workspaces} workspaces were made`]),
        ...(reused === 0 ? [] : [`${reused} device numbers were used twice`]),
        ...(sets === head ? [] : [`${sets} change sets under a head of ${head}`]),
      ]);
      note(`${journal.acknowledged.length} changes by ${writers} processes, all stored once`);
    }
  },
};
