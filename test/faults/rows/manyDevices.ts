/** N3: two hundred devices of one workspace, cut off from their hub in groups: once all can reach it, all hold the same, and so does the hub. */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type HubContext, openHub } from '../../../src/hub/hubContext.ts';
import type { HubDb } from '../../../src/hub/hubDb.ts';
import { makeWorkspace } from '../../../src/hub/joining.ts';
import { pull } from '../../../src/hub/pull.ts';
import { openSqliteHub } from '../../../src/hub/sqliteDb.ts';
import { linkHub } from '../../../src/main/core/hubLink.ts';
import type { Store } from '../../../src/main/core/store.ts';
import { syncLog } from '../../../src/main/core/syncLog.ts';
import { deletedCell, type Payload, type PayloadValue } from '../../../src/shared/sync/changeSet.ts';
import { beginning, change, insert } from '../../hub/hubFixture.ts';
import { type Seeded, seeded } from '../../support/seeded.ts';
import { openAt } from '../../support/stores.ts';
import { begin, hereUrl, must, portsOf } from '../company.ts';
import { type LightDevice, lightDevices } from '../lightDevices.ts';
import { faultsOf } from '../oracle.ts';
import { mustBeEmpty, type Row } from '../row.ts';
import { protocolVersion } from '../../../src/shared/sync/hubProtocol.ts';
import { productModel } from '../../../src/hub/productModel.ts';

const workspace = 'w1';
const person = 'kari';
const groupSize = 8;
type Size = { readonly devices: number; readonly changes: number };
const sizes: Readonly<Record<'full' | 'short', Size>> = { full: { devices: 200, changes: 10_000 }, short: { devices: 48, changes: 1_200 } };
/** Groups are cut off and let back after so many changes. */
const weatherEvery = 100;
/** Ahead of every clock that differs, and less than anybody corrects, in ms. */
const latest = 200_000;

/** Deals that a device knows to be there: it writes of nothing else. */
const someDeal = ({ rows }: LightDevice, random: Seeded, made: readonly string[]): string | null => {
  for (let tries = 0; tries < 8; tries += 1) {
    // Every other time one of the newest: where many write of the same, stamps meet.
    const id = random.below(2) === 0 ? made[random.below(made.length)] : made.at(-1 - random.below(5));
    if (id !== undefined && rows.has(`deal ${id}`)) return id;
  }
  return null;
};

const someChange = (device: LightDevice, random: Seeded, mark: number, made: string[]): Payload => {
  const id = random.below(5) === 0 ? null : someDeal(device, random, made);
  if (id === null) {
    const own = `d${mark}`;
    made.push(own);
    const nothing = { accountId: null, productId: null, contactId: null, nextStep: null, nextStepDay: null, rank: null };
    return insert('deal', { id: own, title: `mark ${mark}`, ...nothing });
  }
  switch (random.below(8)) {
    case 0:
      return change('deal', id, { [deletedCell]: random.below(2) });
    case 1: {
      const rest = { currency: 'NOK', expectedClose: null, estimate: 0, monthlyMinor: null, termMonths: null };
      return insert('deal_value', { id: `v${mark}`, dealId: id, amountMinor: mark, ...rest, happenedAt: mark, happenedDay: '2026-11-21' });
    }
    case 2:
    case 3:
    case 4:
      return change('deal', id, { title: `mark ${mark}` });
    default:
      return change('deal', id, { nextStep: `mark ${mark}` });
  }
};

/** Two devices write the same field under the same stamp, so that their names decide; false where none would. Later than any clock before. */
const rivals = (
  device: LightDevice,
  devices: readonly LightDevice[],
  random: Seeded,
  { mark, at, made }: { readonly mark: number; readonly at: number; readonly made: readonly string[] },
): boolean => {
  const id = someDeal(device, random, made);
  const other = devices[random.below(devices.length)];
  if (id === null || other === undefined || other === device || !other.rows.has(`deal ${id}`)) return false;
  device.write(change('deal', id, { nextStep: `mark ${mark} of one` }), at + latest);
  other.write(change('deal', id, { nextStep: `mark ${mark} of another` }), at + latest);
  return true;
};

type Lines = ReadonlyMap<string, string>;
const watched = { deal: ['title', 'nextStep'], deal_value: ['dealId', 'amountMinor'] } as const;
const lineOf = (values: readonly (PayloadValue | undefined)[]): string => JSON.stringify(values.map((value) => value ?? null));

const linesOfDevice = ({ rows }: LightDevice): Lines => {
  const lines = new Map<string, string>();
  for (const [key, cells] of rows) {
    const table = key.slice(0, key.indexOf(' '));
    if (table !== 'deal' && table !== 'deal_value') continue;
    const names = [...watched[table], ...(table === 'deal' ? [deletedCell] : [])];
    lines.set(key, lineOf(names.map((name) => cells.get(name)?.value)));
  }
  return lines;
};

const linesOfHub = async (db: HubDb): Promise<Lines> => {
  const rows = await db.read((sql) => sql.all("SELECT tbl, id, cells FROM hub_held WHERE tbl IN ('deal', 'deal_value')"));
  return new Map(
    rows.map(({ tbl, id, cells }) => {
      const held = JSON.parse(String(cells)) as Readonly<Record<string, PayloadValue>>;
      const values = tbl === 'deal' ? [held['title'], held['nextStep'], held[deletedCell] ?? 0] : [held['dealId'], held['amountMinor']];
      return [`${String(tbl)} ${String(id)}`, lineOf(values)];
    }),
  );
};

const linesOfStore = ({ db }: Store): Lines =>
  new Map([
    ...db
      .prepare('SELECT id, title, next_step, deleted FROM deal')
      .all([])
      .map((row) => [`deal ${String(row['id'])}`, JSON.stringify([row['title'], row['next_step'], row['deleted']])] as const),
    ...db
      .prepare('SELECT id, deal_id, amount_minor FROM deal_value')
      .all([])
      .map((row) => [`deal_value ${String(row['id'])}`, JSON.stringify([row['deal_id'], row['amount_minor']])] as const),
  ]);

const hashOf = (lines: Lines): string =>
  createHash('sha256')
    .update(JSON.stringify([...lines].toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex');

/** A whole store that fetches everything from the hub, as one that joins does. */
const wholeStore = async (dir: string, context: HubContext, session: string): Promise<Store> => {
  mkdirSync(dir, { recursive: true });
  const store = openAt(dir, { create: true, ports: portsOf(dir, { ms: begin }) });
  linkHub(store, { workspace, url: hereUrl, epoch: context.epoch, person });
  const log = syncLog(store);
  for (;;) {
    const about = { workspace, device: session, person, accessUntil: Number.MAX_SAFE_INTEGER };
    const page = must(await pull(context, about, { protocol: protocolVersion, epoch: context.epoch, after: log.cursor().seq }));
    must(log.receive(page));
    if (!page.more) return store;
  }
};

const play = async (
  dir: string,
  seed: string,
  { devices: deviceCount, changes }: Size,
  fault: (name: string) => void,
): Promise<readonly string[]> => {
  const random = seeded(`${seed} changes`);
  const clock = { ms: begin };
  const db = openSqliteHub(join(dir, 'hub'));
  const stores: Store[] = [];
  try {
    const context = await openHub(db, { model: productModel, ports: portsOf(`${seed} hub`, clock) });
    await db.write((sql) => makeWorkspace(context, sql, { id: workspace, name: 'Havbryn', publisher: person, founding: '' }));
    const light = lightDevices(context, workspace, person);
    const devices: LightDevice[] = [];
    for (let at = 0; at < deviceCount; at += 1) devices.push(await light.add(`${at.toString(16).padStart(16, '0')}.1`));
    const [first] = devices;
    if (first === undefined) throw new Error('there are devices');
    first.write(beginning(workspace, person), clock.ms);
    await first.push(false);
    for (const device of devices) await device.pull(1);
    clock.ms += 60_000;

    const made: string[] = [];
    let cutOff: readonly boolean[] = [];
    let turn = 1;
    for (let mark = 1; mark <= changes; mark += 1) {
      if (mark >= turn) {
        turn = mark + weatherEvery;
        cutOff = Array.from({ length: deviceCount / groupSize }, () => random.below(5) < 2);
        for (const isCut of cutOff) if (isCut) fault('group cut off');
        clock.ms += random.below(3_600_000);
      }
      clock.ms += random.below(5_000);
      const at = random.below(deviceCount);
      const device = devices[at] ?? first;
      // Clocks that differ by less than anybody corrects.
      device.write(someChange(device, random, mark, made), clock.ms + (at % 120) * 1_000);
      if (random.below(10) === 0 && mark < changes - 1 && rivals(device, devices, random, { mark, at: clock.ms, made })) {
        fault('same stamp');
        mark += 2;
      }
      if (cutOff[Math.floor(at / groupSize)] === true || random.below(4) !== 0) continue;
      const isLost = random.below(8) === 0;
      if (isLost) fault('answer lost');
      await device.push(isLost);
      if (random.below(3) > 0) await device.pull(1 + random.below(3));
    }
    for (const device of devices) await device.push(false);
    for (const device of devices) await device.pull(Number.MAX_SAFE_INTEGER);

    const problems: string[] = [];
    const wanted = hashOf(linesOfDevice(first));
    for (const device of devices) {
      if (device.waiting() > 0) problems.push(`${device.name} still has ${device.waiting()} sets to send`);
      if (device.seen() !== changes + 1) problems.push(`${device.name} saw ${device.seen()} sets of ${changes + 1}`);
      if (hashOf(linesOfDevice(device)) !== wanted) problems.push(`${device.name} holds other rows than the first`);
    }
    if (hashOf(await linesOfHub(db)) !== wanted) problems.push('the hub holds other rows than the devices');
    const total = devices.reduce((sum, device) => sum + device.written(), 0);
    if (total !== changes + 1) problems.push(`${total} sets were written, ${changes + 1} asked for`);
    const store = await wholeStore(join(dir, 'store'), context, first.name);
    stores.push(store);
    if (hashOf(linesOfStore(store)) !== wanted) problems.push('a store that joins holds other rows than the devices');
    return [...problems, ...faultsOf(store)];
  } finally {
    for (const store of stores) store.close();
    await db.close();
  }
};

export const manyDevices: Row = {
  name: 'N3',
  title: 'many devices in one process, cut off in groups',
  rounds: 10,
  shortSeconds: 4,
  run: async ({ random, dir, again, isShort, fault, note }) => {
    const size = sizes[isShort ? 'short' : 'full'];
    for (let round = 0; again(); round += 1) {
      const seed = Buffer.from(random.bytes(8)).toString('hex');
      const place = join(dir, `round${round}`);
      mustBeEmpty(`seed ${seed}`, await play(place, seed, size, fault));
      rmSync(place, { recursive: true, force: true });
    }
    note(`${size.changes} changes each, by ${size.devices} devices that hold rows alone; a whole store joins at the end`);
  },
};
