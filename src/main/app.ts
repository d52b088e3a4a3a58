/** Composition root: joins contract, handlers, store and ports into the one application that every host runs. */
import type { Language } from '../shared/i18n/languages.ts';
import { type Actor, mayTouch, reach, reachBy } from '../shared/admin/policy.ts';
import { entryByName } from '../shared/contract.ts';
import type { Zone } from '../shared/kernel/day.ts';
import { currency } from '../shared/kernel/money.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import type { Allow, AnyEntry, CallError, StoreFailure } from '../shared/kernel/contract.ts';
import type { Signal } from '../shared/kernel/signal.ts';
import { answersOf } from './appEntries.ts';
import type { App } from './appPort.ts';
import { actorOf, hasAdmin } from './contexts/admin/actor.ts';
import { keepBackups } from './contexts/backups/keeper.ts';
import { keepHosting } from './contexts/hosting/keeper.ts';
import type { CallContext, ErasedHandler } from './contexts/handlers.ts';
import type { TaskContext } from './contexts/tasks.ts';
import { mayApply } from './undoRights.ts';
import { createWorkspace, hasWorkspace, meOf, openWorkspaceStore } from './contexts/openWorkspace.ts';
import { systemNetwork } from './contexts/sync/hubClient.ts';
import { keepSync } from './contexts/sync/keeper.ts';
import { secretFile } from './contexts/sync/secrets.ts';
import { dispatch } from './core/dispatch.ts';
import { createFileDesk, type FileDesk } from './core/fileDesk.ts';
import { readHubLink } from './core/hubLink.ts';
import type { OpenError } from './core/openStore.ts';
import type { Store } from './core/store.ts';
import { type Lan, systemLan } from '../platform/lan.ts';
import { defectId, type Ports } from '../platform/ports.ts';
import { furnishSample, type SampleOptions } from './contexts/sample/furnish.ts';

export type AppOptions = {
  readonly storeDir: string;
  readonly ports: Ports;
  readonly language: Language;
  /** What to make where there is no store yet; null: nothing, a missing store is an error. */
  readonly create: 'empty' | 'sample' | null;
  /** Which sample company to make; left out: the usual one. */
  readonly sample?: SampleOptions;
  readonly readOnly?: boolean;
  /** Whether a backup is made every day while it is open: where people work, not in a terminal. */
  readonly keepsBackups?: boolean;
  /** Whether it exchanges with its hub by itself: where people work, and where the network is the world's. */
  readonly keepsInStep?: boolean;
  /** The key under which what lets this device into its hub is sealed; left out: it lies plain, protected by the rights of its file. */
  readonly secretKey?: Uint8Array;
  /** The local network, for a device that is a hub; left out: this machine's. */
  readonly lan?: Lan;
};

const isUndoable = (command: string): boolean => {
  const entry = entryByName.get(command);
  return entry?.kind === 'command' && entry.undoable;
};

const undoingFor = (store: Store, actor: Actor): TaskContext['undoing'] => ({
  store,
  actor: actor.personId,
  isUndoable,
  mayApply: (tx, set, kind) => mayApply(tx, actor, set, kind),
  stands: (tx) => (hasAdmin(tx) ? ok(null) : err({ type: 'LastAdmin' })),
  // A set can hold other people's deals: who may edit all of them may take back what others did.
  mayTakeBack: (author) => author === actor.personId || reach(actor, 'deal.edit') === 'all',
});

/** What an entry asks for that the actor may not do at all; null: nothing. */
const refusedTo = (actor: Actor, { action, or, besides }: Allow, input: unknown): string | null => {
  if (reachBy(actor, { action, or }) === 'none') return action;
  const more = besides?.(input);
  return more === undefined || reach(actor, more) !== 'none' ? null : more;
};

/** Derived rows that waited, folded between two looks. */
const sliceOfWaiting = 1_000;

/** How often other processes on the same store are looked for, in ms. */
const pollEvery = 400;

const makeNew = (store: Store, options: AppOptions): Result<null, StoreFailure> => {
  const basics = { baseCurrency: currency('NOK'), zone: 'Europe/Oslo' as Zone, region: 'NO' as const };
  return options.create === 'sample'
    ? createWorkspace(
        store,
        { ...basics, name: 'Havbryn Sensor AS', personName: 'Kari Solheim', sample: true },
        furnishSample(options.ports, options.sample),
      )
    : createWorkspace(store, { ...basics, name: 'Samspill', personName: 'Admin', sample: false });
};

/** The application in this very thread: its files are at hand. */
export type LocalApp = App & { readonly files: FileDesk };

/** Opens (or makes) the store and returns the application over it. */
export const createApp = (options: AppOptions): Result<LocalApp, OpenError | StoreFailure> => {
  const opened = openWorkspaceStore({
    dir: options.storeDir,
    ports: options.ports,
    create: options.create !== null,
    ...(options.readOnly === undefined ? {} : { readOnly: options.readOnly }),
  });
  if (!opened.ok) return opened;
  const store = opened.value;
  // One that has joined waits for the workspace of its hub.
  if (!hasWorkspace(store) && readHubLink(store.db) === null) {
    const made = makeNew(store, options);
    if (!made.ok) {
      store.close();
      return made;
    }
  }
  return ok(appOver(store, options));
};

const appOver = (store: Store, options: AppOptions): LocalApp => {
  const files = createFileDesk(store.dir, options.ports.random);
  const answers = answersOf(store);
  const listeners = new Set<(signal: Signal) => void>();
  const tell = (signal: Signal): void => {
    for (const listener of listeners) listener(signal);
  };
  store.onChanged(({ tables }) => tell({ type: 'changed', tables }));
  let isGone = false;
  const look = (): void => {
    try {
      if (store.isGone()) {
        // Whoever asks anew is told.
        if (!isGone) tell({ type: 'changed', tables: [...store.model.catalog.byName.keys()] });
        isGone = true;
        return;
      }
      store.pollOthers();
      // Between two slices calls are answered: a big import does not make the window wait for its search.
      store.catchUp(sliceOfWaiting);
    } catch (error) {
      // Nobody waits for an answer here: what breaks is logged, and the next look tries again.
      options.ports.log.defect(defectId(), error);
    }
  };
  const poll = setInterval(look, pollEvery);
  poll.unref();
  const stopBackups =
    options.keepsBackups === true
      ? keepBackups({ store, ports: options.ports, onChanged: () => tell({ type: 'changed', tables: [] }) })
      : () => {};
  const tellAny = (): void => tell({ type: 'changed', tables: [] });
  const keepsInStep = options.keepsInStep === true && !store.readOnly;
  const hosting = keepsInStep
    ? keepHosting({
        store,
        ports: options.ports,
        lan: options.lan ?? systemLan,
        thread: new URL('../hub/hosted.ts', import.meta.url),
        onChanged: tellAny,
      })
    : null;
  const sync = keepsInStep
    ? keepSync({
        store,
        ports: options.ports,
        secrets: secretFile(store.dir, options.secretKey === undefined ? null : { key: options.secretKey, random: options.ports.random }),
        network: systemNetwork,
        onChanged: tellAny,
      })
    : null;

  const run = (entry: AnyEntry, input: unknown, actor: Actor): Result<unknown, CallError> | Promise<Result<unknown, CallError>> => {
    if (entry.by === 'host') return err(entry.otherwise);
    const answer = answers.get(entry.name);
    if (answer === undefined) throw new Error(`nobody answers ${entry.name}`);
    if ('runner' in answer) {
      return answer.runner(input, { store, actor, ports: options.ports, files, tell, undoing: undoingFor(store, actor) });
    }
    const { handler } = answer;
    const context: CallContext = {
      actor,
      may: (action, ownerId) => mayTouch(actor, action, ownerId),
      seesAllOf: (action) => reach(actor, action) === 'all',
    };
    if (entry.kind === 'query') return store.read((tx) => handler(tx as Parameters<ErasedHandler>[0], input, context));
    return store.perform({ actor: actor.personId, command: entry.name }, (tx) => handler(tx, input, context));
  };

  return {
    call: (name, input) =>
      dispatch(
        {
          entries: entryByName,
          ports: options.ports,
          newDefectId: defectId,
          actor: () => store.read((tx) => actorOf(tx, meOf(store))),
          refusedTo,
          run,
        },
        name,
        input,
      ),
    onSignal: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    files,
    close: async () => {
      clearInterval(poll);
      stopBackups();
      await sync?.stop();
      await hosting?.close();
      store.close();
    },
  };
};
