/** Reactions: what follows from a change by rule, at its author alone, in the same change set; shown on tables and rules of the test's own. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { model } from '../../src/main/contexts/openWorkspace.ts';
import { readSets } from '../../src/main/core/changeLog.ts';
import type { Derivation } from '../../src/main/core/derive.ts';
import { linkHub } from '../../src/main/core/hubLink.ts';
import type { Model } from '../../src/main/core/model.ts';
import { type Change, type Reaction, reactionOrder } from '../../src/main/core/reactions.ts';
import { openStore, type Store, type StoreOptions } from '../../src/main/core/store.ts';
import { syncLog } from '../../src/main/core/syncLog.ts';
import type { WriteTx } from '../../src/main/core/tx.ts';
import { redoLast, undoLast, type UndoOptions } from '../../src/main/core/undo.ts';
import { account, contact } from '../../src/shared/accounts/schema.ts';
import { catalogOf } from '../../src/shared/admin/catalog.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { kinds } from '../../src/shared/imports/kinds.ts';
import { choice, id, integer, optional, ref, text } from '../../src/shared/kernel/column.ts';
import { err, ok, type Result } from '../../src/shared/kernel/result.ts';
import { ddl, defineTable } from '../../src/shared/kernel/table.ts';
import { testPorts, testStart } from '../support/builders.ts';
import { pullAll, pushAll } from '../support/exchange.ts';
import { tempDir } from '../support/tempDir.ts';
import { tinyHub } from '../support/tinyHub.ts';

const rights = { read: 'account.read', write: 'account.edit' } as const;
const visit = defineTable(
  'visit',
  { id: id('Visit'), topic: text({ max: 80 }), outcome: optional(text({ max: 80 })), mood: optional(choice(['good', 'bad'])) },
  { sync: 'lww', named: ['topic'], ...rights },
);
const chore = defineTable(
  'chore',
  { id: id('Chore'), visitId: ref('Visit'), text: text({ max: 200 }) },
  { sync: 'lww', named: ['text'], ...rights },
);
const ring = defineTable(
  'ring',
  { id: id('Ring'), choreId: ref('Chore'), count: integer({ min: -1, max: 1_000 }) },
  { sync: 'fact', named: [], ...rights },
);
/** How many visits a topic has. */
const topicState = defineTable('topic_state', { topic: id('Topic'), visits: integer({ min: -1, max: 1_000 }) }, { sync: 'derived' });
const own = [visit, chore, ring];
const topics: Derivation = {
  table: topicState,
  version: 1,
  roots: { visit: { column: 'topic' } },
  fold: {
    select:
      'SELECT topic, count(*) FROM visit WHERE deleted = 0 AND topic IN (SELECT id FROM scratch.touched) GROUP BY topic ORDER BY topic',
  },
  allIds: 'SELECT topic FROM visit UNION SELECT topic FROM topic_state',
};

type TestStore = {
  readonly store: Store;
  readonly rows: (table: string) => readonly Readonly<Record<string, unknown>>[];
  readonly sets: () => number;
};

const modelWith = (reactions: readonly Reaction[]): Model => ({
  ...model,
  catalog: catalogOf([...model.catalog.tables, ...own, topicState], kinds),
  migrations: [...model.migrations, { name: 'visits', statements: [...own, topicState].flatMap(ddl) }],
  derivations: [...model.derivations, topics],
  reactions,
});

const opened = (options: Pick<StoreOptions, 'dir' | 'ports' | 'create' | 'model'>): Store => {
  const result = openStore(options);
  if (!result.ok) throw new Error(result.error.type);
  return result.value;
};

const aStore = (reactions: readonly Reaction[], seed = 1): TestStore => {
  const store = opened({ dir: tempDir(), ports: testPorts({ seed }), create: true, model: modelWith(reactions) });
  onTestFinished(store.close);
  return {
    store,
    rows: (table) => store.db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all([]),
    sets: () => Number(store.db.prepare('SELECT count(*) AS n FROM change_set').get([])?.['n']),
  };
};

const kari = { actor: 'kari', command: 'visits.note' };
const make =
  (topic = 'nets') =>
  (tx: WriteTx): Result<Id<'Visit'>, never> => {
    const made = tx.newId<'Visit'>();
    tx.insert(visit, { id: made, topic });
    return ok(made);
  };
const made = <T>(result: Result<T, { readonly type: string }>): T => {
  if (!result.ok) throw new Error(result.error.type);
  return result.value;
};

/** A visit is followed by a chore, a chore by a ring. */
const choreAfterVisit: Reaction = {
  name: 'visits.chore',
  follows: [{ of: visit, made: true }],
  writes: [{ of: chore, made: true }],
  run: (tx, cause) => {
    const found = tx.find(visit, cause.id);
    tx.insert(chore, { id: tx.newId<'Chore'>(), visitId: cause.id as Id<'Visit'>, text: `Write up ${found?.topic ?? ''} for ${tx.actor}` });
    return ok(null);
  },
};
const ringAfterChore: Reaction = {
  name: 'visits.ring',
  follows: [{ of: chore, made: true }],
  writes: [{ of: ring, made: true }],
  run: (tx, cause) => {
    const visits = tx.get<{ visits: number }>(
      'SELECT s.visits FROM chore c JOIN visit v ON v.id = c.visit_id JOIN topic_state s ON s.topic = v.topic WHERE c.id = ?',
      cause.id,
    );
    tx.record(
      ring,
      { id: tx.newId<'Ring'>(), choreId: cause.id as Id<'Chore'>, count: visits?.visits ?? -1 },
      { day: tx.today, at: tx.now },
    );
    return ok(null);
  },
};
/** Declared before what it follows: the order is found. */
const chain = [ringAfterChore, choreAfterVisit];

const undoing = (store: Store): UndoOptions => ({
  store,
  actor: kari.actor,
  isUndoable: () => true,
  mayApply: () => ok(null),
  stands: () => ok(null),
});

describe('a change that something follows', () => {
  it('is one set of its author with all that follows, each once, in the order of the chain', () => {
    const { store, rows, sets } = aStore(chain);
    const first = made(store.perform(kari, make()));
    made(store.perform(kari, make()));
    expect(sets()).toBe(2);
    const [set] = readSets(store.db, 0, 1);
    expect(set).toMatchObject({ actor: 'kari', command: 'visits.note', cause: null });
    expect((set?.payload.i ?? []).map(([table, , list]) => [table, list.length])).toEqual([
      ['visit', 1],
      ['chore', 1],
      ['ring', 1],
    ]);
    expect(rows('chore').filter(({ visit_id: of }) => of === first)).toMatchObject([{ text: 'Write up nets for kari' }]);
  });

  it('is read by what follows with its folds', () => {
    const { store, rows } = aStore(chain);
    made(store.perform(kari, make()));
    made(store.perform(kari, make()));
    expect(new Set(rows('ring').map(({ count }) => count))).toEqual(new Set([1, 2]));
  });

  it('of many rows is followed for each of them', () => {
    const { store, rows, sets } = aStore(chain);
    made(store.perform(kari, (tx) => ok([make()(tx), make('buoys')(tx), make()(tx)])));
    expect([sets(), rows('chore').length, rows('ring').length]).toEqual([1, 3, 3]);
  });

  it('gives what follows ids that come from it, whatever chance does', () => {
    const visitId = '00000000-0000-7000-8000-000000000001' as Id<'Visit'>;
    const idsOf = (attempts: number): readonly unknown[] => {
      const { store, rows } = aStore(chain);
      // Each attempt uses up randomness and is rolled back.
      for (let at = 0; at < attempts; at += 1) {
        store.perform(kari, (tx) => {
          tx.newId();
          return err({ type: 'Refused' });
        });
      }
      made(
        store.perform(kari, (tx) => {
          tx.insert(visit, { id: visitId, topic: 'nets' });
          return ok(null);
        }),
      );
      return [...rows('chore'), ...rows('ring')].map((row) => row['id']);
    };
    const ids = idsOf(0);
    expect(ids).toEqual(idsOf(3));
    expect(new Set(ids).size).toBe(2);
    for (const each of ids) expect(each).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
  });

  it('in some columns of a row is followed where these are named, once for all that one command wrote', () => {
    const seen: Change[] = [];
    const moodAfterOutcome: Reaction = {
      name: 'visits.mood',
      follows: [{ of: visit, changed: ['outcome'] }],
      writes: [{ of: visit, changed: ['mood'] }],
      run: (tx, cause) => {
        seen.push(cause);
        tx.update(visit, cause.id, { mood: 'good' });
        return ok(null);
      },
    };
    const { store, rows } = aStore([moodAfterOutcome]);
    const visitId = made(store.perform(kari, make()));
    made(store.perform(kari, (tx) => ok(tx.update(visit, visitId, { topic: 'buoys' }))));
    expect(seen).toEqual([]);
    made(
      store.perform(kari, (tx) => {
        tx.update(visit, visitId, { outcome: 'wanted', topic: 'anchors' });
        return ok(tx.update(visit, visitId, { outcome: 'sold' }));
      }),
    );
    expect(seen).toEqual([{ table: 'visit', id: visitId, made: false, changed: new Set(['outcome', 'topic']) }]);
    expect(rows('visit')).toMatchObject([{ topic: 'anchors', outcome: 'sold', mood: 'good' }]);
  });
});

describe('a reaction that cannot be carried out', () => {
  const refusing: Reaction = { ...ringAfterChore, run: () => err({ type: 'BellBroken', bell: 'port' }) };

  it('fails the command as a whole', () => {
    const { store, rows, sets } = aStore([choreAfterVisit, refusing]);
    expect(store.perform(kari, make())).toEqual({ ok: false, error: { type: 'BellBroken', bell: 'port' } });
    expect([sets(), rows('visit').length, rows('chore').length, rows('topic_state').length]).toEqual([0, 0, 0, 0]);
  });

  it('breaks it as a whole where it is a fault', () => {
    const undeclared: Reaction = { ...choreAfterVisit, writes: [{ of: chore, changed: ['text'] }] };
    const { store, rows, sets } = aStore([undeclared]);
    expect(() => store.perform(kari, make())).toThrow('the reaction visits.chore has not declared that it writes chore');
    expect([sets(), rows('visit').length]).toEqual([0, 0]);
  });
});

describe('what is no change of a person here', () => {
  it('is followed by nothing: an import, an undo, a redo', () => {
    const { store, rows } = aStore(chain);
    made(store.write({ ...kari, cause: 'batch:b1' }, make()));
    expect(rows('chore')).toEqual([]);
    made(store.perform(kari, make()));
    expect(made(undoLast(undoing(store)))).toMatchObject({ kept: [] });
    // All of the set is taken back, and nothing was added by taking it back.
    expect(rows('visit').filter(({ deleted }) => deleted === 0).length).toBe(1);
    expect(rows('chore')).toMatchObject([{ deleted: 2 }]);
    expect(rows('ring')).toMatchObject([{ voided: 1 }]);
    expect(made(redoLast(undoing(store)))).toMatchObject({ kept: [] });
    expect(rows('chore')).toMatchObject([{ deleted: 0 }]);
    expect(rows('ring')).toMatchObject([{ voided: 0 }]);
  });

  it('is followed by nothing: what another device sends, which brings what followed there', () => {
    const runs: string[] = [];
    const greeting = (where: string): Reaction => ({
      name: 'accounts.greeting',
      follows: [{ of: account, made: true }],
      writes: [{ of: contact, made: true }],
      run: (tx, cause) => {
        runs.push(where);
        tx.insert(contact, { id: tx.newId<'Contact'>(), accountId: cause.id as Id<'Account'>, name: 'Whoever answers' });
        return ok(null);
      },
    });
    const hub = tinyHub(() => Date.parse(testStart));
    const [here, there] = [aStore([greeting('here')], 1), aStore([greeting('there')], 2)];
    for (const { store } of [here, there]) linkHub(store, { workspace: 'w', url: 'http://127.0.0.1:1', epoch: 'one', person: 'kari' });
    made(
      here.store.perform(kari, (tx) => {
        tx.insert(account, { id: tx.newId<'Account'>(), name: 'Fjordfisk', keyAccount: false });
        return ok(null);
      }),
    );
    pushAll(syncLog(here.store), hub);
    pullAll(syncLog(there.store), hub);
    expect(runs).toEqual(['here']);
    expect(there.rows('account').length).toBe(1);
    expect(there.rows('contact').map((row) => [row['id'], row['name']])).toEqual(
      here.rows('contact').map((row) => [row['id'], row['name']]),
    );
  });
});

describe('refused when the store opens', () => {
  const back: Reaction = {
    ...choreAfterVisit,
    name: 'visits.back',
    follows: [{ of: ring, made: true }],
    writes: [{ of: visit, made: true }],
  };

  it('reactions that follow each other in a circle, by their names', () => {
    expect(() => aStore([...chain, back])).toThrow(
      'reactions follow each other in a circle: visits.ring, then visits.back, then visits.chore, then visits.ring',
    );
  });

  it('one that follows itself', () => {
    const itself: Reaction = { ...choreAfterVisit, writes: [{ of: visit, made: true }] };
    expect(() => reactionOrder([itself])).toThrow('visits.chore, then visits.chore');
  });

  it('two of one name', () => {
    expect(() => reactionOrder([choreAfterVisit, choreAfterVisit])).toThrow('two reactions are called visits.chore');
  });

  it('and not one that writes other columns of the row that it follows', () => {
    const beside: Reaction = {
      ...choreAfterVisit,
      follows: [{ of: visit, changed: ['outcome'] }],
      writes: [{ of: visit, changed: ['mood'] }],
    };
    expect(reactionOrder([beside])).toEqual([beside]);
  });
});
