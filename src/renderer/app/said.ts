/** What the window last said about something that was done or refused: shown for a while, and heard by those who listen. */
import { create } from 'zustand';

export type Saying = { readonly text: string; readonly tone: 'done' | 'refused' };

type SaidState = { readonly saying: Saying | null; readonly say: (text: string, tone?: Saying['tone']) => void; readonly hush: () => void };

export const useSaid = create<SaidState>()((set) => ({
  saying: null,
  // A new object each time: the same words said again are news.
  say: (text, tone = 'done') => {
    set({ saying: { text, tone } });
  },
  hush: () => {
    set({ saying: null });
  },
}));
