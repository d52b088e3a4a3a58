/** A small world that a seed repeats exactly: several stores, a hub that refuses and corrects clocks, lost answers, pages that come twice, restarts. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { linkHub } from '../../src/main/core/hubLink.ts';
import type { Store } from '../../src/main/core/store.ts';
import { syncLog } from '../../src/main/core/syncLog.ts';
import { setMe } from '../../src/main/contexts/me.ts';
import { meOf } from '../../src/main/contexts/openWorkspace.ts';
import type { Ports } from '../../src/platform/ports.ts';
import { instant } from '../../src/shared/kernel/day.ts';
import { hlcMs } from '../../src/shared/sync/hlc.ts';
import { driftLimit, type PullAnswer } from '../../src/shared/sync/hubProtocol.ts';
import { contentOf, pullAll, pushAll } from '../support/exchange.ts';
import { type Seeded, seeded } from '../support/seeded.ts';
import { newStore, openAt } from '../support/stores.ts';
import { refusedAs, type TinyHub, tinyHub } from '../support/tinyHub.ts';
import { faultsOf } from './oracle.ts';
import { changeDeal, makeDeal } from './work.ts';

/** A fault on purpose: in what the hub does, in what it answers, or in a store behind the engine's back once all have met. */
export type Bug = {
  readonly name: string;
  readonly hub?: (hub: TinyHub) => TinyHub;
  readonly page?: (page: PullAnswer) => PullAnswer;
  readonly store?: (store: Store) => void;
  readonly neverCorrectsClocks?: true;
};

type Place = { store: Store; readonly dir: string; readonly ports: Ports; readonly clock: { ms: number } };

const begin = Date.UTC(2026, 10, 21, 9);
const devices = 4;
const events = 60;
const day = 86_400_000;

const portsOf = (seed: string, clock: { readonly ms: number }): Ports => ({
  clock: { now: () => instant(clock.ms) },
  random: seeded(seed),
  log: { defect: () => {}, warn: () => {} },
});

const must = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly type: string } },
): T => {
  if (!result.ok) throw new Error(result.error.type);
  return result.value;
};

const settle = (places: readonly Place[], hub: TinyHub): void => {
  for (let round = 0; round < 2; round += 1) {
    for (const { store } of places) {
      pushAll(syncLog(store), hub);
      pullAll(syncLog(store), hub);
    }
  }
};

const happen = (place: Place, random: Seeded, hub: TinyHub, mark: number): void => {
  const log = syncLog(place.store);
  const what = random.below(20);
  if (what < 3) must(makeDeal(place.store, mark));
  else if (what < 11) must(changeDeal(place.store, random, mark));
  else if (what < 13) pushAll(log, hub);
  else if (what === 13) pushAll(log, hub, true);
  else if (what < 16) pullAll(log, hub, 1 + random.below(5));
  else if (what === 16) {
    const page = hub.pull(log.cursor().seq);
    must(log.receive(page));
    must(log.receive(page));
  } else if (what === 17) {
    place.store.close();
    place.store = openAt(place.dir, { ports: place.ports });
  } else place.clock.ms += random.pick([1, 1_000, day, -day, 365 * day]);
};

const linesOf = (store: Store): readonly string[] =>
  store.db
    .prepare(
      `SELECT d.id || '#' || c.device_seq || ' ' || c.hub_seq || ' ' || c.effective_hlc || ' ' || hex(c.payload_hash) || ' ' || (c.refused IS NULL) AS line
       FROM change_set c JOIN device d ON d.no = c.device ORDER BY c.hub_seq, c.local_seq`,
    )
    .all([])
    .map(({ line }) => String(line));

const openSums = (store: Store): string =>
  JSON.stringify(store.db.prepare('SELECT count(*) AS deals, sum(amount_minor) AS sum FROM deal_state').get([]));

/** What is wrong once all have met: other content, another log, other totals, something unsent, a finding, a stamp from the future. */
const problemsOf = (places: readonly Place[], hub: TinyHub, written: ReadonlyMap<string, number>): readonly string[] => {
  const [first] = places;
  if (first === undefined) return [];
  const problems: string[] = [];
  for (const [at, { store }] of places.entries()) {
    if (contentOf(store) !== contentOf(first.store)) problems.push(`store ${at} holds other rows than store 0`);
    if (linesOf(store).join('\n') !== linesOf(first.store).join('\n')) problems.push(`store ${at} has another log than store 0`);
    if (openSums(store) !== openSums(first.store)) problems.push(`store ${at} adds up to other totals than store 0`);
    if (syncLog(store).waiting() > 0) problems.push(`store ${at} still has something to send`);
    problems.push(...faultsOf(store).map((fault) => `store ${at}: ${fault}`));
  }
  for (const [device, sets] of written) {
    const held = hub.sets.filter((set) => set.device === device);
    if (held.length !== sets) problems.push(`the hub holds ${held.length} sets of a device that wrote ${sets}`);
  }
  const ahead = hub.sets.filter(({ effectiveHlc, receivedAt }) => hlcMs(BigInt(effectiveHlc)) > receivedAt + driftLimit);
  if (ahead.length > 0) problems.push(`${ahead.length} sets count under a stamp from the future`);
  return problems;
};

/** Plays one seed in an empty folder. `trace` is the same for the same seed. */
export const simulate = (
  dir: string,
  seed: string,
  bug: Bug | null = null,
): { readonly trace: string; readonly problems: readonly string[] } => {
  const random = seeded(`${seed} events`);
  const hubClock = { ms: begin };
  let isOpen = false;
  const honest = tinyHub(
    () => hubClock.ms,
    (set) => (isOpen && set.payloadHash.startsWith('2') ? refusedAs('notYours') : null),
    bug?.neverCorrectsClocks === true ? Number.MAX_SAFE_INTEGER : driftLimit,
  );
  const withPages: TinyHub =
    bug?.page === undefined
      ? honest
      : { ...honest, pull: (...asked) => (isOpen ? bug.page?.(honest.pull(...asked)) : undefined) ?? honest.pull(...asked) };
  const hub = bug?.hub?.(withPages) ?? withPages;
  const places: Place[] = [];
  try {
    for (let at = 0; at < devices; at += 1) {
      const place = { dir: join(dir, `store${at}`), clock: { ms: begin + at }, ports: null };
      mkdirSync(place.dir, { recursive: true });
      const ports = portsOf(`${seed} store ${at}`, place.clock);
      const store = at === 0 ? newStore(place.dir, ports) : openAt(place.dir, { create: true, ports });
      places.push({ ...place, ports, store });
      const [first] = places;
      const me = first === undefined ? '' : meOf(first.store);
      linkHub(store, { workspace: 'simulated', url: 'http://127.0.0.1:1', epoch: 'one', person: me });
      setMe(store.db, me);
      if (at === 0) for (let mark = 1; mark <= 4; mark += 1) must(makeDeal(store, mark));
      pushAll(syncLog(store), honest);
      pullAll(syncLog(store), honest);
    }
    isOpen = true;
    for (let mark = 100; mark < 100 + events; mark += 1) {
      const place = places[random.below(devices)];
      hubClock.ms += random.below(60_000);
      if (place !== undefined) happen(place, random, hub, mark);
    }
    // Everybody writes once more, so that each kind of fault has something to strike.
    for (const [at, { store }] of places.entries()) must(makeDeal(store, 900 + at));
    const written = new Map(
      places.map(({ store }) => [
        store.device,
        Number(store.db.prepare('SELECT last_seq FROM device WHERE id = ?').get([store.device])?.['last_seq'] ?? 0),
      ]),
    );
    settle(places, hub);
    for (const { store } of places.slice(1, 2)) bug?.store?.(store);
    const trace = createHash('sha256')
      .update(JSON.stringify(honest.sets))
      .update(places.map(({ store }) => contentOf(store)).join())
      .digest('hex');
    return { trace, problems: problemsOf(places, honest, written) };
  } catch (error) {
    // An honest world never stops halfway; that a planted fault stops it is how it is noticed.
    if (bug === null) throw error;
    return { trace: '', problems: [error instanceof Error ? error.message : String(error)] };
  } finally {
    for (const { store } of places) store.close();
  }
};
