/** What a change set says about itself: how many rows, which tables, and why it exists. */
import { expect, it } from 'vitest';
import {
  type Cause,
  causeText,
  opCount,
  type Payload,
  readCause,
  tablesOf,
  toPayloadValue,
} from '../../../../src/shared/sync/changeSet.ts';

const payload: Payload = {
  i: [
    [
      'deal',
      ['id', 'title'],
      [
        ['d1', 'Sensors'],
        ['d2', 'Pumps'],
      ],
    ],
    ['stage_move', ['id', 'dealId'], [['m1', 'd1']]],
  ],
  u: [['deal', 'd0', { title: 'New' }, { title: 'Old' }]],
};

it('counts every row made and every row written', () => {
  expect(opCount(payload)).toBe(4);
  expect(opCount({})).toBe(0);
});

it('names each table once', () => {
  expect(tablesOf(payload)).toEqual(['deal', 'stage_move']);
  expect(tablesOf({ u: [['account', 'a', { '#deleted': 1 }, { '#deleted': 0 }]] })).toEqual(['account']);
});

it('keeps its cause in one text that reads back', () => {
  const causes: readonly Cause[] = [
    { kind: 'undo', seq: 17 },
    { kind: 'redo', seq: 9_007_199_254_740_991 },
    { kind: 'batch', id: '0190-a:b' },
    { kind: 'reaction', to: 'deal:won' },
  ];
  expect(causes.map((cause) => readCause(causeText(cause)))).toEqual(causes);
  expect(readCause(null)).toBeNull();
});

it('writes money as a plain integer, exact up to the largest amount', () => {
  expect(toPayloadValue(9_007_199_254_740_991n)).toBe(9_007_199_254_740_991);
  expect(toPayloadValue(-1n)).toBe(-1);
  expect(toPayloadValue(null)).toBeNull();
});
