/** The shape of what contexts hand to dispatch: one handler for each contract entry that the store answers, typed from the entry. */
import type { Action, Actor } from '../../shared/admin/policy.ts';
import type { Command, InputOf, Query, ResultOf } from '../../shared/kernel/contract.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { ReadTx, WriteTx } from '../core/tx.ts';

export type CallContext = {
  readonly actor: Actor;
  /** Whether the actor may do this to a record of that owner, by the policy. */
  readonly may: (action: string, ownerId: string | null) => boolean;
  /** Whether the actor sees every record that an action of the policy is about: what a screen of figures says. */
  readonly seesAllOf: (action: Action) => boolean;
};

/** Synchronous by type: a Promise is not a Result. */
export type HandlerOf<E> = E extends Command
  ? (tx: WriteTx, input: InputOf<E>, context: CallContext) => ResultOf<E>
  : E extends Query
    ? (tx: ReadTx, input: InputOf<E>, context: CallContext) => ResultOf<E>
    : never;

/** One handler an entry: a contract entry without a handler does not compile. */
export type HandlersOf<Entries> = {
  readonly [K in keyof Entries as Entries[K] extends { readonly by: 'store' } ? K : never]: HandlerOf<Entries[K]>;
};

/** What dispatch calls once the input is decoded; the input type is gone at this border. */
export type ErasedHandler = (tx: WriteTx & ReadTx, input: unknown, context: CallContext) => Result<unknown, { readonly type: string }>;
