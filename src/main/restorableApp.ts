/** The application over a store that can be exchanged for a backup of it, and that has something to say when its store does not open. */
import * as backups from '../shared/backups/contract.ts';
import { entryByName } from '../shared/contract.ts';
import type { CallError, InputOf, OutputOf } from '../shared/kernel/contract.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import type { Signal } from '../shared/kernel/signal.ts';
import { tableByName } from '../shared/schema/tables.ts';
import { fileOf, linesOf } from './contexts/backups/backupState.ts';
import { stageInThread, swapInThread } from './contexts/backups/backupWorker.ts';
import { listOf } from './contexts/backups/handlers.ts';
import { salvageStore } from './contexts/backups/salvage.ts';
import { createFileDesk } from './core/fileDesk.ts';
import type { OpenError } from './core/openStore.ts';
import { dropStaged } from './core/restore.ts';
import type { StoreFailure } from './core/store.ts';
import { prepareJoin } from '../shared/sync/joinContract.ts';
import { joinAgain } from '../shared/sync/statusContract.ts';
import type { ThreadApp } from './openApp.ts';
import type { Random } from './platform/ports.ts';
import { fileExists, storePaths } from './platform/storeFiles.ts';

export type OpenFailure = OpenError | StoreFailure;
export type OpenThread = (readOnly: boolean) => Promise<Result<ThreadApp, OpenFailure>>;

type Problem = 'StoreDamaged' | 'StoreLost' | 'NotADatabase';

/** A store of ours that is spoiled, told from a file that never was one: traces of it lie beside the database. */
const problemOf = (dir: string, error: OpenFailure): Problem | null => {
  if (error.type === 'StoreDamaged' || error.type === 'StoreLost') return error.type;
  const isOurs = error.type === 'NotADatabase' && (fileExists(storePaths(dir).device) || linesOf(dir, null).length > 0);
  return isOurs ? 'NotADatabase' : null;
};

/** What can be asked while no store is open: nothing here touches the damaged file. */
const rescueApp = (dir: string, problem: Problem, random: Random) => {
  const desk = createFileDesk(dir, random);
  const needsHelp: CallError = { type: 'StoreNeedsHelp', problem };
  const answers: Readonly<Record<string, (input: never) => Result<unknown, CallError>>> = {
    [backups.listBackups.name]: (input: InputOf<typeof backups.listBackups>) => {
      const list = listOf(dir, null, input);
      if (list === null) return err({ type: 'CursorInvalid' });
      return ok({
        ...list,
        isDaily: false,
        isRunning: false,
        changesSince: null,
        lost: null,
        isReadOnly: true,
      } satisfies backups.BackupsView);
    },
    [backups.salvage.name]: () => salvageStore(dir, desk),
  };
  return {
    desk,
    call: async (name: string, input: unknown): Promise<Result<unknown, CallError>> => {
      const entry = entryByName.get(name);
      if (entry === undefined) return err({ type: 'UnknownEntry', name: name.slice(0, 100) });
      const answer = answers[name];
      if (answer === undefined) return err(needsHelp);
      const decoded = entry.input.safeParse(input);
      return decoded.success ? answer(decoded.data as never) : err({ type: 'InvalidInput', issues: [] });
    },
  };
};

/** Opens the store; one that is damaged is answered by an application that can only show its backups and bring one back. */
export const openRestorable = async (dir: string, random: Random, open: OpenThread): Promise<Result<ThreadApp, OpenFailure>> => {
  const listeners = new Set<(signal: Signal) => void>();
  const tell = (signal: Signal): void => {
    for (const listener of listeners) listener(signal);
  };
  let current: ThreadApp | null = null;
  let rescue: ReturnType<typeof rescueApp> | null = null;
  let isExchanging = false;
  let stopHearing = (): void => {};

  const goOn = async (readOnly: boolean): Promise<OpenFailure | null> => {
    const opened = await open(readOnly);
    if (opened.ok) {
      current = opened.value;
      rescue = null;
      stopHearing = opened.value.onSignal(tell);
      return null;
    }
    const problem = problemOf(dir, opened.error);
    if (problem === null) return opened.error;
    rescue = rescueApp(dir, problem, random);
    return null;
  };

  const failed = await goOn(false);
  if (failed !== null) return err(failed);

  /** Every window shows what is open now. */
  const tellAll = (): void => tell({ type: 'changed', tables: [...tableByName.keys()] });

  const stage = async (input: unknown): Promise<Result<{ readonly staged: string }, CallError>> => {
    if (current !== null) return (await current.call(backups.prepareRestore.name, input)) as Result<{ readonly staged: string }, CallError>;
    const decoded = backups.restoreBackup.input.safeParse(input);
    if (!decoded.success) return err({ type: 'InvalidInput', issues: [] });
    // Nobody can be asked who may: the store that would know is the one that is damaged.
    return stageInThread(dir, fileOf(dir, decoded.data.id));
  };

  const leave = async (): Promise<void> => {
    stopHearing();
    const before = current;
    current = null;
    await before?.close();
  };

  const swap = async (staged: string): Promise<Result<{ readonly kept: string | null }, CallError>> => {
    await leave();
    const swapped = await swapInThread(dir, staged);
    if (!swapped.ok) dropStaged(dir, staged);
    const broken = await goOn(false);
    tellAll();
    // Whatever it is that does not open now, its files are all there: the old store was only moved.
    if (broken !== null) return err(broken);
    return swapped;
  };

  const restore = async (input: unknown): Promise<Result<{ readonly kept: string | null }, CallError>> => {
    const staged = await stage(input);
    return staged.ok ? swap(staged.value.staged) : staged;
  };

  const join = async (input: unknown): Promise<Result<unknown, CallError>> => {
    if (current === null) return err({ type: 'StoreBusy' });
    const prepared = (await current.call(prepareJoin.name, input)) as Result<OutputOf<typeof prepareJoin>, CallError>;
    if (!prepared.ok) return prepared;
    const { staged, exchanged } = prepared.value;
    if (staged === null) return ok(exchanged);
    const swapped = await swap(staged);
    return swapped.ok ? ok(exchanged) : swapped;
  };

  const openForReading = async (): Promise<Result<null, CallError>> => {
    if (rescue === null) return err({ type: 'NotNeeded' });
    const broken = await goOn(true);
    if (broken !== null) return err(broken);
    tellAll();
    return current === null ? err({ type: 'NothingReadable' }) : ok(null);
  };

  const exchanges: Readonly<Record<string, (input: unknown) => Promise<Result<unknown, CallError>>>> = {
    [backups.restoreBackup.name]: restore,
    [backups.openForReading.name]: openForReading,
    [joinAgain.name]: join,
  };

  return ok({
    call: async (name, input) => {
      const exchange = exchanges[name];
      if (exchange === undefined) {
        if (current !== null) return current.call(name, input);
        return rescue === null ? err({ type: 'StoreBusy' }) : rescue.call(name, input);
      }
      if (isExchanging) return err({ type: 'StoreBusy' });
      isExchanging = true;
      try {
        return await exchange(input);
      } finally {
        isExchanging = false;
      }
    },
    onSignal: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    files: {
      lend: async (path, names) => (current === null ? (rescue?.desk.lend(path, names) ?? '') : current.files.lend(path, names)),
      produced: async (id) => (current === null ? (rescue?.desk.produced(id) ?? null) : current.files.produced(id)),
    },
    close: leave,
  });
};
