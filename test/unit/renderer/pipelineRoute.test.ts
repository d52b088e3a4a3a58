/** The address of the pipeline says which deals in which order. */
import { expect, test } from 'vitest';
import { hrefOf, parseRoute } from '../../../src/renderer/app/routes.ts';
import { dealEvents } from '../../../src/renderer/pipeline/dealEvents.ts';
import {
  isFiltered,
  looksLike,
  lookOf,
  nextSort,
  noFilters,
  paramsOfView,
  parseView,
} from '../../../src/renderer/pipeline/pipelineRoute.ts';

const view = (search: string) => parseView(new URLSearchParams(search));
const stageId = '0197a000-0000-7000-8000-000000000001';

const anything = {
  status: 'open',
  stageId: null,
  ownerId: null,
  accountId: null,
  words: null,
  amount: null,
  closeFrom: null,
  closeTo: null,
  quietOver: null,
  withoutAmount: false,
  withoutNextStep: false,
};

test('open deals, largest first, is where one starts', () => {
  expect(view('')).toEqual({
    status: 'open',
    filter: anything,
    sort: { by: 'amount', direction: 'desc' },
    columns: null,
    savedId: null,
    dealId: null,
  });
  expect(isFiltered(view(''))).toBe(false);
});

test('filters come out of the address; what is no id or no choice is left out', () => {
  expect(view(`status=won&stage=${stageId}&owner=x&sort=secret&dir=up`)).toMatchObject({
    status: 'won',
    filter: { ...anything, status: 'won', stageId },
    sort: { by: 'amount', direction: 'desc' },
  });
});

test('every filter of the table survives the address', () => {
  const { filter } = view('status=all&q=bjorn+sens&cur=NOK&min=100&max=-5&closeFrom=2026-12-01&closeTo=2026-12-31&quiet=14&no=amount,step');
  expect(filter).toEqual({
    ...anything,
    status: null,
    words: 'bjorn sens',
    amount: { currency: 'NOK', from: 100n, to: -5n },
    closeFrom: '2026-12-01',
    closeTo: '2026-12-31',
    quietOver: 14,
    withoutAmount: true,
    withoutNextStep: true,
  });
});

test.each(['q=x', 'cur=NOK', 'quiet=0', 'no=step', 'closeTo=2026-01-01', 'status=all', `account=${stageId}`])(
  'the address %s filters, and nothing is left of it once the filters are taken away',
  (search) => {
    const params = new URLSearchParams(search);
    expect(isFiltered(parseView(params))).toBe(true);
    for (const name of Object.keys(noFilters)) params.delete(name);
    expect(isFiltered(parseView(params))).toBe(false);
  },
);

test('what is no filter in the address asks for nothing', () => {
  const params = 'cur=kroner&min=1e9&closeFrom=2026-13-01&closeTo=yesterday&quiet=-1&no=sense&account=1';
  expect(view(params).filter).toEqual(anything);
  expect(view(`q=${'x'.repeat(200)}`).filter.words).toHaveLength(100);
  expect(view('cur=NOK&min=99999999999999999').filter.amount).toEqual({ currency: 'NOK', from: null, to: null });
});

test('the title stays first whatever columns are chosen; unknown and repeated ones are left out', () => {
  expect(view('columns=amount,owner,nonsense,amount,title').columns).toEqual(['title', 'amount', 'owner']);
  expect(view('columns=nonsense').columns).toBeNull();
});

test('a saved view keeps filters, order and columns, not what is open beside them', () => {
  const params = new URLSearchParams(`view=table&deal=${stageId}&saved=${stageId}&status=open&q=sens&sort=owner&columns=owner,amount`);
  const kept = lookOf(params);
  expect(kept).toEqual({ q: 'sens', sort: 'owner', columns: 'owner,amount' });
  expect(looksLike(params, kept)).toBe(true);
  expect(looksLike(params, { columns: 'owner,amount', sort: 'owner', q: 'sens', unknown: 'x' })).toBe(true);
  params.set('q', 'other');
  expect(looksLike(params, kept)).toBe(false);
  expect(paramsOfView(stageId, { ...kept, evil: 'x' })).toEqual({ view: 'table', saved: stageId, ...kept });
});

test('a head clicked twice turns the order round, another starts with its own', () => {
  expect(nextSort({ by: 'amount', direction: 'desc' }, 'amount')).toEqual({ by: 'amount', direction: 'asc' });
  expect(nextSort({ by: 'amount', direction: 'desc' }, 'title')).toEqual({ by: 'title', direction: 'asc' });
  expect(nextSort({ by: 'title', direction: 'asc' }, 'closed')).toEqual({ by: 'closed', direction: 'desc' });
});

test('a place and its parameters survive the address', () => {
  const { place, params } = parseRoute(hrefOf('pipeline', { stage: stageId, owner: null, deal: '' }));
  expect([place, Object.fromEntries(params)]).toEqual(['pipeline', { stage: stageId }]);
});

test.each(['', '#', '#/', '#/nowhere', '#code=abc'])('"%s" leads to the cockpit', (hash) => {
  expect(parseRoute(hash).place).toBe('cockpit');
});

test('the story of a deal is told from the latest day; what has no day stands last', () => {
  const events = dealEvents({
    moves: [
      { id: 'a' as never, stage: null, day: '2026-01-02' as never, reason: null, closeReason: null, recordedAt: 0 as never },
      { id: 'b' as never, stage: null, day: null, reason: null, closeReason: null, recordedAt: 0 as never },
    ],
    values: [{ amount: null, expectedClose: null, estimate: false, day: '2026-03-01' as never }],
    owners: [{ person: null, from: '2026-01-02' as never }],
  });
  expect(events.map(({ kind, day }) => `${kind} ${day ?? '–'}`)).toEqual([
    'value 2026-03-01',
    'move 2026-01-02',
    'owner 2026-01-02',
    'move –',
  ]);
});
