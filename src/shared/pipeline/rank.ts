/** Order on the board as fractional indexes: a deal is placed between two others by one text of its own, and no other deal changes. */
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

/** Stands after every fractional index, so that deals nobody has placed come last in their column. */
export const unplaced = '~';
const idLength = 36;
/** As long as a rank may be (the column takes 200); a column whose gaps have grown so narrow is numbered anew. */
export const longestRank = 190;

/** Where a deal stands that nobody has placed: behind the placed ones, in the order of the ids, which is that of their making. */
export const unplacedRank = (dealId: string): string => `${unplaced}${dealId}`;

/** A rank behind an unplaced deal is that deal's own, with a fractional index after it. */
type Parts = { readonly base: string; readonly key: string | null };

const partsOf = (rank: string): Parts => {
  const cut = rank.startsWith(unplaced) ? unplaced.length + idLength : 0;
  return { base: rank.slice(0, cut), key: rank.length > cut ? rank.slice(cut) : null };
};

/**
 * A rank that sorts (byte by byte) after `above` and before `below`; null stands for the end of the column. Answers null where there is no
 * room: both stand at the same rank, or the text would be too long.
 */
export const rankBetween = (above: string | null, below: string | null): string | null => {
  if (above !== null && below !== null && above >= below) return null;
  const from = above === null ? { base: '', key: null } : partsOf(above);
  const to = below === null ? null : partsOf(below);
  const end = to !== null && to.base === from.base ? to.key : null;
  try {
    const rank = `${from.base}${generateKeyBetween(from.key, end)}`;
    return rank.length <= longestRank ? rank : null;
  } catch {
    // A text that is no fractional index, from another program or an older rule.
    return null;
  }
};

/** Ranks for a whole column, in order. */
export const evenRanks = (count: number): readonly string[] => generateNKeysBetween(null, null, count);
