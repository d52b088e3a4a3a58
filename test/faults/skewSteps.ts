/** What a process of the next version does when it is told: it opens, writes what only it knows, exchanges, serves a hub, and says what a store holds. */
import type { Id } from '../../src/shared/kernel/brand.ts';
import type { Table } from '../../src/shared/kernel/table.ts';
import { deal, stageCriterion } from '../../src/shared/pipeline/schema.ts';
import { tableByName } from '../../src/shared/schema/tables.ts';
import { ok, type Result } from '../../src/shared/kernel/result.ts';
import { openSqliteHub } from '../../src/hub/sqliteDb.ts';
import { systemNetwork } from '../../src/main/contexts/sync/hubClient.ts';
import { meOf } from '../../src/main/contexts/openWorkspace.ts';
import type { Store } from '../../src/main/core/store.ts';
import { syncLog } from '../../src/main/core/syncLog.ts';
import type { WriteTx } from '../../src/main/core/tx.ts';
import { contentOf } from '../support/exchange.ts';
import { type Seeded, seeded } from '../support/seeded.ts';
import { openAt } from '../support/stores.ts';
import { type Device, exchange, type HubHere, hubHere, linesOf, portsOf } from './company.ts';
import { faultsOf } from './oracle.ts';

export type Step =
  | { readonly what: 'hub'; readonly dir: string; readonly port: number; readonly now: number }
  | { readonly what: 'noHub' }
  | { readonly what: 'write' | 'sync' | 'look'; readonly dir: string; readonly now: number; readonly seed: string };

export type Looked = {
  readonly content: string;
  readonly lines: readonly string[];
  readonly parked: number;
  readonly waiting: number;
  readonly faults: readonly string[];
};

let hub: HubHere | null = null;

const within = async <T>(dir: string, now: number, seed: string, body: (device: Device) => T | Promise<T>): Promise<T> => {
  const clock = { ms: now };
  const ports = portsOf(`${seed} next`, clock);
  const device = { dir, clock, ports, store: openAt(dir, { ports }) };
  try {
    return await body(device);
  } finally {
    device.store.close();
  }
};

/** Columns and values that this version's sources do not declare. */
const loose = (table: Table, id: string, random: Seeded): Readonly<Record<string, unknown>> =>
  table.name === 'mood' ? { id, word: `word ${random.below(1_000)}` } : { colour: `colour ${random.below(1_000)}` };

/** One change that holds something new, each kind in turn with something that is known. */
const writeNew = (store: Store, random: Seeded, kind: number): Result<unknown, unknown> =>
  store.write({ actor: meOf(store), command: 'next.change' }, (tx: WriteTx) => {
    const deals = tx.all<{ id: Id<'Deal'> }>('SELECT id FROM deal ORDER BY id');
    const one = deals[random.below(deals.length)];
    const mood = tableByName.get('mood');
    const stage = tx.get<{ id: Id<'Stage'> }>('SELECT id FROM stage ORDER BY id LIMIT 1');
    if (one === undefined || mood === undefined || stage === undefined) throw new Error('the next version has a deal, a stage and a mood');
    tx.update(deal, one.id, { nextStep: `next ${kind}`, ...(kind % 3 === 0 ? loose(deal, one.id, random) : {}) });
    if (kind % 3 === 1) tx.insert(mood, loose(mood, tx.newId<'Mood'>(), random));
    if (kind % 3 === 2) {
      const made = { id: tx.newId<'StageCriterion'>(), stageId: stage.id, text: 'A mood', provenBy: 'hasMood' };
      tx.insert(stageCriterion, made as never);
    }
    return ok(null);
  });

/** How many changes of the next version `write` makes. */
export const newChanges = 6;

export const takeStep = async (step: Step): Promise<unknown> => {
  switch (step.what) {
    case 'hub':
      hub = await hubHere(openSqliteHub(step.dir), portsOf('next hub', { ms: step.now }));
      return hub.listen(step.port);
    case 'noHub':
      await hub?.close();
      hub = null;
      return null;
    case 'write':
      return within(step.dir, step.now, step.seed, ({ store }) => {
        const random = seeded(step.seed);
        for (let kind = 0; kind < newChanges; kind += 1) {
          const written = writeNew(store, random, kind);
          if (!written.ok) throw new Error(JSON.stringify(written.error));
        }
        return null;
      });
    case 'sync':
      return within(step.dir, step.now, step.seed, (device) => exchange(device, systemNetwork));
    case 'look':
      return within(step.dir, step.now, step.seed, ({ store }): Looked => ({
        content: contentOf(store),
        lines: linesOf(store),
        parked: Number(store.db.prepare('SELECT count(*) AS n FROM change_set WHERE parked = 1').get([])?.['n']),
        waiting: syncLog(store).waiting(),
        faults: faultsOf(store),
      }));
  }
};
