/** Opens the application in a worker thread of its own and hands the host a proxy with the same three functions. */
import { Worker } from 'node:worker_threads';
import type { CallError, StoreFailure } from '../shared/kernel/contract.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import type { Signal } from '../shared/kernel/signal.ts';
import type { Language } from '../shared/i18n/languages.ts';
import type { FromWorker, ToWorker } from './appMessages.ts';
import type { ThreadApp } from './appPort.ts';
import type { OpenError } from './core/openStore.ts';
import { type Log, systemRandom } from '../platform/ports.ts';
import { openRestorable } from './restorableApp.ts';

/** A log that takes a defect already described, since errors do not survive the way between two threads. */
export type ThreadLog = Pick<Log, 'warn'> & { readonly described: (id: string, description: string) => void };

export type OpenAppOptions = {
  readonly storeDir: string;
  readonly language: Language;
  readonly sample: boolean;
  /** See `AppOptions`. */
  readonly secretKey?: Uint8Array | null;
  /** Where the thread's log goes; left out: the standard error. */
  readonly log?: ThreadLog;
};

/** The application stopped: what was acknowledged is in the store, calls from now on are answered with this. */
const stopped: CallError = { type: 'AppStopped' };

/** Opens the application; a backup can take the place of its store while it runs. */
export const openApp = (options: OpenAppOptions): Promise<Result<ThreadApp, OpenError | StoreFailure>> =>
  openRestorable(options.storeDir, systemRandom, (readOnly) => openThread(options, readOnly));

const openThread = async (options: OpenAppOptions, readOnly: boolean): Promise<Result<ThreadApp, OpenError | StoreFailure>> => {
  const worker = new Worker(new URL('./appWorker.ts', import.meta.url), {
    workerData: {
      storeDir: options.storeDir,
      language: options.language,
      create: options.sample ? 'sample' : 'empty',
      readOnly,
      keepsBackups: true,
      keepsInStep: true,
      ...(options.secretKey === undefined || options.secretKey === null ? {} : { secretKey: options.secretKey }),
      tellsLog: options.log !== undefined,
    },
  });
  const waiting = new Map<number, (answer: unknown) => void>();
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
        case 'defect':
          options.log?.described(message.id, message.described);
          return;
        case 'warning':
          options.log?.warn(message.event, message.detail);
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

  /** Sends a message and waits for the answer under its id; the caller knows the type that this message is answered with. */
  const ask = <T>(message: (id: number) => ToWorker): Promise<T> =>
    new Promise((resolve) => {
      const id = nextId;
      nextId += 1;
      waiting.set(id, (answer) => resolve(answer as T));
      worker.postMessage(message(id));
    });

  const result = await start;
  if (!result.ok) return result;
  return ok({
    call: (name, input) => (running ? ask((id) => ({ type: 'call', id, name, input })) : Promise.resolve(err(stopped))),
    files: {
      lend: (path, names) => ask((id) => ({ type: 'lend', id, path, names })),
      produced: (file) => (running ? ask((id) => ({ type: 'produced', id, file })) : Promise.resolve(null)),
    },
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
