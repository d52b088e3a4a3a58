/** How the app ends: an import that runs is asked about, what is being written is waited for, then the store is closed. */
import { cancel, run } from '../../../shared/imports/contract.ts';
import type { RunningCall } from './calls.ts';

export type QuitOptions = {
  readonly running: () => readonly RunningCall[];
  readonly settled: () => Promise<void>;
  /** Asks whether to stop the import; true: stop it and quit. */
  readonly mayStopImport: () => Promise<boolean>;
  readonly call: (name: string, input: unknown) => Promise<unknown>;
  /** Takes no more calls, closes windows and store. */
  readonly close: () => Promise<void>;
  readonly exit: () => void;
};

export type Quit = {
  /** Begins to end the app; a second wish while the first is being asked about changes nothing. */
  readonly request: () => void;
  readonly isImporting: () => boolean;
};

/** Longest wait for what is running, in milliseconds; what was acknowledged by then is stored, the rest is undone whole by the store. */
const longestWait = 15_000;

const taskOf = ({ name, input }: RunningCall): string | null => {
  if (name !== run.name) return null;
  const parsed = run.input.safeParse(input);
  return parsed.success && !parsed.data.dryRun ? parsed.data.taskId : null;
};

export const createQuit = (options: QuitOptions): Quit => {
  let isAsked = false;
  const imports = (): readonly string[] => options.running().flatMap((call) => taskOf(call) ?? []);

  const end = async (): Promise<void> => {
    if (imports().length > 0 && !(await options.mayStopImport())) {
      isAsked = false;
      return;
    }
    for (const taskId of imports()) await options.call(cancel.name, { taskId });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const waited = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, longestWait);
    });
    await Promise.race([options.settled(), waited]);
    clearTimeout(timer);
    await options.close();
    options.exit();
  };

  return {
    request: () => {
      if (isAsked) return;
      isAsked = true;
      void end();
    },
    isImporting: () => imports().length > 0,
  };
};
