/** Until when the numbers of this device hold, for the contract. */
import { addDays, type Instant, startOfDay } from '../../../shared/kernel/day.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type * as contract from '../../../shared/sync/seenContract.ts';
import { readHubLink } from '../../core/hubLink.ts';
import type { Store } from '../../core/store.ts';
import type { HandlersOf } from '../handlers.ts';
import { othersOf, readSeenDevices } from './seenDevices.ts';

/** A device that is at work is heard of more often than this, in ms. */
const quietFor = 15 * 60_000;

export const seenHandlers = (store: Store): HandlersOf<typeof contract> => ({
  dataUntil: (tx, { asOf }, { seesAllOf }) => {
    const link = readHubLink(store.db);
    if (link === null) return ok({ type: 'alone' });
    const { lastSyncAt, clockOffset } = link;
    const whole = seesAllOf('deal.read');
    if (lastSyncAt === null) return ok({ type: 'never', whole });
    const listed = readSeenDevices(store.db);
    const others = listed === null ? [] : othersOf(listed, store.device);
    const dayOver = asOf === null || asOf >= tx.today ? Number.POSITIVE_INFINITY : startOfDay(addDays(asOf, 1), tx.zone);
    const needed = Math.min(lastSyncAt + clockOffset - quietFor, dayOver);
    const silent = others
      .filter(({ lastSeen }) => lastSeen === null || lastSeen < needed)
      .map(({ device, label, person, lastSeen }) => ({
        device,
        label,
        person: { id: person, name: tx.get<{ name: string }>('SELECT name FROM person WHERE id = ?', person)?.name ?? null },
        lastSeen: lastSeen as Instant | null,
      }));
    // By words that do not change with a language: the same store prints the same page.
    const key = ({ person, label, device }: contract.SilentDevice): string => [person.name ?? '', label, device].join('\0');
    return ok({
      type: 'synced',
      whole,
      lastSyncAt: lastSyncAt as Instant,
      zone: tx.zone,
      listedAt: (listed?.at ?? null) as Instant | null,
      others: others.length,
      silent: silent.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)),
    });
  },
});
