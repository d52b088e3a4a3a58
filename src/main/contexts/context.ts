/** How a context registers what answers its contract: who answers each entry, and with what. */
import type { AnyEntry } from '../../shared/kernel/contract.ts';
import { type Context, type ContractModules, isEntry } from '../../shared/kernel/context.ts';
import type { Store } from '../core/store.ts';
import type { ErasedHandler, HandlersOf } from './handlers.ts';
import type { AnySheet } from './sheet.ts';
import type { ErasedRunner, RunnersOf } from './tasks.ts';

/** Handlers that know more than the transaction they are given, such as the log itself, are made for the store that is open. */
type StoreAnswers<M> = keyof HandlersOf<M> extends never ? unknown : { readonly store: HandlersOf<M> | ((store: Store) => HandlersOf<M>) };
type TaskAnswers<M> = keyof RunnersOf<M> extends never ? unknown : { readonly task: RunnersOf<M> };

/** Everything that answers a module of a contract, but for what its entries leave to the host and what they leave to the exports. */
export type AnswersOf<M> = StoreAnswers<M> & TaskAnswers<M>;
/** Modules that hold nothing to answer here (the lists that the exports write) are left out. */
type Answers<C extends ContractModules> = {
  readonly [K in keyof C as keyof AnswersOf<C[K]> extends never ? never : K]: AnswersOf<C[K]>;
};

export type Answer =
  | { readonly entry: AnyEntry; readonly handler: ErasedHandler }
  | { readonly entry: AnyEntry; readonly runner: ErasedRunner };

export type RegisteredContext = {
  readonly name: string;
  readonly answers: (store: Store) => readonly Answer[];
  /** Its lists as files, which the exports write. */
  readonly sheets: readonly AnySheet[];
};

type Erased = { readonly store?: object | ((store: Store) => object); readonly task?: object };

/** One registration: the compiler asks for an answer to every entry of the contract, and for none twice. */
export const register = <const N extends string, C extends ContractModules>(
  context: Context<N, C>,
  answers: Answers<C>,
  { sheets = [] }: { readonly sheets?: readonly AnySheet[] } = {},
): RegisteredContext => ({
  name: context.name,
  sheets,
  answers: (store) =>
    Object.entries(context.contract).flatMap(([name, module]) => {
      const { store: handlers = {}, task = {} } = (answers as Readonly<Record<string, Erased>>)[name] ?? {};
      const entryOf = (key: string): AnyEntry => {
        const entry = module[key];
        if (!isEntry(entry)) throw new Error(`${context.name} answers ${key}, which its contract does not name`);
        return entry;
      };
      const made: object = typeof handlers === 'function' ? (handlers as (store: Store) => object)(store) : handlers;
      return [
        ...Object.entries(made).map(([key, handler]): Answer => ({ entry: entryOf(key), handler: handler as ErasedHandler })),
        ...Object.entries(task).map(([key, runner]): Answer => ({ entry: entryOf(key), runner: runner as ErasedRunner })),
      ];
    }),
});
