/** What the page of the exchange offers for a conflict, and the few words of a trouble. */
import { expect, test } from 'vitest';
import { cellsIn, cellsOf } from '../../../src/renderer/sync/recordValues.ts';
import { shortTroubleKey } from '../../../src/renderer/sync/syncText.ts';
import { takingOf } from '../../../src/renderer/sync/takeOther.ts';
import type { Instant } from '../../../src/shared/kernel/day.ts';
import type { ConflictSideView, ConflictView } from '../../../src/shared/sync/statusContract.ts';

const side = (value: ConflictSideView['value']): ConflictSideView => ({
  seq: 1,
  actor: { id: 'somebody', name: 'Mads' },
  device: 'a.1',
  at: 1 as Instant,
  value,
});
const conflict = (table: string, field: string, wins: ConflictSideView['value'], loses: ConflictSideView['value']): ConflictView => ({
  table,
  rowId: 'row',
  field,
  foundAt: 1 as Instant,
  title: 'Sensors',
  winner: side(wins),
  loser: side(loses),
  settledAt: null,
});

test('the other value is taken by the edit that a person would make, against what stands now', () => {
  const taking = takingOf(conflict('deal', 'nextStep', 'Call', 'Write'));
  expect(taking?.entry.name).toBe('pipeline.editDeal');
  expect(taking?.input).toEqual({ id: 'row', nextStep: 'Write', was: { nextStep: 'Call' } });
  expect(takingOf(conflict('account', 'employees', 12, null))?.input).toEqual({ id: 'row', employees: null, was: { employees: 12 } });
});

test('an amount is taken whole, with its currency and its close date', () => {
  const loser = JSON.stringify({ dealId: 'row', amountMinor: 120_050, currency: 'NOK', expectedClose: '2026-12-24' });
  expect(takingOf(conflict('deal_value', 'deal_value', '{}', loser))).toMatchObject({
    entry: { name: 'pipeline.setDealValue' },
    input: { id: 'row', amount: { minor: 120_050n, currency: 'NOK' }, expectedClose: '2026-12-24' },
  });
});

test('nothing is offered where one edit does not take it: stages, the trash, recurring amounts, other tables', () => {
  expect(takingOf(conflict('stage_move', 'stage_move', '{}', '{}'))).toBeNull();
  expect(takingOf(conflict('deal', '#deleted', 1, '{"title":"Sensors"}'))).toBeNull();
  expect(takingOf(conflict('deal_value', 'deal_value', '{}', '{"amountMinor":1,"currency":"NOK","monthlyMinor":1}'))).toBeNull();
  expect(takingOf(conflict('person', 'name', 'Kari', 'Karin'))).toBeNull();
});

test('a text that begins like a fact but is none stays a text', () => {
  expect(cellsOf('{not a fact')).toBeNull();
  expect(cellsOf('{"a":1}')).toEqual({ a: 1 });
  expect(cellsOf(7)).toBeNull();
});

test('what a set wrote is read row by row, edits and new rows alike', () => {
  expect(
    cellsIn({
      u: [['deal', 'row', { title: 'New' }, { title: 'Old' }]],
      i: [['activity', ['id', 'body'], [['a', 'Called']]]],
    }),
  ).toEqual([{ title: 'New' }, { id: 'a', body: 'Called' }]);
});

test('the status bar tells a hub that is away from an exchange that has stopped', () => {
  expect(shortTroubleKey({ state: 'upToDate', trouble: null })).toBeNull();
  expect(shortTroubleKey({ state: 'retrying', trouble: 'HubUnreachable' })).toBe('syncScreen.isAway');
  expect(shortTroubleKey({ state: 'retrying', trouble: 'DiskFull' })).toBe('syncScreen.isPaused');
  expect(shortTroubleKey({ state: 'stopped', trouble: 'HubReplaced' })).toBe('syncScreen.isStopped');
});
