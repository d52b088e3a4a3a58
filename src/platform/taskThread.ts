/** A background task in a thread of its own: data in, messages and one result out, and a flag by which it can be asked to stop at any point. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

export type RunningTask<Result> = {
  /** Rejects when the thread breaks; what a task expects to go wrong is part of its result. */
  readonly result: Promise<Result>;
  readonly cancel: () => void;
};

type Envelope = { readonly data: unknown; readonly cancelFlag: SharedArrayBuffer; readonly module: string };
type FromTask = { readonly message: unknown } | { readonly result: unknown };

/** It was asked to stop, did not come to a point where it looks for that in time, and was ended from outside. */
export class TaskEnded extends Error {}

/** How long a task that was asked to stop may take to come to its end, in ms. */
const grace = 3_000;

/** Starts the module as a task; `module` must call `runTask` when it is loaded. Data and results are plain data, bigint included. */
export const startTask = <Result>(
  module: URL,
  data: unknown,
  onMessage: (message: unknown) => void,
  graceMs = grace,
): RunningTask<Result> => {
  const cancelFlag = new SharedArrayBuffer(4);
  const envelope: Envelope = { data, cancelFlag, module: module.href };
  const worker = new Worker(module, { workerData: envelope });
  let ending: NodeJS.Timeout | null = null;
  const result = new Promise<Result>((resolve, reject) => {
    worker.on('message', (said: FromTask) => {
      if ('result' in said) resolve(said.result as Result);
      else onMessage(said.message);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (ending !== null) clearTimeout(ending);
      reject(ending === null ? new Error(`the task ended without a result (${code})`) : new TaskEnded());
    });
  });
  return {
    result,
    cancel: () => {
      Atomics.store(new Int32Array(cancelFlag), 0, 1);
      // What it has written in a transaction that did not end is not written.
      ending ??= setTimeout(() => void worker.terminate(), graceMs).unref();
    },
  };
};

export type TaskHooks = { readonly post: (message: unknown) => void; readonly isCancelled: () => boolean };

const isEnvelope = (value: unknown): value is Envelope =>
  typeof value === 'object' && value !== null && 'cancelFlag' in value && 'module' in value;

/** Inside the thread: runs the body when this module was started as a task, and does nothing when it was merely imported. */
export const runTask = <Data, Result>(module: string, body: (data: Data, hooks: TaskHooks) => Result | Promise<Result>): void => {
  const envelope: unknown = workerData;
  if (isMainThread || parentPort === null || !isEnvelope(envelope) || envelope.module !== module) return;
  const port = parentPort;
  const flag = new Int32Array(envelope.cancelFlag);
  const result = body(envelope.data as Data, {
    post: (message) => {
      port.postMessage({ message });
    },
    isCancelled: () => Atomics.load(flag, 0) === 1,
  });
  // What rejects ends the thread, which whoever started it hears of.
  if (result instanceof Promise) void result.then((value: Result) => port.postMessage({ result: value }));
  else port.postMessage({ result });
};
