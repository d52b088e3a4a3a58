/** What goes on at the board in this window: the card in the hand, the card in focus, the open menu, the open form. */
import { create } from 'zustand';
import type { BoardCard } from '../../../shared/pipeline/boardContract.ts';
import type { StageView } from '../../../shared/pipeline/contract.ts';
import type { Move } from './boardMoves.ts';

/** A card in the hand, and the place it would fall to; `index` counts the cards above, its own old place included. */
export type Drag = {
  readonly card: BoardCard;
  /** Where it lay in its column, so that its place stays open even if the deal is removed meanwhile. */
  readonly fromIndex: number;
  readonly over: { readonly stage: StageView; readonly index: number } | null;
};

type BoardState = {
  readonly drag: Drag | null;
  readonly activeId: string | null;
  /** Grows with each wish to move the focus to the active card. */
  readonly focusWish: number;
  readonly menuId: string | null;
  readonly form: Move | null;
  readonly setDrag: (drag: Drag | null) => void;
  readonly setActive: (id: string) => void;
  readonly focusOn: (id: string) => void;
  readonly openMenu: (id: string | null) => void;
  readonly openForm: (form: Move) => void;
  /** Closes the form of this move; another one that was opened meanwhile stays. */
  readonly closeForm: (form: Move) => void;
};

export const useBoardState = create<BoardState>()((set) => ({
  drag: null,
  activeId: null,
  focusWish: 0,
  menuId: null,
  form: null,
  setDrag: (drag) => {
    set({ drag });
  },
  setActive: (activeId) => {
    set({ activeId });
  },
  focusOn: (activeId) => {
    set((state) => ({ activeId, focusWish: state.focusWish + 1 }));
  },
  openMenu: (menuId) => {
    set({ menuId });
  },
  openForm: (form) => {
    set({ form, menuId: null });
  },
  closeForm: (form) => {
    set((state) => (state.form === form ? { form: null } : {}));
  },
}));
