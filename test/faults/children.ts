/** Starts the programs that are made to be killed, and waits for what they say. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export type Child = {
  /** Resolves at the first word the program says, or at its end. */
  readonly ready: Promise<void>;
  readonly ended: Promise<{ readonly code: number | null; readonly errors: string }>;
  readonly kill: () => void;
};

/** `program` is a file of this folder; `input` is its one argument. */
export const startChild = (program: string, input: unknown): Child => {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, program), JSON.stringify(input)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr?.on('data', (text: Buffer) => {
    errors += text.toString();
  });
  const ended = new Promise<{ readonly code: number | null; readonly errors: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, errors }));
  });
  const spoke = new Promise<void>((resolve) => {
    child.stdout?.once('data', () => resolve());
  });
  return {
    ready: Promise.race([spoke, ended.then(() => undefined)]),
    ended,
    kill: () => {
      child.kill('SIGKILL');
    },
  };
};

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
