/** The application over the sample company or a store of one's own, which can go on with the other one without being started again. */
import {
  beginning,
  createStore,
  exploreSample,
  leaveSample,
  prepareStore,
  prepareSwitch,
  setUp,
} from '../../../shared/admin/setupContract.ts';
import type { BeginningView, StoreWanted } from '../../../shared/admin/setupContract.ts';
import { entryByName } from '../../../shared/contract.ts';
import type { CallError } from '../../../shared/kernel/contract.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { Signal } from '../../../shared/kernel/signal.ts';
import { tableByName } from '../../../shared/schema/tables.ts';
import type { App } from '../../appPort.ts';
import type { WebFiles } from '../web/files.ts';

type OpenedApp = App & { readonly files?: Pick<WebFiles, 'lend' | 'produced'> };

export type StoreKind = 'sample' | 'own';
/** Opens one of the two stores: the sample company, or one's own; makes it where there is none. */
export type OpenStoreOf = (kind: StoreKind) => Promise<Result<OpenedApp, CallError>>;

/** The same application; once one of the calls that lead to the other store has succeeded, every call goes there and all windows are told. */
export const withOwnStore = (opened: OpenedApp, kind: StoreKind, open: OpenStoreOf): OpenedApp => {
  let current = opened;
  let kindNow = kind;
  let isSwitching = false;
  const listeners = new Set<(signal: Signal) => void>();
  const tell = (signal: Signal): void => {
    for (const listener of listeners) listener(signal);
  };
  let stopHearing = current.onSignal(tell);

  const filesNow = (): Pick<WebFiles, 'lend' | 'produced'> => {
    if (current.files === undefined) throw new Error('the application has no files');
    return current.files;
  };

  const goOnWith = async (next: OpenedApp, to: StoreKind): Promise<void> => {
    const before = current;
    stopHearing();
    current = next;
    kindNow = to;
    stopHearing = next.onSignal(tell);
    tell({ type: 'changed', tables: [...tableByName.keys()] });
    await before.close();
  };

  const make = async (input: unknown): Promise<Result<null, CallError>> => {
    const prepared = (await current.call(prepareStore.name, input)) as Result<StoreWanted, CallError>;
    if (!prepared.ok) return prepared;
    const own = await open('own');
    if (!own.ok) return own;
    const named = (await own.value.call(setUp.name, prepared.value)) as Result<null, CallError>;
    if (!named.ok) {
      await own.value.close();
      return named;
    }
    await goOnWith(own.value, 'own');
    return ok(null);
  };

  const switchTo = async (to: StoreKind): Promise<Result<null, CallError>> => {
    const prepared = (await current.call(prepareSwitch.name, { to })) as Result<null, CallError>;
    if (!prepared.ok) return prepared;
    const next = await open(to);
    if (!next.ok) return next;
    await goOnWith(next.value, to);
    return ok(null);
  };

  const changesOf: Readonly<Record<string, (input: unknown) => Promise<Result<null, CallError>>>> = {
    [createStore.name]: make,
    [leaveSample.name]: () => switchTo('own'),
    [exploreSample.name]: () => switchTo('sample'),
  };

  /** What the application says of its beginning, and where this host can lead from it. */
  const beginningNow = async (input: unknown): Promise<Result<unknown, CallError>> => {
    const answer = (await current.call(beginning.name, input)) as Result<BeginningView, CallError>;
    if (!answer.ok) return answer;
    return ok({ ...answer.value, canExplore: answer.value.isFresh, canLeave: kindNow === 'sample' });
  };

  return {
    call: async (name, input) => {
      if (name === beginning.name) return beginningNow(input);
      // Any name may come: one of Object's own would find something that is no change.
      const change = Object.hasOwn(changesOf, name) ? changesOf[name] : undefined;
      // What the entry does not take is refused where every other input is.
      if (change === undefined || entryByName.get(name)?.input.safeParse(input).success !== true) return current.call(name, input);
      // A second click while the first is at work must not make a second store.
      if (isSwitching) return err({ type: 'StoreBusy' });
      isSwitching = true;
      try {
        return await change(input);
      } finally {
        isSwitching = false;
      }
    },
    onSignal: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ...(opened.files === undefined
      ? {}
      : {
          files: {
            lend: (...parts: Parameters<WebFiles['lend']>) => filesNow().lend(...parts),
            produced: (id: string) => filesNow().produced(id),
          },
        }),
    close: () => current.close(),
  };
};
