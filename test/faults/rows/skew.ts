/** V1 and V2: this version and the next one at the same hub, in every combination; and this one at a store that the next one has written. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { makeSetUpCode } from '../../../src/hub/codes.ts';
import { openSqliteHub } from '../../../src/hub/sqliteDb.ts';
import { openWorkspaceStore } from '../../../src/main/contexts/openWorkspace.ts';
import { type RoundResult } from '../../../src/main/contexts/sync/round.ts';
import { systemNetwork } from '../../../src/main/contexts/sync/hubClient.ts';
import { migrations } from '../../../src/shared/schema/migrations/list.ts';
import { syncLog } from '../../../src/main/core/syncLog.ts';
import { copyStore, newStore, tamper } from '../../support/stores.ts';
import { begin, exchange, heal, hubHere, joinNew, must, portsOf, publishNew } from '../company.ts';
import { newNotes, writeMarked } from '../marked.ts';
import { faultsOf } from '../oracle.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';
import { type Looked, newChanges } from '../skewSteps.ts';
import { workOn } from '../work.ts';

type NextVersion = { readonly tell: (step: object) => Promise<unknown>; readonly end: () => Promise<void> };

/** Starts the process of the next version; each step is answered before the next one is told. */
const startNext = async (): Promise<NextVersion> => {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, '../skewProgram.ts')], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr?.on('data', (text: Buffer) => (errors += text.toString()));
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => resolve());
  });
  const answers: string[] = [];
  let waiting: ((line: string) => void) | null = null;
  if (child.stdout !== null)
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (waiting === null) answers.push(line);
      else waiting(line);
      waiting = null;
    });
  const answer = (): Promise<string> =>
    Promise.race([
      new Promise<string>((resolve) => {
        const there = answers.shift();
        if (there === undefined) waiting = resolve;
        else resolve(there);
      }),
      ended.then(() => Promise.reject(new Error(`the next version ended: ${errors.slice(-2_000)}`))),
    ]);
  await answer();
  return {
    tell: async (step) => {
      child.stdin?.write(`${JSON.stringify(step)}\n`);
      return JSON.parse(await answer()) as unknown;
    },
    end: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};

const parked = (store: { readonly db: Parameters<typeof faultsOf>[0]['db'] }): number =>
  Number(store.db.prepare('SELECT count(*) AS n FROM change_set WHERE parked = 1').get([])?.['n']);

/** Two devices and a hub of this version; one device is upgraded, then the hub, then the other. */
const play = async (dir: string, seed: string, next: NextVersion, random: Parameters<typeof writeMarked>[1]): Promise<void> => {
  const hubDir = join(dir, 'hub');
  const hub = await hubHere(openSqliteHub(hubDir), portsOf(`${seed} hub`, { ms: begin }));
  const url = await hub.listen(0);
  const port = Number(new URL(url).port);
  const code = await makeSetUpCode(hub.context);
  const office = await publishNew(join(dir, 'office'), { url, code }, systemNetwork);
  const van = await joinNew(join(dir, 'van'), office, url, 'admin', systemNetwork);
  const notes = newNotes();
  let mark = 0;
  const write = (device: typeof office): void => {
    for (let count = 1 + random.below(4); count > 0; count -= 1) writeMarked(device.store, random, (mark += 1), notes);
  };
  // A minute later than what this version writes, so that what the next one says of the same field stands.
  const now = begin + 60_000;
  const about = { dir: van.dir, now, seed };
  write(office);
  await heal([office, van], systemNetwork, 'before the upgrade');

  // The van is upgraded with something of this version unsent, and writes what nobody else knows.
  write(van);
  const unsent = syncLog(van.store).waiting();
  van.store.close();
  write(office);
  must(await exchange(office, systemNetwork));
  await next.tell({ what: 'write', ...about });
  const tooOld = (await next.tell({ what: 'sync', ...about })) as RoundResult;
  const { waiting } = (await next.tell({ what: 'look', ...about })) as Looked;
  if (tooOld.ok || tooOld.error.type !== 'HubTooOld') throw new Lost('an older hub', [JSON.stringify(tooOld)]);
  if (tooOld.error.exchanged.sent !== unsent || tooOld.error.exchanged.received === 0)
    throw new Lost('an older hub', [`${unsent} could have been sent: ${JSON.stringify(tooOld.error.exchanged)}`]);
  if (waiting !== newChanges) throw new Lost('an older hub', [`${waiting} of ${newChanges} changes wait`]);

  // The hub is upgraded; the office is not.
  await hub.close();
  await next.tell({ what: 'hub', dir: hubDir, port, now });
  try {
    const sent = (await next.tell({ what: 'sync', ...about })) as RoundResult;
    if (!sent.ok || sent.value.sent !== newChanges || sent.value.refused > 0) throw new Lost('the hub upgraded', [JSON.stringify(sent)]);
    must(await exchange(office, systemNetwork));
    if (parked(office.store) !== newChanges) throw new Lost('the older device', [`${parked(office.store)} sets are parked`]);
    const told = office.store.db.prepare("SELECT count(*) AS n FROM deal WHERE next_step LIKE 'next %'").get([])?.['n'];
    if (told === 0) throw new Lost('the older device', ['what it knows of a newer set is not applied']);
    mustBeEmpty('the older device', faultsOf(office.store));
    write(office);
    must(await exchange(office, systemNetwork));
    must((await next.tell({ what: 'sync', ...about })) as RoundResult);
    office.store.close();

    // At last the office: what was parked is there, and both hold the same.
    const looks = [await next.tell({ what: 'look', ...about, dir: office.dir }), await next.tell({ what: 'look', ...about })] as Looked[];
    const [upgraded, first] = looks;
    mustBeEmpty('after all upgrades', [
      ...looks.flatMap(({ faults }) => faults),
      ...(looks.some((look) => look.parked > 0) ? ['something is still parked'] : []),
      ...(looks.some((look) => look.waiting > 0) ? ['something still waits'] : []),
      ...(upgraded?.content === first?.content ? [] : ['the two stores hold different rows']),
      ...(JSON.stringify(upgraded?.lines) === JSON.stringify(first?.lines) ? [] : ['the two stores have different logs']),
    ]);
  } finally {
    await next.tell({ what: 'noHub' });
  }
};

export const skew: Row = {
  name: 'V1',
  title: 'this version and the next at one hub, upgraded one after the other',
  rounds: 30,
  shortSeconds: 3,
  run: async ({ random, dir, again, fault }) => {
    const next = await startNext();
    try {
      for (let round = 0; again(); round += 1) {
        const seed = Buffer.from(random.bytes(8)).toString('hex');
        const place = join(dir, `round${round}`);
        await play(place, seed, next, random);
        for (const kind of ['newer device, older hub', 'newer hub, older device', 'upgrade']) fault(kind);
        rmSync(place, { recursive: true, force: true });
      }
    } finally {
      await next.end();
    }
  },
};

/** A hash of every file of a folder, by its name. Left out: the index that readers make of a write-ahead log, and a log with nothing in it. */
const folderHash = (dir: string): string => {
  const hash = createHash('sha256');
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const path = join(dir, name);
    const bytes = statSync(path).isFile() ? readFileSync(path) : null;
    if (name.endsWith('-shm') || (name.endsWith('-wal') && bytes?.length === 0)) continue;
    hash.update(`${name} `).update(bytes ?? '');
  }
  return hash.digest('hex');
};

export const olderProgram: Row = {
  name: 'V2',
  title: 'a store that a newer version has written',
  rounds: 30,
  shortSeconds: 2,
  run: async ({ random, dir, again, fault }) => {
    for (let round = 0; again(); round += 1) {
      const made = join(dir, `round${round}`);
      const store = newStore(made);
      workOn(store, random, 3 + random.below(10));
      store.close();
      const version = migrations.length + 1 + random.below(5);
      let place = made;
      tamper(made, (db) => {
        db.exec(`ALTER TABLE deal ADD COLUMN colour TEXT; PRAGMA user_version = ${version}`);
        // Copied while it is open: as a newer version leaves it that is killed, with its write-ahead log.
        if (round % 2 === 1) place = copyStore(made, `${made}-killed`);
      });
      const before = folderHash(place);
      for (const create of [false, true]) {
        for (const readOnly of [false, true]) {
          const opened = openWorkspaceStore({ dir: place, ports: portsOf('older', { ms: begin }), create, readOnly });
          if (opened.ok || opened.error.type !== 'StoreTooNew' || opened.error.version !== version)
            throw new Lost(`version ${version}`, [JSON.stringify(opened)]);
          if (folderHash(place) !== before) throw new Lost(`version ${version}`, ['something was written']);
          fault(place === made ? 'at rest' : 'after a kill');
        }
      }
      for (const folder of [made, place]) rmSync(folder, { recursive: true, force: true });
    }
    return Promise.resolve();
  },
};
