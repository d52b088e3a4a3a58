/** The order of the board: a rank between any two others, placed deals before unplaced ones, no other deal touched. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evenRanks, longestRank, rankBetween, unplacedRank } from '../../../../src/shared/pipeline/rank.ts';

const idOf = (n: number): string => `0198c000-0000-7000-8000-${String(n).padStart(12, '0')}`;

describe('a rank between two others', () => {
  it('sorts between them, whether they were placed or not', () => {
    const first = unplacedRank(idOf(1));
    const second = unplacedRank(idOf(2));
    const between = rankBetween(first, second) ?? '';
    expect(first < between && between < second).toBe(true);
    const top = rankBetween(null, first) ?? '';
    expect(top < first).toBe(true);
    const last = rankBetween(second, null) ?? '';
    expect(second < last).toBe(true);
  });

  it('is refused where both stand at the same rank', () => {
    expect(rankBetween('a0', 'a0')).toBeNull();
    expect(rankBetween('a1', 'a0')).toBeNull();
  });

  it('is refused where a text is no rank, and where the gap has grown too narrow', () => {
    expect(rankBetween('not a rank!', null)).toBeNull();
    let below = rankBetween('a0', null) ?? '';
    let rounds = 0;
    for (let next: string | null = below; next !== null && rounds < 100_000; rounds += 1) {
      expect(next.length).toBeLessThanOrEqual(longestRank);
      below = next;
      next = rankBetween('a0', below);
    }
    expect(rounds).toBeGreaterThan(500);
    expect(rankBetween('a0', below)).toBeNull();
  });

  it('holds for every order in which deals are placed into a column of unplaced ones', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1_000 }), { minLength: 1, maxLength: 60 }), (places) => {
        const column = Array.from({ length: 5 }, (_, n) => unplacedRank(idOf(n)));
        for (const wanted of places) {
          const at = wanted % (column.length + 1);
          const rank = rankBetween(column[at - 1] ?? null, column[at] ?? null);
          expect(rank).not.toBeNull();
          column.splice(at, 0, rank ?? '');
        }
        expect(column.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(column);
        expect(new Set(column).size).toBe(column.length);
      }),
    );
  });
});

it('a column that is numbered anew has rising ranks with room between them', () => {
  const ranks = evenRanks(500);
  expect(ranks.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(ranks);
  expect(ranks.every((rank, at) => at === 0 || rankBetween(ranks[at - 1] ?? null, rank) !== null)).toBe(true);
});
