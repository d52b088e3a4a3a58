/** N4: a hub is killed in the middle of pushes; what it acknowledged is stored once, what it did not is taken when it comes again, and nothing else is there. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { PushResult, WireSet } from '../../../src/shared/sync/hubProtocol.ts';
import { change, dealRows, setHash, type TestDevice } from '../../hub/hubFixture.ts';
import { type HubPlace, type HubProcess, invitedAt, published, pushTo, spawnHub } from '../../hub/hubProcess.ts';
import type { Seeded } from '../../support/seeded.ts';
import { type HubKind, hubKinds, kindsInTurn, type LogEnd, logBegin, newPlace, openPlace, readOn } from '../hubs.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';

/** A device that pushes, what it has not been answered yet, and what it was answered. */
type Writer = {
  readonly device: TestDevice;
  readonly deal: string;
  readonly pending: WireSet[];
  readonly answered: { readonly set: WireSet; readonly result: PushResult }[];
  made: number;
  title: string;
};

/** A hub on one kind of database, killed and started again. */
type Life = {
  readonly kind: HubKind;
  readonly place: HubPlace;
  hub: HubProcess;
  readonly admin: TestDevice;
  readonly writers: readonly Writer[];
  /** What was acknowledged at any time, by device and number. */
  readonly acknowledged: Map<string, number>;
  end: LogEnd;
};

const nameOf = ({ device, deviceSeq }: Pick<WireSet, 'device' | 'deviceSeq'>): string => `${device}#${deviceSeq}`;

const begin = async (kind: HubKind, dir: string): Promise<Life> => {
  const place = await newPlace(kind, join(dir, kind));
  const hub = await spawnHub(place);
  const admin = await published(hub);
  const writers: Writer[] = [];
  for (const deal of ['d1', 'd2', 'd3']) {
    const device = await invitedAt(hub, admin, deal);
    writers.push({ device, deal, pending: [device.write(dealRows(deal, device.person))], answered: [], made: 0, title: deal });
  }
  return { kind, place, hub, admin, writers, acknowledged: new Map(), end: logBegin };
};

const writeMore = (writer: Writer, count: number): void => {
  for (let n = 0; n < count; n += 1) {
    writer.made += 1;
    writer.title = `${writer.deal} ${writer.made}`;
    writer.pending.push(writer.device.write(change('deal', writer.deal, { title: writer.title })));
  }
};

/** Pushes until there is nothing left or no answer comes. True when the hub went away in the middle of a push. */
const pushAll = async (hub: HubProcess, writer: Writer, random: Seeded, onAnswer: () => void): Promise<boolean> => {
  while (writer.pending.length > 0) {
    const chunk = writer.pending.slice(0, 1 + random.below(4));
    const answer = await pushTo(hub, writer.device.access, chunk).catch(() => null);
    if (answer === null) return true;
    if (answer.status !== 200) throw new Lost('a push', [`answered ${answer.status} ${JSON.stringify(answer.body)}`]);
    for (const result of answer.body.results) {
      const set = writer.pending.shift();
      if (set !== undefined) writer.answered.push({ set, result });
    }
    onAnswer();
  }
  return false;
};

const wrongAnswers = (writer: Writer): readonly string[] =>
  writer.answered.flatMap(({ set, result }) =>
    result.type === 'applied' ? [] : [`${nameOf(set)} was answered ${JSON.stringify(result)} instead of being taken`],
  );

/** What the log holds beyond where it was read to must be what was acknowledged, each once, and nothing that nobody sent. */
const logProblems = async (life: Life): Promise<readonly string[]> => {
  const { sets, end, problems } = await readOn(life.hub, life.admin.access, life.end);
  const found = [...problems];
  const stored = new Map<string, number>();
  for (const set of sets) {
    if (stored.has(nameOf(set))) found.push(`${nameOf(set)} is stored twice`);
    stored.set(nameOf(set), set.hubSeq);
    const before = life.acknowledged.get(nameOf(set));
    if (before !== undefined && before !== set.hubSeq) found.push(`${nameOf(set)} came again under ${set.hubSeq}`);
    life.acknowledged.set(nameOf(set), set.hubSeq);
  }
  for (const { answered } of life.writers) {
    for (const { set, result } of answered) {
      const at = sets.find((one) => one.device === set.device && one.deviceSeq === set.deviceSeq);
      if (at === undefined) found.push(`${nameOf(set)} was acknowledged and is not stored`);
      else if (!('hubSeq' in result) || at.hubSeq !== result.hubSeq || setHash(at) !== setHash(set))
        found.push(`${nameOf(set)} is stored otherwise than it was acknowledged`);
    }
  }
  const own = new Set(life.writers.map(({ device }) => device.name));
  const sent = life.writers.flatMap(({ answered }) => answered).length;
  const theirs = sets.filter(({ device }) => own.has(device)).length;
  if (theirs !== sent) found.push(`${theirs} sets are stored, ${sent} were sent`);
  life.end = end;
  return found;
};

/** The same messages again are answered as they were the first time. */
const repeatProblems = async ({ hub, writers }: Life): Promise<readonly string[]> => {
  const problems: string[] = [];
  for (const { device, answered } of writers) {
    if (answered.length === 0) continue;
    const again = await pushTo(
      hub,
      device.access,
      answered.map(({ set }) => set),
    );
    if (JSON.stringify(again.body.results) !== JSON.stringify(answered.map(({ result }) => result)))
      problems.push(`${device.name} was answered otherwise the second time`);
  }
  return problems;
};

/** The rows beside the log must be what the log says. */
const heldProblems = async ({ place, writers }: Life): Promise<readonly string[]> => {
  const db = await openPlace(place);
  try {
    const rows = await db.read((sql) => sql.all("SELECT id, cells FROM hub_held WHERE tbl = 'deal'"));
    const titles = new Map(rows.map((row) => [row['id'], (JSON.parse(String(row['cells'])) as { readonly title: string }).title]));
    return writers.flatMap(({ deal, title }) =>
      titles.get(deal) === title ? [] : [`${deal} is held as ${titles.get(deal)}, written as ${title}`],
    );
  } finally {
    await db.close();
  }
};

/** One kill: so many answers, then a moment, then the end of the process. True when it struck in the middle of a push. */
const killOnce = async (life: Life, random: Seeded): Promise<boolean> => {
  for (const writer of life.writers) {
    writer.answered.length = 0;
    writeMore(writer, 25);
  }
  let left = random.below(25);
  let isDue = (): void => {};
  const due = new Promise<void>((resolve) => {
    isDue = resolve;
  });
  if (left === 0) isDue();
  const pushing = Promise.all(
    life.writers.map((writer) =>
      pushAll(life.hub, writer, random, () => {
        left -= 1;
        if (left <= 0) isDue();
      }),
    ),
  );
  await Promise.race([due, pushing]);
  await pause(random.below(12));
  await life.hub.kill('SIGKILL');
  const struck = (await pushing).includes(true);
  life.hub = await spawnHub(life.place);
  return struck;
};

export const killHub: Row = {
  name: 'N4',
  title: 'kill -9 of a hub in the middle of pushes',
  rounds: 200,
  shortSeconds: 4,
  run: async ({ random, dir, again, isShort, fault, note }) => {
    const lives: Life[] = [];
    const struck = new Map<HubKind, number>();
    let stored = 0;
    try {
      const kindAt = kindsInTurn(random);
      for (let round = 0; again(); round += 1) {
        const kind = kindAt(round);
        let life = lives.find((one) => one.kind === kind);
        if (life === undefined) lives.push((life = await begin(kind, dir)));
        const where = `round ${round} (${kind})`;
        const isStruck = await killOnce(life, random);
        fault(`${kind}, ${isStruck ? 'in a push' : 'between pushes'}`);
        if (isStruck) struck.set(kind, (struck.get(kind) ?? 0) + 1);
        for (const writer of life.writers) if (await pushAll(life.hub, writer, random, () => {})) throw new Lost(where, ['no answer']);
        mustBeEmpty(where, life.writers.flatMap(wrongAnswers));
        mustBeEmpty(where, await repeatProblems(life));
        mustBeEmpty(where, await logProblems(life));
        mustBeEmpty(where, await heldProblems(life));
        stored += life.writers.flatMap(({ answered }) => answered).length;
      }
    } finally {
      for (const { hub } of lives) await hub.kill('SIGKILL');
    }
    if (!isShort && struck.size < hubKinds.length)
      throw new Lost('the whole row', ['no kill struck one kind of hub in the middle of a push']);
    note(`${stored} sets acknowledged, all stored once under the number that was told`);
  },
};
