/** What a backup is called: when it was made, of which log, and the head of that log, so that a file says by itself what it must hold. */
import { Temporal } from 'temporal-polyfill';
import { type Instant, instant } from '../kernel/day.ts';

export type BackupTitle = {
  readonly at: Instant;
  /** The first change set's running hash, eight hex digits: the same for every copy of one workspace. */
  readonly origin: string;
  /** The newest change set, and the first sixteen hex digits of the running hash there. */
  readonly seq: number;
  readonly hash: string;
};

/** An instant as file systems take it: 20261122T030000Z, in UTC, to the second. */
export const stampText = (at: Instant): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: 'second' }).replaceAll(/[-:]/gu, '');

const stampShape = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/u;

/** The instant of a stamp; null for what is none. */
export const readStamp = (text: string): Instant | null => {
  if (!stampShape.test(text)) return null;
  try {
    return instant(Temporal.Instant.from(text.replace(stampShape, '$1-$2-$3T$4:$5:$6Z')).epochMilliseconds);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

export const backupName = ({ at, origin, seq, hash }: BackupTitle): string => `samspill-${stampText(at)}-${origin}-${seq}-${hash}.db`;

const nameShape = /^samspill-(\d{8}T\d{6}Z)-([0-9a-f]{8})-(\d{1,15})-([0-9a-f]{16})\.db$/u;

/** Null for a file that is called otherwise. */
export const readBackupName = (name: string): BackupTitle | null => {
  const [, stamp, origin, seq, hash] = nameShape.exec(name) ?? [];
  const at = readStamp(stamp ?? '');
  return at === null || origin === undefined || hash === undefined ? null : { at, origin, seq: Number(seq), hash };
};

const dayMs = 86_400_000;
/** Days for which a backup is kept. */
export const backupDays = 30;

/** Whether a new backup is due: there is none yet, or the newest is a day old. One from the future was made under a wrong clock and says nothing. */
export const isBackupDue = (newest: Instant | null, now: Instant): boolean =>
  newest === null || now - newest >= dayMs || newest - now > dayMs;

/** Those that are older than the days for which a backup is kept, once `newest` is there and known to be whole. */
export const outlived = <B extends { readonly at: Instant }>(backups: readonly B[], newest: Instant): readonly B[] =>
  backups.filter(({ at }) => newest - at > backupDays * dayMs);
