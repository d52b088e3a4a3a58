/** Runners of contract entries that are neither one read nor one change set, or that open their own: such as may take longer than a window waits. */
import type { Actor } from '../../shared/admin/policy.ts';
import type { NotAllowed, AnyEntry, CallError, ErrorOf, InputOf, OutputOf } from '../../shared/kernel/contract.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { Signal } from '../../shared/kernel/signal.ts';
import type { FileDesk } from '../core/fileDesk.ts';
import type { NotWritten, Store } from '../core/store.ts';
import type { UndoOptions } from '../core/undo.ts';
import type { Ports } from '../../platform/ports.ts';

export type TaskContext = {
  readonly store: Store;
  readonly actor: Actor;
  readonly ports: Ports;
  readonly files: FileDesk;
  readonly tell: (signal: Signal) => void;
  /** What may be taken back in the actor's name, and how; `mayTakeBack`: whether also what this person did. */
  readonly undoing: UndoOptions & { readonly mayTakeBack: (author: string) => boolean };
};

/** What a runner that writes may meet besides the errors of its entry. */
type Refused = NotWritten | NotAllowed;
export type RunnerOf<E extends AnyEntry> = (input: InputOf<E>, context: TaskContext) => Promise<Result<OutputOf<E>, ErrorOf<E> | Refused>>;

/** One runner an entry that asks for one. */
export type RunnersOf<Entries> = {
  readonly [K in keyof Entries as Entries[K] extends AnyEntry & { readonly by: 'task' } ? K : never]: Entries[K] extends AnyEntry
    ? RunnerOf<Entries[K]>
    : never;
};

/** What dispatch calls once the input is decoded. */
export type ErasedRunner = (input: unknown, context: TaskContext) => Promise<Result<unknown, CallError>>;
