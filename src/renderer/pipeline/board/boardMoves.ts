/** What a move on the board means before the store has answered: what it asks for, and how the board looks once it is done. */
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Id } from '../../../shared/kernel/brand.ts';
import type { OutputOf } from '../../../shared/kernel/contract.ts';
import type { Board, BoardCard } from '../../../shared/pipeline/boardContract.ts';
import { board, boardColumn } from '../../../shared/pipeline/boardContract.ts';
import { weightedSums, withDeal } from '../../../shared/pipeline/boardSums.ts';
import type { StageView } from '../../../shared/pipeline/contract.ts';
import type { BoardFilter } from './boardView.ts';

export type Move = {
  readonly card: BoardCard;
  readonly to: StageView;
  /** The card above its new place; null: the first place. */
  readonly above: Id<'Deal'> | null;
};

/** What has to be said before a deal may go there: nothing, which criteria are met (or why not), or how it closed. */
export type Asks = 'nothing' | 'criteria' | 'closing';

const isForward = (from: StageView | undefined, to: StageView): boolean =>
  from !== undefined && from.kind === 'open' && (to.kind === 'won' || (to.kind === 'open' && to.position > from.position));

/** Exit criteria that this move would skip (B5): only the way forward asks for them. */
export const missingFor = (card: BoardCard, from: StageView | undefined, to: StageView): StageView['criteria'] =>
  isForward(from, to) ? (from?.criteria ?? []).filter(({ id }) => card.unmet.includes(id)) : [];

export const asksFor = (card: BoardCard, from: StageView | undefined, to: StageView): Asks => {
  if (card.stageId === to.id) return 'nothing';
  if (to.kind !== 'open') return 'closing';
  return missingFor(card, from, to).length > 0 ? 'criteria' : 'nothing';
};

type Page = OutputOf<typeof boardColumn>;
type Pages = InfiniteData<Page, string | null>;

/** Cards that one request brings. */
export const windowOfCards = 100;

export const columnInput = (stageId: Id<'Stage'>, filter: BoardFilter, after: string | null) => ({
  stageId,
  ...filter,
  after,
  limit: windowOfCards,
});
const boardKey = (filter: BoardFilter) => [board.name, filter] as const;
const columnKey = (stageId: Id<'Stage'>, filter: BoardFilter) => [boardColumn.name, 'windows', columnInput(stageId, filter, null)] as const;

export const withoutCard = (pages: Pages | undefined, id: string): Pages | undefined =>
  pages && { ...pages, pages: pages.pages.map((page) => ({ ...page, rows: page.rows.filter((row) => row.id !== id) })) };

/** The pages with the card under `above`, or first where that card is not among them. */
export const withCard = (pages: Pages | undefined, card: BoardCard, above: string | null): Pages | undefined => {
  if (pages === undefined) return undefined;
  const found = above === null ? -1 : pages.pages.findIndex(({ rows }) => rows.some(({ id }) => id === above));
  return {
    ...pages,
    pages: pages.pages.map((page, at) => {
      if (at !== Math.max(0, found)) return page;
      const place = page.rows.findIndex(({ id }) => id === above) + 1;
      return { ...page, rows: [...page.rows.slice(0, place), card, ...page.rows.slice(place)] };
    }),
  };
};

/** The sums with a deal gone from one column and come to another. */
export const boardAfter = (before: Board, { card, to }: Pick<Move, 'card' | 'to'>): Board => ({
  ...before,
  columns: before.columns.map((column) => {
    const sign = column.stage.id === to.id ? 1 : column.stage.id === card.stageId ? -1 : null;
    if (sign === null || to.id === card.stageId) return column;
    const sums = withDeal(column, card.amount, sign);
    return { ...column, ...sums, weighted: column.stage.kind === 'open' ? weightedSums(sums.amount, column.stage.probabilityBp) : {} };
  }),
});

export type Shown = {
  /** Where the card stands in its column now, from 1. */
  readonly place: number;
  readonly putBack: () => void;
};

/** Shows a move at once, before the store has answered. */
export const showMove = async (queries: QueryClient, filter: BoardFilter, move: Move): Promise<Shown> => {
  // An answer on its way was asked before the move and would undo what is shown.
  await Promise.all([queries.cancelQueries({ queryKey: [boardColumn.name] }), queries.cancelQueries({ queryKey: [board.name] })]);
  const { card, to, above } = move;
  const from = columnKey(card.stageId, filter);
  const into = columnKey(to.id, filter);
  const before = {
    from: queries.getQueryData<Pages>(from),
    to: queries.getQueryData<Pages>(into),
    board: queries.getQueryData<Board>(boardKey(filter)),
  };
  const moved: BoardCard = { ...card, stageId: to.id, status: to.kind, quietDays: to.kind === 'open' ? 0 : null };
  queries.setQueryData<Pages>(from, (pages) => withoutCard(pages, card.id));
  queries.setQueryData<Pages>(into, (pages) => withCard(withoutCard(pages, card.id), moved, above));
  if (before.board) queries.setQueryData<Board>(boardKey(filter), boardAfter(before.board, move));
  const now = queries.getQueryData<Pages>(into)?.pages.flatMap(({ rows }) => rows) ?? [];
  return {
    place: now.findIndex(({ id }) => id === card.id) + 1,
    putBack: () => {
      queries.setQueryData<Pages>(from, before.from);
      queries.setQueryData<Pages>(into, before.to);
      queries.setQueryData<Board>(boardKey(filter), before.board);
    },
  };
};

/** Asks the store again for everything the board shows. */
export const askAgain = (queries: QueryClient): Promise<unknown> =>
  Promise.all([queries.invalidateQueries({ queryKey: [boardColumn.name] }), queries.invalidateQueries({ queryKey: [board.name] })]);
