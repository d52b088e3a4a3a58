/** What the parts of the board share: the stages, what is loaded of each column, and the one way to move a deal. */
import { createContext, useContext } from 'react';
import type { Id } from '../../../shared/kernel/brand.ts';
import type { BoardCard } from '../../../shared/pipeline/boardContract.ts';
import type { StageView } from '../../../shared/pipeline/contract.ts';
import { asksFor } from './boardMoves.ts';
import { useBoardState } from './boardState.ts';
import type { Placing } from './usePlacing.ts';

export type BoardTools = {
  /** In the order in which they stand on the board. */
  readonly stages: readonly StageView[];
  /** The cards that each column shows; filled by the columns themselves, read when a key or a drop asks. */
  readonly cardsOf: Map<string, readonly BoardCard[]>;
  readonly place: Placing;
  /** Whether the deal is this person's to move. */
  readonly mayMove: (card: BoardCard) => boolean;
  /** Says why a card that is not stays where it is. */
  readonly refuse: (card: BoardCard) => void;
};

export const BoardContext = createContext<BoardTools | null>(null);

export const useBoard = (): BoardTools => {
  const tools = useContext(BoardContext);
  if (!tools) throw new Error('no board above this component');
  return tools;
};

export const stageOf = ({ stages }: BoardTools, id: string): StageView | undefined => stages.find((stage) => stage.id === id);

export type Found = { readonly card: BoardCard; readonly stage: StageView; readonly index: number; readonly cards: readonly BoardCard[] };

export const findCard = (board: BoardTools, id: string): Found | null => {
  for (const stage of board.stages) {
    const cards = board.cardsOf.get(stage.id) ?? [];
    const index = cards.findIndex((card) => card.id === id);
    const card = cards[index];
    if (card !== undefined) return { card, stage, index, cards };
  }
  return null;
};

/** Moves a card, or opens the form where the move asks for something first. */
export const moveOrAsk = (board: BoardTools, card: BoardCard, to: StageView, above: Id<'Deal'> | null): void => {
  const move = { card, to, above };
  if (!board.mayMove(card)) board.refuse(card);
  else if (asksFor(card, stageOf(board, card.stageId), to) === 'nothing') void board.place(move);
  else useBoardState.getState().openForm(move);
};

/** Moves a card within its column by one place; at the end of the column nothing happens. */
export const reorder = (board: BoardTools, { card, stage, index, cards }: Found, step: 1 | -1): void => {
  if (stage.kind !== 'open' || cards[index + step] === undefined) return;
  const others = cards.filter(({ id }) => id !== card.id);
  if (!board.mayMove(card)) board.refuse(card);
  else void board.place({ card, to: stage, above: others[index + step - 1]?.id ?? null });
};

/** The stage beside: back and forth among the open ones, from the last of them to won; what is closed comes back to the last open one. */
export const stageBeside = ({ stages }: BoardTools, stage: StageView, step: 1 | -1): StageView | undefined => {
  const open = stages.filter(({ kind }) => kind === 'open');
  if (stage.kind !== 'open') return step === -1 ? open.at(-1) : undefined;
  return open[open.indexOf(stage) + step] ?? (step === 1 ? stages.find(({ kind }) => kind === 'won') : undefined);
};
