/** No page of a list reads a whole table: SQLite's own plans of every window are asserted, on a store with enough rows to make a scan tempting. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountQueries } from '../../src/main/contexts/accounts/queries.ts';
import { dealWindows, filteredDeals } from '../../src/main/contexts/pipeline/dealList.ts';
import { pipelineQueries } from '../../src/main/contexts/pipeline/queries.ts';
import { historyOf } from '../../src/main/core/history.ts';
import type { Store } from '../../src/main/core/store.ts';
import type { ReadTx } from '../../src/main/core/tx.ts';
import { windowSql } from '../../src/main/core/window.ts';
import type { SqlValue } from '../../src/shared/kernel/column.ts';
import * as accounts from '../../src/shared/accounts/contract.ts';
import { deals as dealsEntry, dealSorts } from '../../src/shared/pipeline/contract.ts';
import { fileDeals, writeCsvFolders } from '../support/dealCsv.ts';
import { importPath } from '../support/imports.ts';
import { newStore } from '../support/stores.ts';
import { makeDir, removeDir } from '../support/tempDir.ts';

let dir = '';
let store: Store;
beforeAll(() => {
  dir = makeDir('plans');
  const files = writeCsvFolders(join(dir, 'csv'), fileDeals(2_000, 'plans'));
  store = newStore(join(dir, 'store'));
  if (!importPath(store, files.known).ok || !importPath(store, files.deals).ok) throw new Error('no import');
});
afterAll(() => {
  store.close();
  removeDir(dir);
});

/** What is read whole on purpose: tables of a dozen rows that a person wrote, and the ids that a question brings along. */
const small = new Set([
  'json_each',
  'stage',
  'stage_criterion',
  'close_reason',
  'workspace',
  'membership',
  'person',
  'team',
  'team_member',
]);

const plan = (sql: string, params: readonly SqlValue[]): readonly string[] =>
  store.db
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(params)
    .map((row) => String(row['detail']));

/** A full-text question (M) finds its rows by their words, whatever the plan calls it. */
const fullText = /^SCAN \w+ VIRTUAL TABLE INDEX 0:M/;

/** Steps that read a large table from end to end. Walking an index in its order is how a page begins, as long as nothing is sorted after it. */
const scans = (steps: readonly string[]): readonly string[] =>
  steps.filter((step) => {
    const found = /^SCAN (\w+)(?<by> USING)?/.exec(step);
    return found !== null && found.groups?.['by'] === undefined && !fullText.test(step) && !small.has(found[1] ?? '');
  });

const sorts = (steps: readonly string[]): readonly string[] => steps.filter((step) => step.startsWith('USE TEMP B-TREE'));

/** A read transaction that writes down what is asked of it. */
const listening = (tx: ReadTx, heard: (sql: string, params: readonly SqlValue[]) => void): ReadTx => {
  const hear = <F extends (sql: string, ...params: readonly SqlValue[]) => unknown>(ask: F): F =>
    ((sql: string, ...params: readonly SqlValue[]) => {
      heard(sql, params);
      return ask(sql, ...params);
    }) as F;
  return { ...tx, all: hear(tx.all), get: hear(tx.get), allExact: hear(tx.allExact) };
};

const plansOf = (body: (tx: ReadTx) => unknown): readonly { readonly sql: string; readonly steps: readonly string[] }[] => {
  const asked: { sql: string; steps: readonly string[] }[] = [];
  store.read((tx) => body(listening(tx, (sql, params) => asked.push({ sql, steps: plan(sql, params) }))));
  return asked;
};

/** Queries ask nothing of who asks. */
const noContext = {} as never;

const everyDealList = dealSorts.flatMap((sort) =>
  ([true, false] as const).flatMap((descending) =>
    (['open', 'won', 'lost', null] as const).map((status) => ({ sort, descending, status })),
  ),
);

describe('a page of deals', () => {
  it.each(everyDealList)('by $sort of status $status (descending: $descending) walks one index and sorts nothing', (asked) => {
    const input = dealsEntry.input.parse(asked);
    for (const window of store.read((tx) => dealWindows(input, tx))) {
      const starts: readonly Parameters<typeof windowSql>[2][] = [
        'start',
        { order: '', empty: false, key: window.keys.map(() => 'm'), id: 'm' },
        { order: '', empty: true, key: [], id: 'm' },
      ];
      for (const start of starts) {
        for (const part of window.nullable ? (['keyed', 'empty'] as const) : (['keyed'] as const)) {
          const { sql, params } = windowSql(window, part, start);
          const steps = plan(sql, params);
          expect(scans(steps)).toEqual([]);
          // Deals without an amount may have a currency, which stands before the amount in the index: those few are sorted by their ids.
          if (!(asked.sort === 'amount' && part === 'empty')) expect(sorts(steps)).toEqual([]);
          expect(steps.some((step) => step.startsWith('SEARCH ds USING'))).toBe(true);
        }
      }
    }
  });

  it.each([{ ownerId: 'x' }, { accountId: 'x' }, { stageId: 'x' }])('filtered by %o scans no table', (filter) => {
    const asked = { ...dealsEntry.input.parse({}), ...filter } as Parameters<typeof dealWindows>[0];
    const [window] = store.read((tx) => dealWindows(asked, tx));
    const { sql, params } = windowSql(window ?? expect.fail('no window'), 'keyed', 'start');
    expect(scans(plan(sql, params))).toEqual([]);
  });
});

const everyFilter = [
  { words: 'avtale nord' },
  { amount: { currency: 'NOK', from: 1n, to: 9n } },
  { amount: { currency: 'NOK', from: null, to: null } },
  { closeFrom: '2026-01-01', closeTo: '2026-12-31' },
  { closeTo: '2026-12-31' },
  { quietOver: 14 },
  { withoutAmount: true },
  { withoutNextStep: true },
  { words: 'a', closeFrom: '2026-01-01', quietOver: 1, withoutNextStep: true },
];

describe.each(everyFilter)('filtered by %o', (filter) => {
  it.each(dealSorts)('a page by %s, its totals and its ids find their rows by an index', (sort) => {
    const input = dealsEntry.input.parse({ ...filter, sort });
    const asked = plansOf((tx) => {
      pipelineQueries.deals(tx, input, noContext);
      filteredDeals(tx, input);
    });
    expect(asked.length).toBeGreaterThanOrEqual(3);
    for (const { sql, steps } of asked) {
      expect(scans(steps), sql).toEqual([]);
      if (!sql.includes('deal_state')) continue;
      expect(
        steps.some((step) => step.startsWith('SEARCH ds USING')),
        sql,
      ).toBe(true);
    }
  });
});

describe('other pages', () => {
  it('of the pipeline table ask nothing that scans a table, its totals included', () => {
    const asked = plansOf((tx) => pipelineQueries.deals(tx, dealsEntry.input.parse({}), noContext));
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.flatMap(({ steps }) => scans(steps))).toEqual([]);
  });

  it('of one deal ask nothing that scans a table', () => {
    const { id } = store.read((tx) => tx.get<{ id: string }>('SELECT id FROM deal LIMIT 1')) ?? { id: '' };
    const asked = plansOf((tx) => pipelineQueries.deal(tx, { id: id as never }, noContext));
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.flatMap(({ steps }) => scans(steps))).toEqual([]);
  });

  it('of accounts walk an index and sort nothing', () => {
    const asked = plansOf((tx) => accountQueries.accounts(tx, accounts.accounts.input.parse({}), noContext));
    const page = asked.filter(({ sql }) => sql.includes('LIMIT'));
    expect(page.length).toBeGreaterThan(0);
    expect(page.flatMap(({ steps }) => [...scans(steps), ...sorts(steps)])).toEqual([]);
  });

  it('of a history find their rows by keys', () => {
    const { id } = store.read((tx) => tx.get<{ id: string }>('SELECT id FROM deal LIMIT 1')) ?? { id: '' };
    const heard: (readonly string[])[] = [];
    const db = {
      ...store.db,
      prepare: (sql: string) => (
        heard.push(
          plan(
            sql,
            Array.from(sql.matchAll(/\?/g), () => 'x'),
          ),
        ),
        store.db.prepare(sql)
      ),
    };
    expect(historyOf({ db, model: store.model }, id, () => null)).not.toBeNull();
    expect(heard.flatMap(scans)).toEqual([]);
  });
});

it('a scan would be seen', () => {
  expect(scans(plan('SELECT title FROM deal', []))).not.toEqual([]);
  expect(sorts(plan('SELECT title FROM deal ORDER BY title', []))).not.toEqual([]);
});
