/** What a query says it reads is what it reads: a window that waits for other tables shows an answer that is old, or asks again for nothing. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/main/app.ts';
import type { ErasedHandler } from '../../src/main/contexts/handlers.ts';
import { meOf } from '../../src/main/contexts/openWorkspace.ts';
import type { Store } from '../../src/main/core/store.ts';
import type { ReadTx } from '../../src/main/core/tx.ts';
import * as accounts from '../../src/shared/accounts/contract.ts';
import { knowledge } from '../../src/shared/accounts/knowledgeContract.ts';
import { mergePreview } from '../../src/shared/accounts/mergeContract.ts';
import { account } from '../../src/shared/accounts/schema.ts';
import { unsaidRoles, workspace } from '../../src/shared/admin/contract.ts';
import type { Answer } from '../../src/main/contexts/context.ts';
import type { Actor } from '../../src/shared/admin/policy.ts';
import { entries } from '../../src/shared/contract.ts';
import * as imports from '../../src/shared/imports/contract.ts';
import type { AnyEntry, CallInputOf, OutputOf, Query } from '../../src/shared/kernel/contract.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { board, boardColumn } from '../../src/shared/pipeline/boardContract.ts';
import { baseRates, outlook, stageFlow } from '../../src/shared/pipeline/cockpitContract.ts';
import * as pipeline from '../../src/shared/pipeline/contract.ts';
import { dealTerms, setDealCredit } from '../../src/shared/pipeline/creditContract.ts';
import * as search from '../../src/shared/pipeline/searchContract.ts';
import { saveView } from '../../src/shared/pipeline/viewsContract.ts';
import { pipelineReport } from '../../src/shared/reports/pipelineContract.ts';
import { history, names, recordAsOf } from '../../src/shared/sync/contract.ts';
import { aDeal, aStore, testPorts, testStart } from '../support/builders.ts';
import { createTableReader, recordReads, tablesReadBy } from '../support/readsRecorder.ts';
import { tempDir } from '../support/tempDir.ts';

const queries = entries.filter((entry): entry is Query => entry.kind === 'query');

/** The sample company with one record more of each kind that it lacks, so that no query has nothing to look up. */
const aFullCompany = async () => {
  const dir = tempDir('reads');
  const opened = createApp({ storeDir: join(dir, 'store'), ports: testPorts(), language: 'en', create: 'sample' });
  if (!opened.ok) throw new Error(opened.error.type);
  const app = opened.value;
  onTestFinished(app.close);
  const call = async <E extends AnyEntry>(entry: E, input: CallInputOf<E>): Promise<OutputOf<E>> => {
    const answer = await app.call(entry.name, input);
    if (!answer.ok) throw new Error(`${entry.name} ${JSON.stringify(input)}: ${JSON.stringify(answer.error)}`);
    return answer.value as OutputOf<E>;
  };
  const accountId = (await call(accounts.createAccount, { name: 'Fjordfisk' })).id;
  const contactId = (await call(accounts.createContact, { accountId, name: 'Fjell' })).id;
  const productId = (await call(accounts.createProduct, { name: 'Fjernmåler' })).id;
  const { id: dealId } = await call(pipeline.createDeal, aDeal({ accountId, productId }));
  await call(pipeline.editDeal, { id: dealId, contactId });
  const { me } = await call(workspace, {});
  await call(setDealCredit, { id: dealId, shares: [{ personId: me.id, shareBp: 10_000 }] });
  await call(saveView, { name: 'Mine', params: {} });
  writeFileSync(join(dir, 'companies.csv'), 'Company,Industry,City\nA,technolgy,Oslo\n');
  const { batchId } = await call(imports.run, { grant: app.files.lend(join(dir, 'companies.csv')), kind: 'accounts' });
  if (batchId === null) throw new Error('nothing was imported');
  return { call, me: me.id, accountId, contactId, productId, dealId, batchId };
};

it('each query of the contract reads the tables that its entry names, and no other', async () => {
  const { call, me, accountId, contactId, productId, dealId, batchId } = await aFullCompany();
  const [other] = (await call(accounts.accounts, {})).rows.filter(({ id }) => id !== accountId);
  const { stages } = await call(pipeline.stages, {});
  const period = { from: day('2026-01-01'), to: day('2026-06-30') };
  const past = { asOf: day('2026-06-30') };
  const asRecorded = { recordedAsOf: Date.parse(testStart) - 1 };
  const ways = [{}, past, period, asRecorded];

  /** What each is asked, so that every question that it can put is put once; `{}` where it takes nothing else. */
  const asked = new Map<string, readonly unknown[]>();
  const ask = <E extends Query>(entry: E, ...inputs: readonly CallInputOf<E>[]): void => void asked.set(entry.name, inputs);
  ask(history, { id: dealId });
  ask(names, { ids: [dealId, accountId] });
  ask(recordAsOf, { id: dealId, ...asRecorded });
  ask(outlook, period, { ...period, ...past });
  ask(stageFlow, {}, past);
  ask(baseRates, {}, past);
  ask(accounts.account, { id: accountId });
  ask(accounts.timeline, { accountId }, { accountId, dealId });
  ask(knowledge, { accountId });
  ask(mergePreview, { keep: accountId, gone: other?.id ?? accountId });
  ask(pipeline.deal, { id: dealId });
  ask(dealTerms, { id: dealId });
  ask(pipeline.deals, {}, { words: 'sens' });
  ask(pipeline.kpi, ...ways);
  ask(pipeline.behind, ...pipeline.measures.flatMap((measure) => ways.map((way) => ({ measure, ...way }))));
  ask(pipeline.openByStage, ...ways.filter((way) => way !== period));
  ask(pipeline.wonByMonth, ...ways.filter((way) => way !== period));
  ask(search.find, { text: 'fj' }, { text: 'kari' });
  ask(search.findByIds, { ids: [dealId, accountId, contactId, productId, me] });
  ask(board, {}, { closedFrom: period.from });
  ask(boardColumn, ...stages.map(({ id }) => ({ stageId: id })));
  ask(pipelineReport, {}, past, period);
  ask(imports.problemsCsv, { batchId });

  for (const entry of queries) for (const input of asked.get(entry.name) ?? [{}]) await call(entry, input as never);
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
