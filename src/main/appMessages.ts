/** What the thread of the application and whoever started it say to each other. */
import type { StoreFailure } from '../shared/kernel/contract.ts';
import type { Signal } from '../shared/kernel/signal.ts';
import type { FileNames } from './core/fileDesk.ts';
import type { OpenError } from './core/openStore.ts';

export type ToWorker =
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly type: 'lend'; readonly id: number; readonly path: string; readonly names: FileNames | undefined }
  | { readonly type: 'produced'; readonly id: number; readonly file: string }
  | { readonly type: 'close' };
export type FromWorker =
  | { readonly type: 'opened' }
  | { readonly type: 'failed'; readonly error: OpenError | StoreFailure }
  | { readonly type: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly type: 'signal'; readonly signal: Signal }
  | { readonly type: 'defect'; readonly id: string; readonly described: string }
  | { readonly type: 'warning'; readonly event: string; readonly detail: Readonly<Record<string, unknown>> }
  | { readonly type: 'closed' };
