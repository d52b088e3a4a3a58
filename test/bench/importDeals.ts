/** The import of many deals against the bare insert of what it stores. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileDeals, writeCsvFolders } from '../support/dealCsv.ts';
import { importPath } from '../support/imports.ts';
import { dbPath, newStore, openAt } from '../support/stores.ts';
import { tableByName } from '../../src/shared/schema/tables.ts';
import type { Db } from '../../src/platform/database.ts';
import { bareDb, insertBare, rowsOf } from './bare.ts';
import { type Line, ratio, timed } from './measure.ts';

const asked = ['deal', 'stage_move', 'deal_value'];
/** What a list of deals needs beside them: one row a deal with the keys it sorts by, under an index for each order. */
const listable = [...asked, 'deal_state'];
const stored = [...asked, 'ownership', 'external_ref', 'deal_state', 'change_set'];

/** The rows of a store inserted again into an empty database. */
const bare = (path: string, from: Db, tables: readonly string[]): number => {
  rmSync(path, { force: true });
  const db = bareDb(
    path,
    tables.flatMap((name) => tableByName.get(name) ?? []),
  );
  if (tables.includes('change_set')) {
    for (const { sql } of from
      .prepare("SELECT sql FROM sqlite_schema WHERE tbl_name = 'change_set' AND sql IS NOT NULL ORDER BY type DESC")
      .all([]))
      db.exec(String(sql));
  }
  const rows = tables.map((name) => rowsOf(from, name));
  const time = timed(() => insertBare(db, rows));
  db.close();
  return time;
};

export const benchImport = (dir: string, deals: number, rounds: number): readonly Line[] => {
  const files = writeCsvFolders(join(dir, 'csv'), fileDeals(deals, 'bench'));
  const ours: number[] = [];
  const little: number[] = [];
  const withList: number[] = [];
  const whole: number[] = [];
  // The first round warms the compiler for all of them and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const storeDir = join(dir, `store${round}`);
    newStore(storeDir).close();
    const store = openAt(storeDir);
    const known = importPath(store, files.known);
    if (!known.ok) throw new Error(known.error.type);
    const time = timed(() => {
      const report = importPath(store, files.deals);
      if (!report.ok || report.value.counts.deals?.made !== deals) throw new Error('the import did not make all deals');
    });
    const barePath = dbPath(dir);
    const timeLittle = bare(barePath, store.db, asked);
    const timeList = bare(barePath, store.db, listable);
    const timeWhole = bare(barePath, store.db, stored);
    store.close();
    rmSync(storeDir, { recursive: true });
    if (round === 0) continue;
    ours.push(time);
    little.push(timeLittle);
    withList.push(timeList);
    whole.push(timeWhole);
  }
  const name = `import of ${deals.toLocaleString('en')} deals`;
  return [
    ratio(`${name} / deals, moves, values`, ours, little, 3),
    ratio(`${name} / these and the rows that lists walk`, ours, withList, null),
    ratio(`${name} / all that is stored`, ours, whole, null),
  ];
};
