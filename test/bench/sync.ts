/**
 * Measures the exchange with a hub beside the same rows written, streamed and stored bare, and writes the ratios into RESULTS.md: `npm run bench:sync --
 * [--rows N] [--rounds N] [--skip-postgres] [--no-write]`. Hub and devices are processes of their own that meet over loopback; ours and bare take turns.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs, promisify } from 'node:util';
import { secretFile } from '../../src/main/contexts/sync/secrets.ts';
import { type HubPlace, type HubProcess, spawnHub } from '../hub/hubProcess.ts';
import { startPostgres } from '../hub/postgres.ts';
import { repositoryRoot } from '../support/repository.ts';
import { median, ms } from './measure.ts';
import type { SyncAnswer, SyncTask } from './syncProgram.ts';
import type { SyncSize } from './syncWork.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '3' },
    devices: { type: 'string', default: '200' },
    'skip-postgres': { type: 'boolean', default: false },
    'no-write': { type: 'boolean', default: false },
  },
});
const rows = Number(values.rows);
const rounds = Number(values.rounds);
const pollers = Number(values.devices);
/** The work of the design: two and a half edits and a tenth of a removal a row. */
const size: SyncSize = { rows, edits: rows * 2.5, deletes: rows / 10, batch: Math.min(1_000, rows) };
const dayEdits = Math.min(500, rows);
const loadBefore = loadavg()[0] ?? 0;

const work = mkdtempSync(join(tmpdir(), 'samspill-bench-sync-'));
const run = promisify(execFile);
const program = (name: string): string => join(repositoryRoot, 'test/bench', name);

const device = async (task: SyncTask): Promise<SyncAnswer> =>
  JSON.parse((await run(process.execPath, [program('syncProgram.ts'), JSON.stringify(task)], { maxBuffer: 1 << 26 })).stdout) as SyncAnswer;

/** Bytes that a process took at its highest. */
const peakOf = (pid: number | undefined): number => {
  const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/u.exec(status)?.[1] ?? 0) * 1024;
};

/** What one variant took: its own work and the hub's; times in ms, sizes in bytes. */
type Took = {
  readonly write: number;
  readonly push: number;
  readonly pull: number;
  readonly up: number;
  readonly down: number;
  readonly disk: number;
  readonly hubDisk: number;
  readonly peak: number;
  readonly hubPeak: number;
  readonly pullPeak: number;
  readonly editBytes: number;
  readonly caughtUp: number;
  readonly dayPush: number;
  readonly dayPull: number;
  readonly dayUp: number;
  readonly dayDown: number;
};

/** `at`: as if from an address of its own, so that many invitations are no flood. */
const inviteTo = async (hub: HubProcess, admin: string, name: string, at = 0): Promise<string> => {
  const token = secretFile(admin).read()?.tokens?.access;
  const { status, body } = await hub.post(
    '/v1/invite',
    { access: 'admin', person: null, name, team: null, validHours: 24 },
    token,
    `10.1.0.${at % 256}`,
  );
  if (status !== 200) throw new Error(`no invitation: ${status} ${JSON.stringify(body)}`);
  return (body as { readonly code: string }).code;
};

const stopHub = async (hub: HubProcess): Promise<void> => {
  await hub.kill('SIGTERM');
};

/** The whole way once, at a hub of ours; the second device has joined before there is anything, so that the hub judges every row. */
const ours = async (
  dir: string,
  place: HubPlace,
): Promise<Took & { readonly polled: readonly number[]; readonly alone: readonly number[] }> => {
  const [a, b] = [join(dir, 'a'), join(dir, 'b')];
  const hub = await spawnHub(place);
  try {
    await device({ task: 'publish', dir: a, hub: hub.url, code: hub.setUpCode ?? '' });
    await device({ task: 'join', dir: b, hub: hub.url, code: await inviteTo(hub, a, 'Second') });
    const written = await device({ task: 'write', dir: a, size });
    const pushed = await device({ task: 'sync', dir: a });
    const pulled = await device({ task: 'sync', dir: b });
    const hubPeak = peakOf(hub.child.pid);
    const [here, there] = [await device({ task: 'content', dir: a }), await device({ task: 'content', dir: b })];
    if (here.content !== there.content) throw new Error('the devices hold different rows');
    const edited = await device({ task: 'edit', dir: a, from: size.edits, edits: dayEdits, size });
    const dayUp = await device({ task: 'sync', dir: a });
    const dayDown = await device({ task: 'sync', dir: b });
    const { alone, polled } = await underPolling(hub, a, dir);
    await stopHub(hub);
    const hubDb = join(dir, 'hub', 'hub.db');
    return {
      write: written.ms,
      push: pushed.ms,
      pull: pulled.ms,
      up: pushed.up + pulled.up,
      down: pushed.down + pulled.down,
      disk: pushed.disk,
      hubDisk: statSync(hubDb, { throwIfNoEntry: false })?.size ?? Number.NaN,
      peak: Math.max(written.peak, pushed.peak),
      hubPeak,
      pullPeak: pulled.peak,
      editBytes: written.editBytes,
      caughtUp: written.caughtUp + pulled.caughtUp,
      dayPush: edited.ms + dayUp.ms,
      dayPull: dayDown.ms,
      dayUp: dayUp.up + dayDown.up,
      dayDown: dayUp.down + dayDown.down,
      alone,
      polled,
    };
  } finally {
    await hub.kill('SIGKILL');
  }
};

/** Times of single edits on their way to the hub, with nobody else there and with many devices that ask every second. */
const underPolling = async (
  hub: HubProcess,
  a: string,
  dir: string,
): Promise<{ readonly alone: readonly number[]; readonly polled: readonly number[] }> => {
  if (pollers === 0) return { alone: [], polled: [] };
  const count = 40;
  const alone = await device({ task: 'pushes', dir: a, from: size.edits + dayEdits, count, size });
  const codes: string[] = [];
  for (let at = 0; at < pollers; at += 1) codes.push(await inviteTo(hub, a, `Device ${at}`, at));
  writeFileSync(join(dir, 'codes.json'), JSON.stringify({ url: hub.url, codes }));
  const load = spawn(process.execPath, [program('syncPollers.ts'), join(dir, 'codes.json')], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    // It says so once every device has asked.
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: load.stdout }).once('line', () => resolve());
      load.once('exit', (code) => reject(new Error(`the devices ended with ${code}`)));
    });
    const polled = await device({ task: 'pushes', dir: a, from: size.edits + dayEdits + count, count, size });
    return { alone: alone.times, polled: polled.times };
  } finally {
    load.removeAllListeners('exit');
    load.kill('SIGKILL');
  }
};

const bare = async (dir: string): Promise<Took> => {
  const [a, b, hubPath] = [`${dir}-a.db`, `${dir}-b.db`, `${dir}-hub.db`];
  const hub = spawn(process.execPath, [program('syncBareHub.ts'), hubPath, String(size.batch)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => hub.once('exit', () => resolve()));
  try {
    const line = await new Promise<string>((resolve, reject) => {
      createInterface({ input: hub.stdout }).once('line', resolve);
      hub.once('exit', (code) => reject(new Error(`the bare hub ended with ${code}`)));
    });
    const { url } = JSON.parse(line) as { readonly url: string };
    const written = await device({ task: 'bareWrite', path: a, size });
    const pushed = await device({ task: 'barePush', path: a, hub: url, most: null });
    const pulled = await device({ task: 'barePull', path: b, hub: url, size, most: null });
    const hubPeak = peakOf(hub.pid);
    const edited = await device({ task: 'bareEdit', path: a, edits: dayEdits, size });
    const dayUp = await device({ task: 'barePush', path: a, hub: url, most: dayEdits });
    const dayDown = await device({ task: 'barePull', path: b, hub: url, size, most: dayEdits });
    hub.kill('SIGTERM');
    await ended;
    return {
      write: written.ms,
      push: pushed.ms,
      pull: pulled.ms,
      up: pushed.up + pulled.up,
      down: pushed.down + pulled.down,
      disk: written.disk,
      hubDisk: statSync(hubPath).size,
      peak: Math.max(written.peak, pushed.peak),
      hubPeak,
      pullPeak: pulled.peak,
      editBytes: 0,
      caughtUp: Number.NaN,
      dayPush: edited.ms + dayUp.ms,
      dayPull: dayDown.ms,
      dayUp: dayUp.up + dayDown.up,
      dayDown: dayUp.down + dayDown.down,
    };
  } finally {
    hub.kill('SIGKILL');
  }
};

type Ours = Awaited<ReturnType<typeof ours>>;
const sqlite: Ours[] = [];
const postgres: Ours[] = [];
const limits: Took[] = [];
const server = values['skip-postgres'] ? null : await startPostgres();
try {
  for (let round = 0; round < rounds; round += 1) {
    const dir = join(work, String(round));
    limits.push(await bare(join(work, `bare${round}`)));
    sqlite.push(await ours(join(dir, 'sqlite'), { store: join(dir, 'sqlite', 'hub') }));
    if (server !== null) postgres.push(await ours(join(dir, 'postgres'), { url: await server.newUrl() }));
    rmSync(dir, { recursive: true, force: true });
    console.error(`round ${round + 1} of ${rounds}`);
  }
} finally {
  await server?.stop();
  rmSync(work, { recursive: true, force: true });
}

type Of = (took: Took) => number;
const middle = (all: readonly Took[], of: Of): number => median(all.map(of));
const mb = (bytes: number): string => (bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e3).toFixed(1)} kB`);

type Shown = {
  readonly what: string;
  readonly of: Of;
  readonly limit: number | null;
  readonly unit: (value: number) => string;
  readonly where?: 'sqlite';
};
const total: Of = ({ write, push, pull }) => write + push + pull;
const shown: readonly Shown[] = [
  { what: 'total time', of: total, limit: 2.7, unit: ms },
  { what: 'written on the first device', of: ({ write }) => write, limit: null, unit: ms },
  { what: 'push', of: ({ push }) => push, limit: 4, unit: ms },
  { what: 'pull into an empty device', of: ({ pull }) => pull, limit: 2, unit: ms },
  { what: 'wire, up and down', of: ({ up, down }) => up + down, limit: 2, unit: mb },
  { what: 'wire, up alone', of: ({ up }) => up, limit: null, unit: mb },
  { what: 'disk, device', of: ({ disk }) => disk, limit: 3, unit: mb },
  { what: 'disk, hub', of: ({ hubDisk }) => hubDisk, limit: 4, unit: mb, where: 'sqlite' },
  { what: 'peak memory, device', of: ({ peak }) => peak, limit: 1.4, unit: mb },
  { what: 'peak memory, hub', of: ({ hubPeak }) => hubPeak, limit: 1.6, unit: mb },
  { what: 'peak memory, pulling device', of: ({ pullPeak }) => pullPeak, limit: 1.4, unit: mb },
  { what: `${dayEdits} edits of a later day, written and pushed`, of: ({ dayPush }) => dayPush, limit: null, unit: ms },
  { what: `${dayEdits} edits of a later day, pulled`, of: ({ dayPull }) => dayPull, limit: null, unit: ms },
  { what: `${dayEdits} edits of a later day, wire`, of: ({ dayUp, dayDown }) => dayUp + dayDown, limit: null, unit: mb },
];
const tableOf = (all: readonly Ours[], kind: string): readonly string[] =>
  all.length === 0
    ? []
    : shown
        .filter(({ where }) => where === undefined || where === kind)
        .map(({ what, of, limit, unit }) => {
          const value = middle(all, of) / middle(limits, of);
          const verdict = limit === null ? '' : value <= limit ? 'reached' : 'MISSED';
          return `| ${kind === 'sqlite' ? '' : 'PostgreSQL hub: '}${what} | ${unit(middle(all, of))} | ${unit(middle(limits, of))} | **${value.toFixed(2)}** | ${limit === null ? '' : `≤ ${limit}`} | ${verdict} |`;
        });
const pollingOf = (all: readonly Ours[], name: string): readonly string[] => {
  const [alone, polled] = [all.flatMap((one) => one.alone), all.flatMap((one) => one.polled)];
  if (alone.length === 0) return [];
  const value = median(polled) / median(alone);
  return [
    `| ${name}one edit pushed while ${pollers} devices ask every second / while nobody does | ${ms(median(polled))} | ${ms(median(alone))} | **${value.toFixed(2)}** | ≤ 2 | ${value <= 2 ? 'reached' : 'MISSED'} |`,
  ];
};
const caughtUp = median(sqlite.map((one) => one.caughtUp));
const editBytes = median(sqlite.map((one) => one.editBytes));
const lines = [
  ...tableOf(sqlite, 'sqlite'),
  `| bytes per edit on the device, log and tables, in commits of ${size.batch} | | | **${editBytes.toFixed(0)} B** | | |`,
  `| words of the search on both devices, folded afterwards beside other work | ${ms(caughtUp)} | | | | |`,
  ...pollingOf(sqlite, ''),
  ...tableOf(postgres, 'postgres'),
  ...pollingOf(postgres, 'PostgreSQL hub: '),
];
const heading = '## What the exchange costs';
const section = `${heading}

Written by \`npm run bench:sync\`: ${rows.toLocaleString('en')} rows of 12 columns (accounts: leads have no table yet), ${size.edits.toLocaleString('en')} edits of one column, ${size.deletes.toLocaleString('en')} removals, in
commits of ${size.batch.toLocaleString('en')}, written offline on one device, pushed to a hub and pulled by a device that holds nothing of it, all of them processes of their own
over loopback; a fresh process finds the same rows on both. Bare is what is left in the end (${(size.rows - size.deletes).toLocaleString('en')} rows) inserted in the same commits into a table without
clocks, log, index or derived rows, streamed once each way as gzipped lines of JSON, and inserted so at the hub and at the other device, with the
same pragmas. Medians of ${rounds} rounds, bare and ours in turns.

| work | ours | bare | ratio | must reach | |
|---|---|---|---|---|---|
${lines.join('\n')}

- **Memory** is that of the whole process at its highest, against a bare process that imports the same modules.
- **A later day**: each edit its own commit, then an exchange by a process that has just started; bare the same UPDATEs, and as many whole rows streamed.
- **Disk** is the database after a checkpoint. **Push** holds the first device's own reading of what the hub numbered.
- **What stands in the way**, by profiles of the three processes. Writing: a third of it are the commits themselves, because 1,000 rows in no order touch
  most pages of a table and of each index of its derived rows; a quarter are the words of the search, an eighth the keys of lists; clocks, log and
  hashes are the rest. Push: the device waits for each message of 2,000 rows; the hub spends a third on its commits and the rest on judging each row and
  keeping it with its clocks as JSON, which is three quarters of its disk. Pull: reading and writing each row's clock, the keys of lists, and \`touch\`,
  the index of a record's history. Wire down: what others wrote before makes the first device fetch its own sets again. Memory: 64 MB of pages, and what
  the collector leaves lying about.

Machine: ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}; load ${loadBefore.toFixed(1)} as the run began, ${(loadavg()[0] ?? 0).toFixed(1)} as it
ended: past the number of processors, the ratios of times tell little.
`;
console.log(section);
if (!values['no-write']) {
  const path = join(import.meta.dirname, 'RESULTS.md');
  const before = readFileSync(path, 'utf8');
  const at = before.indexOf(heading);
  writeFileSync(path, `${(at < 0 ? before : before.slice(0, at)).trimEnd()}\n\n${section}`);
}
