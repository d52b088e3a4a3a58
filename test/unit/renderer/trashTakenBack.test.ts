/** Which changes of the history are marked as taken back. */
import { expect, it } from 'vitest';
import { takenBack } from '../../../src/renderer/sync/past/takenBack.ts';

const list = (...causes: readonly (string | null)[]) => causes.map((cause) => ({ cause }));

it('a change that was undone is taken back, one that was redone is not', () => {
  expect([...takenBack(list(null, 'undo:7', null))]).toEqual([7]);
  expect([...takenBack(list('redo:7', 'undo:7', null))]).toEqual([]);
  expect([...takenBack(list('undo:7', 'redo:7', 'undo:7', null))]).toEqual([7]);
});

it('imports and reactions take nothing back', () => {
  expect([...takenBack(list('batch:abc', 'reaction:12', null))]).toEqual([]);
});
