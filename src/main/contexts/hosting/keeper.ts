/** Keeps the hub of a device running for as long as the app is open and the workspace has its home here; one at a time, and again after a failure. */
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import type { HostStatus, HostTrouble, NotHosted } from '../../../shared/hosting/contract.ts';
import type { HostedCode, HostedData, HostedEnd, HostedSaid, OwnCode } from '../../../shared/sync/hosted.ts';
import { readHubLink } from '../../core/hubLink.ts';
import type { Store } from '../../core/store.ts';
import { hostFolder } from '../../../platform/hostFiles.ts';
import type { Lan } from '../../../platform/lan.ts';
import { defectId, type Ports } from '../../../platform/ports.ts';
import { type RunningTask, startTask } from '../../../platform/taskThread.ts';
import { deviceIdOf, type HostFile, ownAddress, readHost, writeHost } from './hostFile.ts';

/** How long after a failure it is tried again, and how often the network and the home are looked at, in ms. */
export type HostPace = { readonly retry: number; readonly look: number };
const usualPace: HostPace = { retry: 10_000, look: 5_000 };

export type HostWorld = {
  readonly store: Store;
  readonly ports: Ports;
  readonly lan: Lan;
  /** The hub's own thread: whoever puts the application together knows where it lies. */
  readonly thread: URL;
  readonly onChanged: () => void;
};
export type Started = { readonly port: number; readonly code: OwnCode | null };

type StartResult = Result<Started, Extract<NotHosted, { readonly type: 'HostNotStarted' }>>;

export type Hosting = {
  readonly state: () => Pick<HostStatus, 'state' | 'trouble' | 'addresses'>;
  /** Starts the hub, unless it runs; `code` only where one was asked for. To be called in turn. */
  readonly start: (file: HostFile, wants: HostedCode | null) => Promise<StartResult>;
  /** Ends the hub and waits for the end of it. To be called in turn. */
  readonly halt: () => Promise<void>;
  /** What starts and ends a hub is done one after the other, the keeper's own looks included. */
  readonly inTurn: <T>(body: () => Promise<T>) => Promise<T>;
  /** Aborted when the app closes. */
  readonly ending: AbortSignal;
  /** Ends the hub for good, with the app. */
  readonly close: () => Promise<void>;
};

/** Keepers of this process, by the folder of their store. */
const keepers = new Map<string, Hosting>();
export const hostingOf = (storeDir: string): Hosting | null => keepers.get(storeDir) ?? null;

/** Whether the link of a store leads to the hub that this very device is. */
export const isHome = (store: Store, file: HostFile | null): boolean =>
  file !== null && file.device === deviceIdOf(store) && readHubLink(store.db)?.url === ownAddress(file.port);

type Running = { readonly task: RunningTask<HostedEnd>; readonly ended: Promise<void>; started: Started | null };

export const keepHosting = ({ store, ports, lan, thread, onChanged }: HostWorld, pace: HostPace = usualPace): Hosting => {
  let running: Running | null = null;
  let trouble: HostTrouble | null = null;
  let timer: NodeJS.Timeout | null = null;
  let seen = '';
  let turn: Promise<unknown> = Promise.resolve();
  const ending = new AbortController();

  const addresses = (): readonly string[] => {
    const started = running?.started ?? null;
    return started === null ? [] : lan.addresses().map((address) => `https://${address}:${started.port}`);
  };

  const hear = (said: HostedSaid): void => {
    if (said.type === 'defect') ports.log.warn('hostedHub', { id: said.id, described: said.described });
    if (said.type === 'warning') ports.log.warn(said.event, said.detail);
  };

  /** Runs one thread; resolves when it listens, or with why it does not. */
  const runThread = (data: HostedData): Promise<Started | HostTrouble> =>
    new Promise((resolve) => {
      const task = startTask<HostedEnd>(thread, data, (message) => {
        const said = message as HostedSaid;
        hear(said);
        if (said.type !== 'listening') return;
        mine.started = { port: said.port, code: said.code };
        trouble = null;
        resolve(mine.started);
        onChanged();
      });
      const finish = (type: HostedEnd['type']): void => {
        if (running === mine) running = null;
        if (type !== 'Stopped') trouble = type;
        resolve(type === 'Stopped' ? 'Broke' : type);
        if (!ending.signal.aborted) onChanged();
      };
      const ended = task.result.then(
        ({ type }) => finish(type),
        (error: unknown) => {
          ports.log.defect(defectId(), error);
          finish('Broke');
        },
      );
      const mine: Running = { task, ended, started: null };
      running = mine;
      onChanged();
    });

  const stopThread = async (): Promise<void> => {
    const before = running;
    before?.task.cancel();
    await before?.ended;
  };
  const halt = async (): Promise<void> => {
    await stopThread();
    trouble = null;
  };

  const start: Hosting['start'] = async (file, wants) => {
    const already = running?.started ?? null;
    if (already !== null && wants === null) return ok(already);
    await stopThread();
    if (ending.signal.aborted) return err({ type: 'HostNotStarted', because: 'Broke' });
    const { cert, key } = file;
    const data = { dir: hostFolder(store.dir), host: lan.listenOn, cert, key, wants };
    let result = await runThread({ ...data, port: file.port === 0 ? lan.firstPort : file.port });
    // Nobody knows the address yet: any free port will do.
    if (result === 'PortTaken' && file.port === 0) result = await runThread({ ...data, port: 0 });
    return typeof result === 'string' ? err({ type: 'HostNotStarted', because: result }) : ok(result);
  };

  const inTurn: Hosting['inTurn'] = (body) => {
    const mine = turn.then(body);
    turn = mine.catch(() => {});
    return mine;
  };

  /** One look: starts what shall run, ends what shall not any more, and tells of a network that has changed. */
  const look = async (): Promise<void> => {
    if (ending.signal.aborted) return;
    const file = readHost(store.dir);
    if (file?.isOn === true && isHome(store, file)) {
      if (running === null) await start(file, null);
    } else if (file?.isOn === true && file.device === deviceIdOf(store)) {
      // The home was moved, or this device left it: a hub that its own device does not follow would lead the others astray.
      await halt();
      writeHost(store.dir, { ...file, isOn: false });
      onChanged();
    }
    const now = addresses().join(' ');
    if (now !== seen) onChanged();
    seen = now;
  };

  const lookIn = (ms: number): void => {
    if (ending.signal.aborted) return;
    timer = setTimeout(() => {
      // Nobody waits for an answer: what breaks is logged, and the next look tries again.
      void inTurn(look)
        .catch((error: unknown) => ports.log.defect(defectId(), error))
        .then(() => lookIn(trouble === null ? pace.look : pace.retry));
    }, ms);
    timer.unref();
  };
  lookIn(0);

  const keeper: Hosting = {
    state: () => {
      if (running?.started) return { state: 'on', trouble: null, addresses: addresses() };
      // A further try does not end the trouble before it has gone well.
      if (trouble !== null && readHost(store.dir)?.isOn === true) return { state: 'waiting', trouble, addresses: [] };
      return { state: running === null ? 'off' : 'starting', trouble: null, addresses: [] };
    },
    start,
    halt,
    inTurn,
    ending: ending.signal,
    close: async () => {
      ending.abort();
      if (timer !== null) clearTimeout(timer);
      if (keepers.get(store.dir) === keeper) keepers.delete(store.dir);
      await inTurn(halt);
    },
  };
  keepers.set(store.dir, keeper);
  return keeper;
};
