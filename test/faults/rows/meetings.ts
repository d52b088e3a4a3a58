/** The simulation: seeds of stores that work apart, meet a hub with faults on the way, and must hold the same; with a fault planted each round. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../../../src/main/core/store.ts';
import type { HubSet } from '../../../src/shared/sync/hubProtocol.ts';
import type { TinyHub } from '../../support/tinyHub.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';
import { type Bug, simulate } from '../simulation.ts';

const sql =
  (...statements: readonly string[]) =>
  ({ db }: Store): void => {
    let changed = 0;
    for (const statement of statements) changed += db.prepare(statement).run([]);
    if (changed === 0) throw new Error('the plant changed nothing');
  };

const alter = (change: (set: HubSet) => HubSet): Pick<Bug, 'page'> => ({
  page: (page) => ({ ...page, sets: page.sets.map((set, at) => (at === page.sets.length - 1 ? change(set) : set)) }),
});

/** Says that it took a set which it never kept. */
const forgetful = (hub: TinyHub): TinyHub => ({
  ...hub,
  push: (sets) =>
    sets.map((set, at) =>
      at === 0
        ? { type: 'applied', hubSeq: hub.sets.length + 1_000, effectiveHlc: set.hlc, receivedAt: 0 }
        : { type: 'retry', why: 'busy', have: 0 },
    ),
});

const someSet = "local_seq = (SELECT max(local_seq) FROM change_set WHERE refused IS NULL AND payload <> x'')";

/** Faults in the exchange, each of which has to be noticed. */
export const exchangeBugs: readonly Bug[] = [
  { name: 'a change is lost on the way although it was acknowledged', hub: forgetful },
  { name: 'a hub that never corrects a clock', neverCorrectsClocks: true },
  { name: 'a page without its first set', page: (page) => ({ ...page, sets: page.sets.slice(1) }) },
  { name: 'a page in another order', page: (page) => ({ ...page, sets: page.sets.length > 1 ? page.sets.toReversed() : [] }) },
  { name: 'a page with a set twice', page: (page) => ({ ...page, sets: [...page.sets, ...page.sets.slice(-1)] }) },
  { name: 'a payload altered', ...alter((set) => ({ ...set, payload: `${set.payload} ` })) },
  { name: 'another author', ...alter((set) => ({ ...set, actor: 'somebody' })) },
  { name: 'another stamp for one reader', ...alter((set) => ({ ...set, effectiveHlc: `${BigInt(set.effectiveHlc) + 1n}` })) },
  {
    name: 'a refusal told to one reader only',
    ...alter((set) => ({ ...set, payload: '', refused: { reason: 'notYours', table: null, rowId: null, held: {} } })),
  },
  { name: 'a number too high', ...alter((set) => ({ ...set, hubSeq: set.hubSeq + 1 })) },
  { name: 'another running hash', page: (page) => ({ ...page, head: 'ab'.repeat(32) }) },
  { name: 'a cursor one too far', store: sql('UPDATE hub_link SET hub_seq = hub_seq + 1') },
  { name: 'a cursor one too near', store: sql('UPDATE hub_link SET hub_seq = hub_seq - 1') },
  { name: 'a set applied to the log and not to the rows', store: sql('DELETE FROM deal WHERE id = (SELECT max(id) FROM deal)') },
  { name: 'rows changed and not in the log', store: sql("UPDATE deal SET title = 'by nobody' WHERE id = (SELECT max(id) FROM deal)") },
  { name: 'the value that lost stands', store: sql("UPDATE deal SET next_step = 'the other one' WHERE id = (SELECT min(id) FROM deal)") },
  { name: 'a set without its number', store: sql(`UPDATE change_set SET hub_seq = NULL WHERE ${someSet}`) },
  {
    name: 'a set that counts under its author’s own stamp again',
    store: sql(`UPDATE change_set SET effective_hlc = effective_hlc + 65536 WHERE ${someSet}`),
  },
  {
    name: 'a set counted as refused in one store',
    store: sql(`UPDATE change_set SET refused = '{"reason":"notYours","table":null,"rowId":null,"held":{}}' WHERE ${someSet}`),
  },
  {
    name: 'a total of one store folded otherwise',
    store: sql('UPDATE deal_state SET amount_minor = amount_minor + 1 WHERE deal_id = (SELECT max(deal_id) FROM deal_state)'),
  },
  { name: 'two devices under each other’s name', store: sql("UPDATE device SET id = 'x' WHERE no = 1") },
  { name: 'a history without what was written', store: sql('DELETE FROM touch WHERE row_id = (SELECT max(row_id) FROM touch)') },
];

/** In how many seeds a planted fault has to show: in a single one the clocks may all go right, or nobody may write what it would spoil. */
const tries = 6;

/** Each how many rounds a seed is played twice. */
const twiceEvery = 5;

export const meetings: Row = {
  name: 'sim',
  title: 'stores that work apart and meet, seed by seed',
  rounds: 200,
  shortSeconds: 25,
  run: async ({ random, dir, again, fault, note }) => {
    let round = 0;
    while (again()) {
      const seed = Buffer.from(random.bytes(8)).toString('hex');
      const place = join(dir, `round${round}`);
      const { trace, problems } = simulate(join(place, 'a'), seed);
      mustBeEmpty(`seed ${seed}`, problems);
      fault('meeting');
      if (round % twiceEvery === 0) {
        if (simulate(join(place, 'b'), seed).trace !== trace) throw new Lost(`seed ${seed}`, ['another trace the second time']);
        fault('replay');
      }
      const bug = exchangeBugs[round % exchangeBugs.length];
      if (bug !== undefined) {
        const isNoticed = Array.from({ length: tries }, (_, n) => `${seed}${n === 0 ? '' : n}`).some(
          (one) => simulate(join(place, `c${one}`), one, bug).problems.length > 0,
        );
        if (!isNoticed) throw new Lost(`seed ${seed}`, [`not noticed in ${tries} seeds: ${bug.name}`]);
        fault('planted');
      }
      rmSync(place, { recursive: true, force: true });
      round += 1;
    }
    note(`${exchangeBugs.length} planted faults in turn`);
    return Promise.resolve();
  },
};
