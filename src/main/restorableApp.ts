/** The application over a store that can be swapped for a backup of it, and that has something to say when its store does not open. */
import * as backups from '../shared/backups/contract.ts';
import type { AnyEntry, CallError, OutputOf, StoreFailure } from '../shared/kernel/contract.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import type { Signal } from '../shared/kernel/signal.ts';
import { tableByName } from '../shared/schema/tables.ts';
import type { OpenError } from './core/openStore.ts';
import { prepareJoin } from '../shared/sync/joinContract.ts';
import { joinAgain } from '../shared/sync/statusContract.ts';
import type { ThreadApp } from './appPort.ts';
import type { Random } from '../platform/ports.ts';

export type OpenFailure = OpenError | StoreFailure;
export type OpenThread = (readOnly: boolean) => Promise<Result<ThreadApp, OpenFailure>>;

/** All that needs the database in this very process: most starts never do. */
const rescueTools = () => import('./rescueApp.ts');
type Rescue = ReturnType<Awaited<ReturnType<typeof rescueTools>>['rescueApp']>;

/** Opens the store; one that is damaged is answered by an application that can only show its backups and bring one back. */
export const openRestorable = async (dir: string, random: Random, open: OpenThread): Promise<Result<ThreadApp, OpenFailure>> => {
  const listeners = new Set<(signal: Signal) => void>();
  const tell = (signal: Signal): void => {
    for (const listener of listeners) listener(signal);
  };
  let current: ThreadApp | null = null;
  let rescue: Rescue | null = null;
  let isBusy = false;
  let stopHearing = (): void => {};

  const goOn = async (readOnly: boolean): Promise<OpenFailure | null> => {
    const opened = await open(readOnly);
    if (opened.ok) {
      current = opened.value;
      rescue = null;
      stopHearing = opened.value.onSignal(tell);
      return null;
    }
    const tools = await rescueTools();
    const problem = tools.problemOf(dir, opened.error);
    if (problem === null) return opened.error;
    rescue = tools.rescueApp(dir, problem, random);
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
    return (await rescueTools()).stageById(dir, decoded.data.id);
  };

  const leave = async (): Promise<void> => {
    stopHearing();
    const before = current;
    current = null;
    await before?.close();
  };

  const swap = async (staged: string): Promise<Result<{ readonly kept: string | null }, CallError>> => {
    await leave();
    const swapped = await (await rescueTools()).swapStores(dir, staged);
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

  /** The store is gone under the application: whoever asks is told so, until it is brought back or a backup takes its place. */
  const lose = async (lost: ThreadApp): Promise<void> => {
    if (current !== lost || isBusy) return;
    const tools = await rescueTools();
    if (current !== lost) return;
    rescue = tools.rescueApp(dir, 'StoreGone', random);
    await leave();
    tellAll();
  };

  const ask = async (app: ThreadApp, name: string, input: unknown): Promise<Result<unknown, CallError>> => {
    const answer = await app.call(name, input);
    if (!answer.ok && answer.error.type === 'StoreGone') await lose(app);
    return answer;
  };

  const openAgain = async (): Promise<Result<null, CallError>> => {
    if (rescue === null) return err({ type: 'NotNeeded' });
    if (!(await rescueTools()).isThere(dir)) return err({ type: 'StoreGone' });
    const broken = await goOn(false);
    if (broken !== null) return err(broken);
    tellAll();
    return ok(null);
  };

  const openForReading = async (): Promise<Result<null, CallError>> => {
    if (rescue === null) return err({ type: 'NotNeeded' });
    const broken = await goOn(true);
    if (broken !== null) return err(broken);
    tellAll();
    return current === null ? err({ type: 'NothingReadable' }) : ok(null);
  };

  type OwnEntry = { readonly entry: AnyEntry; readonly run: (input: unknown) => Promise<Result<unknown, CallError>> };
  const ownEntries: Readonly<Record<string, OwnEntry>> = {
    [backups.restoreBackup.name]: { entry: backups.restoreBackup, run: restore },
    [backups.openForReading.name]: { entry: backups.openForReading, run: openForReading },
    [backups.openAgain.name]: { entry: backups.openAgain, run: openAgain },
    [joinAgain.name]: { entry: joinAgain, run: join },
  };

  return ok({
    call: async (name, input) => {
      // Any name may come: one of Object's own would find something that is no entry.
      const own = Object.hasOwn(ownEntries, name) ? ownEntries[name] : undefined;
      if (own === undefined) {
        if (current !== null) return ask(current, name, input);
        return rescue === null ? err({ type: 'StoreBusy' }) : rescue.call(name, input);
      }
      if (!own.entry.input.safeParse(input).success) return err({ type: 'InvalidInput', issues: [] });
      if (isBusy) return err({ type: 'StoreBusy' });
      isBusy = true;
      try {
        return await own.run(input);
      } finally {
        isBusy = false;
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
