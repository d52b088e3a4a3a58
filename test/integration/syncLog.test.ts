/** What the engine does with change sets that come and go: order, refusals, corrected clocks, deletes beside edits, and conflicts in sight. */
import { describe, expect, it } from 'vitest';
import type { Conflict } from '../../src/main/core/conflictTypes.ts';
import { syncLog } from '../../src/main/core/syncLog.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { createDeal, editDeal, moveDeal, removeDeal, setDealValue } from '../../src/shared/pipeline/contract.ts';
import { history, redo, restore, undo, undoSet } from '../../src/shared/sync/contract.ts';
import type { WireSet } from '../../src/shared/sync/hubProtocol.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, nok, testStart } from '../support/builders.ts';
import { pullAll, pushAll } from '../support/exchange.ts';
import { joined, meet, sharedContent, tie } from '../support/syncedStores.ts';
import { refusedAs, type TinyHub, tinyHub } from '../support/tinyHub.ts';

type Company = { readonly hub: TinyHub; readonly kari: TestApp; readonly nils: TestApp; readonly deal: Id<'Deal'> };

/** Two stores of one workspace with one deal, which both hold. */
const aCompany = async (judge?: (set: WireSet) => ReturnType<typeof refusedAs> | null): Promise<Company> => {
  const kari = await anApp();
  const { id } = await kari.run(createDeal, aDeal({ title: 'Sensors', amount: nok(1_000) }));
  const hub = tinyHub(() => Date.parse(testStart), judge);
  tie(kari);
  meet([kari], hub);
  const nils = await joined(hub, 7, kari.me);
  return { hub, kari, nils, deal: id };
};

const expectAlike = async (...apps: readonly TestApp[]): Promise<void> => {
  expect(new Set(apps.map(sharedContent)).size).toBe(1);
  for (const app of apps) expect(await app.findings()).toEqual([]);
};

const titleIn = (app: TestApp, id: string): string | undefined =>
  app.store.read((tx) => tx.get<{ title: string }>('SELECT title FROM deal WHERE id = ?', id))?.title;
const stageIn = (app: TestApp, id: string): string | undefined =>
  app.store.read((tx) => tx.get<{ stage: string }>('SELECT stage_id AS stage FROM deal_state WHERE deal_id = ?', id))?.stage;
const conflictsIn = (app: TestApp, open = true): readonly Conflict[] => syncLog(app.store).conflicts({ open, after: null, limit: 50 });

describe('a store that joins', () => {
  it('holds what the first one holds, down to the doctor', async () => {
    const { kari, nils, deal } = await aCompany();
    expect(titleIn(nils, deal)).toBe('Sensors');
    await expectAlike(kari, nils);
  });

  it('sends what it changed, and both keep edits of different fields', async () => {
    const { hub, kari, nils, deal } = await aCompany();
    await kari.run(editDeal, { id: deal, title: 'Sensors for two boats' });
    await nils.run(editDeal, { id: deal, nextStep: 'Call Monday' });
    meet([kari, nils], hub);
    const next = kari.store.read((tx) => tx.get<{ next: string }>('SELECT next_step AS next FROM deal WHERE id = ?', deal));
    expect([titleIn(nils, deal), next?.next]).toEqual(['Sensors for two boats', 'Call Monday']);
    expect([...conflictsIn(kari), ...conflictsIn(nils)]).toEqual([]);
    await expectAlike(kari, nils);
  });

  it('gets its numbers from the page when the answer to its push was lost', async () => {
    const { hub, kari, nils, deal } = await aCompany();
    await nils.run(editDeal, { id: deal, title: 'Sent, not heard' });
    const log = syncLog(nils.store);
    pushAll(log, hub, true);
    expect(log.waiting()).toBe(1);
    pullAll(log, hub);
    expect(log.waiting()).toBe(0);
    meet([kari, nils], hub);
    await expectAlike(kari, nils);
  });

  it('need not fetch what it has just sent, and fetches what others sent in between', async () => {
    const { hub, kari, nils, deal } = await aCompany();
    const log = syncLog(nils.store);
    await nils.run(editDeal, { id: deal, title: 'Mine' });
    await nils.run(editDeal, { id: deal, title: 'Mine again' });
    pushAll(log, hub);
    const all = hub.pull(0);
    expect(log.cursor()).toEqual({ seq: all.last, head: all.head });
    expect(hub.pull(log.cursor().seq).sets).toEqual([]);
    await kari.run(editDeal, { id: deal, nextStep: 'Call Monday' });
    pushAll(syncLog(kari.store), hub);
    const before = log.cursor().seq;
    await nils.run(editDeal, { id: deal, title: 'Mine after hers' });
    pushAll(log, hub);
    expect(log.cursor().seq).toBe(before);
    pullAll(log, hub);
    expect(log.cursor().seq).toBe(before + 2);
    pullAll(syncLog(kari.store), hub);
    await expectAlike(kari, nils);
  });

  it('passes over nothing where the hub says a number that another set has here', async () => {
    const { hub, nils, deal } = await aCompany();
    const log = syncLog(nils.store);
    const before = log.cursor();
    await nils.run(editDeal, { id: deal, title: 'Mine' });
    const sets = log.pending(() => '');
    const taken = hub.pull(0).sets[0];
    if (taken === undefined) throw new Error('the hub holds nothing');
    const { effectiveHlc, receivedAt } = taken;
    log.acknowledge(sets, [{ type: 'applied', hubSeq: before.seq, effectiveHlc, receivedAt }]);
    expect(log.cursor()).toEqual(before);
    expect(log.waiting()).toBe(1);
  });

  it('takes a page that comes twice once', async () => {
    const { hub, kari, nils, deal } = await aCompany();
    await kari.run(editDeal, { id: deal, title: 'Twice' });
    pushAll(syncLog(kari.store), hub);
    const page = hub.pull(syncLog(nils.store).cursor().seq);
    expect(syncLog(nils.store).receive(page)).toMatchObject({ ok: true, value: { sets: 1 } });
    expect(syncLog(nils.store).receive(page)).toMatchObject({ ok: true, value: { sets: 0 } });
    await expectAlike(nils);
  });
});

describe('a hub that lies', () => {
  it.each([
    ['leaves out a set', 'order', (page: ReturnType<TinyHub['pull']>) => ({ ...page, sets: page.sets.slice(1) })],
    [
      'says of a set that its author had seen what came later',
      'order',
      (page: ReturnType<TinyHub['pull']>) => ({ ...page, sets: page.sets.map((set) => ({ ...set, seenSeq: 1_000 })) }),
    ],
    ['gives another head', 'head', (page: ReturnType<TinyHub['pull']>) => ({ ...page, head: 'ab'.repeat(32) })],
    [
      'alters a payload',
      'payload',
      (page: ReturnType<TinyHub['pull']>) => ({ ...page, sets: page.sets.map((set) => ({ ...set, payload: '{}' })) }),
    ],
    [
      'makes up an author',
      'head',
      (page: ReturnType<TinyHub['pull']>) => ({
        ...page,
        sets: page.sets.map((set, at) => ({ ...set, actor: at === 1 ? 'x' : set.actor })),
      }),
    ],
    [
      'forgets a set of a device',
      'chain',
      (page: ReturnType<TinyHub['pull']>) => ({ ...page, sets: page.sets.slice(1).map((set) => ({ ...set, hubSeq: set.hubSeq - 1 })) }),
    ],
  ])('that %s is told so, and nothing of its page is applied', async (_what, what, bend) => {
    const { hub, kari, nils, deal } = await aCompany();
    await kari.run(editDeal, { id: deal, title: 'One' });
    await kari.run(editDeal, { id: deal, title: 'Two' });
    pushAll(syncLog(kari.store), hub);
    const log = syncLog(nils.store);
    const before = log.cursor();
    expect(log.receive(bend(hub.pull(before.seq)))).toEqual({ ok: false, error: { type: 'HubLies', what } });
    expect([log.cursor(), titleIn(nils, deal)]).toEqual([before, 'Sensors']);
    await expectAlike(nils);
  });
});

describe('two who write the same field without knowing', () => {
  it('see the later value everywhere, and the other one as a conflict', async () => {
    const { hub, kari, nils, deal } = await aCompany();
    await kari.run(editDeal, { id: deal, title: 'Kari was first' });
    nils.clock.advance(60_000);
    await nils.run(editDeal, { id: deal, title: 'Nils was later' });
    meet([kari, nils], hub);
    expect([titleIn(kari, deal), titleIn(nils, deal)]).toEqual(['Nils was later', 'Nils was later']);
    for (const app of [kari, nils])
      expect(conflictsIn(app)).toMatchObject([
        { table: 'deal', rowId: deal, field: 'title', winner: { value: 'Nils was later' }, loser: { value: 'Kari was first' } },
      ]);
    const told = await kari.run(history, { id: deal });
    expect(told.flatMap(({ changes }) => changes.map(({ to }) => to))).toContain('Kari was first');
    await expectAlike(kari, nils);
  });

  it('settle it for both by the next edit of whoever has seen both', async () => {
    const { hub, kari, nils, deal } = await aCompany();
    await kari.run(editDeal, { id: deal, title: 'One' });
    await nils.run(editDeal, { id: deal, title: 'Two' });
    meet([kari, nils], hub);
    expect([conflictsIn(kari).length, conflictsIn(nils).length]).toEqual([1, 1]);
    await kari.run(editDeal, { id: deal, title: 'Agreed' });
    expect(conflictsIn(kari)).toEqual([]);
    meet([kari, nils], hub);
    expect(conflictsIn(nils)).toEqual([]);
    expect(conflictsIn(nils, false)).toHaveLength(1);
  });

  it('close it on one device by keeping what stands', async () => {
    const { hub, kari, nils, deal } = await aCompany();
    await kari.run(editDeal, { id: deal, title: 'One' });
    await nils.run(editDeal, { id: deal, title: 'Two' });
    meet([kari, nils], hub);
    const log = syncLog(kari.store);
    expect(log.keepConflict({ table: 'deal', rowId: deal, field: 'title' })).toEqual({ ok: true, value: null });
    expect([log.openConflicts(), conflictsIn(nils).length]).toEqual([0, 1]);
  });

  it('agree by the name of the device when their clocks are equal', async () => {
    const { hub, kari, nils, deal } = await aCompany();
    const third = await joined(hub, 9, kari.me);
    for (const app of [kari, nils, third]) await app.run(editDeal, { id: deal, title: `By ${app.store.device}` });
    meet([third, kari, nils], hub);
    await expectAlike(kari, nils, third);
  });

  it('both move the deal: one stage stands, the other move is kept and shown', async () => {
    const { hub, kari, nils, deal } = await aCompany();
    const [first, second] = [kari.stage('meeting'), kari.stage('negotiation')];
    await kari.run(moveDeal, { id: deal, toStageId: first, reason: 'seen', closeReasonId: null, happenedOn: null });
    nils.clock.advance(60_000);
    await nils.run(moveDeal, { id: deal, toStageId: second, reason: 'agreed', closeReasonId: null, happenedOn: null });
    meet([kari, nils], hub);
    expect([stageIn(kari, deal), stageIn(nils, deal)]).toEqual([second, second]);
    const [conflict] = conflictsIn(kari);
    expect(conflict).toMatchObject({ table: 'stage_move', rowId: deal, field: 'stage_move' });
    expect(JSON.parse(String(conflict?.loser.value))).toMatchObject({ toStageId: first });
    await expectAlike(kari, nils);
  });

  it('both set its value: the later one counts, and no total holds both', async () => {
    const { hub, kari, nils, deal } = await aCompany();
    await kari.run(setDealValue, { id: deal, amount: nok(2_000), happenedOn: null });
    nils.clock.advance(60_000);
    await nils.run(setDealValue, { id: deal, amount: nok(3_000), happenedOn: null });
    meet([kari, nils], hub);
    for (const app of [kari, nils]) {
      const sum = app.store.read((tx) => tx.get<{ sum: number }>('SELECT sum(amount_minor) AS sum FROM deal_state'));
      expect(sum?.sum).toBe(300_000);
      expect(conflictsIn(app)).toMatchObject([{ table: 'deal_value', rowId: deal }]);
    }
    await expectAlike(kari, nils);
  });
});

describe('a delete beside an edit', () => {
  it('stands, while the edit is kept and shown', async () => {
    const { hub, kari, nils, deal } = await aCompany();
    await kari.run(removeDeal, { id: deal });
    nils.clock.advance(60_000);
    await nils.run(editDeal, { id: deal, title: 'Edited meanwhile' });
    meet([kari, nils], hub);
    for (const app of [kari, nils]) {
      const row = app.store.read((tx) => tx.get<{ title: string; deleted: number }>('SELECT title, deleted FROM deal WHERE id = ?', deal));
      expect(row).toEqual({ title: 'Edited meanwhile', deleted: 1 });
      expect(conflictsIn(app)).toMatchObject([
        { field: '#deleted', winner: { value: 1 }, loser: { value: '{"title":"Edited meanwhile"}' } },
      ]);
    }
    await expectAlike(kari, nils);
  });

  it('is taken back by restoring, and the edit is there', async () => {
    const { hub, kari, nils, deal } = await aCompany();
    await kari.run(removeDeal, { id: deal });
    await nils.run(editDeal, { id: deal, title: 'Edited meanwhile' });
    meet([kari, nils], hub);
    await nils.run(restore, { table: 'deal', id: deal });
    meet([kari, nils], hub);
    const row = kari.store.read((tx) => tx.get<{ title: string; deleted: number }>('SELECT title, deleted FROM deal WHERE id = ?', deal));
    expect(row).toEqual({ title: 'Edited meanwhile', deleted: 0 });
    await expectAlike(kari, nils);
  });
});

describe('a refused set', () => {
  const refusing = (words: string) => (set: WireSet) => (set.payload.includes(words) ? refusedAs('notYours') : null);

  it('is taken back at its author and lies in the inbox with all that was typed', async () => {
    const { hub, kari, nils, deal } = await aCompany(refusing('Forbidden'));
    await nils.run(editDeal, { id: deal, title: 'Forbidden', nextStep: 'Typed with care' });
    await nils.run(editDeal, { id: deal, nextStep: 'Allowed' });
    meet([kari, nils], hub);
    expect([titleIn(kari, deal), titleIn(nils, deal)]).toEqual(['Sensors', 'Sensors']);
    const log = syncLog(nils.store);
    const [refused] = log.refused();
    expect(refused).toMatchObject({ command: 'pipeline.editDeal', refusal: { reason: 'notYours' } });
    expect(JSON.stringify(refused?.payload)).toContain('Typed with care');
    expect([syncLog(kari.store).refused(), log.settleRefused(refused?.seq ?? 0).ok, log.refused()]).toEqual([[], true, []]);
    await expectAlike(kari, nils);
  });

  it('has settled no conflict: what it closed stands open again', async () => {
    const { hub, kari, nils, deal } = await aCompany(refusing('Forbidden'));
    await kari.run(editDeal, { id: deal, title: 'One' });
    await nils.run(editDeal, { id: deal, title: 'Two' });
    meet([kari, nils], hub);
    await nils.run(editDeal, { id: deal, title: 'Forbidden' });
    expect([conflictsIn(kari).length, conflictsIn(nils).length]).toEqual([1, 0]);
    meet([kari, nils], hub);
    expect([conflictsIn(kari).length, conflictsIn(nils).length]).toEqual([1, 1]);
    await expectAlike(kari, nils);
  });

  it('takes with it the record that it made', async () => {
    const { hub, kari, nils } = await aCompany(refusing('Forbidden'));
    const { id } = await nils.run(createDeal, aDeal({ title: 'Forbidden', amount: nok(9) }));
    await nils.run(editDeal, { id, nextStep: 'On nothing' });
    meet([kari, nils], hub);
    expect([titleIn(nils, id), stageIn(nils, id)]).toEqual([undefined, undefined]);
    await expectAlike(kari, nils);
  });

  it('is nothing that undo takes back', async () => {
    const { hub, kari, nils, deal } = await aCompany(refusing('Forbidden'));
    await nils.run(editDeal, { id: deal, title: 'Good' });
    await nils.run(editDeal, { id: deal, title: 'Forbidden' });
    meet([kari, nils], hub);
    expect(titleIn(nils, deal)).toBe('Good');
    await nils.run(undo);
    expect(titleIn(nils, deal)).toBe('Sensors');
    meet([kari, nils], hub);
    await expectAlike(kari, nils);
  });
});

describe('a clock that is a year ahead', () => {
  it('wins nothing for longer than until the hub has seen it', async () => {
    const { hub, kari, nils, deal } = await aCompany();
    nils.clock.set('2027-11-21T09:00:00Z');
    await nils.run(editDeal, { id: deal, title: 'From next year' });
    meet([nils, kari], hub);
    kari.clock.advance(60 * 60_000);
    await kari.run(editDeal, { id: deal, title: 'An hour later' });
    meet([kari, nils], hub);
    expect([titleIn(kari, deal), titleIn(nils, deal)]).toEqual(['An hour later', 'An hour later']);
    await expectAlike(kari, nils);
  });
});

describe('undo after a merge', () => {
  it('takes back one’s own change and leaves the other’s, on both devices', async () => {
    const { hub, kari, nils, deal } = await aCompany();
    await nils.run(editDeal, { id: deal, nextStep: 'Nils calls' });
    await kari.run(editDeal, { id: deal, title: 'Kari writes' });
    meet([kari, nils], hub);
    await nils.run(undo);
    meet([kari, nils], hub);
    for (const app of [kari, nils]) {
      const row = app.store.read((tx) =>
        tx.get<{ title: string; next: string | null }>('SELECT title, next_step AS next FROM deal WHERE id = ?', deal),
      );
      expect(row).toEqual({ title: 'Kari writes', next: null });
    }
    await nils.run(redo);
    meet([kari, nils], hub);
    await expectAlike(kari, nils);
  });

  it('names the same change on every device, whatever its number is there', async () => {
    const { hub, kari, nils, deal } = await aCompany();
    await kari.run(editDeal, { id: deal, nextStep: 'Only here so far' });
    await nils.run(editDeal, { id: deal, title: 'To be taken back' });
    meet([nils, kari], hub);
    await nils.run(undo);
    meet([nils, kari], hub);
    const entries = await kari.run(history, { id: deal });
    const undone = entries.find(({ command, cause }) => command === 'history.undo' && cause !== null);
    const edit = entries.find(({ changes }) => changes.some(({ to }) => to === 'To be taken back') && undone !== undefined);
    expect(undone?.cause).toBe(`undo:${edit?.seq}`);
    expect(await kari.attempt(undoSet, { seq: edit?.seq ?? 0 })).toMatchObject({ ok: false, error: { type: 'AlreadyUndone' } });
  });
});
