/** Days as people type them: ISO, or day before month with dots, slashes, hyphens or blanks; never month first. */
import type { Day } from '../../shared/kernel/day.ts';
import { dayFromParts, parseDay } from '../../shared/kernel/day.ts';

/**
 * The day a text means, or null: "2026-11-19", "19.11.2026", "19/11-26", "19.11" (in the year of `near`). A two-digit year is of this century.
 */
export const readDay = (text: string, near: Day): Day | null => {
  const plain = text.trim();
  const iso = parseDay(plain);
  if (iso !== null) return iso;
  const parts = /^(\d{1,2})[./\- ]+(\d{1,2})(?:[./\- ]+(\d{4}|\d{2}))?\.?$/.exec(plain);
  if (parts === null) return null;
  const year = parts[3] === undefined ? Number(near.slice(0, 4)) : parts[3].length === 2 ? 2000 + Number(parts[3]) : Number(parts[3]);
  return dayFromParts(year, Number(parts[2]), Number(parts[1]));
};
