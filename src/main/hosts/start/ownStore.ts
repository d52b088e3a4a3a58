/** The application over the sample company, which can go on with a store of one's own without being started again. */
import { editPerson, editWorkspace, workspace } from '../../../shared/admin/contract.ts';
import { createStore, prepareStore, type StoreWanted } from '../../../shared/admin/setupContract.ts';
import type { CallError, OutputOf } from '../../../shared/kernel/contract.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { Signal } from '../../../shared/kernel/signal.ts';
import { tableByName } from '../../../shared/schema/tables.ts';
import type { App } from '../../appPort.ts';
import type { WebFiles } from '../web/files.ts';

type OpenedApp = App & { readonly files?: Pick<WebFiles, 'lend' | 'produced'> };

export type OwnStore = {
  /** Opens the store of one's own, empty where there is none. */
  readonly open: () => Promise<Result<OpenedApp, CallError>>;
  readonly isThere: () => boolean;
};

/** Gives a new store its name, its region and its first person. */
const furnish = async (app: App, wanted: StoreWanted): Promise<Result<null, CallError>> => {
  const { personName, ...basics } = wanted;
  const named = await app.call(editWorkspace.name, basics);
  if (!named.ok) return named;
  const now = (await app.call(workspace.name, {})) as Result<OutputOf<typeof workspace>, CallError>;
  if (!now.ok) return now;
  const person = await app.call(editPerson.name, { id: now.value.me.id, name: personName });
  return person.ok ? ok(null) : person;
};

/** The same application; once `setup.createStore` has succeeded, every call goes to the store of one's own and all windows are told. */
export const withOwnStore = (sample: OpenedApp, own: OwnStore): OpenedApp => {
  let current = sample;
  let isMaking = false;
  const listeners = new Set<(signal: Signal) => void>();
  const tell = (signal: Signal): void => {
    for (const listener of listeners) listener(signal);
  };
  let stopHearing = current.onSignal(tell);

  const filesNow = (): Pick<WebFiles, 'lend' | 'produced'> => {
    if (current.files === undefined) throw new Error('the application has no files');
    return current.files;
  };

  const goOnWith = async (next: OpenedApp): Promise<void> => {
    const before = current;
    stopHearing();
    current = next;
    stopHearing = next.onSignal(tell);
    tell({ type: 'changed', tables: [...tableByName.keys()] });
    await before.close();
  };

  const make = async (input: unknown): Promise<Result<null, CallError>> => {
    const prepared = (await current.call(prepareStore.name, input)) as Result<StoreWanted, CallError>;
    if (!prepared.ok) return prepared;
    if (own.isThere()) return err({ type: 'OwnStoreThere' });
    const opened = await own.open();
    if (!opened.ok) return opened;
    const furnished = await furnish(opened.value, prepared.value);
    if (!furnished.ok) {
      await opened.value.close();
      return furnished;
    }
    await goOnWith(opened.value);
    return ok(null);
  };

  return {
    call: async (name, input) => {
      if (name !== createStore.name) return current.call(name, input);
      // A second click while the first is at work must not make a second store.
      if (isMaking) return err({ type: 'StoreBusy' });
      isMaking = true;
      try {
        return await make(input);
      } finally {
        isMaking = false;
      }
    },
    onSignal: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ...(sample.files === undefined
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
