/** K4: a process is killed while it backs up or restores; the newest named backup restores, the store is the old one or the new one, nothing is gone. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeStoreBackup, stageStoreBackup } from '../../../src/main/contexts/backups/soundness.ts';
import { type Backup, backupsIn, logMark } from '../../../src/main/core/backup.ts';
import { keptStores, swapIn } from '../../../src/main/core/restore.ts';
import type { Store } from '../../../src/main/core/store.ts';
import { systemPorts } from '../../../src/platform/ports.ts';
import { instant } from '../../../src/shared/kernel/day.ts';
import { copyStore, newStore, openAt } from '../../support/stores.ts';
import type { BackupInput } from '../backupProgram.ts';
import { sleep, startChild } from '../children.ts';
import { faultsOf } from '../oracle.ts';
import { Lost, mustBeEmpty, type Row, type RowContext } from '../row.ts';
import { workOn } from '../work.ts';

const begin = Date.UTC(2026, 0, 1);
/** Seconds between the backups of two rounds: more than a killed process makes in its life. */
const perRound = 1_000;

const killed = async (where: string, input: BackupInput, ms: number): Promise<void> => {
  const child = startChild('backupProgram.ts', input);
  await child.ready;
  await sleep(ms);
  child.kill();
  const { code, errors } = await child.ended;
  if (code !== null) throw new Lost(where, [`the program ended by itself with ${code}: ${errors.slice(-500)}`]);
};

const tablesWithRows = ['deal', 'deal_value', 'stage_move', 'ownership', 'person', 'stage'] as const;
const countsAt = (store: Store, seq: number): string =>
  tablesWithRows
    .map((table) => `${table} ${Number(store.db.prepare(`SELECT count(*) AS n FROM ${table} WHERE seq <= ?`).get([seq])?.['n'])}`)
    .join(', ');

/** Restores a backup into an empty folder and holds it against the store that it was made of. */
const restoreFaults = (source: Store, folder: string, backup: Backup, scratch: string): readonly string[] => {
  rmSync(scratch, { recursive: true, force: true });
  const staged = stageStoreBackup({ storeDir: scratch, file: join(folder, backup.name), ports: systemPorts });
  const swapped = staged.ok ? swapIn(scratch, staged.value.staged, systemPorts) : staged;
  if (!swapped.ok) return [`${backup.name} does not restore: ${swapped.error.type}`];
  const restored = openAt(scratch);
  try {
    const there = source.db.prepare('SELECT lower(hex(running)) AS hash FROM change_set WHERE local_seq = ?').get([backup.seq]);
    const { seq, hash } = logMark(restored.db);
    return [
      ...(seq === backup.seq && String(there?.['hash']).startsWith(hash) ? [] : [`${backup.name} restores to another head`]),
      ...(countsAt(restored, seq) === countsAt(source, seq) ? [] : [`${backup.name} restores to other counts`]),
      ...faultsOf(restored),
    ];
  } finally {
    restored.close();
  }
};

type Seen = { backups: number; unfinished: number; old: number; restored: number; midway: number };

const inBackup = async ({ random, dir }: RowContext, round: number, seen: Seen): Promise<readonly string[]> => {
  const storeDir = join(dir, 'live');
  const folder = join(storeDir, 'backups');
  const from = begin + round * perRound * 1000;
  await killed(`round ${round}`, { storeDir, seed: `${round}:${random.below(2 ** 32)}`, from, files: null }, random.below(700));
  const store = openAt(storeDir);
  try {
    const made = (backupsIn(folder) ?? []).filter(({ at }) => at >= from);
    seen.backups += made.length;
    seen.unfinished += readdirSync(folder).filter((name) => name.startsWith('samspill-part-')).length;
    const [newest] = backupsIn(folder) ?? [];
    // Names grow with the rounds; what was found whole once need not be kept for the next round.
    const problems = newest === undefined ? [] : restoreFaults(store, folder, newest, join(dir, 'scratch'));
    for (const { name } of made.slice(1)) rmSync(join(folder, name));
    return [...problems, ...faultsOf(store)];
  } finally {
    store.close();
  }
};

const headOf = (dir: string): string => {
  const store = openAt(dir);
  try {
    const { seq, hash } = logMark(store.db);
    return `${seq} ${hash}`;
  } finally {
    store.close();
  }
};

const inRestore = async ({ random, dir }: RowContext, round: number, base: RestoreBase, seen: Seen): Promise<readonly string[]> => {
  const storeDir = copyStore(base.dir, join(dir, 'restored'));
  const input = { storeDir, seed: 'x', from: begin + round * perRound * 1000, files: base.files };
  await killed(`round ${round}`, input, random.below(500));
  if (readdirSync(storeDir).includes('restore.json')) seen.midway += 1;
  const store = openAt(storeDir);
  const { seq, hash } = logMark(store.db);
  const head = `${seq} ${hash}`;
  const problems = [
    ...([base.head, ...base.heads].includes(head) ? [] : [`the store is at ${head}, which is neither the old nor a restored one`]),
    ...faultsOf(store),
  ];
  store.close();
  const kept = keptStores(storeDir).map((name) => headOf(join(storeDir, 'kept', name)));
  if (head !== base.head && !kept.includes(base.head)) problems.push('the store that was there before is not kept');
  if (head === base.head) seen.old += 1;
  else seen.restored += 1;
  return problems;
};

type RestoreBase = { readonly dir: string; readonly head: string; readonly files: readonly string[]; readonly heads: readonly string[] };

/** A store with two backups outside of it, and changes since. */
const restoreBase = ({ random, dir }: RowContext): RestoreBase => {
  const store = newStore(join(dir, 'base'));
  const made: Backup[] = [];
  for (let each = 0; each < 2; each += 1) {
    workOn(store, random, 15);
    const clock = { now: () => instant(begin + each * 1000) };
    const backup = makeStoreBackup({ storeDir: store.dir, ports: { ...systemPorts, clock } });
    if (!backup.ok) throw new Error(backup.error.type);
    made.push(backup.value);
  }
  workOn(store, random, 10);
  const { seq, hash } = logMark(store.db);
  store.close();
  return {
    dir: store.dir,
    head: `${seq} ${hash}`,
    files: made.map(({ name }) => join(store.dir, 'backups', name)),
    heads: made.map((backup) => `${backup.seq} ${backup.hash}`),
  };
};

export const killBackup: Row = {
  name: 'K4',
  title: 'kill -9 during backup and restore',
  rounds: 200,
  shortSeconds: 8,
  run: async (context) => {
    const { random, dir, again, fault, note } = context;
    newStore(join(dir, 'live')).close();
    const base = restoreBase(context);
    const seen: Seen = { backups: 0, unfinished: 0, old: 0, restored: 0, midway: 0 };
    for (let round = 0; again(); round += 1) {
      const isRestore = random.below(2) === 0;
      // A store that has grown through many rounds takes longer to examine than to back up.
      if (round % 30 === 29) {
        rmSync(join(dir, 'live'), { recursive: true });
        newStore(join(dir, 'live')).close();
      }
      const problems = isRestore ? await inRestore(context, round, base, seen) : await inBackup(context, round, seen);
      mustBeEmpty(`round ${round} (${isRestore ? 'restore' : 'backup'})`, problems);
      fault(isRestore ? 'in restore' : 'in backup');
    }
    note(
      `${seen.backups} backups got their name and ${seen.unfinished} were cut short; the newest restored after every kill, by head and counts`,
    );
    note(
      `after a kill in a restore: ${seen.old} times the old store, ${seen.restored} times a restored one, ${seen.midway} of them finished at the next start`,
    );
  },
};
