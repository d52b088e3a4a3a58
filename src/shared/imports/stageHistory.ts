/** The way of a deal through the stages as one cell: a line a move, the oldest first, its day (where one is known) before the name of the stage. */
import { type Day, parseDay } from '../kernel/day.ts';

export type NamedMove = { readonly day: Day | null; readonly stage: string };

const dayLength = 10;

export const writeStageHistory = (moves: readonly NamedMove[]): string =>
  moves.map(({ day, stage }) => (day === null ? stage : `${day} ${stage}`)).join('\n');

/** Moves out of such a cell; lines that hold nothing are none. */
export const readStageHistory = (text: string): readonly NamedMove[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const day = line.charAt(dayLength) === ' ' ? parseDay(line.slice(0, dayLength)) : null;
      return { day, stage: day === null ? line : line.slice(dayLength + 1).trim() };
    })
    .filter(({ stage }) => stage !== '');
