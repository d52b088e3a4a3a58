/** How a contract entry is declared (`command()`, `query()`), and the types that hang on it: input, output, errors, handlers. */
import type { z } from 'zod';
import type { Result } from './result.ts';

/** Errors that any entry can answer, whatever it does; each is plain data with a `type` that has a text in every language. */
export type CallError =
  | { readonly type: 'UnknownEntry'; readonly name: string }
  | { readonly type: 'InvalidInput'; readonly issues: readonly { readonly path: string; readonly code: string }[] }
  | { readonly type: 'NotAllowed'; readonly action: string }
  | { readonly type: 'StoreReadOnly' }
  | { readonly type: 'StoreBusy' }
  | { readonly type: 'DiskFull' }
  /** A bug: logged under `id`, shown as "something broke (id)". */
  | { readonly type: 'Defect'; readonly id: string }
  | { readonly type: string; readonly [detail: string]: unknown };

/** Actions of the policy table (`admin/policy.ts`), checked before the handler runs: any one of them is enough, and a refusal names the first. */
export type Allow = { readonly action: string; readonly or: readonly string[] };
export const can = (action: string, ...or: readonly string[]): Allow => ({ action, or });

declare const errorOf: unique symbol;
declare const outputOf: unique symbol;

export type Errors<E> = { readonly [errorOf]?: E };
export const errors = <E extends { readonly type: string } = never>(): Errors<E> => ({});

export type Output<O> = { readonly [outputOf]?: O };
export const output = <O>(): Output<O> => ({});

type EntryParts<I extends z.ZodType, O, E> = {
  readonly input: I;
  readonly output: Output<O>;
  readonly errors?: Errors<E>;
  readonly allow: Allow;
};

export type Command<N extends string = string, I extends z.ZodType = z.ZodType, O = unknown, E = unknown> = {
  readonly kind: 'command';
  readonly name: N;
  /** True when the command must not be undone (undo itself, settings of the device). */
  readonly undoable: boolean;
} & EntryParts<I, O, E>;

export type Query<N extends string = string, I extends z.ZodType = z.ZodType, O = unknown, E = unknown> = {
  readonly kind: 'query';
  readonly name: N;
  /** The tables whose changes make the answer old. */
  readonly reads: readonly string[];
} & EntryParts<I, O, E>;

/** A call that is neither a read nor one change set: it runs in the background over a store of its own (import). */
export type Task<N extends string = string, I extends z.ZodType = z.ZodType, O = unknown, E = unknown> = {
  readonly kind: 'task';
  readonly name: N;
} & EntryParts<I, O, E>;

export type AnyEntry = Command | Query | Task;

export const command = <const N extends string, I extends z.ZodType, O, E = never>(
  name: N,
  parts: EntryParts<I, O, E> & { readonly undoable?: boolean },
): Command<N, I, O, E> => ({ kind: 'command', name, undoable: true, ...parts });

export const query = <const N extends string, I extends z.ZodType, O, E = never>(
  name: N,
  parts: EntryParts<I, O, E> & { readonly reads: readonly string[] },
): Query<N, I, O, E> => ({ kind: 'query', name, ...parts });

export const task = <const N extends string, I extends z.ZodType, O, E = never>(name: N, parts: EntryParts<I, O, E>): Task<N, I, O, E> => ({
  kind: 'task',
  name,
  ...parts,
});

export type InputOf<T> = T extends { readonly input: infer I extends z.ZodType } ? z.output<I> : never;
/** What a caller may write: fields with defaults left out. */
export type CallInputOf<T> = T extends { readonly input: infer I extends z.ZodType } ? z.input<I> : never;
export type OutputOf<T> = T extends { readonly output: Output<infer O> } ? O : never;
export type ErrorOf<T> = T extends { readonly errors?: Errors<infer E> } ? E : never;
export type ResultOf<T> = Result<OutputOf<T>, ErrorOf<T>>;
