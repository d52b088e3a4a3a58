/**
 * T1: clocks of devices and of the hub that are wrong, jump and go backwards: what was written after something was seen wins over it, what loses is
 * found as a conflict and in the history, and under a hub whose clock is right nothing wins from the future.
 */
import { membership } from '../../../src/shared/admin/schema.ts';
import { deal } from '../../../src/shared/pipeline/schema.ts';
import type { Id } from '../../../src/shared/kernel/brand.ts';
import { ok } from '../../../src/shared/kernel/result.ts';
import { hlcMs } from '../../../src/shared/sync/hlc.ts';
import { driftLimit } from '../../../src/shared/sync/hubProtocol.ts';
import { meOf } from '../../../src/main/contexts/openWorkspace.ts';
import { readLogHead, readSets } from '../../../src/main/core/changeLog.ts';
import { historyOf } from '../../../src/main/core/history.ts';
import { readHubLink } from '../../../src/main/core/hubLink.ts';
import { type Seeded, seeded } from '../../support/seeded.ts';
import { closeCompany, type Company, companyTemplate, type Device, exchange, heal, must, unequal } from '../company.ts';
import { markText } from '../marks.ts';
import { mustBeEmpty, type Row } from '../row.ts';
import { makeDeal } from '../work.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** What a machine's clock does, told of its time and the true one. */
const jumps: readonly (readonly [name: string, to: (own: number, truth: number) => number])[] = [
  ['30 days ahead', (_own, truth) => truth + 30 * day],
  ['30 days behind', (_own, truth) => truth - 30 * day],
  ['300 days ahead', (_own, truth) => truth + 300 * day],
  ['300 days behind', (_own, truth) => truth - 300 * day],
  ['backwards', (own) => own - 10 * 60_000],
  ['summer time', (_own, truth) => truth + hour],
  ['winter time', (_own, truth) => truth - hour],
  ['1970', () => 0],
  ['2100', () => Date.UTC(2100, 0, 1)],
  ['right again', (_own, truth) => truth],
];

type HubJump = readonly [name: string, off: number];
/** What the hub's clock does, in ms from the true time: it stays so until the next jump. */
const hubJumps: readonly [HubJump, ...HubJump[]] = [
  ['hub 300 days ahead', 300 * day],
  ['hub 300 days behind', -300 * day],
  ['hub right again', 0],
];

/** One write of a field that all write, as the true time saw it. */
type Written = { readonly mark: number; readonly id: Id<'Deal'>; readonly at: number; readonly knewTheTime: boolean };

const write = (device: Device, id: Id<'Deal'>, mark: number): void => {
  must(
    device.store.write({ actor: meOf(device.store), command: 'pipeline.editDeal' }, (tx) => {
      tx.update(deal, id, { nextStep: markText(mark) });
      return ok(id);
    }),
  );
};

/** Who has a role since today has none yet at a hub that is behind, which refuses and says so; here everybody has had theirs for years. */
const ageRoles = ({ store }: Device): void => {
  must(
    store.write({ actor: meOf(store), command: 'admin.setRole' }, (tx) => {
      for (const { id } of tx.all<{ id: Id<'Membership'> }>('SELECT id FROM membership')) tx.update(membership, id, { fromDay: null });
      return ok(null);
    }),
  );
};

/** The hub's time as this device would stamp with it now. */
const stampTime = ({ store, clock }: Device): number => clock.ms + (readHubLink(store.db)?.clockOffset ?? 0);

const nextStep = ({ store }: Device, id: string): unknown =>
  store.db.prepare('SELECT next_step FROM deal WHERE id = ?').get([id])?.['next_step'];

/**
 * Which write stands although another one had seen it, or was made by a device that knew the time after a hub that knows it had the first; and which
 * lost without a trace: to what had not seen it without a conflict, or out of the history.
 */
const wrongWinner = (device: Device, id: Id<'Deal'>, all: readonly Written[], hubKnowsTheTime: boolean): readonly string[] => {
  const written = all.filter((one) => one.id === id);
  if (written.length === 0) return [];
  const sets = new Map(
    readSets(device.store.db, 0, 100_000).flatMap((set) => {
      const cells = set.payload.u?.find(([, row]) => row === id)?.[2];
      return cells?.['nextStep'] === undefined ? [] : [[String(cells['nextStep']), set] as const];
    }),
  );
  const standing = String(nextStep(device, id));
  const winner = sets.get(standing);
  const won = written.find(({ mark }) => markText(mark) === standing);
  if (winner === undefined || won === undefined) return [`${standing} was written by nobody`];
  const received = Number(
    device.store.db.prepare('SELECT received_at AS at FROM change_set WHERE local_seq = ?').get([winner.seq])?.['at'] ?? 0,
  );
  const told = new Set(
    (historyOf(device.store, id, () => null) ?? []).flatMap(({ changes }) =>
      changes.flatMap(({ field, to }) => (field === 'nextStep' ? [String(to)] : [])),
    ),
  );
  const isConflict =
    device.store.db.prepare("SELECT 1 FROM conflict WHERE table_name = 'deal' AND row_id = ? AND field = 'nextStep'").get([id]) !==
    undefined;
  return written.flatMap(({ mark, at, knewTheTime }) => {
    const set = sets.get(markText(mark));
    if (set === undefined) return [`the write ${mark} is not in the log`];
    if (!told.has(markText(mark))) return [`the write ${mark} is not in the history`];
    if (set === winner) return [];
    const isOwnLater = set.device === winner.device && set.deviceSeq > winner.deviceSeq;
    const hadSeen = set.device !== winner.device && set.seenSeq >= (winner.hubSeq ?? Number.MAX_SAFE_INTEGER);
    if (isOwnLater || hadSeen) return [`${standing} stands although write ${mark} had seen it`];
    const isAnswered =
      (set.device === winner.device && set.deviceSeq < winner.deviceSeq) ||
      (set.hubSeq !== null && set.device !== winner.device && set.hubSeq <= winner.seenSeq);
    if (!isAnswered && !isConflict) return [`${standing}, which had not seen write ${mark}, stands over it, and no conflict says so`];
    // Stamped by the hub's own clock or by one that was right, it is later than whatever the hub had received before it was made.
    if (hubKnowsTheTime && knewTheTime && at > received + driftLimit)
      return [`${standing}, received ${at - received} ms before, stands against write ${mark}`];
    return [];
  });
};

/** True times to begin at: an ordinary day, and the hours before the clocks of the workspace go forward and back. */
const beginnings = [Date.UTC(2026, 10, 23, 8), Date.UTC(2027, 2, 28, 0, 30), Date.UTC(2027, 9, 31, 0, 30)] as const;

const events = 60;
/** Few enough that many write of the same, enough that many a write is the last of its deal. */
const dealCount = 6;

const play = async ({ hub, hubClock, devices }: Company, random: Seeded, fault: (name: string) => void): Promise<readonly string[]> => {
  const truth = { ms: random.pick(beginnings) };
  for (const clock of [hubClock, ...devices.map((device) => device.clock)]) clock.ms = truth.ms;
  const hubKnowsTheTime = random.below(2) === 0;
  ageRoles(devices[0]);
  const first = must(makeDeal(devices[0].store, 0));
  const deals = [first, ...Array.from({ length: dealCount - 1 }, () => must(makeDeal(devices[0].store, 0)))];
  await heal(devices, hub.network, 'the start');
  const written: Written[] = [];
  const pass = (ms: number): void => {
    for (const clock of [truth, hubClock, ...devices.map((device) => device.clock)]) clock.ms += ms;
  };
  for (let mark = 1; mark <= events; mark += 1) {
    const device = devices[random.below(devices.length)] ?? devices[0];
    pass(random.pick([1, 1_000, 10 * 60_000, hour, day]));
    const what = random.below(5);
    if (what < 2) {
      const knewTheTime = Math.abs(stampTime(device) - truth.ms) < 1_000;
      const id = deals[random.below(deals.length)] ?? first;
      write(device, id, mark);
      written.push({ mark, id, at: truth.ms, knewTheTime });
    } else if (what < 4) must(await exchange(device, hub.network));
    else if (!hubKnowsTheTime && random.below(2) === 0) {
      const [name, off] = random.pick(hubJumps);
      hubClock.ms = truth.ms + off;
      fault(name);
    } else {
      const [name, to] = jumps[random.below(jumps.length)] ?? jumps[0] ?? ['', (own: number) => own];
      device.clock.ms = to(device.clock.ms, truth.ms);
      fault(name);
    }
  }
  await heal(devices, hub.network, 'the end');
  const problems = [
    ...unequal(devices),
    ...devices.flatMap((device) => deals.flatMap((id) => wrongWinner(device, id, written, hubKnowsTheTime))),
  ];
  for (const [at, { store }] of hubKnowsTheTime ? devices.entries() : []) {
    const ahead = store.db
      .prepare('SELECT count(*) AS n FROM change_set WHERE effective_hlc > (received_at + ?) * 65536')
      .get([driftLimit + 1])?.['n'];
    if (ahead !== 0) problems.push(`store ${at}: ${String(ahead)} sets count under a stamp from the future`);
    if (hlcMs(readLogHead(store.db).hlc) > hubClock.ms + driftLimit + 1)
      problems.push(`store ${at}: the next change would come from the future`);
  }
  // Whoever writes now, of those whose clock is as it was at the last exchange, is the last to have written.
  for (const [at, device] of devices.entries()) {
    pass(60_000);
    write(device, first, 1_000 + at);
    await heal(devices, hub.network, 'the last word');
    const heard = devices.filter((one) => nextStep(one, first) !== markText(1_000 + at)).length;
    if (heard > 0) problems.push(`${heard} stores do not hold what device ${at} wrote last`);
  }
  return problems;
};

export const clocks: Row = {
  name: 'T1',
  title: 'clocks that are wrong, jump and go backwards',
  rounds: 200,
  shortSeconds: 5,
  run: async ({ random, dir, again, fault }) => {
    const template = await companyTemplate(dir, 3);
    while (again()) {
      const seed = Buffer.from(random.bytes(8)).toString('hex');
      const company = await template.start(seed);
      try {
        mustBeEmpty(`seed ${seed}`, await play(company, seeded(`${seed} clocks`), fault));
      } finally {
        await closeCompany(company);
      }
    }
  },
};
