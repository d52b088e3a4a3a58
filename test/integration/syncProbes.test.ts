/** Stores that meet what they do not know: a copied folder, a newer version’s columns, payloads no program of ours made, causes of an older form. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyParked, mergeInto } from '../../src/main/core/rebuildRows.ts';
import { syncLog } from '../../src/main/core/syncLog.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { optional, text } from '../../src/shared/kernel/column.ts';
import { defineTable } from '../../src/shared/kernel/table.ts';
import { createDeal, editDeal } from '../../src/shared/pipeline/contract.ts';
import { deal as dealTable } from '../../src/shared/pipeline/schema.ts';
import type { Payload } from '../../src/shared/sync/changeSet.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, nok, testPorts, testStart } from '../support/builders.ts';
import { foreignSet } from '../support/foreignSet.ts';
import { copyStore } from '../support/stores.ts';
import { pullAll, pushAll } from '../support/exchange.ts';
import { joined, meet, sharedContent, tie } from '../support/syncedStores.ts';
import { type TinyHub, tinyHub } from '../support/tinyHub.ts';

type Company = { readonly hub: TinyHub; readonly kari: TestApp; readonly nils: TestApp; readonly deal: Id<'Deal'> };

const aCompany = async (): Promise<Company> => {
  const kari = await anApp();
  const { id } = await kari.run(createDeal, aDeal({ title: 'Sensors', amount: nok(1_000) }));
  const hub = tinyHub(() => Date.parse(testStart));
  tie(kari);
  meet([kari], hub);
  const nils = await joined(hub, 7, kari.me);
  return { hub, kari, nils, deal: id };
};

const titleIn = (app: TestApp, id: string): unknown => app.store.db.prepare('SELECT title FROM deal WHERE id = ?').get([id])?.['title'];

describe('a copied store folder', () => {
  it('goes on as a device of its own, and both copies keep what each of them wrote', async () => {
    const { hub, kari, nils, deal } = await aCompany();
    await nils.run(editDeal, { id: deal, nextStep: 'Written before the copy' });
    const dir = copyStore(nils.dir, mkdtempSync(join(tmpdir(), 'samspill-copy-')));
    const copy = await anApp({ dir, ports: testPorts({ seed: 33 }) });
    expect(copy.store.device).not.toBe(nils.store.device);
    await copy.run(createDeal, aDeal({ title: 'By the copy' }));
    await nils.run(createDeal, aDeal({ title: 'By the original' }));
    meet([copy, nils, kari], hub);
    expect(new Set([kari, nils, copy].map(sharedContent)).size).toBe(1);
    const titles = kari.store.db.prepare('SELECT title FROM deal ORDER BY title').all([]);
    expect(titles.map(({ title }) => title)).toEqual(['By the copy', 'By the original', 'Sensors']);
    for (const app of [kari, nils, copy]) expect(await app.findings()).toEqual([]);
  });
});

describe('a set of a newer version', () => {
  it('is kept whole, applied as far as it is understood, and applied in full after the upgrade', async () => {
    const { hub, nils, deal } = await aCompany();
    const payload: Payload = {
      i: [['mood', ['id', 'word'], [['m1', 'glad']]]],
      u: [['deal', deal, { title: 'Renamed by a newer one', colour: 'red' }, { title: 'Sensors', colour: null }]],
    };
    hub.push([foreignSet({ payload })]);
    pullAll(syncLog(nils.store), hub);
    expect(titleIn(nils, deal)).toBe('Renamed by a newer one');
    expect(
      nils.store.db.prepare('SELECT parked FROM change_set WHERE command = ? AND actor = ?').get(['pipeline.editDeal', 'somebody']),
    ).toEqual({ parked: 1 });
    expect(await nils.findings()).toEqual([]);

    const { db } = nils.store;
    db.exec(
      "ALTER TABLE deal ADD COLUMN colour TEXT; CREATE TABLE mood (id TEXT PRIMARY KEY NOT NULL, word TEXT, clock BLOB NOT NULL DEFAULT x'', deleted INTEGER NOT NULL DEFAULT 0, seq INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID",
    );
    const newer = new Map([
      ...nils.store.model.catalog.byName,
      [
        'deal',
        defineTable(
          'deal',
          { ...dealTable.columns, colour: optional(text()) },
          { sync: 'lww', named: ['title'], read: 'deal.read', write: 'deal.edit' },
        ),
      ],
      [
        'mood',
        defineTable(
          'mood',
          { id: dealTable.columns.id, word: optional(text()) },
          { sync: 'lww', named: ['word'], read: 'deal.read', write: 'deal.edit' },
        ),
      ],
    ]);
    expect(applyParked({ ...mergeInto(db, nils.store.model.catalog, null), tables: newer })).toBe(true);
    expect(db.prepare('SELECT title, colour FROM deal WHERE id = ?').get([deal])).toEqual({
      title: 'Renamed by a newer one',
      colour: 'red',
    });
    expect(db.prepare('SELECT id, word FROM mood').all([])).toEqual([{ id: 'm1', word: 'glad' }]);
    expect(applyParked({ ...mergeInto(db, nils.store.model.catalog, null), tables: newer })).toBe(false);
  });
});

describe('a payload that no program of ours made', () => {
  const hostile: readonly (readonly [string, (deal: string) => unknown])[] = [
    ['is no object', () => 'text'],
    ['names no tables', () => ({ i: [[1, 2, 3]], u: 'x' })],
    ['writes a column with the wrong kind of value', (deal) => ({ u: [['deal', deal, { title: 7, nextStep: 1.5 }, {}]] })],
    ['writes the id and the engine’s own columns', (deal) => ({ u: [['deal', deal, { id: 'x', clock: 'x', seq: 1, '#deleted': 9 }, {}]] })],
    ['writes a fact', () => ({ u: [['stage_move', 'x', { reason: 'x' }, {}]] })],
    ['makes a derived row', (deal) => ({ i: [['deal_state', ['dealId', 'status'], [[deal, 'won']]]] })],
    ['makes a row without an id', () => ({ i: [['deal', ['title'], [['nameless']]]] })],
    ['makes a row that is there', (deal) => ({ i: [['deal', ['id', 'title'], [[deal, 'Made twice']]]] })],
    ['leaves out required columns', () => ({ i: [['contact', ['id'], [['c1']]]] })],
    [
      'voids a fact of a table with another name',
      () => ({ i: [['fact_void', ['id', 'factTable', 'factId'], [['v1', 'deal; DROP TABLE deal', 'x']]]] }),
    ],
    [
      'voids in a circle',
      () => ({
        i: [
          [
            'fact_void',
            ['id', 'factTable', 'factId'],
            [
              ['v1', 'fact_void', 'v2'],
              ['v2', 'fact_void', 'v1'],
            ],
          ],
        ],
      }),
    ],
    ['has a name from the prototype', (deal) => JSON.parse(`{"u":[["deal","${deal}",{"__proto__":"x","constructor":"y"},{}]]}`) as unknown],
  ];
  /** What a device names of it: columns that were left out hold what no page can show. */
  const named: Readonly<Record<string, readonly string[]>> = { 'leaves out required columns': ['contact c1 accountId', 'contact c1 name'] };
  it.each(hostile)('that %s changes what it may, alike on every device, and breaks nothing', async (what, payload) => {
    const { hub, kari, nils, deal } = await aCompany();
    await nils.run(editDeal, { id: deal, nextStep: 'Pending meanwhile' });
    hub.push([foreignSet({ payload: payload(deal), schema: 5 })]);
    meet([kari, nils], hub);
    expect(sharedContent(kari)).toBe(sharedContent(nils));
    for (const app of [kari, nils]) {
      const found = (await app.findings()).map((one) => (one.type === 'UnreadableValue' ? `${one.table} ${one.rowId} ${one.column}` : one));
      expect(found).toEqual(named[what] ?? []);
      expect(app.ports.defects).toEqual([]);
    }
  });
});

describe('the same set', () => {
  it('sent a hundred times changes nothing after the first', async () => {
    const { hub, nils, deal } = await aCompany();
    await nils.run(editDeal, { id: deal, title: 'Once' });
    const sets = syncLog(nils.store).pending(() => '');
    const first = hub.push(sets);
    const before = hub.sets.length;
    for (let at = 0; at < 100; at += 1) {
      expect(hub.push(sets)).toEqual(first);
      expect(syncLog(nils.store).acknowledge(sets, first)).toEqual({ ok: true, value: null });
    }
    pullAll(syncLog(nils.store), hub);
    expect([hub.sets.length, await nils.findings()]).toEqual([before, []]);
  });

  it('under a number that the hub gave to another changes nothing here', async () => {
    const { hub, nils, deal } = await aCompany();
    await nils.run(editDeal, { id: deal, title: 'Mine' });
    const log = syncLog(nils.store);
    const sets = log.pending(() => '');
    const { hlc: clock = '0' } = sets[0] ?? {};
    log.acknowledge(sets, [{ type: 'applied', hubSeq: 1, effectiveHlc: clock, receivedAt: 0 }]);
    expect(log.waiting()).toBe(1);
    pushAll(log, hub);
    expect(log.waiting()).toBe(0);
  });
});

describe('the doctor', () => {
  it.each([
    ['another stamp', 'UPDATE change_set SET effective_hlc = effective_hlc + 1 WHERE hub_seq = 1'],
    [
      'a refusal that the hub never spoke',
      `UPDATE change_set SET refused = '{"reason":"notYours","table":null,"rowId":null,"held":{}}' WHERE hub_seq = 1`,
    ],
    ['a number of the hub too few', 'UPDATE hub_link SET hub_seq = hub_seq - 1'],
    ['another head of the hub', "UPDATE hub_link SET hub_head = x'00'"],
    ['a set without its number', 'UPDATE change_set SET hub_seq = NULL WHERE hub_seq = 1'],
  ])('notices %s', async (_what, sql) => {
    const { nils } = await aCompany();
    expect(await nils.findings()).toEqual([]);
    nils.store.db.exec(sql);
    expect((await nils.findings()).length).toBeGreaterThan(0);
  });
});
