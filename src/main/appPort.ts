/** What every host (Electron, web, CLI) holds of the running application: three functions and nothing else. */
import type { Result } from '../shared/kernel/result.ts';
import type { CallError } from '../shared/kernel/contract.ts';
import type { Signal } from '../shared/kernel/signal.ts';
import type { FileNames, ProducedFile } from './core/fileDesk.ts';

export type App = {
  /** Runs a contract entry by its name (`pipeline.kpi`). Input is untrusted plain data; the answer is plain data, bigint included. Never rejects for bad input. */
  readonly call: (name: string, input: unknown) => Promise<Result<unknown, CallError>>;
  /** Subscribes to signals; returns the unsubscribe function. */
  readonly onSignal: (listener: (signal: Signal) => void) => () => void;
  /** Waits for what is being written, then closes the store. */
  readonly close: () => Promise<void>;
};

/** The application in a thread of its own. */
export type ThreadApp = App & {
  readonly files: {
    readonly lend: (path: string, names?: FileNames) => Promise<string>;
    readonly produced: (id: string) => Promise<ProducedFile | null>;
  };
};
