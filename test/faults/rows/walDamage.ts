/** D4: after a kill, the write-ahead log is cut, flipped, removed or swapped; what is left is an earlier state in full, and the loss is told. */
import { copyFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkspaceStore } from '../../../src/main/contexts/openWorkspace.ts';
import { readLogHead } from '../../../src/main/core/changeLog.ts';
import { dbErrorKind } from '../../../src/platform/database.ts';
import { hex } from '../../../src/platform/hash.ts';
import { systemPorts } from '../../../src/platform/ports.ts';
import { contentHash, copyStore, dbPath, newStore, openAt } from '../../support/stores.ts';
import type { Seeded } from '../../support/seeded.ts';
import { doctorOf } from '../oracle.ts';
import { mustBeEmpty, type Row } from '../row.ts';
import { workOn } from '../work.ts';

const damages = ['cut', 'flipped', 'removed', 'swapped with an older one', 'swapped with another store'] as const;

const damage = (kind: (typeof damages)[number], wal: string, older: string, foreign: string, random: Seeded): void => {
  const bytes = readFileSync(wal);
  switch (kind) {
    case 'cut':
      truncateSync(wal, random.below(bytes.byteLength));
      return;
    case 'flipped': {
      const at = random.below(bytes.byteLength);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
      writeFileSync(wal, bytes);
      return;
    }
    case 'removed':
      rmSync(wal);
      return;
    case 'swapped with an older one':
      copyFileSync(older, wal);
      return;
    case 'swapped with another store':
      copyFileSync(foreign, wal);
      return;
  }
};

type Seen = { readonly said: readonly string[]; readonly seq: number | null; readonly running: string };

/** Everything that the program says about a store at rest, by opening and by its doctor. */
const look = (dir: string): Seen => {
  const opened = openWorkspaceStore({ dir, ports: systemPorts, create: false });
  if (!opened.ok) return { said: [opened.error.type], seq: null, running: '' };
  const store = opened.value;
  const said: string[] = store.integrity.state === 'whole' ? [] : [store.integrity.state];
  try {
    const head = readLogHead(store.db);
    for (const finding of doctorOf(store)) said.push(finding.type);
    return { said, seq: head.seq, running: hex(head.running) };
  } catch (error) {
    // Damage that SQLite itself stumbles over is told as such; anything else is a defect of ours.
    if (dbErrorKind(error) === null) throw error;
    return { said: [...said, String(dbErrorKind(error))], seq: null, running: '' };
  } finally {
    store.close();
  }
};

export const walDamage: Row = {
  name: 'D4',
  title: 'the write-ahead log cut, flipped, removed, swapped',
  rounds: 500,
  shortSeconds: 7,
  run: async ({ random, dir, again, fault, note }) => {
    const foreign = newStore(join(dir, 'foreign'));
    workOn(foreign, random, 10);
    const foreignWal = `${dbPath(foreign.dir)}-wal`;
    const seen = { prefix: 0, told: 0, harmless: 0 };
    const base = newStore(join(dir, 'base'));
    base.close();
    for (let round = 0; again(); round += 1) {
      const live = openAt(copyStore(base.dir, join(dir, 'live')));
      const wal = `${dbPath(live.dir)}-wal`;
      const older = join(dir, 'older-wal');
      const truth = new Map<number, string>();
      const remember = (): void => {
        const head = readLogHead(live.db);
        truth.set(head.seq, hex(head.running));
      };
      live.onChanged(remember);
      remember();
      workOn(live, random, 1 + random.below(12));
      copyFileSync(wal, older);
      // A checkpoint in the middle moves pages into the database, under a log that still holds them.
      const isCheckpointed = random.below(4) === 0;
      if (isCheckpointed) live.db.pragma('wal_checkpoint(PASSIVE)');
      workOn(live, random, 1 + random.below(20));
      const killed = copyStore(live.dir, join(dir, 'killed'));
      live.close();
      const whole = contentHash(dbPath(live.dir));
      if (whole === null) throw new Error('the sound store cannot be read');
      const kind = random.pick(damages);
      damage(kind, `${dbPath(killed)}-wal`, older, foreignWal, random);
      fault(kind);

      const { said, seq, running } = look(killed);
      const isWhole = existsSync(dbPath(killed)) && contentHash(dbPath(killed)) === whole;
      const isPrefix = seq !== null && truth.get(seq) === running;
      const beyondHead = said.filter((word) => !['behind', 'different', 'HeadBehind', 'HeadDiffers'].includes(word));
      const problems: string[] = [];
      if (!isWhole && said.length === 0) problems.push(`changes are gone (${seq} of ${Math.max(...truth.keys())} left) and nobody says so`);
      if (isWhole && said.length > 0) problems.push(`nothing is gone, and yet: ${said.join(', ')}`);
      // Without a checkpoint in between, SQLite's own frames guarantee an earlier state; its parts must fit together.
      const mustBePrefix = !isCheckpointed && kind !== 'swapped with another store';
      if (mustBePrefix && (!isPrefix || beyondHead.length > 0)) problems.push(`not an earlier state in full: ${said.join(', ')}`);
      if (isPrefix && !isWhole && !said.includes('behind')) problems.push(`the loss is not told at the start: ${said.join(', ')}`);
      mustBeEmpty(`round ${round} (${kind}${isCheckpointed ? ', checkpointed' : ''})`, problems);
      if (isWhole) seen.harmless += 1;
      else if (isPrefix && beyondHead.length === 0) seen.prefix += 1;
      else seen.told += 1;
    }
    foreign.close();
    note(
      `${seen.prefix} times an earlier state in full with the loss told, ${seen.told} times a mixture told as damage, ${seen.harmless} times nothing was lost`,
    );
  },
};
