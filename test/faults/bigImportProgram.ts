/** A process that imports one file into a store and says how long it took and how much memory it had at most; its own, so that nothing else is measured. */
import { importPath } from '../support/imports.ts';
import { openAt } from '../support/stores.ts';

export type BigImportInput = { readonly storeDir: string; readonly path: string };
export type BigImportAnswer = {
  readonly ms: number;
  /** Bytes of the process at its highest. */
  readonly peak: number;
  /** Bytes of JavaScript that were really in use at the most, garbage collected. */
  readonly heap: number;
  readonly made: number;
  /** Deals that lists show. */
  readonly listed: number;
};

const input = JSON.parse(process.argv[2] ?? '{}') as BigImportInput;
const store = openAt(input.storeDir);
const began = performance.now();
let heap = 0;
let looks = 0;
const report = importPath(store, input.path, {
  onProgress: () => {
    // Each look costs a collection of garbage: a few dozen of them.
    if (looks++ % 128 !== 0) return;
    globalThis.gc?.();
    heap = Math.max(heap, process.memoryUsage().heapUsed);
  },
});
const ms = performance.now() - began;
if (!report.ok) throw new Error(report.error.type);
const listed = Number(store.db.prepare('SELECT count(*) AS n FROM deal_state').get([])?.['n']);
const answer: BigImportAnswer = {
  ms,
  peak: process.resourceUsage().maxRSS * 1024,
  heap,
  made: report.value.counts.deals?.made ?? 0,
  listed,
};
process.stdout.write(`${JSON.stringify(answer)}\n`);
store.close();
