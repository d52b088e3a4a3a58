/**
 * Runs the fault catalogue: `npm run faults -- [--ci] [--seed TEXT] [--rounds N] [--row NAME]`. Under --ci each row gets some seconds, otherwise its
 * full number of rounds. The seed is the commit unless one is given; a row that fails prints it and keeps its folder. The last line counts rows.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../support/repository.ts';
import { seeded } from '../support/seeded.ts';
import { stopSharedPostgres } from './hubs.ts';
import type { Row } from './row.ts';
import { bigImport } from './rows/bigImport.ts';
import { bitFlips } from './rows/bitFlips.ts';
import { clocks } from './rows/clocks.ts';
import { copiedStore } from './rows/copiedStore.ts';
import { databaseRestart } from './rows/databaseRestart.ts';
import { demoted } from './rows/demoted.ts';
import { diskFull } from './rows/diskFull.ts';
import { exchangeFull } from './rows/exchangeFull.ts';
import { flooded } from './rows/flooded.ts';
import { frames } from './rows/frames.ts';
import { killBackup } from './rows/killBackup.ts';
import { killHub } from './rows/killHub.ts';
import { killImport } from './rows/killImport.ts';
import { killMigration } from './rows/killMigration.ts';
import { killSync } from './rows/killSync.ts';
import { killWrites } from './rows/killWrites.ts';
import { manyDevices } from './rows/manyDevices.ts';
import { manyWriters } from './rows/manyWriters.ts';
import { meetings } from './rows/meetings.ts';
import { network } from './rows/network.ts';
import { plantedFaults } from './rows/plantedFaults.ts';
import { readOnly } from './rows/readOnly.ts';
import { rights } from './rows/rights.ts';
import { sameTrace } from './rows/sameTrace.ts';
import { skew, olderProgram } from './rows/skew.ts';
import { strangers } from './rows/strangers.ts';
import { tokens } from './rows/tokens.ts';
import { twoHubs } from './rows/twoHubs.ts';
import { walDamage } from './rows/walDamage.ts';
import { wrongHub } from './rows/wrongHub.ts';

const rows: readonly Row[] = [
  killWrites,
  killMigration,
  killImport,
  killBackup,
  manyWriters,
  diskFull,
  readOnly,
  walDamage,
  bitFlips,
  copiedStore,
  plantedFaults,
  meetings,
  killSync,
  frames,
  clocks,
  network,
  sameTrace,
  manyDevices,
  skew,
  olderProgram,
  bigImport,
  killHub,
  twoHubs,
  databaseRestart,
  rights,
  demoted,
  strangers,
  tokens,
  flooded,
  exchangeFull,
  wrongHub,
];

const commit = (): string => {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: repositoryRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    // A copy without its history: then every run is the same run.
    return 'samspill';
  }
};

const { values } = parseArgs({
  options: { ci: { type: 'boolean', default: false }, seed: { type: 'string' }, rounds: { type: 'string' }, row: { type: 'string' } },
});
const seed = values.seed ?? commit();
const asked = values.rounds === undefined ? null : Number(values.rounds);
const chosen = rows.filter(({ name }) => values.row === undefined || name === values.row);
if (chosen.length === 0 || (asked !== null && !(Number.isInteger(asked) && asked > 0))) {
  console.error(`usage: npm run faults -- [--ci] [--seed TEXT] [--rounds N] [--row ${rows.map(({ name }) => name).join('|')}]`);
  process.exit(2);
}

const work = mkdtempSync(join(tmpdir(), 'samspill-faults-'));
const seconds = (since: number): number => (performance.now() - since) / 1000;

/** True when the row kept its promise. */
const runRow = async (row: Row): Promise<boolean> => {
  const dir = join(work, row.name);
  mkdirSync(dir);
  const started = performance.now();
  const faults = new Map<string, number>();
  const notes: string[] = [];
  let rounds = 0;
  const again = (): boolean => {
    // What a row sets up first may take its seconds on a slow machine; its first round is played all the same.
    const isLate = values.ci && rounds > 0 && seconds(started) > row.shortSeconds;
    const fits = rounds < (asked ?? row.rounds) && !isLate;
    if (fits) rounds += 1;
    return fits;
  };
  let failure: unknown = null;
  try {
    await row.run({
      random: seeded(`${seed}:${row.name}`),
      dir,
      again,
      isShort: values.ci || asked !== null,
      fault: (name) => faults.set(name, (faults.get(name) ?? 0) + 1),
      note: (text) => notes.push(text),
    });
    if (faults.size === 0) failure = new Error('no fault ever struck');
  } catch (error) {
    failure = error;
  }
  const count = [...faults.values()].reduce((sum, n) => sum + n, 0);
  const kinds = [...faults].map(([name, n]) => `${name} ${n}`).join(', ');
  console.log(
    `${failure === null ? 'passed' : 'FAILED'}  ${row.name.padEnd(9)} ${row.title}: ${rounds} rounds, ${count} faults (${kinds}), ${seconds(started).toFixed(1)} s`,
  );
  for (const text of notes) console.log(`        ${text}`);
  if (failure === null) {
    rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
    return true;
  }
  console.log(`        ${failure instanceof Error ? (failure.stack ?? failure.message) : JSON.stringify(failure)}`);
  console.log(`        again: npm run faults -- --row ${row.name} --seed ${seed}   kept: ${dir}`);
  return false;
};

let passed = 0;
let failed = 0;
for (const row of chosen) {
  if (await runRow(row)) passed += 1;
  else failed += 1;
}
await stopSharedPostgres();
if (failed === 0) rmSync(work, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
