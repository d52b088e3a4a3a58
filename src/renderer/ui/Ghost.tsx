/** A quiet drawing of what a place will hold once there is something: rows, columns of cards, figures or a printed page, for the eye alone. */
import './ghost.css';

export type GhostKind = 'rows' | 'board' | 'figures' | 'sheet';

/** Names of their own: a sheet and a board are styled elsewhere. */
const drawings: Readonly<Record<GhostKind, string>> = {
  rows: 'ghost ghostRows',
  board: 'ghost ghostBoard',
  figures: 'ghost ghostFigures',
  sheet: 'ghost ghostSheet',
};

/** How many marks each part is drawn with; unequal on purpose, as real lists are. */
const parts: Readonly<Record<GhostKind, readonly number[]>> = {
  rows: [4, 4, 4, 4, 4],
  board: [3, 2, 2, 1],
  figures: [2, 2, 2, 7],
  sheet: [1, 2, 7, 4],
};

const counted = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

export const Ghost = ({ kind }: { readonly kind: GhostKind }) => (
  <div className={drawings[kind]} aria-hidden="true">
    {parts[kind].map((marks, part) => (
      // The parts of a drawing keep their places.
      <div key={part}>
        {counted(marks).map((mark) => (
          <i key={mark} />
        ))}
      </div>
    ))}
  </div>
);
