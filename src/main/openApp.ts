/** Opens the application in a worker thread of its own and hands the host a proxy with the same three functions. */
import { Worker } from 'node:worker_threads';
import type { CallError } from '../shared/kernel/contract.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import type { Signal } from '../shared/kernel/signal.ts';
import type { Language } from '../shared/i18n/languages.ts';
import type { App } from './appPort.ts';
import type { OpenError } from './core/openStore.ts';
import type { StoreFailure } from './core/store.ts';

export type ToWorker = { readonly type: 'call'; readonly id: number; readonly name: string; readonly input: unknown } | { readonly type: 'close' };
type FromWorker =
  | { readonly type: 'opened' }
  | { readonly type: 'failed'; readonly error: OpenError | StoreFailure }
  | { readonly type: 'answer'; readonly id: number; readonly result: Result<unknown, CallError> }
  | { readonly type: 'signal'; readonly signal: Signal }
  | { readonly type: 'closed' };

export type OpenAppOptions = { readonly storeDir: string; readonly language: Language; readonly sample: boolean };

/** The application stopped: what was acknowledged is in the store, calls from now on are answered with this. */
const stopped: CallError = { type: 'AppStopped' };

export const openApp = async (options: OpenAppOptions): Promise<Result<App, OpenError | StoreFailure>> => {
  const worker = new Worker(new URL('./appWorker.ts', import.meta.url), {
    workerData: { storeDir: options.storeDir, language: options.language, create: options.sample ? 'sample' : 'empty' },
  });
  const waiting = new Map<number, (result: Result<unknown, CallError>) => void>();
  const listeners = new Set<(signal: Signal) => void>();
  let nextId = 1;
  let running = true;
  let closed: () => void = () => {};
  const whenClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });

  const start = new Promise<Result<null, OpenError | StoreFailure>>((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      switch (message.type) {
        case 'opened':
          resolve(ok(null));
          return;
        case 'failed':
          resolve(err(message.error));
          return;
        case 'answer':
          waiting.get(message.id)?.(message.result);
          waiting.delete(message.id);
          return;
        case 'signal':
          for (const listener of listeners) listener(message.signal);
          return;
        case 'closed':
          closed();
          return;
      }
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      running = false;
      for (const answer of waiting.values()) answer(err(stopped));
      waiting.clear();
      closed();
    });
  });

  const result = await start;
  if (!result.ok) return result;
  return ok({
    call: (name, input) =>
      running
        ? new Promise((resolve) => {
            const id = nextId;
            nextId += 1;
            waiting.set(id, resolve);
            worker.postMessage({ type: 'call', id, name, input } satisfies ToWorker);
          })
        : Promise.resolve(err(stopped)),
    onSignal: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      if (running) worker.postMessage({ type: 'close' } satisfies ToWorker);
      await whenClosed;
      await worker.terminate();
    },
  });
};
