/** One exchange with the hub: first everything of our own goes out, then everything new comes in, chunk by chunk, each kept as soon as it is there. */
import type { StoreFailure } from '../../../shared/kernel/contract.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import { stemOf } from '../../../shared/sync/deviceName.ts';
import type { PullAnswer, PushResult, WireSet } from '../../../shared/sync/hubProtocol.ts';
import type { Exchanged, SyncTrouble } from '../../../shared/sync/statusContract.ts';
import { type HubLink, noteHubTime, readHubLink, releaseLease, takeLease } from '../../core/hubLink.ts';
import type { HubMark } from '../../core/hubHistory.ts';
import { reauthor } from '../../core/reauthor.ts';
import type { Store } from '../../core/store.ts';
import { syncLog, type SyncLog } from '../../core/syncLog.ts';
import { dbErrorKind } from '../../../platform/database.ts';
import { hex } from '../../../platform/hash.ts';
import { fetchAmended, fetchLarge, stageLarge } from './largeSets.ts';
import { visitHub, troubleOfMeeting } from './visit.ts';
import { KeyMissing, openSession, type Session, type SessionFailure, type SyncWorld } from './session.ts';

export type RoundFailure = { readonly type: SyncTrouble; readonly exchanged: Exchanged };
export type RoundResult = Result<Exchanged, RoundFailure>;

/** For as long one process may be silent before another takes over, in ms. */
const leaseMs = 90_000;

const troubleOfHub = (failure: SessionFailure): SyncTrouble => {
  if (failure.type === 'HubAddressInvalid') return 'NotAHub';
  if (failure.type === 'HubTooOldForRole') return 'HubTooOld';
  if (failure.type !== 'HubFailed') return failure.type;
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

type Counts = { -readonly [K in keyof Exchanged]: number };
/**
 * What ends a part of an exchange: a trouble, or a name under which nothing more can go out. `forked`: another set stands under it elsewhere;
 * `unsigned`: its key is gone, or the hub does not know it; `parted`: the hub lacks a set of it that is here in part only.
 */
type Halt = { readonly trouble: SyncTrouble } | { readonly device: string; readonly why: 'forked' | 'unsigned' | 'parted' };
type Part = {
  readonly store: Store;
  readonly log: SyncLog;
  readonly session: Session;
  readonly counts: Counts;
  readonly keepLease: () => void;
};

const halt = (trouble: SyncTrouble): Halt => ({ trouble });

/**
 * What this device wrote and has here in part only was numbered by a hub that has lost it. Nothing that follows goes out under its name, unless
 * somebody brings the whole; else the part goes out under the next.
 */
const parted = (log: SyncLog): Halt | null => {
  const device = log.partedDevice();
  return device === null ? null : { device, why: 'parted' };
};

/** Why the hub gave a set no number; null where it did, or where the set can wait for somebody else to bring it. */
const heldBack = ({ device }: WireSet, result: PushResult, own: string, log: SyncLog): Halt | 'waits' | null => {
  if (result.type === 'forked') return { device, why: 'forked' };
  if (result.type !== 'retry') return null;
  const isOwn = stemOf(device) === stemOf(own);
  if (result.why === 'stranger') return isOwn ? { device, why: 'unsigned' } : 'waits';
  // The hub misses an earlier set that it had numbered: it is not the hub that it was.
  if (result.why === 'gap') return isOwn ? (parted(log) ?? halt('HubReplaced')) : 'waits';
  return halt(result.why === 'hubTooOld' ? 'HubTooOld' : 'HubBusy');
};

const push = async ({ store, log, session, counts, keepLease }: Part, epoch: string): Promise<Halt | null> => {
  /** Devices of which the hub takes nothing from here now. */
  const waiting = new Set<string>();
  let first: WireSet | null = null;
  // Asked before anything goes out: a hub that was put back would judge by rows that it has no more.
  if (log.waiting() > 0 && (await isReplaced(session, log.cursor()))) return halt('HubReplaced');
  for (;;) {
    let sets: readonly WireSet[];
    try {
      sets = log.pending(session.sign, waiting);
    } catch (error) {
      if (error instanceof KeyMissing) return { device: error.device, why: 'unsigned' };
      throw error;
    }
    const next = sets[0];
    if (next === undefined) return parted(log);
    // A hub that says of a set what it said of another has numbered nothing, and would keep us here for ever.
    if (next.device === first?.device && next.deviceSeq === first.deviceSeq)
      return halt(log.lastNumber() > log.cursor().seq || (await isReplaced(session, log.cursor())) ? 'HubReplaced' : 'HubLies');
    first = next;
    const light = await stageLarge(session, sets, keepLease);
    if (!light.ok) return halt(troubleOfHub(light.error));
    const body = { epoch, sets: light.value };
    const answer = await session.ask((hub, token) => hub.push(body, token));
    if (!answer.ok) return halt(troubleOfHub(answer.error));
    const { results } = answer.value;
    if (results.length !== sets.length) return halt('NotAHub');
    const kept = log.acknowledge(sets, results);
    if (!kept.ok) return halt(troubleOfStore(kept.error));
    counts.sent += results.filter(({ type }) => type === 'applied' || type === 'refused').length;
    counts.refused += results.filter(({ type }) => type === 'refused').length;
    for (const [at, result] of results.entries()) {
      const set = sets[at];
      const held = set === undefined ? null : heldBack(set, result, store.device, log);
      if (held === 'waits') waiting.add(set?.device ?? '');
      else if (held !== null) return held;
    }
    keepLease();
  }
};

const pull = async ({ store, log, session, counts, keepLease }: Part, epoch: string): Promise<Halt | null> => {
  for (;;) {
    const { seq, head } = log.cursor();
    const scope = log.scope();
    const body = { epoch, after: seq, scope };
    const answer = await session.ask((hub, token) => hub.pull(body, token));
    // A hub from before there were scopes does not understand the question.
    if (!answer.ok && answer.error.type === 'HubFailed' && answer.error.error === 'malformed') return halt('HubTooOld');
    if (!answer.ok) return halt(troubleOfHub(answer.error));
    const page: PullAnswer = answer.value;
    const whole = await fetchLarge(store, session, page.sets, keepLease);
    if (!whole.ok) return halt(troubleOfHub(whole.error));
    const amended = await fetchAmended(store, session, page.amended ?? [], keepLease);
    if (!amended.ok) return halt(troubleOfHub(amended.error));
    const received = log.receive({ ...page, sets: [...whole.value], amended: amended.value }, scope);
    if (!received.ok) {
      const { error } = received;
      if (error.type === 'DeviceForked') return { device: error.device, why: 'forked' };
      if (error.type !== 'HubLies') return halt(error.type);
      return halt(error.what === 'taken' || (await isReplaced(session, { seq, head })) ? 'HubReplaced' : 'HubLies');
    }
    counts.received += received.value.sets;
    counts.conflicts += received.value.conflicts;
    keepLease();
    // A hub that promises more and gives nothing would keep us here for ever.
    if (page.more && log.cursor().seq <= seq && log.scope() === scope) return halt('HubLies');
    // Another process was told of another scope meanwhile, and the page was passed over.
    if (page.scope !== undefined && log.scope() !== page.scope) continue;
    // It has numbered more than it has: what it took over from here is not there any more.
    if (!page.more) return log.lastNumber() > log.cursor().seq ? halt('HubReplaced') : null;
  }
};

/** A hub that was put back and has grown since gives numbers that do not follow ours: it says so itself when it is asked. */
const isReplaced = async (session: Session, at: HubMark): Promise<boolean> => {
  if (at.seq === 0) return false;
  const answer = await session.ask((hub, token) => hub.mark({ marks: [at] }, token));
  return answer.ok && answer.value.common < at.seq;
};

/** Where a name cannot be written under any more, the device goes on under its next one, and what waits under the old goes out as that one's. */
const goOn = (world: SyncWorld, link: HubLink, device: string): SyncTrouble | null => {
  const { store, ports } = world;
  const isOwn = stemOf(device) === stemOf(store.device);
  store.goOn();
  const to = store.device;
  const moved = store.merge<null>((tx) =>
    ok({ value: null, tables: reauthor(tx, { from: device, to, actor: isOwn ? null : link.person, random: ports.random }) }),
  );
  return moved.ok ? null : troubleOfStore(moved.error);
};

/** How often one exchange goes on under another name: each of a chain of copies costs one. */
const mostNames = 8;

/** Whether what the hub has is fetched although not everything went out. A hub that is too old for our sets holds what others wrote all the same. */
const mayFetch = (sent: Halt | null): boolean => {
  if (sent === null) return true;
  return 'trouble' in sent ? sent.trouble === 'HubTooOld' : sent.why !== 'forked';
};

const exchangeAll = async (
  world: SyncWorld,
  link: HubLink,
  counts: Counts,
  keepLease: () => void,
  signal: AbortSignal,
): Promise<SyncTrouble | null> => {
  let isVisit = false;
  for (let names = 0; names < mostNames; names += 1) {
    const opened = await openSession(world, link, signal);
    if (!opened.ok) return troubleOfHub(opened.error);
    const session = opened.value;
    if (readHubLink(world.store.db)?.epoch === '') {
      isVisit = true;
      const met = await visitHub(world, session, keepLease);
      if (!met.ok) return troubleOfMeeting(met.error, troubleOfHub);
    }
    const epoch = readHubLink(world.store.db)?.epoch ?? link.epoch;
    const part: Part = { store: world.store, log: syncLog(world.store), session, counts, keepLease };
    const sent = await push(part, epoch);
    // What lost its key may have arrived before, and what is here in part may have been brought by others: the hub's numbers tell.
    const halted = mayFetch(sent) ? ((await pull(part, epoch)) ?? sent) : sent;
    if (halted === null) {
      if (isVisit) await session.ask((hub, token) => hub.putBackWindow({ epoch, isOpen: false }, token));
      return null;
    }
    if ('trouble' in halted) return halted.trouble;
    if (halted.why === 'parted' && part.log.partedDevice() !== halted.device) continue;
    const trouble = goOn(world, link, halted.device);
    if (trouble !== null) return trouble;
  }
  return 'DeviceForked';
};

/** What SQLite says while a lease or a cursor is written, as the trouble that it is; a bug is thrown on. */
const troubleOfError = (error: unknown): SyncTrouble => {
  if (error instanceof KeyMissing) return 'JoinAgain';
  const kind = dbErrorKind(error);
  if (kind === 'gone') return 'StoreGone';
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
      const trouble = await exchangeAll(world, link, counts, keepLease, signal);
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
