/** The way of a deal through the stages as one cell: a line a move, the oldest first, its day (where one is known) before the name of the stage. */
import { type Day, parseDay } from '../kernel/day.ts';

export type NamedMove = { readonly day: Day | null; readonly stage: string };

const dayLength = 10;

export const writeStageHistory = (moves: readonly NamedMove[]): string =>
  moves.map(({ day, stage }) => (day === null ? stage : `${day} ${stage}`)).join('\n');

const dated = /^\d{4}-\d\d-\d\d(?: |$)/;

/** Moves out of such a cell; lines that hold nothing are none. A line with a day that is none makes the whole cell unreadable: no moves. */
export const readStageHistory = (text: string): readonly NamedMove[] => {
  const moves: NamedMove[] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    const day = dated.test(line) ? parseDay(line.slice(0, dayLength)) : null;
    if (day === null && dated.test(line)) return [];
    const stage = day === null ? line : line.slice(dayLength).trim();
    if (stage !== '') moves.push({ day, stage });
  }
  return moves;
};
