/** Calendar days and instants: a day is 'YYYY-MM-DD' in the workspace's zone, an instant is whole milliseconds since 1970 UTC. */
import { Temporal } from 'temporal-polyfill';
import type { Brand } from './brand.ts';

export type Day = Brand<string, 'Day'>;
export type Instant = Brand<number, 'Instant'>;
/** IANA zone name, such as Europe/Oslo. */
export type Zone = Brand<string, 'Zone'>;

const dayShape = /^(\d{4})-(\d{2})-(\d{2})$/;
const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** The day that these numbers name, or null where the calendar has no such day. Years 1–9999. */
export const dayFromParts = (year: number, month: number, day: number): Day | null => {
  if (!Number.isInteger(year) || year < 1 || year > 9999) return null;
  const length = month === 2 && isLeap(year) ? 29 : daysInMonth[month - 1];
  if (length === undefined || !Number.isInteger(day) || day < 1 || day > length) return null;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as Day;
};

/** Strict ISO day; null for anything else, 2026-02-30 included. */
export const parseDay = (text: string): Day | null => {
  const parts = dayShape.exec(text);
  return parts === null ? null : dayFromParts(Number(parts[1]), Number(parts[2]), Number(parts[3]));
};

/** Days and instants of this program lie in these years; a day is compared as text, an instant is milliseconds since 1970. */
export const firstDay = '1900-01-01';
export const lastDay = '2199-12-31';
/** A day begins and ends up to a day earlier or later than in UTC, by the zone. */
export const firstInstant = -2_209_075_200_000;
export const lastInstant = 7_258_204_799_999;

/** Days that were found readable: some hundred thousand at most, and rows ask for the same few hundred again and again. */
const readableDays = new Set<string>();
/** Whether a text is a day that is shown and counted as one; what a hub numbered once may be anything. */
export const isReadableDay = (text: string): text is Day => {
  if (readableDays.has(text)) return true;
  const isReadable = parseDay(text) !== null && text >= firstDay && text <= lastDay;
  if (isReadable) readableDays.add(text);
  return isReadable;
};
export const isReadableInstant = (at: number): boolean => Number.isInteger(at) && at >= firstInstant && at <= lastInstant;

/** Whether a clock can have said that something was written down then: since 1970, and within our years. */
export const isRecordable = (at: number): boolean => at >= 0 && isReadableInstant(at);

const twoDays = 2 * 86_400_000;
/** What a clock says, as far as it can be right: an instant whose day is one of ours in every zone, with room for what follows it. */
export const recordable = (at: Instant): Instant => Math.min(Math.max(at, 0), lastInstant - twoDays) as Instant;

/** For constants in code and tests; throws on what is no day. */
export const day = (text: string): Day => {
  const parsed = parseDay(text);
  if (parsed === null) throw new Error(`not a day: ${text}`);
  return parsed;
};

export const instant = (ms: number): Instant => Math.trunc(ms) as Instant;

const isNamedZone = (text: string): boolean => {
  try {
    Temporal.ZonedDateTime.from({ timeZone: text, year: 2026, month: 1, day: 1 });
    return true;
  } catch {
    return false;
  }
};

/** Whether a name is a zone's is asked for each instant that is shown. */
const zones = new Map<string, boolean>();

export const isZone = (text: string): text is Zone => {
  const known = zones.get(text);
  if (known !== undefined) return known;
  if (zones.size > 1_000) zones.clear();
  const named = isNamedZone(text);
  zones.set(text, named);
  return named;
};

/** The zone of that name; where what is stored names none, the one that days are counted in as long as nobody has chosen. */
export const zoneNamed = (text: string): Zone => (isZone(text) ? text : ('Europe/Oslo' as Zone));

/** The calendar day on which an instant falls in a zone (rule A3: won in Helsinki at 00:30 is the day before in Oslo). */
export const dayOf = (at: Instant, zone: Zone): Day => {
  // Days of their own, which sort where they belong and are none that is shown.
  if (!isReadableInstant(at)) return (at < 0 ? '0001-01-01' : '9999-12-31') as Day;
  let ofZone = dayCache.get(zone);
  if (ofZone === undefined) dayCache.set(zone, (ofZone = new Map<number, Day>()));
  const quarter = Math.floor(at / quarterHour);
  const known = ofZone.get(quarter);
  if (known !== undefined) return known;
  const of = computedDay(at, zone);
  // Kept only where the whole quarter of an hour is one day: some zones have changed their clocks at a minute past midnight.
  const isWhole = computedDay(quarter * quarterHour, zone) === of && computedDay((quarter + 1) * quarterHour - 1, zone) === of;
  if (ofZone.size > 20_000) ofZone.clear();
  if (isWhole) ofZone.set(quarter, of);
  return of;
};

const quarterHour = 15 * 60_000;
/** By zone and quarter of an hour, because lists ask for the days of a hundred rows at once. */
const dayCache = new Map<Zone, Map<number, Day>>();

const computedDay = (at: number, zone: Zone): Day =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString() as Day;

const startCache = new Map<string, Instant>();

/** The first instant of a day in a zone; cached, because imports ask for the same few hundred days again and again. */
export const startOfDay = (of: Day, zone: Zone): Instant => {
  const key = `${zone} ${of}`;
  const known = startCache.get(key);
  if (known !== undefined) return known;
  const start = instant(Temporal.PlainDate.from(of).toZonedDateTime(zone).epochMilliseconds);
  if (startCache.size > 20_000) startCache.clear();
  startCache.set(key, start);
  return start;
};

const utcDays = (of: Day): number => Date.UTC(Number(of.slice(0, 4)), Number(of.slice(5, 7)) - 1, Number(of.slice(8, 10))) / 86_400_000;

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => utcDays(to) - utcDays(from);

/** A day after which no calendar counts on: `dayOf` says it of what no zone has a day for. */
const noDay = '9999';
/** What is stored as a day and is none stays what it is: no page ends over it. */
const added = (to: Day, span: { readonly days: number } | { readonly months: number }): Day =>
  parseDay(to) !== null && to < noDay ? (Temporal.PlainDate.from(to).add(span).toString() as Day) : to;
export const addDays = (to: Day, days: number): Day => added(to, { days });
export const addMonths = (to: Day, months: number): Day => added(to, { months });
export const firstOfMonth = (of: Day): Day => `${of.slice(0, 7)}-01` as Day;
export const firstOfQuarter = (of: Day): Day => {
  const month = Math.floor((Number(of.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${of.slice(0, 4)}-${String(month).padStart(2, '0')}-01` as Day;
};
export const firstOfYear = (of: Day): Day => `${of.slice(0, 4)}-01-01` as Day;

/** ISO 8601 week and the year that the week belongs to. */
export const isoWeek = (of: Day): { readonly year: number; readonly week: number } => {
  const date = Temporal.PlainDate.from(of);
  return { year: date.yearOfWeek ?? date.year, week: date.weekOfYear ?? 1 };
};

/** The Monday of an ISO week, or null where the year has no such week (53 in most years). */
export const mondayOfWeek = (year: number, week: number): Day | null => {
  if (!Number.isInteger(week) || week < 1 || week > 53) return null;
  const fourth = dayFromParts(year, 1, 4);
  if (fourth === null) return null;
  const weekday = Temporal.PlainDate.from(fourth).dayOfWeek;
  const monday = addDays(fourth, 1 - weekday + (week - 1) * 7);
  return isoWeek(monday).week === week ? monday : null;
};
