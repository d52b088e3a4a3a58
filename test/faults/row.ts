/** What a row of the fault catalogue is: so many rounds of one kind of fault, each followed by the question whether anything was lost. */
import type { Seeded } from '../support/seeded.ts';

export type RowContext = {
  readonly random: Seeded;
  /** An empty folder of this row's own; it is kept when the row fails. */
  readonly dir: string;
  /** Counts a round in and says whether it still fits: `while (context.again()) …`. */
  readonly again: () => boolean;
  /** Share of the full target that this run aims at, for rows whose size is not a number of rounds. */
  readonly isShort: boolean;
  /** Counts a fault that really struck, under its name. */
  readonly fault: (name: string) => void;
  /** Says something that a reader of the result should know. */
  readonly note: (text: string) => void;
};

export type Row = {
  /** The name in the catalogue. */
  readonly name: string;
  readonly title: string;
  /** Rounds of a full run. */
  readonly rounds: number;
  /** Seconds that a short run spends on it. */
  readonly shortSeconds: number;
  /** Throws `Lost` (or anything) at the first round that does not end well. */
  readonly run: (context: RowContext) => Promise<void>;
};

/** The promise was broken: something is lost, doubled, invented, half done or silent. */
export class Lost extends Error {
  readonly problems: readonly string[];
  constructor(where: string, problems: readonly string[]) {
    super(`${where}: ${problems.slice(0, 5).join(' · ')}${problems.length > 5 ? ` · and ${problems.length - 5} more` : ''}`);
    this.problems = problems;
  }
}

export const mustBeEmpty = (where: string, problems: readonly string[]): void => {
  if (problems.length > 0) throw new Lost(where, problems);
};
