/** Keeps a store in step with its hub for as long as it is open: after each change, at each poke of the hub, and now and then in any case. */
import type { Instant } from '../../../shared/kernel/day.ts';
import type { SyncTrouble } from '../../../shared/sync/statusContract.ts';
import { readHubLink } from '../../core/hubLink.ts';
import { syncLog } from '../../core/syncLog.ts';
import { defectId } from '../../../platform/ports.ts';
import { leaseName, type RoundResult, syncRound } from './round.ts';
import { seeDevices } from './seenDevices.ts';
import { openSession, type SyncWorld } from './session.ts';

/** All in ms. `settle`: after a change, so that what is typed in one go travels in one go. */
export type Pace = { readonly settle: number; readonly look: number; readonly firstRetry: number; readonly lastRetry: number };
const usualPace: Pace = { settle: 150, look: 30_000, firstRetry: 1_000, lastRetry: 120_000 };

export type Keeper = {
  readonly world: SyncWorld;
  /** Exchanges now, or waits for the exchange that is under way and then does. */
  readonly now: () => Promise<RoundResult>;
  readonly isSyncing: () => boolean;
  readonly trouble: () => SyncTrouble | null;
  readonly nextTryAt: () => Instant | null;
  /** Ends the calls that are on their way, and waits until nothing is written any more. */
  readonly stop: () => Promise<void>;
};

/** Troubles that no further try ends: somebody has to decide first. They are looked at again when the program starts, or when somebody asks. */
const needsDecision: ReadonlySet<SyncTrouble> = new Set<SyncTrouble>([
  'HubReplaced',
  'HubLies',
  'DeviceForked',
  'ProgramTooOld',
  'SecretsLocked',
]);

/** Keepers of this process, by the folder of their store. */
const keepers = new Map<string, Keeper>();
export const keeperOf = (storeDir: string): Keeper | null => keepers.get(storeDir) ?? null;

export type KeepOptions = SyncWorld & { readonly onChanged: () => void; readonly pace?: Pace };

export const keepSync = ({ onChanged, pace = usualPace, ...world }: KeepOptions): Keeper => {
  const { store, ports } = world;
  const by = leaseName(world);
  const ending = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let nextTryAt: Instant | null = null;
  let running: Promise<RoundResult> | null = null;
  let listening: Promise<void> | null = null;
  let trouble: SyncTrouble | null = null;
  let failures = 0;

  /** Sets the timer; the earlier of two wishes holds. */
  const arm = (ms: number): void => {
    const at = (ports.clock.now() + ms) as Instant;
    if (ending.signal.aborted || (timer !== null && nextTryAt !== null && nextTryAt <= at)) return;
    if (timer !== null) clearTimeout(timer);
    nextTryAt = at;
    timer = setTimeout(() => {
      timer = null;
      nextTryAt = null;
      void round();
    }, ms);
    timer.unref();
  };

  /** Doubles with each failure, half of it by chance: devices that lost a hub together do not come back together. */
  const retryIn = (): number => {
    const most = Math.min(pace.lastRetry, pace.firstRetry * 2 ** Math.min(failures - 1, 20));
    return most / 2 + (most / 2) * ((ports.random.bytes(1)[0] ?? 0) / 255);
  };

  const armAfter = (result: RoundResult): void => {
    if (result.ok) {
      failures = 0;
      arm(syncLog(store).waiting() > 0 ? pace.settle : pace.look);
      return;
    }
    const { type } = result.error;
    if (needsDecision.has(type)) {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      nextTryAt = null;
      return;
    }
    // No hub yet, or another process is at it: neither is a failure.
    if (type === 'NotLinked' || type === 'SyncingElsewhere') {
      arm(type === 'NotLinked' ? pace.look : pace.firstRetry);
      return;
    }
    failures += 1;
    arm(retryIn());
  };

  const round = (): Promise<RoundResult> => {
    if (running !== null) return running;
    const work = async (): Promise<RoundResult> => {
      const result = await syncRound(world, by, ending.signal);
      if (result.ok) await seeDevices(world, ending.signal);
      trouble = result.ok || result.error.type === 'NotLinked' || result.error.type === 'SyncingElsewhere' ? null : result.error.type;
      return result;
    };
    running = work();
    // A store that works alone has nothing to show of it.
    const isLinked = readHubLink(store.db) !== null;
    if (isLinked) onChanged();
    running
      .then(
        (result) => {
          running = null;
          if (ending.signal.aborted) return;
          armAfter(result);
          if (result.ok) listen();
          if (isLinked) onChanged();
        },
        (error: unknown) => {
          // A bug: what is stored is stored, and the next try may meet another state.
          running = null;
          ports.log.defect(defectId(), error);
          failures += 1;
          if (!ending.signal.aborted) arm(retryIn());
        },
      )
      .catch((error: unknown) => ports.log.defect(defectId(), error));
    return running;
  };

  /** The hub's pokes: one connection at a time, opened after an exchange that went well. */
  const listen = (): void => {
    const link = readHubLink(store.db);
    if (listening !== null || link === null) return;
    const open = async (): Promise<void> => {
      const session = await openSession(world, link, ending.signal);
      if (session.ok) await session.value.listen(() => arm(0));
    };
    listening = open()
      .catch((error: unknown) => ports.log.defect(defectId(), error))
      .then(() => {
        listening = null;
        // The connection is gone, and with it maybe the hub: the next exchange finds out, and opens it again.
        if (!ending.signal.aborted && (trouble === null || !needsDecision.has(trouble))) arm(Math.min(pace.look, 5_000));
      });
  };

  const stopHearing = store.onChanged(() => {
    if (!ending.signal.aborted && trouble === null && syncLog(store).waiting() > 0) arm(pace.settle);
  });
  arm(pace.settle);

  const keeper: Keeper = {
    world,
    now: async () => {
      if (running !== null) await running.catch(() => {});
      return round();
    },
    isSyncing: () => running !== null,
    trouble: () => trouble,
    nextTryAt: () => nextTryAt,
    stop: async () => {
      stopHearing();
      ending.abort();
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (keepers.get(store.dir) === keeper) keepers.delete(store.dir);
      await Promise.allSettled([running, listening]);
    },
  };
  keepers.set(store.dir, keeper);
  return keeper;
};
