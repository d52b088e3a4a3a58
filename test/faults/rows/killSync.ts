/** K3: a device is killed at each point of an exchange with a real hub; what it had and what the hub took is there, once, and the next exchange goes on. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemNetwork } from '../../../src/main/contexts/sync/hubClient.ts';
import { openAt } from '../../support/stores.ts';
import { type HubProcess, startHub } from '../../support/hubProcess.ts';
import type { Seeded } from '../../support/seeded.ts';
import { startChild } from '../children.ts';
import { type Device, type Hand, heal, joinNew, publishNew, unequal } from '../company.ts';
import { journalOf, newNotes, type Notes, writeMarked } from '../marked.ts';
import { faultsOf, journalFaults } from '../oracle.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';
import type { KillPoint, SyncInput } from '../syncProgram.ts';

const points: readonly KillPoint[] = ['before send', 'after send', 'before ack', 'mid-apply', 'before cursor save'];
/** A hub and its devices live through so many kills before others take their place. */
const killsPerHub = 25;
/** Processes of their own keep the machine's time. */
const machineClock: Hand = {
  get ms() {
    return Date.now();
  },
  set ms(_to) {
    throw new Error('nobody sets the clock of the machine');
  },
};

type Ground = {
  readonly hub: HubProcess;
  readonly office: Device;
  readonly victim: Device;
  readonly told: { readonly office: Notes; readonly victim: Notes };
};

const newGround = async (dir: string): Promise<Ground> => {
  const hub = await startHub(join(dir, 'hub'));
  const office = await publishNew(join(dir, 'office'), { url: hub.url, code: hub.setUpCode }, systemNetwork, machineClock);
  const victim = await joinNew(join(dir, 'victim'), office, hub.url, 'admin', systemNetwork, machineClock);
  return { hub, office, victim, told: { office: newNotes(), victim: newNotes() } };
};

const endGround = async ({ hub, office, victim }: Ground): Promise<void> => {
  office.store.close();
  victim.store.close();
  await hub.kill();
};

/** What each device was told is stored, in its own store whatever happened, and in everybody's once they have met. */
const lostOf = ({ told }: Ground, device: Device, own: Notes): readonly string[] => {
  const tried = new Set([...told.office.tried, ...told.victim.tried]);
  return journalFaults(device.store, { ...journalOf(own), tried }, tried.size);
};

const strike = async (ground: Ground, point: KillPoint, random: Seeded, mark: () => number): Promise<void> => {
  const { hub, office, victim, told } = ground;
  for (let count = 1 + random.below(4); count > 0; count -= 1) writeMarked(office.store, random, mark(), told.office);
  await heal([office], systemNetwork, 'the office');
  for (let count = 1 + random.below(4); count > 0; count -= 1) writeMarked(victim.store, random, mark(), told.victim);
  victim.store.close();
  const after = point === 'after send' ? random.below(25) : point === 'mid-apply' ? random.below(2) : 0;
  const child = startChild('syncProgram.ts', { storeDir: victim.dir, point, after } satisfies SyncInput);
  const { code, errors } = await child.ended;
  if (code !== null) throw new Lost(point, [`the exchange ended by itself with ${code}: ${errors.slice(-500)}`]);
  victim.store = openAt(victim.dir, { ports: victim.ports });
  mustBeEmpty(`${point}, the device`, [...lostOf(ground, victim, told.victim), ...faultsOf(victim.store)]);
  // The lease of a process that was killed ends by itself; nobody waits for it here.
  victim.store.db.prepare('UPDATE hub_link SET lease_until = 0').run([]);
  await heal([victim, office], systemNetwork, `${point}, at ${hub.url}`);
  const everything = { tried: new Set<number>(), acknowledged: [...told.office.acknowledged, ...told.victim.acknowledged] };
  mustBeEmpty(`${point}, once they have met`, [
    ...unequal([office, victim]),
    ...[office, victim].flatMap((device) => lostOf(ground, device, everything)),
  ]);
};

export const killSync: Row = {
  name: 'K3',
  title: 'kill -9 of a device in an exchange',
  rounds: 300,
  shortSeconds: 5,
  run: async ({ random, dir, again, fault, note }) => {
    let ground: Ground | null = null;
    let place = '';
    let marks = 0;
    // A short run begins at another point each time.
    const first = random.below(points.length);
    try {
      for (let round = 0; again(); round += 1) {
        if (round % killsPerHub === 0) {
          if (ground !== null) await endGround(ground);
          if (place !== '') rmSync(place, { recursive: true, force: true });
          place = join(dir, `round${round}`);
          ground = await newGround(place);
        }
        const point = points[(first + round) % points.length] ?? 'before send';
        if (ground !== null) await strike(ground, point, random, () => (marks += 1));
        fault(point);
      }
    } finally {
      if (ground !== null) await endGround(ground);
    }
    note(`${marks} changes, all stored once`);
  },
};
