/** The engine under the contract: one transaction or nothing, derived rows that never lie, two connections on one folder. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { examine } from '../../src/main/core/doctor.ts';
import { account } from '../../src/shared/accounts/schema.ts';
import { entries } from '../../src/shared/contract.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { err, ok } from '../../src/shared/kernel/result.ts';
import { createDeal, deals, editDeal, kpi, moveDeal } from '../../src/shared/pipeline/contract.ts';
import { deal as dealTable, stageMove } from '../../src/shared/pipeline/schema.ts';
import { redo, undo } from '../../src/shared/sync/contract.ts';
import { aDeal, anApp, aStore, nok, openTestApp, testPorts } from '../support/builders.ts';
import { madeUpInput } from '../support/madeUpInput.ts';
import { aStep, take, visibleContent } from '../support/randomWalk.ts';

const count = (store: ReturnType<typeof aStore>, table: string): number =>
  store.read((tx) => tx.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))?.n ?? 0;
const counts = (store: ReturnType<typeof aStore>) =>
  ['account', 'change_set', 'touch', 'account_state', 'deal_state'].map((table) => count(store, table));

describe('one transaction', () => {
  it('that answers an error leaves no row, no log entry and no derived row', () => {
    const store = aStore();
    const before = counts(store);
    const answer = store.write({ actor: 'anna', command: 'test.refused' }, (tx) => {
      tx.insert(account, { id: tx.newId<'Account'>(), name: 'Fjordfisk', keyAccount: false });
      return err({ type: 'Refused' as const });
    });
    expect(answer).toEqual(err({ type: 'Refused' }));
    expect(counts(store)).toEqual(before);
  });

  it('that throws leaves nothing either, and the store goes on working', () => {
    const store = aStore();
    const before = counts(store);
    expect(() =>
      store.write({ actor: 'anna', command: 'test.broken' }, (tx) => {
        tx.insert(account, { id: tx.newId<'Account'>(), name: 'Fjordfisk', keyAccount: false });
        throw new Error('a bug');
      }),
    ).toThrow('a bug');
    expect(counts(store)).toEqual(before);
    const id = store.write({ actor: 'anna', command: 'test.fine' }, (tx) => {
      const made = tx.newId<'Account'>();
      tx.insert(account, { id: made, name: 'Fjordfisk', keyAccount: false });
      return ok(made);
    });
    expect(id.ok && store.read((tx) => tx.find(account, id.value))).toMatchObject({ name: 'Fjordfisk' });
    expect(examine(store).findings).toEqual([]);
  });

  it('that changes nothing appends no change set', () => {
    const store = aStore();
    const id = '0190aaaa-0000-7000-8000-000000000001' as Id<'Account'>;
    store.write({ actor: 'anna', command: 'test.make' }, (tx) => ok(tx.insert(account, { id, name: 'Fjordfisk', keyAccount: false })));
    const before = counts(store);
    store.write({ actor: 'anna', command: 'test.same' }, (tx) => ok(tx.update(account, id, { name: 'Fjordfisk', keyAccount: false })));
    store.write({ actor: 'anna', command: 'test.nothing' }, () => ok(null));
    expect(counts(store)).toEqual(before);
  });

  it('takes only values that its columns can hold, and only columns that the table has', () => {
    const store = aStore();
    const wrong = (patch: Readonly<Record<string, unknown>>) => () =>
      store.write({ actor: 'anna', command: 'test.wrong' }, (tx) =>
        ok(tx.insert(account, { id: tx.newId<'Account'>(), name: 'Fjordfisk', keyAccount: false, ...patch })),
      );
    expect(wrong({ employees: 1.5 })).toThrow('employees');
    expect(wrong({ revenueMinor: 2n ** 53n })).toThrow('revenueMinor');
    expect(wrong({ name: null })).toThrow('name');
    expect(wrong({ colour: 'red' })).toThrow('colour');
    expect(count(store, 'account')).toBe(0);
  });

  it('keeps facts and descriptive rows apart: a fact is never inserted, edited or removed', () => {
    const store = aStore();
    const move = { id: 'm' as Id<'StageMove'>, dealId: 'd' as Id<'Deal'>, toStageId: 's' as Id<'Stage'> };
    const writing = (body: Parameters<typeof store.write<void, never>>[1]) => () => store.write({ actor: 'anna', command: 'test' }, body);
    expect(writing((tx) => ok(tx.insert(stageMove, move)))).toThrow('descriptive');
    expect(writing((tx) => ok(tx.record(dealTable, { id: 'd' as Id<'Deal'>, title: 'x' }, null)))).toThrow('facts');
    expect(writing((tx) => ok(tx.update(account, 'nobody', { name: 'x' })))).toThrow('no row');
  });
});

describe('a call', () => {
  it('that breaks is answered as a defect under an id, and logged', async () => {
    const app = await anApp();
    app.store.db.exec('DROP TABLE deal_state');
    const answer = await app.callRaw('pipeline.createDeal', aDeal());
    expect(answer).toMatchObject({ ok: false, error: { type: 'Defect' } });
    expect(app.ports.defects).toHaveLength(1);
    expect(app.store.read((tx) => tx.get('SELECT 1 FROM deal'))).toBeUndefined();
  });

  it('of no entry, and input that is none, are answered as such without echoing what was sent', async () => {
    const app = await anApp();
    expect(await app.callRaw('pipeline.dropEverything', {})).toEqual(err({ type: 'UnknownEntry', name: 'pipeline.dropEverything' }));
    const answer = await app.callRaw('pipeline.createDeal', { title: '\u0000secret', amount: { minor: 1.5, currency: 'kr' } });
    expect(answer).toMatchObject({ ok: false, error: { type: 'InvalidInput' } });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('has a handler behind every entry: none of them breaks on an id that does not exist', async () => {
    const app = await anApp();
    let tried = 0;
    for (const { name, kind, input } of entries) {
      // Tasks run beside the store; a mapping says too little by its shape. Both have tests of their own.
      if (kind === 'task' || name === 'imports.saveMapping') continue;
      const answer = await app.callRaw(name, madeUpInput(input));
      tried += 1;
      expect(answer.ok ? 'fine' : answer.error.type, `${name} ${app.ports.defects.map(String).join(' ')}`).not.toMatch(
        /^(Defect|UnknownEntry|InvalidInput)$/,
      );
    }
    expect(tried).toBeGreaterThan(40);
  });
});

describe('signals', () => {
  it('name the tables that a command changed, derived ones included, and none when nothing changed', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal());
    const before = app.signals.length;
    await app.run(moveDeal, { id, toStageId: app.stage('meeting'), reason: 'met' });
    expect(app.signals.slice(before)).toEqual([
      { type: 'changed', tables: expect.arrayContaining(['stage_move', 'deal_state']) as unknown },
    ]);
    await app.attempt(moveDeal, { id, toStageId: app.stage('lost') });
    await app.run(editDeal, { id, title: aDeal().title });
    expect(app.signals).toHaveLength(before + 1);
  });

  it('reach every query whose answer the command changed', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal());
    const before = app.signals.length;
    await app.run(moveDeal, { id, toStageId: app.stage('meeting'), reason: 'met' });
    const [signal] = app.signals.slice(before);
    const changed: readonly string[] = signal?.type === 'changed' ? signal.tables : [];
    for (const entry of [deals, kpi])
      expect(
        entry.reads.some((table) => changed.includes(table)),
        entry.name,
      ).toBe(true);
  });
});

describe('two connections on one folder', () => {
  it('see each other’s changes, and each tells its listeners what the other changed', async () => {
    const app = await anApp();
    const heard: (readonly string[])[] = [];
    app.store.onChanged(({ tables }) => heard.push(tables));
    const { id } = await app.run(createDeal, aDeal());
    expect(app.store.read((tx) => tx.find(dealTable, id))).toMatchObject({ title: aDeal().title });
    app.store.pollOthers();
    expect(heard).toEqual([expect.arrayContaining(['deal', 'stage_move', 'ownership', 'deal_state'])]);
    app.store.pollOthers();
    expect(heard).toHaveLength(1);
  });

  it('tell what the other committed together with their own next change', async () => {
    const app = await anApp();
    const heard: (readonly string[])[] = [];
    app.store.onChanged(({ tables }) => heard.push(tables));
    await app.run(createDeal, aDeal());
    app.store.write({ actor: app.me, command: 'test.make' }, (tx) =>
      ok(tx.insert(account, { id: tx.newId<'Account'>(), name: 'Fjordfisk', keyAccount: false })),
    );
    expect(heard).toEqual([expect.arrayContaining(['deal', 'account'])]);
    app.store.pollOthers();
    expect(heard).toHaveLength(1);
  });

  it('write one log without a gap, each stamp after the one before it, though one clock lags a year', () => {
    const first = aStore();
    const second = aStore({ dir: first.dir, ports: testPorts({ at: '2025-11-21T09:00:00Z', seed: 9 }) });
    for (let turn = 0; turn < 6; turn += 1) {
      const store = turn % 2 === 0 ? first : second;
      store.write({ actor: 'anna', command: 'test.make' }, (tx) =>
        ok(tx.insert(account, { id: tx.newId<'Account'>(), name: `Account ${turn}`, keyAccount: false })),
      );
    }
    const sets = first.read((tx) =>
      tx.allExact<{ local_seq: bigint; device_seq: bigint; hlc: bigint }>(
        'SELECT local_seq, device_seq, hlc FROM change_set ORDER BY local_seq',
      ),
    );
    expect(sets.map((set) => set.local_seq)).toEqual(sets.map((_, at) => BigInt(at + 1)));
    expect(sets.map((set) => set.device_seq)).toEqual(sets.map((_, at) => BigInt(at + 1)));
    expect(sets.every((set, at) => at === 0 || set.hlc > (sets[at - 1]?.hlc ?? 0n))).toBe(true);
    expect(examine(second).findings).toEqual([]);
  });
});

test('a store opened for reading answers queries and refuses commands, undo and redo among them', async () => {
  const writer = await anApp();
  const { id } = await writer.run(createDeal, aDeal({ amount: nok(5_000) }));
  const reader = await anApp({ dir: writer.dir, readOnly: true });
  expect((await reader.run(deals)).rows.map((row) => row.id)).toEqual([id]);
  expect((await reader.run(kpi, {})).openAmount).toEqual({ NOK: 500_000n });
  const refused = err({ type: 'StoreReadOnly' });
  expect(await reader.attempt(createDeal, aDeal())).toEqual(refused);
  expect(await reader.attempt(undo, {})).toEqual(refused);
  expect(await reader.attempt(redo, {})).toEqual(refused);
  // What the writer commits later is seen.
  await writer.run(editDeal, { id, title: 'Later' });
  expect((await reader.run(deals)).rows[0]?.title).toBe('Later');
});

test('after any work of several people the derived rows equal a rebuild, and log and tables agree', async () => {
  const steps = fc.array(
    fc.oneof({ weight: 6, arbitrary: aStep }, { weight: 1, arbitrary: fc.constantFrom('undo' as const, 'redo' as const, 'turn' as const) }),
    { minLength: 8, maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const app = await openTestApp();
      try {
        const people = [app.me, await app.aPerson('Bo', 'manager'), await app.aPerson('Cia', 'seller')];
        let turn = 0;
        let actor = app.me;
        for (const step of all) {
          if (step === 'turn') app.actAs((actor = people[(turn += 1) % people.length] ?? app.me));
          else if (step === 'undo') await app.attempt(undo, {});
          else if (step === 'redo') await app.attempt(redo, {});
          else await take(app, step);
          app.clock.advance(1_000);
          const seen = visibleContent(app);
          app.actAs(app.me);
          expect(await app.findings()).toEqual([]);
          app.actAs(actor);
          expect(visibleContent(app)).toBe(seen);
        }
        expect(app.ports.defects).toEqual([]);
      } finally {
        await app.close();
      }
    }),
    { numRuns: 5 },
  );
});
