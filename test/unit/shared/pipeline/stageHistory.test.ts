/** The way of a deal as one cell: what is written is read again, and what cannot be read is not half read. */
import { expect, it } from 'vitest';
import { day } from '../../../../src/shared/kernel/day.ts';
import { readStageHistory, writeStageHistory } from '../../../../src/shared/pipeline/stageHistory.ts';

const moves = [
  { day: day('2026-01-09'), stage: 'Qualified' },
  { day: null, stage: 'Meeting held' },
  { day: day('2026-03-01'), stage: '2026 review' },
];

it('a move has a line, with its day where one is known', () => {
  const cell = '2026-01-09 Qualified\nMeeting held\n2026-03-01 2026 review';
  expect(writeStageHistory(moves)).toBe(cell);
  expect(readStageHistory(cell)).toEqual(moves);
});

it('empty lines, spaces around and days without a stage are no moves', () => {
  expect(readStageHistory('\n  2026-01-09   Qualified  \n\n2026-02-02\n Meeting held\n')).toEqual(moves.slice(0, 2));
  expect(readStageHistory('')).toEqual([]);
});

it('a day that is none makes the cell unreadable, and what only looks like one is a stage', () => {
  expect(readStageHistory('2026-01-09 Qualified\n2026-02-30 Meeting held')).toEqual([]);
  expect(readStageHistory('12026-01-09 Qualified\nAfter 2026-01-09 x')).toEqual([
    { day: null, stage: '12026-01-09 Qualified' },
    { day: null, stage: 'After 2026-01-09 x' },
  ]);
});
