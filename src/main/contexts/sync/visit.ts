/** A store and a hub that may not remember the same meet: they find out how far they agree, and go on from there without losing a word. */
import type { StoreFailure } from '../../../shared/kernel/contract.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import type { SyncTrouble } from '../../../shared/sync/statusContract.ts';
import { cutBack, holdsWhole, lastMark, marksAt, marksBack, numberedSets } from '../../core/hubHistory.ts';
import { stageLarge } from './largeSets.ts';
import { KeyMissing, type Session, type SessionFailure, type SyncWorld } from './session.ts';

export type VisitFailure = SessionFailure | StoreFailure | { readonly type: 'HubTooOld' };

/** What this device wrote under a name whose key is gone travels without a signature: whoever brings it answers for it. */
const signOr =
  (session: Session) =>
  (hash: Uint8Array, device: string): string => {
    try {
      return session.sign(hash, device);
    } catch (error) {
      if (error instanceof KeyMissing) return '';
      throw error;
    }
  };

/**
 * Where the hub's order is the beginning of the one remembered here, an admin's device that holds the rest whole brings it as it was, number by number. From the
 * last point at which both are the same everything that is numbered here waits again, and goes out with the next push. Killed at any point, it
 * begins again.
 */
export const visitHub = async ({ store }: SyncWorld, session: Session, keepLease: () => void): Promise<Result<null, VisitFailure>> => {
  const last = lastMark(store.db);
  const answer = await session.ask((hub, token) => hub.mark({ marks: marksAt(store.db, marksBack(last.seq)) }, token));
  // A hub of an older program knows no such question.
  if (!answer.ok) return answer.error.type === 'HubFailed' && answer.error.error === 'notFound' ? err({ type: 'HubTooOld' }) : answer;
  const { seq, head, common, epoch } = answer.value;
  const isBeginning = seq <= last.seq && marksAt(store.db, new Set([seq])).some((mark) => mark.head === head);
  let known = isBeginning ? seq : common;
  // Of what is here in part somebody else brings the whole, and its number: a hub is filled again from a device that holds all that it misses.
  // What the hub has lost is taken back from an admin alone, for as long as it is said to be put back; a hub of version 1 knows of no such time.
  if (known < last.seq) {
    const open = await session.ask((hub, token) => hub.putBackWindow({ epoch, isOpen: true }, token));
    if (!open.ok && !(open.error.type === 'HubFailed' && ['notAllowed', 'notFound'].includes(open.error.error))) return open;
  }
  const mayRefill = isBeginning && holdsWhole(store.db, { after: known, upTo: last.seq });
  while (mayRefill && known < last.seq) {
    const light = await stageLarge(session, numberedSets(store.db, { after: known, upTo: last.seq }, signOr(session)), keepLease);
    if (!light.ok) return light;
    const put = await session.ask((hub, token) => hub.putBack({ epoch, sets: light.value }, token));
    if (!put.ok) {
      // Who is no admin, and who comes second, leaves the numbers to the hub and sends what is here as it was written.
      if (put.error.type === 'HubFailed' && (put.error.error === 'notAllowed' || put.error.error === 'malformed')) break;
      return put;
    }
    if (put.value.seq <= known) break;
    known = Math.min(put.value.seq, last.seq);
    keepLease();
  }
  const [at] = marksAt(store.db, new Set([known])).slice(-1);
  if (at?.seq !== known) throw new Error('a number in common is held here');
  const cut = store.merge<null>(({ into }) => ok({ value: null, tables: cutBack(into, at, epoch) }));
  return cut.ok ? ok(null) : cut;
};

export const troubleOfMeeting = (failure: VisitFailure, ofHub: (failure: SessionFailure) => SyncTrouble): SyncTrouble => {
  switch (failure.type) {
    case 'HubTooOld':
    case 'StoreBusy':
    case 'StoreReadOnly':
    case 'StoreIoError':
    case 'StoreGone':
    case 'DiskFull':
      return failure.type;
    default:
      return ofHub(failure);
  }
};
