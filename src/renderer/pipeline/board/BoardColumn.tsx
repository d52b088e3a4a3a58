/** One column of the board: its head, and of its cards those in sight; the place a card came from and the place it would fall to stay open. */
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { BoardCard, BoardColumn as Column } from '../../../shared/pipeline/boardContract.ts';
import { boardColumn } from '../../../shared/pipeline/boardContract.ts';
import { useWindows } from '../../app/calls.ts';
import { useText } from '../../app/i18n.ts';
import { seededName } from '../../app/names.ts';
import { useBoard } from './BoardContext.ts';
import { columnInput } from './boardMoves.ts';
import { useBoardState } from './boardState.ts';
import type { BoardFilter } from './boardView.ts';
import type { Reading } from './ColumnHead.tsx';
import { ColumnHead } from './ColumnHead.tsx';
import { cardHeight, DealCard } from './DealCard.tsx';

type BoardColumnProps = {
  readonly column: Column;
  readonly filter: BoardFilter;
  readonly reading: Reading;
  readonly closedIn: string;
  readonly today: string;
  readonly selectedId: string | null;
};

/** What stands in a cell of the column: a card, the place one was taken from, or the place one would fall to. */
type Cell = { readonly key: string; readonly what: 'card' | 'from' | 'to'; readonly card: BoardCard; readonly index: number };

const noCards: readonly BoardCard[] = [];

/** The cells in order. A card in the hand leaves its place open even if its deal has been removed meanwhile. */
const useCells = (cards: readonly BoardCard[], stageId: string): readonly Cell[] => {
  const held = useBoardState(({ drag }) =>
    drag !== null && (drag.card.stageId === stageId || drag.over?.stage.id === stageId) ? drag : null,
  );
  return useMemo(() => {
    const cells: Cell[] = cards.map((card, index) => ({ key: card.id, what: held?.card.id === card.id ? 'from' : 'card', card, index }));
    if (held === null) return cells;
    const isHome = held.card.stageId === stageId;
    if (isHome && !cells.some(({ what }) => what === 'from'))
      cells.splice(Math.min(held.fromIndex, cells.length), 0, { key: held.card.id, what: 'from', card: held.card, index: held.fromIndex });
    if (held.over?.stage.id !== stageId) return cells;
    const at = Math.min(held.over.index, cells.length);
    // Right above or below where it lies, it would stay: the open place says so.
    const isSame = isHome && (cells[at]?.what === 'from' || cells[at - 1]?.what === 'from');
    if (!isSame) cells.splice(at, 0, { key: 'to', what: 'to', card: held.card, index: at });
    return cells;
  }, [cards, held, stageId]);
};

export const BoardColumn = ({ column, filter, reading, closedIn, today, selectedId }: BoardColumnProps) => {
  const { t } = useText();
  const board = useBoard();
  const { stage } = column;
  const scroller = useRef<HTMLDivElement>(null);
  const inputAfter = useCallback((after: string | null) => columnInput(stage.id, filter, after), [stage.id, filter]);
  const list = useWindows(boardColumn, inputAfter, ({ next }) => next);
  const cards = useMemo(() => list.data?.pages.flatMap(({ rows }) => rows) ?? noCards, [list.data]);
  useLayoutEffect(() => {
    board.cardsOf.set(stage.id, cards);
  }, [board, stage.id, cards]);

  const cells = useCells(cards, stage.id);
  const heldAt = cells.findIndex(({ what }) => what === 'from');
  const virtual = useVirtualizer({
    count: cells.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight,
    getItemKey: (index) => cells[index]?.key ?? index,
    overscan: 6,
    // The element that a drag began in must stay in the page until the drop.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return heldAt === -1 || shown.includes(heldAt) ? shown : [...shown, heldAt].sort((a, b) => a - b);
    },
  });
  const items = virtual.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastIndex >= cells.length - 30) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastIndex, cells.length]);

  useDropColumn(scroller, column);
  useFocusWish(scroller, cards, virtual.scrollToIndex);

  const activeId = useBoardState((state) => state.activeId);
  const tabStop = cards.some(({ id }) => id === activeId) ? activeId : (cells[items[0]?.index ?? 0]?.card.id ?? null);
  const seen = items.filter(({ end }) => end <= (virtual.scrollOffset ?? 0) + (scroller.current?.clientHeight ?? 0)).at(-1)?.index ?? -1;
  const below = Math.max(0, column.count - seen - 1);
  const missing = column.withoutAmount > 0 ? t('common.withoutAmount', { count: column.withoutAmount }) : '';
  const name = seededName(t, stage);
  return (
    <section className="boardColumn" aria-label={t('board.column', { stage: name, count: column.count })} data-stage={stage.id}>
      <ColumnHead column={column} reading={reading} closedIn={closedIn} />
      <div className="cards" ref={scroller} data-stage={stage.id}>
        {cells.length === 0 ? (
          <p className="small muted columnEmpty">{list.isPending ? t('common.loading') : t('board.emptyColumn')}</p>
        ) : null}
        <ul style={{ height: virtual.getTotalSize() }} aria-label={name}>
          {items.map((item) => {
            const cell = cells[item.index];
            if (cell === undefined) return null;
            if (cell.what === 'to')
              return <li key="to" className="dropSlot" style={{ transform: `translateY(${item.start}px)` }} aria-hidden="true" />;
            return (
              <DealCard
                key={cell.key}
                card={cell.card}
                today={today}
                top={item.start}
                index={cell.index}
                size={column.count}
                isFrom={cell.what === 'from'}
                isTabStop={cell.card.id === tabStop}
                isSelected={cell.card.id === selectedId}
              />
            );
          })}
        </ul>
      </div>
      <footer className="meta">
        <span>{below > 0 ? t('board.below', { count: below }) : ''}</span>
        <span>{missing}</span>
      </footer>
    </section>
  );
};

/** The whole column takes cards; the place is the cell under the pointer, so that the slot that opens there stays under it. */
const useDropColumn = (scroller: React.RefObject<HTMLDivElement | null>, { stage }: Column): void => {
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    return combine(
      dropTargetForElements({
        element,
        getData: ({ input }) => {
          const y = input.clientY - element.getBoundingClientRect().top + element.scrollTop;
          return { stage, index: stage.kind === 'open' ? Math.max(0, Math.floor(y / cardHeight)) : 0 };
        },
      }),
      autoScrollForElements({ element, getAllowedAxis: () => 'vertical' }),
    );
  }, [scroller, stage]);
};

/** Brings the active card into sight and gives it the focus when a key or a move asked for it, and keeps it there when the cards come anew. */
const useFocusWish = (
  scroller: React.RefObject<HTMLDivElement | null>,
  cards: readonly BoardCard[],
  scrollTo: (index: number) => void,
): void => {
  const wish = useBoardState((state) => state.focusWish);
  const granted = useRef(wish);
  useEffect(() => {
    const { activeId } = useBoardState.getState();
    const index = cards.findIndex(({ id }) => id === activeId);
    if (index === -1) return;
    const isAsked = granted.current !== wish;
    granted.current = wish;
    // A moved card is a new element: the focus that lay on the old one has fallen to the page.
    const isLost = wish > 0 && document.activeElement === document.body;
    if (!isAsked && !isLost) return;
    const find = (): HTMLElement | null | undefined => scroller.current?.querySelector<HTMLElement>(`[data-card="${activeId}"]`);
    if (isAsked) scrollTo(index);
    requestAnimationFrame(() => {
      const card = find();
      card?.focus({ preventScroll: true });
      if (isAsked) card?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  }, [wish, cards, scroller, scrollTo]);
};
