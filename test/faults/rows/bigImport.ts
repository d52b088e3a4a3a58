/** C1: a file of a million deals: how its import compares with the bare insert, what memory it takes, what is left when it is stopped, and whether reads wait. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from '../../../src/main/app.ts';
import { systemPorts } from '../../../src/platform/ports.ts';
import { tableByName } from '../../../src/shared/schema/tables.ts';
import { bareDb, insertBare, rowsOf } from '../../bench/bare.ts';
import { repositoryRoot } from '../../support/repository.ts';
import { newStore, openAt } from '../../support/stores.ts';
import type { BigImportAnswer, BigImportInput } from '../bigImportProgram.ts';
import { mustBeEmpty, type Row, type RowContext } from '../row.ts';

/** Times the bare insert of everything that the import leaves behind. */
const mostTimes = 5;
/** Bytes of JavaScript in use that a further row may cost, garbage collected: none is held. */
const mostHeapPerRow = 5;
/**
 * Bytes of the process at its highest that a further row may cost. What grows is the index of the write-ahead log, a mapped file: 4 bytes. The rest
 * is what two runs of the same file differ by, some 5 MB.
 */
const mostBytesPerRow = 10;
/** A row of the long file may cost this many times what one of the short file does: what is slower than linear shows here. */
const mostSlower = 2;
/** Milliseconds that a question may take while the import runs. */
const mostWait = 2_000;

const stored = ['deal', 'stage_move', 'deal_value', 'external_ref', 'import_problem', 'deal_state'];
const stages = ['Won', 'Lost', 'Proposal'] as const;

/** Deals without a company, of three stages and nine months; written piece by piece. */
const writeDeals = (path: string, rows: number): string => {
  const file = openSync(path, 'w');
  let text = 'Deal ID,Deal Name,Stage,Amount,Currency,Created,Close Date\n';
  for (let row = 0; row < rows; row++) {
    const stage = stages[row % stages.length] ?? 'Won';
    text += `D${row},Deal number ${row},${stage},${500 + ((row * 37) % 90_000)},NOK,2025-0${1 + (row % 9)}-1${row % 9},2025-11-1${row % 9}\n`;
    if (text.length < 1 << 20) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  closeSync(file);
  return path;
};

/** A collector that waits until it must leaves the more lying about the longer it runs: that would hide what is held. */
const collecting = ['--expose-gc', '--max-old-space-size=128', '--max-semi-space-size=4'];

const importApart = (dir: string, path: string): BigImportAnswer => {
  newStore(dir).close();
  const input: BigImportInput = { storeDir: dir, path };
  const said = execFileSync(
    process.execPath,
    [...collecting, join(repositoryRoot, 'test/faults/bigImportProgram.ts'), JSON.stringify(input)],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return JSON.parse(said) as BigImportAnswer;
};

/** Milliseconds for the same rows into the same tables by prepared statements. */
const bareInsert = (storeDir: string, path: string): number => {
  const store = openAt(storeDir);
  const rows = stored.map((name) => rowsOf(store.db, name));
  store.close();
  const db = bareDb(
    path,
    stored.flatMap((name) => tableByName.get(name) ?? []),
  );
  const began = performance.now();
  insertBare(db, rows);
  const ms = performance.now() - began;
  db.close();
  return ms;
};

/** Stops the import once it has begun, and asks for the numbers of the cockpit all the while. */
const stopped = async ({ dir, fault, note }: RowContext, path: string): Promise<readonly string[]> => {
  const storeDir = join(dir, 'stopped');
  const opened = createApp({ storeDir, ports: systemPorts, language: 'en', create: 'empty' });
  if (!opened.ok) throw new Error(opened.error.type);
  const app = opened.value;
  let isOver = false;
  let done = 0;
  app.onSignal((signal) => {
    if (signal.type === 'progress') done = signal.done;
  });
  const running = app.call('imports.run', { grant: app.files.lend(path), taskId: 'big' }).finally(() => {
    isOver = true;
  });
  let slowest = 0;
  let asked = 0;
  while (!isOver && done === 0) {
    const began = performance.now();
    const answer = await app.call('pipeline.kpi', {});
    if (!answer.ok) return ['a question was refused while the import ran'];
    slowest = Math.max(slowest, performance.now() - began);
    asked += 1;
    await sleep(20);
  }
  await app.call('imports.cancel', { taskId: 'big' });
  const outcome = await running;
  await app.close();
  fault('stopped');
  note(`${asked} questions while it ran, the slowest ${slowest.toFixed(0)} ms; stopped after ${done} rows`);
  const store = openAt(storeDir);
  const left = ['deal', 'stage_move', 'deal_value', 'external_ref', 'import_batch', 'import_problem'].filter(
    (name) => Number(store.db.prepare(`SELECT count(*) AS n FROM ${name}`).get([])?.['n']) > 0,
  );
  store.close();
  return [
    ...(!outcome.ok && outcome.error.type === 'Cancelled' ? [] : [`it ended with ${JSON.stringify(outcome).slice(0, 200)}`]),
    ...left.map((name) => `rows of ${name} are left`),
    ...(asked > 0 ? [] : ['nothing was asked while it ran']),
    ...(slowest <= mostWait ? [] : [`a question took ${slowest.toFixed(0)} ms`]),
  ];
};

export const bigImport: Row = {
  name: 'C1',
  title: 'a file of very many rows',
  rounds: 1,
  shortSeconds: 20,
  run: async (context) => {
    const { dir, again, isShort, fault, note } = context;
    const [few, many] = isShort ? [5_000, 20_000] : [100_000, 1_000_000];
    while (again()) {
      mkdirSync(join(dir, 'files'), { recursive: true });
      const short = writeDeals(join(dir, 'files', 'short.csv'), few);
      const long = writeDeals(join(dir, 'files', 'long.csv'), many);
      const small = importApart(join(dir, 'short'), short);
      const bare = bareInsert(join(dir, 'short'), join(dir, 'bare.db'));
      fault('short file');
      const big = importApart(join(dir, 'long'), long);
      fault('long file');
      const bytesPerRow = (big.peak - small.peak) / (many - few);
      const heapPerRow = (big.heap - small.heap) / (many - few);
      const slower = big.ms / many / (small.ms / few);
      note(
        `${few.toLocaleString('en')} rows: ${small.ms.toFixed(0)} ms, ${(small.ms / bare).toFixed(2)} × the bare insert, ${Math.round(small.peak / 1e6)} MB`,
      );
      note(
        `${many.toLocaleString('en')} rows: ${big.ms.toFixed(0)} ms, ${slower.toFixed(2)} × as long a row, ${Math.round(big.peak / 1e6)} MB, ${bytesPerRow.toFixed(0)} bytes a row more, ${heapPerRow.toFixed(0)} of JavaScript`,
      );
      mustBeEmpty('a file of very many rows', [
        ...(small.listed === few && big.listed === many ? [] : [`${small.listed} and ${big.listed} deals are listed`]),
        ...(small.made === few && big.made === many ? [] : [`${small.made} and ${big.made} deals were made`]),
        // A few seconds hold too little work to compare: the process itself is what they measure.
        ...(isShort || small.ms / bare <= mostTimes ? [] : [`it took ${(small.ms / bare).toFixed(2)} times the bare insert`]),
        ...(isShort || heapPerRow <= mostHeapPerRow ? [] : [`a further row costs ${heapPerRow.toFixed(0)} bytes of JavaScript`]),
        ...(isShort || bytesPerRow <= mostBytesPerRow ? [] : [`a further row costs ${bytesPerRow.toFixed(0)} bytes of memory`]),
        ...(isShort || slower <= mostSlower ? [] : [`a row of the long file takes ${slower.toFixed(2)} times as long`]),
        ...(await stopped(context, long)),
      ]);
      rmSync(join(dir, 'files'), { recursive: true });
    }
  },
};
