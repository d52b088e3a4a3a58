/** The days on which the sample company worked and will work; everything in it happens on one of them. */
import {
  addDays,
  addMonths,
  type Day,
  day,
  daysBetween,
  type Instant,
  instant,
  startOfDay,
  type Zone,
} from '../../../shared/kernel/day.ts';
import type { Happened } from '../../core/tx.ts';

export type WorkDays = {
  /** Index of the last working day before today: the newest day on which anything has happened. Index 0 is the oldest day. */
  readonly last: number;
  /** The working day of an index; past the ends, the nearest day there is. */
  readonly day: (index: number) => Day;
  /** That day at so many minutes after its start. */
  readonly at: (index: number, minute: number) => Instant;
  readonly happened: (index: number, minute: number) => NonNullable<Happened>;
};

/** Calendar days kept ahead of today, for expected closes and next steps. */
const daysAhead = 280;

/** Days off that Norway, Denmark or Sweden share on a fixed date, as MM-DD; good enough for a company that is made up. */
const daysOff: ReadonlySet<string> = new Set(['01-01', '05-01', '12-24', '12-25', '12-26', '12-31']);

/** Any Monday before the past of every sample. */
const aMonday = day('1900-01-01');

export const workDays = (today: Day, zone: Zone, months: number): WorkDays => {
  const days: Day[] = [];
  let last = 0;
  const until = addDays(today, daysAhead);
  for (let each = addMonths(today, -months); each < until; each = addDays(each, 1)) {
    if (daysBetween(aMonday, each) % 7 >= 5 || daysOff.has(each.slice(5))) continue;
    if (each < today) last = days.length;
    days.push(each);
  }
  const dayOf = (index: number): Day => days[Math.max(0, Math.min(days.length - 1, index))] as Day;
  const at = (index: number, minute: number): Instant => instant(startOfDay(dayOf(index), zone) + minute * 60_000);
  return { last, day: dayOf, at, happened: (index, minute) => ({ day: dayOf(index), at: at(index, minute) }) };
};
