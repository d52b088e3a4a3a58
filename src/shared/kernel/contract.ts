/** How a contract entry is declared (`command()`, `query()`), and the types that hang on it: input, output, errors, handlers. */
import type { z } from 'zod';
import type { Result } from './result.ts';
import type { Table } from './table.ts';

/** Failures of the store itself, which any write may meet; the transaction is rolled back, what was acknowledged stays. */
export type StoreFailure =
  | { readonly type: 'StoreReadOnly' }
  | { readonly type: 'StoreBusy' }
  | { readonly type: 'DiskFull' }
  | { readonly type: 'StoreIoError' }
  /** Its folder was removed, moved away or replaced, or its disk is gone: nothing was stored. */
  | { readonly type: 'StoreGone' };
/** Those of them that can be met where less is done than a write. */
export type StoreFailureOf<T extends StoreFailure['type']> = Extract<StoreFailure, { readonly type: T }>;
/** The person's role does not reach the action. */
export type NotAllowed = { readonly type: 'NotAllowed'; readonly action: string };

/** Errors that any entry can answer, whatever it does; each is plain data with a `type` that has a text in every language. */
export type CallError =
  | { readonly type: 'UnknownEntry'; readonly name: string }
  | { readonly type: 'InvalidInput'; readonly issues: readonly { readonly path: string; readonly code: string }[] }
  | NotAllowed
  | StoreFailure
  /** A bug: logged under `id`, shown as "something broke (id)". */
  | { readonly type: 'Defect'; readonly id: string }
  | { readonly type: string; readonly [detail: string]: unknown };

/** Actions of the policy table (`admin/policy.ts`), checked before the handler runs: any one of them is enough, and a refusal names the first. */
export type Allow = {
  readonly action: string;
  readonly or: readonly string[];
  /** Where more depends on what is asked for: the action that this input asks for besides. */
  readonly besides?: (input: unknown) => string;
};
export const can = (action: string, ...or: readonly string[]): Allow => ({ action, or });
export const canFor = <I>(action: string, besides: (input: I) => string): Allow => ({
  ...can(action),
  besides: besides as (input: unknown) => string,
});

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

/** Who answers: a handler inside one transaction of the store, or a runner that opens its own. */
type Inside = 'store' | 'task';

/** What an ordinary edit settles, where two devices wrote the same: by `id`, the columns that its input names, or whose a record is. */
type Settles = { readonly edits?: Table; readonly setsOwnerOf?: Table };

export type Command<N extends string = string, I extends z.ZodType = z.ZodType, O = unknown, E = unknown, B extends Inside = Inside> = {
  readonly kind: 'command';
  readonly name: N;
  readonly by: B;
  /** True when the command must not be undone (undo itself, settings of the device). */
  readonly undoable: boolean;
} & Settles &
  EntryParts<I, O, E>;

export type Query<N extends string = string, I extends z.ZodType = z.ZodType, O = unknown, E = unknown, B extends Inside = Inside> = {
  readonly kind: 'query';
  readonly name: N;
  readonly by: B;
  /**
   * The tables whose changes make the answer old: all that it is read from, of derived ones only themselves. `change_set` stands for the log where
   * sets came in or were settled; `*` is a query over the log itself or over what lies beside the tables. `queryReads.test.ts` holds them to it.
   */
  readonly reads: readonly string[];
} & EntryParts<I, O, E>;

/** A call that is neither a read nor one change set: it runs in the background over a store of its own (import). */
export type Task<N extends string = string, I extends z.ZodType = z.ZodType, O = unknown, E = unknown> = {
  readonly kind: 'task';
  readonly name: N;
  readonly by: 'task';
} & EntryParts<I, O, E>;

/** A task for which the application has not what it takes (a printer, another store to go on with): its host answers it. */
export type HostTask<N extends string = string, I extends z.ZodType = z.ZodType, O = unknown, E = unknown> = {
  readonly kind: 'task';
  readonly name: N;
  readonly by: 'host';
  /** What is answered under a host that has it not either. */
  readonly otherwise: { readonly type: string };
} & EntryParts<I, O, E>;

/** A list as a file: its context has a sheet for it, and the exports write any sheet. */
export type SheetTask<N extends string = string, I extends z.ZodType = z.ZodType, O = unknown, E = unknown, C extends string = string> = {
  readonly kind: 'task';
  readonly name: N;
  readonly by: 'sheet';
  /** The text that names the rows: in menus, and in the name of the file and of its sheet. */
  readonly called: C;
} & EntryParts<I, O, E>;

export type AnyEntry = Command | Query | Task | HostTask | SheetTask;

export const command = <const N extends string, I extends z.ZodType, O, E = never, const B extends Inside = 'store'>(
  name: N,
  { by, undoable = true, ...parts }: EntryParts<I, O, E> & Settles & { readonly undoable?: boolean; readonly by?: B },
): Command<N, I, O, E, B> => ({ kind: 'command', name, by: by ?? ('store' as B), undoable, ...parts });

export const query = <const N extends string, I extends z.ZodType, O, E = never, const B extends Inside = 'store'>(
  name: N,
  { by, ...parts }: EntryParts<I, O, E> & { readonly reads: readonly string[]; readonly by?: B },
): Query<N, I, O, E, B> => ({ kind: 'query', name, by: by ?? ('store' as B), ...parts });

export const task = <const N extends string, I extends z.ZodType, O, E = never>(name: N, parts: EntryParts<I, O, E>): Task<N, I, O, E> => ({
  kind: 'task',
  name,
  by: 'task',
  ...parts,
});

export const hostTask = <const N extends string, I extends z.ZodType, O, E extends { readonly type: string }>(
  name: N,
  parts: EntryParts<I, O, E> & { readonly otherwise: NoInfer<E> },
): HostTask<N, I, O, E> => ({ kind: 'task', name, by: 'host', ...parts });

export type InputOf<T> = T extends { readonly input: infer I extends z.ZodType } ? z.output<I> : never;
/** What a caller may write: fields with defaults left out. */
export type CallInputOf<T> = T extends { readonly input: infer I extends z.ZodType } ? z.input<I> : never;
export type OutputOf<T> = T extends { readonly output: Output<infer O> } ? O : never;
export type ErrorOf<T> = T extends { readonly errors?: Errors<infer E> } ? E : never;
export type ResultOf<T> = Result<OutputOf<T>, ErrorOf<T>>;
