/** What a query says it reads is what it reads: a window that waits for other tables shows an answer that is old, or asks again for nothing. */
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/main/app.ts';
import type { ErasedHandler } from '../../src/main/contexts/handlers.ts';
import { meOf } from '../../src/main/contexts/openWorkspace.ts';
import type { Store } from '../../src/main/core/store.ts';
import type { ReadTx } from '../../src/main/core/tx.ts';
import { account } from '../../src/shared/accounts/schema.ts';
import { unsaidRoles } from '../../src/shared/admin/contract.ts';
import type { Answer } from '../../src/main/contexts/context.ts';
import type { Actor } from '../../src/shared/admin/policy.ts';
import type { OutputOf } from '../../src/shared/kernel/contract.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import * as pipeline from '../../src/shared/pipeline/contract.ts';
import { testPorts } from '../support/builders.ts';
import { type Asks, everyQuestion, queries } from '../support/everyQuestion.ts';
import { aStore } from '../support/stores.ts';
import { createTableReader, recordReads, tablesReadBy } from '../support/readsRecorder.ts';
import { tempDir } from '../support/tempDir.ts';

it('each query of the contract reads the tables that its entry names, and no other', async () => {
  const opened = createApp({ storeDir: join(tempDir('reads'), 'store'), ports: testPorts(), language: 'en', create: 'sample' });
  if (!opened.ok) throw new Error(opened.error.type);
  const app = opened.value;
  onTestFinished(app.close);
  const call: Asks = async (entry, input) => {
    const answer = await app.call(entry.name, input);
    if (!answer.ok) throw new Error(`${entry.name} ${JSON.stringify(input)}: ${JSON.stringify(answer.error)}`);
    return answer.value as OutputOf<typeof entry>;
  };
  const questions = await everyQuestion(call, tempDir('asked'), (path) => app.files.lend(path));
  for (const [entry, inputs] of questions) for (const input of inputs) await call(entry, input as never);
  // Of the sample nobody asks who works where.
  const own = createApp({ storeDir: join(tempDir('own'), 'store'), ports: testPorts(), language: 'en', create: 'empty' });
  if (!own.ok) throw new Error(own.error.type);
  onTestFinished(own.value.close);
  expect(await own.value.call(unsaidRoles.name, {})).toEqual(ok([]));
  const named = queries.filter(({ reads }) => !reads.includes('*'));
  expect(named.length).toBeGreaterThan(20);
  expect(Object.fromEntries(named.map(({ name }) => [name, tablesReadBy(name)]))).toEqual(
    Object.fromEntries(named.map(({ name, reads }) => [name, reads.toSorted()])),
  );
});

describe('the recorder', () => {
  it.each([
    ['SELECT name FROM account WHERE id = ?', ['account']],
    ['SELECT count(*) FROM person', ['person']],
    ['SELECT account_id FROM deal WHERE account_id = ?', ['deal']],
    ['SELECT 1 FROM account a LEFT JOIN deal d ON d.account_id = a.id GROUP BY d.title', ['account', 'deal']],
    [
      'SELECT name FROM account WHERE id IN (SELECT account_id FROM deal UNION SELECT account_id FROM contact)',
      ['account', 'contact', 'deal'],
    ],
    ['WITH RECURSIVE up (id) AS (SELECT ? UNION SELECT parent_id FROM account JOIN up USING (id)) SELECT * FROM up', ['account']],
    ['SELECT (SELECT region FROM workspace), value FROM json_each(?)', ['workspace']],
    ['SELECT e.kind FROM search_text t CROSS JOIN search_entry e ON e.no = t.rowid WHERE t.search_text MATCH ?', ['search_entry']],
    ['SELECT rowid FROM search_text WHERE search_text MATCH ?', ['search_entry']],
    ['SELECT id FROM fold_later WHERE derived = ?', ['search_entry']],
    ['SELECT deal_id FROM deal_state', ['deal_state']],
    [
      'SELECT c.command FROM touch t JOIN change_set c USING (local_seq) JOIN device d ON d.no = c.device WHERE t.row_id = ?',
      ['change_set'],
    ],
    ['SELECT 1', []],
  ])('knows what is read by %s', (sql, tables) => {
    const tablesOf = createTableReader(aStore().db);
    expect(tablesOf(sql, sql.includes('?') ? ['x'] : []).toSorted()).toEqual(tables);
  });

  it('knows it still after an index was made anew elsewhere', () => {
    const { db } = aStore();
    const tablesOf = createTableReader(db);
    const sql = 'SELECT account_id FROM deal WHERE account_id > ?';
    expect(tablesOf(sql, ['x'])).toEqual(['deal']);
    const { name, text } =
      db.prepare("SELECT name, sql AS text FROM sqlite_schema WHERE tbl_name = 'deal' AND sql LIKE '%(account_id)%'").get([]) ?? {};
    db.exec(`CREATE TABLE elsewhere (a TEXT); DROP INDEX ${String(name)}; CREATE INDEX elsewhere_by_a ON elsewhere (a); ${String(text)}`);
    expect(tablesOf(sql, ['x'])).toEqual(['deal']);
    expect(tablesOf('SELECT a FROM elsewhere WHERE a > ?', ['x'])).toEqual(['elsewhere']);
  });

  /** What is told of a query that names the stages and does this instead. */
  const toldOf = (body: (tx: ReadTx, store: Store, context: Parameters<ErasedHandler>[2]) => unknown): readonly string[] => {
    const told: string[] = [];
    const store = aStore();
    const planted = (seen: Store): ReadonlyMap<string, Answer> =>
      new Map([[pipeline.stages.name, { entry: pipeline.stages, handler: (tx, _input, context) => ok(body(tx, seen, context)) }]]);
    const answer = recordReads(store, planted, (fault) => told.push(fault)).get(pipeline.stages.name);
    if (answer === undefined || !('handler' in answer)) throw new Error('nobody answers');
    const actor: Actor = { personId: meOf(store), name: 'Kari', roles: [], teammates: [], hasCeo: false };
    store.read((tx) => answer.handler(tx as Parameters<ErasedHandler>[0], {}, { actor, may: () => true, seesAllOf: () => true }));
    return [...new Set(told)].map((fault) => /reads (?<table>\w+), which/u.exec(fault)?.groups?.['table'] ?? fault).toSorted();
  };

  it('tells of every way to a table that the entry does not name', () => {
    const sql = 'SELECT name FROM account';
    const ways: readonly Parameters<typeof toldOf>[0][] = [
      (tx) => tx.all(sql),
      (tx) => tx.get(sql),
      (tx) => tx.allExact(sql),
      (tx) => tx.find(account, 'x'),
      (_tx, store) => store.db.prepare(sql).all([]),
      (_tx, store) => store.db.prepareExact(sql).get([]),
      (_tx, store) => store.read((inner) => inner.get(sql)),
    ];
    for (const way of ways) expect(toldOf(way), String(way)).toEqual(['account']);
    for (const way of [(tx: ReadTx) => tx.today, (tx: ReadTx) => tx.zone]) expect(toldOf(way)).toEqual(['workspace']);
    expect(toldOf((tx) => tx.all('SELECT name FROM stage'))).toEqual([]);
  });

  it('counts what the actor may do as read from where that follows', () => {
    const rights = ['membership', 'person', 'team_member', 'workspace'];
    expect(toldOf((_tx, _store, { may }) => may('deal.edit', null))).toEqual(rights);
    expect(toldOf((_tx, _store, { seesAllOf }) => seesAllOf('deal.read'))).toEqual(rights);
    expect(toldOf((_tx, _store, context) => context.actor.roles)).toEqual(rights);
    expect(toldOf((_tx, _store, context) => context.actor.personId)).toEqual([]);
  });
});
