/** One exchange with the hub: first everything of our own goes out, then everything new comes in, chunk by chunk, each kept as soon as it is there. */
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import type { PullAnswer, PushResult } from '../../../shared/sync/hubProtocol.ts';
import type { SyncTrouble } from '../../../shared/sync/statusContract.ts';
import { type HubLink, noteHubTime, readHubLink, releaseLease, takeLease } from '../../core/hubLink.ts';
import type { StoreFailure } from '../../core/store.ts';
import { syncLog, type SyncLog } from '../../core/syncLog.ts';
import { dbErrorKind } from '../../platform/database.ts';
import { hex } from '../../platform/hash.ts';
import { KeyMissing, openSession, type Session, type SessionFailure, type SyncWorld } from './session.ts';

/** What an exchange brought; `refused` of `sent` were not taken over. */
export type Exchanged = { readonly sent: number; readonly refused: number; readonly received: number; readonly conflicts: number };
export type RoundFailure = { readonly type: SyncTrouble; readonly exchanged: Exchanged };
export type RoundResult = Result<Exchanged, RoundFailure>;

/** For as long one process may be silent before another takes over, in ms. */
const leaseMs = 90_000;

const troubleOfHub = (failure: SessionFailure): SyncTrouble => {
  if (failure.type !== 'HubFailed') return failure.type === 'HubAddressInvalid' ? 'NotAHub' : failure.type;
  switch (failure.error) {
    case 'wrongEpoch':
      return 'HubReplaced';
    case 'protocolTooOld':
      return 'ProgramTooOld';
    case 'unauthorised':
    case 'revoked':
    case 'notAllowed':
    case 'notFound':
      return 'JoinAgain';
    default:
      return 'HubBusy';
  }
};

const troubleOfStore = ({ type }: StoreFailure): SyncTrouble => type;

/** What the hub held back and why; null where every set was numbered. */
const heldBack = (results: readonly PushResult[]): SyncTrouble | null => {
  for (const result of results) {
    if (result.type === 'forked') return 'DeviceForked';
    // The hub misses an earlier set that it had numbered: it is not the hub that it was.
    if (result.type === 'retry') return result.why === 'gap' ? 'HubReplaced' : result.why === 'hubTooOld' ? 'HubTooOld' : 'HubBusy';
  }
  return null;
};

type Counts = { -readonly [K in keyof Exchanged]: number };

const push = async (log: SyncLog, session: Session, link: HubLink, counts: Counts, keepLease: () => void): Promise<SyncTrouble | null> => {
  for (let sets = log.pending(session.sign); sets.length > 0; sets = log.pending(session.sign)) {
    const body = { epoch: link.epoch, sets };
    const answer = await session.ask((hub, token) => hub.push(body, token));
    if (!answer.ok) return troubleOfHub(answer.error);
    const { results } = answer.value;
    if (results.length !== sets.length) return 'NotAHub';
    const kept = log.acknowledge(sets, results);
    if (!kept.ok) return troubleOfStore(kept.error);
    counts.sent += results.filter(({ type }) => type === 'applied' || type === 'refused').length;
    counts.refused += results.filter(({ type }) => type === 'refused').length;
    const trouble = heldBack(results);
    if (trouble !== null) return trouble;
    keepLease();
  }
  return null;
};

const pull = async (log: SyncLog, session: Session, link: HubLink, counts: Counts, keepLease: () => void): Promise<SyncTrouble | null> => {
  for (;;) {
    const { seq } = log.cursor();
    const scope = log.scope();
    const body = { epoch: link.epoch, after: seq, scope };
    const answer = await session.ask((hub, token) => hub.pull(body, token));
    // A hub from before there were scopes does not understand the question.
    if (!answer.ok && answer.error.type === 'HubFailed' && answer.error.error === 'malformed') return 'HubTooOld';
    if (!answer.ok) return troubleOfHub(answer.error);
    const page: PullAnswer = answer.value;
    const received = log.receive(page, scope);
    if (!received.ok) return received.error.type;
    counts.received += received.value.sets;
    counts.conflicts += received.value.conflicts;
    keepLease();
    // A hub that promises more and gives nothing would keep us here for ever.
    if (page.more && log.cursor().seq <= seq && log.scope() === scope) return 'HubLies';
    if (!page.more) return null;
  }
};

/** What SQLite says while a lease or a cursor is written, as the trouble that it is; a bug is thrown on. */
const troubleOfError = (error: unknown): SyncTrouble => {
  if (error instanceof KeyMissing) return 'JoinAgain';
  const kind = dbErrorKind(error);
  if (kind === 'full') return 'DiskFull';
  if (kind === 'busy') return 'StoreBusy';
  if (kind === 'readOnly') return 'StoreReadOnly';
  if (kind === 'io' || kind === 'cannotOpen' || kind === 'corrupt') return 'StoreIoError';
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'DiskFull';
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return 'StoreReadOnly';
  throw error;
};

/** The name under which this process holds the lease of a store. */
export const leaseName = ({ ports }: SyncWorld): string => hex(ports.random.bytes(8));

/**
 * Sends and fetches until nothing is left. What was exchanged before a failure stays exchanged; the next round goes on behind it. Only one
 * process of a store does this at a time, under its lease. A store without a hub is `NotLinked`.
 */
export const syncRound = async (world: SyncWorld, by: string, signal: AbortSignal): Promise<RoundResult> => {
  const { store, ports } = world;
  const counts: Counts = { sent: 0, refused: 0, received: 0, conflicts: 0 };
  const failed = (type: SyncTrouble): RoundResult => err({ type, exchanged: counts });
  try {
    const link = readHubLink(store.db);
    if (link === null) return failed('NotLinked');
    if (store.readOnly) return failed('StoreReadOnly');
    const keepLease = (): void => {
      takeLease(store, by, ports.clock.now(), leaseMs);
    };
    if (!takeLease(store, by, ports.clock.now(), leaseMs)) return failed('SyncingElsewhere');
    try {
      const session = await openSession(world, link, signal);
      if (!session.ok) return failed(troubleOfHub(session.error));
      const log = syncLog(store);
      const trouble =
        (await push(log, session.value, link, counts, keepLease)) ?? (await pull(log, session.value, link, counts, keepLease));
      if (trouble !== null) return failed(trouble);
      const now = ports.clock.now();
      noteHubTime(store, now + (readHubLink(store.db)?.clockOffset ?? 0), now, true);
      return ok(counts);
    } finally {
      releaseLease(store, by);
    }
  } catch (error) {
    return failed(troubleOfError(error));
  }
};
