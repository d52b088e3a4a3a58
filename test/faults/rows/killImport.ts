/** K1 during an import: whatever the moment of the kill, the batch is there whole or not at all. */
import { join } from 'node:path';
import { fileDeals, writeCsvFolders } from '../../support/dealCsv.ts';
import { importPath } from '../../support/imports.ts';
import { copyStore, newStore, openAt } from '../../support/stores.ts';
import { sleep, startChild } from '../children.ts';
import type { ImportInput } from '../importProgram.ts';
import { readJournals } from '../marks.ts';
import { faultsOf } from '../oracle.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';

const deals = 2_000;

export const killImport: Row = {
  name: 'K1-import',
  title: 'kill -9 during an import',
  rounds: 40,
  shortSeconds: 7,
  run: async ({ random, dir, again, fault, note }) => {
    const files = writeCsvFolders(join(dir, 'csv'), fileDeals(deals, 'killed import'));
    const base = newStore(join(dir, 'base'));
    const known = importPath(base, files.known);
    if (!known.ok) throw new Lost('the base', [known.error.type]);
    const setsBefore = Number(base.db.prepare('SELECT local_seq AS n FROM head').get([])?.['n']);
    base.close();

    // How long an import lasts here decides when the kills come; it is learnt from the first one, which lives, and from each kill that is late.
    let lasts: number | null = null;
    let whole = 0;
    let absent = 0;
    for (let round = 0; again(); round += 1) {
      const storeDir = copyStore(join(dir, 'base'), join(dir, 'store'));
      const journal = join(dir, `journal${round}.txt`);
      const child = startChild('importProgram.ts', { storeDir, journal, path: files.deals } satisfies ImportInput);
      await child.ready;
      const started = performance.now();
      if (lasts !== null) {
        await Promise.race([child.ended, sleep(random.below(Math.ceil(lasts)))]);
        child.kill();
      }
      const { code, errors } = await child.ended;
      if (code !== null && code !== 0) throw new Lost(`round ${round}`, [`the import ended by itself with ${code}: ${errors.slice(-500)}`]);
      if (code === 0) lasts = performance.now() - started;
      else fault('while importing');

      const acknowledged = readJournals([journal]).endedWith;
      const store = openAt(storeDir);
      const count = (sql: string): number => Number(store.db.prepare(sql).get([])?.['n']);
      const batches = count('SELECT count(*) AS n FROM import_batch') - 1;
      const stored = count('SELECT count(*) AS n FROM deal');
      const refs = count("SELECT count(*) AS n FROM external_ref WHERE kind = 'deals'");
      const sets = count('SELECT count(*) AS n FROM change_set') - setsBefore;
      const isWhole = batches === 1 && stored === deals && refs === deals && sets > 1;
      const isAbsent = batches === 0 && stored === 0 && refs === 0 && sets === 0;
      const problems = [
        ...(isWhole || isAbsent ? [] : [`half a batch: ${batches} batches, ${stored} deals, ${refs} references, ${sets} change sets`]),
        ...(acknowledged === null || acknowledged === 'stored' ? [] : [`the import said ${acknowledged}`]),
        ...(acknowledged === 'stored' && !isWhole ? ['the batch was acknowledged and is not there'] : []),
        ...faultsOf(store),
      ];
      store.close();
      mustBeEmpty(`round ${round}`, problems);
      if (isWhole) whole += 1;
      else absent += 1;
    }
    note(`the batch was whole ${whole} times and absent ${absent} times`);
  },
};
