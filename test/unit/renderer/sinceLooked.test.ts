/** What is new of a record to somebody who looked at it before. */
import { expect, test } from 'vitest';
import { changesSince, lookedAt } from '../../../src/renderer/accounts/useSinceLooked.ts';
import type { Instant } from '../../../src/shared/kernel/day.ts';
import type { HistoryEntry } from '../../../src/shared/sync/contract.ts';

const entry = (seq: number, id: string): HistoryEntry => ({
  seq,
  at: 1 as Instant,
  provisional: false,
  actor: { id, name: id },
  device: 'a.1',
  command: 'pipeline.editDeal',
  cause: null,
  table: 'deal',
  rowId: 'row',
  name: null,
  what: 'changed',
  voided: false,
  changes: [],
});

test('what others did since is new; what one did oneself, and what one has seen, is not', () => {
  const since = changesSince([entry(9, 'mads'), entry(8, 'kari'), entry(7, 'me'), entry(6, 'mads'), entry(5, 'mads')], 5, 'me');
  expect([...since.seqs]).toEqual([9, 8, 6]);
  expect(since.actors.map(({ id }) => id)).toEqual(['mads', 'kari']);
});

test('a change that was made earlier and came late is new, wherever the history puts it', () => {
  expect([...changesSince([entry(5, 'me'), entry(9, 'mads'), entry(4, 'kari')], 5, 'me').seqs]).toEqual([9]);
});

test('two rows of one change count once', () => {
  expect(changesSince([entry(9, 'mads'), entry(9, 'mads')], 5, 'me').seqs.size).toBe(1);
});

test('without an earlier look nothing is new, nor where the store has fewer changes than were seen', () => {
  expect(changesSince([entry(9, 'mads')], null, 'me').seqs.size).toBe(0);
  expect(changesSince([entry(3, 'mads')], 9, 'me').seqs.size).toBe(0);
});

test('a look is remembered last, and the oldest of too many is forgotten', () => {
  const full = Array.from({ length: 500 }, (_, n) => [`r${n}`, n] as const);
  const after = lookedAt(full, 'r1', 900);
  expect(after).toHaveLength(500);
  expect(after.at(-1)).toEqual(['r1', 900]);
  expect(lookedAt(full, 'new', 1)[0]).toEqual(['r1', 1]);
});
