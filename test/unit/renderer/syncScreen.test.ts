/** What the page of the exchange offers for a conflict, and the few words of a trouble. */
import { expect, test } from 'vitest';
import { cellsOf } from '../../../src/renderer/sync/recordValues.ts';
import { shortTroubleKey } from '../../../src/renderer/sync/syncText.ts';
import { settleWith } from '../../../src/renderer/sync/settleWith.ts';
import type { Instant } from '../../../src/shared/kernel/day.ts';
import type { ConflictSideView, ConflictView } from '../../../src/shared/sync/statusContract.ts';

const side = (value: ConflictSideView['value']): ConflictSideView => ({
  seq: 1,
  actor: { id: 'somebody', name: 'Mads' },
  device: 'a.1',
  deviceLabel: null,
  isHere: false,
  at: 1 as Instant,
  value,
  currency: null,
});
const conflict = (table: string, field: string, wins: ConflictSideView['value'], loses: ConflictSideView['value']): ConflictView => ({
  table,
  rowId: 'row',
  field,
  foundAt: 1 as Instant,
  title: 'Sensors',
  seedKey: null,
  of: null,
  recordTable: table === 'account' ? 'account' : 'deal',
  isYours: true,
  winner: side(wins),
  loser: side(loses),
  before: null,
  settledAt: null,
});

const taking = (from: ConflictView) => settleWith(from, from.loser.value);

test('the other value is taken by the edit that a person would make, against what stands now', () => {
  const edit = taking(conflict('deal', 'nextStep', 'Call', 'Write'));
  expect(edit?.entry.name).toBe('pipeline.editDeal');
  expect(edit?.input).toEqual({ id: 'row', nextStep: 'Write', was: { nextStep: 'Call' } });
  expect(taking(conflict('account', 'employees', 12, null))?.input).toEqual({ id: 'row', employees: null, was: { employees: 12 } });
  expect(taking(conflict('account', 'keyAccount', 0, 1))?.input).toEqual({ id: 'row', keyAccount: true, was: { keyAccount: false } });
  expect(taking(conflict('contact', 'phone', '1', '2'))?.entry.name).toBe('accounts.editContact');
  expect(taking(conflict('activity', 'body', 'Called', 'Met'))?.input).toEqual({ id: 'row', body: 'Met' });
});

test('a third value is written like one of the two', () => {
  expect(settleWith(conflict('deal', 'title', 'A', 'B'), 'C')?.input).toEqual({ id: 'row', title: 'C', was: { title: 'A' } });
});

test('an amount is taken whole, with its currency and its close date', () => {
  const loser = JSON.stringify({ dealId: 'row', amountMinor: 120_050, currency: 'NOK', expectedClose: '2026-12-24' });
  expect(taking(conflict('deal_value', 'deal_value', '{}', loser))).toMatchObject({
    entry: { name: 'pipeline.setDealValue' },
    input: { id: 'row', amount: { minor: 120_050n, currency: 'NOK' }, expectedClose: '2026-12-24' },
  });
});

test('a stage is taken by the move that leads there, with its reason, and an owner by the change of owner of that record', () => {
  const lost = JSON.stringify({ dealId: 'row', toStageId: 'lost', reason: 'Too late', closeReasonId: 'price' });
  expect(taking(conflict('stage_move', 'stage_move', '{}', lost))).toMatchObject({
    entry: { name: 'pipeline.moveDeal' },
    input: { id: 'row', toStageId: 'lost', reason: 'Too late', closeReasonId: 'price' },
  });
  const owner = conflict('ownership', 'ownership owner', '{}', JSON.stringify({ recordId: 'row', role: 'owner', personId: 'mads' }));
  expect(taking(owner)).toMatchObject({ entry: { name: 'pipeline.setDealOwner' }, input: { id: 'row', personId: 'mads' } });
  expect(taking({ ...owner, recordTable: 'account' })?.entry.name).toBe('accounts.setOwner');
});

test('nothing is offered where one edit does not take it: the trash, recurring amounts, other tables', () => {
  expect(taking(conflict('deal', '#deleted', 1, '{"title":"Sensors"}'))).toBeNull();
  expect(taking(conflict('deal_value', 'deal_value', '{}', '{"amountMinor":1,"currency":"NOK","monthlyMinor":1}'))).toBeNull();
  expect(taking(conflict('person', 'name', 'Kari', 'Karin'))).toBeNull();
});

test('a text that begins like a fact but is none stays a text', () => {
  expect(cellsOf('{not a fact')).toBeNull();
  expect(cellsOf('{"a":1}')).toEqual({ a: 1 });
  expect(cellsOf(7)).toBeNull();
});

test('the status bar tells a hub that is away from an exchange that has stopped', () => {
  expect(shortTroubleKey({ state: 'upToDate', trouble: null })).toBeNull();
  expect(shortTroubleKey({ state: 'retrying', trouble: 'HubUnreachable' })).toBe('syncPage.isAway');
  expect(shortTroubleKey({ state: 'retrying', trouble: 'DiskFull' })).toBe('syncPage.isPaused');
  expect(shortTroubleKey({ state: 'stopped', trouble: 'HubReplaced' })).toBe('syncPage.isStopped');
});
