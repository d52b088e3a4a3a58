/** The shell around this window where there is one: its two functions, and what can be asked of it by name. */
import type { ShellEntry, ShellSignal } from '../../shared/desktop.ts';
import * as desktop from '../../shared/desktop.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { z } from 'zod';
import type { CallResult, ClientError } from './callResult.ts';

export type Bridge = {
  readonly call: (name: string, input: unknown) => Promise<CallResult>;
  readonly onSignal: (listener: (signal: ShellSignal) => void) => () => void;
};

/** Undefined in a browser. */
export const bridgeOfShell = (): Bridge | undefined => (globalThis as { readonly samspill?: Bridge }).samspill;

/** Asks the shell; the entry types both ends. */
export const askShell = async <I extends z.ZodType, O>(
  bridge: Bridge,
  entry: ShellEntry<I, O>,
  input: z.input<I>,
): Promise<Result<O, ClientError>> => (await bridge.call(entry.name, input)) as Result<O, ClientError>;

/** Hands a file over in pieces: a path would say more than the file. */
const handOver = async (
  bridge: Bridge,
  file: File,
  beside: string | null,
): Promise<Result<{ readonly upload: string; readonly grant: string }, ClientError>> => {
  const begun = await askShell(bridge, desktop.beginFile, { name: file.name, beside });
  if (!begun.ok) return begun;
  for (let from = 0; from < file.size; from += desktop.pieceSize) {
    const bytes = new Uint8Array(await file.slice(from, from + desktop.pieceSize).arrayBuffer());
    const added = await askShell(bridge, desktop.addPiece, { file: begun.value.file, bytes });
    if (!added.ok) return added;
  }
  return askShell(bridge, desktop.endFile, { file: begun.value.file });
};

/** One after the other: each answer holds the grant for all so far. */
export const handOverAll = async (bridge: Bridge, files: readonly File[]): Promise<Result<{ readonly grant: string }, ClientError>> => {
  let last: { readonly upload: string; readonly grant: string } | null = null;
  for (const file of files) {
    const answer: Result<{ readonly upload: string; readonly grant: string }, ClientError> = await handOver(
      bridge,
      file,
      last?.upload ?? null,
    );
    if (!answer.ok) return answer;
    last = answer.value;
  }
  return last === null ? err({ type: 'NotFound' }) : ok({ grant: last.grant });
};
