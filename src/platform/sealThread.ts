/** Seals payloads (hash and packed bytes) in a thread beside a long synchronous write, which goes on meanwhile and takes the results in order. */
import { isMainThread, MessageChannel, type MessagePort, receiveMessageOnPort, Worker, workerData } from 'node:worker_threads';
import { pack } from './compress.ts';
import { sha256 } from './hash.ts';

/** `hash` covers salt and text; `packed` is the text as it is stored. */
export type Sealed = { readonly hash: Uint8Array; readonly packed: Uint8Array };

export const seal = (salt: Uint8Array, text: string): Sealed => {
  const bytes = Buffer.from(text, 'utf8');
  return { hash: sha256(salt, bytes), packed: pack(bytes) };
};

export type SealThread = {
  readonly add: (salt: Uint8Array, text: string) => void;
  /** The oldest text that was added and not taken yet, sealed; null when there is none, or (unless `wait`) it is not ready. */
  readonly take: (wait: boolean) => Sealed | null;
  /** Texts added and not taken. */
  readonly waiting: () => number;
  readonly close: () => void;
};

type Task = { readonly salt: Uint8Array; readonly text: string };
type Start = { readonly sealPort: MessagePort; readonly done: SharedArrayBuffer };

/** A thread that is not heard of for so long (ms) is given up, and its work is done here. */
const patience = 10_000;

export const startSealThread = (patient = patience): SealThread => {
  const done = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const start: Start = { sealPort: port2, done: done.buffer };
  const worker = new Worker(new URL(import.meta.url), { workerData: start, transferList: [port2] });
  // What goes wrong there is noticed by its silence; without a listener it would end this thread too.
  worker.on('error', () => {});
  worker.unref();
  const tasks: Task[] = [];
  let isLost = false;

  const answer = (wait: boolean): Sealed | null => {
    for (;;) {
      const count = Atomics.load(done, 0);
      const said = receiveMessageOnPort(port1);
      if (said !== undefined) return said.message as Sealed;
      if (!wait) return null;
      if (Atomics.wait(done, 0, count, patient) === 'timed-out') {
        isLost = true;
        return null;
      }
    }
  };
  return {
    add: (salt, text) => {
      tasks.push({ salt, text });
      if (!isLost) port1.postMessage({ salt, text });
    },
    take: (wait) => {
      const [task] = tasks;
      if (task === undefined) return null;
      const sealed = isLost ? null : answer(wait);
      if (sealed === null && !isLost) return null;
      tasks.shift();
      return sealed ?? seal(task.salt, task.text);
    },
    waiting: () => tasks.length,
    close: () => {
      port1.close();
    },
  };
};

const isStart = (value: unknown): value is Start => typeof value === 'object' && value !== null && 'sealPort' in value;

const startedWith: unknown = workerData;
if (!isMainThread && isStart(startedWith)) {
  const { sealPort, done } = startedWith;
  // A small buffer is cut from one of 64 KB, and would keep all of it for as long as it lies about: what `pack` leaves grew to 64 MB by that.
  Buffer.poolSize = 0;
  const count = new Int32Array(done);
  sealPort.on('message', ({ salt, text }: Task) => {
    sealPort.postMessage(seal(salt, text));
    Atomics.add(count, 0, 1);
    Atomics.notify(count, 0);
  });
}
