/** The text of a payload, read as it comes: a row at a time and never more, so that what is refused costs no more than the rows before its first fault. */
import type { PayloadValue } from '../shared/sync/changeSet.ts';

export type RowCells = readonly PayloadValue[];
export type WrittenCells = Readonly<Record<string, PayloadValue>>;
export type Written = readonly [table: string, id: string, now: WrittenCells, was: WrittenCells];

/** Told of what is read, in its order; false stops the reading. */
export type Seen = {
  readonly group: (table: string, columns: readonly string[]) => boolean;
  readonly rows: (rows: readonly RowCells[]) => boolean;
  readonly writes: (writes: readonly Written[]) => boolean;
};

export type PayloadText = {
  /** Reads on; false where it is no payload, or where whoever sees it said so. */
  readonly take: (text: string) => boolean;
  /** Whether what was read is a whole payload. */
  readonly isWhole: () => boolean;
};

/** Longer is no name of a table or a column, and more no table has. */
const longestName = 60;
export const mostColumns = 100;
/** More groups than any payload has: one a table. */
const mostGroups = 1_000;
/** Characters of one row: the longest text that a column holds, each of its quotation marks escaped, and what stands beside it. */
const longestUnit = 6 * 1024 * 1024;
/** Characters of rows that are read together. */
const together = 64 * 1024;

const isCell = (value: unknown): value is PayloadValue =>
  value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
const isName = (value: unknown): value is string => typeof value === 'string' && value.length <= longestName;
const isRow = (value: unknown): value is RowCells => Array.isArray(value) && value.every(isCell);

const isCells = (value: unknown): value is WrittenCells => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  // The one name that becomes something else when an object is copied.
  const names = Object.keys(value);
  return names.length <= mostColumns && names.every((name) => isName(name) && name !== '__proto__') && Object.values(value).every(isCell);
};
const isWritten = (value: unknown): value is Written =>
  Array.isArray(value) && value.length === 4 && isName(value[0]) && typeof value[1] === 'string' && isCells(value[2]) && isCells(value[3]);
const isHead = (value: unknown): value is readonly [string, readonly string[]] =>
  Array.isArray(value) &&
  value.length === 2 &&
  isName(value[0]) &&
  Array.isArray(value[1]) &&
  value[1].length <= mostColumns &&
  value[1].every(isName);

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
};

/** What comes next: the opening, a list of the payload, the head of a group, its rows or what is written, the end of a group, or nothing. */
type Expects = 'open' | 'list' | 'head' | 'rows' | 'writes' | 'groupEnd' | 'end';
type Step = 'on' | 'more' | 'wrong';
/** How much of the text is one unit: where its scan stands, and how deep. */
type Scan = { readonly start: number; at: number; depth: number; isText: boolean; commas: number };
const scanFrom = (start: number): Scan => ({ start, at: start, depth: 0, isText: false, commas: 0 });

/** As our programs write it: without blanks, rows made before cells written, each list once at most. Nothing of it is built before its size and its shape are known. */
export const payloadText = (seen: Seen): PayloadText => {
  let text = '';
  /** Where what has not been read begins. */
  let from = 0;
  let expects: Expects = 'open';
  let isFirst = true;
  let groups = 0;
  const lists = new Set<string>();
  let scan = scanFrom(0);

  /** The end of the unit that begins at `start`: an array within `deepest` levels; `endsAt` is the depth to which its last bracket closes. */
  const unitEnd = (start: number, deepest: number, endsAt: number, mostCommas: number): number | 'more' | 'wrong' => {
    if (scan.start !== start) scan = scanFrom(start);
    for (; scan.at < text.length; scan.at += 1) {
      const code = text.charCodeAt(scan.at);
      if (scan.isText) {
        // The character after a backslash says nothing, and has to be there.
        if (code === 92) {
          if (scan.at + 1 >= text.length) return 'more';
          scan.at += 1;
        } else if (code === 34) scan.isText = false;
      } else if (code === 34) scan.isText = true;
      else if (code === 91 || code === 123) {
        scan.depth += 1;
        if (scan.depth > deepest) return 'wrong';
      } else if (code === 93 || code === 125) {
        scan.depth -= 1;
        if (scan.depth === endsAt) return scan.at + 1;
        if (scan.depth < endsAt) return 'wrong';
      } else if (code === 44) {
        scan.commas += 1;
        if (scan.commas > mostCommas) return 'wrong';
      } else if (scan.depth === 0) return 'wrong';
    }
    return scan.at - start > longestUnit ? 'wrong' : 'more';
  };

  /** What ends here is looked at anew when it is known what follows. */
  const again = (): 'more' => {
    scan = scanFrom(-1);
    return 'more';
  };

  /** Units that follow each other, as many as are here and no more than are read together. */
  const units = (deepest: number, mostCommas: number, tell: (all: readonly unknown[]) => boolean): Step => {
    let end = from;
    for (;;) {
      const start = end === from ? from : end + 1;
      const found = unitEnd(start, deepest, 0, mostCommas);
      if (found === 'wrong') return 'wrong';
      if (found === 'more') break;
      end = found;
      if (text[end] !== ',' || end - from >= together) break;
    }
    if (end === from) return 'more';
    // What follows says whether the list goes on.
    if (end >= text.length) return again();
    const all = parsed(`[${text.slice(from, end)}]`);
    if (!Array.isArray(all) || !tell(all)) return 'wrong';
    const isMore = text[end] === ',';
    from = isMore ? end + 1 : end;
    // A comma promises another.
    isFirst = !isMore;
    return isMore || text[end] === ']' ? 'on' : 'wrong';
  };

  const next = (): Step => {
    const char = text[from];
    if (char === undefined) return 'more';
    switch (expects) {
      case 'open':
        if (char !== '{') return 'wrong';
        from += 1;
        expects = 'list';
        return 'on';
      case 'list': {
        if (char === '}') {
          from += 1;
          expects = 'end';
          return 'on';
        }
        const opening = lists.size === 0 ? /^"([iu])":\[/u : /^,"([iu])":\[/u;
        const ahead = text.slice(from, from + 6);
        const name = opening.exec(ahead)?.[1];
        if (name === undefined) return ahead.length < 6 ? 'more' : 'wrong';
        if (lists.has(name) || lists.has('u')) return 'wrong';
        lists.add(name);
        from += lists.size === 1 ? 5 : 6;
        expects = name === 'i' ? 'head' : 'writes';
        isFirst = true;
        return 'on';
      }
      case 'head': {
        if (char === ']' && isFirst) {
          from += 1;
          expects = 'list';
          return 'on';
        }
        const end = unitEnd(from, 2, 1, mostColumns + 1);
        if (end === 'more' || end === 'wrong') return end;
        if (text.length < end + 2) return again();
        const head = parsed(`${text.slice(from, end)}]`);
        groups += 1;
        if (!isHead(head) || text.slice(end, end + 2) !== ',[' || groups > mostGroups || !seen.group(head[0], head[1])) return 'wrong';
        from = end + 2;
        expects = 'rows';
        isFirst = true;
        return 'on';
      }
      case 'rows':
        if (char === ']' && isFirst) {
          from += 1;
          expects = 'groupEnd';
          return 'on';
        }
        return units(1, mostColumns, (rows) => rows.every(isRow) && seen.rows(rows));
      case 'groupEnd': {
        if (char !== ']') return 'wrong';
        const after = text[from + 1];
        if (after === undefined) return 'more';
        if (after !== ',' && after !== ']') return 'wrong';
        // The bracket that ends the list is read where a group would begin.
        from += after === ',' ? 2 : 1;
        expects = 'head';
        isFirst = after !== ',';
        return 'on';
      }
      case 'writes':
        if (char === ']' && isFirst) {
          from += 1;
          expects = 'list';
          return 'on';
        }
        return units(2, 2 * mostColumns + 4, (writes) => writes.every(isWritten) && seen.writes(writes));
      case 'end':
        return 'wrong';
    }
  };

  let isBroken = false;
  return {
    take: (more) => {
      text = from === 0 ? text + more : text.slice(from) + more;
      scan = { ...scan, start: scan.start - from, at: scan.at - from };
      from = 0;
      while (!isBroken) {
        const step = next();
        if (step === 'more') break;
        isBroken = step === 'wrong';
      }
      return !isBroken;
    },
    isWhole: () => !isBroken && expects === 'end' && from === text.length,
  };
};
