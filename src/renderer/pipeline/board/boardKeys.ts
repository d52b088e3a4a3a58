/** The board by keyboard: arrows move the focus, Shift and arrows move the deal, letters win, lose and open the menu. */
import type { KeyboardEvent } from 'react';
import type { CommandSection } from '../../app/commands.ts';
import { setParams } from '../../app/routes.ts';
import type { BoardTools, Found } from './BoardContext.ts';
import { findCard, moveOrAsk, reorder, stageBeside } from './BoardContext.ts';
import { useBoardState } from './boardState.ts';

/** The keys that a card answers, for the sheet. */
export const boardSection: CommandSection = {
  id: 'board',
  label: 'board.sectionBoard',
  commands: [
    { id: 'board.focus', label: 'board.keyFocus', keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] },
    { id: 'board.move', label: 'board.keyMoveDeal', keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'] },
    { id: 'board.reorder', label: 'board.keyReorder', keys: ['Shift+ArrowUp', 'Shift+ArrowDown'] },
    { id: 'board.win', label: 'pipeline.statusWon', keys: ['w'] },
    { id: 'board.lose', label: 'pipeline.statusLost', keys: ['q'] },
    { id: 'board.menu', label: 'board.keyMenu', keys: ['m'] },
  ],
};

/** The card in the next column that has any, at about the same height. */
const cardBeside = (board: BoardTools, { stage, index }: Found, step: 1 | -1): string | undefined => {
  for (let at = board.stages.indexOf(stage) + step; at >= 0 && at < board.stages.length; at += step) {
    const cards = board.cardsOf.get(board.stages[at]?.id ?? '') ?? [];
    const card = cards[Math.min(index, cards.length - 1)];
    if (card !== undefined) return card.id;
  }
  return undefined;
};

const nextFocus = (board: BoardTools, found: Found, key: string): string | undefined => {
  const { cards, index } = found;
  switch (key) {
    case 'ArrowUp':
      return cards[index - 1]?.id;
    case 'ArrowDown':
      return cards[index + 1]?.id;
    case 'Home':
      return cards[0]?.id;
    case 'End':
      return cards.at(-1)?.id;
    case 'ArrowLeft':
      return cardBeside(board, found, -1);
    case 'ArrowRight':
      return cardBeside(board, found, 1);
    default:
      return undefined;
  }
};

const focusKeys: ReadonlySet<string> = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);

const moveByKey = (board: BoardTools, found: Found, key: string): boolean => {
  const { card, stage } = found;
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    reorder(board, found, key === 'ArrowUp' ? -1 : 1);
    return true;
  }
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return false;
  const to = stageBeside(board, stage, key === 'ArrowLeft' ? -1 : 1);
  if (to !== undefined) moveOrAsk(board, card, to, null);
  return true;
};

const closeByKey = (board: BoardTools, { card, stage }: Found, kind: 'won' | 'lost'): void => {
  const to = board.stages.find((each) => each.kind === kind);
  if (to !== undefined && stage.kind !== kind) moveOrAsk(board, card, to, null);
};

export const openDeal = (id: string): void => {
  setParams({ deal: id });
};

/** Answers a key pressed on a card; the card itself must have the focus, not a button in it. */
export const onBoardKey = (board: BoardTools, event: KeyboardEvent<HTMLElement>): void => {
  const { target, key, shiftKey } = event;
  if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  const found = findCard(board, target.dataset['card'] ?? '');
  if (found === null) return;
  const { openMenu, focusOn } = useBoardState.getState();
  if (shiftKey) {
    if (moveByKey(board, found, key)) event.preventDefault();
    return;
  }
  if (focusKeys.has(key)) {
    const next = nextFocus(board, found, key);
    if (next !== undefined) focusOn(next);
  } else if (key === 'Enter' || key === ' ') openDeal(found.card.id);
  else if (key === 'w') closeByKey(board, found, 'won');
  else if (key === 'q') closeByKey(board, found, 'lost');
  else if (key === 'm' || key === 'ContextMenu') openMenu(found.card.id);
  else return;
  event.preventDefault();
};
