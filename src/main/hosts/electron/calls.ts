/** The two channels between pages and the application, and which calls are running. */
import type { CallError } from '../../../shared/kernel/contract.ts';
import { err } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { type IpcMainInvokeEvent, type WebContents, ipcMain } from 'electron';
import { isTrusted } from './sender.ts';

export type Answer = Result<unknown, CallError>;
/** What answers a page; `contents` tells which. Null when nothing here answers that name. */
export type Answerer = (name: string, input: unknown, contents: WebContents) => Promise<Answer> | null;

export type RunningCall = { readonly name: string; readonly input: unknown };

export type Calls = {
  readonly running: () => readonly RunningCall[];
  /** Resolves when nothing is running any more. */
  readonly settled: () => Promise<void>;
  /** From now on calls are answered with `AppStopped`. */
  readonly stop: () => void;
};

/** Answers calls of our own pages with the first answerer that knows the name; a frame that is not ours is refused before anything is read. */
export const answerCalls = (origin: string, answerers: readonly Answerer[]): Calls => {
  const running = new Map<number, { readonly call: RunningCall; readonly answer: Promise<Answer> }>();
  let lastId = 0;
  let isStopped = false;

  const answerOf = (name: string, input: unknown, contents: WebContents): Promise<Answer> => {
    for (const answerer of answerers) {
      const answer = answerer(name, input, contents);
      if (answer !== null) return answer;
    }
    return Promise.resolve(err({ type: 'UnknownEntry', name: name.slice(0, 100) }));
  };

  const take = async (event: IpcMainInvokeEvent, name: unknown, input: unknown): Promise<Answer> => {
    if (!isTrusted(event.senderFrame, origin)) return err({ type: 'NotAllowed', action: 'call' });
    if (isStopped) return err({ type: 'AppStopped' });
    if (typeof name !== 'string') return err({ type: 'InvalidInput', issues: [{ path: 'name', code: 'invalid_type' }] });
    lastId += 1;
    const id = lastId;
    const answer = answerOf(name, input, event.sender);
    running.set(id, { call: { name, input }, answer });
    try {
      return await answer;
    } finally {
      running.delete(id);
    }
  };
  ipcMain.handle('call', take);

  return {
    running: () => [...running.values()].map(({ call }) => call),
    settled: async () => {
      while (running.size > 0) await Promise.allSettled([...running.values()].map(({ answer }) => answer));
    },
    stop: () => {
      isStopped = true;
    },
  };
};
