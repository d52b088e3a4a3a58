/** N1: messages are lost, come twice, come late and out of order, and answers get lost, between real stores and a real hub. */
import { createHash } from 'node:crypto';
import type { Network } from '../../../src/main/contexts/sync/hubClient.ts';
import type { HttpAnswer, HttpCall } from '../../../src/platform/httpCall.ts';
import { contentOf } from '../../support/exchange.ts';
import { type Seeded, seeded } from '../../support/seeded.ts';
import { closeCompany, type Company, companyTemplate, exchange, heal, linesOf, unequal } from '../company.ts';
import { journalOf, newNotes, writeMarked } from '../marked.ts';
import { journalFaults } from '../oracle.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';

const lost: HttpAnswer = { type: 'unreachable' };

type BadNetwork = Network & {
  /** Brings one of the messages that were held up; false where none is. */
  readonly bringLate: () => Promise<boolean>;
};

/** Between a device and its hub: every third message meets a fault. */
const badNetwork = (honest: Network, random: Seeded, fault: (name: string) => void): BadNetwork => {
  const late: HttpCall[] = [];
  return {
    listen: honest.listen,
    bringLate: async () => {
      const call = late.splice(random.below(late.length), 1)[0];
      if (call !== undefined) await honest.send(call);
      return call !== undefined;
    },
    send: async (call) => {
      switch (random.below(12)) {
        case 0:
          fault('dropped');
          return lost;
        case 1:
          fault('answer dropped');
          await honest.send(call);
          return lost;
        case 2: {
          fault('twice');
          const first = await honest.send(call);
          const second = await honest.send(call);
          return random.below(2) === 0 ? first : second;
        }
        case 3:
          fault('late');
          late.push(call);
          return lost;
        case 4: {
          // One that was held up goes first: the newer message is overtaken by the older, or the other way round.
          fault('reordered');
          const older = late.pop();
          if (older !== undefined) await honest.send(older);
          return honest.send(call);
        }
        default:
          return honest.send(call);
      }
    },
  };
};

const events = 36;
/** What an exchange over such a network may end with; everything else is a finding. */
const passing: ReadonlySet<string> = new Set(['HubUnreachable', 'SyncingElsewhere']);

const play = async ({ hub, hubClock, devices }: Company, seed: string, fault: (name: string) => void) => {
  const random = seeded(`${seed} events`);
  const notes = newNotes();
  const bad = badNetwork(hub.network, random, fault);
  for (let mark = 1; mark <= events; mark += 1) {
    const device = devices[random.below(devices.length)] ?? devices[0];
    if (random.below(3) === 0) {
      // No message is on its way for that long.
      while (await bad.bringLate());
      const minutes = random.below(30) * 60_000;
      hubClock.ms += minutes;
      for (const { clock } of devices) clock.ms += minutes;
    }
    if (random.below(2) === 0) writeMarked(device.store, random, mark, notes);
    else {
      const round = await exchange(device, bad);
      if (!round.ok && !passing.has(round.error.type)) throw new Lost(`seed ${seed}`, [`an exchange ended with ${round.error.type}`]);
    }
    if (random.below(4) === 0) await bad.bringLate();
  }
  while (await bad.bringLate());
  await heal(devices, hub.network, `seed ${seed}`);
  const problems = [...unequal(devices), ...devices.flatMap(({ store }) => journalFaults(store, journalOf(notes), 0))];
  const trace = createHash('sha256');
  for (const { store } of devices) trace.update(`${contentOf(store)} ${linesOf(store).join('\n')}`);
  return { problems, trace: trace.digest('hex') };
};

/** Each how many rounds a seed is played twice. */
const twiceEvery = 10;

export const network: Row = {
  name: 'N1',
  title: 'messages lost, doubled, late and out of order',
  rounds: 200,
  shortSeconds: 5,
  run: async ({ random, dir, again, fault }) => {
    const template = await companyTemplate(dir, 3);
    const playSeed = async (seed: string, count: (name: string) => void) => {
      const company = await template.start(seed);
      try {
        return await play(company, seed, count);
      } finally {
        await closeCompany(company);
      }
    };
    for (let round = 0; again(); round += 1) {
      const seed = Buffer.from(random.bytes(8)).toString('hex');
      const { problems, trace } = await playSeed(seed, fault);
      mustBeEmpty(`seed ${seed}`, problems);
      if (round % twiceEvery === 0 && (await playSeed(seed, () => {})).trace !== trace)
        throw new Lost(`seed ${seed}`, ['another trace the second time']);
    }
  },
};
