/** The one question before much is removed: a call that was answered with it is made again once somebody has said yes. */
import { create } from 'zustand';
import { err } from '../../shared/kernel/result.ts';
import { confirmRemoval } from '../../shared/sync/removalContract.ts';
import type { ClientError } from './callResult.ts';
import type { Client } from './client.ts';

export type RemovalQuestion = { readonly table: string; readonly rows: number; readonly answer: (isYes: boolean) => void };

type AskState = { readonly asked: RemovalQuestion | null; readonly ask: (question: RemovalQuestion | null) => void };

export const useAskRemoval = create<AskState>()((set) => ({
  asked: null,
  ask: (asked) => {
    set((before) => {
      // Whoever was asked before and has not answered has said no.
      before.asked?.answer(false);
      return { asked };
    });
  },
}));

const questionIn = (error: ClientError): Pick<RemovalQuestion, 'table' | 'rows'> | null => {
  const { table, rows } = error as { readonly table?: unknown; readonly rows?: unknown };
  return error.type === 'ManyRemoved' && typeof table === 'string' && typeof rows === 'number' ? { table, rows } : null;
};

/** The client of a window that asks; whichever page, key or menu a call comes from. */
export const askingClient = (client: Client): Client => ({
  ...client,
  call: async (name, input) => {
    const answer = await client.call(name, input);
    const question = answer.ok ? null : questionIn(answer.error);
    if (question === null) return answer;
    const isYes = await new Promise<boolean>((resolve) => {
      useAskRemoval.getState().ask({ ...question, answer: resolve });
    });
    // Whoever has said no need not be asked the same again by the page that made the call.
    if (!isYes) return err({ type: 'NothingRemoved' });
    const said = await client.call(confirmRemoval.name, question);
    return said.ok ? await client.call(name, input) : said;
  },
});
