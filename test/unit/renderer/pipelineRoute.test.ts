/** The address of the pipeline says which deals in which order. */
import { expect, test } from 'vitest';
import { hrefOf, parseRoute } from '../../../src/renderer/app/routes.ts';
import { dealEvents } from '../../../src/renderer/pipeline/dealEvents.ts';
import { isFiltered, nextSort, parseView } from '../../../src/renderer/pipeline/pipelineRoute.ts';

const view = (search: string) => parseView(new URLSearchParams(search));
const stageId = '0197a000-0000-7000-8000-000000000001';

test('open deals, largest first, is where one starts', () => {
  expect(view('')).toEqual({ status: 'open', stageId: null, ownerId: null, sort: { by: 'amount', direction: 'desc' }, dealId: null });
  expect(isFiltered(view(''))).toBe(false);
});

test('filters come out of the address; what is no id or no choice is left out', () => {
  expect(view(`status=won&stage=${stageId}&owner=x&sort=secret&dir=up`)).toEqual({
    status: 'won',
    stageId,
    ownerId: null,
    sort: { by: 'amount', direction: 'desc' },
    dealId: null,
  });
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
