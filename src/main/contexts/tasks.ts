/** Runners of contract tasks: calls that take longer than a window may wait, and that are neither one read nor one change set. */
import type { Actor } from '../../shared/admin/policy.ts';
import type { CallError, InputOf, ResultOf, Task } from '../../shared/kernel/contract.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { Signal } from '../../shared/kernel/signal.ts';
import type { FileDesk } from '../core/fileDesk.ts';
import type { Store } from '../core/store.ts';
import type { Ports } from '../platform/ports.ts';

export type TaskContext = {
  readonly store: Store;
  readonly actor: Actor;
  readonly ports: Ports;
  readonly files: FileDesk;
  readonly tell: (signal: Signal) => void;
};

export type RunnerOf<E extends Task> = (input: InputOf<E>, context: TaskContext) => Promise<ResultOf<E>>;

/** One runner a task of a contract. */
export type RunnersOf<Entries> = {
  readonly [K in keyof Entries as Entries[K] extends Task ? K : never]: Entries[K] extends Task ? RunnerOf<Entries[K]> : never;
};

/** What dispatch calls once the input is decoded. */
export type ErasedRunner = (input: unknown, context: TaskContext) => Promise<Result<unknown, CallError>>;
