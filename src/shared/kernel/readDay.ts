/** Reads a calendar day as people type or export it in the four languages; where two readings are possible, both. */
import { addDays, type Day, dayFromParts, daysBetween, isoWeek, mondayOfWeek } from './day.ts';

/** In which order the parts of a written date stand; `excel`: the column holds serial numbers of a spreadsheet. */
export type DayOrder = 'dmy' | 'mdy' | 'ymd' | 'excel' | 'unknown';

export type DayReading =
  /** `week`: the text named a week, which is no day; `day` is its Monday. */
  | { readonly kind: 'day'; readonly day: Day; readonly precision: 'day' | 'week' }
  /** `03/11/2026`: 3 November or 11 March. */
  | { readonly kind: 'ambiguous'; readonly dmy: Day; readonly mdy: Day }
  | { readonly kind: 'invalid'; readonly code: 'empty' | 'not_a_day' | 'no_such_day' };

const months: readonly (readonly string[])[] = [
  ['jan', 'januar', 'january', 'januari'],
  ['feb', 'februar', 'february', 'februari'],
  ['mar', 'mars', 'marts', 'march'],
  ['apr', 'april'],
  ['may', 'mai', 'maj'],
  ['jun', 'juni', 'june'],
  ['jul', 'juli', 'july'],
  ['aug', 'august', 'augusti'],
  ['sep', 'sept', 'september'],
  ['oct', 'okt', 'oktober', 'october'],
  ['nov', 'november'],
  ['dec', 'des', 'desember', 'december'],
];
const monthByName = new Map(months.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));

const weekdays: readonly (readonly string[])[] = [
  ['mon', 'man', 'mån', 'monday', 'mandag', 'måndag'],
  ['tue', 'tues', 'tir', 'tirs', 'tis', 'tuesday', 'tirsdag', 'tisdag'],
  ['wed', 'ons', 'wednesday', 'onsdag'],
  ['thu', 'thur', 'thurs', 'tor', 'tors', 'thursday', 'torsdag'],
  ['fri', 'fre', 'friday', 'fredag'],
  ['sat', 'lør', 'lör', 'saturday', 'lørdag', 'lördag'],
  ['sun', 'søn', 'sön', 'sunday', 'søndag', 'söndag'],
];
const weekdayByName = new Map(weekdays.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));

const relative = new Map<string, number>([
  ...['today', 'i dag', 'idag'].map((word) => [word, 0] as const),
  ...['tomorrow', 'i morgen', 'imorgen', 'i morgon', 'imorgon'].map((word) => [word, 1] as const),
  ...['yesterday', 'i går', 'igår'].map((word) => [word, -1] as const),
]);

const invalid = (code: 'empty' | 'not_a_day' | 'no_such_day'): DayReading => ({ kind: 'invalid', code });
const found = (day: Day | null, precision: 'day' | 'week' = 'day'): DayReading =>
  day === null ? invalid('no_such_day') : { kind: 'day', day, precision };

/** A two-digit year lies at most 20 years ahead of today, else in the century before. */
const fullYear = (text: string, today: Day): number => {
  if (text.length > 2) return Number(text);
  const thisYear = Number(today.slice(0, 4));
  const year = Math.floor(thisYear / 100) * 100 + Number(text);
  return year > thisYear + 20 ? year - 100 : year <= thisYear - 80 ? year + 100 : year;
};

const firstOfSheet = dayFromParts(1900, 1, 1);
/** Serial 60 is the 29 February 1900 that spreadsheets invented; days before March 1900 are read as spreadsheets show them. */
const ofSerial = (serial: number): DayReading => {
  if (firstOfSheet === null || serial < 1 || serial > 2_958_465 || serial === 60) return invalid('no_such_day');
  return found(addDays(firstOfSheet, serial < 60 ? serial - 1 : serial - 2));
};

const weekdayOf = (of: Day): number => {
  const monday = mondayOfWeek(isoWeek(of).year, isoWeek(of).week);
  return monday === null ? 1 : daysBetween(monday, of) + 1;
};

const numeric = (text: string, order: DayOrder, today: Day): DayReading | null => {
  const year = '(\\d{4}|\\d{2})';
  const yearFirst = /^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})\.?$/.exec(text);
  if (yearFirst !== null) return found(dayFromParts(Number(yearFirst[1]), Number(yearFirst[3]), Number(yearFirst[4])));
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact !== null) return found(dayFromParts(Number(compact[1]), Number(compact[2]), Number(compact[3])));
  // `3/11-26` is day/month-year wherever people write it.
  const mixed = new RegExp(`^(\\d{1,2})/(\\d{1,2})\\s?[-–]\\s?${year}$`).exec(text);
  if (mixed !== null) return found(dayFromParts(fullYear(mixed[3] ?? '', today), Number(mixed[2]), Number(mixed[1])));
  const same = new RegExp(`^(\\d{1,2})([-/. ]|\\. )(\\d{1,2})(?:\\2${year}|\\.)?$`).exec(text);
  if (same === null) return null;
  const [, one = '', mark = '', two = '', yearText] = same;
  const of = yearText === undefined ? Number(today.slice(0, 4)) : fullYear(yearText, today);
  const dmy = dayFromParts(of, Number(two), Number(one));
  const mdy = dayFromParts(of, Number(one), Number(two));
  if (order === 'dmy') return found(dmy);
  if (order === 'mdy') return found(mdy);
  // A column of years first (`26-11-03`) can write them short.
  if (order === 'ymd' && yearText?.length === 2) return found(dayFromParts(fullYear(one, today), Number(two), Number(yearText)));
  // Points between day and month are day first everywhere they are used.
  if (mark.startsWith('.')) return found(dmy);
  if (dmy !== null && mdy !== null && dmy !== mdy) return { kind: 'ambiguous', dmy, mdy };
  return found(dmy ?? mdy);
};

const inWords = (text: string, today: Day): DayReading | null => {
  const ahead = relative.get(text);
  if (ahead !== undefined) return found(addDays(today, ahead));
  const weekday = weekdayByName.get(text.replace(/\.$/, ''));
  // The weekday named is the first one from today on, today included.
  if (weekday !== undefined) return found(addDays(today, (weekday - weekdayOf(today) + 7) % 7));
  const isoWeekText = /^(\d{4})-?w(\d{1,2})$/.exec(text);
  if (isoWeekText !== null) return found(mondayOfWeek(Number(isoWeekText[1]), Number(isoWeekText[2])), 'week');
  const weekText = /^(?:uke|uge|vecka|week|w|u|v)\.? ?(\d{1,2})(?:[ ,/-]+(\d{4}))?$/.exec(text);
  if (weekText !== null)
    return found(mondayOfWeek(weekText[2] === undefined ? isoWeek(today).year : Number(weekText[2]), Number(weekText[1])), 'week');
  const dayFirst = /^(?:den )?(\d{1,2})(?:st|nd|rd|th)?[. -]*([a-zåäöæø]+)\.?,?(?:[ -]*(\d{4}|\d{2}))?$/.exec(text);
  const monthFirst = /^([a-zåäöæø]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$/.exec(text);
  const [dayText, monthText, yearText] = dayFirst === null ? [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]] : dayFirst.slice(1);
  const month = monthByName.get(monthText ?? '');
  if (dayText === undefined || month === undefined) return null;
  return found(dayFromParts(yearText === undefined ? Number(today.slice(0, 4)) : fullYear(yearText, today), month, Number(dayText)));
};

/**
 * Reads a day. `order` settles `03/11/2026`; unknown, it is answered with both readings (day first where points are used). A missing year is
 * that of `today`, a weekday the next one from `today` on, a week without a year one of this ISO year. A time of day behind the date is
 * left out; one with an offset is refused, because its day depends on the zone.
 */
export const readDay = (text: string, options: { readonly order: DayOrder; readonly today: Day }): DayReading => {
  const { order, today } = options;
  const clean = text
    .normalize('NFC')
    .replaceAll(/[\s\u00A0\u202F]+/g, ' ')
    .trim()
    .toLowerCase();
  if (clean === '') return invalid('empty');
  if (clean.length > 60) return invalid('not_a_day');
  if (order === 'excel' && /^\d{1,7}(?:[.,]\d+)?$/.test(clean)) return ofSerial(Number(clean.split(/[.,]/)[0]));
  const withoutTime = clean.replace(/[t ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?[ap]m)?$/, '');
  return numeric(withoutTime, order, today) ?? inWords(withoutTime, today) ?? invalid('not_a_day');
};
