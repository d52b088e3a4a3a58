/**
 * Measures what the engine costs beside the same work done bare, and writes the ratios to RESULTS.md: `npm run bench -- [--deals N] [--rounds N]
 * [--only PART] [--no-write]`; one part alone leaves the rows of the others as they were measured before. Only ratios of one run mean anything: variants take turns, and medians are compared.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchBoard } from './board.ts';
import { benchBoardPage } from './boardPage.ts';
import { benchEdits } from './edits.ts';
import { benchHub } from './hub.ts';
import { benchImport } from './importDeals.ts';
import type { Line } from './measure.ts';
import { benchQueries } from './queries.ts';
import { benchSearch } from './search.ts';
import { benchShell } from './shell.ts';

const { values } = parseArgs({
  options: {
    deals: { type: 'string', default: '50000' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
    'no-write': { type: 'boolean', default: false },
  },
});
const results = join(import.meta.dirname, 'RESULTS.md');
const deals = Number(values.deals);
const rounds = Number(values.rounds);
const openDeals = Math.min(deals, 10_000);

/** Processes that wanted to run in the last minute, before our own work adds to them: past the number of processors, the ratios tell little. */
const loadBefore = loadavg()[0] ?? 0;

const work = mkdtempSync(join(tmpdir(), 'samspill-bench-'));
const lines: Line[] = [];
/** Each on stores of its own, so that any of them can be measured alone. */
const parts: Readonly<Record<string, () => readonly Line[] | Promise<readonly Line[]>>> = {
  import: () => benchImport(join(work, 'import'), deals, rounds),
  queries: async () => [
    ...(await benchQueries(join(work, 'queries'), deals, rounds)),
    ...(await benchSearch(join(work, 'queries', 'store'), rounds)),
  ],
  board: async () => [
    ...(await benchBoard(join(work, 'board'), openDeals, rounds)),
    ...(await benchBoardPage(join(work, 'boardPage'), openDeals, rounds)),
  ],
  edits: () => benchEdits(join(work, 'edits'), Math.min(deals, 10_000)),
  hub: () => benchHub(join(work, 'hub'), Math.min(deals, 2_000), rounds),
  shell: () => benchShell(join(work, 'shell'), rounds),
};
if (values.only !== '' && parts[values.only] === undefined) throw new Error(`--only takes ${Object.keys(parts).join(', ')}`);
try {
  for (const [name, measure] of Object.entries(parts)) if (values.only === '' || values.only === name) lines.push(...(await measure()));
} finally {
  rmSync(work, { recursive: true, force: true });
}

const verdict = ({ value, limit }: Line): string => (limit === null ? '' : value <= limit ? 'reached' : 'MISSED');
const rowOf = (line: Line): string =>
  `| ${line.what} | ${line.ours} | ${line.bare} | **${line.value.toFixed(2)}${line.unit}** | ${line.limit === null ? '' : `≤ ${line.limit}`} | ${verdict(line)} |`;
/** Where what `npm run bench:sync` measured begins, under a heading of its own; the end where nothing does. */
const othersAt = (text: string): number => {
  const at = text.indexOf('\n## ');
  return at < 0 ? text.length : at;
};
const ownPart = (text: string): string => text.slice(0, othersAt(text));

/** The rows of this run; where only a part was measured, in the place of their earlier ones, the others as they stand. */
const rowsNow = (): readonly string[] => {
  const fresh = new Map(lines.map((line) => [line.what, rowOf(line)]));
  const isWhole = values.only === '' && lines.some(({ what }) => what.startsWith('desktop app'));
  if (isWhole) return [...fresh.values()];
  const earlier = ownPart(readFileSync(results, 'utf8'))
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| work |'));
  const kept = earlier.map((row) => {
    const what = row.slice(2, row.indexOf(' | '));
    const now = fresh.get(what) ?? row;
    fresh.delete(what);
    return now;
  });
  return [...kept, ...fresh.values()];
};
const processor = cpus();
const text = `# What the engine costs

Written by \`npm run bench\`. Read the ratios only: each is our time by the time of the same work done bare with the same SQLite, pragmas, tables
and indexes, in the same run, variants taking turns, medians of ${rounds} rounds. Times are of one machine on one day and are there to show the scale.

| work | ours | bare | ratio | must reach | |
|---|---|---|---|---|---|
${rowsNow().join('\n')}

How to read the rows:

- **Import** of ${deals.toLocaleString('en')} deals from a CSV file through the real import, in one transaction. "Deals, moves, values" is the bare insert of just
  these rows: read into memory before, one prepared statement a row, table after table in the order of their keys, in one durable transaction with the
  same pragmas and the same indexes as the import leaves (one on each of these tables); 32 rows a statement would make it some 12 % faster. "The
  rows that lists walk" adds the derived row of each deal with its indexes, without which no list of so many deals opens at once. "All that is
  stored" is the bare insert of every row the import leaves behind (with owners, foreign keys, the change log as it stands, and the derived rows with
  their eleven indexes): what is above 1 there is reading the file, deciding, hashing and packing.
- **Queries** through the application (\`call\`: decoding, permission, handler) and through the store alone, against their SQL prepared once and read bare.
- **Search** through the application against its statements over the full-text index run bare: what is above is deciding the order and reading the lines.
- **Board** is asked through the application, of a store with that many open deals, against the same answer written as bare SQL. In a browser, the
  whole window with its own host is held against the same window on a store with no more deals than are in sight: what is above 1 there is what the
  number of deals costs, from the change of the address, or the key, to the picture.
- **One edit** is \`pipeline.setDealValue\` through the application against one bare durable UPDATE; it writes a fact, a log entry, the head and the derived row.
- **Hub, processor** is what one works for its members in time of the processor, not of the clock, so that it tells something on a machine with other
  work too: requests of sellers through its server on SQLite, beside the same payloads unpacked and stored, or read and packed, with nobody asked. A
  seller's rows are judged one by one, and of what others wrote a seller is given a part.
- **Desktop app** is measured where \`SAMSPILL_ELECTRON\` names an Electron, by an ordinary user with a display; its rows stay as they were where
  there is none. Both sides are started by the same program, which takes a part of the time; memory that processes share counts for each of them.
- **Bytes per edit** are what the store has grown by, log and tables, after many small edits and a checkpoint.

Machine: ${processor.length} × ${processor[0]?.model.trim() ?? 'unknown processor'}, ${process.platform} ${process.arch}, Node ${process.versions.node}; load
${loadBefore.toFixed(1)} as ${values.only === '' ? 'the run' : `the part “${values.only}”`} began.
`;
console.log(text);
if (!values['no-write']) {
  const before = readFileSync(results, 'utf8');
  writeFileSync(results, `${text}${before.slice(othersAt(before))}`);
}
const missed = lines.filter((line) => verdict(line) === 'MISSED').length;
console.log(`${lines.filter((line) => verdict(line) === 'reached').length} reached, ${missed} missed`);
